//! What a store shares with its driver.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use cosell_supervisor::Supervisor;

use crate::count::Counters;
use crate::driver::Driver;
use crate::given_up::GivenUp;
use crate::tx::Writes;
use crate::{Notice, Trace, Tx};

/// Transactions that may wait before new ones are refused: a second's worth of a busy writer.
pub(crate) const MAX_WAITING: usize = 4096;

pub(crate) type Listener = Box<dyn Fn(&Notice) + Send + Sync>;

/// The priority of a transaction in the queue of writers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// It skips the queue: for the few that keep this node alive for others.
    First,
    /// It waits up to the timeout of a request.
    Request,
    /// It waits without a timeout: for work that nobody else does, and that would only be queued
    /// again.
    Patient,
}

/// The state that every backend shares with its store.
pub(crate) struct Shared {
    listeners: RwLock<Vec<Listener>>,
    pub(crate) counters: Counters,
    /// Whether the database refused the last write.
    refused: AtomicBool,
    pub(crate) supervisor: Supervisor,
    trace: Option<Trace>,
    given_up: Arc<GivenUp>,
}

impl Shared {
    pub(crate) fn new(supervisor: Supervisor, trace: Option<Trace>) -> Self {
        Self {
            listeners: RwLock::default(),
            counters: Counters::default(),
            refused: AtomicBool::default(),
            supervisor,
            trace,
            given_up: Arc::default(),
        }
    }

    /// A transaction of this driver.
    pub(crate) fn transaction(&self, driver: Box<dyn Driver>) -> Tx {
        let driver = Trace::of(self.trace.as_ref(), driver);
        Tx::leaving_out(driver, Arc::clone(&self.given_up))
    }

    /// Records whether the last writes were accepted, if there were any.
    pub(crate) fn note_writes(&self, writes: Option<Writes>) {
        if let Some(writes) = writes {
            self.refused
                .store(writes == Writes::Refused, Ordering::Relaxed);
        }
    }

    /// Whether the database refused the last write.
    pub(crate) fn refused_last_write(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }

    pub(crate) fn add_listener(&self, listener: Listener) {
        let mut listeners = self
            .listeners
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        listeners.push(listener);
    }

    /// Notifies the listeners of a durable transaction.
    pub(crate) fn publish(&self, notices: &[Notice]) {
        let listeners = self
            .listeners
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        for notice in notices {
            listeners.iter().for_each(|listener| listener(notice));
        }
    }
}
