//! `/_cosell/settle`: whether everything that is due by the service's clock has happened.
//!
//! ```json
//! {"settled": false, "waited_ms": 5000,
//!  "tasks": [{"id": "oit-…", "kind": "engagement-from-opportunity-task",
//!             "account": "111111111111", "next_step_name": "CreateEngagement", "attempts": 2,
//!             "next_run_at": "2026-11-22T18:32:24.559Z"}],
//!  "timers": [], "targets": [{"target": "webhook", "events": 3}]}
//! ```

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::schema::Instant;

/// How long to wait.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SettleFilter {
    /// Seconds of true time, at most 60; 10 when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u32>,
}

/// Whether everything has happened, and what has not.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Settled {
    pub settled: bool,
    /// Milliseconds of true time.
    pub waited_ms: u64,
    /// Tasks that are due and have not ended, or some of many.
    pub tasks: Vec<DueTask>,
    /// Timers with work that is due.
    pub timers: Vec<String>,
    /// Targets with events that they have not received.
    pub targets: Vec<WaitingTarget>,
}

/// A task that is due.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DueTask {
    pub id: String,
    pub kind: String,
    pub account: String,
    pub next_step_name: Option<String>,
    /// How often the next step met a transient error.
    pub attempts: i64,
    #[schemars(with = "Instant")]
    pub next_run_at: DateTime,
}

/// A target that has not received all its events.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WaitingTarget {
    pub target: String,
    /// How many it has not received, at most: its filter may pass some of them.
    pub events: i64,
}
