//! Prunes tasks with their journals when their retention time is over.

use std::time::Duration;

use cosell_engine::{Batch, Timer};
use cosell_store::table::{prospecting, task};
use cosell_store::{BoxFuture, Error, Tx};

use super::batch::{BATCH, Kept};

/// Prunes the tasks of one kind.
#[derive(Debug)]
pub(super) struct Retention {
    kind: &'static str,
    kept: Kept,
}

impl Retention {
    pub(super) fn new(kind: &'static str, kept: Duration) -> Self {
        Self {
            kind,
            kept: Kept::new(kept),
        }
    }
}

impl Timer for Retention {
    fn name(&self) -> &'static str {
        "task retention"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { Ok(self.kept.due(task::first_end(tx, self.kind).await?)) })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let before = self.kept.before(now);
            let pruned = task::prune(tx, self.kind, before, BATCH).await?;
            for (account, id) in &pruned {
                prospecting::remove(tx, account, id).await?;
            }
            Ok(pruned.len().into())
        })
    }
}
