//! The machine's own time, waits and chance, which no clock moves and no seed repeats.
//!
//! They are functions and no part of the [`World`](crate::World), because the store and the
//! supervisor use them, which run before and below any world.
#![expect(
    clippy::disallowed_methods,
    reason = "this module asks the machine, so that no other needs to"
)]

use std::sync::{Condvar, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};
use tokio::time::Timeout;
use uuid::Uuid;

pub use tokio::time::Sleep;

use crate::Random;

/// True time in milliseconds since 1970.
pub fn now() -> i64 {
    timestamp().as_millisecond()
}

/// True time, for a program that writes it as a date.
pub fn timestamp() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// A moment to measure from.
pub fn instant() -> Instant {
    Instant::now()
}

/// How long ago a moment was.
pub fn elapsed(since: Instant) -> Duration {
    since.elapsed()
}

/// Waits for so long.
pub fn sleep(time: Duration) -> Sleep {
    tokio::time::sleep(time)
}

/// Waits until a moment.
pub fn sleep_until(deadline: Instant) -> Sleep {
    tokio::time::sleep_until(deadline.into())
}

/// Waits for a future, but no longer than this.
pub fn timeout<F: IntoFuture>(limit: Duration, future: F) -> Timeout<F::IntoFuture> {
    tokio::time::timeout(limit, future)
}

/// Blocks the thread for so long.
pub fn block(time: Duration) {
    std::thread::sleep(time);
}

/// Blocks the thread while `waits` says so, but no longer than this.
pub fn block_while<T>(
    changed: &Condvar,
    guard: MutexGuard<'_, T>,
    limit: Duration,
    waits: impl FnMut(&mut T) -> bool,
) {
    let ended = changed.wait_timeout_while(guard, limit, waits);
    drop(ended.unwrap_or_else(PoisonError::into_inner));
}

/// Blocks the thread until something is received, but no longer than this.
pub fn receive<T>(receiver: &Receiver<T>, limit: Duration) -> Result<T, RecvTimeoutError> {
    receiver.recv_timeout(limit)
}

/// A number that no other process draws.
pub fn number() -> u64 {
    Random::from_os().any()
}

/// Random bytes for secrets.
pub fn bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    Random::from_os().bytes()
}

/// A share of `most`, drawn evenly: the jitter of a retry.
pub fn jitter(most: Duration) -> Duration {
    most.mul_f64(Random::from_os().share())
}

/// An id that nothing else has.
pub fn uuid() -> Uuid {
    Uuid::new_v4()
}
