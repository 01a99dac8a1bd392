//! Accounts that administrators created.

use super::identity::Status;
use crate::record::{self, Record, record};
use crate::row::Document;
use crate::{Direction, Error, Select, Tx};

record! {
    /// A row of `account`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Account in "account" {
        id: String [key],
        status: Status [changes],
        created_at: i64,
        /// Its names and its owner, as JSON.
        document: String as Document [changes],
    }
}

/// Stores a new account; `Error::Duplicate` when its id exists.
pub async fn insert(tx: &mut Tx, new: &Account) -> Result<(), Error> {
    record::insert_if_new(tx, new).await
}

/// Finds an account.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Account>, Error> {
    let text = format!("{} WHERE id = $1", Account::SELECT);
    let found = tx.query_one(&text, &[id.into()]).await?;
    found.map(Account::read).transpose()
}

/// Up to `limit` accounts after the id `after`.
pub async fn list(tx: &mut Tx, after: Option<&str>, limit: i64) -> Result<Vec<Account>, Error> {
    let after = after.map(|id| vec![id.into()]);
    let (text, values) =
        Select::new(Account::SELECT).page_of(&["id"], Direction::Ascending, after, limit);
    Account::read_all(tx.query(&text, &values).await?)
}

/// Updates an account's document and status. Returns `false` when there is no such account.
pub async fn update(tx: &mut Tx, changed: &Account) -> Result<bool, Error> {
    record::update(tx, changed).await
}

/// Removes an account. Returns `false` when there is no such account.
pub async fn remove(tx: &mut Tx, id: &str) -> Result<bool, Error> {
    let text = "DELETE FROM account WHERE id = $1";
    Ok(tx.execute(text, &[id.into()]).await? == 1)
}
