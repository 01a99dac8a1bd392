//! Real time: a crash happens in it.

use std::time::{Duration, Instant};

use jiff::Timestamp;

#[expect(clippy::disallowed_methods, reason = "a crash test runs in real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "a crash test runs in real time")]
pub(crate) fn timestamp() -> Timestamp {
    Timestamp::now()
}

#[expect(clippy::disallowed_methods, reason = "a crash test runs in real time")]
pub(crate) fn pause(time: Duration) {
    std::thread::sleep(time);
}
