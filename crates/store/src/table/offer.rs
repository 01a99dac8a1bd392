//! Which opportunity a private offer, or a set of offers, belongs to.

use crate::{Error, Tx};

/// The opportunity that has the offer.
pub async fn holder(tx: &mut Tx, catalog: &str, offer: &str) -> Result<Option<String>, Error> {
    let text = "SELECT opportunity_id FROM offer WHERE offer = $1 AND catalog = $2";
    match tx.query_one(text, &[offer.into(), catalog.into()]).await? {
        Some(mut row) => Ok(Some(row.text(0)?)),
        None => Ok(None),
    }
}

/// Gives an offer that nobody has to an opportunity.
pub async fn take(
    tx: &mut Tx,
    catalog: &str,
    offer: &str,
    opportunity_id: &str,
) -> Result<(), Error> {
    let text = "INSERT INTO offer (offer, catalog, opportunity_id) VALUES ($1, $2, $3)";
    let values = [offer.into(), catalog.into(), opportunity_id.into()];
    tx.execute(text, &values).await.map(|_| ())
}

/// Frees an offer.
pub async fn free(tx: &mut Tx, catalog: &str, offer: &str) -> Result<(), Error> {
    let text = "DELETE FROM offer WHERE offer = $1 AND catalog = $2";
    tx.execute(text, &[offer.into(), catalog.into()])
        .await
        .map(|_| ())
}
