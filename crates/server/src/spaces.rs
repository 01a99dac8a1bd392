//! The spaces of a server: the store that it is configured with, and the namespaces beside it.
//!
//! A space is a service of its own, with its store, clock, faults and loops, behind a handle. A
//! request is handled in the space that it names, and keeps that space until it is answered.
//! A namespace is made by its first request, in memory, and lost when it is dropped. A reset puts
//! another service behind the handle of a space. Requests that are in flight are answered by the
//! service that they began with.
//!
//! A store in memory is replaced first and stopped afterwards. A file or a database has one user at
//! a time, so its service is stopped first, and requests wait meanwhile.

mod name;
mod refusals;
mod space;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use cosell_auth::namespace_of;
use cosell_domain::Service;
use cosell_store::{BoxFuture, Closing};
use cosell_world::machine;
use tokio::sync::{OnceCell, watch};

use crate::access::Mode;
use crate::delivery::{Delivery, Target};
use crate::front::Front;
use crate::head::{Head, Header};
use crate::limits::Limits;
use crate::refusal::Refusal;
pub use name::{NameError, NamespaceName};
pub(crate) use space::Space;

/// How long requests in flight may take to end before the store under them is closed.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);

/// How often it is looked whether they have ended, and whether the store is closed.
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// The deadline of closing a store.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(30);

/// Why a service could not be made.
pub type MakeError = Box<dyn Error + Send + Sync>;

/// A service that has just been made.
#[derive(Debug)]
pub struct Made {
    pub service: Service,
    pub delivery: Arc<Delivery>,
    /// The name of its store on the health page.
    pub store: String,
    pub closing: Closing,
}

/// Makes the services of spaces.
pub trait Maker: Send + Sync {
    /// Makes the service of a new namespace.
    fn namespace(&self) -> BoxFuture<'_, Result<Made, MakeError>>;

    /// Makes the service of the configured store once more, as it was at the first start. The
    /// store is not open if it [`is exclusive`](Self::is_exclusive).
    fn again(&self) -> BoxFuture<'_, Result<Made, MakeError>>;

    /// Whether the configured store must be closed before it can be made again.
    fn is_exclusive(&self) -> bool;
}

/// What operators allow of spaces.
#[derive(Clone, Copy, Debug)]
pub struct SpaceLimits {
    /// How many namespaces there may be.
    pub namespaces: usize,
    /// Whether the data of the configured store may be replaced.
    pub reset: bool,
}

/// The spaces of a server, shared by cloning.
#[derive(Clone)]
pub struct Spaces {
    inner: Arc<Inner>,
}

struct Inner {
    maker: Option<Box<dyn Maker>>,
    allowed: SpaceLimits,
    unnamed: RwLock<Unnamed>,
    named: Mutex<BTreeMap<NamespaceName, Arc<Named>>>,
    /// Held while the configured store is replaced.
    replacing: tokio::sync::Mutex<()>,
}

/// The space of the configured store.
struct Unnamed {
    space: Arc<Space>,
    /// Becomes `false` when requests need not wait any more.
    waits: Option<watch::Receiver<bool>>,
}

/// A namespace, which may still be made.
struct Named {
    created_at: i64,
    cell: OnceCell<Arc<Space>>,
}

impl fmt::Debug for Spaces {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Spaces").finish_non_exhaustive()
    }
}

impl From<Front> for Spaces {
    /// A server of one space, which cannot be replaced.
    fn from(front: Front) -> Self {
        let allowed = SpaceLimits {
            namespaces: 0,
            reset: false,
        };
        Self::with(front, Closing::NOTHING, None, allowed)
    }
}

impl Spaces {
    /// The spaces of a server that begins with one.
    pub fn new(
        front: Front,
        closing: Closing,
        maker: impl Maker + 'static,
        allowed: SpaceLimits,
    ) -> Self {
        Self::with(front, closing, Some(Box::new(maker)), allowed)
    }

    fn with(
        front: Front,
        closing: Closing,
        maker: Option<Box<dyn Maker>>,
        allowed: SpaceLimits,
    ) -> Self {
        let unnamed = Unnamed {
            space: Arc::new(Space::new(None, front, closing)),
            waits: None,
        };
        Self {
            inner: Arc::new(Inner {
                maker,
                allowed,
                unnamed: RwLock::new(unnamed),
                named: Mutex::default(),
                replacing: tokio::sync::Mutex::default(),
            }),
        }
    }

    /// Puts limits of requests in force. Nothing is served yet.
    pub(crate) fn set_limits(&self, limits: Limits) {
        let mut unnamed = self.inner.unnamed.write();
        let unnamed = unnamed.as_mut().unwrap_or_else(|error| error.get_mut());
        let front = unnamed.space.front.clone().with_limits(limits);
        let closing = unnamed.space.closing.clone();
        unnamed.space = Arc::new(Space::new(None, front, closing));
    }

