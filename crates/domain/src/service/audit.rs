//! The audit log: what administrators do, before and after they do it.

use cosell_store::table::audit::{self, Act, Beginning};

use super::Service;
use crate::Error;

impl Service {
    /// Enters an act that is about to happen, and returns its number. When this fails the act must
    /// not happen.
    pub async fn begin_act(&self, act: Beginning) -> Result<i64, Error> {
        self.store
            .write(act, async |tx, act| Ok(audit::begin(tx, act).await?))
            .await
    }

    /// Says what came of an act: `DONE` or the name of an error, and what it made, if it did. An
    /// act that is one transaction does so itself, with [`audit::finish`] inside of it, and stays
    /// as it said.
    pub async fn end_act(
        &self,
        number: i64,
        target: Option<String>,
        outcome: &'static str,
    ) -> Result<(), Error> {
        let input = (number, target, outcome);
        self.store
            .write(input, async |tx, (number, target, outcome)| {
                Ok(audit::finish(tx, *number, target.as_deref(), outcome).await?)
            })
            .await
    }

    /// Up to `limit` acts before the number `before`, the newest first.
    pub async fn acts(&self, before: i64, limit: i64) -> Result<Vec<Act>, Error> {
        self.store
            .read((before, limit), async |tx, (before, limit)| {
                Ok(audit::newest(tx, *before, *limit).await?)
            })
            .await
    }
}
