//! The pipeline: the opportunities of an account in a catalog, as a board, as a table, or as what
//! they are worth.
//!
//! Whatever is shown costs the same with a million opportunities: the board and the table are pages
//! of lists, and counts and values are bounded by the administrative API. Everything that a person
//! chooses is in the address.

use cosell_admin_api::pages::ShowPipeline;
use cosell_admin_api::pipeline::{Pipeline, PipelineFilter};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::layout::Page;
use super::pieces::{choice, empty, input, list, name_or, shown_or_refused, text};
use super::place::{self, Place};
use super::view::{Fields, PREFIX, Problem, View};
use super::{board, listing, worth};

pub(super) const STATUSES: [&str; 6] = [
    "Pending Submission",
    "Submitted",
    "In review",
    "Action Required",
    "Approved",
    "Rejected",
];

pub(super) const STAGES: [&str; 7] = [
    "Prospect",
    "Qualified",
    "Technical Validation",
    "Business Validation",
    "Committed",
    "Launched",
    "Closed Lost",
];

pub(super) const CATALOGS: [&str; 2] = ["AWS", "Sandbox"];

/// The ways to look at a pipeline, and what a person calls them.
const VIEWS: [(&str, &str); 3] = [
    ("board", "board"),
    ("table", "table"),
    ("worth", "counts and values"),
];

/// The orders of a list: what `ListOpportunities` and `SearchOpportunities` call it, and a person.
const SORTS: [(&str, &str, &str); 5] = [
    ("LastModifiedDate", "LastModifiedDate", "change"),
    ("CreatedDate", "CreatedDate", "creation"),
    ("CustomerCompanyName", "CustomerCompanyName", "customer"),
    ("TargetCloseDate", "TargetCloseDate", "target close"),
    ("Identifier", "OpportunityId", "id"),
];

pub(super) const DIRECTIONS: [&str; 2] = ["DESCENDING", "ASCENDING"];

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let place = Place::of(view).await?;
    let query = &view.query;
    // What is searched for is shown as a table: a search is one list.
    let shown = match (query.get("q"), query.get("view")) {
        (_, Some("worth")) => "worth",
        (None, None | Some("board")) => "board",
        _ => "table",
    };
    let opportunities = match shown {
        "worth" => worth::show(view, &place).await,
        "table" => listing::show(view, &place).await,
        _ => board::show(view, &place).await,
    };
    let body = html! {
        (filters(query, &place, shown))
        div id="opportunities" data-part { (shown_or_refused(opportunities.as_ref())) }
    };
    let page = Page::new("Pipeline", "", body);
    Ok(page.refused(opportunities.as_ref().err()))
}

/// The counts of the pipeline, and the values of so many of its newest opportunities.
pub(super) async fn counted(
    view: &View<'_>,
    place: &Place,
    newest: u16,
) -> Result<Pipeline, Problem> {
    let chosen = |name| view.query.get(name).map(str::to_owned);
    let query = PipelineFilter {
        account: place.account.clone(),
        catalog: serde_json::from_value(json!(place.catalog))
            .map_err(|_| Problem::not_found("The API has no such catalog."))?,
        stage: chosen("stage"),
        review_status: chosen("status"),
        limit: newest.to_string().parse().unwrap_or_default(),
    };
    view.ask(ShowPipeline { query }).await
}

/// A page of `ListOpportunities` with the filters of the query.
pub(super) async fn listed(
    view: &View<'_>,
    place: &Place,
    status: Option<&str>,
    (most, next): (usize, Option<&str>),
) -> Result<Value, Problem> {
    let query = &view.query;
    let mut input = json!({ "Catalog": place.catalog, "MaxResults": most });
    if let Some(next) = next {
        input["NextToken"] = json!(next);
    }
    let members = [
        ("LifeCycleReviewStatus", status),
        ("LifeCycleStage", query.get("stage")),
        ("CustomerCompanyName", query.get("customer")),
        ("Identifier", query.get("id")),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            input[name] = json!([value]);
        }
    }
    for (field, member, edge) in [
        ("changed_after", "LastModifiedDate", "AfterLastModifiedDate"),
        ("created_after", "CreatedDate", "AfterCreatedDate"),
    ] {
        if let Some(day) = query.get(field) {
            input[member] = json!({ edge: format!("{day}T00:00:00Z") });
        }
    }
    if let Some(((by, _, _), order)) = sort(query) {
        input["Sort"] = json!({ "SortBy": by, "SortOrder": order });
    }
    view.call(&place.account, "ListOpportunities", input).await
}

/// A page of `SearchOpportunities` with the same filters.
pub(super) async fn searched(
    view: &View<'_>,
    place: &Place,
    keyword: &str,
    most: usize,
) -> Result<Value, Problem> {
    let query = &view.query;
    let mut input = json!({
        "Catalog": place.catalog, "MaxResults": most, "Keyword": keyword,
    });
    let mut filters = Vec::new();
    for (field, key) in [
        ("status", "ReviewStatus"),
        ("stage", "Stage"),
        ("customer", "CustomerCompanyName"),
        ("id", "OpportunityId"),
    ] {
        if let Some(value) = query.get(field) {
            let value = json!({ "StringValue": value });
            filters.push(json!({ "EqualsTo": { "Key": key, "Value": value } }));
        }
    }
    for (field, key) in [
        ("changed_after", "LastModifiedDate"),
        ("created_after", "CreatedDate"),
    ] {
        if let Some(day) = query.get(field) {
            let value = json!({ "DateValue": format!("{day}T00:00:00Z") });
            filters.push(json!({ "GreaterThanOrEquals": { "Key": key, "Value": value } }));
        }
    }
    match filters.len() {
        0 => {}
        1 => input["Filter"] = filters.remove(0),
        _ => input["Filter"] = json!({ "AndAllFilters": filters }),
    }
    if let Some(((_, by, _), order)) = sort(query) {
        input["Sort"] = json!({ "SortBy": by, "SortOrder": order });
    }
    if let Some(next) = query.get("next") {
        input["NextToken"] = json!(next);
    }
    view.call(&place.account, "SearchOpportunities", input)
        .await
}

