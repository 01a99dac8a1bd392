//! The tasks and bulk jobs of all accounts, the newest first.

use cosell_admin_api::Word as _;
use cosell_admin_api::pages::ListTasks;
use cosell_admin_api::task::{TaskFilter, TaskStatus};
use maud::html;
use serde_json::json;

use super::layout::Page;
use super::pieces::{badge, choice, empty, input, pages, time};
use super::pipeline::CATALOGS;
use super::view::{PREFIX, Problem, View};

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let (query, now) = (&view.query, view.now());
    let given = |name| query.get(name).map(str::to_owned);
    // What is not one of the choices of the form chooses nothing.
    let filter = TaskFilter {
        status: serde_json::from_value(json!(query.get("status"))).unwrap_or_default(),
        kind: given("kind"),
        account: given("account"),
        catalog: serde_json::from_value(json!(query.get("catalog"))).unwrap_or_default(),
        opportunity: given("opportunity"),
        next: given("next"),
        ..TaskFilter::default()
    };
    let found = view.ask(ListTasks { query: filter }).await?;
    let statuses: Vec<&str> = TaskStatus::ALL
        .iter()
        .map(|status| status.as_str())
        .collect();
    let page = format!("{PREFIX}tasks");
    let body = html! {
        form method="get" class="filters" role="search" aria-label="Tasks" {
            (choice("status", "Status", &statuses, query.get("status")))
            (choice("catalog", "Catalog", &CATALOGS, query.get("catalog")))
            (input("kind", "Kind", &query.text("kind")))
            (input("account", "Account", &query.text("account")))
            (input("opportunity", "Opportunity", &query.text("opportunity")))
            button class="primary" type="submit" { "Show" }
        }
        div id="tasks" data-part {
            @if found.tasks.is_empty() {
                (empty("No task is here.", &html! {
                    p {
                        "Start one with StartEngagementFromOpportunityTask, and it appears here "
                        "with each of its steps."
                    }
                }))
            } @else {
                div class="scroll" tabindex="0" role="region" aria-label="Tasks" {
                    table {
                        thead {
                            tr {
                                @for name in [
                                    "Task", "Status", "Kind", "About", "Account", "Catalog",
                                    "Next step", "Attempts", "Started",
                                ] { th scope="col" { (name) } }
                            }
                        }
                        tbody {
                            @for task in &found.tasks {
                                tr {
                                    th scope="row" {
                                        a class="mono" href={ (page) "/" (task.id) } { (task.id) }
                                    }
                                    td {
                                        (badge(task.status.as_str()))
                                        @if let Some(code) = &task.reason_code { " " (code) }
                                    }
                                    td { (task.kind) }
                                    td class="mono" {
                                        @if let Some(id) = &task.opportunity_id {
                                            a href={ (PREFIX) "opportunities/" (id)
                                                "?account=" (task.account)
                                                "&catalog=" (task.catalog.as_str()) } { (id) }
                                        }
                                    }
                                    td class="mono" { (task.account) }
                                    td { (task.catalog.as_str()) }
                                    td { @if let Some(step) = &task.next_step_name { (step) } }
                                    td class="number" { (task.attempts) }
                                    td { (time(task.started_at.as_millis(), now)) }
                                }
                            }
                        }
                    }
                }
            }
            (pages(query, &page, found.next_token.as_deref().unwrap_or_default()))
        }
    };
    Ok(Page::new("Tasks", "tasks", body))
}
