//! Customer accounts are matched, right after the request that made them pending.

use std::sync::Arc;

use cosell_engine::fault::{Fault, Faults, Point};
use cosell_engine::{Batch, Timer};
use cosell_store::table::customer_account::{self as table, CustomerAccount};
use cosell_store::{BoxFuture, Error, Tx};
use cosell_world::World;

use super::batch::BATCH;
use crate::customer_account::matching;
use crate::{Context, Settings};

/// The fault point of a match, inside of its transaction.
const POINT: [&str; 2] = ["match", "run"];

#[derive(Debug)]
pub(super) struct Matches {
    world: World,
    settings: Arc<Settings>,
    faults: Faults,
}

impl Matches {
    pub(super) fn new(world: World, settings: Arc<Settings>, faults: Faults) -> Self {
        Self {
            world,
            settings,
            faults,
        }
    }

    /// Whether a fault rule ends the match of an account with an error.
    fn fails(&self, row: &CustomerAccount) -> Result<bool, Error> {
        let point = Point {
            name: &POINT,
            operation: None,
            account: Some(&row.account),
            catalog: Some(row.catalog.as_str()),
            task: None,
        };
        match self.faults.hit(&point) {
            None | Some(Fault::Delay(_)) => Ok(false),
            Some(Fault::Error(_)) => Ok(true),
            Some(Fault::Drop) => Err(Error::Unavailable(
                "a fault rule dropped the connection".to_owned(),
            )),
        }
    }
}

impl Timer for Matches {
    fn name(&self) -> &'static str {
        "customer account matches"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { table::next_due(tx).await })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let due = table::due(tx, now, BATCH).await?;
            let count = due.len();
            for row in due {
                let (account, catalog) = (&row.account, row.catalog);
                let cx = Context::of_service(&self.world, &self.settings, account, catalog, now);
                let failed = self.fails(&row)?;
                matching::run(&cx, tx, row, failed)
                    .await
                    .map_err(crate::Error::into_store)?;
            }
            Ok(count.into())
        })
    }
}
