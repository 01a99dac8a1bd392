//! The story of an opportunity: its state and AWS's seat, its fields, AWS's side, its engagements
//! with their snapshots, its tasks, and its events.

use cosell_admin_api::Word as _;
use cosell_admin_api::event::Event;
use cosell_admin_api::task::Task;
use maud::{Markup, html};
use serde_json::Value;

use super::edit::Locks;
use super::pieces::{
    account, badge, count, empty, failure, form_token, list, name_or, record, text, time, time_of,
    tree,
};
use super::place;
use super::view::{PREFIX, Problem, View};

/// What is known of an opportunity.
pub(super) struct Story<'a> {
    pub(super) id: &'a str,
    pub(super) account: &'a str,
    pub(super) catalog: &'a str,
    pub(super) opportunity: &'a Value,
    /// AWS's side, or why it cannot be shown.
    pub(super) aws: &'a Result<Value, Problem>,
    /// Its engagements, or why they cannot be shown.
    pub(super) engagements: &'a Result<Vec<Shared>, Problem>,
    pub(super) tasks: &'a [Task],
    /// Its events, or why they cannot be shown.
    pub(super) events: &'a Result<Vec<Event>, Problem>,
}

/// An engagement that the opportunity is shared in.
pub(super) struct Shared {
    pub(super) id: String,
    /// The engagement, or why it cannot be shown.
    pub(super) engagement: Result<Value, Problem>,
    /// The opportunity's snapshots in it, or why they cannot be shown.
    pub(super) snapshots: Result<Value, Problem>,
}

/// The members with a section of their own, in the order of the page.
const SECTIONS: [(&str, &str); 7] = [
    ("LifeCycle", "Life cycle"),
    ("Customer", "Customer"),
    ("Project", "Project"),
    ("PrimaryNeedsFromAws", "Needs from AWS"),
    ("OpportunityTeam", "Team"),
    ("Marketing", "Marketing"),
    ("SoftwareRevenue", "Software revenue"),
];

pub(super) fn body(view: &View<'_>, story: &Story<'_>) -> Markup {
    let (one, now) = (story.opportunity, view.now());
    let cycle = |name| text(one, &["LifeCycle", name]);
    let comments = cycle("ReviewComments");
    html! {
        section id="state" class="card" data-part {
            p class="line" {
                (badge(cycle("ReviewStatus"))) (badge(cycle("Stage")))
                span class="mono" { (story.id) }
                span { "account " (account(story.account)) }
                span { "catalog " (story.catalog) }
                span { "changed " (time_of(text(one, &["LastModifiedDate"]), now)) }
                span { "created " (time_of(text(one, &["CreatedDate"]), now)) }
            }
            @if !comments.is_empty() { p { "AWS says: " q { (comments) } } }
        }
        (seat(view, cycle("ReviewStatus")))
        (editing(view, story))
        div class="columns" {
            div {
                @for (member, title) in SECTIONS {
                    @if let Some(value) = one.get(member) {
                        section id={ "part-" (member) } class="card" data-part {
                            h2 { (title) }
                            (tree(value, now))
                        }
                    }
                }
                section id="associations" class="card" data-part {
                    (super::association::all(view, &one["RelatedEntityIdentifiers"]))
                }
            }
            div {
                section id="aws" class="card" data-part {
                    h2 { "AWS's side" }
                    @match story.aws {
                        Ok(aws) => (tree(aws, now)),
                        Err(problem) if !problem.is_unknown() => (failure(problem)),
                        Err(_) => p class="hint" {
                            "AWS has no side of it before it is submitted."
                        },
                    }
                }
                section id="engagements" class="card" data-part { (engagements(story, now)) }
                section id="tasks" class="card" data-part { (tasks(story, now)) }
                section id="events" class="card" data-part { (events(story, now)) }
            }
        }
    }
}

/// What may be edited now, and the way to the form.
fn editing(view: &View<'_>, story: &Story<'_>) -> Markup {
    let locks = Locks::of(view, story.catalog, story.opportunity);
    let page = format!("{PREFIX}opportunities/{}/edit", story.id);
    let unlock = locks.is_nothing().then_some("all");
    html! {
        section id="editing" class="card" data-part aria-labelledby="editing-title" {
            h2 id="editing-title" { "What may be edited" }
            (locks.summary())
            p {
                a href=(view.query.link(&page, "unlock", unlock)) {
                    @if unlock.is_some() { "See how the API refuses an edit" } @else { "Edit" }
                }
            }
        }
    }
}

