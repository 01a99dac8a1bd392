//! The bound of concurrent transactions that write: one for each connection. The others wait in the
//! order in which they came.
//!
//! A transaction runs again when the database ends it for a circle of waiting transactions, or when
//! another one came first with the same key. Both are rare, because transactions lock in one order
//! and lock before they decide. So a few attempts are many.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cosell_world::machine;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Error;
use crate::threads::closed;

/// The maximum number of attempts.
const MAX_ATTEMPTS: u32 = 12;

/// The longest backoff before the first retry; it doubles with each one, up to [`MAX_BACKOFF`].
const FIRST_BACKOFF: Duration = Duration::from_millis(1);

/// The maximum backoff: short compared to the timeout of callers.
const MAX_BACKOFF: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub(super) struct Limiter {
    permits: Semaphore,
    max: u32,
    waiting: AtomicUsize,
}

/// Counts a waiting transaction until it is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn among(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Limiter {
    /// A bound of `max` transactions.
    pub(super) fn new(max: u32) -> Self {
        Self {
            permits: Semaphore::new(usize::try_from(max).unwrap_or(1)),
            max,
            waiting: AtomicUsize::new(0),
        }
    }

    /// Waits until all permits are back, and gives no more. The transactions have timeouts.
    pub(super) async fn end(&self) {
        let all = self.permits.acquire_many(self.max).await;
        self.permits.close();
        drop(all);
    }

    /// Waits for the permit to run a transaction, until it is dropped.
    pub(super) async fn acquire(&self) -> Result<SemaphorePermit<'_>, Error> {
        if let Ok(permit) = self.permits.try_acquire() {
            return Ok(permit);
        }
        let _waiting = Waiting::among(&self.waiting);
        self.permits.acquire().await.map_err(|_| closed())
    }

    /// The number of transactions that wait for a permit.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}

/// Waits before the retry of a transaction that had so many conflicts. Returns `Error::Unavailable`
/// after the last attempt.
pub(super) async fn back_off(conflicts: u32) -> Result<(), Error> {
    if conflicts >= MAX_ATTEMPTS {
        let text = format!("{conflicts} conflicts with other transactions");
        return Err(Error::Unavailable(text));
    }
    let doublings = conflicts.saturating_sub(1).min(16);
    let max = FIRST_BACKOFF
        .saturating_mul(1 << doublings)
        .min(MAX_BACKOFF);
    machine::sleep(machine::jitter(max)).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn no_more_transactions_run_than_the_bound_allows() {
        let limiter = Limiter::new(2);
        let acquire = || limiter.acquire().now_or_never();
        let (first, second) = (acquire(), acquire());
        assert!(first.is_some() && second.is_some());
        let mut third = Box::pin(limiter.acquire());
        assert!(third.as_mut().now_or_never().is_none());
        assert_eq!(limiter.waiting(), 1);
        drop(first);
        assert!(third.as_mut().now_or_never().is_some());
        drop(third);
        assert_eq!(limiter.waiting(), 0);
    }

    #[test]
    fn a_waiter_that_left_does_not_block_the_others() {
        let limiter = Limiter::new(1);
        let running = limiter.acquire().now_or_never();
        let mut left = Box::pin(limiter.acquire());
        assert!(left.as_mut().now_or_never().is_none());
        drop(left);
        assert_eq!(limiter.waiting(), 0);
        drop(running);
        assert!(limiter.acquire().now_or_never().is_some());
    }
}
