//! A task: what became of it, what to do next, and its steps in time.

use cosell_admin_api::Word as _;
use cosell_admin_api::pages::{ListFaults, RestartTask, ShowTask};
use cosell_admin_api::task::{Outcome, Task, TaskStatus};
use cosell_domain::task::{about_kind, advice};
use maud::{Markup, html};

use super::layout::Page;
use super::pieces::{account, badge, button, reasons, record, time};
use super::view::{Fields, PREFIX, Problem, View};
use super::{job, timeline};

/// Restarts the task, if a form says so.
pub(super) async fn act(view: &View<'_>, id: &str, form: &Fields) -> Result<(), Problem> {
    if form.get("act") != Some("restart") {
        return Err(Problem::not_found("There is no such act."));
    }
    let id = id.to_owned();
    view.ask(RestartTask { id }).await.map(drop)
}

pub(super) async fn show(view: &View<'_>, id: &str) -> Result<Page, Problem> {
    let task = view.ask(ShowTask { id: id.to_owned() }).await?;
    let now = view.now();
    let steps = task.steps.as_deref().unwrap_or_default();
    let is_job = task.progress.is_some();
    let rows = if is_job {
        Some(job::rows(view, &task).await?)
    } else {
        None
    };
    let faults = view.ask(ListFaults {}).await?.rules;
    let body = html! {
        section id="state" class="card" data-part data-poll[task.status == TaskStatus::InProgress] {
            p class="line" {
                (badge(task.status.as_str()))
                span { (task.kind) }
                span { "account " (account(&task.account)) }
                span { "catalog " (task.catalog.as_str()) }
                span { "started " (time(task.started_at.as_millis(), now)) }
                @if let Some(ended) = task.ended_at {
                    span { "ended " (time(ended.as_millis(), now)) }
                }
            }
            (outcome(view, &task))
            (about(&task, now))
        }
        @if !is_job {
            section id="timeline" class="card" data-part {
                h2 { "Steps" }
                @if steps.is_empty() {
                    p class="hint" { "No step has been attempted yet." }
                } @else {
                    (timeline::drawn(steps))
                    (timeline::journal(steps, now))
                }
            }
        }
        @if let Some(rows) = &rows { (rows) }
        @if !faults.is_empty() {
            section id="faults" class="card" data-part {
                h2 { "Fault rules in force" }
                ul class="values" {
                    @for rule in &faults {
                        li { code { (rule.text) } " hit " (rule.fired) " times" }
                    }
                }
                p { a href={ (PREFIX) "controls" } { "Add or remove fault rules" } }
            }
        }
    };
    Ok(Page::new(task.id, "tasks", body))
}

/// Why the task failed and what to do next.
fn outcome(view: &View<'_>, task: &Task) -> Markup {
    let advice = task.reason_code.as_deref().and_then(advice);
    html! {
        @if let Some(code) = &task.reason_code {
            div class="problem" {
                strong { (code) }
                @if let Some(message) = &task.message { (reasons(message)) }
                @if let Some(advice) = advice {
                    p { "Why: " (about_kind(advice.when, &task.kind)) "." }
                    (stays(task))
                    p { "Next: " (about_kind(advice.next, &task.kind)) ". To start again is a new "
                        "task with a new ClientToken; a restart goes on with this one." }
                }
            }
        }
        @if let (None, Some(message)) = (&task.reason_code, &task.message) { (reasons(message)) }
        @if task.status == TaskStatus::Failed && task.progress.is_none() {
            p { "A restart goes on with the step that failed; what was done stays." }
            (button(view, "restart", &[], "Restart"))
        }
    }
}

/// The steps of the task that are done, which a failure of a later one does not take back.
fn stays(task: &Task) -> Markup {
    let steps = task.steps.as_deref().unwrap_or_default().iter();
    let done = steps.filter(|step| step.outcome == Outcome::Done);
    let done: Vec<&str> = done.map(|step| &*step.name).collect();
    html! {
        p {
            "What stays done: "
            @if done.is_empty() { "nothing" } @else { (done.join(", ")) }
            "."
        }
    }
}

/// What the task is about and where it stands.
fn about(task: &Task, now: i64) -> Markup {
    let ids = [
        ("Engagement", &task.engagement_id),
        ("Invitation", &task.engagement_invitation_id),
        ("Snapshot job", &task.resource_snapshot_job_id),
        ("Context", &task.context_id),
    ];
    html! {
        dl class="tree" {
            @if let Some(id) = &task.opportunity_id {
                dt { "Opportunity" }
                dd {
                    a class="mono" href={ (PREFIX) "opportunities/" (id) "?account=" (task.account)
                        "&catalog=" (task.catalog.as_str()) } { (id) }
                }
            }
            @for (name, id) in ids {
                @if let Some(id) = id { dt { (name) } dd { (record(id)) } }
            }
            @if let Some(step) = &task.next_step_name {
                dt { "Next step" }
                dd { (step) ", attempt " (task.attempts + 1) ", "
                    (time(task.next_run_at.as_millis(), now)) }
            }
            @if let Some(progress) = task.progress {
                dt { "Rows" }
                dd {
                    (progress.done) " of "
                    @if let Some(rows) = progress.rows { (rows) } @else { "an unknown number" }
                    " done, " (progress.failed) " of them failed"
                }
            }
            @if !task.node.is_empty() {
                dt { "Node" }
                dd { span class="mono" { (task.node) } " (epoch " (task.epoch) ")" }
            }
        }
    }
}
