//! The tasks and bulk jobs of all accounts, the newest first.

use cosell_admin_api::Word as _;
use cosell_admin_api::pages::ListTasks;
use cosell_admin_api::task::{Task, TaskFilter, TaskStatus, Tasks};
use cosell_auth::is_account_id;
use cosell_domain::task::KINDS;
use cosell_domain::task::overview::JOB_KINDS;
use maud::{Markup, html};
use serde_json::json;

use super::layout::Page;
use super::pieces::{
    account, badge, choice, empty, input, page_of, pages, record, shown_or_refused, time,
};
use super::pipeline::CATALOGS;
use super::view::{Fields, PREFIX, Problem, View};

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let query = &view.query;
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
    let found = view.ask(ListTasks { query: filter }).await;
    let shown = found.as_ref().map(|found| tasks(view, found));
    let statuses: Vec<&str> = TaskStatus::ALL
        .iter()
        .map(|status| status.as_str())
        .collect();
    let kinds: Vec<&str> = KINDS.iter().chain(&JOB_KINDS).copied().collect();
    let body = html! {
        form method="get" class="filters" role="search" aria-label="Tasks" {
            (choice("status", "Status", &statuses, query.get("status")))
            (choice("catalog", "Catalog", &CATALOGS, query.get("catalog")))
            (choice("kind", "Kind", &kinds, query.get("kind")))
            (input("account", "Account", &query.text("account")))
            (input("opportunity", "Opportunity", &query.text("opportunity")))
            button class="primary" type="submit" { "Show" }
        }
        div id="tasks" data-part { (shown_or_refused(shown.as_ref().map_err(|problem| *problem))) }
    };
    let page = Page::new("Tasks", "tasks", body);
    Ok(page.refused(found.as_ref().err()))
}

/// A page of the tasks.
fn tasks(view: &View<'_>, found: &Tasks) -> Markup {
    let next = found.next_token.as_deref().unwrap_or_default();
    html! {
        @if found.tasks.is_empty() { (nothing(&view.query)) } @else {
            div class="scroll" tabindex="0" role="region" aria-label="Tasks" {
                table {
                    thead {
                        tr {
                            @for name in [
                                "Task", "Status", "Kind", "About", "Account", "Catalog",
                                "Next step", "Attempt", "Started",
                            ] { th scope="col" { (name) } }
                        }
                    }
                    tbody { @for task in &found.tasks { (row(task, view.now())) } }
                }
            }
        }
        (pages(&view.query, &format!("{PREFIX}tasks"), next))
    }
}

fn row(task: &Task, now: i64) -> Markup {
    html! {
        tr {
            th scope="row" { (record(&task.id)) }
            td {
                (badge(task.status.as_str()))
                @if let Some(code) = &task.reason_code { " " (code) }
            }
            td { (task.kind) }
            td {
                @if let Some(id) = &task.opportunity_id { (record(id)) }
                @else if let Some(id) = &task.engagement_id { (record(id)) }
            }
            td { (account(&task.account)) }
            td { (task.catalog.as_str()) }
            td { @if let Some(step) = &task.next_step_name { (step) } }
            // Attempts are counted from 1, as on the page of the task.
            td class="number" { @if task.next_step_name.is_some() { (task.attempts + 1) } }
            td { (time(task.started_at.as_millis(), now)) }
        }
    }
}

/// What to do where no task is shown.
fn nothing(query: &Fields) -> Markup {
    let filters = ["status", "catalog", "kind", "account", "opportunity"];
    if !filters.iter().any(|name| query.get(name).is_some()) {
        return empty(
            "No task is here.",
            &html! {
                p {
                    "Start one with StartEngagementFromOpportunityTask, and it appears here "
                    "with each of its steps."
                }
            },
        );
    }
    let is_opportunity = |id: &str| page_of(id) == Some("opportunities");
    empty(
        "No task is like that.",
        &html! {
            @if query.get("account").is_some_and(|id| !is_account_id(id)) {
                p { "The id of an account is 12 digits." }
            }
            @if query.get("opportunity").is_some_and(|id| !is_opportunity(id)) {
                p { "The id of an opportunity is an O and digits." }
            }
            p { a href={ (PREFIX) "tasks" } { "Show all tasks" } }
        },
    )
}
