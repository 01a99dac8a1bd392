//! The date of a signature, which clients send in one of two forms.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Timestamp, fmt::rfc2822};

/// How the date stands in the string to sign and in x-amz-date.
const BASIC: &str = "%Y%m%dT%H%M%SZ";

/// The second at which a request was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SigningDate {
    /// Seconds since 1970.
    pub(super) seconds: i64,
}

impl SigningDate {
    /// Reads `20261122T190429Z`, or the form of the Date header, `Sun, 22 Nov 2026 19:04:29 GMT`.
    pub(super) fn parse(sent: &str) -> Option<Self> {
        // The text is signed, so it has to be the one that we would write for the same second.
        let basic = || {
            let civil = DateTime::strptime(BASIC, sent).ok()?;
            let timestamp = Offset::UTC.to_timestamp(civil).ok()?;
            (text(timestamp.as_second()) == sent).then_some(timestamp)
        };
        let timestamp = basic().or_else(|| rfc2822::parse(sent).ok().map(|date| date.timestamp()));
        Some(Self {
            seconds: timestamp?.as_second(),
        })
    }

    /// As it stands in the string to sign.
    pub(super) fn text(self) -> String {
        text(self.seconds)
    }

    /// The day in UTC, `YYYYMMDD`.
    pub(super) fn day(self) -> String {
        let mut day = self.text();
        day.truncate("YYYYMMDD".len());
        day
    }
}

/// Seconds since 1970 in the form of the string to sign.
pub(super) fn text(seconds: i64) -> String {
    let timestamp = Timestamp::from_second(seconds).unwrap_or_default();
    timestamp.strftime(BASIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_date_name_the_same_second() {
        let basic = SigningDate::parse("20261122T190429Z").expect("a date");
        assert_eq!(basic.text(), "20261122T190429Z");
        assert_eq!(basic.day(), "20261122");
        assert_eq!(
            SigningDate::parse("Sun, 22 Nov 2026 19:04:29 GMT"),
            Some(basic)
        );
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for wrong in [
            "",
            "20261122",
            "20261122T190429",
            "20261122T1904290",
            "20261322T190429Z",
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
