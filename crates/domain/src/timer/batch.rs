//! The size of a batch of a timer.

/// Records in one transaction: few enough that other transactions do not wait long.
pub(super) const BATCH: i64 = 100;
