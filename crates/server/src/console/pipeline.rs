//! The pipeline: the opportunities of an account in a catalog, as a board or as a table.
//!
//! The board asks `ListOpportunities` once for each review status, so a page costs the same however
//! many opportunities there are; a column that has more leads to the table.

use cosell_admin_api::account::{Account, Part};
use cosell_admin_api::pages::ListAccounts;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::layout::Page;
use super::pieces::{badge, choice, empty, input, list, text, time_of};
use super::view::{Fields, PREFIX, Problem, View};

pub(super) const STATUSES: [&str; 6] = [
    "Pending Submission",
    "Submitted",
    "In review",
    "Action Required",
    "Approved",
    "Rejected",
];

const STAGES: [&str; 7] = [
    "Prospect",
    "Qualified",
    "Technical Validation",
    "Business Validation",
    "Committed",
    "Launched",
    "Closed Lost",
];

pub(super) const CATALOGS: [&str; 2] = ["AWS", "Sandbox"];

/// The orders of the table: the member, the direction, and what a person calls it.
const SORTS: [(&str, &str, &str); 4] = [
    ("LastModifiedDate", "DESCENDING", "changed last"),
    ("CreatedDate", "DESCENDING", "created last"),
    ("CustomerCompanyName", "ASCENDING", "customer"),
    ("Identifier", "ASCENDING", "id"),
];

/// How many cards a column of the board has.
const CARDS: usize = 20;

/// How many rows a page of the table has.
const ROWS: usize = 50;

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let query = Part::default();
    let accounts = view.ask(ListAccounts { query }).await?.accounts;
    let query = &view.query;
    let first = accounts.first().map(|account| account.id.as_str());
    let account = query.get("account").or(first).unwrap_or_default();
    let catalog = query.get("catalog").unwrap_or("AWS");
    let as_table = query.get("view") == Some("table");
    let opportunities = if as_table {
        table(view, account, catalog).await?
    } else {
        board(view, account, catalog).await?
    };
    let body = html! {
        (filters(query, &accounts, account, catalog, as_table))
        div id="opportunities" data-part { (opportunities) }
    };
    Ok(Page::new("Pipeline", "", body))
}

/// What `ListOpportunities` is asked for.
fn asked(query: &Fields, catalog: &str, status: Option<&str>, most: usize) -> Value {
    let mut input = json!({ "Catalog": catalog, "MaxResults": most });
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
    let mut sorts = SORTS.iter();
    if let Some((by, order, _)) = sorts.find(|sort| query.get("sort") == Some(sort.0)) {
        input["Sort"] = json!({ "SortBy": by, "SortOrder": order });
    }
    input
}

async fn board(view: &View<'_>, account: &str, catalog: &str) -> Result<Markup, Problem> {
    let query = &view.query;
    let wanted = query.get("status");
    let mut columns = Vec::new();
    for status in STATUSES {
        if wanted.is_some_and(|wanted| wanted != status) {
            continue;
        }
        let input = asked(query, catalog, Some(status), CARDS);
        columns.push((
            status,
            view.call(account, "ListOpportunities", input).await?,
        ));
    }
    let cards = |column: &(_, Value)| list(&column.1, &["OpportunitySummaries"]).len();
    if columns.iter().all(|column| cards(column) == 0) {
        return Ok(nothing(query));
    }
    let as_table = query.without("next").link(PREFIX, "view", Some("table"));
    Ok(html! {
        div class="board" {
            @for (status, found) in &columns {
                @let found_cards = list(found, &["OpportunitySummaries"]);
                @let more = !text(found, &["NextToken"]).is_empty();
                section class="column" aria-label=(status) {
                    h2 {
                        (badge(status))
                        span class="count" { (found_cards.len()) @if more { "+" } }
                    }
                    @for stage in STAGES {
                        @let of_stage = found_cards.iter()
                            .filter(|card| text(card, &["LifeCycle", "Stage"]) == stage);
                        @for (place, one) in of_stage.enumerate() {
                            @if place == 0 { h3 { (stage) } }
                            (card(view, account, catalog, one))
                        }
                    }
                    @for one in found_cards.iter()
                        .filter(|card| text(card, &["LifeCycle", "Stage"]).is_empty()) {
                        (card(view, account, catalog, one))
                    }
                    @if more { a href={ (as_table) "&status=" (status) } { "All in the table" } }
                    @if found_cards.is_empty() { p class="hint" { "None" } }
                }
            }
        }
    })
}

fn card(view: &View<'_>, account: &str, catalog: &str, one: &Value) -> Markup {
    html! {
        article class="card" {
            (link(account, catalog, one))
            p class="hint" {
                span class="mono" { (text(one, &["Id"])) } " · "
                (time_of(text(one, &["LastModifiedDate"]), view.now()))
            }
            (spend(one))
        }
    }
}

