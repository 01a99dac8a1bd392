//! What searches see of customer accounts, fed in the transaction that changes an account.

use cosell_store::table::customer_account_search as table;
use cosell_store::{Store, Tx};

use super::facts;
use crate::Error;
use crate::customer_account::Stored;

/// Accounts of an older store that one transaction indexes.
const BATCH: i64 = 500;

/// Indexes an account that has just been created.
pub(crate) async fn created(tx: &mut Tx, stored: &Stored) -> Result<(), Error> {
    Ok(table::insert(tx, &facts::of(stored)?).await?)
}

/// Indexes an account that has changed.
pub(crate) async fn changed(tx: &mut Tx, stored: &Stored) -> Result<(), Error> {
    Ok(table::put(tx, &facts::of(stored)?).await?)
}

/// Indexes the accounts of a store that an older program wrote. A store that is indexed costs one
/// read.
pub(crate) async fn fill(store: &Store) -> Result<(), cosell_store::Error> {
    let is_full = async |tx: &mut Tx, (): &()| {
        let next = table::not_indexed(tx, 0).await?;
        Ok::<_, cosell_store::Error>(next.is_none())
    };
    let mut done = store.read((), is_full).await?;
    while !done {
        let filled = store.write((), async |tx, ()| fill_some(tx).await).await;
        done = filled.map_err(|error| match error {
            Error::Store(error) => error,
            other => cosell_store::Error::Document(other.to_string()),
        })?;
    }
    Ok(())
}

/// Indexes the next accounts. `true` when there are no more.
async fn fill_some(tx: &mut Tx) -> Result<bool, Error> {
    let Some(rows) = table::not_indexed(tx, BATCH).await? else {
        return Ok(true);
    };
    let last = rows.last().map(|row| row.id.clone());
    for row in rows {
        changed(tx, &Stored::read(row)?).await?;
    }
    table::indexed_up_to(tx, last.as_deref()).await?;
    Ok(last.is_none())
}
