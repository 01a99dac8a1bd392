//! The inbox of events: the targets, their dead letters, and the stored events.

use cosell_admin_api::event::{
    DeadLetter, DeadLetters, Event, EventFilter, Events, LetterFilter, Range, Target, Which,
};
use cosell_admin_api::pages::{
    DropDeadLetters, ListDeadLetters, ListEvents, ListTargets, ReplayEvents, RetryDeadLetters,
    TestTarget,
};
use hyper::StatusCode;
use maud::{Markup, html};
use serde_json::Value;

use super::danger;
use super::layout::Page;
use super::pieces::{button, count, empty, form_token, input, record, time_of, tree};
use super::view::{Fields, PREFIX, Problem, View};

/// How many dead letters of a target are shown at once.
const SHOWN: usize = 3;

/// How many events a page looks at.
const PAGE: i64 = 100;

/// Does what a form says with dead letters.
pub(super) async fn act(view: &View<'_>, form: &Fields) -> Result<(), Problem> {
    let target = form.text("target");
    let position = form.get("position").map(str::parse).transpose();
    let position = position.map_err(|_| Problem::not_found("A position is a number."))?;
    let body = Which { position };
    match &*form.text("act") {
        "retry" => view.ask(RetryDeadLetters { target, body }).await.map(drop),
        "drop" => view.ask(DropDeadLetters { target, body }).await.map(drop),
        "replay" => {
            let number = |name| {
                let number = form.get(name).map(str::parse).transpose();
                number.map_err(|_| Problem::not_found("A position is a number."))
            };
            let body = Range {
                from: number("from")?.unwrap_or(1),
                to: number("to")?,
            };
            view.ask(ReplayEvents { target, body }).await.map(drop)
        }
        "test" => {
            let tested = view.ask(TestTarget { target }).await?;
            match tested.error {
                None => Ok(()),
                Some(error) => {
                    let status = StatusCode::BAD_GATEWAY;
                    Err(Problem::new(status, "NotDelivered", &error))
                }
            }
        }
        _ => Err(Problem::not_found("There is no such act.")),
    }
}

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let targets = match view.ask(ListTargets {}).await {
        Ok(targets) => targets,
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            let next = html! {
                p { "Name targets with " code { "--event-targets" } ", and events arrive there." }
            };
            let body = html! { (empty(&problem.message, &next)) };
            return Ok(Page::new("Events", "events", body));
        }
        Err(problem) => return Err(problem),
    };
    let mut letters = Vec::new();
    for target in targets
        .targets
        .iter()
        .filter(|target| target.dead_letters > 0)
    {
        let page = ListDeadLetters {
            target: target.name.clone(),
            query: LetterFilter::default(),
        };
        letters.push((target, view.ask(page).await?));
    }
    let (stored, problem) = match stored(view).await {
        Ok(stored) => (Some(stored), None),
        Err(problem) => (None, Some(problem)),
    };
    let now = view.now();
    let body = html! {
        section id="targets" class="card" data-part {
            h2 { "Targets" }
            (self::targets(view, &targets.targets))
        }
        @for (target, letters) in &letters {
            section id={ "letters-" (target.name) } class="card" data-part {
                h2 { "Dead letters of " (target.name) }
                (dead(view, target, letters))
            }
        }
        section class="card" {
            h2 { "Stored events" }
            form method="get" class="filters" role="search" aria-label="Events" {
                (input("filter", "Event pattern", &view.query.text("filter")))
                (input("after", "After position", &view.query.text("after")))
                button class="primary" type="submit" { "Show" }
                a href=(view.query.link(&format!("{PREFIX}events/try"), "", None)) {
                    "Why does it not match?"
                }
            }
            @if let Some(problem) = &problem {
                p class="problem" role="alert" { (problem.message) }
            }
            @if let Some(stored) = stored {
                div id="stored" data-part {
                    @if stored.events.is_empty() {
                        (empty("No event is here.", &html! {
                            p { "Change an opportunity, and its event appears at once." }
                        }))
                    }
                    ul class="reasons" {
                        @for one in stored.events.iter().rev() {
                            li { (event(one, now)) }
                        }
                    }
                    nav class="pages" aria-label="Pages" {
                        @let first = stored.events.first().map_or(0, |first| first.position);
                        @let before = (first - 1 - PAGE).max(0).to_string();
                        @if first > 1 {
                            a href=(view.query.link("events", "after", Some(&before))) { "Older" }
                        }
                        @if view.query.get("after").is_some() {
                            a href={ (PREFIX) "events" } { "Newest" }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new("Events", "events", body).refused(problem.as_ref()))
}

/// The stored events that the query chooses.
async fn stored(view: &View<'_>) -> Result<Events, Problem> {
    let query = EventFilter {
        after: after(view)?,
        filter: view.query.get("filter").map(str::to_owned),
        ..EventFilter::default()
    };
    view.ask(ListEvents { query }).await
}

/// The position of the query, after which events are shown.
pub(super) fn after(view: &View<'_>) -> Result<Option<i64>, Problem> {
    let after = view.query.get("after").map(str::parse).transpose();
    let wrong = "A position is a whole number.";
    after.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "Invalid", wrong))
}

/// An event in a line that opens.
pub(super) fn event(event: &Event, now: i64) -> Markup {
    let member = |name: &str| event.event.as_ref().and_then(|members| members.get(name));
    let text = |name| member(name).and_then(Value::as_str).unwrap_or_default();
    html! {
        details {
            summary {
                span class="mono" { "#" (event.position) } " "
                strong {
                    @if event.event.is_some() { (text("detail-type")) } @else { "unreadable event" }
                }
                " " span class="mono" { (event.resource) } " " (time_of(text("time"), now))
            }
            p class="line" {
                span { "About " (record(&event.resource)) }
                a href={ (PREFIX) "events/" (event.position) } { "What was sent to whom" }
            }
            @if let Some(members) = &event.event {
                dl class="tree" {
                    @for (name, value) in members {
                        dt { (name) }
                        dd { (tree(value, now)) }
                    }
                }
            }
        }
    }
}

fn targets(view: &View<'_>, targets: &[Target]) -> Markup {
    if targets.is_empty() {
        return empty(
            "Events are sent nowhere.",
            &html! {
                p { "Name targets with " code { "--event-targets" } "." }
            },
        );
    }
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Targets" {
            table {
                thead {
                    tr {
                        @for name in [
                            "Target", "Kind", "Place", "Position", "Lag", "Delivered",
                            "Failed attempts", "Waiting", "Dead letters", "Test", "Replay",
                        ] { th scope="col" { (name) } }
                    }
                }
                tbody {
                    @for target in targets {
                        tr {
                            th scope="row" {
                                (target.name)
                                @if let Some(of) = &target.replays {
                                    span class="hint" { " replays to " (of) }
                                }
                            }
                            td { (target.kind) }
                            td { (target.place) }
                            td class="number" { (target.position) }
                            td class="number" { (format!("{:.1} s", target.lag_seconds)) }
                            td class="number" { (target.delivered) }
                            td class="number" { (target.failed) }
                            td class="number" { (target.parked) }
                            td class="number" { (target.dead_letters) }
                            td {
                                @if target.replays.is_none() {
                                    @let fields = [("target", &*target.name)];
                                    (button(view, "test", &fields, "Send a test"))
                                }
                            }
                            td { @if target.replays.is_none() { (again(view, target)) } }
                        }
                    }
                }
            }
        }
    }
}

