//! The spaces of a server: the store that it is configured with, and the namespaces beside it.
//!
//! A space is a service of its own, with its store, clock, faults and loops, behind a handle. A
//! request is handled in the space that it names, and keeps that space until it is answered.
//! A namespace is made by its first request, in memory, and lost when it is dropped. A question for
//! its health makes none. A reset puts another service behind the handle of a space. Requests that
//! are in flight are answered by the service that they began with.
//!
//! A store in memory is replaced first and stopped afterwards. A file or a database has one user at
//! a time, so its service is stopped first, and requests wait meanwhile. They also wait until any
//! store that is left for another state is saved.

mod folder;
pub(crate) mod name;
mod refusals;
mod replace;
mod space;
mod states;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use cosell_admin_api::pages::{ShowHealth, ShowIndex, ShowMetrics};
use cosell_admin_api::seed::{SeedEntry, Seeded};
use cosell_admin_api::{Declaration, PREFIX, Page as _};
use cosell_auth::namespace_of;
use cosell_domain::Service;
use cosell_store::{BoxFuture, Closing};
use cosell_world::machine;
use hyper::Method;
use tokio::sync::OnceCell;

use crate::access::Mode;
use crate::delivery::{Delivery, Target};
use crate::front::Front;
use crate::head::{Head, Header};
use crate::init::InitLog;
use crate::limits::Limits;
use crate::refusal::Refusal;
pub(crate) use folder::Kept;
pub use folder::remove_parts;
pub use name::{NameError, NamespaceName, STATE_NAME};
pub(crate) use refusals::{no_disk, unknown};
pub(crate) use space::Space;

/// Why a service could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The state cannot be loaded; the caller learns why.
    #[error("{0}")]
    Refused(String),
    #[error(transparent)]
    Failed(Box<dyn Error + Send + Sync>),
    /// What was stored may be gone already, and nothing could be made in its place.
    #[error("what was stored may be replaced, but the store could not be opened: {0}")]
    Lost(Box<dyn Error + Send + Sync>),
}

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
    /// Makes the service of a namespace: a new one, or one with a saved state.
    fn namespace(&self, state: Option<File>) -> BoxFuture<'_, Result<Made, MakeError>>;

    /// Prepares [`again`](Self::again), and finds out whether there is room for it and whether the
    /// saved state, if there is one, can be loaded.
    fn prepare(&self, state: Option<File>) -> BoxFuture<'_, Result<(), MakeError>>;

    /// Makes the service of the configured store once more: as it was at the first start, or with
    /// the state that was prepared. The store is not open if it
    /// [`is exclusive`](Self::is_exclusive). After any error but [`MakeError::Lost`] it has what it
    /// had.
    fn again(&self, state: Option<File>) -> BoxFuture<'_, Result<Made, MakeError>>;

    /// Makes the service of the configured store with what it has, and with the clock, the fault
    /// rules and the settings of the one that it had. It takes its time: the error is the end.
    fn reopen(&self, old: &Service) -> BoxFuture<'_, Result<Made, MakeError>>;

    /// Makes an entry of a seed file with a service. The error is for the caller.
    fn seed<'a>(
        &'a self,
        service: &'a Service,
        entry: SeedEntry,
    ) -> BoxFuture<'a, Result<Seeded, String>>;

    /// A temporary file.
    fn scratch(&self) -> io::Result<File>;

    /// The folder of the saved states of the configured store or of a namespace. That of a
    /// namespace is empty when a process begins, because namespaces do not outlive one.
    fn states(&self, of: Option<&NamespaceName>) -> io::Result<PathBuf>;

    /// Deletes the saved states of a namespace, if there are any.
    fn forget_states(&self, of: &NamespaceName) -> io::Result<()>;

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
    mode: Mode,
    init: OnceLock<InitLog>,
    /// The space of the configured store.
    unnamed: RwLock<Arc<Space>>,
    named: Mutex<Namespaces>,
}

/// Checks whether a request may make the namespace that it names. It is the pipeline's, and handed
/// over with each request, because the routes that it asks know spaces.
pub(crate) type Check = fn(&Front, &Head) -> Result<(), Refusal>;

