//! What a store has done since it was opened, for metrics.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What happened in a store since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Commits that were confirmed.
    pub commits: u64,
    /// Transactions that these commits kept; several share one commit on SQLite.
    pub transactions: u64,
    /// The most transactions that shared one commit.
    pub largest_group: u64,
    /// How long all commits together took.
    pub commit_time: Duration,
    /// Transactions that were run again because another one came first.
    pub reruns: u64,
    /// Commits whose answer was lost.
    pub ambiguous: u64,
}

/// The counters behind [`Counts`].
#[derive(Debug, Default)]
pub(crate) struct Counters {
    commits: AtomicU64,
    transactions: AtomicU64,
    largest_group: AtomicU64,
    commit_micros: AtomicU64,
    reruns: AtomicU64,
    ambiguous: AtomicU64,
}

impl Counters {
    pub(crate) fn committed(&self, transactions: u64, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.transactions.fetch_add(transactions, Ordering::Relaxed);
        self.largest_group
            .fetch_max(transactions, Ordering::Relaxed);
        self.commit_micros.fetch_add(micros, Ordering::Relaxed);
    }

    pub(crate) fn rerun(&self) {
        self.reruns.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn ambiguous(&self) {
        self.ambiguous.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> Counts {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            commits: of(&self.commits),
            transactions: of(&self.transactions),
            largest_group: of(&self.largest_group),
            commit_time: Duration::from_micros(of(&self.commit_micros)),
            reruns: of(&self.reruns),
            ambiguous: of(&self.ambiguous),
        }
    }
}

/// Starts to measure how long something takes.
#[expect(
    clippy::disallowed_methods,
    reason = "a true duration for metrics, which no moved clock may change"
)]
pub(crate) fn start() -> Instant {
    Instant::now()
}
