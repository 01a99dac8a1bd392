//! AWS's reviewers: the rules in force, and who reviews.

use cosell_admin_api::reviewer::{ReviewRule, ReviewRules};
use maud::{Markup, html};

use super::pieces::{button, empty};
use super::view::View;

pub(super) fn card(view: &View<'_>, rules: &ReviewRules) -> Markup {
    html! {
        section id="reviewer" class="card" aria-labelledby="reviewer-title" {
            h2 id="reviewer-title" { "Reviewer rules" }
            @if rules.rules.is_empty() {
                (empty("An opportunity stays Submitted until somebody decides.", &html! {
                    p {
                        "Decide on the page of the opportunity, approve all, or start the server "
                        "with a file of rules: " code { "--reviewer FILE" } "."
                    }
                }))
            }
            ol class="values" { @for rule in &rules.rules { li { (described(rule)) } } }
            div class="line" {
                (button(view, "approve-all", &[], "Approve all at once"))
                (button(view, "manual", &[], "Leave decisions to people"))
                span class="hint" { "Until a reset, or until the server reads its file again." }
            }
        }
    }
}

fn described(rule: &ReviewRule) -> Markup {
    html! {
        strong { (rule.name) } ": "
        @if rule.when.is_empty() { "every opportunity" } @else { (rule.when.join(", ")) }
        ul class="values" {
            @for one in &rule.then {
                li {
                    (one.act) " after " (format!("{:.1} s", seconds(one.after_ms)))
                    @if let Some(comments) = &one.comments { ": " q { (comments) } }
                }
            }
        }
    }
}

fn seconds(millis: u64) -> f64 {
    std::time::Duration::from_millis(millis).as_secs_f64()
}
