//! The tasks of all accounts.
//!
//! `GET /_cosell/tasks` lists them, the newest first. `status`, `kind`, `account`, `catalog` and
//! `opportunity` in the query pick some of them; `limit` (50, at most 200) and `next` make pages.
//!
//! ```json
//! {"tasks": [{"id": "oit-0k3j9x2m4n5p6", …}], "next_token": "1795372344559.oit-0k3j9x2m4n5p6"}
//! ```
//!
//! `GET /_cosell/tasks/{id}` shows one with the journal of its steps; an ARN will do for the id.
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
//! `status` is `IN_PROGRESS`, `COMPLETE` or `FAILED`. `next_step` is the cursor, `attempts` how
//! often that step met passing trouble, `next_run_at` when it may run. A step's `outcome` is `DONE`,
//! `SKIPPED` (there was nothing to do), `REFUSED` (the task failed there) or `RETRIED` (a passing
//! fault; another attempt follows). `epoch` counts the nodes that had the task in hand. What the
//! task was asked and what its steps tell each other stays inside.
//!
//! `POST /_cosell/tasks/{id}/restart` starts a failed task again from the step at which it failed,
//! and answers with the task as it is then. One that has not failed is a conflict.

use cosell_api::DateTime;
use cosell_domain::task::KINDS;
use cosell_domain::task::overview::Wanted;
use cosell_engine::Restarted;
use cosell_store::Catalog;
use cosell_store::table::task::newest::Key;
use cosell_store::table::task::{Status, Step, Task};
use serde_json::{Map, Value, json};

use crate::pipeline::Front;
use crate::query::Query;
use crate::refusal::Refusal;

/// What stands behind the id of a task that is to be started again.
pub(super) const RESTART: &str = "/restart";

/// Tasks on a page when nothing is said of it, and at most.
const PAGE: usize = 50;
const LONGEST_PAGE: usize = 200;

const MEMBERS: &[&str] = &[
    "status",
    "kind",
    "account",
    "catalog",
    "opportunity",
    "limit",
    "next",
];

pub(super) async fn list(front: &Front, query: Option<&str>) -> Result<Value, Refusal> {
    let query = Query::read(query, MEMBERS).map_err(|message| super::invalid(&message))?;
    let wanted = wanted(&query)?;
    let limit = super::limit(&query, PAGE, LONGEST_PAGE)?;
    let after = match query.get("next") {
        None => None,
        Some(token) => {
            let key = key(token).ok_or_else(|| super::invalid("next is no next_token."))?;
            Some(key)
        }
    };
    let page = front.service.tasks(&wanted, after, limit).await?;
    let tasks: Vec<Value> = page
        .tasks
        .iter()
        .map(|task| Value::Object(summary(front, task)))
        .collect();
    let next = page.next.map(|(at, id)| format!("{at}.{id}"));
    Ok(json!({ "tasks": tasks, "next_token": next }))
}

pub(super) async fn page(front: &Front, id: &str) -> Result<Value, Refusal> {
    let found = front.service.task(bare(id)).await?;
    let (task, steps) = found.ok_or_else(unknown)?;
    let mut document = summary(front, &task);
    document.insert("steps".to_owned(), steps.iter().map(step).collect());
    Ok(Value::Object(document))
}

/// `path` is the id with [`RESTART`] behind it.
pub(super) async fn restart(front: &Front, path: &str) -> Result<Value, Refusal> {
    let id = bare(path.strip_suffix(RESTART).unwrap_or(path));
    let restarted = front.service.engine().restart(id).await;
    match restarted.map_err(cosell_domain::Error::from)? {
        Restarted::Started => {
            tracing::warn!(task = id, "a failed task was started again");
            page(front, id).await
        }
        Restarted::NotFailed => Err(super::conflict("The task has not failed.")),
        Restarted::Unknown => Err(unknown()),
    }
}

fn unknown() -> Refusal {
    super::not_found("There is no such task.")
}

/// The id that an ARN ends with.
fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// The key that a `next_token` holds.
fn key(token: &str) -> Option<Key> {
    let (at, id) = token.split_once('.')?;
    Some((at.parse().ok()?, id.to_owned()))
}

fn wanted(query: &Query) -> Result<Wanted, Refusal> {
    let statuses = Status::ALL.iter().map(|status| status.as_str());
    let statuses: Vec<&str> = statuses.collect();
    let status = chosen(query, "status", &statuses)?;
    let catalogs: Vec<&str> = Catalog::ALL.iter().map(|one| one.as_str()).collect();
    let catalog = chosen(query, "catalog", &catalogs)?;
    Ok(Wanted {
        status: status.and_then(|status| status.parse().ok()),
        kind: chosen(query, "kind", KINDS)?,
        account: query.get("account").map(str::to_owned),
        catalog: catalog.and_then(|catalog| catalog.parse().ok()),
        opportunity_id: query.get("opportunity").map(str::to_owned),
    })
}

/// The member's value, which is one of a list.
fn chosen<'a>(query: &Query, name: &str, list: &[&'a str]) -> Result<Option<&'a str>, Refusal> {
    let Some(value) = query.get(name) else {
        return Ok(None);
    };
    let found = list.iter().copied().find(|known| *known == value);
    let wrong = || super::invalid(&format!("{name} is one of {}.", list.join(", ")));
    found.map(Some).ok_or_else(wrong)
}

fn summary(front: &Front, task: &Task) -> Map<String, Value> {
    let next = match *task.status {
        Status::Complete => None,
        Status::InProgress | Status::Failed => front.service.engine().step(&task.kind, task.step),
    };
    let document = json!({
        "id": task.id,
        "kind": task.kind,
        "account": task.account,
        "catalog": task.catalog.as_str(),
        "status": task.status.as_str(),
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
        "next_step_name": next,
        "epoch": task.epoch,
        "node": task.node,
        "attempts": task.attempts,
        "next_run_at": DateTime::from_millis(task.next_run_at),
    });
    match document {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn step(step: &Step) -> Value {
    json!({
        "step": step.step,
        "attempt": step.attempt,
        "name": step.name,
        "outcome": step.outcome.as_str(),
        "detail": step.detail,
        "epoch": step.epoch,
        "node": step.node,
        "started_at": DateTime::from_millis(step.started_at),
        "ended_at": DateTime::from_millis(step.ended_at),
    })
}
