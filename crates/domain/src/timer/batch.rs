//! What the timers share: how much one transaction does, and how its errors and times are told.

use std::time::Duration;

/// Records in one transaction: few enough that nobody waits long for it.
pub(super) const BATCH: i64 = 100;

/// An error of the domain as the engine knows it; a timer has no caller whom it could refuse.
pub(super) fn store_error(error: crate::Error) -> cosell_store::Error {
    match error {
        crate::Error::Store(error) => error,
        refused => cosell_store::Error::Document(refused.to_string()),
    }
}

/// A time as the store counts it.
pub(super) fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
