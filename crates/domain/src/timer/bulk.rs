//! Bulk jobs get on by themselves, and are removed when their time is over.

use std::time::Duration;

use cosell_engine::{Batch, Timer};
use cosell_store::table::bulk as table;
use cosell_store::{BoxFuture, Error, Tx};

use super::batch::{BATCH, Kept};
use crate::bulk::Progress;

/// Carries jobs on, one batch after the other.
#[derive(Debug)]
pub(super) struct Jobs(Progress);

impl Jobs {
    pub(super) fn new(progress: Progress) -> Self {
        Self(progress)
    }
}

impl Timer for Jobs {
    fn name(&self) -> &'static str {
        "bulk jobs"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { self.0.next_due(tx).await })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let done = self.0.run(now, tx).await;
            done.map_err(crate::Error::into_store)
        })
    }
}

/// Removes jobs with their results, as tasks are removed.
#[derive(Debug)]
pub(super) struct Retention {
    kept: Kept,
}

impl Retention {
    pub(super) fn new(kept: Duration) -> Self {
        Self {
            kept: Kept::new(kept),
        }
    }
}

impl Timer for Retention {
    fn name(&self) -> &'static str {
        "bulk job retention"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { Ok(self.kept.due(table::first_end(tx).await?)) })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let pruned = table::prune(tx, self.kept.before(now), BATCH).await?;
            Ok(pruned.into())
        })
    }
}