    /// The space of the configured store.
    pub(crate) fn unnamed(&self) -> Arc<Space> {
        Arc::clone(&self.read_unnamed().space)
    }

    fn read_unnamed(&self) -> std::sync::RwLockReadGuard<'_, Unnamed> {
        let unnamed = &self.inner.unnamed;
        unnamed.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn named(&self) -> MutexGuard<'_, BTreeMap<NamespaceName, Arc<Named>>> {
        let named = &self.inner.named;
        named.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts other event targets in force for the configured store.
    pub async fn replace_targets(&self, targets: Vec<Target>) -> Result<(), cosell_store::Error> {
        let space = self.unnamed();
        match &space.front.delivery {
            Some(delivery) => delivery.replace(targets).await,
            None => Ok(()),
        }
    }

    /// Does something with the service of every space.
    pub fn for_each_service(&self, act: impl Fn(&Service)) {
        for space in self.all() {
            act(&space.front.service);
        }
    }

    /// Waits for the close of the configured store.
    pub fn closing(&self) -> Closing {
        self.unnamed().closing.clone()
    }

    /// The space that a request names. A namespace that does not exist is made.
    pub(crate) async fn of(&self, head: &Head) -> Result<Arc<Space>, Refusal> {
        match self.name_of(head)? {
            None => self.current().await,
            Some(name) => {
                let unnamed = self.unnamed();
                if unnamed.front.mode() == Mode::Strict {
                    // Whoever has no token must not make the server keep anything.
                    return self.find(&name).ok_or_else(refusals::unknown_in_strict);
                }
                unnamed.front.check_host(head)?;
                self.make(&name).await
            }
        }
    }

    /// The name in the header, or before the access key.
    fn name_of(&self, head: &Head) -> Result<Option<NamespaceName>, Refusal> {
        let named = head.get(Header::Namespace);
        let name = match named.map(|value| value.to_str()) {
            Some(Ok(name)) => Some(name),
            Some(Err(_)) => return Err(refusals::wrong_name()),
            None if self.read_unnamed().space.front.mode() == Mode::Open => {
                head.text(Header::Authorization).and_then(namespace_of)
            }
            None => None,
        };
        let name = name.map(str::parse::<NamespaceName>).transpose();
        name.map_err(|_| refusals::wrong_name())
    }

    /// The space of the configured store, once it is not being replaced.
    async fn current(&self) -> Result<Arc<Space>, Refusal> {
        loop {
            let mut waits = {
                let unnamed = self.read_unnamed();
                match &unnamed.waits {
                    None => return Ok(Arc::clone(&unnamed.space)),
                    Some(waits) => waits.clone(),
                }
            };
            if waits.wait_for(|waits| !waits).await.is_err() {
                return Err(refusals::unavailable());
            }
        }
    }

    /// A namespace that exists.
    fn find(&self, name: &NamespaceName) -> Option<Arc<Space>> {
        self.named().get(name)?.cell.get().cloned()
    }

    /// A namespace, which is made if it does not exist.
    pub(crate) async fn make(&self, name: &NamespaceName) -> Result<Arc<Space>, Refusal> {
        let maker = self.inner.maker.as_ref();
        let maker = maker.ok_or_else(|| refusals::too_many(0))?;
        let named = {
            let mut all = self.named();
            let most = self.inner.allowed.namespaces;
            match all.get(name) {
                Some(named) => Arc::clone(named),
                None if all.len() >= most => return Err(refusals::too_many(most)),
                None => {
                    let named = Arc::new(Named {
                        created_at: machine::now(),
                        cell: OnceCell::new(),
                    });
                    all.insert(name.clone(), Arc::clone(&named));
                    named
                }
            }
        };
        let made = named.cell.get_or_try_init(async || {
            let made = maker.namespace().await?;
            Ok::<_, MakeError>(self.begin(Some(name.clone()), made))
        });
        match made.await {
            Ok(space) => {
                let is_listed = self
                    .named()
                    .get(name)
                    .is_some_and(|of| Arc::ptr_eq(of, &named));
                if !is_listed {
                    // It was dropped while it was made.
                    retire(Arc::clone(space));
                }
                Ok(Arc::clone(space))
            }
            Err(error) => {
                tracing::error!(namespace = %name, error = %error, "namespace not made");
                self.named().remove(name);
                Err(refusals::unavailable())
            }
        }
    }

    /// The space of a service, with its loops running.
    fn begin(&self, name: Option<NamespaceName>, made: Made) -> Arc<Space> {
        let unnamed = self.unnamed();
        let front = unnamed
            .front
            .of_service(made.service, made.delivery, made.store);
        let space = Space::new(name, front, made.closing);
        space.start();
        Arc::new(space)
    }

