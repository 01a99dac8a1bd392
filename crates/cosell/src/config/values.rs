//! Values that several concerns have: timeouts of clients, numbers that are not 0, and plain names.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

use crate::from_text::from_text;
use crate::wait::Wait;

from_text!(Timeout);

/// Reads a number that must not be 0.
pub(super) fn at_least_one<N: FromStr>(text: &str) -> Result<N, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number of at least 1, or is too large"))
}

/// Whether a text has only lower-case letters, digits and hyphens.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A timeout for clients. It is not 0, which would refuse every client.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Timeout(Wait);

impl Timeout {
    pub(super) fn duration(self) -> Duration {
        self.0.duration()
    }
}

impl FromStr for Timeout {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wait: Wait = text.parse()?;
        if wait.duration().is_zero() {
            return Err("a timeout of 0 would refuse every client; the shortest is 1ms".to_owned());
        }
        Ok(Self(wait))
    }
}

impl fmt::Display for Timeout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl From<Duration> for Timeout {
    fn from(duration: Duration) -> Self {
        Self(duration.into())
    }
}
