//! Runs snapshot jobs, right after the commit of the change that made them due.

use std::sync::Arc;

use cosell_engine::{Batch, Timer};
use cosell_store::table::job as table;
use cosell_store::{BoxFuture, Error, Tx};
use cosell_world::World;

use super::batch::BATCH;
use crate::job::{control, refresh};
use crate::{Context, Settings};

#[derive(Debug)]
pub(super) struct Snapshots {
    world: World,
    settings: Arc<Settings>,
}

impl Snapshots {
    pub(super) fn new(world: World, settings: Arc<Settings>) -> Self {
        Self { world, settings }
    }
}

impl Timer for Snapshots {
    fn name(&self) -> &'static str {
        "snapshot jobs"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { table::next_due(tx).await })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let due = table::due(tx, now, BATCH).await?;
            control::lock_resources(tx, &due).await?;
            let count = due.len();
            for found in due {
                let (account, catalog) = (&found.account, found.catalog);
                let cx = Context::of_service(&self.world, &self.settings, account, catalog, now);
                let Some(mut job) = table::still_due(tx, found, now).await? else {
                    continue;
                };
                refresh::run(&cx, tx, &mut job)
                    .await
                    .map_err(crate::Error::into_store)?;
            }
            Ok(count.into())
        })
    }
}
