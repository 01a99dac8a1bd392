//! The counters of the engine.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::journal::{Outcome, RunReport};

/// The counts since this node started, and the tasks that it owns now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Transactions that ran a task.
    pub runs: u64,
    /// Steps that were done or skipped.
    pub steps: u64,
    pub completed: u64,
    pub failed: u64,
    /// Attempts of steps that failed with a transient error.
    pub retries: u64,
    /// Runs that fault rules delayed.
    pub delays: u64,
    /// Runs that failed because of the store.
    pub store_failures: u64,
    /// Tasks taken over from other nodes, earlier runs of this program included.
    pub take_overs: u64,
    /// Runs that were refused because another node had taken the task over.
    pub fenced: u64,
    /// Failed tasks that an operator restarted.
    pub restarts: u64,
    /// Requests refused because the queue was full.
    pub refused: u64,
    pub renewals: u64,
    pub renewals_failed: u64,
    /// Timer batches that did something.
    pub timer_batches: u64,
    /// Effects of timers: invitations expired, records pruned.
    pub timer_effects: u64,
    /// Tasks that wait for a free slot.
    pub ready: u64,
    pub running: u64,
    /// Tasks that wait until their next run is due.
    pub parked: u64,
    /// How long the oldest ready task has waited, in milliseconds of real time.
    pub oldest_ready_millis: u64,
}

/// The counters as atomics.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    pub runs: AtomicU64,
    pub steps: AtomicU64,
    pub completed: AtomicU64,
    pub failed: AtomicU64,
    pub retries: AtomicU64,
    pub delays: AtomicU64,
    pub store_failures: AtomicU64,
    pub take_overs: AtomicU64,
    pub fenced: AtomicU64,
    pub restarts: AtomicU64,
    pub refused: AtomicU64,
    pub renewals: AtomicU64,
    pub renewals_failed: AtomicU64,
    pub timer_batches: AtomicU64,
    pub timer_effects: AtomicU64,
}

/// Adds to a counter.
pub(crate) fn add(counter: &AtomicU64, count: usize) {
    counter.fetch_add(u64::try_from(count).unwrap_or(0), Ordering::Relaxed);
}

impl Counting {
    /// Counts a committed run.
    pub(crate) fn ran(&self, ran: &RunReport) {
        add(&self.runs, 1);
        add(&self.steps, ran.steps_done.len());
        let counter = match ran.outcome {
            Outcome::Again { .. } => Some(&self.retries),
            Outcome::Delayed { .. } => Some(&self.delays),
            Outcome::Ended { failed: true } => Some(&self.failed),
            Outcome::Ended { failed: false } => Some(&self.completed),
            Outcome::Dropped { fenced: true } => Some(&self.fenced),
            Outcome::More | Outcome::Waiting { .. } | Outcome::Dropped { fenced: false } => None,
        };
        if let Some(counter) = counter {
            add(counter, 1);
        }
    }

    /// The counts so far, without those of the queue, which the queue adds.
    pub(crate) fn read(&self) -> Counters {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counters {
            runs: of(&self.runs),
            steps: of(&self.steps),
            completed: of(&self.completed),
            failed: of(&self.failed),
            retries: of(&self.retries),
            delays: of(&self.delays),
            store_failures: of(&self.store_failures),
            take_overs: of(&self.take_overs),
            fenced: of(&self.fenced),
            restarts: of(&self.restarts),
            refused: of(&self.refused),
            renewals: of(&self.renewals),
            renewals_failed: of(&self.renewals_failed),
            timer_batches: of(&self.timer_batches),
            timer_effects: of(&self.timer_effects),
            ..Counters::default()
        }
    }
}
