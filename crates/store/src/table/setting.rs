//! Settings that an account made through the API, by catalog and name.

use crate::{Database, Error, Tx};

/// Reads a setting.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    name: &str,
) -> Result<Option<String>, Error> {
    let text = "SELECT value FROM setting WHERE account = $1 AND catalog = $2 AND name = $3";
    match tx
        .query_one(text, &[account.into(), catalog.into(), name.into()])
        .await?
    {
        Some(mut row) => Ok(Some(row.text(0)?)),
        None => Ok(None),
    }
}

/// Sets a setting, replacing its value.
pub async fn set(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    name: &str,
    value: &str,
) -> Result<(), Error> {
    let text = "INSERT INTO setting (account, catalog, name, value) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (account, catalog, name) DO UPDATE SET value = excluded.value";
    let values = [account.into(), catalog.into(), name.into(), value.into()];
    tx.execute(text, &values).await.map(|_| ())
}

/// Locks a name of an account that need not be a setting: whoever decides by a range of the
/// account's rows does so before everybody else or after them.
pub async fn lock(tx: &mut Tx, account: &str, catalog: &str, name: &str) -> Result<(), Error> {
    if tx.database() == Database::Sqlite {
        return Ok(());
    }
    set(tx, account, catalog, name, "").await
}

/// Removes a setting if it exists.
pub async fn remove(tx: &mut Tx, account: &str, catalog: &str, name: &str) -> Result<(), Error> {
    let text = "DELETE FROM setting WHERE account = $1 AND catalog = $2 AND name = $3";
    let values = [account.into(), catalog.into(), name.into()];
    tx.execute(text, &values).await.map(|_| ())
}
