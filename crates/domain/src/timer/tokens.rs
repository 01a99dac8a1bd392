//! Prunes client tokens when their retention time is over.

use std::time::Duration;

use cosell_engine::{Batch, Timer};
use cosell_store::table::token;
use cosell_store::{BoxFuture, Error, Tx};

use super::batch::{BATCH, Kept};

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
        "client token retention"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { Ok(self.kept.due(token::oldest(tx).await?)) })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let pruned = token::prune(tx, self.kept.before(now), BATCH).await?;
            Ok(pruned.into())
        })
    }
}
