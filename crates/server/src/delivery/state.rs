//! What the targets have in common: the configuration in force, the counts, and the running loops.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cosell_domain::outbox::{Outbox, Progress};
use cosell_store::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::history::{Attempted, History};
use super::sink::Target;

/// Counts of delivered events and of failed attempts of a target.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    delivered: AtomicU64,
    failed: AtomicU64,
}

impl Counts {
    pub(super) fn delivered(&self) {
        self.delivered.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    /// Delivered events and failed attempts.
    pub(crate) fn read(&self) -> (u64, u64) {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (read(&self.delivered), read(&self.failed))
    }
}

/// Delivery of events as the operator configures it.
#[derive(Debug)]
pub struct Delivery {
    pub(super) outbox: Arc<Outbox>,
    targets: watch::Sender<Vec<Target>>,
    counts: Mutex<BTreeMap<String, Arc<Counts>>>,
    pub(super) history: Arc<History>,
    pub(super) retention: Duration,
    /// Whether the server stops, which ends every stream of events.
    stopping: watch::Sender<bool>,
    /// How many further streams there may be.
    streams: Arc<Semaphore>,
}

/// How many streams of events there may be at the same time.
const MAX_STREAMS: usize = 64;

/// The metrics of a target.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    pub(crate) progress: Progress,
    pub(crate) delivered: u64,
    pub(crate) failed: u64,
}

impl Delivery {
    /// Registers the targets: they receive what is stored from now on, or where they were.
    pub async fn open(
        outbox: Outbox,
        targets: Vec<Target>,
        retention: Duration,
    ) -> Result<Self, Error> {
        let delivery = Self {
            outbox: Arc::new(outbox),
            targets: watch::Sender::new(Vec::new()),
            counts: Mutex::default(),
            history: Arc::default(),
            retention,
            stopping: watch::Sender::new(false),
            streams: Arc::new(Semaphore::new(MAX_STREAMS)),
        };
        delivery.replace(targets).await?;
        Ok(delivery)
    }

    /// Puts other targets in force. Those that stay go on where they are.
    pub async fn replace(&self, targets: Vec<Target>) -> Result<(), Error> {
        let names: Vec<String> = targets.iter().map(|target| target.name.clone()).collect();
        if !names.is_empty() {
            self.outbox.register(names).await?;
        }
        self.targets.send_replace(targets);
        Ok(())
    }

    /// Lets streams of events begin, also after they were ended.
    pub(super) fn begin(&self) {
        self.stopping.send_replace(false);
    }

    /// Ends every stream of events.
    pub(super) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Becomes `true` when the server stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// The permit of a further stream of events, if there may be one.
    pub(crate) fn stream(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.streams).try_acquire_owned().ok()
    }

    pub(super) fn watch(&self) -> watch::Receiver<Vec<Target>> {
        self.targets.subscribe()
    }

    /// The targets in force.
    pub(crate) fn targets(&self) -> Vec<Target> {
        self.targets.borrow().clone()
    }

    pub(crate) fn outbox(&self) -> &Arc<Outbox> {
        &self.outbox
    }

    /// The attempts of this node to deliver the event at a position, as far as they are kept.
    pub(crate) fn attempts(&self, position: i64) -> Vec<Attempted> {
        self.history.of(position)
    }

    pub(super) fn counts(&self, name: &str) -> Arc<Counts> {
        Arc::clone(self.all_counts().entry(name.to_owned()).or_default())
    }

    fn all_counts(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Counts>>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far the targets in force are, by name.
    pub(crate) async fn measure(&self) -> Result<Vec<Measured>, Error> {
        let measured = self.measure_with_replays().await?.into_iter();
        let measured = measured.map(|(_, measured)| measured);
        let of_targets = measured.filter(|measured| measured.progress.target.replays.is_empty());
        Ok(of_targets.collect())
    }

    /// How far the targets in force and their replays are, by name.
    pub(crate) async fn measure_with_replays(&self) -> Result<Vec<(Target, Measured)>, Error> {
        let targets = self.targets();
        if targets.is_empty() {
            return Ok(Vec::new());
        }
        let progress = self.outbox.progress().await?;
        let measured = progress.into_iter().filter_map(|progress| {
            let row = &progress.target;
            let name = if row.replays.is_empty() {
                &row.name
            } else {
                &row.replays
            };
            let target = targets.iter().find(|target| target.name == *name)?;
            let (delivered, failed) = self.counts(&row.name).read();
            let measured = Measured {
                progress,
                delivered,
                failed,
            };
            Some((target.clone(), measured))
        });
        Ok(measured.collect())
    }
}
