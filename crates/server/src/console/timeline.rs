//! The attempts of a task's steps in time: as bars, with the waits between them and the marks of
//! take-overs, and as a table.

use cosell_admin_api::Word as _;
use cosell_admin_api::task::Step;
use maud::{Markup, html};

use super::pieces::{badge, reasons, time};

/// The width of the timeline in its own units.
const WIDTH: i64 = 1_000;

/// The height of a bar with its row.
const ROW: usize = 22;

/// The attempt, and the one before it.
fn pairs(steps: &[Step]) -> impl Iterator<Item = (usize, &Step, Option<&Step>)> {
    steps.iter().enumerate().map(|(place, step)| {
        let before = place.checked_sub(1).and_then(|before| steps.get(before));
        (place, step, before)
    })
}

/// How long nothing happened between two attempts, in milliseconds.
fn waited(step: &Step, before: &Step) -> i64 {
    (step.started_at.as_millis() - before.ended_at.as_millis()).max(0)
}

/// Whether another node, or the same one after a new start, went on with the task.
fn is_taken_over(step: &Step, before: Option<&Step>) -> bool {
    before.is_some_and(|before| before.epoch != step.epoch)
}

/// The steps as bars, one below the other. A thin line is a wait, a mark a take-over.
pub(super) fn drawn(steps: &[Step]) -> Markup {
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
            @for (row, step, before) in pairs(steps) {
                @if let Some(before) = before.filter(|before| waited(step, before) > 0) {
                    @let from = place(ended(before));
                    rect class="wait" x=(from) y=(row * ROW + ROW / 2 - 1)
                        width=((place(begun(step)) - from).max(1)) height="2" {
                        title { "waited " (waited(step, before)) " ms" }
                    }
                }
                @if is_taken_over(step, before) {
                    rect class="takeover" x=((place(begun(step)) - 2).max(0)) y=(row * ROW)
                        width="3" height=(ROW) {
                        title { "taken over by node " (step.node) ", epoch " (step.epoch) }
                    }
                }
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

/// The attempts as a table.
pub(super) fn journal(steps: &[Step], now: i64) -> Markup {
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
                    @for (_, step, before) in pairs(steps) {
                        @let begun = step.started_at.as_millis();
                        @let ended = step.ended_at.as_millis();
                        tr {
                            th scope="row" { (step.name) }
                            td class="number" { (step.attempt + 1) }
                            td { (badge(step.outcome.as_str())) }
                            td { (time(begun, now)) }
                            td class="number" { (ended - begun) " ms" }
                            td class="number" {
                                @if let Some(before) = before { (waited(step, before)) " ms" }
                            }
                            td class="mono" {
                                (step.node)
                                @if is_taken_over(step, before) {
                                    " " (badge("taken over")) " epoch " (step.epoch)
                                }
                            }
                            td { (reasons(&step.detail)) }
                        }
                    }
                }
            }
        }
    }
}
