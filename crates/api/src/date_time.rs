//! Instants as the API writes them.
//!
//! A [`DateTime`] keeps its precision and is compared as an instant; it is always written in UTC
//! with exactly three fraction digits. Years are 0 to 9999, so that every written instant has the
//! same length and sorts as text.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant, written `2026-11-22T18:32:24.559Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(Timestamp);

/// The error for a text that is not an ISO 8601 date and time with an offset, or is outside the
/// years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 8601 date and time with an offset")]
pub struct ParseDateTimeError;

/// The first instant of the year 0, in milliseconds.
const FIRST: i64 = -62_167_219_200_000;

/// The finest fraction that an instant keeps: nanoseconds.
const FRACTION_DIGITS: usize = 9;

impl DateTime {
    /// The instant this many milliseconds after the start of 1970; clamped to the years 0 to 9999.
    pub fn from_millis(millis: i64) -> Self {
        Self(Timestamp::from_millisecond(millis.max(FIRST)).unwrap_or(Timestamp::MAX))
    }

    /// Whole milliseconds since the start of 1970, rounded towards the past.
    pub fn as_millis(self) -> i64 {
        let nanoseconds = self.0.as_nanosecond().div_euclid(1_000_000);
        // Every instant of the years 0 to 9999 fits.
        i64::try_from(nanoseconds).unwrap_or(i64::MAX)
    }

    /// The instant truncated to the precision of its written form.
    #[must_use]
    pub fn truncated(self) -> Self {
        Self::from_millis(self.as_millis())
    }

    /// The instant for calculations.
    pub fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl TryFrom<Timestamp> for DateTime {
    type Error = ParseDateTimeError;

    fn try_from(timestamp: Timestamp) -> Result<Self, Self::Error> {
        let instant = Self(timestamp);
        if instant.as_millis() < FIRST {
            Err(ParseDateTimeError)
        } else {
            Ok(instant)
        }
    }
}

impl FromStr for DateTime {
    type Err = ParseDateTimeError;

    /// Parses `YYYY-MM-DDTHH:MM:SS`, any fraction, and `Z` or an offset.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // jiff parses more formats than the API allows, so the fixed part is checked first.
        let form = b"dddd-dd-ddTdd:dd:dd";
        let bytes = text.as_bytes();
        let fits = |(&byte, &expected): (&u8, &u8)| match expected {
            b'd' => byte.is_ascii_digit(),
            _ => byte.eq_ignore_ascii_case(&expected),
        };
        if bytes.len() <= form.len() || !bytes.iter().zip(form).all(fits) {
            return Err(ParseDateTimeError);
        }
        let (whole, rest) = text
            .split_at_checked(form.len())
            .ok_or(ParseDateTimeError)?;
        let (fraction, offset) = match rest.strip_prefix('.') {
            Some(rest) => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                rest.split_at_checked(digits).ok_or(ParseDateTimeError)?
            }
            None => ("0", rest),
        };
        let numeric = |byte: u8| byte.is_ascii_digit() || b"Zz+-:".contains(&byte);
        if fraction.is_empty() || offset.len() > "+hh:mm".len() || !offset.bytes().all(numeric) {
            return Err(ParseDateTimeError);
        }
        let fraction = fraction.get(..FRACTION_DIGITS).unwrap_or(fraction);
        let timestamp: Timestamp = format!("{whole}.{fraction}{offset}")
            .parse()
            .map_err(|_| ParseDateTimeError)?;
        Self::try_from(timestamp)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.3}", self.truncated().0)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: std::borrow::Cow<'de, str> = Deserialize::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
