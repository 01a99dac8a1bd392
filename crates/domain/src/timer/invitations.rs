//! Marks pending invitations as expired after their expiration date and notifies both parties.
//!
//! An invitation reads as expired from that date on, marked or not; the mark is needed for the
//! event.

use std::sync::Arc;

use cosell_engine::{Batch, Timer};
use cosell_store::table::invitation::{self, Status};
use cosell_store::{BoxFuture, Error, Tx};
use cosell_world::World;

use super::batch::BATCH;
use crate::{Context, Settings, event};

#[derive(Debug)]
pub(super) struct Expiry {
    world: World,
    settings: Arc<Settings>,
}

impl Expiry {
    pub(super) fn new(world: World, settings: Arc<Settings>) -> Self {
        Self { world, settings }
    }

    async fn expire(&self, now: i64, tx: &mut Tx) -> Result<usize, crate::Error> {
        let mut expired = 0;
        for found in invitation::due(tx, now, BATCH).await? {
            if !invitation::expire(tx, &found).await? {
                continue;
            }
            let (sender, catalog) = (&found.sender, found.catalog);
            let cx = Context::of_service(&self.world, &self.settings, sender, catalog, now);
            event::invitation_closed(&cx, tx, &found, Status::Expired)?;
            expired += 1;
        }
        Ok(expired)
    }
}

impl Timer for Expiry {
    fn name(&self) -> &'static str {
        "invitation expiry"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { invitation::next_expiry(tx).await })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let expired = self.expire(now, tx).await;
            Ok(expired.map_err(crate::Error::into_store)?.into())
        })
    }
}