type Namespaces = BTreeMap<NamespaceName, Arc<Named>>;

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
        let mode = front.mode();
        let unnamed = Arc::new(Space::new(None, front, closing));
        Self {
            inner: Arc::new(Inner {
                maker,
                allowed,
                mode,
                init: OnceLock::new(),
                unnamed: RwLock::new(unnamed),
                named: Mutex::default(),
            }),
        }
    }

    /// Shows these steps on the page of what the server does once it answers.
    pub fn show_init(&self, log: InitLog) {
        // It is empty: a server starts once.
        let _ = self.inner.init.set(log);
    }

    pub(crate) fn init(&self) -> InitLog {
        self.inner.init.get().cloned().unwrap_or_default()
    }

    /// The service of the configured store.
    pub fn service(&self) -> Service {
        self.unnamed().front.service.clone()
    }

    /// Makes an entry of a seed file in a space. `None` where nothing makes services.
    pub(crate) async fn seed(
        &self,
        space: &Space,
        entry: SeedEntry,
    ) -> Option<Result<Seeded, String>> {
        let maker = self.inner.maker.as_ref()?;
        Some(maker.seed(&space.front.service, entry).await)
    }

    /// Puts limits of requests in force. Nothing is served yet.
    pub(crate) fn set_limits(&self, limits: Limits) {
        let unnamed = self.unnamed();
        let front = unnamed.front.clone().with_limits(limits);
        let closing = unnamed.closing.clone();
        self.put(Arc::new(Space::new(None, front, closing)));
    }

    /// The space of the configured store.
    pub(crate) fn unnamed(&self) -> Arc<Space> {
        let unnamed = self.inner.unnamed.read();
        Arc::clone(&unnamed.unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a space in the place of that of the configured store.
    fn put(&self, space: Arc<Space>) {
        let unnamed = self.inner.unnamed.write();
        *unnamed.unwrap_or_else(PoisonError::into_inner) = space;
    }

    fn named(&self) -> MutexGuard<'_, Namespaces> {
        let named = &self.inner.named;
        named.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts other event targets in force for the configured store.
    pub async fn replace_targets(&self, targets: Vec<Target>) -> Result<(), cosell_store::Error> {
        // A replacement that has read the former ones puts its service in place first.
        let lineage = Arc::clone(&self.unnamed().lineage);
        let _turn = lineage.replacing.lock().await;
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

    /// The space that a request names. A namespace that does not exist is made, unless the check
    /// refuses that.
    pub(crate) async fn of(&self, head: &Head, check: Check) -> Result<Arc<Space>, Refusal> {
        self.find_or_make(head, check).await.map_err(|refusal| {
            let is_page = head.path().starts_with(PREFIX);
            if is_page || refusal.body.get("message").is_none() {
                return refusal;
            }
            refusals::of_operation(refusal)
        })
    }

    async fn find_or_make(&self, head: &Head, check: Check) -> Result<Arc<Space>, Refusal> {
        let name = self.name_of(head)?;
        let is_strict = self.inner.mode == Mode::Strict;
        if name.is_some() && !is_strict {
            let front = &self.unnamed().front;
            front.check_host(head, Some(front.bucket()), false)?;
        }
        let monitors = monitors(head);
        loop {
            let space = match &name {
                None => self.unnamed(),
                Some(name) => match self.find(name) {
                    Some(found) => found,
                    // Whoever has no token must not make the server keep anything.
                    None if is_strict => return Err(refusals::unknown_in_strict()),
                    None if monitors => return Err(refusals::unknown()),
                    None => {
                        check(&self.unnamed().front, head)?;
                        self.make(name).await?
                    }
                },
            };
            if monitors || space.held_for().is_none() {
                return Ok(space);
            }
            let lineage = Arc::clone(&space.lineage);
            // It is replaced once no request has it.
            drop(space);
            lineage.until_released().await;
        }
    }

    /// The name in the header, or before the access key.
    fn name_of(&self, head: &Head) -> Result<Option<NamespaceName>, Refusal> {
        let mut named = head.all(Header::Namespace).iter();
        let first = named.next();
        if named.any(|other| Some(other) != first) {
            return Err(refusals::several_names());
        }
        let name = match first.map(|value| value.to_str()) {
            Some(Ok(name)) => Some(name),
            Some(Err(_)) => return Err(refusals::wrong_name()),
            None if self.inner.mode == Mode::Open => {
                head.text(Header::Authorization).and_then(namespace_of)
            }
            None => None,
        };
        let name = name.map(str::parse::<NamespaceName>).transpose();
        name.map_err(|_| refusals::wrong_name())
    }

    /// A namespace that exists.
    pub(crate) fn find(&self, name: &NamespaceName) -> Option<Arc<Space>> {
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
            let made = maker.namespace(None).await?;
            Ok::<_, MakeError>(started(self.space(Some(name.clone()), made)))
        });
        match made.await {
            Ok(space) => {
                if !is_listed(&self.named(), name, &named) {
                    // It was dropped while it was made.
                    retire(Arc::clone(space));
                }
                Ok(Arc::clone(space))
            }
            Err(error) => {
                tracing::error!(namespace = %name, error = %error, "namespace not made");
                let mut all = self.named();
                // It may have been dropped while it was made, and made anew by somebody else.
                if is_listed(&all, name, &named) {
                    all.remove(name);
                }
                Err(refusals::unavailable())
            }
        }
    }

    /// The space of a service.
    fn space(&self, name: Option<NamespaceName>, made: Made) -> Space {
        let unnamed = self.unnamed();
        let front = unnamed
            .front
            .of_service(made.service, made.delivery, made.store);
        Space::new(name, front, made.closing)
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
    pub(crate) async fn drop_namespace(&self, name: &NamespaceName) -> Option<i64> {
        let space = self.find(name);
        let _turn = match &space {
            Some(space) => Some(space.lineage.states.lock().await),
            None => None,
        };
        if let Some(space) = &space {
            // Somebody else may have dropped it meanwhile.
            let found = self.find(name)?;
            if !Arc::ptr_eq(&found.lineage, &space.lineage) {
                return None;
            }
        }
        // Before another namespace of this name can save any.
        self.forget_states(name);
        let dropped = self.named().remove(name)?;
        if let Some(space) = dropped.cell.get() {
            if let Some(recorder) = &space.front.recorder {
                recorder.forget(&space.name);
            }
            retire(Arc::clone(space));
        }
        Some(dropped.created_at)
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

    /// Refuses what was begun in a space that is not there any more, or not for long.
    pub(crate) fn check_current(&self, space: &Arc<Space>) -> Result<(), Refusal> {
        let found = match &space.name {
            None => self.unnamed(),
            Some(name) => self.find(name).ok_or_else(refusals::dropped)?,
        };
        let is_current = Arc::ptr_eq(&found, space) && space.held_for().is_none();
        is_current.then_some(()).ok_or_else(refusals::replaced)
    }

    /// The refusal of a request whose store failed. The store may have been closed under it.
    pub(crate) fn explained(&self, space: &Arc<Space>, refusal: Refusal) -> Refusal {
        if refusal.failure.is_none() {
            return refusal;
        }
        self.check_current(space).err().unwrap_or(refusal)
    }

    /// The space that has taken the place of this one, or itself.
    pub(crate) fn successor(&self, space: &Arc<Space>) -> Arc<Space> {
        match &space.name {
            None => self.unnamed(),
            Some(name) => self.find(name).unwrap_or_else(|| Arc::clone(space)),
        }
    }
}

/// The pages that say how the server does.
const MONITORED: [&Declaration; 3] = [
    ShowIndex::DECLARED,
    ShowHealth::DECLARED,
    ShowMetrics::DECLARED,
];

/// Whether a request asks how the server does. It does not wait while its space is replaced, and
/// makes no namespace.
fn monitors(head: &Head) -> bool {
    matches!(*head.method(), Method::GET | Method::HEAD)
        && MONITORED.iter().any(|page| head.path() == page.path)
}

/// A space with its loops running.
fn started(space: Space) -> Arc<Space> {
    space.start();
    Arc::new(space)
}

fn is_listed(all: &Namespaces, name: &NamespaceName, named: &Arc<Named>) -> bool {
    all.get(name).is_some_and(|of| Arc::ptr_eq(of, named))
}

/// Stops a space in memory that nothing leads to any more, beside the requests. Its memory is freed
/// when the last request in it is answered.
fn retire(space: Arc<Space>) {
    tokio::spawn(async move {
        space.stop_loops().await;
        space.front.stop().await;
    });
}

#[cfg(test)]
mod tests;
