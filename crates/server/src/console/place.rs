//! Whose records a page shows: an account and a catalog, of the query or the first ones that have
//! some.

use std::collections::BTreeMap;

use cosell_admin_api::Word as _;
use cosell_admin_api::account::Part;
use cosell_admin_api::pages::{FindRecord, ListAccounts, ListRecordHolders};
use hyper::StatusCode;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::pipeline::CATALOGS;
use super::view::{Fields, PREFIX, Problem, View};

/// An account and a catalog.
pub(super) struct Place {
    /// The accounts to choose from with their companies, by their ids: the first ones that are
    /// defined, and the first ones that have records.
    accounts: BTreeMap<String, String>,
    pub(super) account: String,
    pub(super) catalog: String,
}

impl Place {
    /// The place of the query; without one, the first account that has records, or else the first
    /// one, and catalog AWS unless it has opportunities in Sandbox only.
    pub(super) async fn of(view: &View<'_>) -> Result<Self, Problem> {
        let query = Part::default();
        let defined = view.ask(ListAccounts { query }).await?.accounts.into_iter();
        let defined = defined.map(|account| (account.id, account.company_name));
        let mut accounts: BTreeMap<String, String> = defined.collect();
        let used = used(view).await?;
        let first = used.first().or_else(|| accounts.keys().next()).cloned();
        for account in used {
            accounts.entry(account).or_default();
        }
        let account = view.query.get("account").map(str::to_owned);
        let account = account.or(first).unwrap_or_default();
        let catalog = match view.query.get("catalog") {
            Some(catalog) => catalog,
            None => first_catalog(view, &account).await,
        };
        let catalog = catalog.to_owned();
        Ok(Self {
            accounts,
            account,
            catalog,
        })
    }

    /// A place whose account is known.
    pub(super) fn at(account: &str, catalog: &str) -> Self {
        Self {
            accounts: BTreeMap::new(),
            account: account.to_owned(),
            catalog: catalog.to_owned(),
        }
    }

    /// The fields of the page with this catalog among them.
    pub(super) fn query(&self, view: &View<'_>) -> Fields {
        view.query.with("catalog", &self.catalog)
    }

    /// The fields that choose another place.
    pub(super) fn fields(&self) -> Markup {
        let is_known = self.accounts.contains_key(&self.account);
        html! {
            div class="field" {
                label for="account" { "Account" }
                select id="account" name="account" {
                    @if !is_known { option value=(self.account) selected { (self.account) } }
                    @for (id, company) in &self.accounts {
                        option value=(id) selected[*id == self.account] { (id) " " (company) }
                    }
                }
            }
            div class="field" {
                label for="catalog" { "Catalog" }
                select id="catalog" name="catalog" {
                    @for one in CATALOGS {
                        option value=(one) selected[one == self.catalog] { (one) }
                    }
                }
            }
        }
    }

    /// The address of a page about a record of this place.
    pub(super) fn link(&self, page: &str) -> String {
        link(page, &self.account, &self.catalog)
    }
}

/// The first accounts that have records, whether they are defined or not.
pub(super) async fn used(view: &View<'_>) -> Result<Vec<String>, Problem> {
    let query = Part::default();
    let found = view.ask(ListRecordHolders { query }).await?.accounts;
    Ok(found.into_iter().map(|holder| holder.account).collect())
}

/// The first catalog in which an account has an opportunity.
async fn first_catalog(view: &View<'_>, account: &str) -> &'static str {
    for catalog in CATALOGS {
        let input = json!({ "Catalog": catalog, "MaxResults": 1 });
        let listed = view.call(account, "ListOpportunities", input).await;
        let has_one = |listed: Value| !listed["OpportunitySummaries"][0].is_null();
        if listed.is_ok_and(has_one) {
            return catalog;
        }
    }
    CATALOGS[0]
}

/// The address of a page about a record of this account in this catalog.
pub(super) fn link(page: &str, account: &str, catalog: &str) -> String {
    let query = serde_urlencoded::to_string([("account", account), ("catalog", catalog)]);
    format!("{PREFIX}{page}?{}", query.unwrap_or_default())
}

/// A record that an operation reads by `Identifier`, with its account and its catalog: those of
/// the query, or of whoever has it.
pub(super) async fn find(
    view: &View<'_>,
    operation: &str,
    id: &str,
    unknown: &str,
) -> Result<(String, &'static str, Value), Problem> {
    let (accounts, catalog) = if let Some(account) = view.query.get("account") {
        (vec![account.to_owned()], view.query.text("catalog"))
    } else {
        match view.ask(FindRecord { id: id.to_owned() }).await {
            Ok(found) => (found.accounts, found.catalog.as_str().to_owned()),
            Err(problem) if problem.status == StatusCode::NOT_FOUND => {
                return Err(Problem::not_found(unknown));
            }
            Err(problem) => return Err(problem),
        }
    };
    let wanted = view.query.get("catalog");
    for account in accounts {
        for known in CATALOGS {
            let is_there = catalog.is_empty() || catalog == known;
            if !is_there || wanted.is_some_and(|wanted| wanted != known) {
                continue;
            }
            let input = json!({ "Catalog": known, "Identifier": id });
            match view.call(&account, operation, input).await {
                Ok(found) => return Ok((account, known, found)),
                Err(problem) if problem.is_unknown() => {}
                Err(problem) => return Err(problem),
            }
        }
    }
    Err(Problem::not_found(unknown))
}
