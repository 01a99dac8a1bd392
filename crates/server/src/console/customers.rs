//! The customer accounts of an account, and what AWS's match found for each.

use cosell_api::shape::Kind;
use cosell_api::shapes::ENRICHMENT_STATUS;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::layout::Page;
use super::pieces::{
    self, badge, choice, empty, input, list, name_or, pages, shown_or_refused, text, time_of, tree,
};
use super::place::{self, Place};
use super::view::{PREFIX, Problem, View};

/// How many accounts a page has.
const ROWS: usize = 50;

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let (place, query) = (Place::of(view).await?, &view.query);
    let mut asked = json!({ "Catalog": place.catalog, "MaxResults": ROWS });
    let mut filters = Vec::new();
    if let Some(name) = query.get("company") {
        let value = json!({ "StringListValue": [name] });
        filters.push(json!({ "ContainsAny": { "Key": "COMPANY_NAME", "Value": value } }));
    }
    if let Some(status) = query.get("match") {
        let value = json!({ "StringValue": status });
        filters.push(json!({ "EqualsTo": { "Key": "ENRICHMENT_STATUS", "Value": value } }));
    }
    if !filters.is_empty() {
        asked["Filter"] = json!({ "AndAllFilters": filters });
    }
    if let Some(next) = query.get("next") {
        asked["NextToken"] = json!(next);
    }
    let found = view
        .call(&place.account, "SearchCustomerAccounts", asked)
        .await;
    let shown = found.as_ref().map(|found| accounts(view, &place, found));
    let Kind::Enumeration(statuses) = ENRICHMENT_STATUS.kind else {
        return Err(Problem::not_found("The API has no such status."));
    };
    let body = html! {
        form method="get" class="filters" role="search" aria-label="Customer accounts" {
            (place.fields())
            (input("company", "Company contains", &query.text("company")))
            (choice("match", "Match", statuses, query.get("match")))
            button class="primary" type="submit" { "Show" }
        }
        section id="customers" data-part data-poll {
            (shown_or_refused(shown.as_ref().map_err(|problem| *problem)))
        }
    };
    let page = Page::new("Customer accounts", "customers", body);
    Ok(page.refused(found.as_ref().err()))
}

/// A page of the accounts.
fn accounts(view: &View<'_>, place: &Place, found: &Value) -> Markup {
    let (rows, next) = (
        list(found, &["CustomerAccountSummaries"]),
        text(found, &["NextToken"]),
    );
    html! {
        @if rows.is_empty() {
            (empty("No customer account is here.", &html! {
                p {
                    "CreateCustomerAccount creates one, and the match of AWS's stand-in ends "
                    "within milliseconds."
                }
            }))
        } @else { (table(view, place, rows)) }
        (pages(&view.query, &format!("{PREFIX}customers"), next))
    }
}

fn table(view: &View<'_>, place: &Place, rows: &[Value]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Customer accounts" {
            table {
                thead {
                    tr {
                        @for name in ["Company", "Id", "Match", "AWS's customer", "Your id",
                            "Changed"]
                        { th scope="col" { (name) } }
                    }
                }
                tbody {
                    @for one in rows {
                        @let id = text(one, &["Id"]);
                        tr {
                            th scope="row" {
                                a href=(place.link(&format!("customers/{id}"))) {
                                    (name_or(
                                        text(one, &["CustomerAccount", "CompanyName"]), id,
                                    ))
                                }
                            }
                            td class="mono" { (id) }
                            td { (badge(text(one, &["EnrichmentStatus"]))) }
                            td {
                                @if let Some(found) = one.get("AwsEnrichment")
                                    .and_then(|found| found.get("Customer")) {
                                    (tree(found, view.now()))
                                }
                            }
                            td { (text(one, &["PartnerAccountIdentifier"])) }
                            td { (time_of(text(one, &["LastModifiedDate"]), view.now())) }
                        }
                    }
                }
            }
        }
    }
}

/// The page of one account.
pub(super) async fn one(view: &View<'_>, id: &str) -> Result<Page, Problem> {
    let unknown = "No account has a customer account with this id.";
    let (account, catalog, one) = place::find(view, "GetCustomerAccount", id, unknown).await?;
    let now = view.now();
    let status = text(&one, &["EnrichmentStatus"]);
    let existing = text(&one, &["ExistingCustomerAccountArn"]);
    let body = html! {
        section id="match" class="card" data-part data-poll[status == "PENDING"] {
            p class="line" {
                (badge(status))
                span class="mono" { (id) }
                span { "account " (pieces::account(&account)) }
                span { "catalog " (catalog) }
                span { "changed " (time_of(text(&one, &["LastModifiedDate"]), now)) }
            }
            p { (meaning(status)) }
            @let reason = text(&one, &["ReasonCode"]);
            @if !reason.is_empty() {
                div class="problem" {
                    strong { (reason) }
                    p { (text(&one, &["Message"])) }
                    @if let Some(other) = existing.rsplit('/').next()
                        .filter(|id| !id.is_empty()) {
                        p { "Next: update or delete this account, or use "
                            a href=(place::link(&format!("customers/{other}"), &account, catalog))
                                class="mono" { (other) } "." }
                    }
                }
            }
            @for issue in list(&one, &["Issues"]) { (tree(issue, now)) }
        }
        div class="columns" {
            section id="account" class="card" data-part {
                h2 { "What the partner says" }
                @if let Some(account) = one.get("Account") { (tree(account, now)) }
            }
            section id="enrichment" class="card" data-part {
                h2 { "What the match added" }
                @match one.get("AwsEnrichment").filter(|found| !found.is_null()) {
                    Some(found) => (tree(found, now)),
                    None => p class="hint" { "Nothing." },
                }
            }
        }
    };
    let title = name_or(text(&one, &["Account", "CompanyName"]), id);
    Ok(Page::new(title, "customers", body))
}

/// What a status of the match says.
fn meaning(status: &str) -> &'static str {
    match status {
        "PENDING" => "The match has not ended yet.",
        "ENRICHED" => "The match found a customer and added what AWS's stand-in knows of it.",
        "NO_MATCH_FOUND" => "No customer is known under this domain or website.",
        "ACTION_REQUIRED" => "The match needs a decision of the partner.",
        _ => "",
    }
}
