//! `GET /_cosell/tasks/{id}`: a task and the journal of its steps.
//!
//! ```json
//! {
//!   "id": "oit-0k3j9x2m4n5p6", "kind": "…", "account": "111111111111", "catalog": "Sandbox",
//!   "status": "COMPLETE", "reason_code": null, "message": null,
//!   "started_at": "2026-11-22T18:32:24.559Z", "ended_at": "2026-11-22T18:32:24.571Z",
//!   "opportunity_id": "O1234567", "engagement_id": "eng-…",
//!   "engagement_invitation_id": "engi-…",
//!   "resource_snapshot_job_id": "job-…", "context_id": null,
//!   "next_step": 6, "epoch": 1, "attempts": 0,
//!   "steps": [
//!     {"step": 0, "attempt": 0, "name": "GetOpportunity", "outcome": "DONE", "detail": "…",
//!      "started_at": "…", "ended_at": "…"}
//!   ]
//! }
//! ```
//!
//! `status` is `IN_PROGRESS`, `COMPLETE` or `FAILED`. A step's `outcome` is `DONE`, `SKIPPED`
//! (there was nothing to do), `REFUSED` (the task failed there) or `RETRIED` (a passing fault;
//! another attempt follows). `epoch` counts the processes that had the task in hand. What the task
//! was asked and what its steps tell each other stays inside.

use cosell_api::DateTime;
use cosell_store::table::task::{Step, Task};
use serde_json::{Value, json};

use crate::pipeline::Front;
use crate::refusal::Refusal;

pub(super) async fn page(front: &Front, id: &str) -> Result<Value, Refusal> {
    // An ARN ends with the id.
    let id = id.rsplit('/').next().unwrap_or(id);
    let found = front.service.task(id).await?;
    let (task, steps) = found.ok_or_else(|| super::not_found("There is no such task."))?;
    Ok(document(&task, &steps))
}

fn document(task: &Task, steps: &[Step]) -> Value {
    json!({
        "id": task.id,
        "kind": task.kind,
        "account": task.account,
        "catalog": task.catalog,
        "status": task.status,
        "reason_code": task.reason_code,
        "message": task.message,
        "started_at": DateTime::from_millis(task.started_at),
        "ended_at": task.ended_at.map(DateTime::from_millis),
        "opportunity_id": task.opportunity_id,
        "engagement_id": task.engagement_id,
        "engagement_invitation_id": task.invitation_id,
        "resource_snapshot_job_id": task.job_id,
        "context_id": task.context_id,
        "next_step": task.step,
        "epoch": task.epoch,
        "attempts": task.attempts,
        "steps": steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn step(step: &Step) -> Value {
    json!({
        "step": step.step,
        "attempt": step.attempt,
        "name": step.name,
        "outcome": step.outcome,
        "detail": step.detail,
        "started_at": DateTime::from_millis(step.started_at),
        "ended_at": DateTime::from_millis(step.ended_at),
    })
}
