//! Whose records a page shows: an account and a catalog, of the query or the first ones.

use cosell_admin_api::account::{Account, Part};
use cosell_admin_api::pages::ListAccounts;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::pipeline::CATALOGS;
use super::view::{Fields, PREFIX, Problem, View};

/// An account and a catalog.
pub(super) struct Place {
    /// The first page of all accounts, to choose from.
    accounts: Vec<Account>,
    pub(super) account: String,
    pub(super) catalog: String,
}

impl Place {
    /// The place of the query; without one, the first account, and catalog AWS unless it has
    /// opportunities in Sandbox only.
    pub(super) async fn of(view: &View<'_>) -> Result<Self, Problem> {
        let query = Part::default();
        let accounts = view.ask(ListAccounts { query }).await?.accounts;
        let first = accounts.first().map(|account| account.id.as_str());
        let account = view.query.get("account").or(first).unwrap_or_default();
        let account = account.to_owned();
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
            accounts: Vec::new(),
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
        let is_known = self.accounts.iter().any(|known| known.id == self.account);
        html! {
            div class="field" {
                label for="account" { "Account" }
                select id="account" name="account" {
                    @if !is_known { option value=(self.account) selected { (self.account) } }
                    @for known in &self.accounts {
                        option value=(known.id) selected[known.id == self.account] {
                            (known.id) " " (known.company_name)
                        }
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
/// the query, or of whichever of the first accounts may read it.
pub(super) async fn find(
    view: &View<'_>,
    operation: &str,
    id: &str,
    unknown: &str,
) -> Result<(String, &'static str, Value), Problem> {
    let accounts = if let Some(account) = view.query.get("account") {
        vec![account.to_owned()]
    } else {
        let query = Part::default();
        let known = view.ask(ListAccounts { query }).await?.accounts;
        known.into_iter().map(|account| account.id).collect()
    };
    let wanted = view.query.get("catalog");
    for account in accounts {
        for catalog in CATALOGS {
            if wanted.is_some_and(|wanted| wanted != catalog) {
                continue;
            }
            let input = json!({ "Catalog": catalog, "Identifier": id });
            match view.call(&account, operation, input).await {
                Ok(found) => return Ok((account, catalog, found)),
                Err(problem) if problem.is_unknown() => {}
                Err(problem) => return Err(problem),
            }
        }
    }
    Err(Problem::not_found(unknown))
}
