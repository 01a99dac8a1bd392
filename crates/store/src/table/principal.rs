//! Users and roles of accounts.

use crate::{Direction, Error, Row, Select, Tx, Value};

/// A row of `principal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    pub account: String,
    /// `user` or `role`.
    pub kind: String,
    pub name: String,
    /// The id behind the name, which no other principal ever has.
    pub id: String,
    /// `ACTIVE` or `DISABLED`.
    pub status: String,
    pub created_at: i64,
}

const COLUMNS: &str = "account, kind, name, id, status, created_at";

fn record(mut row: Row) -> Result<Principal, Error> {
    Ok(Principal {
        account: row.text(0)?,
        kind: row.text(1)?,
        name: row.text(2)?,
        id: row.text(3)?,
        status: row.text(4)?,
        created_at: row.integer(5)?,
    })
}

/// Stores a new principal; `Error::Duplicate` when the account has one of its kind and name.
pub async fn insert(tx: &mut Tx, new: &Principal) -> Result<(), Error> {
    let text = "INSERT INTO principal (account, kind, name, id, status, created_at) \
                VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        Value::from(&new.account),
        Value::from(&new.kind),
        Value::from(&new.name),
        Value::from(&new.id),
        Value::from(&new.status),
        new.created_at.into(),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Finds a principal.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    kind: &str,
    name: &str,
) -> Result<Option<Principal>, Error> {
    let text =
        format!("SELECT {COLUMNS} FROM principal WHERE account = $1 AND kind = $2 AND name = $3");
    let values = [account.into(), kind.into(), name.into()];
    tx.query_one(&text, &values).await?.map(record).transpose()
}

/// Up to `limit` users or roles of an account behind the name `after`.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    kind: &str,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Principal>, Error> {
    let after = after.map(|name| vec![name.into()]);
    let (text, values) = Select::new(&format!("SELECT {COLUMNS} FROM principal"))
        .equal("account", account)
        .equal("kind", kind)
        .page_of(&["name"], Direction::Ascending, after, limit);
    let rows = tx.query(&text, &values).await?;
    rows.into_iter().map(record).collect()
}

/// Sets a principal's status. `false` when there is none.
pub async fn set_status(
    tx: &mut Tx,
    account: &str,
    kind: &str,
    name: &str,
    status: &str,
) -> Result<bool, Error> {
    let text = "UPDATE principal SET status = $1 WHERE account = $2 AND kind = $3 AND name = $4";
    let values = [status.into(), account.into(), kind.into(), name.into()];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Removes a principal. `false` when there is none.
pub async fn remove(tx: &mut Tx, account: &str, kind: &str, name: &str) -> Result<bool, Error> {
    let text = "DELETE FROM principal WHERE account = $1 AND kind = $2 AND name = $3";
    let values = [account.into(), kind.into(), name.into()];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Removes all users and roles of an account.
pub async fn clear(tx: &mut Tx, account: &str) -> Result<(), Error> {
    let text = "DELETE FROM principal WHERE account = $1";
    tx.execute(text, &[account.into()]).await.map(|_| ())
}
