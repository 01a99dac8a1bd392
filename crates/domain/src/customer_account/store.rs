//! How customer accounts come from and go to the store.
//!
//! The document is what the partner and the match say; the columns follow it. Every change goes
//! through [`save`], so that the modification time and the revision grow. A change of what the
//! partner says goes through [`make_pending`] before that, which makes the match due.

use cosell_api::types::{
    AccountCustomer, AwsEnrichment, CustomerAccountData, CustomerAccountFailureReason,
};
use cosell_store::table::customer_account::{self as table, CustomerAccount, Status};
use cosell_store::{Notice, Tx};
use serde::{Deserialize, Serialize};

use super::{key, search};
use crate::error::{Error, read_document, write_document};
use crate::{Context, arn};

/// What the store keeps of an account beside its columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub account: CustomerAccountData,
    /// Only of an enriched account.
    pub enrichment: Option<AwsEnrichment>,
    /// Only of an account that needs its partner's attention.
    pub reason: Option<CustomerAccountFailureReason>,
    /// The id of the account that has its customer, if it is a duplicate.
    pub existing: Option<String>,
}

impl Document {
    /// The customer as engagements and invitations show it.
    pub fn customer(&self) -> AccountCustomer {
        let account = &self.account;
        let country = account.address.as_ref();
        AccountCustomer {
            industry: account.industry.clone(),
            company_name: account.company_name.clone(),
            website_url: account.website_url.clone(),
            country_code: country.and_then(|address| address.country_code),
            ..Default::default()
        }
    }
}

/// A customer account: its row, and its document as read from it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub row: CustomerAccount,
    pub document: Document,
}

impl Stored {
    /// A stored row with what its document says.
    pub fn read(row: CustomerAccount) -> Result<Self, Error> {
        let document = read_document(&row.document)?;
        Ok(Self { row, document })
    }

    /// The account's ARN.
    pub fn arn(&self) -> String {
        arn::customer_account(&self.row.account, self.row.catalog, &self.row.id)
    }
}

/// Reads an account of the caller, by its id or ARN, and locks it for a change. Any other is not
/// found.
pub async fn load(cx: &Context, tx: &mut Tx, identifier: &str) -> Result<Stored, Error> {
    let found = find(cx, tx, identifier).await?;
    found.ok_or_else(|| Error::not_found(identifier))
}

/// The same, for whoever does not mind an absent one.
pub async fn find(cx: &Context, tx: &mut Tx, identifier: &str) -> Result<Option<Stored>, Error> {
    let Some(id) = arn::customer_account_id(identifier, &cx.account, cx.catalog) else {
        return Ok(None);
    };
    let row = table::find(tx, &cx.account, cx.catalog_name(), id).await?;
    row.map(Stored::read).transpose()
}

/// What the partner says changed: the account is pending, and what an earlier match made of it is
/// gone.
pub(super) fn make_pending(cx: &Context, tx: &mut Tx, stored: &mut Stored) {
    let Stored { row, document } = stored;
    (document.enrichment, document.reason, document.existing) = (None, None, None);
    row.company.clone_from(&document.account.company_name);
    row.match_key = key::of(&document.account);
    row.status = Status::Pending;
    let delay = i64::try_from(cx.settings.match_delay.as_millis()).unwrap_or(i64::MAX);
    row.due_at = Some(cx.millis().saturating_add(delay));
    tx.notify(Notice::TimerDue);
}

/// Writes a changed account. `false` when it changed since it was read.
///
/// The modification time always grows, also when the clock stands still, since callers lock by it.
pub(super) async fn save(cx: &Context, tx: &mut Tx, stored: &mut Stored) -> Result<bool, Error> {
    let Stored { row, document } = stored;
    row.modified_at = cx.millis().max(row.modified_at.saturating_add(1));
    let seen = row.revision;
    row.revision = seen.saturating_add(1);
    row.document = write_document(document)?;
    let updated = table::update(tx, row, seen).await?;
    if updated {
        search::index::changed(tx, stored).await?;
    }
    Ok(updated)
}