/// The form that sends stored events to a target once more.
fn again(view: &View<'_>, target: &Target) -> Markup {
    let (from, to) = (
        format!("from-{}", target.name),
        format!("to-{}", target.name),
    );
    let typed = |name: &str| view.typed_for("replay", ("target", &target.name), name);
    html! {
        details open[typed("from").is_some()] {
            summary { "Replay" }
            form method="post" class="filters" {
                (form_token(view))
                input type="hidden" name="target" value=(target.name);
                div class="field" {
                    label for=(from) { "From position" }
                    input id=(from) name="from" type="number" min="1" required
                        value=(typed("from").unwrap_or_else(|| "1".to_owned()));
                }
                div class="field" {
                    label for=(to) { "To (empty: the last)" }
                    input id=(to) name="to" type="number" min="1"
                        value=(typed("to").unwrap_or_default());
                }
                button type="submit" name="act" value="replay" { "Replay to " (target.name) }
            }
        }
    }
}

/// Dead letters: the first ones, the others of the page behind a line that opens, and the acts on
/// all of them.
fn dead(view: &View<'_>, target: &Target, letters: &DeadLetters) -> Markup {
    let all = &letters.dead_letters;
    let (first, others) = all.split_at(all.len().min(SHOWN));
    let name = [("target", &*target.name)];
    let number = usize::try_from(target.dead_letters).unwrap_or_default();
    html! {
        div class="line" {
            span { (count(number, "dead letter")) }
            (button(view, "retry", &name, "Retry all"))
            (danger::button(view, "drop", &name, (
                "Delete all", &format!("All dead letters of {} may go", target.name),
            )))
        }
        ul class="reasons" { @for letter in first { li { (dead_letter(view, target, letter)) } } }
        @if !others.is_empty() {
            details {
                summary {
                    "Show " (others.len()) " more"
                    @if number > all.len() { ", of the oldest " (all.len()) }
                }
                ul class="reasons" {
                    @for letter in others { li { (dead_letter(view, target, letter)) } }
                }
            }
        }
    }
}

fn dead_letter(view: &View<'_>, target: &Target, letter: &DeadLetter) -> Markup {
    let position = letter.event.position.to_string();
    let fields = [("target", &*target.name), ("position", &*position)];
    let attempts = usize::try_from(letter.attempts).unwrap_or_default();
    html! {
        p { strong { (letter.error) } " after " (count(attempts, "attempt")) }
        (event(&letter.event, view.now()))
        div class="line" {
            (button(view, "retry", &fields, "Retry"))
            (danger::button(view, "drop", &fields, ("Delete", "The dead letter may go")))
        }
    }
}
