//! An adaptive limit of concurrent transactions.
//!
//! PostgreSQL detects conflicts between transactions by the index pages that they touched, and new
//! rows of all kinds are on the last page. So the useful concurrency depends on the transactions,
//! and is found by additive increase and multiplicative decrease: every conflict takes a quarter of
//! the limit, every commit raises it a little. A transaction that had a conflict goes to the head
//! of the queue, and transactions that all need the same row run one at a time.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use cosell_world::machine;
use tokio::sync::oneshot;

use crate::Error;

/// The increase of the limit by a commit. With [`DECREASE_FACTOR`], the best of six pairs under 32
/// clients: creates run as fast as without any limit, tasks more than twice as fast.
const INCREASE: f64 = 0.3;

/// The factor by which a conflict reduces the limit.
const DECREASE_FACTOR: f64 = 0.75;

/// The maximum number of attempts. When transactions here run one at a time, they conflict only
/// with those of a few other processes.
const MAX_ATTEMPTS: u32 = 24;

/// Retries without backoff: as many as it takes until transactions here run one at a time.
const IMMEDIATE_RETRIES: u32 = 4;

/// The longest backoff before the first delayed retry; it doubles with each one, up to
/// [`MAX_BACKOFF`].
const FIRST_BACKOFF: Duration = Duration::from_millis(2);

/// The maximum backoff: short compared to the timeout of callers.
const MAX_BACKOFF: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub(super) struct Limiter(Mutex<Queue>);

#[derive(Debug)]
struct Queue {
    /// The current limit, with a fraction towards the next whole number.
    limit: f64,
    max: f64,
    running: usize,
    waiting: VecDeque<oneshot::Sender<()>>,
}

/// The permit to run a transaction, until it is dropped.
#[derive(Debug)]
pub(super) struct Permit<'a>(&'a Limiter);

impl Limiter {
    /// Starts with a limit of `max` transactions.
    pub(super) fn new(max: u32) -> Self {
        Self(Mutex::new(Queue {
            limit: f64::from(max),
            max: f64::from(max),
            running: 0,
            waiting: VecDeque::new(),
        }))
    }

    fn with<T>(&self, work: impl FnOnce(&mut Queue) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits for a permit for a transaction that had so many conflicts.
    pub(super) async fn acquire(&self, conflicts: u32) -> Permit<'_> {
        let granted = self.with(|queue| queue.enter(conflicts > 0));
        if let Some(granted) = granted {
            let mut waiter = Waiter {
                limiter: self,
                granted,
            };
            // The sender is never dropped before it is used.
            let _ = (&mut waiter.granted).await;
        }
        Permit(self)
    }

    /// The number of transactions that wait for a permit.
    pub(super) fn waiting(&self) -> usize {
        self.with(|queue| queue.waiting.len())
    }

    pub(super) fn committed(&self) {
        self.with(|queue| queue.limit = (queue.limit + INCREASE).min(queue.max));
    }

    pub(super) fn conflicted(&self) {
        self.with(|queue| queue.limit = (queue.limit * DECREASE_FACTOR).max(1.0));
    }

    /// Waits before the retry of a transaction that had so many conflicts. Returns
    /// `Error::Unavailable` after the last attempt.
    pub(super) async fn back_off(&self, conflicts: u32) -> Result<(), Error> {
        if conflicts >= MAX_ATTEMPTS {
            let text = format!("{conflicts} conflicts with other transactions");
            return Err(Error::Unavailable(text));
        }
        if let Some(doublings) = conflicts.checked_sub(IMMEDIATE_RETRIES) {
            let max = FIRST_BACKOFF
                .saturating_mul(1 << doublings.min(16))
                .min(MAX_BACKOFF);
            machine::sleep(machine::jitter(max)).await;
        }
        Ok(())
    }
}

/// A waiter in the queue. When it is dropped after it was granted a permit, it releases that
/// permit.
struct Waiter<'a> {
    limiter: &'a Limiter,
    granted: oneshot::Receiver<()>,
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        self.granted.close();
        if self.granted.try_recv().is_ok() {
            drop(Permit(self.limiter));
        }
    }
}

impl Queue {
    /// Grants a permit at once, or enqueues the caller.
    fn enter(&mut self, first: bool) -> Option<oneshot::Receiver<()>> {
        if self.has_capacity() && self.waiting.is_empty() {
            self.running += 1;
            return None;
        }
        let (grant, granted) = oneshot::channel();
        if first {
            self.waiting.push_front(grant);
        } else {
            self.waiting.push_back(grant);
        }
        self.grant();
        Some(granted)
    }

    fn has_capacity(&self) -> bool {
        // The number of running transactions is small.
        u32::try_from(self.running).is_ok_and(|running| f64::from(running) + 1.0 <= self.limit)
    }

    fn grant(&mut self) {
        while self.has_capacity()
            && let Some(next) = self.waiting.pop_front()
        {
            if next.send(()).is_ok() {
                self.running += 1;
            }
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.with(|queue| {
            queue.running -= 1;
            queue.grant();
        });
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn conflicts_reduce_the_limit_down_to_one_and_commits_raise_it() {
        let limiter = Limiter::new(4);
        for _ in 0..10 {
            limiter.conflicted();
        }
        let first = limiter
            .acquire(0)
            .now_or_never()
            .expect("there is always a permit for one");
        assert!(
            limiter.acquire(0).now_or_never().is_none(),
            "and for no other"
        );
        drop(first);
        for _ in 0..100 {
            limiter.committed();
        }
        let held: Vec<_> = (0..4)
            .filter_map(|_| limiter.acquire(0).now_or_never())
            .collect();
        assert_eq!(held.len(), 4);
        assert!(
            limiter.acquire(0).now_or_never().is_none(),
            "never beyond the maximum"
        );
    }

    #[test]
    fn a_transaction_with_conflicts_gets_a_permit_before_the_others() {
        let limiter = Limiter::new(1);
        let running = limiter.acquire(0).now_or_never().expect("a permit");
        let (mut new, mut conflicts) = (Box::pin(limiter.acquire(0)), Box::pin(limiter.acquire(1)));
        assert!(new.as_mut().now_or_never().is_none());
        assert!(conflicts.as_mut().now_or_never().is_none());
        assert_eq!(limiter.waiting(), 2);
        drop(running);
        assert!(new.as_mut().now_or_never().is_none());
        let permit = conflicts.as_mut().now_or_never().expect("a permit");
        drop(permit);
        assert!(new.as_mut().now_or_never().is_some());
    }

    #[test]
    fn a_waiter_that_left_does_not_block_the_others() {
        let limiter = Limiter::new(1);
        let running = limiter.acquire(0).now_or_never().expect("a permit");
        assert!(
            limiter.acquire(0).now_or_never().is_none(),
            "it waits, and leaves"
        );
        let mut granted = Box::pin(limiter.acquire(0));
        assert!(granted.as_mut().now_or_never().is_none());
        drop(running);
        // It was granted a permit, and leaves without having received it.
        drop(granted);
        assert!(limiter.acquire(0).now_or_never().is_some());
    }
}
