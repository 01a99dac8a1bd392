//! One space: a service, its delivery of events, and the loops that run beside its requests.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cosell_store::Closing;
use cosell_world::machine;
use tokio::sync::watch;

use super::NamespaceName;
use crate::background::Background;
use crate::delivery;
use crate::files::fetch;
use crate::front::Front;

/// A space.
#[derive(Debug)]
pub(crate) struct Space {
    /// `None` for the configured store.
    pub(crate) name: Option<NamespaceName>,
    pub(crate) front: Front,
    pub(super) closing: Closing,
    /// The same in each space that takes the place of another one. A namespace that is made anew
    /// has another one, although its name is the same.
    pub(super) lineage: Arc<Lineage>,
    loops: Mutex<Vec<Background>>,
}

/// What a space shares with those whose place it takes.
#[derive(Debug, Default)]
pub(super) struct Lineage {
    /// Held while its saved states change.
    pub(super) states: tokio::sync::Mutex<()>,
    /// Held while it is replaced.
    pub(super) replacing: tokio::sync::Mutex<()>,
    /// Since when requests wait for the end of that, if they do.
    pub(super) waiting: watch::Sender<Option<Instant>>,
}

impl Lineage {
    /// Makes requests wait until the value that is returned is dropped.
    pub(super) fn hold(self: &Arc<Self>) -> Hold {
        self.waiting.send_replace(Some(machine::instant()));
        Hold(Arc::clone(self))
    }

    /// How long requests have waited, if they wait.
    pub(super) fn held_for(&self) -> Option<Duration> {
        self.waiting.borrow().map(machine::elapsed)
    }

    pub(super) async fn until_released(&self) {
        // The sender is its own, so it is there.
        let _ = self.waiting.subscribe().wait_for(Option::is_none).await;
    }
}

/// While there is one, requests wait.
#[derive(Debug)]
pub(super) struct Hold(Arc<Lineage>);

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.waiting.send_replace(None);
    }
}

impl Space {
    pub(super) fn new(name: Option<NamespaceName>, front: Front, closing: Closing) -> Self {
        Self {
            name,
            front,
            closing,
            lineage: Arc::default(),
            loops: Mutex::default(),
        }
    }

    /// Makes this space the successor of another one.
    pub(super) fn succeeding(self, other: &Self) -> Self {
        Self {
            lineage: Arc::clone(&other.lineage),
            ..self
        }
    }

    /// How long requests have waited until it is replaced, if they do.
    pub(crate) fn held_for(&self) -> Option<Duration> {
        self.lineage.held_for()
    }

    /// Starts the loops, also after they were stopped.
    pub(super) fn start(&self) {
        let (delivery, service) = (self.front.delivery.as_ref(), &self.front.service);
        let delivery = delivery.map(|delivery| delivery::start(delivery, service));
        let started = [delivery, fetch::start(service)];
        let mut loops = self.loops.lock().unwrap_or_else(PoisonError::into_inner);
        loops.extend(started.into_iter().flatten());
    }

    /// Makes the loops stop before the next piece of their work.
    pub(crate) fn stopping(&self) {
        let loops = self.loops.lock().unwrap_or_else(PoisonError::into_inner);
        loops.iter().for_each(Background::stop);
    }

    /// Stops the loops, and waits until they have ended.
    pub(crate) async fn stop_loops(&self) {
        self.stopping();
        let loops = {
            let mut loops = self.loops.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *loops)
        };
        for running in loops {
            running.stopped().await;
        }
    }
}
