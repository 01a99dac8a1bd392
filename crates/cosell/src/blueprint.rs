//! What the service of each space is made from.
//!
//! The service of the configured store and those of namespaces are made alike: a store, a world
//! whose clock and ids begin as the options say, the fault rules of the options, and the settings.
//! Event targets belong to the configured store alone, because their receivers could not tell the
//! events of namespaces apart.

use std::num::NonZeroU8;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cosell_domain::identity::{Directory, Identity};
use cosell_domain::outbox::Outbox;
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_server::{Delivery, Made, MakeError, Maker, Target};
use cosell_store::{BoxFuture, Location, OpenOptions, Store};
use cosell_supervisor::Supervisor;

use crate::config::WorldPlan;
use crate::start::StartError;

/// The parts that every service is made from.
#[derive(Debug)]
pub(crate) struct Parts {
    pub store: Location,
    pub readers: Option<NonZeroU8>,
    pub world: WorldPlan,
    pub settings: Settings,
    pub options: Options,
    pub identity: Identity,
    pub targets: Vec<Target>,
    pub event_retention: Duration,
}

/// Makes services, shared by cloning.
#[derive(Clone, Debug)]
pub(crate) struct Blueprint {
    parts: Arc<Parts>,
    /// The event targets in force.
    targets: Arc<Mutex<Vec<Target>>>,
}

impl Blueprint {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            targets: Arc::new(Mutex::new(parts.targets.clone())),
            parts: Arc::new(parts),
        }
    }

    /// Makes later services with these event targets.
    pub(crate) fn replace_targets(&self, targets: Vec<Target>) {
        *self.targets.lock().unwrap_or_else(PoisonError::into_inner) = targets;
    }

    /// Makes the service of the configured store.
    pub(crate) async fn configured(&self) -> Result<Made, StartError> {
        let targets = {
            let targets = self.targets.lock().unwrap_or_else(PoisonError::into_inner);
            targets.clone()
        };
        self.make(&self.parts.store, targets).await
    }

    async fn make(&self, location: &Location, targets: Vec<Target>) -> Result<Made, StartError> {
        let parts = &*self.parts;
        let (world, faults) = parts.world.begin();
        let supervisor = Supervisor::default();
        supervisor.end_process();
        let of_loops = faults.clone();
        supervisor.on_round(move |of| of_loops.hit_loop(of));
        let opening = OpenOptions {
            supervisor,
            readers: parts.readers,
            trace: None,
        };
        let store = Store::open_with(location, opening)?;
        let closing = store.closing();
        let options = Options {
            exclusive: location.is_exclusive(),
            faults,
            ..parts.options.clone()
        };
        let identity = parts.identity.clone();
        let directory = Directory::open(store.clone(), &world, identity).await?;
        let settings = parts.settings.clone();
        let service = Service::start_with(store, world, settings, options, directory).await?;
        let outbox = Outbox::of(&service);
        let delivery = Delivery::open(outbox, targets, parts.event_retention).await?;
        Ok(Made {
            service,
            delivery: Arc::new(delivery),
            store: location.to_string(),
            closing,
        })
    }
}

impl Maker for Blueprint {
    fn namespace(&self) -> BoxFuture<'_, Result<Made, MakeError>> {
        Box::pin(async { Ok(self.make(&Location::Memory, Vec::new()).await?) })
    }

    fn again(&self) -> BoxFuture<'_, Result<Made, MakeError>> {
        Box::pin(async {
            self.parts.store.clear()?;
            Ok(self.configured().await?)
        })
    }

    fn is_exclusive(&self) -> bool {
        self.parts.store != Location::Memory
    }
}
