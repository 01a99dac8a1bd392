//! Accounts that an administrator made.

use crate::{Direction, Error, Row, Select, Tx, Value};

/// A row of `account`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: String,
    /// `ACTIVE` or `DISABLED`.
    pub status: String,
    pub created_at: i64,
    /// Its names and its owner, as JSON.
    pub document: String,
}

const COLUMNS: &str = "id, status, created_at, document";

fn record(mut row: Row) -> Result<Account, Error> {
    Ok(Account {
        id: row.text(0)?,
        status: row.text(1)?,
        created_at: row.integer(2)?,
        document: row.text(3)?,
    })
}

/// Stores a new account; `Error::Duplicate` when there is one of its id.
pub async fn insert(tx: &mut Tx, new: &Account) -> Result<(), Error> {
    let text = "INSERT INTO account (id, status, created_at, document) VALUES ($1, $2, $3, $4)";
    let values = [
        Value::from(&new.id),
        Value::from(&new.status),
        new.created_at.into(),
        Value::from(&new.document),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Finds an account.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Account>, Error> {
    let text = format!("SELECT {COLUMNS} FROM account WHERE id = $1");
    let found = tx.query_one(&text, &[id.into()]).await?;
    found.map(record).transpose()
}

/// Up to `limit` accounts behind the id `after`.
pub async fn list(tx: &mut Tx, after: Option<&str>, limit: i64) -> Result<Vec<Account>, Error> {
    let after = after.map(|id| vec![id.into()]);
    let (text, values) = Select::new(&format!("SELECT {COLUMNS} FROM account")).page_of(
        &["id"],
        Direction::Ascending,
        after,
        limit,
    );
    let rows = tx.query(&text, &values).await?;
    rows.into_iter().map(record).collect()
}

/// Writes what is said of an account, and its status. `false` when there is none.
pub async fn update(tx: &mut Tx, changed: &Account) -> Result<bool, Error> {
    let text = "UPDATE account SET status = $1, document = $2 WHERE id = $3";
    let values = [
        Value::from(&changed.status),
        Value::from(&changed.document),
        Value::from(&changed.id),
    ];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Removes an account. `false` when there is none.
pub async fn remove(tx: &mut Tx, id: &str) -> Result<bool, Error> {
    let text = "DELETE FROM account WHERE id = $1";
    Ok(tx.execute(text, &[id.into()]).await? == 1)
}
