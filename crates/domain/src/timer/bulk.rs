//! Bulk jobs get on by themselves, and are removed when their time is over.

use std::time::Duration;

use cosell_engine::Timer;
use cosell_store::table::bulk as table;
use cosell_store::{BoxFuture, Error, Tx};

use super::batch::{BATCH, millis, store_error};
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

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<usize, Error>> {
        Box::pin(async move {
            let done = self.0.run(now, tx).await.map_err(store_error)?;
            Ok(usize::from(done))
        })
    }
}

/// Removes jobs with their results, as tasks are removed.
#[derive(Debug)]
pub(super) struct Retention {
    kept: i64,
}

impl Retention {
    pub(super) fn new(kept: Duration) -> Self {
        Self { kept: millis(kept) }
    }
}

impl Timer for Retention {
    fn name(&self) -> &'static str {
        "bulk job retention"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move {
            let first = table::first_end(tx).await?;
            Ok(first.map(|at| at.saturating_add(self.kept).saturating_add(1)))
        })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<usize, Error>> {
        Box::pin(async move { table::prune(tx, now.saturating_sub(self.kept), BATCH).await })
    }
}
