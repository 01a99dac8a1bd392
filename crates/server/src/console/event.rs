//! An event: what it says, what has become of it at each target, and sending it once more.

use cosell_admin_api::Word as _;
use cosell_admin_api::event::{Delivery, Mismatch, Outcome, Range};
use cosell_admin_api::pages::{ReplayEvents, ShowDeliveries, ShowEvent};
use maud::{Markup, html};
use serde_json::Value;

use super::layout::Page;
use super::pieces::{badge, button, empty, record, time, tree};
use super::view::{Fields, PREFIX, Problem, View};

/// Sends the event to a target once more.
pub(super) async fn act(view: &View<'_>, position: &str, form: &Fields) -> Result<(), Problem> {
    if form.get("act") != Some("again") {
        return Err(Problem::not_found("There is no such act."));
    }
    let from = position.parse();
    let from = from.map_err(|_| Problem::not_found("A position is a number."))?;
    let page = ReplayEvents {
        target: form.text("target"),
        body: Range {
            from,
            to: Some(from),
        },
    };
    view.ask(page).await.map(drop)
}

pub(super) async fn show(view: &View<'_>, position: &str) -> Result<Page, Problem> {
    let page = ShowEvent {
        position: position.to_owned(),
    };
    let event = view.ask(page).await?;
    let page = ShowDeliveries {
        position: position.to_owned(),
    };
    let found = view.ask(page).await?;
    let member = |name: &str| event.event.as_ref().and_then(|members| members.get(name));
    let name = member("detail-type").and_then(Value::as_str);
    let name = name.unwrap_or("Unreadable event");
    let body = html! {
        p class="line" {
            span class="mono" { "#" (event.position) }
            (record(&event.resource))
            span { "number " (event.sequence) " of its resource" }
            a href={ (PREFIX) "events?after=" (event.position - 1) } { "Among the others" }
        }
        section id="deliveries" class="card" data-part data-poll
            aria-labelledby="deliveries-title" {
            h2 id="deliveries-title" { "What was sent to whom" }
            @if found.deliveries.is_empty() {
                (empty("Events are sent nowhere.", &html! {
                    p { "Name targets with " code { "--event-targets" } "." }
                }))
            }
            ul class="reasons" {
                @for delivery in &found.deliveries { li { (delivered(view, delivery)) } }
            }
        }
        section class="card" aria-labelledby="event-title" {
            h2 id="event-title" { "The event" }
            @if let Some(members) = &event.event {
                dl class="tree" {
                    @for (name, value) in members {
                        dt { (name) }
                        dd { (tree(value, view.now())) }
                    }
                }
            } @else {
                p class="hint" { "The stored event cannot be read." }
            }
        }
    };
    Ok(Page::new(name, "events", body))
}

fn delivered(view: &View<'_>, delivery: &Delivery) -> Markup {
    let now = view.front.world().true_now();
    let said = match delivery.outcome {
        Outcome::Delivered => "The target received it.",
        Outcome::Pending => "It has not been sent yet.",
        Outcome::Waiting => "It is tried again.",
        Outcome::Dead => "It is a dead letter.",
        Outcome::Filtered => "The target's filter does not match it.",
        Outcome::Passed => {
            "The target has passed it: it was received before this server started, was deleted as \
             a dead letter, or is older than the target."
        }
    };
    html! {
        div class="line" {
            strong { (delivery.target) }
            (badge(delivery.outcome.as_str()))
            span { (said) }
            @if let Some(of) = &delivery.replays { span class="hint" { "replays to " (of) } }
            @if delivery.replays.is_none() {
                (button(view, "again", &[("target", &*delivery.target)], "Send again"))
            }
        }
        @if let Some(error) = &delivery.error { p { "Last error: " strong { (error) } } }
        @if !delivery.attempts.is_empty() {
            ol class="values" {
                @for attempt in &delivery.attempts {
                    li {
                        (time(attempt.time.as_millis(), now)) " "
                        @match &attempt.error {
                            Some(error) => (error),
                            None => "received",
                        }
                    }
                }
            }
        }
        (mismatches(&delivery.mismatches))
    }
}

/// Why an event does not match a pattern.
pub(super) fn mismatches(mismatches: &[Mismatch]) -> Markup {
    html! {
        @if !mismatches.is_empty() {
            ul class="values" {
                @for one in mismatches {
                    li {
                        code { (one.field) } " is "
                        @if one.found.is_empty() { "absent" }
                        @for found in &one.found { code { (found.to_string()) } " " }
                        ", the pattern wants " code { (one.wanted.to_string()) }
                    }
                }
            }
        }
    }
}
