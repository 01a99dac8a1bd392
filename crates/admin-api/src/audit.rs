//! `/_cosell/audit`: what administrators did, the newest act first.
//!
//! ```json
//! {"acts": [
//!   {"number": 12, "time": "2026-11-22T18:32:24.559Z", "peer": "127.0.0.1",
//!    "administrator": "token:5e884898", "act": "fault.add", "target": "faults/3",
//!    "outcome": "DONE"}
//! ], "next_token": null}
//! ```

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Limit;
use crate::list::list;
use crate::schema::Instant;

/// What an administrator did.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Act {
    pub number: i64,
    /// True time, whatever the service's clock shows.
    #[schemars(with = "Instant")]
    pub time: DateTime,
    /// The address that it was asked from.
    pub peer: String,
    /// The name of a token, or `open`.
    pub administrator: String,
    /// Such as `fault.add`.
    pub act: String,
    /// What it was done to.
    pub target: String,
    /// `DONE`, the name of the error that refused it, or `BEGUN` when the process ended, or the
    /// administrator left, before that was known.
    pub outcome: String,
}

list! {
    /// Acts, the newest first.
    pub struct Acts { acts: Act }
}

/// Which part of the log.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ActFilter {
    pub limit: Limit<50, 200>,
    /// The `next_token` of the page before.
    pub next: Option<String>,
}
