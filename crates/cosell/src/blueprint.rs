//! What the service of each space is made from.
//!
//! The service of the configured store and those of namespaces are made alike: a store, a world
//! whose clock and ids begin as the options say, the fault rules of the options, and the settings.
//! Event targets belong to the configured store alone, because their receivers could not tell the
//! events of namespaces apart.

use std::error::Error;
use std::fs::File;
use std::io;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cosell_admin_api::seed::{SeedEntry, Seeded};
use cosell_domain::identity::{Directory, DirectoryError, Identity};
use cosell_domain::outbox::Outbox;
use cosell_domain::quota::Quotas;
use cosell_domain::reviewer::{Plan, Reviewer};
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_engine::fault::Faults;
use cosell_server::{Delivery, Made, MakeError, Maker, NamespaceName, RETENTION, Target};
use cosell_store::{
    Address, BoxFuture, Error as StoreError, Image, Location, OpenOptions, StateReader, Store,
};
use cosell_supervisor::Supervisor;
use cosell_world::{World, machine};
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::OnceCell;

use crate::aside;
use crate::causes::chain;
use crate::plan::WorldPlan;
use crate::saved_states::SavedStates;
use crate::seed::{self, Refusal, SeedFile};
use crate::start::error::StartError;

/// How often it is looked whether a store is closed.
const CLOSE_POLL: Duration = Duration::from_millis(10);

/// How long a store is opened again and again that was open a moment ago. What refuses it mostly
/// passes: a disk that is full, files of which too many are open, a database that restarts.
const REOPEN_TIMEOUT: Duration = Duration::from_secs(30);

/// The pause between two attempts to open it.
const REOPEN_PAUSE: Duration = Duration::from_millis(250);

/// How long what the next reset needs lets the answer to this one, or the start of the server, go
/// first.
const AFTER_ANSWER: Duration = Duration::from_millis(200);

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
    /// Whether the data of the configured store may be replaced.
    pub resets: bool,
}

/// What a space begins with, where it does not begin with an empty store.
#[derive(Clone, Debug)]
pub(crate) struct Beginning {
    image: Image,
    /// Its ids come after those of the image.
    world: World,
}

impl Beginning {
    /// A world with the clock of another one, whose ids come after those of the image.
    fn world_from(&self, other: &World) -> World {
        let world = self.world.fork();
        world.set_clock(other.clock());
        world
    }
}

/// What a service is made with.
enum With {
    /// What is stored.
    Stored,
    Beginning(Beginning),
    /// The same, as a state, which a PostgreSQL database can begin with.
    BeginningAsState(Beginning, StateReader),
    State(StateReader),
    /// What is stored: a state that another world has described so.
    Loaded(Value),
}

/// Makes services, shared by cloning.
#[derive(Clone, Debug)]
pub(crate) struct Blueprint {
    parts: Arc<Parts>,
    /// The event targets in force.
    targets: Arc<Mutex<Vec<Target>>>,
    beginning: Arc<OnceCell<Beginning>>,
    /// The same as a state, for PostgreSQL.
    beginning_state: Arc<OnceCell<File>>,
    /// Held while an entry of a seed file is made on a running server.
    seeding: Arc<tokio::sync::Mutex<()>>,
    states: Arc<SavedStates>,
}

