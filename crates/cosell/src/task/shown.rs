//! Tasks as people read them.

use cosell_admin_api::task::{Step, Task, TaskStatus};

use crate::print::{self, NOTHING};

/// The header of a list of tasks.
pub(super) const HEADER: [&str; 6] = ["task", "kind", "account", "status", "at step", "started at"];

/// A task of a list.
pub(super) fn row(task: &Task) -> [String; 6] {
    [
        print::text(&task.id),
        kind(task),
        print::text(&task.account),
        task.status.to_string(),
        place(task),
        task.started_at.to_string(),
    ]
}

/// One task and its journal.
pub(super) fn task(task: &Task) -> String {
    let mut facts = print::table(&["task", &print::text(&task.id)]);
    for (name, fact) in [
        ("kind", print::text(&task.kind)),
        ("account", print::text(&task.account)),
        ("catalog", task.catalog.to_string()),
        ("status", task.status.to_string()),
        ("reason code", print::optional(task.reason_code.as_deref())),
        ("message", print::optional(task.message.as_deref())),
        ("started at", task.started_at.to_string()),
        ("ended at", print::optional(task.ended_at)),
        (
            "opportunity",
            print::optional(task.opportunity_id.as_deref()),
        ),
        ("engagement", print::optional(task.engagement_id.as_deref())),
        (
            "invitation",
            print::optional(task.engagement_invitation_id.as_deref()),
        ),
        (
            "snapshot job",
            print::optional(task.resource_snapshot_job_id.as_deref()),
        ),
        ("context", print::optional(task.context_id.as_deref())),
        ("node", print::text(&task.node)),
        ("epoch", task.epoch.to_string()),
    ] {
        facts.add_row([name.to_owned(), fact]);
    }
    if task.status != TaskStatus::Complete {
        facts.add_row(["at step".to_owned(), place(task)]);
        facts.add_row(["attempts of it".to_owned(), task.attempts.to_string()]);
        facts.add_row(["may run at".to_owned(), task.next_run_at.to_string()]);
    }
    let mut journal = print::table(&["step", "attempt", "outcome", "node", "ended at", "detail"]);
    for step in steps(task) {
        journal.add_row([
            print::text(&step.name),
            step.attempt.to_string(),
            step.outcome.to_string(),
            print::text(&step.node),
            step.ended_at.to_string(),
            print::text(&step.detail),
        ]);
    }
    format!("{facts}\n\n{journal}")
}

/// A step of the journal, in one line.
pub(super) fn step(step: &Step) -> String {
    let (name, detail) = (print::text(&step.name), print::text(&step.detail));
    format!("{}  {name}  {}  {detail}", step.ended_at, step.outcome)
}

/// How a task stands, in one line.
pub(super) fn line(task: &Task) -> String {
    let at = task.ended_at.unwrap_or(task.next_run_at);
    let (id, kind, account) = (
        print::text(&task.id),
        kind(task),
        print::text(&task.account),
    );
    format!(
        "{at}  {id}  {kind}  {account}  {}  {}",
        task.status,
        place(task)
    )
}

/// The journal of a task.
pub(super) fn steps(task: &Task) -> &[Step] {
    task.steps.as_deref().unwrap_or_default()
}

/// Every kind is a task; that need not be said again.
fn kind(task: &Task) -> String {
    print::text(task.kind.strip_suffix("-task").unwrap_or(&task.kind))
}

/// The step that comes next, and why the task stands there if it failed.
fn place(task: &Task) -> String {
    let name = task
        .next_step_name
        .as_deref()
        .map_or(NOTHING.to_owned(), print::text);
    match &task.reason_code {
        None => name,
        Some(reason) => format!("{name}: {}", print::text(reason)),
    }
}
