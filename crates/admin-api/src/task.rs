//! `/_cosell/tasks`: the tasks and bulk jobs of all accounts.
//!
//! ```json
//! {
//!   "id": "oit-0k3j9x2m4n5p6", "kind": "…", "account": "111111111111", "catalog": "Sandbox",
//!   "status": "COMPLETE", "reason_code": null, "message": null,
//!   "started_at": "2026-11-22T18:32:24.559Z", "ended_at": "2026-11-22T18:32:24.571Z",
//!   "opportunity_id": "O1234567", "engagement_id": "eng-…",
//!   "engagement_invitation_id": "engi-…",
//!   "resource_snapshot_job_id": "job-…", "context_id": null,
//!   "next_step": 6, "next_step_name": null, "epoch": 1, "node": "0k3j9x2m4n5p6789",
//!   "attempts": 0, "next_run_at": "2026-11-22T18:32:24.559Z",
//!   "steps": [
//!     {"step": 0, "attempt": 0, "name": "GetOpportunity", "outcome": "DONE", "detail": "…",
//!      "epoch": 1, "node": "0k3j9x2m4n5p6789", "started_at": "…", "ended_at": "…"}
//!   ]
//! }
//! ```
//!
//! A bulk job is shown as a task without steps. Its `progress` says how many rows of its file are
//! done: `{"rows": 50000, "done": 1240, "failed": 3}`; `rows` is null until they are counted.
//!
//! The input of the task and the values that its steps pass on are not shown.

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Limit;
use crate::list::list;
use crate::schema::Instant;
use crate::word::words;

words! {
    /// The status of a task.
    pub enum TaskStatus {
        InProgress = "IN_PROGRESS",
        Complete = "COMPLETE",
        Failed = "FAILED",
    }
}

words! {
    /// The two catalogs of the service.
    pub enum Catalog {
        Aws = "AWS",
        Sandbox = "Sandbox",
    }
}

words! {
    /// How an attempt of a step ended.
    pub enum Outcome {
        /// It did what its name says.
        Done = "DONE",
        /// The step had nothing to do.
        Skipped = "SKIPPED",
        /// The task failed there.
        Refused = "REFUSED",
        /// A transient error; another attempt follows.
        Retried = "RETRIED",
    }
}

/// How far a bulk job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// The rows of its file; null until they are counted.
    pub rows: Option<i64>,
    /// The rows that have an outcome.
    pub done: i64,
    /// Those of them that failed.
    pub failed: i64,
}

/// A task, or a bulk job.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    pub id: String,
    /// Such as `engagement-from-opportunity-task` or `opportunity-bulk-job`.
    pub kind: String,
    pub account: String,
    pub catalog: Catalog,
    pub status: TaskStatus,
    pub reason_code: Option<String>,
    pub message: Option<String>,
    #[schemars(with = "Instant")]
    pub started_at: DateTime,
    #[schemars(with = "Option<Instant>")]
    pub ended_at: Option<DateTime>,
    pub opportunity_id: Option<String>,
    pub engagement_id: Option<String>,
    pub engagement_invitation_id: Option<String>,
    pub resource_snapshot_job_id: Option<String>,
    pub context_id: Option<String>,
    /// The cursor: the number of the step to run next.
    pub next_step: i64,
    /// Null when the task is complete.
    pub next_step_name: Option<String>,
    /// Counts the nodes that owned the task.
    pub epoch: i64,
    /// The node that owns it.
    pub node: String,
    /// How often the next step met a transient error.
    pub attempts: i64,
    /// When the next step may run.
    #[schemars(with = "Instant")]
    pub next_run_at: DateTime,
    /// Only of a bulk job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// The journal; only where one task is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<Step>>,
}

/// An attempt of a step.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    pub step: i64,
    /// 0 for the first attempt of the step.
    pub attempt: i64,
    pub name: String,
    pub outcome: Outcome,
    pub detail: String,
    pub epoch: i64,
    /// The node that made it; empty when an older program did.
    pub node: String,
    #[schemars(with = "Instant")]
    pub started_at: DateTime,
    #[schemars(with = "Instant")]
    pub ended_at: DateTime,
}

list! {
    /// Tasks, the newest first.
    pub struct Tasks { tasks: Task }
}

/// Which tasks.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TaskFilter {
    pub status: Option<TaskStatus>,
    /// Such as `engagement-from-opportunity-task`.
    pub kind: Option<String>,
    pub account: Option<String>,
    pub catalog: Option<Catalog>,
    /// Only tasks that are about this opportunity.
    pub opportunity: Option<String>,
    pub limit: Limit<50, 200>,
    /// The `next_token` of the page before.
    pub next: Option<String>,
}
