//! The machine's own time, sleeps and random numbers. The service clock does not change them, and
//! no seed repeats them.
//!
//! They are functions and not part of the [`World`](crate::World), because the store and the
//! supervisor use them, and those run before and below any world.
#![expect(
    clippy::disallowed_methods,
    reason = "this module alone asks the machine"
)]

use std::sync::{Condvar, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};
use rustix::time::{ClockId, clock_gettime};
use tokio::time::Timeout;
use uuid::Uuid;

pub use tokio::time::Sleep;

use crate::Random;

/// True time in milliseconds since 1970.
pub fn now() -> i64 {
    timestamp().as_millisecond()
}

/// True time, for a program that formats it as a date.
pub fn timestamp() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// The current instant, for measurements.
pub fn instant() -> Instant {
    Instant::now()
}

/// The time since an instant.
pub fn elapsed(since: Instant) -> Duration {
    since.elapsed()
}

/// The time of the machine's monotonic clock, which other programs of this machine read too. It is
/// zero should the clock show a negative time.
pub fn monotonic() -> Duration {
    Duration::try_from(clock_gettime(ClockId::Monotonic)).unwrap_or_default()
}

/// Sleeps for a duration.
pub fn sleep(time: Duration) -> Sleep {
    tokio::time::sleep(time)
}

/// Sleeps until a deadline.
pub fn sleep_until(deadline: Instant) -> Sleep {
    tokio::time::sleep_until(deadline.into())
}

/// Waits for a future, with a timeout.
pub fn timeout<F: IntoFuture>(limit: Duration, future: F) -> Timeout<F::IntoFuture> {
    tokio::time::timeout(limit, future)
}

/// Blocks the thread for a duration.
pub fn block(time: Duration) {
    std::thread::sleep(time);
}

/// Blocks the thread while `waits` returns true, with a timeout.
pub fn block_while<T>(
    changed: &Condvar,
    guard: MutexGuard<'_, T>,
    limit: Duration,
    waits: impl FnMut(&mut T) -> bool,
) {
    let ended = changed.wait_timeout_while(guard, limit, waits);
    drop(ended.unwrap_or_else(PoisonError::into_inner));
}

/// Blocks the thread until a message is received, with a timeout.
pub fn receive<T>(receiver: &Receiver<T>, limit: Duration) -> Result<T, RecvTimeoutError> {
    receiver.recv_timeout(limit)
}

/// A random number, different in every process.
pub fn number() -> u64 {
    Random::from_os().any()
}

/// Random bytes for secrets.
pub fn bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    Random::from_os().bytes()
}

/// The jitter of a retry: a duration between zero and `most`, drawn uniformly.
pub fn jitter(most: Duration) -> Duration {
    most.mul_f64(Random::from_os().share())
}

/// A random UUID.
pub fn uuid() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}
