//! What the timers share: the size of a batch, and conversions of errors and times.

use std::time::Duration;

/// Records in one transaction: few enough that other transactions do not wait long.
pub(super) const BATCH: i64 = 100;

/// Converts an error of the domain to one of the store; a timer has no caller that could be
/// refused.
pub(super) fn store_error(error: crate::Error) -> cosell_store::Error {
    match error {
        crate::Error::Store(error) => error,
        refused => cosell_store::Error::Document(refused.to_string()),
    }
}

/// A duration in milliseconds, as the store has it.
pub(super) fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
