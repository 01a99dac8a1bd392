//! Access keys: their owners, and their secrets, which are sealed by the caller.

use std::fmt;

use super::due::Due;
use super::identity::{Kind, Status};
use crate::record::{self, Record, record};
use crate::{Direction, Error, Select, Tx};

record! {
    /// A row of `access_key`.
    #[derive(Clone, PartialEq, Eq)]
    pub struct AccessKey in "access_key" {
        id: String [key],
        account: String,
        kind: Kind,
        /// The user's or role's name; empty for the root.
        name: String,
        /// The name of a role's session, else empty.
        session: String,
        status: Status,
        /// The sealed secret.
        secret: String,
        /// The hash of the session token that requests must carry.
        token_hash: Option<String>,
        created_at: i64,
        /// Real time in milliseconds since 1970.
        expires_at: Option<i64>,
    }
}

impl fmt::Debug for AccessKey {
    /// Without the secret and the token's hash.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AccessKey")
            .field("id", &self.id)
            .field("account", &self.account)
            .field("kind", &self.kind)
            .field("name", &self.name)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The owner whose keys are listed.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    pub account: &'a str,
    pub kind: &'a str,
    pub name: &'a str,
}

/// Stores a new key.
pub async fn insert(tx: &mut Tx, new: &AccessKey) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// Finds a key.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<AccessKey>, Error> {
    let text = format!("{} WHERE id = $1", AccessKey::SELECT);
    let found = tx.query_one(&text, &[id.into()]).await?;
    found.map(AccessKey::read).transpose()
}

/// Up to `limit` keys of an account after the id `after`.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<AccessKey>, Error> {
    let select = Select::new(AccessKey::SELECT).equal("account", account);
    page(tx, select, after, limit).await
}

/// Up to `limit` keys of one owner after the id `after`.
pub async fn list_of(
    tx: &mut Tx,
    owner: Owner<'_>,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<AccessKey>, Error> {
    let select = Select::new(AccessKey::SELECT)
        .equal("account", owner.account)
        .equal("kind", owner.kind)
        .equal("name", owner.name);
    page(tx, select, after, limit).await
}

async fn page<'a>(
    tx: &mut Tx,
    select: Select<'a>,
    after: Option<&'a str>,
    limit: i64,
) -> Result<Vec<AccessKey>, Error> {
    let after = after.map(|id| vec![id.into()]);
    let (text, values) = select.page_of(&["id"], Direction::Ascending, after, limit);
    AccessKey::read_all(tx.query(&text, &values).await?)
}

/// Sets a key's status. Returns `false` when there is no such key.
pub async fn set_status(tx: &mut Tx, id: &str, status: Status) -> Result<bool, Error> {
    let text = "UPDATE access_key SET status = $1 WHERE id = $2";
    Ok(tx.execute(text, &[status.into(), id.into()]).await? == 1)
}

/// Replaces a key's sealed secret. Returns `false` when there is no such key.
pub async fn set_secret(tx: &mut Tx, id: &str, secret: &str) -> Result<bool, Error> {
    let text = "UPDATE access_key SET secret = $1 WHERE id = $2";
    Ok(tx.execute(text, &[secret.into(), id.into()]).await? == 1)
}

/// Removes a key. Returns `false` when there is no such key.
pub async fn remove(tx: &mut Tx, id: &str) -> Result<bool, Error> {
    let text = "DELETE FROM access_key WHERE id = $1";
    Ok(tx.execute(text, &[id.into()]).await? == 1)
}

/// Removes all keys of one owner.
pub async fn clear_of(tx: &mut Tx, owner: Owner<'_>) -> Result<(), Error> {
    let text = "DELETE FROM access_key WHERE account = $1 AND kind = $2 AND name = $3";
    let values = [owner.account.into(), owner.kind.into(), owner.name.into()];
    tx.execute(text, &values).await.map(|_| ())
}

/// Removes all keys of an account.
pub async fn clear(tx: &mut Tx, account: &str) -> Result<(), Error> {
    let text = "DELETE FROM access_key WHERE account = $1";
    tx.execute(text, &[account.into()]).await.map(|_| ())
}

static EXPIRY: Due = Due::new(AccessKey::TABLE, "id", "expires_at", &["id"]);

/// Prunes up to `limit` sessions that expired before `before`. Returns their number.
pub async fn prune(tx: &mut Tx, before: i64, limit: i64) -> Result<usize, Error> {
    let expired = EXPIRY.texts(tx, ["id"]).literal("expires_at IS NOT NULL");
    let expired = expired.compare("expires_at", "<", before);
    let found = EXPIRY.read_texts(tx, expired, ["id"], limit).await?;
    let count = found.len();
    for [id] in found {
        remove(tx, &id).await?;
    }
    Ok(count)
}
