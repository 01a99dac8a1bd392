//! The keys that `NextToken`s are authenticated with.

use crate::{Error, Tx};

/// A key. Numbers grow, so the newest key has the highest.
#[derive(Clone, PartialEq, Eq)]
pub struct PageKey {
    pub number: i64,
    /// In base64.
    pub key: String,
}

impl std::fmt::Debug for PageKey {
    /// Without the key.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PageKey")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// Up to `limit` keys, the newest first.
pub async fn newest(tx: &mut Tx, limit: i64) -> Result<Vec<PageKey>, Error> {
    let text = "SELECT number, key FROM page_key ORDER BY number DESC LIMIT $1";
    let rows = tx.query(text, &[limit.into()]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(PageKey {
                number: row.integer(0)?,
                key: row.text(1)?,
            })
        })
        .collect()
}

/// Adds a key.
pub async fn insert(tx: &mut Tx, new: &PageKey) -> Result<(), Error> {
    let text = "INSERT INTO page_key (number, key) VALUES ($1, $2)";
    let values = [new.number.into(), (&new.key).into()];
    tx.execute(text, &values).await.map(|_| ())
}

/// Removes every key that is older than the one of this number.
pub async fn remove_before(tx: &mut Tx, number: i64) -> Result<(), Error> {
    let text = "DELETE FROM page_key WHERE number < $1";
    tx.execute(text, &[number.into()]).await.map(|_| ())
}
