//! A checked filter as an expression, and what it says of one record.
//!
//! A name without a value matches no leaf; a negation negates the outcome of what is below it, so
//! nothing is undefined.

use std::borrow::Cow;

use super::field::{Field, Held};
use super::fold::fold;

/// A tree of conditions over the names `F`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expression<F> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Leaf(Leaf<F>),
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leaf<F> {
    pub field: F,
    pub test: Test,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// A text contains one of these; they are folded already.
    Contains(Vec<String>),
    /// A text is one of these.
    OneOf(Vec<String>),
    /// Each of these is a text of the record.
    Every(Vec<String>),
    /// A date or a number lies on this side of the value.
    Compares(Comparison, i64),
}

/// The four comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Comparison {
    fn holds(self, value: i64, bound: i64) -> bool {
        match self {
            Self::Greater => value > bound,
            Self::GreaterOrEqual => value >= bound,
            Self::Less => value < bound,
            Self::LessOrEqual => value <= bound,
        }
    }

    /// Narrows a range, whose ends belong to it, to what this comparison leaves of it, and at most
    /// one value more.
    pub(crate) fn tighten(self, (from, to): &mut (Option<i64>, Option<i64>), bound: i64) {
        match self {
            Self::Greater | Self::GreaterOrEqual => {
                *from = Some(from.map_or(bound, |from| from.max(bound)));
            }
            Self::Less | Self::LessOrEqual => *to = Some(to.map_or(bound, |to| to.min(bound))),
        }
    }
}

impl<F: Field> Expression<F> {
    /// Whether some condition is about this name.
    pub(crate) fn asks(&self, field: F) -> bool {
        match self {
            Self::All(all) | Self::Any(all) => all.iter().any(|below| below.asks(field)),
            Self::Not(below) => below.asks(field),
            Self::Leaf(leaf) => leaf.field == field,
        }
    }

    /// Whether a record matches. `value` hands out what the record has under a name; it is asked
    /// only for the names that decide.
    pub(crate) fn matches<'a>(&self, value: &impl Fn(F) -> Held<'a>) -> bool {
        match self {
            Self::All(all) => all.iter().all(|below| below.matches(value)),
            Self::Any(any) => any.iter().any(|below| below.matches(value)),
            Self::Not(below) => !below.matches(value),
            Self::Leaf(leaf) => leaf.test.holds(&value(leaf.field)),
        }
    }
}

impl Test {
    fn holds(&self, held: &Held<'_>) -> bool {
        let texts = held.texts();
        match (self, held) {
            (Self::Compares(comparison, bound), Held::Number(number)) => {
                comparison.holds(*number, *bound)
            }
            (Self::Compares(..), _) => false,
            (Self::Contains(wanted), _) => texts.iter().any(|text| {
                let text = fold(text);
                wanted.iter().any(|wanted| text.contains(wanted))
            }),
            (Self::OneOf(wanted), _) => wanted.iter().any(|wanted| is_among(wanted, texts)),
            (Self::Every(wanted), _) => wanted.iter().all(|wanted| is_among(wanted, texts)),
        }
    }
}

fn is_among(wanted: &str, texts: &[Cow<'_, str>]) -> bool {
    texts.iter().any(|text| text == wanted)
}
