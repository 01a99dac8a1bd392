//! The conditions on the values of a field.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::Value;

use crate::text::Text;

/// A condition on the values of a field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    /// The field has a value, or has none.
    Exists(bool),
    /// One of the values must pass this test.
    Value(Test),
}

/// A test of one value, which is not an object and not a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    /// The same JSON value. Numbers are equal if they are written alike: 300 is not 300.0.
    Equals(Value),
    Text(Text),
    Number(Vec<(Comparison, f64)>),
    Address(IpNet),
    /// None of these: `anything-but`.
    NoneOf(Vec<Test>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Condition {
    /// Whether the condition holds for a field with these values; without a value it is absent.
    pub(crate) fn holds(&self, values: &[&Value]) -> bool {
        match self {
            Self::Exists(exists) => *exists != values.is_empty(),
            Self::Value(test) => values.iter().any(|value| test.passes(value)),
        }
    }
}

impl Test {
    fn passes(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Equals(expected), value) => expected == value,
            (Self::Text(text), Value::String(value)) => text.matches(value),
            (Self::Number(bounds), Value::Number(number)) => {
                let number = number.as_f64();
                number.is_some_and(|number| bounds.iter().all(|bound| is_within(number, *bound)))
            }
            (Self::Address(block), Value::String(value)) => value
                .parse::<IpAddr>()
                .is_ok_and(|address| block.contains(&address)),
            (Self::NoneOf(tests), value) => !tests.iter().any(|test| test.passes(value)),
            (Self::Text(_) | Self::Number(_) | Self::Address(_), _) => false,
        }
    }
}

/// Whether a number is on the right side of a bound.
#[expect(
    clippy::float_cmp,
    reason = "a pattern names the number that it wants, which JSON gives to the last digit"
)]
fn is_within(number: f64, (comparison, bound): (Comparison, f64)) -> bool {
    match comparison {
        Comparison::Equal => number == bound,
        Comparison::Less => number < bound,
        Comparison::LessOrEqual => number <= bound,
        Comparison::Greater => number > bound,
        Comparison::GreaterOrEqual => number >= bound,
    }
}
