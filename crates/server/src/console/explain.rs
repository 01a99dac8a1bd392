//! Would a principal be allowed to do something, and by which statement?

use std::collections::BTreeMap;

use cosell_admin_api::pages::ExplainPolicies;
use cosell_admin_api::policy::{Explained, Question};
use cosell_domain::OPERATIONS;
use maud::{Markup, html};
use serde_json::Value;

use super::layout::Page;
use super::pieces::{badge, choice, empty, failure, input};
use super::pipeline::CATALOGS;
use super::request::decided;
use super::view::{Problem, View};

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let query = &view.query;
    let given = |name: &str| query.get(name).map(str::to_owned);
    let is_asked = query.get("operation").is_some() || query.get("action").is_some();
    let answer = if is_asked {
        let body = Question {
            principal: query.text("principal"),
            // An action says more exactly what is asked.
            operation: given("operation").filter(|_| query.get("action").is_none()),
            action: given("action"),
            catalog: given("catalog"),
            resource: given("resource"),
            request: Value::Null,
            conditions: BTreeMap::new(),
        };
        Some(view.ask(ExplainPolicies { body }).await)
    } else {
        None
    };
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
            (choice("catalog", "Catalog", &CATALOGS, query.get("catalog")))
            button class="primary" type="submit" { "Explain" }
        }
        div id="decision" {
            @match &answer {
                None => (empty("Nothing is asked yet.", &html! {
                    p {
                        "Name a principal and an operation: every action that the operation and "
                        "the steps of its task require is decided by the policies as they are now."
                    }
                })),
                Some(Err(problem)) => (failure(problem)),
                Some(Ok(explained)) => (shown(explained)),
            }
        }
    };
    Ok(Page::new("Explain a decision", "access", body))
}

fn shown(explained: &Explained) -> Markup {
    html! {
        section class="card" aria-labelledby="decision-title" {
            h2 id="decision-title" {
                (badge(if explained.allowed { "allowed" } else { "denied" }))
            }
            ul class="reasons" {
                @for decision in &explained.decisions { li { (decided(decision)) } }
            }
        }
    }
}
