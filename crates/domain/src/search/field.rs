//! What a search declares of its filter names, and the values that a record has under them.

use std::borrow::Cow;
use std::fmt::Debug;

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What the values of a filter name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One text.
    Text,
    /// Several texts.
    Several,
    /// An instant. A date without a time counts as its midnight in UTC.
    Date,
    /// A whole number.
    Whole,
    /// An amount of money, whole or not.
    Amount,
}

impl Kind {
    /// Whether values are texts; dates and numbers are compared.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Several)
    }
}

/// How `ContainsAny` compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnyOf {
    /// A text contains one of the values, whatever their case.
    Substring,
    /// A text is one of the values, with case.
    Equal,
}

/// The filter names of a search. Implement it for the generated enumeration.
pub(crate) trait Field: Copy + Eq + Debug + Send + Sync + 'static {
    fn kind(self) -> Kind;

    /// How `ContainsAny` compares a text.
    fn contains_any(self) -> AnyOf {
        AnyOf::Substring
    }

    /// Whether the name takes `ContainsAll`.
    fn contains_all(self) -> bool {
        self.kind().is_text()
    }
}

/// What a record has under a filter name. Numbers and dates are as [`amount`] and instants in
/// milliseconds give them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Held<'a> {
    /// Nothing: no leaf matches.
    Absent,
    Text(Cow<'a, str>),
    Several(Vec<Cow<'a, str>>),
    Number(i64),
}

impl<'a> Held<'a> {
    /// A text that may be absent.
    pub(crate) fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, |text| Self::Text(Cow::Borrowed(text)))
    }

    /// A number that may be absent.
    pub(crate) fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Absent, Self::Number)
    }

    /// Several texts, borrowed from the record.
    pub(crate) fn several(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Several(texts.into_iter().map(Cow::Borrowed).collect())
    }

    /// The texts, if it holds texts.
    pub(crate) fn texts(&self) -> &[Cow<'a, str>] {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Several(texts) => texts,
            Self::Absent | Self::Number(_) => &[],
        }
    }
}

/// An amount as an integer of the same order, so that a column can hold it. Amounts compare as
/// double-precision numbers, which is what a filter sends.
pub(crate) fn amount(amount: f64) -> i64 {
    // Minus zero is zero.
    let bits = (amount + 0.0).to_bits().cast_signed();
    // Of two negative numbers the one with the larger magnitude is the smaller.
    if bits < 0 { bits ^ i64::MAX } else { bits }
}

/// An amount as the API writes it, such as `531.0`.
pub(crate) fn amount_of_text(text: &str) -> Option<i64> {
    let number: f64 = text.parse().ok()?;
    number.is_finite().then(|| amount(number))
}

/// The midnight in UTC of a date `YYYY-MM-DD`, in milliseconds.
pub(crate) fn midnight(date: &str) -> Option<i64> {
    let date: Date = date.parse().ok()?;
    let midnight = date.to_zoned(TimeZone::UTC).ok()?;
    Some(midnight.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_order_as_integers() {
        let sorted = [-1e30, -2.5, -2.0, -0.01, 0.0, 0.01, 2.0, 2.5, 531.0, 1e30];
        assert!(sorted.map(amount).is_sorted_by(|a, b| a < b));
        assert_eq!(amount(-0.0), amount(0.0));
        assert_eq!(amount_of_text("531.0"), Some(amount(531.0)));
        assert_eq!(amount_of_text("531.00"), Some(amount(531.0)));
        assert_eq!(amount_of_text("many"), None);
        assert_eq!(amount_of_text("inf"), None);
    }

    #[test]
    fn a_date_is_its_midnight_in_utc() {
        assert_eq!(midnight("1970-01-02"), Some(86_400_000));
        assert_eq!(midnight("2026-02-30"), None);
    }
}
