//! What the timers share: the size of a batch, and times of retention.

use std::time::Duration;

/// Records in one transaction: few enough that other transactions do not wait long.
pub(super) const BATCH: i64 = 100;

/// A duration in milliseconds, as the store has it.
fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// How long records are kept after their end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept(i64);

impl Kept {
    pub(super) fn new(kept: Duration) -> Self {
        Self(millis(kept))
    }

    /// When the record that ended first is due. It is still kept in the last millisecond.
    pub(super) fn due(self, first_end: Option<i64>) -> Option<i64> {
        first_end.map(|at| at.saturating_add(self.0).saturating_add(1))
    }

    /// Records that ended before this instant are no longer kept.
    pub(super) fn before(self, now: i64) -> i64 {
        now.saturating_sub(self.0)
    }
}
