//! Tasks as people read them.

use cosell_admin_api::task::{Progress, Step, Task, TaskStatus};

use crate::print::{self, Column, NOTHING};

/// The columns of a list of tasks.
pub(super) const COLUMNS: [Column<'_>; 6] = [
    Column::Whole("task"),
    Column::Whole("kind"),
    Column::Spared("account"),
    Column::Whole("status"),
    Column::Prose("step"),
    Column::Spared("started at"),
];

/// The columns of a task's journal.
const JOURNAL: [Column<'_>; 6] = [
    Column::Whole("step"),
    Column::Whole("attempt"),
    Column::Whole("outcome"),
    Column::Spared("node"),
    Column::Spared("ended at"),
    Column::Prose("detail"),
];

/// A task of a list.
pub(super) fn row(task: &Task) -> [String; 6] {
    [
        print::text(&task.id),
        print::text(&task.kind),
        print::text(&task.account),
        task.status.to_string(),
        place(task),
        task.started_at.to_string(),
    ]
}

/// One task and its journal.
pub(super) fn task(task: &Task) -> String {
    let mut facts = vec![
        ("task", print::text(&task.id)),
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
    ];
    if let Some(progress) = task.progress {
        facts.push(("rows", rows(progress)));
    } else {
        facts.extend(position(task));
    }
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(name, fact)| format!("{name}: {fact}"))
        .collect();
    if task.progress.is_some() {
        return facts.join("\n");
    }
    let rows = steps(task).iter().map(|step| {
        [
            print::text(&step.name),
            (step.attempt + 1).to_string(),
            step.outcome.to_string(),
            print::text(&step.node),
            step.ended_at.to_string(),
            print::text(&step.detail),
        ]
    });
    let journal = print::table(&JOURNAL, rows);
    format!("{}\n\n{journal}", facts.join("\n"))
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
        print::text(&task.kind),
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

/// Where a task of steps stands.
fn position(task: &Task) -> Vec<(&'static str, String)> {
    match task.status {
        TaskStatus::Complete => Vec::new(),
        TaskStatus::Failed => vec![("failed step", place(task))],
        TaskStatus::InProgress => vec![
            ("next step", place(task)),
            ("failed attempts", task.attempts.to_string()),
            ("next run at", task.next_run_at.to_string()),
        ],
    }
}

/// How many rows of a bulk job are done.
fn rows(progress: Progress) -> String {
    let Progress { rows, done, failed } = progress;
    match rows {
        None => "rows are counted".to_owned(),
        Some(rows) => format!("{done} of {rows} rows, {failed} failed"),
    }
}

/// The step that comes next or that failed, and why it failed; the progress of a bulk job.
fn place(task: &Task) -> String {
    if let Some(progress) = task.progress {
        return match &task.message {
            None => rows(progress),
            Some(message) => print::text(message),
        };
    }
    let name = task
        .next_step_name
        .as_deref()
        .map_or(NOTHING.to_owned(), print::text);
    match &task.reason_code {
        None => name,
        Some(reason) => format!("{name}: {}", print::text(reason)),
    }
}
