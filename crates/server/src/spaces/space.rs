//! One space: a service, its delivery of events, and the loops that run beside its requests.

use std::sync::{Arc, Mutex, PoisonError};

use cosell_store::Closing;

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

    /// Starts the loops.
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
