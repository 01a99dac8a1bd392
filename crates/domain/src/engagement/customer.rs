//! What contexts of type `CustomerAccount` say of their customer.
//!
//! A context that names an account keeps the identifier as it was given, and the customer is read
//! from the account at each read: for every member, none of whom but the owner can read the account
//! itself. Once the account is deleted, it is what the account said last.

use cosell_api::types::{
    AccountCustomer, CustomerAccountContext, EngagementContextDetails, EngagementContextPayload,
    ValidationExceptionErrorCode as Code,
};
use cosell_store::Tx;
use cosell_store::table::customer_account as table;

use super::rules;
use crate::customer_account::{self, Stored};
use crate::error::read_document;
use crate::rule::Finding;
use crate::{Context, Error};

/// Checks a new context of the caller, if it is about a customer account: it names an account of
/// the caller, which is not found otherwise, a customer, or both. `field` is the payload's.
pub(super) async fn check(
    cx: &Context,
    tx: &mut Tx,
    field: &str,
    payload: &EngagementContextPayload,
) -> Result<Option<Finding>, Error> {
    let EngagementContextPayload::CustomerAccount(context) = payload else {
        return Ok(None);
    };
    let Some(identifier) = &context.account_identifier else {
        return Ok(unnamed(field, context.customer.as_ref()));
    };
    let account = customer_account::store::load(cx, tx, identifier).await?;
    table::show(tx, &cx.account, &account.row.id).await?;
    Ok(None)
}

/// The finding that a payload without an account names no customer either.
pub(crate) fn unnamed(field: &str, customer: Option<&AccountCustomer>) -> Option<Finding> {
    if customer.is_some() {
        return None;
    }
    let message = "The payload must name an account, a customer, or both.";
    let code = Code::RequiredFieldMissing;
    Some(Finding::new(&rules::CUSTOMER, field, code, message))
}

/// Fills the customers of contexts as their accounts say them now.
pub(crate) async fn fill(
    cx: &Context,
    tx: &mut Tx,
    contexts: &mut [EngagementContextDetails],
) -> Result<(), Error> {
    for context in contexts {
        if let Some(EngagementContextPayload::CustomerAccount(shown)) = &mut context.payload {
            derive(cx, tx, shown).await?;
        }
    }
    Ok(())
}

async fn derive(
    cx: &Context,
    tx: &mut Tx,
    context: &mut CustomerAccountContext,
) -> Result<(), Error> {
    let Some(identifier) = &context.account_identifier else {
        return Ok(());
    };
    // It was checked when the context was made; what is left of an ARN is the id.
    let id = identifier.rsplit('/').next().unwrap_or(identifier);
    let said = match table::find_any(tx, cx.catalog_name(), id).await? {
        Some(row) => Some(Stored::read(row)?.document.customer()),
        None => match table::last(tx, id).await? {
            Some(last) => Some(read_document(&last)?),
            None => None,
        },
    };
    if let Some(said) = said {
        context.customer = Some(merged(said, context.customer.take()));
    }
    Ok(())
}

/// What an account says, and what was given where it says nothing.
fn merged(said: AccountCustomer, given: Option<AccountCustomer>) -> AccountCustomer {
    let given = given.unwrap_or_default();
    AccountCustomer {
        industry: said.industry.or(given.industry),
        company_name: said.company_name,
        website_url: said.website_url.or(given.website_url),
        country_code: said.country_code.or(given.country_code),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_account_says_counts_and_what_it_leaves_out_is_as_given() {
        let said = AccountCustomer {
            company_name: "Quay".to_owned(),
            industry: Some("Fishery".to_owned()),
            ..AccountCustomer::default()
        };
        let given = AccountCustomer {
            company_name: "Pier".to_owned(),
            industry: Some("Tourism".to_owned()),
            website_url: Some("https://pier.example.com".to_owned()),
            ..AccountCustomer::default()
        };
        let merged = merged(said, Some(given));
        assert_eq!(merged.company_name, "Quay");
        assert_eq!(merged.industry.as_deref(), Some("Fishery"));
        assert_eq!(
            merged.website_url.as_deref(),
            Some("https://pier.example.com")
        );
    }
}
