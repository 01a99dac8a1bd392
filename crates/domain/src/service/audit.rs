//! The audit log: each administrative act has an entry before it happens, completed afterwards.

use cosell_store::table::audit::{self, Act, Beginning};

use super::Service;
use crate::Error;

impl Service {
    /// Writes the entry of an act that is about to happen and returns its number. When this fails
    /// the act must not happen.
    pub async fn begin_act(&self, act: Beginning) -> Result<i64, Error> {
        self.store
            .write(act, async |tx, act| Ok(audit::begin(tx, act).await?))
            .await
    }

    /// Completes the entry of an act with its outcome, `DONE` or the name of an error, and with
    /// what it made, if anything. An act that is one transaction completes its own entry in it with
    /// [`audit::finish`], and that outcome is kept.
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

    /// Up to `limit` acts with numbers below `before`, the newest first.
    pub async fn acts(&self, before: i64, limit: i64) -> Result<Vec<Act>, Error> {
        self.store
            .read((before, limit), async |tx, (before, limit)| {
                Ok(audit::newest(tx, *before, *limit).await?)
            })
            .await
    }
}
