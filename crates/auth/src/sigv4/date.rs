//! The date of a signature, which clients send in one of two formats.

use jiff::fmt::rfc2822;
use jiff::tz::Offset;
use jiff::{Timestamp, civil};

/// The second at which a request was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SigningDate {
    /// Seconds since 1970.
    pub(super) seconds: i64,
    text: String,
}

impl SigningDate {
    /// Parses `20261122T190429Z`, or the format of the Date header, `Sun, 22 Nov 2026 19:04:29
    /// GMT`.
    pub(super) fn parse(sent: &str) -> Option<Self> {
        if let Some(seconds) = basic(sent) {
            let text = sent.to_owned();
            return Some(Self { seconds, text });
        }
        let date = rfc2822::parse(sent).ok()?;
        let seconds = date.timestamp().as_second();
        let text = text(seconds);
        Some(Self { seconds, text })
    }

    /// The date as it stands in the string to sign.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The day in UTC, `YYYYMMDD`.
    pub(super) fn day(&self) -> &str {
        self.text.get(.."YYYYMMDD".len()).unwrap_or_default()
    }
}

/// Parses a date in the format of the string to sign; every digit must be there.
fn basic(sent: &str) -> Option<i64> {
    let (day, time) = sent.strip_suffix('Z')?.split_once('T')?;
    let is_basic =
        |text: &str, digits| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_basic(day, "YYYYMMDD".len()) || !is_basic(time, "hhmmss".len()) {
        return None;
    }
    let two = |text: &str, at: usize| text.get(at..at + 2)?.parse().ok();
    let year = day.get(..4)?.parse().ok()?;
    let day = civil::Date::new(year, two(day, 4)?, two(day, 6)?).ok()?;
    let time = civil::Time::new(two(time, 0)?, two(time, 2)?, two(time, 4)?, 0).ok()?;
    let timestamp = Offset::UTC.to_timestamp(day.to_datetime(time)).ok()?;
    Some(timestamp.as_second())
}

/// Formats seconds since 1970 for the string to sign.
pub(super) fn text(seconds: i64) -> String {
    let timestamp = Timestamp::from_second(seconds).unwrap_or_default();
    timestamp.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_of_a_date_name_the_same_second() {
        let basic = SigningDate::parse("20261122T190429Z").expect("a date");
        assert_eq!(basic.text(), "20261122T190429Z");
        assert_eq!(basic.day(), "20261122");
        assert_eq!(
            SigningDate::parse("Sun, 22 Nov 2026 19:04:29 GMT"),
            Some(basic)
        );
    }

    #[test]
    fn a_date_is_formatted_as_it_was_sent() {
        for sent in ["20261122T190429Z", "20240229T235959Z", "00010101T000000Z"] {
            let date = SigningDate::parse(sent).expect("a date");
            assert_eq!((date.text(), text(date.seconds).as_str()), (sent, sent));
        }
    }

    #[test]
    fn a_malformed_date_is_refused() {
        for wrong in [
            "",
            "20261122",
            "20261122T190429",
            "20261122T1904290",
            "20261322T190429Z",
            "20260229T190429Z",
            "20261122T190460Z",
            "99991231T235959Z",
            "20261122T250429Z",
            "2026-11-22T19:04:29Z",
            "2026112 T190429Z",
            "+0261122T190429Z",
            "yesterday",
        ] {
            assert_eq!(SigningDate::parse(wrong), None, "{wrong}");
        }
    }
}