/// The link to an opportunity, with its customer's name.
fn link(account: &str, catalog: &str, one: &Value) -> Markup {
    let id = text(one, &["Id"]);
    let name = text(one, &["Customer", "Account", "CompanyName"]);
    html! {
        a href={ (PREFIX) "opportunities/" (id) "?account=" (account) "&catalog=" (catalog) } {
            @if name.is_empty() { (id) } @else { (name) }
        }
    }
}

/// What the customer is expected to spend.
fn spend(one: &Value) -> Markup {
    html! {
        @for spend in list(one, &["Project", "ExpectedCustomerSpend"]) {
            @let amount = text(spend, &["Amount"]);
            @if !amount.is_empty() {
                p class="spend" {
                    (amount) " " (text(spend, &["CurrencyCode"]))
                    " " span class="hint" { (text(spend, &["Frequency"])) }
                }
            }
        }
    }
}

async fn table(view: &View<'_>, account: &str, catalog: &str) -> Result<Markup, Problem> {
    let query = &view.query;
    let mut input = asked(query, catalog, query.get("status"), ROWS);
    if let Some(next) = query.get("next") {
        input["NextToken"] = json!(next);
    }
    let found = view.call(account, "ListOpportunities", input).await?;
    let rows = list(&found, &["OpportunitySummaries"]);
    let next = text(&found, &["NextToken"]);
    if rows.is_empty() && next.is_empty() {
        return Ok(nothing(query));
    }
    Ok(html! {
        div class="scroll" tabindex="0" role="region" aria-label="Opportunities" {
            table {
                thead {
                    tr {
                        th scope="col" { "Customer" }
                        th scope="col" { "Id" }
                        th scope="col" { "Review" }
                        th scope="col" { "Stage" }
                        th scope="col" { "Expected spend" }
                        th scope="col" { "Target close" }
                        th scope="col" { "Your id" }
                        th scope="col" { "Changed" }
                    }
                }
                tbody {
                    @for one in rows {
                        tr {
                            th scope="row" { (link(account, catalog, one)) }
                            td class="mono" { (text(one, &["Id"])) }
                            td { (badge(text(one, &["LifeCycle", "ReviewStatus"]))) }
                            td { (text(one, &["LifeCycle", "Stage"])) }
                            td { (spend(one)) }
                            td { (text(one, &["LifeCycle", "TargetCloseDate"])) }
                            td { (text(one, &["PartnerOpportunityIdentifier"])) }
                            td { (time_of(text(one, &["LastModifiedDate"]), view.now())) }
                        }
                    }
                }
            }
        }
        nav class="pages" aria-label="Pages" {
            @if query.get("next").is_some() {
                a href=(query.link(PREFIX, "next", None)) { "First page" }
            }
            @if !next.is_empty() { a href=(query.link(PREFIX, "next", Some(next))) { "Next page" } }
        }
    })
}

fn nothing(query: &Fields) -> Markup {
    let filtered = [
        "status",
        "stage",
        "customer",
        "id",
        "changed_after",
        "created_after",
    ]
    .iter()
    .any(|name| query.get(name).is_some());
    if filtered {
        let next = html! { p { a href=(PREFIX) { "Show all opportunities" } } };
        return empty("No opportunity is like that.", &next);
    }
    let next = html! {
        p { "Create the first one with an SDK, or let AWS send a referral:" }
        pre { "cosell aws referral create --account ACCOUNT --seed 1" }
    };
    empty("This account has no opportunities in this catalog.", &next)
}

fn filters(
    query: &Fields,
    accounts: &[Account],
    account: &str,
    catalog: &str,
    as_table: bool,
) -> Markup {
    let is_known = accounts.iter().any(|known| known.id == account);
    html! {
        form method="get" class="filters" role="search" aria-label="Opportunities" {
            div class="field" {
                label for="account" { "Account" }
                select id="account" name="account" {
                    @if !is_known { option value=(account) selected { (account) } }
                    @for known in accounts {
                        option value=(known.id) selected[known.id == account] {
                            (known.id) " " (known.company_name)
                        }
                    }
                }
            }
            div class="field" {
                label for="catalog" { "Catalog" }
                select id="catalog" name="catalog" {
                    @for one in CATALOGS { option value=(one) selected[one == catalog] { (one) } }
                }
            }
            (choice("status", "Review status", &STATUSES, query.get("status")))
            (choice("stage", "Stage", &STAGES, query.get("stage")))
            (input("customer", "Customer", &query.text("customer")))
            (input("id", "Opportunity id", &query.text("id")))
            (date("changed_after", "Changed since", query))
            (date("created_after", "Created since", query))
            div class="field" {
                label for="sort" { "Order" }
                select id="sort" name="sort" {
                    @for (by, _, name) in SORTS {
                        option value=(by) selected[query.get("sort") == Some(by)] { (name) }
                    }
                }
            }
            div class="field" {
                label for="view" { "Show as" }
                select id="view" name="view" {
                    option value="board" { "board" }
                    option value="table" selected[as_table] { "table" }
                }
            }
            button class="primary" type="submit" { "Show" }
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
