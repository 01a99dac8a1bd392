//! The opportunity of an account to which a private offer, or a set of them, belongs.

use crate::{Error, Tx};

/// The opportunity that an offer of an account belongs to, if any.
pub async fn holder(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    offer: &str,
) -> Result<Option<String>, Error> {
    let text = "SELECT opportunity_id FROM offer \
                WHERE account = $1 AND catalog = $2 AND offer = $3";
    let values = [account.into(), catalog.into(), offer.into()];
    match tx.query_one(text, &values).await? {
        Some(mut row) => Ok(Some(row.text(0)?)),
        None => Ok(None),
    }
}

/// Assigns an unassigned offer of an account to one of its opportunities.
pub async fn take(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    offer: &str,
    opportunity_id: &str,
) -> Result<(), Error> {
    let text = "INSERT INTO offer (account, catalog, offer, opportunity_id) \
                VALUES ($1, $2, $3, $4)";
    let values = [
        account.into(),
        catalog.into(),
        offer.into(),
        opportunity_id.into(),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Releases an offer of an account from its opportunity.
pub async fn free(tx: &mut Tx, account: &str, catalog: &str, offer: &str) -> Result<(), Error> {
    let text = "DELETE FROM offer WHERE account = $1 AND catalog = $2 AND offer = $3";
    let values = [account.into(), catalog.into(), offer.into()];
    tx.execute(text, &values).await.map(|_| ())
}