impl Blueprint {
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            targets: Arc::new(Mutex::new(parts.targets.clone())),
            states: Arc::new(SavedStates::new(&parts.store)),
            parts: Arc::new(parts),
            beginning: Arc::default(),
            beginning_state: Arc::default(),
            seeding: Arc::default(),
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
            resets: false,
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
        let from = match (&self.parts.seed, &self.parts.store) {
            (None, _) => With::Stored,
            (Some(_), Location::Sqlite(_) | Location::Memory) => {
                With::Beginning(self.beginning().await?.clone())
            }
            (Some(_), Location::Postgres(_)) => {
                let beginning = self.beginning().await?;
                With::BeginningAsState(beginning.clone(), self.state_of(beginning).await?)
            }
        };
        let made = self.make(&self.parts.store, self.targets(), from).await?;
        if let Err(error) = self.states.remove_parts() {
            tracing::warn!(%error, "parts of saved states were not removed");
        }
        // The store is open, so nobody else replaces it.
        self.tidy();
        Ok(made)
    }

    fn targets(&self) -> Vec<Target> {
        let targets = self.targets.lock().unwrap_or_else(PoisonError::into_inner);
        targets.clone()
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
                let places = (world.clone(), Faults::default());
                let opening = OpenOptions::default();
                let (store, service) = self
                    .service(&Location::Memory, places, settings, opening)
                    .await?;
                let carried_out = match &self.parts.seed {
                    Some(seed) => seed::carry_out(&service, seed).await,
                    None => Ok(()),
                };
                service.engine().stop().await?;
                carried_out?;
                let image = store.image().await?.with_spares()?;
                Ok(Beginning { image, world })
            })
            .await
    }

    /// The entries of a seed file that are refused in an empty store. An entry that is refused does
    /// not stop the next one.
    pub(crate) async fn refusals(&self, seed: &SeedFile) -> Result<Vec<Refusal>, StartError> {
        let (world, faults) = self.parts.world.begin();
        let settings = Settings {
            quotas: Quotas::off(),
            ..self.parts.settings.clone()
        };
        let opening = OpenOptions::default();
        let (_store, service) = self
            .service(&Location::Memory, (world, faults), settings, opening)
            .await?;
        let refused = seed::try_each(&service, seed).await;
        service.engine().stop().await?;
        Ok(refused)
    }

    async fn make(
        &self,
        location: &Location,
        targets: Vec<Target>,
        with: With,
    ) -> Result<Made, StartError> {
        let parts = &*self.parts;
        let (mut world, faults) = parts.world.begin();
        let mut opening = OpenOptions::default();
        match with {
            With::Stored => {}
            With::Beginning(beginning) => {
                world = beginning.world_from(&world);
                opening.image = Some(beginning.image);
            }
            With::BeginningAsState(beginning, state) => {
                world = beginning.world_from(&world);
                opening.state = Some(state);
            }
            With::Loaded(about) => world.resume(&about),
            With::State(state) => {
                world.resume(state.about());
                opening.state = Some(state);
            }
        }
        let settings = Settings {
            reviewer: Reviewer::new((*parts.settings.reviewer.plan()).clone()),
            ..parts.settings.clone()
        };
        let places = (world, faults);
        self.deliver(location, targets, places, settings, opening)
            .await
    }

    /// Makes a service whose events are delivered to these targets.
    async fn deliver(
        &self,
        location: &Location,
        targets: Vec<Target>,
        places: (World, Faults),
        settings: Settings,
        opening: OpenOptions,
    ) -> Result<Made, StartError> {
        let parts = &*self.parts;
        let made = self.service(location, places, settings, opening);
        let (store, service) = made.await?;
        let closing = store.closing();
        if parts.resets && matches!(location, Location::Postgres(_)) {
            self.prepare_reset(store);
        }
        let outbox = Outbox::of(&service);
        let delivery = Delivery::open(outbox, targets, parts.event_retention).await;
        if delivery.is_err()
            && let Err(error) = service.engine().stop().await
        {
            // Its loops would go on, and keep the store from the next attempt.
            tracing::warn!(%error, "tasks not released, taken over when the lease expires");
        }
        Ok(Made {
            service,
            delivery: Arc::new(delivery?),
            store: location.to_string(),
            closing,
        })
    }

    async fn service(
        &self,
        location: &Location,
        (world, faults): (World, Faults),
        settings: Settings,
        mut opening: OpenOptions,
    ) -> Result<(Store, Service), StartError> {
        let parts = &*self.parts;
        let supervisor = Supervisor::default();
        supervisor.end_process();
        let of_loops = faults.clone();
        supervisor.on_round(move |of| of_loops.hit_loop(of));
        opening.supervisor = supervisor;
        opening.readers = parts.readers;
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

    /// Makes a service that is not used: the next one will find its store.
    async fn rehearse(&self, location: &Location, state: StateReader) -> Result<(), StartError> {
        let made = self.make(location, Vec::new(), With::State(state)).await?;
        let Made {
            service,
            delivery,
            closing,
            ..
        } = made;
        service.engine().stop().await?;
        drop((service, delivery));
        while !closing.wait(CLOSE_POLL) {}
        Ok(())
    }

    /// Makes what the next reset of a database needs, beside the requests.
    fn prepare_reset(&self, store: Store) {
        let (blueprint, runtime) = (self.clone(), Handle::current());
        // Without a thread, or when it fails, the reset takes longer.
        let _ = aside::start("spares", move || {
            machine::block(AFTER_ANSWER);
            runtime.block_on(async {
                if let Ok(beginning) = blueprint.beginning().await {
                    let _ = blueprint.state_of(beginning).await;
                }
                if let Err(error) = store.make_spares().await {
                    tracing::info!(%error, "no spare tables, resets of large tables take longer");
                }
            });
        });
    }

    /// Does something that takes as long as a file is, beside the requests. `panicked` says what a
    /// panic in it means.
    async fn beside<T: Send + 'static>(
        &self,
        panicked: fn(Box<dyn Error + Send + Sync>) -> MakeError,
        work: impl AsyncFnOnce(Self) -> Result<T, MakeError> + Send + 'static,
    ) -> Result<T, MakeError> {
        let (blueprint, runtime) = (self.clone(), Handle::current());
        let done = aside::start("load", move || runtime.block_on(work(blueprint)));
        let done = done.map_err(|error| MakeError::Failed(error.into()))?;
        done.await.map_err(|error| panicked(error.into()))?
    }
}