/// The order that the query names.
fn sort(query: &Fields) -> Option<((&'static str, &'static str, &'static str), &'static str)> {
    let wanted = query.get("sort")?;
    let sort = SORTS.into_iter().find(|sort| sort.0 == wanted)?;
    let order = query.get("order").unwrap_or("DESCENDING");
    Some((sort, DIRECTIONS.into_iter().find(|known| *known == order)?))
}

/// The link to an opportunity, with its customer's name.
pub(super) fn link(place: &Place, one: &Value) -> Markup {
    let id = text(one, &["Id"]);
    let name = text(one, &["Customer", "Account", "CompanyName"]);
    html! {
        a href=(place.link(&format!("opportunities/{id}"))) {
            (name_or(name, id))
        }
    }
}

/// What the customer is expected to spend.
pub(super) fn spend(one: &Value) -> Markup {
    html! {
        @for spend in list(one, &["Project", "ExpectedCustomerSpend"]) {
            @let amount = text(spend, &["Amount"]);
            @if !amount.is_empty() {
                p class="spend" {
                    (amount) " " (text(spend, &["CurrencyCode"]))
                    " " span class="hint" {
                        @match text(spend, &["TargetCompany"]) {
                            "Self" => "contract value",
                            _ => (text(spend, &["Frequency"])),
                        }
                    }
                }
            }
        }
    }
}

/// What to do where no opportunity is shown.
pub(super) fn nothing(query: &Fields) -> Markup {
    let filters = [
        "status",
        "stage",
        "customer",
        "id",
        "changed_after",
        "created_after",
        "q",
    ];
    if filters.iter().any(|name| query.get(name).is_some()) {
        let next = html! { p { a href=(PREFIX) { "Show all opportunities" } } };
        return empty("No opportunity is like that.", &next);
    }
    let next = html! {
        p { "Create the first one with an SDK, or let AWS send a referral:" }
        pre { "cosell aws referral create --account ACCOUNT --seed 1" }
    };
    empty("This account has no opportunities in this catalog.", &next)
}

fn filters(query: &Fields, place: &Place, shown: &str) -> Markup {
    html! {
        form method="get" class="filters" role="search" aria-label="Opportunities" {
            (place.fields())
            (input("q", "Search", &query.text("q")))
            (choice("status", "Review status", &STATUSES, query.get("status")))
            (choice("stage", "Stage", &STAGES, query.get("stage")))
            (more(query))
            div class="field" {
                label for="view" { "Show as" }
                select id="view" name="view" {
                    @for (value, name) in VIEWS {
                        option value=(value) selected[value == shown] { (name) }
                    }
                }
            }
            @if shown == "table" { (listing::choices(query)) }
            button class="primary" type="submit" { "Show" }
        }
        nav class="pages" aria-label="Views" {
            @for (value, name) in VIEWS {
                @let here = (value == shown).then_some("true");
                a href=(query.without("next").without("q").link(PREFIX, "view", Some(value)))
                    aria-current=[here] { "As " (name) }
            }
        }
    }
}

/// The filters that few need at once, open where one of them is set.
fn more(query: &Fields) -> Markup {
    let names = [
        "customer",
        "id",
        "changed_after",
        "created_after",
        "sort",
        "order",
    ];
    html! {
        details class="more" open[names.iter().any(|name| query.get(name).is_some())] {
            summary { "More filters and order" }
            div class="filters" {
                (input("customer", "Customer", &query.text("customer")))
                (input("id", "Opportunity id", &query.text("id")))
                (date("changed_after", "Changed since", query))
                (date("created_after", "Created since", query))
                div class="field" {
                    label for="sort" { "Order by" }
                    select id="sort" name="sort" {
                        @for (by, _, name) in SORTS {
                            option value=(by) selected[query.get("sort") == Some(by)] { (name) }
                        }
                    }
                }
                div class="field" {
                    label for="order" { "Direction" }
                    select id="order" name="order" {
                        @for order in DIRECTIONS {
                            option value=(order) selected[query.get("order") == Some(order)] {
                                (order.to_lowercase())
                            }
                        }
                    }
                }
            }
        }
    }
}

fn date(name: &str, label: &str, query: &Fields) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            input id=(name) name=(name) type="date" value=(query.text(name));
        }
    }
}

/// The address of the pipeline with these filters.
pub(super) fn filtered(place: &Place, filters: &[(&str, &str)]) -> String {
    let mut address = place::link("", &place.account, &place.catalog);
    for (name, value) in filters {
        let pair = serde_urlencoded::to_string([(name, value)]).unwrap_or_default();
        address.push('&');
        address.push_str(&pair);
    }
    address
}