    /// The names of the namespaces, and when each was made.
    pub(crate) fn list(&self) -> Vec<(NamespaceName, i64)> {
        let named = self.named();
        let made = named.iter().filter(|(_, named)| named.cell.initialized());
        made.map(|(name, named)| (name.clone(), named.created_at))
            .collect()
    }

    /// When a namespace was made, if it exists.
    pub(crate) fn created_at(&self, name: &NamespaceName) -> Option<i64> {
        self.named().get(name).map(|named| named.created_at)
    }

    /// Drops a namespace. Its requests in flight are answered; a later one makes it anew. Returns
    /// when it was made, if there was one.
    pub(crate) fn drop_namespace(&self, name: &NamespaceName) -> Option<i64> {
        let dropped = self.named().remove(name)?;
        if let Some(space) = dropped.cell.get() {
            retire(Arc::clone(space));
        }
        Some(dropped.created_at)
    }

    /// Puts a new service behind the handle of a space: what was stored is gone, and what the
    /// server begins with is there again.
    pub(crate) async fn reset(&self, space: &Arc<Space>) -> Result<(), Refusal> {
        let Some(maker) = &self.inner.maker else {
            return Err(refusals::no_reset());
        };
        if let Some(name) = &space.name {
            let made = maker.namespace().await.map_err(|error| failed(&error))?;
            let new = self.begin(Some(name.clone()), made);
            let named = Named {
                created_at: machine::now(),
                cell: OnceCell::new_with(Some(new)),
            };
            let old = self.named().insert(name.clone(), Arc::new(named));
            if let Some(old) = old.as_ref().and_then(|old| old.cell.get()) {
                retire(Arc::clone(old));
            }
            return Ok(());
        }
        if !self.inner.allowed.reset {
            return Err(refusals::no_reset());
        }
        let _turn = self.inner.replacing.lock().await;
        let old = self.unnamed();
        if !maker.is_exclusive() {
            let made = maker.again().await.map_err(|error| failed(&error))?;
            self.put(self.begin(None, made));
            retire(old);
            return Ok(());
        }
        let (done, waits) = watch::channel(true);
        self.write_unnamed(|unnamed| unnamed.waits = Some(waits));
        self.close(&old).await;
        let made = match maker.again().await {
            Ok(made) => made,
            Err(error) => {
                tracing::error!(%error, "the store could not be opened again, ending the process");
                cosell_supervisor::end::process();
            }
        };
        self.put(self.begin(None, made));
        done.send_replace(false);
        Ok(())
    }

    /// Ends what runs in the configured store, and closes it.
    async fn close(&self, old: &Arc<Space>) {
        old.stop_loops().await;
        // The handle, this one, and the request that resets.
        let in_flight = || Arc::strong_count(old) > 3;
        let began = machine::instant();
        while in_flight() && machine::elapsed(began) < DRAIN_TIMEOUT {
            machine::sleep(POLL_INTERVAL).await;
        }
        old.front.stop().await;
        old.front.service.close();
        let began = machine::instant();
        while !old.closing.wait(Duration::ZERO) && machine::elapsed(began) < CLOSE_TIMEOUT {
            machine::sleep(POLL_INTERVAL).await;
        }
    }

    fn put(&self, space: Arc<Space>) {
        self.write_unnamed(|unnamed| {
            unnamed.space = space;
            unnamed.waits = None;
        });
    }

    fn write_unnamed(&self, change: impl FnOnce(&mut Unnamed)) {
        let unnamed = &self.inner.unnamed;
        change(&mut unnamed.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// Starts the loops of the configured store.
    pub(crate) fn start(&self) {
        self.unnamed().start();
    }

    /// The spaces that run.
    pub(crate) fn all(&self) -> Vec<Arc<Space>> {
        let named = self.named();
        let named = named.values().filter_map(|named| named.cell.get().cloned());
        named.chain([self.unnamed()]).collect()
    }

    /// The space that has taken the place of this one, or itself.
    pub(crate) fn successor(&self, space: &Arc<Space>) -> Arc<Space> {
        match &space.name {
            None => self.unnamed(),
            Some(name) => self.find(name).unwrap_or_else(|| Arc::clone(space)),
        }
    }
}

fn failed(error: &MakeError) -> Refusal {
    tracing::error!(error = %error, "service not made");
    refusals::unavailable()
}

/// Stops a space in memory that nothing leads to any more, beside the requests. Its memory is freed
/// when the last request in it is answered.
fn retire(space: Arc<Space>) {
    tokio::spawn(async move {
        space.stop_loops().await;
        space.front.stop().await;
    });
}
