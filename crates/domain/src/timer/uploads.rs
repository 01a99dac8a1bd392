//! Uploaded files are removed when their time is over, whole or not.

use cosell_engine::{Batch, Timer};
use cosell_store::table::upload as table;
use cosell_store::{BoxFuture, Error, Tx};

#[derive(Debug)]
pub(super) struct Retention;

impl Timer for Retention {
    fn name(&self) -> &'static str {
        "upload retention"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(table::first_expiry(tx))
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let removed = table::prune_one(tx, now).await?;
            Ok(usize::from(removed).into())
        })
    }
}
