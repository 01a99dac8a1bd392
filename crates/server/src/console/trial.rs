//! An event pattern, tried on stored events.

use cosell_admin_api::event::{Trial, TrialLimit, Tried, TriedEvent};
use cosell_admin_api::pages::TryPattern;
use maud::{Markup, html};
use serde_json::Value;

use super::event::mismatches;
use super::events::after;
use super::layout::Page;
use super::pieces::{badge, empty, failure, input, record, text};
use super::view::{PREFIX, Problem, View};

/// What is tried where nothing is typed.
const EXAMPLE: &str = r#"{"detail": {"catalog": ["AWS"]}}"#;

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let pattern = view.query.get("filter").unwrap_or(EXAMPLE);
    let tried = tried(view, pattern).await;
    let body = html! {
        form method="get" role="search" aria-label="Event pattern" {
            div class="field" {
                label for="filter" { "Event pattern, as of an EventBridge rule" }
                textarea id="filter" name="filter" class="mono" rows="4" spellcheck="false" {
                    (pattern)
                }
            }
            div class="filters" {
                (input("after", "After position (empty: the newest)", &view.query.text("after")))
                button class="primary" type="submit" { "Try" }
            }
        }
        div id="tried" data-part {
            @match &tried {
                Err(problem) => (failure(problem)),
                Ok(tried) if tried.events.is_empty() => {
                    (empty("No event is stored here.", &html! {
                        p { "Change an opportunity, and its event appears at once." }
                    }))
                }
                Ok(tried) => {
                    p role="status" {
                        (tried.matched) " of " (tried.events.len()) " events match."
                    }
                    ul class="reasons" {
                        @for one in tried.events.iter().rev() { li { (event(one)) } }
                    }
                }
            }
        }
    };
    Ok(Page::new("Try an event pattern", "events", body))
}

async fn tried(view: &View<'_>, pattern: &str) -> Result<Tried, Problem> {
    let body = Trial {
        pattern: Value::from(pattern),
        after: after(view)?,
        limit: TrialLimit::default(),
    };
    view.ask(TryPattern { body }).await
}

fn event(one: &TriedEvent) -> Markup {
    let members = one.event.event.clone().into_iter().flatten();
    let event: Value = members.collect();
    html! {
        p class="line" {
            (badge(if one.matches { "matches" } else { "no match" }))
            a href={ (PREFIX) "events/" (one.event.position) } { "#" (one.event.position) }
            strong { (text(&event, &["detail-type"])) }
            (record(&one.event.resource))
        }
        (mismatches(&one.mismatches))
    }
}
