//! A task: what became of it, what to do next, and its steps in time.

use cosell_admin_api::Word as _;
use cosell_admin_api::pages::{RestartTask, ShowTask};
use cosell_admin_api::task::{Step, Task, TaskStatus};
use maud::{Markup, html};

use super::layout::Page;
use super::pieces::{badge, button, time};
use super::view::{Fields, PREFIX, Problem, View};

/// The width of the timeline in its own units.
const WIDTH: i64 = 1_000;

/// The height of a bar with its row.
const ROW: usize = 22;

/// What to do about a task that failed for a reason, as docs/tasks.md has it.
const NEXT: [(&str, &str); 22] = [
    (
        "OpportunityAccessDenied",
        "Get the permission, then start again.",
    ),
    (
        "OpportunityValidationFailed",
        "Correct the members that the message names, start again.",
    ),
    (
        "OpportunitySubmissionFailed",
        "Choose another involvement or visibility, or correct PrimaryNeedsFromAws, start again.",
    ),
    (
        "OpportunityConflict",
        "Treat it as done: read the opportunity's review status.",
    ),
    (
        "EngagementAccessDenied",
        "Get the permission or join the engagement, start again.",
    ),
    (
        "EngagementValidationFailed",
        "Correct the title or the contexts, start again.",
    ),
    (
        "EngagementConflict",
        "Another request changed the engagement: start again.",
    ),
    (
        "ResourceSnapshotAccessDenied",
        "Get the permission, start again.",
    ),
    (
        "ResourceSnapshotValidationFailed",
        "Read the message, correct it, start again.",
    ),
    (
        "ResourceSnapshotConflict",
        "Another request took this revision: start again.",
    ),
    (
        "ResourceSnapshotJobAccessDenied",
        "Get the permission, start again.",
    ),
    (
        "ResourceSnapshotJobValidationFailed",
        "Correct the tags, start again.",
    ),
    (
        "ResourceSnapshotJobConflict",
        "Start again: the task finds the job.",
    ),
    ("InvitationAccessDenied", "Get the permission, start again."),
    (
        "InvitationValidationFailed",
        "For a lead call AcceptEngagementInvitation; otherwise ask for a corrected invitation.",
    ),
    (
        "EngagementInvitationConflict",
        "Start again, or ask for a new invitation.",
    ),
    (
        "ServiceQuotaExceeded",
        "Use another engagement: members and contexts stay.",
    ),
    ("RequestThrottled", "Wait, then start again."),
    (
        "InternalError",
        "Start again; the server's log has the cause.",
    ),
    (
        "ContextNotFound",
        "Read GetEngagement, and name the id of a lead.",
    ),
    (
        "CustomerProjectContextNotPermitted",
        "Name a lead, or use the opportunity of the message.",
    ),
    (
        "DisqualifiedLeadNotPermitted",
        "Give the lead another qualification status, start again.",
    ),
];

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
    let body = html! {
        section id="state" class="card" data-part data-poll[task.status == TaskStatus::InProgress] {
            p class="line" {
                (badge(task.status.as_str()))
                span { (task.kind) }
                span { "account " span class="mono" { (task.account) } }
                span { "catalog " (task.catalog.as_str()) }
                span { "started " (time(task.started_at.as_millis(), now)) }
                @if let Some(ended) = task.ended_at {
                    span { "ended " (time(ended.as_millis(), now)) }
                }
            }
            (outcome(view, &task))
            (about(&task, now))
        }
        section id="timeline" class="card" data-part {
            h2 { "Steps" }
            @if steps.is_empty() {
                p class="hint" { "No step has been attempted yet." }
            } @else {
                (timeline(steps))
                (journal(steps, now))
            }
        }
    };
    Ok(Page::new(task.id, "tasks", body))
}

/// Why the task failed and what to do next.
fn outcome(view: &View<'_>, task: &Task) -> Markup {
    let code = task.reason_code.as_deref().unwrap_or_default();
    let next = NEXT.iter().find(|known| known.0 == code);
    html! {
        @if let Some(code) = &task.reason_code {
            div class="problem" {
                strong { (code) }
                @if let Some(message) = &task.message { p { (message) } }
                @if let Some((_, next)) = next { p { "Next: " (next) } }
            }
        }
        @if let (None, Some(message)) = (&task.reason_code, &task.message) { p { (message) } }
        @if task.status == TaskStatus::Failed && task.progress.is_none() {
            p { "A restart goes on with the step that failed; what was done stays." }
            (button(view, "restart", &[], "Restart"))
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
                @if let Some(id) = id { dt { (name) } dd class="mono" { (id) } }
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

/// The steps as bars: what waits between two attempts is the space between their bars.
fn timeline(steps: &[Step]) -> Markup {
    let begun = |step: &Step| step.started_at.as_millis();
    let ended = |step: &Step| step.ended_at.as_millis();
    let first = steps.iter().map(begun).min().unwrap_or_default();
    let last = steps.iter().map(ended).max().unwrap_or_default();
    let length = (last - first).max(1);
    let place = |at: i64| (at - first).saturating_mul(WIDTH) / length;
    let height = ROW * steps.len();
    html! {
        svg class="timeline" viewBox={ "0 0 " (WIDTH) " " (height) } role="img"
            preserveAspectRatio="none" height=(height)
            aria-label={ (steps.len()) " attempts in " (length) " ms; the table below has them" } {
            @for (row, step) in steps.iter().enumerate() {
                @let from = place(begun(step)).min(WIDTH - 4);
                @let width = (place(ended(step)) - from).max(4);
                rect class={ "bar " (step.outcome.as_str()) } x=(from) y=(row * ROW + 4)
                    width=(width) height=(ROW - 8) {
                    title { (step.name) ": " (step.outcome.as_str()) }
                }
            }
        }
    }
}

fn journal(steps: &[Step], now: i64) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Attempts of steps" {
            table {
                thead {
                    tr {
                        @for name in [
                            "Step", "Attempt", "Outcome", "Began", "Took", "Waited before",
                            "Node", "Detail",
                        ] { th scope="col" { (name) } }
                    }
                }
                tbody {
                    @for (place, step) in steps.iter().enumerate() {
                        @let begun = step.started_at.as_millis();
                        @let ended = step.ended_at.as_millis();
                        @let before = place.checked_sub(1).and_then(|before| steps.get(before));
                        tr {
                            th scope="row" { (step.name) }
                            td class="number" { (step.attempt + 1) }
                            td { (badge(step.outcome.as_str())) }
                            td { (time(begun, now)) }
                            td class="number" { (ended - begun) " ms" }
                            td class="number" {
                                @if let Some(before) = before {
                                    ((begun - before.ended_at.as_millis()).max(0)) " ms"
                                }
                            }
                            td class="mono" { (step.node) }
                            td { (step.detail) }
                        }
                    }
                }
            }
        }
    }
}
