//! The recorded requests of operations, the newest first, as they come.

use cosell_admin_api::pages::ListRequests;
use cosell_admin_api::recorded::{Recorded, RecordedFilter};
use hyper::StatusCode;
use maud::{Markup, html};

use super::layout::Page;
use super::pieces::{account, badge, empty, input, shown_or_refused, time};
use super::view::{PREFIX, Problem, View};

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let query = &view.query;
    let given = |name| query.get(name).map(str::to_owned);
    let filter = RecordedFilter {
        operation: given("operation"),
        account: given("account"),
        outcome: given("outcome"),
        next: given("next"),
        ..RecordedFilter::default()
    };
    let found = match view.ask(ListRequests { query: filter }).await {
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            let next = html! {
                p { "In mode " code { "strict" } " requests are recorded only where an operator "
                    "allows it." }
            };
            let body = empty(&problem.message, &next);
            return Ok(Page::new("Requests", "requests", body));
        }
        found => found,
    };
    let page = format!("{PREFIX}requests");
    let is_filtered = ["operation", "account", "outcome", "next"]
        .iter()
        .any(|name| query.get(name).is_some());
    let shown = found.as_ref().map(|found| {
        html! {
            @if found.requests.is_empty() {
                (nothing(view, is_filtered))
            } @else {
                (table(view, &found.requests))
            }
            nav class="pages" aria-label="Pages" {
                @if query.get("next").is_some() {
                    a href=(query.link(&page, "next", None)) { "Newest" }
                }
                @if let Some(next) = &found.next_token {
                    a href=(query.link(&page, "next", Some(next))) { "Older" }
                }
            }
        }
    });
    let body = html! {
        form method="get" class="filters" role="search" aria-label="Requests" {
            (input("operation", "Operation", &query.text("operation")))
            (input("account", "Account", &query.text("account")))
            div class="field" {
                label for="outcome" { "Outcome" }
                input id="outcome" name="outcome" value=(query.text("outcome")) list="outcomes"
                    autocomplete="off" placeholder="ok, refused, …";
                datalist id="outcomes" {
                    @for outcome in OUTCOMES { option value=(outcome) {} }
                }
            }
            button class="primary" type="submit" { "Show" }
            @if is_filtered { a href=(page) { "All requests" } }
        }
        div id="requests" data-part data-requests {
            (shown_or_refused(shown.as_ref().map_err(|problem| *problem)))
        }
    };
    let page = Page::new("Requests", "requests", body);
    Ok(page.refused(found.as_ref().err()))
}

/// What the field of outcomes proposes.
const OUTCOMES: [&str; 8] = [
    "ok",
    "refused",
    "AccessDeniedException",
    "ConflictException",
    "ResourceNotFoundException",
    "ThrottlingException",
    "ValidationException",
    "InternalServerException",
];

fn nothing(view: &View<'_>, is_filtered: bool) -> Markup {
    if is_filtered {
        return empty(
            "No recorded request is like this.",
            &html! { p { "Old requests are forgotten; call the operation again." } },
        );
    }
    let url = &view.front.service.settings().public_url;
    empty(
        "No client has called an operation yet.",
        &html! {
            p { "Each call appears here at once, with its answer and why it was refused:" }
            pre {
                "AWS_ACCESS_KEY_ID=111111111111 AWS_SECRET_ACCESS_KEY=any \\\n"
                "aws partnercentral-selling list-solutions --catalog AWS --region us-east-1 \\\n"
                "    --endpoint-url " (url)
            }
        },
    )
}

fn table(view: &View<'_>, requests: &[Recorded]) -> Markup {
    let now = view.front.world().true_now();
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Requests" {
            table {
                thead {
                    tr {
                        @for name in ["Operation", "Answer", "Account", "Attempt", "Took", "When"] {
                            th scope="col" { (name) }
                        }
                    }
                }
                tbody { @for request in requests { (row(request, now)) } }
            }
        }
    }
}

/// A request in a line of a table.
fn row(request: &Recorded, now: i64) -> Markup {
    html! {
        tr {
            th scope="row" {
                a href={ (PREFIX) "requests/" (request.id) } { (request.operation) }
                @if request.replay_of.is_some() { " " (badge("replay")) }
            }
            td { (answer(request)) }
            td { @if let Some(id) = &request.account { (account(id)) } }
            td class="number" { (attempt(request)) }
            td class="number" { (took(request.micros)) }
            td { (time(request.time.as_millis(), now)) }
        }
    }
}

/// How a request was answered, as a badge with the status and the error.
pub(super) fn answer(request: &Recorded) -> Markup {
    let (kind, status) = match request.status {
        None => ("bad", "dropped".to_owned()),
        Some(status) if status < 300 => ("good", status.to_string()),
        Some(status) if status < 500 => ("warn", status.to_string()),
        Some(status) => ("bad", status.to_string()),
    };
    html! {
        span class={ "badge " (kind) } { (status) }
        @if let Some(error) = &request.error { " " (error) }
    }
}

/// Which attempt of its call a request was.
pub(super) fn attempt(request: &Recorded) -> String {
    match (request.attempt, request.max_attempts) {
        (Some(attempt), Some(most)) => format!("{attempt} of {most}"),
        (Some(attempt), None) => attempt.to_string(),
        _ => String::new(),
    }
}

/// A duration in milliseconds.
pub(super) fn took(micros: u64) -> String {
    format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100)
}
