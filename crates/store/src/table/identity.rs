//! The parts that identity tables share: their enumerations, and the one row with the current
//! version of accounts, keys and policies.

use crate::stored_enum::stored_enum;
use crate::{Database, Error, Kept, Lock, Tx};

stored_enum! {
    /// Whether an account, a user, a role or a key may be used.
    pub enum Status {
        Active = "ACTIVE",
        /// It authenticates nobody until it is active again.
        Disabled = "DISABLED",
    }
}

stored_enum! {
    /// The kind of a principal.
    pub enum Kind {
        /// The account itself, which may do everything in it.
        Root = "root",
        User = "user",
        Role = "role",
    }
}

/// The current version. Everything that a transaction reads of identities belongs to it.
pub async fn version(tx: &mut Tx) -> Result<i64, Error> {
    if let Some(Version(version)) = tx.kept() {
        return Ok(*version);
    }
    let text = "SELECT version FROM identity WHERE id = 1";
    let Some(mut row) = tx.query_one(text, &[]).await? else {
        let text = "the row of the table identity is missing";
        return Err(Error::Document(text.to_owned()));
    };
    let version = row.integer(0)?;
    tx.keep(Version(version));
    Ok(version)
}

/// The version, as a transaction that keeps rows has read it.
struct Version(i64);

impl Kept for Version {
    const TABLES: &'static [&'static str] = &["identity"];
}

/// Locks the row: what administrators change comes one after the other, on all nodes.
pub async fn lock(tx: &mut Tx) -> Result<(), Error> {
    if tx.database() == Database::Sqlite {
        return Ok(());
    }
    let text = "SELECT version FROM identity WHERE id = 1";
    tx.lock_one(Lock::Exclusive, text, &[]).await.map(|_| ())
}

/// Raises the version, as every change of identities must do, which invalidates caches.
pub async fn raise_version(tx: &mut Tx) -> Result<(), Error> {
    let text = "UPDATE identity SET version = version + 1 WHERE id = 1";
    tx.execute(text, &[]).await.map(|_| ())
}

/// The sealed text that identifies the secrets key, once there is one.
pub async fn seal_check(tx: &mut Tx) -> Result<Option<String>, Error> {
    let text = "SELECT seal_check FROM identity WHERE id = 1";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.optional_text(0),
        None => Ok(None),
    }
}

/// Stores the sealed text of the first key.
pub async fn set_seal_check(tx: &mut Tx, sealed: &str) -> Result<(), Error> {
    let text = "UPDATE identity SET seal_check = $1 WHERE id = 1";
    tx.execute(text, &[sealed.into()]).await.map(|_| ())
}
