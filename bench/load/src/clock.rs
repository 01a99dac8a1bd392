//! The one place that reads the real clock, since this program measures real time.

use std::time::Instant;

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

use crate::error::Error;

#[expect(
    clippy::disallowed_methods,
    reason = "a load driver measures real time"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The time as signatures have it.
#[expect(clippy::disallowed_methods, reason = "a signature is of its time")]
pub(crate) fn basic() -> String {
    Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The day half a year from today, on which every invented opportunity closes.
#[expect(
    clippy::disallowed_methods,
    reason = "a close date must lie in the server's future"
)]
pub(crate) fn close_date() -> Result<String, Error> {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    Ok(today.checked_add(180.days())?.to_string())
}
