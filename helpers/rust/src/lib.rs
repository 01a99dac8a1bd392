//! A cosell server in the process of a test.
//!
//! The server has a thread and a runtime of its own, so a test may be synchronous or run in any
//! runtime. It has an empty store in memory and stops when its value is dropped. Everything that is
//! called here acts on the server without HTTP; the API itself is called at [`Cosell::url`].

use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use cosell_admin_api::aws::Review;
use cosell_auth::AccessKeys;
use cosell_domain::{Error, Hanging, Service, Settings};
use cosell_engine::Options;
use cosell_server::{Allowed, BindError, Front, Listener, Mode};
use cosell_store::{Location, Store};
use cosell_world::World;
use tokio::sync::oneshot;

pub use cosell_admin_api::aws::Decision;
pub use cosell_domain::aws_side::Decided;

/// The account of an access key that names none.
const FIRST: &str = "111111111111";

/// The timeout for everything that is due to happen.
const SETTLE: Duration = Duration::from_secs(10);

/// The last account that a test got.
static LAST_ACCOUNT: AtomicU64 = AtomicU64::new(900_000_000_000);

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("could not listen")]
    Bind(#[from] BindError),
    #[error("could not open the store")]
    Store(#[from] cosell_store::Error),
    #[error("could not start the runtime")]
    Runtime(#[from] std::io::Error),
    #[error("the thread of the server ended")]
    Ended,
}

/// What a server is started with.
#[derive(Debug, Default)]
pub struct Builder {
    settings: Settings,
    world: Option<World>,
}

impl Builder {
    /// Sets the settings of the service, such as its reviewer.
    #[must_use]
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Makes the random part of ids repeat.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.world = Some(World::seeded(seed));
        self
    }

    /// Sets clock and ids, such as a frozen clock.
    #[must_use]
    pub fn with_world(mut self, world: World) -> Self {
        self.world = Some(world);
        self
    }

    /// Starts the server.
    pub fn start(self) -> Result<Cosell, StartError> {
        let world = self.world.unwrap_or_else(World::system);
        let settings = self.settings;
        let (ready, started) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new();
        let thread = thread.name("cosell".to_owned()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime = { runtime }.enable_all().worker_threads(2).build();
            let runtime = match runtime {
                Ok(runtime) => runtime,
                Err(error) => {
                    let _ = ready.send(Err(error.into()));
                    return;
                }
            };
            runtime.block_on(async {
                let (listener, front, service) = match open(world, settings).await {
                    Ok(opened) => opened,
                    Err(error) => {
                        let _ = ready.send(Err(error));
                        return;
                    }
                };
                let _ = ready.send(Ok((listener.address(), service)));
                let stop = async {
                    let _ = stopped.await;
                };
                listener.serve(front, stop).await;
            });
        })?;
        let (address, service) = started.recv().map_err(|_| StartError::Ended)??;
        Ok(Cosell {
            address,
            service,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

async fn open(world: World, settings: Settings) -> Result<(Listener, Front, Service), StartError> {
    let allowed = Allowed::default();
    let address = (Ipv4Addr::LOCALHOST, 0).into();
    let listener = Listener::bind(address, Mode::Open, &allowed).await?;
    let store = Store::open(&Location::Memory)?;
    let settings = Settings {
        public_url: format!("http://{}", listener.address()),
        ..settings
    };
    let service = Service::start(store, world, settings, Options::default()).await?;
    let keys = AccessKeys::new(FIRST, []);
    let front = Front::new(service.clone(), keys, "memory".to_owned(), true);
    Ok((listener, front, service))
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Cosell {
    address: SocketAddr,
    service: Service,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Cosell {
    /// Starts a server.
    pub fn start() -> Result<Self, StartError> {
        Self::builder().start()
    }

    /// Starts a server with settings.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The endpoint of the API.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The id of an account that nothing of this process used before. It is its access key id too.
    pub fn account(&self) -> String {
        let number = LAST_ACCOUNT.fetch_add(1, Ordering::Relaxed) + 1;
        number.to_string()
    }

    /// The clock and the source of ids.
    pub fn world(&self) -> &World {
        self.service.world()
    }

    /// The service behind the API.
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Waits until everything that is due has happened. What hangs after ten seconds.
    pub async fn settle(&self) -> Result<Hanging, Error> {
        self.service.settle(SETTLE, Vec::new()).await
    }

    /// Moves the clock on, and waits until all that fell due has happened.
    pub async fn advance(&self, time: Duration) -> Result<Hanging, Error> {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        let world = self.world();
        world.set_time(world.now().saturating_add(millis));
        self.settle().await
    }

    /// Decides AWS's review of an opportunity, if it is under review.
    pub async fn review(&self, opportunity: &str, decision: Decision) -> Result<Decided, Error> {
        let review = Review {
            decision,
            comments: None,
            reason: None,
        };
        self.service.review(opportunity.to_owned(), review).await
    }

    /// The tasks that are due and have not ended, and timers with work that is due.
    pub async fn report(&self) -> String {
        let hanging = match self.service.settle(Duration::ZERO, Vec::new()).await {
            Ok(hanging) => hanging,
            Err(error) => return format!("cosell: the store failed: {error}"),
        };
        let mut text = "cosell: open tasks\n".to_owned();
        for task in &hanging.tasks {
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "{} of account {}: step {}",
                task.id, task.account, task.step
            );
        }
        for timer in &hanging.timers {
            let _ = writeln!(text, "timer {timer}");
        }
        text
    }
}

impl Drop for Cosell {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
