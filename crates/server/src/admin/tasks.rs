//! The tasks and bulk jobs of all accounts.
//!
//! `GET /_cosell/tasks` lists them, the newest first. The query parameters `status`, `kind`,
//! `account`, `catalog` and `opportunity` filter the list; `limit` (50, at most 200) and `next`
//! paginate it.
//!
//! `GET /_cosell/tasks/{id}` shows one task with the journal of its steps; the id may be an ARN.
//!
//! `POST /_cosell/tasks/{id}/restart` restarts a failed task from the step at which it failed, and
//! returns the task. Restarting a task that has not failed, or a bulk job, is a conflict.

use cosell_admin_api::DateTime;
use cosell_admin_api::pages::{ListTasks, RestartTask, ShowTask};
use cosell_admin_api::task::{
    Catalog, Outcome, Progress, Step, Task, TaskFilter, TaskStatus, Tasks,
};
use cosell_domain::task::KINDS;
use cosell_domain::task::overview::{JOB_KINDS, OverviewFilter, Work, job_kind};
use cosell_engine::Restarted;
use cosell_store::table::bulk;
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
        let tasks = page.works.into_iter().map(|work| match work {
            Work::Task(task) => shown(cx.front, task, None),
            Work::Job(job) => shown_job(job, None),
        });
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
            Restarted::Unknown => match cx.front.service.bulk_job(id).await? {
                Some(_) => Err(conflict(
                    "A bulk job is not restarted. Correct its file, or its report, and start \
                     another job.",
                )),
                None => Err(unknown()),
            },
        }
    }
}

/// A task with its journal.
async fn find(front: &Front, id: &str) -> Result<Task, Refusal> {
    let Some((task, steps)) = front.service.task(id).await? else {
        let job = front.service.bulk_job(id).await?;
        return job
            .map(|job| shown_job(job, Some(Vec::new())))
            .ok_or_else(unknown);
    };
    let steps = steps.into_iter().map(step).collect();
    Ok(shown(front, task, Some(steps)))
}

fn unknown() -> Refusal {
    not_found(
        "There is no task with this id; `cosell task list` (GET /_cosell/tasks) lists all of them.",
    )
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
            let all = [KINDS, &JOB_KINDS].concat();
            let found = all.iter().copied().find(|known| *known == kind);
            let wrong = || invalid(&format!("kind must be one of {}.", all.join(", ")));
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
        catalog: filter.catalog.map(catalog_of),
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
        catalog: catalog(task.catalog),
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
        progress: None,
        steps,
    }
}

/// A catalog in the form of the pages.
pub(super) fn catalog(stored: cosell_store::Catalog) -> Catalog {
    match stored {
        cosell_store::Catalog::Aws => Catalog::Aws,
        cosell_store::Catalog::Sandbox => Catalog::Sandbox,
    }
}

/// The same as the store names it.
pub(super) fn catalog_of(given: Catalog) -> cosell_store::Catalog {
    match given {
        Catalog::Aws => cosell_store::Catalog::Aws,
        Catalog::Sandbox => cosell_store::Catalog::Sandbox,
    }
}

/// A bulk job as a task without steps, whose cursor is the number of rows that are done.
fn shown_job(job: bulk::Job, steps: Option<Vec<Step>>) -> Task {
    let next = job.due_at.or(job.completed_at).unwrap_or(job.created_at);
    Task {
        id: job.id,
        kind: job_kind(job.family).to_owned(),
        account: job.account,
        catalog: catalog(job.catalog),
        status: match job.status {
            bulk::Status::Submitted | bulk::Status::InProgress => TaskStatus::InProgress,
            bulk::Status::Completed => TaskStatus::Complete,
            bulk::Status::Failed => TaskStatus::Failed,
        },
        reason_code: None,
        message: job.failure_reason,
        started_at: DateTime::from_millis(job.created_at),
        ended_at: job.completed_at.map(DateTime::from_millis),
        opportunity_id: None,
        engagement_id: None,
        engagement_invitation_id: None,
        resource_snapshot_job_id: None,
        context_id: None,
        next_step: job.processed,
        next_step_name: None,
        epoch: 1,
        node: String::new(),
        attempts: 0,
        next_run_at: DateTime::from_millis(next),
        progress: Some(Progress {
            rows: (job.status != bulk::Status::Submitted).then_some(job.total),
            done: job.processed,
            failed: job.failed,
        }),
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
