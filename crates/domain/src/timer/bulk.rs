//! Bulk jobs get on by themselves.

use cosell_engine::{Batch, Timer};
use cosell_store::{BoxFuture, Error, Tx};

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
