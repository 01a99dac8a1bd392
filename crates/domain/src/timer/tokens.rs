//! Prunes client tokens when their retention time is over.

use std::time::Duration;

use cosell_engine::Timer;
use cosell_store::table::token;
use cosell_store::{BoxFuture, Error, Tx};

use super::batch::{BATCH, millis};

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
        "client token retention"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move {
            let oldest = token::oldest(tx).await?;
            // A token is still valid in the last millisecond of its retention time.
            Ok(oldest.map(|at| at.saturating_add(self.kept).saturating_add(1)))
        })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<usize, Error>> {
        Box::pin(async move { token::prune(tx, now.saturating_sub(self.kept), BATCH).await })
    }
}