/// Reads the head of a saved state.
fn read(state: File) -> Result<StateReader, MakeError> {
    Service::open_state(state).map_err(|error| MakeError::Refused(error.to_string()))
}

/// Whether the state is to blame.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what an error is mapped by"
)]
fn failed(error: StartError) -> MakeError {
    let refused = match &error {
        StartError::Store(StoreError::State(why)) => Some(why.to_string()),
        StartError::Store(StoreError::Open { source, .. }) => match &**source {
            StoreError::State(why) => Some(why.to_string()),
            _ => None,
        },
        StartError::Directory(why @ DirectoryError::WrongKey) => Some(why.to_string()),
        _ => None,
    };
    match refused {
        Some(why) => MakeError::Refused(why),
        None => MakeError::Failed(chain(&error).into()),
    }
}

/// Makes something of a store that was open a moment ago, for as long as it may take.
async fn patiently<T>(make: impl AsyncFn() -> Result<T, StartError>) -> Result<T, StartError> {
    let began = machine::instant();
    loop {
        match make().await {
            Err(error) if machine::elapsed(began) < REOPEN_TIMEOUT => {
                tracing::warn!(
                    error = chain(&error),
                    "the store could not be opened, retrying"
                );
                machine::sleep(REOPEN_PAUSE).await;
            }
            opened => return opened,
        }
    }
}

impl Maker for Blueprint {
    fn namespace(&self, state: Option<File>) -> BoxFuture<'_, Result<Made, MakeError>> {
        Box::pin(async {
            let Some(state) = state else {
                let beginning = self.beginning().await.map_err(failed)?.clone();
                let from = With::Beginning(beginning);
                let made = self.make(&Location::Memory, Vec::new(), from).await;
                return made.map_err(failed);
            };
            self.beside(MakeError::Failed, async |blueprint| {
                let from = With::State(read(state)?);
                let made = blueprint.make(&Location::Memory, Vec::new(), from).await;
                made.map_err(failed)
            })
            .await
        })
    }

    fn prepare(&self, state: Option<File>) -> BoxFuture<'_, Result<(), MakeError>> {
        Box::pin(self.beside(MakeError::Failed, async |blueprint| {
            let store = &blueprint.parts.store;
            let replaceable = store.check_replaceable();
            replaceable.map_err(|error| failed(error.into()))?;
            let Some(state) = state.map(read).transpose()? else {
                return Ok(());
            };
            let location = store.replacement();
            let location = location.map_err(|error| failed(error.into()))?;
            let location = location.unwrap_or(Location::Memory);
            let made = blueprint.rehearse(&location, state).await;
            // What was loaded has taken some.
            let made = made.and_then(|()| Ok(store.check_room()?));
            blueprint.tidied(made.map_err(failed))
        }))
    }

    fn again(&self, state: Option<File>) -> BoxFuture<'_, Result<Made, MakeError>> {
        // It may have panicked after the new data were put in place.
        Box::pin(self.beside(MakeError::Lost, async |blueprint| {
            let made = blueprint.replace(state).await;
            blueprint.tidied(made)
        }))
    }

    fn reopen(&self, old: &Service) -> BoxFuture<'_, Result<Made, MakeError>> {
        let (world, faults) = (old.world().fork(), old.engine().faults().clone());
        world.set_clock(old.world().clock());
        let settings = old.settings().clone();
        Box::pin(self.beside(MakeError::Failed, async move |blueprint| {
            let made = patiently(async || {
                let places = (world.clone(), faults.clone());
                let opening = OpenOptions::default();
                let (store, targets) = (&blueprint.parts.store, blueprint.targets());
                blueprint
                    .deliver(store, targets, places, settings.clone(), opening)
                    .await
            });
            made.await.map_err(failed)
        }))
    }

    fn seed<'a>(
        &'a self,
        service: &'a Service,
        entry: SeedEntry,
    ) -> BoxFuture<'a, Result<Seeded, String>> {
        Box::pin(async move {
            // One after the other, because each moves the clock.
            let _alone = self.seeding.lock().await;
            seed::apply(service, entry).await
        })
    }

    fn is_exclusive(&self) -> bool {
        self.parts.store != Location::Memory
    }

    fn scratch(&self) -> io::Result<File> {
        match &self.parts.store {
            Location::Sqlite(path) => tempfile::tempfile_in(folder_of(path)),
            Location::Memory | Location::Postgres(_) => tempfile::tempfile(),
        }
    }

    fn states(&self, of: Option<&NamespaceName>) -> io::Result<PathBuf> {
        self.states.of(of)
    }

    fn forget_states(&self, of: &NamespaceName) -> io::Result<()> {
        self.states.forget(of)
    }
}

