//! Records are pruned when the time is over for which they are kept after their end.

use std::time::Duration;

use cosell_engine::{Batch, Timer};
use cosell_store::table::{bulk, prospecting, task, token};
use cosell_store::{BoxFuture, Error, Tx};

use super::batch::BATCH;

/// The records that a timer prunes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Records {
    Tokens,
    /// Bulk jobs with their results.
    BulkJobs,
    /// The tasks of a kind with their journals.
    Tasks(&'static str),
}

impl Records {
    /// When the record that ended first did.
    async fn first_end(self, tx: &mut Tx) -> Result<Option<i64>, Error> {
        match self {
            Self::Tokens => token::oldest(tx).await,
            Self::BulkJobs => bulk::first_end(tx).await,
            Self::Tasks(kind) => task::first_end(tx, kind).await,
        }
    }

    /// Removes a batch of records that ended before this. Returns how many rows went.
    async fn prune(self, tx: &mut Tx, before: i64) -> Result<usize, Error> {
        match self {
            Self::Tokens => token::prune(tx, before, BATCH).await,
            Self::BulkJobs => bulk::prune(tx, before, BATCH).await,
            Self::Tasks(kind) => {
                let pruned = task::prune(tx, kind, before, BATCH).await?;
                for (account, id) in &pruned {
                    prospecting::remove(tx, account, id).await?;
                }
                Ok(pruned.len())
            }
        }
    }
}

#[derive(Debug)]
pub(super) struct Retention {
    records: Records,
    /// In milliseconds.
    kept: i64,
}

impl Retention {
    pub(super) fn new(records: Records, kept: Duration) -> Self {
        Self {
            records,
            kept: i64::try_from(kept.as_millis()).unwrap_or(i64::MAX),
        }
    }
}

impl Timer for Retention {
    fn name(&self) -> &'static str {
        match self.records {
            Records::Tokens => "client token retention",
            Records::BulkJobs => "bulk job retention",
            Records::Tasks(_) => "task retention",
        }
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move {
            let first = self.records.first_end(tx).await?;
            // It is still kept in the last millisecond.
            Ok(first.map(|at| at.saturating_add(self.kept).saturating_add(1)))
        })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let before = now.saturating_sub(self.kept);
            Ok(self.records.prune(tx, before).await?.into())
        })
    }
}
