//! Users and roles of accounts.

use super::identity::{Kind, Status};
use crate::record::{self, Record, record};
use crate::{Direction, Error, Select, Tx};

record! {
    /// A row of `principal`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Principal in "principal" {
        account: String [key],
        /// A user or a role.
        kind: Kind [key],
        name: String [key],
        /// The unique id of the principal, which is never reused.
        id: String,
        status: Status,
        created_at: i64,
    }
}

/// Stores a new principal; `Error::Duplicate` when its kind and name exist in the account.
pub async fn insert(tx: &mut Tx, new: &Principal) -> Result<(), Error> {
    record::insert_if_new(tx, new).await
}

/// Finds a principal.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    kind: &str,
    name: &str,
) -> Result<Option<Principal>, Error> {
    let text = format!(
        "{} WHERE account = $1 AND kind = $2 AND name = $3",
        Principal::SELECT
    );
    let values = [account.into(), kind.into(), name.into()];
    tx.query_one(&text, &values)
        .await?
        .map(Principal::read)
        .transpose()
}

/// Up to `limit` users or roles of an account after the name `after`.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    kind: &str,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Principal>, Error> {
    let after = after.map(|name| vec![name.into()]);
    let (text, values) = Select::new(Principal::SELECT)
        .equal("account", account)
        .equal("kind", kind)
        .page_of(&["name"], Direction::Ascending, after, limit);
    Principal::read_all(tx.query(&text, &values).await?)
}

/// Sets a principal's status. Returns `false` when there is no such principal.
pub async fn set_status(
    tx: &mut Tx,
    account: &str,
    kind: &str,
    name: &str,
    status: Status,
) -> Result<bool, Error> {
    let text = "UPDATE principal SET status = $1 WHERE account = $2 AND kind = $3 AND name = $4";
    let values = [status.into(), account.into(), kind.into(), name.into()];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Removes a principal. Returns `false` when there is no such principal.
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
