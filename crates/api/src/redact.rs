//! Keeps sensitive values out of logs.

use std::fmt;

/// Stands in the `Debug` output of a structure where a sensitive member would be.
#[derive(Clone, Copy)]
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}
