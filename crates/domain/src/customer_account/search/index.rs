//! What searches see of customer accounts, fed in the transaction that changes an account.

use cosell_store::Tx;
use cosell_store::table::customer_account::CustomerAccount;
use cosell_store::table::customer_account_search as table;

use super::facts;
use crate::Error;
use crate::customer_account::Stored;
use crate::search::Backfill;

/// Indexes an account that has just been created.
pub(crate) async fn created(tx: &mut Tx, stored: &Stored) -> Result<(), Error> {
    Ok(table::insert(tx, &facts::of(stored)?).await?)
}

/// Indexes an account that has changed.
pub(crate) async fn changed(tx: &mut Tx, stored: &Stored) -> Result<(), Error> {
    Ok(table::put(tx, &facts::of(stored)?).await?)
}

/// Accounts of a store that an older program wrote.
pub(crate) struct Older;

impl Backfill for Older {
    type Record = CustomerAccount;

    const WHAT: &'static str = "customer accounts";

    async fn next(
        tx: &mut Tx,
        limit: i64,
    ) -> Result<Option<Vec<CustomerAccount>>, cosell_store::Error> {
        table::not_indexed(tx, limit).await
    }

    async fn index(tx: &mut Tx, row: CustomerAccount) -> Result<String, Error> {
        let id = row.id.clone();
        changed(tx, &Stored::read(row)?).await?;
        Ok(id)
    }

    async fn indexed_up_to(tx: &mut Tx, id: Option<&str>) -> Result<(), cosell_store::Error> {
        table::indexed_up_to(tx, id).await
    }
}
