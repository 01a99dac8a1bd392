//! Dates as requests have them.

use cosell_world::machine;
use jiff::{ToSpan as _, tz::TimeZone};

use crate::error::Error;

/// The time as signatures have it.
pub(crate) fn basic() -> String {
    machine::timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The day half a year from today, on which every invented opportunity closes.
pub(crate) fn close_date() -> Result<String, Error> {
    let today = machine::timestamp().to_zoned(TimeZone::UTC).date();
    Ok(today.checked_add(180.days())?.to_string())
}
