//! The counters of a store, for metrics.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the buckets of [`Counts::commit_times`], in microseconds; the last bucket has
/// none. A commit is an fsync: a fraction of a millisecond at best, seconds on a failing disk.
pub const COMMIT_TIMES: [u64; 11] = [
    250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000, 2_500_000,
];

/// Upper bounds of the buckets of [`Counts::group_sizes`], in transactions; the last is the largest
/// group of a commit.
pub const GROUP_SIZES: [u64; 9] = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/// The counts of a store since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Commits that were confirmed.
    pub commits: u64,
    /// Transactions in these commits; several share one commit on SQLite.
    pub transactions: u64,
    /// The most transactions that shared one commit.
    pub largest_group: u64,
    /// The time that all commits took together.
    pub commit_time: Duration,
    /// Commits by their duration, in the buckets of [`COMMIT_TIMES`].
    pub commit_times: [u64; COMMIT_TIMES.len() + 1],
    /// Commits by the number of their transactions, in the buckets of [`GROUP_SIZES`].
    pub group_sizes: [u64; GROUP_SIZES.len() + 1],
    /// Transactions that ran again because of a conflict.
    pub reruns: u64,
    /// Commits whose answer was lost.
    pub ambiguous: u64,
    /// Answers of a database across a network that its committed transactions waited for.
    pub round_trips: u64,
}

/// The counters of [`Counts`] as atomics.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    commits: AtomicU64,
    transactions: AtomicU64,
    largest_group: AtomicU64,
    commit_micros: AtomicU64,
    commit_times: [AtomicU64; COMMIT_TIMES.len() + 1],
    group_sizes: [AtomicU64; GROUP_SIZES.len() + 1],
    reruns: AtomicU64,
    ambiguous: AtomicU64,
    round_trips: AtomicU64,
}

impl Counters {
    pub(crate) fn committed(&self, transactions: u64, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.transactions.fetch_add(transactions, Ordering::Relaxed);
        self.largest_group
            .fetch_max(transactions, Ordering::Relaxed);
        self.commit_micros.fetch_add(micros, Ordering::Relaxed);
        let bucket = COMMIT_TIMES.partition_point(|bound| *bound < micros);
        self.commit_times[bucket].fetch_add(1, Ordering::Relaxed);
        let bucket = GROUP_SIZES.partition_point(|bound| *bound < transactions);
        self.group_sizes[bucket].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn rerun(&self) {
        self.reruns.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn waited(&self, round_trips: u64) {
        self.round_trips.fetch_add(round_trips, Ordering::Relaxed);
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
            commit_times: self.commit_times.each_ref().map(of),
            group_sizes: self.group_sizes.each_ref().map(of),
            reruns: of(&self.reruns),
            ambiguous: of(&self.ambiguous),
            round_trips: of(&self.round_trips),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_counted_in_the_bucket_whose_bound_it_reaches() {
        let counters = Counters::default();
        counters.committed(1, Duration::from_micros(250));
        counters.committed(3, Duration::from_micros(251));
        counters.committed(257, Duration::from_mins(1));
        let counts = counters.read();
        assert_eq!(counts.commits, 3);
        assert_eq!((counts.commit_times[0], counts.commit_times[1]), (1, 1));
        assert_eq!(counts.commit_times[COMMIT_TIMES.len()], 1);
        assert_eq!((counts.group_sizes[0], counts.group_sizes[2]), (1, 1));
        assert_eq!(counts.group_sizes[GROUP_SIZES.len()], 1);
    }
}
