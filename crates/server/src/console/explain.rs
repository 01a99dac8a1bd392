//! Would a principal be allowed to do something, and by which statement?

use std::collections::BTreeMap;

use cosell_admin_api::pages::ExplainPolicies;
use cosell_admin_api::policy::{Explained, Question};
use cosell_domain::OPERATIONS;
use maud::{Markup, html};
use serde_json::Value;

use super::layout::Page;
use super::pieces::{badge, empty, failure, input};
use super::pipeline::CATALOGS;
use super::request::decided;
use super::view::{Problem, View};

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let query = &view.query;
    let is_asked = query.get("operation").is_some() || query.get("action").is_some();
    let wanted = query.get("catalog");
    let mut answers = Vec::new();
    for catalog in CATALOGS {
        if is_asked && wanted.is_none_or(|wanted| wanted == catalog) {
            answers.push((catalog, explained(view, catalog).await));
        }
    }
    let body = html! {
        form method="get" class="filters" role="search" aria-label="Decision" {
            div class="field wide" {
                label for="principal" { "Principal, an ARN" }
                input id="principal" name="principal" class="mono" required autocomplete="off"
                    value=(query.text("principal"))
                    placeholder="arn:aws:iam::111111111111:user/ines";
            }
            div class="field" {
                label for="operation" { "Operation" }
                input id="operation" name="operation" list="operations" autocomplete="off"
                    value=(query.text("operation"));
                datalist id="operations" {
                    @for entry in OPERATIONS { option value=(entry.meta.name) {} }
                }
            }
            (input("action", "Or one action", &query.text("action")))
            (input("resource", "Resource, an ARN (optional)", &query.text("resource")))
            div class="field" {
                label for="catalog" { "Catalog" }
                select id="catalog" name="catalog" {
                    option value="" { "both" }
                    @for one in CATALOGS {
                        option value=(one) selected[wanted == Some(one)] { (one) }
                    }
                }
            }
            button class="primary" type="submit" { "Explain" }
        }
        div id="decision" {
            @if answers.is_empty() {
                (empty("Nothing is asked yet.", &html! {
                    p {
                        "Name a principal and an operation: every action that the operation and "
                        "the steps of its task require is decided by the policies as they are now."
                    }
                }))
            }
            // Why a question is refused does not depend on the catalog.
            @if let Some((_, Err(problem))) = answers.first() { (failure(problem)) }
            @for (catalog, answer) in &answers {
                @if let Ok(explained) = answer { (shown(catalog, explained)) }
            }
        }
    };
    Ok(Page::new("Explain a decision", "access", body))
}

/// The answer to the question of the query, in a catalog.
async fn explained(view: &View<'_>, catalog: &str) -> Result<Explained, Problem> {
    let given = |name: &str| view.query.get(name).map(str::to_owned);
    let body = Question {
        principal: view.query.text("principal"),
        operation: given("operation"),
        action: given("action"),
        catalog: Some(catalog.to_owned()),
        resource: given("resource"),
        request: Value::Null,
        conditions: BTreeMap::new(),
    };
    view.ask(ExplainPolicies { body }).await
}

fn shown(catalog: &str, explained: &Explained) -> Markup {
    let title = format!("decision-{catalog}");
    html! {
        section class="card" aria-labelledby=(title) {
            h2 id=(title) {
                "In catalog " (catalog) ": "
                (badge(if explained.allowed { "allowed" } else { "denied" }))
            }
            ul class="reasons" {
                @for decision in &explained.decisions { li { (decided(decision)) } }
            }
        }
    }
}
