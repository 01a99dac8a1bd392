//! The pipeline as a board: a column for each review status, and in it the stages.
//!
//! It asks `ListOpportunities` once for each column; a column that has more leads to the table.

use cosell_admin_api::pipeline::Pipeline;
use maud::{Markup, html};
use serde_json::Value;

use super::pieces::{badge, list, text, time_of};
use super::pipeline::{STAGES, STATUSES, counted, filtered, link, listed, nothing, spend};
use super::place::Place;
use super::view::{Problem, View};
use super::worth;

/// How many cards a column has.
const CARDS: usize = 20;

pub(super) async fn show(view: &View<'_>, place: &Place) -> Result<Markup, Problem> {
    let wanted = view.query.get("status");
    let mut columns = Vec::new();
    for status in STATUSES {
        if wanted.is_some_and(|wanted| wanted != status) {
            continue;
        }
        columns.push((
            status,
            listed(view, place, Some(status), (CARDS, None)).await?,
        ));
    }
    if columns
        .iter()
        .all(|(_, found)| list(found, &["OpportunitySummaries"]).is_empty())
    {
        return Ok(nothing(&view.query));
    }
    let counts = counted(view, place, 1).await?;
    Ok(html! {
        div class="board" {
            @for (status, found) in &columns { (column(view, place, &counts, (status, found))) }
        }
    })
}

fn column(
    view: &View<'_>,
    place: &Place,
    counts: &Pipeline,
    (status, found): (&str, &Value),
) -> Markup {
    let cards = list(found, &["OpportunitySummaries"]);
    let of_stage = |stage: &str| {
        let stage = stage.to_owned();
        cards
            .iter()
            .filter(move |card| text(card, &["LifeCycle", "Stage"]) == stage)
    };
    let more = !text(found, &["NextToken"]).is_empty();
    html! {
        section class="column" aria-label=(status) {
            h2 {
                (badge(status))
                span class="count" title="in this account and catalog, whatever the filters" {
                    (worth::count(counts, |one| one.review_status == status))
                }
            }
            @if cards.is_empty() { p class="hint" { "None" } } @else { (worth::sum(cards)) }
            @for stage in STAGES.into_iter().chain([""]) {
                @for (place_of, one) in of_stage(stage).enumerate() {
                    @if place_of == 0 && !stage.is_empty() { h3 { (stage) } }
                    (card(view, place, one))
                }
            }
            @if more {
                a href=(filtered(place, &[("view", "table"), ("status", status)])) {
                    "All in the table"
                }
            }
        }
    }
}

fn card(view: &View<'_>, place: &Place, one: &Value) -> Markup {
    html! {
        article class="card" {
            (link(place, one))
            p class="hint" {
                span class="mono" { (text(one, &["Id"])) } " · "
                (time_of(text(one, &["LastModifiedDate"]), view.now()))
            }
            // The list has no title, which would tell apart the cards of a customer.
            p class="hint" {
                @let own = text(one, &["PartnerOpportunityIdentifier"]);
                @let close = text(one, &["LifeCycle", "TargetCloseDate"]);
                @if !own.is_empty() { (own) }
                @if !own.is_empty() && !close.is_empty() { " · " }
                @if !close.is_empty() { "closes " (close) }
            }
            (spend(one))
        }
    }
}
