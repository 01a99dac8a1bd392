//! Dates in the formats of requests.

use cosell_world::machine;
use jiff::{ToSpan as _, tz::TimeZone};

use crate::error::Error;

/// The current time in the format of signatures.
pub(crate) fn basic() -> String {
    machine::timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The close date of every opportunity: half a year from today.
pub(crate) fn close_date() -> Result<String, Error> {
    let today = machine::timestamp().to_zoned(TimeZone::UTC).date();
    Ok(today.checked_add(180.days())?.to_string())
}
