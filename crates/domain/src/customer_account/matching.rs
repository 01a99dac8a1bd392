//! The match: a stand-in for how AWS finds the customer of a new or updated account.
//!
//! An account is due for its match in the transaction that makes it pending, and the match writes
//! what it found in the transaction that takes the mark away. So each pending account is matched
//! once, whatever ends the program in between, and whichever node runs the timer. The write names
//! the revision that was matched: an account that changed meanwhile is due anew by its change.

use cosell_api::types::CustomerAccountFailureReason as Reason;
use cosell_store::Tx;
use cosell_store::table::customer_account::{self as table, CustomerAccount, Status};
use cosell_store::table::customer_account_search;

use super::{Stored, enrichment, key, store};
use crate::rule::rules;
use crate::{Context, Error};

rules! {
    /// Where enrichment comes from.
    pub(crate) STAND_IN = "customer-account.match.stand-in", Inferred,
        "Customer accounts are matched by a deterministic stand-in: what it adds follows from \
         what the partner says and is no knowledge of AWS's. It runs right after the account is \
         created or updated, in the order of creation; match_delay holds it back.";

    /// When two accounts are of one customer.
    pub(crate) KEY = "customer-account.match.key", Inferred,
        "A customer is recognized by its DUNS number; without one by its domain or the host of \
         its website; without these by its company's name and country.";

    /// A customer that another account has.
    pub(crate) DUPLICATE = "customer-account.match.duplicate", Inferred,
        "The account of a customer that another enriched account of the partner has in the \
         catalog needs action, with DUPLICATE_CUSTOMER_MATCH, and stays so until it is updated, \
         also when the other one is deleted.";

    /// A customer that is never found.
    pub(crate) NO_MATCH = "customer-account.match.invalid-domain", Inferred,
        "No match is found for a domain, or else a website, under the top-level domain invalid, \
         which RFC 2606 reserves.";

    /// What the end of a match changes.
    pub(crate) MODIFIED = "customer-account.match.last-modified", Inferred,
        "The end of a match moves LastModifiedDate, so that a search finds what was enriched \
         since; an update that was prepared before it conflicts.";
}

/// The top-level domain of hosts that nobody has.
const NOWHERE: &str = "invalid";

/// Matches an account of the context's account. `failed` ends it with an error, whatever it says.
pub(crate) async fn run(
    cx: &Context,
    tx: &mut Tx,
    row: CustomerAccount,
    failed: bool,
) -> Result<(), Error> {
    let mut stored = match Stored::read(row.clone()) {
        Ok(stored) => stored,
        // One damaged record must not keep the accounts behind it from their match.
        Err(error) => {
            tracing::error!(account = row.id, %error, "a customer account cannot be matched");
            return Ok(put_aside(tx, row).await?);
        }
    };
    let (status, reason) = if failed {
        (Status::ActionRequired, Some(Reason::ProcessingError))
    } else if is_nowhere(&stored) {
        (Status::NoMatchFound, None)
    } else {
        let row = &stored.row;
        let catalog = row.catalog.as_str();
        // Of two with one key, matched at once, the second one finds the first.
        table::lock_count(tx, &row.account, catalog).await?;
        let holder = table::holder(tx, &row.account, catalog, &row.match_key, &row.id);
        stored.document.existing = holder.await?;
        match stored.document.existing {
            Some(_) => (Status::ActionRequired, Some(Reason::DuplicateCustomerMatch)),
            None => (Status::Enriched, None),
        }
    };
    if status == Status::Enriched {
        stored.document.enrichment = Some(enrichment::of(&stored.document.account));
    }
    stored.row.status = status;
    stored.document.reason = reason;
    stored.row.due_at = None;
    // One that changed since it was read is due for another match.
    store::save(cx, tx, &mut stored).await?;
    Ok(())
}

/// Whether nobody can have the account's host.
fn is_nowhere(stored: &Stored) -> bool {
    let host = key::host(&stored.document.account);
    host.is_some_and(|host| host.rsplit('.').next() == Some(NOWHERE))
}

/// Takes the mark from an account that cannot be read.
async fn put_aside(tx: &mut Tx, mut row: CustomerAccount) -> Result<(), cosell_store::Error> {
    let seen = row.revision;
    row.revision = seen.saturating_add(1);
    row.status = Status::ActionRequired;
    row.due_at = None;
    if table::update(tx, &row, seen).await? {
        customer_account_search::set_status(tx, &row.account, &row.id, row.status).await?;
    }
    Ok(())
}
