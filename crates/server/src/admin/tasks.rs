//! The tasks of all accounts.
//!
//! `GET /_cosell/tasks` lists them, the newest first. The query parameters `status`, `kind`,
//! `account`, `catalog` and `opportunity` filter the list; `limit` (50, at most 200) and `next`
//! paginate it.
//!
//! `GET /_cosell/tasks/{id}` shows one task with the journal of its steps; the id may be an ARN.
//!
//! `POST /_cosell/tasks/{id}/restart` restarts a failed task from the step at which it failed, and
//! returns the task. Restarting a task that has not failed is a conflict.

use cosell_admin_api::DateTime;
use cosell_admin_api::pages::{ListTasks, RestartTask, ShowTask};
use cosell_admin_api::task::{Catalog, Outcome, Step, Task, TaskFilter, TaskStatus, Tasks};
use cosell_domain::task::KINDS;
use cosell_domain::task::overview::OverviewFilter;
use cosell_engine::Restarted;
use cosell_store::table::task as stored;
use cosell_store::table::task::newest::Key;

use super::{Context, Handler, conflict, invalid, not_found};
use crate::front::Front;
use crate::refusal::Refusal;

impl Handler for ListTasks {
    async fn handle(self, cx: Context<'_>) -> Result<Tasks, Refusal> {
        let filter = self.query;
        let limit = usize::from(filter.limit.get());
        let after = match &filter.next {
            None => None,
            Some(token) => {
                let key =
                    key(token).ok_or_else(|| invalid("next is not a next_token of this list."))?;
                Some(key)
            }
        };
        let wanted = wanted(filter)?;
        let page = cx.front.service.tasks(&wanted, after, limit).await?;
        let tasks = page
            .tasks
            .into_iter()
            .map(|task| shown(cx.front, task, None));
        Ok(Tasks {
            tasks: tasks.collect(),
            next_token: page.next.map(|(at, id)| format!("{at}.{id}")),
        })
    }
}

impl Handler for ShowTask {
    async fn handle(self, cx: Context<'_>) -> Result<Task, Refusal> {
        find(cx.front, bare(&self.id)).await
    }
}

impl Handler for RestartTask {
    async fn handle(self, cx: Context<'_>) -> Result<Task, Refusal> {
        let id = bare(&self.id);
        let restarted = cx.front.service.engine().restart(id).await;
        match restarted.map_err(cosell_domain::Error::from)? {
            Restarted::Started => {
                tracing::info!(task = id, "failed task restarted");
                find(cx.front, id).await
            }
            Restarted::NotFailed => Err(conflict(
                "The task has not failed; only a failed task can be restarted.",
            )),
            Restarted::Unknown => Err(unknown()),
        }
    }
}

/// A task with its journal.
async fn find(front: &Front, id: &str) -> Result<Task, Refusal> {
    let found = front.service.task(id).await?;
    let (task, steps) = found.ok_or_else(unknown)?;
    let steps = steps.into_iter().map(step).collect();
    Ok(shown(front, task, Some(steps)))
}

fn unknown() -> Refusal {
    not_found("There is no task with this id; GET /_cosell/tasks lists all of them.")
}

/// The id at the end of an ARN.
fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// The key in a `next_token`.
fn key(token: &str) -> Option<Key> {
    let (at, id) = token.split_once('.')?;
    Some((at.parse().ok()?, id.to_owned()))
}

fn wanted(filter: TaskFilter) -> Result<OverviewFilter, Refusal> {
    let kind = match filter.kind {
        None => None,
        Some(kind) => {
            let found = KINDS.iter().copied().find(|known| *known == kind);
            let wrong = || invalid(&format!("kind must be one of {}.", KINDS.join(", ")));
            Some(found.ok_or_else(wrong)?)
        }
    };
    Ok(OverviewFilter {
        status: filter.status.map(|status| match status {
            TaskStatus::InProgress => stored::Status::InProgress,
            TaskStatus::Complete => stored::Status::Complete,
            TaskStatus::Failed => stored::Status::Failed,
        }),
        kind,
        account: filter.account,
        catalog: filter.catalog.map(|catalog| match catalog {
            Catalog::Aws => cosell_store::Catalog::Aws,
            Catalog::Sandbox => cosell_store::Catalog::Sandbox,
        }),
        opportunity_id: filter.opportunity,
    })
}

fn shown(front: &Front, task: stored::Task, steps: Option<Vec<Step>>) -> Task {
    let (status, next) = match *task.status {
        stored::Status::Complete => (TaskStatus::Complete, None),
        unfinished => {
            let next = front.service.engine().step(&task.kind, task.step);
            let failed = unfinished == stored::Status::Failed;
            let status = if failed {
                TaskStatus::Failed
            } else {
                TaskStatus::InProgress
            };
            (status, next)
        }
    };
    Task {
        id: task.id,
        kind: task.kind,
        account: task.account,
        catalog: match task.catalog {
            cosell_store::Catalog::Aws => Catalog::Aws,
            cosell_store::Catalog::Sandbox => Catalog::Sandbox,
        },
        status,
        reason_code: task.reason_code,
        message: task.message,
        started_at: DateTime::from_millis(task.started_at),
        ended_at: task.ended_at.map(DateTime::from_millis),
        opportunity_id: task.opportunity_id,
        engagement_id: task.engagement_id,
        engagement_invitation_id: task.invitation_id,
        resource_snapshot_job_id: task.job_id,
        context_id: task.context_id,
        next_step: task.step,
        next_step_name: next.map(str::to_owned),
        epoch: task.epoch,
        node: task.node,
        attempts: task.attempts,
        next_run_at: DateTime::from_millis(task.next_run_at),
        steps,
    }
}

fn step(step: stored::Step) -> Step {
    Step {
        step: step.step,
        attempt: step.attempt,
        name: step.name,
        outcome: match step.outcome {
            stored::Outcome::Done => Outcome::Done,
            stored::Outcome::Skipped => Outcome::Skipped,
            stored::Outcome::Refused => Outcome::Refused,
            stored::Outcome::Retried => Outcome::Retried,
        },
        detail: step.detail,
        epoch: step.epoch,
        node: step.node,
        started_at: DateTime::from_millis(step.started_at),
        ended_at: DateTime::from_millis(step.ended_at),
    }
}
