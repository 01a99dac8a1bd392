//! The newest requests of operations: what a client sent, and what it was answered.
//!
//! Each space has its own list of bounded length. All lists together are bounded in bytes: beyond
//! that the oldest requests of the server are dropped, whichever space they are of. A request is
//! recorded after its answer is made, by a copy of both bodies; nothing is parsed or redacted
//! before somebody reads it.
//!
//! ```text
//! entry   what is kept of a request
//! ring    the bounded list
//! ```

mod entry;
mod ring;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use uuid::Uuid;

pub(crate) use entry::{Called, Entry, Within, is_call};
use ring::Ring;

use crate::spaces::name::NamespaceName;

/// The bytes of all recorded requests: some thousands of usual size, or thirty of the largest.
const BYTES: usize = 32 << 20;

/// Where a request belongs: to a namespace, or to the configured store.
pub(crate) type Place = Option<NamespaceName>;

/// The recorded requests of a server.
pub(crate) struct Recorder {
    /// How many requests of each space are kept.
    most: usize,
    ring: Mutex<Ring>,
    /// Changes with each recorded request.
    news: watch::Sender<u64>,
}

impl fmt::Debug for Recorder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Recorder").finish_non_exhaustive()
    }
}

impl Recorder {
    /// Keeps so many requests of each space.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            ring: Mutex::default(),
            news: watch::Sender::new(0),
        }
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request. Returns it with its number.
    pub(crate) fn record(&self, place: &Place, entry: Entry) -> Arc<Entry> {
        let (entry, dropped) = self.ring().add(place, entry, (self.most, BYTES));
        // Freed without the lock.
        drop(dropped);
        self.news.send_replace(entry.number);
        entry
    }

    /// The requests of a space, the newest first.
    pub(crate) fn list(&self, place: &Place) -> Vec<Arc<Entry>> {
        self.ring().list(place)
    }

    /// A request of a space.
    pub(crate) fn find(&self, place: &Place, id: Uuid) -> Option<Arc<Entry>> {
        self.ring().find(place, id)
    }

    /// Forgets the requests of a space.
    pub(crate) fn forget(&self, place: &Place) {
        let dropped = self.ring().forget(place);
        drop(dropped);
    }

    /// Changes with each recorded request.
    pub(crate) fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }
}
