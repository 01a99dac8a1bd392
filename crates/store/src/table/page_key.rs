//! The keys that authenticate `NextToken`s.

use crate::record::{self, Record, record};
use crate::{Error, Tx};

record! {
    /// A key. Numbers grow, so the newest key has the highest.
    #[derive(Clone, PartialEq, Eq)]
    pub struct PageKey in "page_key" {
        number: i64 [key],
        /// In base64.
        key: String,
    }
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
    let text = format!("{} ORDER BY number DESC LIMIT $1", PageKey::SELECT);
    PageKey::read_all(tx.query(&text, &[limit.into()]).await?)
}

/// Adds a key.
pub async fn insert(tx: &mut Tx, new: &PageKey) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// Removes every key that is older than the one of this number.
pub async fn remove_before(tx: &mut Tx, number: i64) -> Result<(), Error> {
    let text = "DELETE FROM page_key WHERE number < $1";
    tx.execute(text, &[number.into()]).await.map(|_| ())
}
