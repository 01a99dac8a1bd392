//! What the rows of identities have in common: their words, and the one row that says which version
//! of accounts, keys and policies is in force.

use crate::stored_enum::stored_enum;
use crate::{Error, Tx};

stored_enum! {
    /// Whether an account, a user, a role or a key may be used.
    pub enum Status {
        Active = "ACTIVE",
        /// Nobody gets in by it until it is active again.
        Disabled = "DISABLED",
    }
}

stored_enum! {
    /// What kind of principal it is.
    pub enum Kind {
        /// The account itself, which may do everything in it.
        Root = "root",
        User = "user",
        Role = "role",
    }
}

/// The version that is in force. Whatever a transaction reads of identities belongs to it.
pub async fn version(tx: &mut Tx) -> Result<i64, Error> {
    let text = "SELECT version FROM identity WHERE id = 1";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.integer(0),
        None => Err(Error::Document("the row of identity is gone".to_owned())),
    }
}

/// Puts another version in force: every change of identities ends with this.
pub async fn raise_version(tx: &mut Tx) -> Result<(), Error> {
    let text = "UPDATE identity SET version = version + 1 WHERE id = 1";
    tx.execute(text, &[]).await.map(|_| ())
}

/// The sealed text by which the key for secrets is known, once there is one.
pub async fn seal_check(tx: &mut Tx) -> Result<Option<String>, Error> {
    let text = "SELECT seal_check FROM identity WHERE id = 1";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.optional_text(0),
        None => Ok(None),
    }
}

/// Keeps the sealed text of the first key.
pub async fn set_seal_check(tx: &mut Tx, sealed: &str) -> Result<(), Error> {
    let text = "UPDATE identity SET seal_check = $1 WHERE id = 1";
    tx.execute(text, &[sealed.into()]).await.map(|_| ())
}
