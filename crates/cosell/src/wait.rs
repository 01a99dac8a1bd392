//! Time spans with a unit, such as `5s`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

use crate::from_text::from_text;

from_text!(Wait);

/// The units of time spans in milliseconds, the longest first.
const UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

/// A time span.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Wait(Duration);

impl Wait {
    /// Whole seconds; what is left over does not count.
    pub(crate) fn seconds(self) -> i64 {
        i64::try_from(self.0.as_secs()).unwrap_or(i64::MAX)
    }

    pub(crate) fn duration(self) -> Duration {
        self.0
    }
}

impl FromStr for Wait {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!("`{text}` is not a duration; write one such as 500ms, 5s, 2m, 12h, 90d or 0")
        };
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let number: u32 = number.parse().map_err(|_| wrong())?;
        let number = u64::from(number);
        if unit.is_empty() && number == 0 {
            return Ok(Self(Duration::ZERO));
        }
        let known = UNITS.iter().find(|(name, _)| *name == unit);
        let (_, millis) = known.ok_or_else(wrong)?;
        Ok(Self(Duration::from_millis(number * millis)))
    }
}

impl fmt::Display for Wait {
    /// In the longest unit that leaves no fraction.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0.as_millis();
        let fits = |(_, unit): &&(&str, u64)| millis.is_multiple_of(u128::from(*unit));
        match UNITS.iter().find(fits) {
            Some((name, unit)) if millis > 0 => {
                write!(formatter, "{}{name}", millis / u128::from(*unit))
            }
            _ => formatter.write_str("0"),
        }
    }
}

impl From<Duration> for Wait {
    fn from(duration: Duration) -> Self {
        Self(duration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_spans_have_a_unit() {
        for (text, millis) in [
            ("0", 0),
            ("0s", 0),
            ("500ms", 500),
            ("5s", 5000),
            ("2m", 120_000),
            ("3h", 10_800_000),
            ("90d", 7_776_000_000),
        ] {
            let wait: Wait = text.parse().expect(text);
            assert_eq!(wait.duration(), Duration::from_millis(millis), "{text}");
        }
        for text in ["", "5", "s", "-1s", "1.5s", "5 s", "5w", "99999999999s"] {
            assert!(text.parse::<Wait>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_span_is_written_in_the_longest_unit_that_fits() {
        for text in ["0", "1ms", "1500ms", "5s", "90s", "2m", "23h", "1d", "90d"] {
            let wait: Wait = text.parse().expect(text);
            assert_eq!(wait.to_string(), text);
        }
        let minute: Wait = "60s".parse().expect("a minute");
        assert_eq!(minute.to_string(), "1m");
    }
}