impl Blueprint {
    /// Makes the service of the configured store with something else in it.
    async fn replace(&self, state: Option<File>) -> Result<Made, MakeError> {
        let state = state.map(read).transpose()?;
        let store = &self.parts.store;
        let with = match (state, store) {
            (state, Location::Sqlite(_)) => return self.replace_file(state).await,
            (state, Location::Postgres(address)) => {
                return self.replace_database(address, state).await;
            }
            (Some(state), Location::Memory) => With::State(state),
            (None, Location::Memory) => {
                With::Beginning(self.beginning().await.map_err(failed)?.clone())
            }
        };
        let made = self.make(store, self.targets(), with).await;
        made.map_err(failed)
    }

    /// The same for a PostgreSQL database.
    async fn replace_database(
        &self,
        address: &Address,
        state: Option<StateReader>,
    ) -> Result<Made, MakeError> {
        let state = if let Some(state) = state {
            state
        } else {
            let beginning = self.beginning().await.map_err(failed)?;
            self.state_of(beginning).await.map_err(failed)?
        };
        let about = state.about().clone();
        match address.replace(state) {
            Ok(()) => self.replaced(|| With::Loaded(about.clone())).await,
            Err(error @ StoreError::Ambiguous(_)) => Err(MakeError::Lost(error.into())),
            Err(error) => Err(failed(error.into())),
        }
    }

    /// The same for a file, with the state that was prepared, if there is one.
    async fn replace_file(&self, state: Option<StateReader>) -> Result<Made, MakeError> {
        let store = &self.parts.store;
        let with: Box<dyn Fn() -> With + Send + Sync> = if let Some(state) = state {
            let about = state.about().clone();
            Box::new(move || With::Loaded(about.clone()))
        } else {
            // Without a replacement it is empty.
            store.replacement().map_err(|error| failed(error.into()))?;
            let beginning = self.beginning().await.map_err(failed)?.clone();
            Box::new(move || With::Beginning(beginning.clone()))
        };
        let replaced = store.replace().map_err(|error| failed(error.into()))?;
        // Nobody waits for the file system. Without a thread it is dropped here.
        let _ = aside::start("free", move || drop(replaced));
        self.replaced(with).await
    }

    /// Makes the service of the configured store, whose data were replaced.
    async fn replaced(&self, with: impl Fn() -> With) -> Result<Made, MakeError> {
        let made = patiently(async || self.make(&self.parts.store, self.targets(), with()).await);
        made.await
            .map_err(|error| MakeError::Lost(chain(&error).into()))
    }

    /// Removes what an attempt that failed has left beside the store.
    fn tidied<T>(&self, made: Result<T, MakeError>) -> Result<T, MakeError> {
        if made.is_err() {
            self.tidy();
        }
        made
    }

    /// Removes what an attempt to replace the store has left beside it.
    fn tidy(&self) {
        if let Err(error) = self.parts.store.replacement() {
            tracing::warn!(%error, "the file of a replacement was not removed");
        }
    }

    /// A saved state of what a new space begins with.
    async fn state_of(&self, beginning: &Beginning) -> Result<StateReader, StartError> {
        let save = async || self.save(beginning).await;
        let saved = self.beginning_state.get_or_try_init(save).await?;
        let state = saved.try_clone().map_err(StartError::Scratch)?;
        Ok(Service::open_state(state).map_err(StoreError::from)?)
    }

    async fn save(&self, beginning: &Beginning) -> Result<File, StartError> {
        let file = self.scratch().map_err(StartError::Scratch)?;
        let copy = file.try_clone().map_err(StartError::Scratch)?;
        let from = With::Beginning(beginning.clone());
        // It makes a service in memory, which has no such state itself.
        let made = Box::pin(self.make(&Location::Memory, Vec::new(), from)).await?;
        made.service.engine().stop().await?;
        let saved = made.service.save(copy).await;
        saved.map_err(StartError::Beginning)?;
        Ok(file)
    }
}

/// The folder that a path is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
