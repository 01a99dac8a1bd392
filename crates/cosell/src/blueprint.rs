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
use cosell_domain::quota::Quotas;
use cosell_domain::reviewer::{Plan, Reviewer};
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_engine::fault::Faults;
use cosell_server::{Delivery, Made, MakeError, Maker, RETENTION, Target};
use cosell_store::{BoxFuture, Image, Location, OpenOptions, Store};
use cosell_supervisor::Supervisor;
use cosell_world::World;
use tokio::sync::OnceCell;

use crate::config::WorldPlan;
use crate::seed::{self, SeedFile};
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
    pub seed: Option<SeedFile>,
}

/// What a space begins with, where it does not begin with an empty store.
#[derive(Debug)]
pub(crate) struct Beginning {
    image: Image,
    /// Its ids come after those of the image.
    world: World,
}

/// Makes services, shared by cloning.
#[derive(Clone, Debug)]
pub(crate) struct Blueprint {
    parts: Arc<Parts>,
    /// The event targets in force.
    targets: Arc<Mutex<Vec<Target>>>,
    beginning: Arc<OnceCell<Beginning>>,
}

impl Blueprint {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            targets: Arc::new(Mutex::new(parts.targets.clone())),
            parts: Arc::new(parts),
            beginning: Arc::default(),
        }
    }

    /// Makes services in memory.
    pub(crate) fn in_memory(settings: Settings, seed: Option<SeedFile>) -> Self {
        Self::new(Parts {
            store: Location::Memory,
            readers: None,
            world: WorldPlan::default(),
            settings,
            options: Options::default(),
            identity: Identity::default(),
            targets: Vec::new(),
            event_retention: RETENTION,
            seed,
        })
    }

    /// Makes later services with these rules of reviewers.
    pub(crate) fn replace_reviewer(&self, plan: Arc<Plan>) {
        self.parts.settings.reviewer.replace(plan);
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
        let beginning = match &self.parts.seed {
            Some(_) => Some(self.beginning().await?),
            None => None,
        };
        self.make(&self.parts.store, targets, beginning).await
    }

    /// What a new space begins with. The first call carries out the seed file.
    pub(crate) async fn beginning(&self) -> Result<&Beginning, StartError> {
        self.beginning
            .get_or_try_init(async || {
                let (world, _) = self.parts.world.begin();
                let settings = Settings {
                    quotas: Quotas::off(),
                    // A seed file says itself what AWS decides.
                    reviewer: Reviewer::default(),
                    ..self.parts.settings.clone()
                };
                let (store, service) = self
                    .service(
                        &Location::Memory,
                        (world.clone(), Faults::default()),
                        settings,
                        None,
                    )
                    .await?;
                if let Some(seed) = &self.parts.seed {
                    seed::carry_out(&service, seed).await?;
                }
                service.engine().stop().await?;
                let image = store.image().await?;
                Ok(Beginning { image, world })
            })
            .await
    }

    async fn make(
        &self,
        location: &Location,
        targets: Vec<Target>,
        beginning: Option<&Beginning>,
    ) -> Result<Made, StartError> {
        let parts = &*self.parts;
        let (mut world, faults) = parts.world.begin();
        if let Some(beginning) = beginning {
            let clock = world.clock();
            world = beginning.world.fork();
            world.set_clock(clock);
        }
        let settings = Settings {
            reviewer: Reviewer::new((*parts.settings.reviewer.plan()).clone()),
            ..parts.settings.clone()
        };
        let image = beginning.map(|beginning| beginning.image.clone());
        let (store, service) = self
            .service(location, (world, faults), settings, image)
            .await?;
        let closing = store.closing();
        let outbox = Outbox::of(&service);
        let delivery = Delivery::open(outbox, targets, parts.event_retention).await?;
        Ok(Made {
            service,
            delivery: Arc::new(delivery),
            store: location.to_string(),
            closing,
        })
    }

    async fn service(
        &self,
        location: &Location,
        (world, faults): (World, Faults),
        settings: Settings,
        image: Option<Image>,
    ) -> Result<(Store, Service), StartError> {
        let parts = &*self.parts;
        let supervisor = Supervisor::default();
        supervisor.end_process();
        let of_loops = faults.clone();
        supervisor.on_round(move |of| of_loops.hit_loop(of));
        let opening = OpenOptions {
            supervisor,
            readers: parts.readers,
            trace: None,
            image,
        };
        let store = Store::open_with(location, opening)?;
        let options = Options {
            exclusive: location.is_exclusive(),
            faults,
            ..parts.options.clone()
        };
        let identity = parts.identity.clone();
        let directory = Directory::open(store.clone(), &world, identity).await?;
        let service = Service::start_with(store.clone(), world, settings, options, directory);
        Ok((store, service.await?))
    }
}

impl Maker for Blueprint {
    fn namespace(&self) -> BoxFuture<'_, Result<Made, MakeError>> {
        Box::pin(async {
            let beginning = self.beginning().await?;
            Ok(self
                .make(&Location::Memory, Vec::new(), Some(beginning))
                .await?)
        })
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
