//! Runs snapshot jobs, right after the commit of the change that made them due.

use std::sync::Arc;

use cosell_engine::Timer;
use cosell_store::table::job as table;
use cosell_store::{BoxFuture, Error, Tx};
use cosell_world::World;

use super::batch::BATCH;
use crate::job::refresh;
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

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<usize, Error>> {
        Box::pin(async move {
            let mut due = table::due(tx, now, BATCH).await?;
            for job in &mut due {
                let (account, catalog) = (&job.account, job.catalog);
                let cx = Context::of_service(&self.world, &self.settings, account, catalog, now);
                refresh::run(&cx, tx, job)
                    .await
                    .map_err(crate::Error::into_store)?;
            }
            Ok(due.len())
        })
    }
}