/// AWS's seat: the decisions that AWS may take now.
fn seat(view: &View<'_>, status: &str) -> Markup {
    let decisions: &[(&str, &str)] = match status {
        "Submitted" => &[
            ("take-into-review", "Take into review"),
            ("approve", "Approve"),
            ("action-required", "Action required"),
            ("reject", "Reject"),
        ],
        "In review" => &[
            ("approve", "Approve"),
            ("action-required", "Action required"),
            ("reject", "Reject"),
        ],
        _ => &[],
    };
    // A decision that another one overtook keeps its comments, too.
    let acts = ["take-into-review", "approve", "action-required", "reject"];
    let typed = |name: &str| view.typed(&acts, name).unwrap_or_default();
    html! {
        section id="seat" class="card" data-part aria-labelledby="seat-title" {
            h2 id="seat-title" { "AWS's seat" }
            @if decisions.is_empty() {
                p class="hint" {
                    "AWS decides about opportunities that are Submitted or In review; this one is "
                    (status) "."
                }
            } @else {
                form method="post" {
                    (form_token(view))
                    div class="filters" {
                        div class="field wide" {
                            label for="comments" { "Comments for the partner" }
                            textarea id="comments" name="comments" rows="2" {
                                "\n" (typed("comments"))
                            }
                        }
                        div class="field" {
                            label for="reason" { "Reason" }
                            input id="reason" name="reason" autocomplete="off"
                                value=(typed("reason"));
                        }
                    }
                    p class="line" {
                        @for (act, name) in decisions {
                            @let class = (*act == "approve").then_some("primary");
                            button class=[class] type="submit" name="act" value=(act) { (name) }
                        }
                    }
                }
            }
        }
    }
}

fn engagements(story: &Story<'_>, now: i64) -> Markup {
    html! {
        h2 { "Engagements" }
        @match story.engagements {
            Err(problem) => (failure(problem)),
            Ok(engagements) if engagements.is_empty() => {
                (empty("It is in no engagement.", &html! {
                    p { "StartEngagementFromOpportunityTask submits it to AWS in one." }
                }))
            }
            Ok(engagements) => @for shared in engagements { (engagement(story, shared, now)) },
        }
    }
}

fn engagement(story: &Story<'_>, shared: &Shared, now: i64) -> Markup {
    html! {
        @match &shared.engagement {
            Err(problem) => {
                h3 { "Engagement" }
                p { (record(&shared.id)) }
                (failure(problem))
            }
            Ok(engagement) => {
                @let page = format!("engagements/{}", shared.id);
                h3 {
                    a href=(place::link(&page, story.account, story.catalog)) {
                        (name_or(text(engagement, &["Title"]), &shared.id))
                    }
                }
                p { (record(&shared.id)) }
                @let members = engagement.get("MemberCount").and_then(Value::as_u64);
                @let members = members.and_then(|members| usize::try_from(members).ok());
                @if let Some(members) = members { p { (count(members, "member")) } }
            }
        }
        h4 { "Snapshots" }
        @match &shared.snapshots {
            Err(problem) => (failure(problem)),
            Ok(snapshots) => {
                @let snapshots = list(snapshots, &["ResourceSnapshotSummaries"]);
                @if snapshots.is_empty() { p class="hint" { "None yet." } }
                ul class="values" {
                    @for snapshot in snapshots {
                        li {
                            @let page = format!("opportunities/{}/snapshots", story.id);
                            @let revision = snapshot.get("Revision").and_then(Value::as_i64);
                            @let revision = revision.unwrap_or_default();
                            a href={ (place::link(&page, story.account, story.catalog))
                                "&engagement=" (shared.id) "&revision=" (revision) "&template="
                                (text(snapshot, &["ResourceSnapshotTemplateName"])) } {
                                "Revision " (revision)
                            }
                            " · " (text(snapshot, &["ResourceSnapshotTemplateName"]))
                            " · by "
                            (account(text(snapshot, &["CreatedBy"])))
                        }
                    }
                }
            }
        }
        @if let Ok(engagement) = &shared.engagement {
            details { summary { "All members" } (tree(engagement, now)) }
        }
    }
}

fn tasks(story: &Story<'_>, now: i64) -> Markup {
    html! {
        h2 { "Tasks" }
        @if story.tasks.is_empty() { p class="hint" { "No task is about it." } }
        ul class="values" {
            @for task in story.tasks {
                li {
                    (badge(task.status.as_str())) " "
                    a href={ (PREFIX) "tasks/" (task.id) } { (task.kind) }
                    " " (time(task.started_at.as_millis(), now))
                    @if let Some(code) = &task.reason_code { " " strong { (code) } }
                }
            }
        }
    }
}

fn events(story: &Story<'_>, now: i64) -> Markup {
    html! {
        h2 { "Events" }
        @match story.events {
            Err(problem) => (failure(problem)),
            Ok(events) if events.is_empty() => {
                p class="hint" { "None of the newest 1,000 events is about it." }
            }
            Ok(events) => {
                ul class="reasons" {
                    @for event in events.iter().rev() {
                        li { (super::events::event(event, now)) }
                    }
                }
            }
        }
    }
}
