//! The text of a pattern: its structure, its operators, and what is refused.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value};

use crate::condition::{Comparison, Condition, Test};
use crate::text::{Text, Wildcard, WildcardError};
use crate::{Field, Fields};

/// The largest number that `numeric` compares, as in EventBridge; its negative is the smallest.
const MAX_NUMBER: f64 = 5.0e9;

/// Why a text is not a pattern.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("an event pattern must be JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The place is a path of names and positions, such as `detail.state[0].prefix`.
    #[error("invalid event pattern at {place}: {problem}")]
    Invalid { place: String, problem: Problem },
}

/// A mistake in a pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("write an object or a list of values")]
    Field,
    #[error("an object needs at least one field")]
    NoFields,
    #[error("a list needs at least one value")]
    NoValues,
    #[error("$or needs a list of at least two objects")]
    Or,
    #[error("write a text, a number, true, false, null, or an object with one operator")]
    Value,
    #[error(
        "unknown operator {0}; the operators are prefix, suffix, anything-but, numeric, exists, \
         equals-ignore-case, wildcard and cidr"
    )]
    Operator(String),
    #[error("write a text")]
    Text,
    #[error("write a text that is not empty")]
    Empty,
    #[error("write a text, or {{\"equals-ignore-case\": \"a text\"}}")]
    TextOrCase,
    #[error("write true or false")]
    Flag,
    #[error(
        "write pairs of an operator (=, <, <=, >, >=) and a number between -5e9 and 5e9: at most a \
         lower and an upper bound, such as [\">\", 0, \"<=\", 5]"
    )]
    Number,
    #[error("write a block of IP addresses, such as \"10.0.0.0/24\"")]
    Block,
    #[error("two wildcards must not stand side by side")]
    Wildcards,
    #[error("a backslash in a wildcard must stand before * or another backslash")]
    Escape,
    #[error(
        "anything-but takes a text or a number, a list of only texts or only numbers, or one of \
         prefix, suffix, equals-ignore-case and wildcard"
    )]
    AnythingBut,
}

/// Parses the text of a pattern.
pub(crate) fn pattern(text: &str) -> Result<Fields, Error> {
    let value: Value = serde_json::from_str(text)?;
    let mut place = Place::default();
    let parsed = match &value {
        Value::Object(object) => place.fields(object),
        _ => Err(Problem::Field),
    };
    parsed.map_err(|problem| Error::Invalid {
        place: place.text(),
        problem,
    })
}

/// Where the parser is. After a mistake it stays where the mistake is.
#[derive(Debug, Default)]
struct Place(Vec<String>);

impl Place {
    fn text(&self) -> String {
        if self.0.is_empty() {
            return "its beginning".to_owned();
        }
        self.0.concat().trim_start_matches('.').to_owned()
    }

    /// Parses what is at the next part of the path.
    fn at<T>(
        &mut self,
        part: String,
        parse: impl FnOnce(&mut Self) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.0.push(part);
        let parsed = parse(self)?;
        self.0.pop();
        Ok(parsed)
    }

    fn named<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&mut Self) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.at(format!(".{name}"), parse)
    }

    fn each<T>(
        &mut self,
        items: &[Value],
        mut parse: impl FnMut(&mut Self, &Value) -> Result<T, Problem>,
    ) -> Result<Vec<T>, Problem> {
        let items = items.iter().enumerate();
        items
            .map(|(index, item)| self.at(format!("[{index}]"), |place| parse(place, item)))
            .collect()
    }

    fn fields(&mut self, object: &Map<String, Value>) -> Result<Fields, Problem> {
        if object.is_empty() {
            return Err(Problem::NoFields);
        }
        let mut fields = Fields::default();
        for (name, value) in object {
            self.named(name, |place| match (&**name, value) {
                ("$or", value) => {
                    fields.either.push(place.alternatives(value)?);
                    Ok(())
                }
                (_, value) => {
                    fields.named.push((name.clone(), place.field(value)?));
                    Ok(())
                }
            })?;
        }
        Ok(fields)
    }

    fn alternatives(&mut self, value: &Value) -> Result<Vec<Fields>, Problem> {
        match value {
            Value::Array(items) if items.len() > 1 => self.each(items, |place, item| match item {
                Value::Object(object) => place.fields(object),
                _ => Err(Problem::Or),
            }),
            _ => Err(Problem::Or),
        }
    }

    fn field(&mut self, value: &Value) -> Result<Field, Problem> {
        match value {
            Value::Object(object) => self.fields(object).map(Field::Object),
            Value::Array(items) if items.is_empty() => Err(Problem::NoValues),
            Value::Array(items) => Ok(Field::Any {
                conditions: self.each(items, Self::condition)?,
                written: value.clone(),
            }),
            _ => Err(Problem::Field),
        }
    }

    fn condition(&mut self, value: &Value) -> Result<Condition, Problem> {
        match value {
            Value::Object(object) => {
                let (operator, operand) = only(object).ok_or(Problem::Value)?;
                self.named(operator, |place| match operator {
                    "exists" => operand
                        .as_bool()
                        .map(Condition::Exists)
                        .ok_or(Problem::Flag),
                    _ => place.test(operator, operand).map(Condition::Value),
                })
            }
            Value::Array(_) => Err(Problem::Value),
            scalar => Ok(Condition::Value(Test::Equals(scalar.clone()))),
        }
    }

    fn test(&mut self, operator: &str, operand: &Value) -> Result<Test, Problem> {
        match operator {
            "anything-but" => self.anything_but(operand).map(Test::NoneOf),
            "numeric" => bounds(operand).ok_or(Problem::Number).map(Test::Number),
            "cidr" => block(operand).ok_or(Problem::Block).map(Test::Address),
            _ => text_test(operator, operand).map(Test::Text),
        }
    }

    /// What a value must not be.
    fn anything_but(&mut self, operand: &Value) -> Result<Vec<Test>, Problem> {
        match operand {
            Value::String(_) | Value::Number(_) => Ok(vec![Test::Equals(operand.clone())]),
            Value::Array(items) if items.is_empty() => Err(Problem::NoValues),
            Value::Array(items) => {
                if !items.iter().all(Value::is_string) && !items.iter().all(Value::is_number) {
                    return Err(Problem::AnythingBut);
                }
                Ok(items.iter().cloned().map(Test::Equals).collect())
            }
            Value::Object(object) => {
                let (operator, operand) = only(object).ok_or(Problem::AnythingBut)?;
                if !["prefix", "suffix", "equals-ignore-case", "wildcard"].contains(&operator) {
                    return Err(Problem::AnythingBut);
                }
                self.named(operator, |place| match operand {
                    Value::Array(items) if items.is_empty() => Err(Problem::NoValues),
                    Value::Array(items) => place.each(items, |_, item| text_test(operator, item)),
                    one => text_test(operator, one).map(|test| vec![test]),
                })
                .map(|tests| tests.into_iter().map(Test::Text).collect())
            }
            Value::Null | Value::Bool(_) => Err(Problem::AnythingBut),
        }
    }
}

/// One of the operators on texts.
fn text_test(operator: &str, operand: &Value) -> Result<Text, Problem> {
    match (operator, operand) {
        ("prefix", Value::String(text)) => Ok(Text::Prefix(text.clone())),
        ("suffix", Value::String(text)) => Ok(Text::Suffix(text.clone())),
        ("prefix", Value::Object(object)) => ignoring_case(object).map(Text::PrefixIgnoringCase),
        ("suffix", Value::Object(object)) => ignoring_case(object).map(Text::SuffixIgnoringCase),
        ("prefix" | "suffix", _) => Err(Problem::TextOrCase),
        ("equals-ignore-case", Value::String(text)) => {
            Ok(Text::EqualsIgnoringCase(text.to_lowercase()))
        }
        ("wildcard", Value::String(text)) if text.is_empty() => Err(Problem::Empty),
        ("wildcard", Value::String(text)) => match Wildcard::parse(text) {
            Ok(wildcard) => Ok(Text::Wildcard(wildcard)),
            Err(WildcardError::Consecutive) => Err(Problem::Wildcards),
            Err(WildcardError::Escape) => Err(Problem::Escape),
        },
        ("equals-ignore-case" | "wildcard", _) => Err(Problem::Text),
        _ => Err(Problem::Operator(operator.to_owned())),
    }
}

fn ignoring_case(object: &Map<String, Value>) -> Result<String, Problem> {
    match only(object) {
        Some(("equals-ignore-case", Value::String(text))) => Ok(text.to_lowercase()),
        _ => Err(Problem::TextOrCase),
    }
}

/// The only member of an object.
fn only(object: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut members = object.iter();
    let (name, value) = members.next()?;
    members.next().is_none().then_some((name, value))
}

/// The bounds of `numeric`: one number, one bound, or a lower and an upper bound.
fn bounds(operand: &Value) -> Option<Vec<(Comparison, f64)>> {
    let (pairs, rest) = operand.as_array()?.as_chunks::<2>();
    if pairs.is_empty() || pairs.len() > 2 || !rest.is_empty() {
        return None;
    }
    let bounds: Vec<_> = pairs
        .iter()
        .map(|[operator, number]| {
            let comparison = match operator.as_str()? {
                "=" => Comparison::Equal,
                "<" => Comparison::Less,
                "<=" => Comparison::LessOrEqual,
                ">" => Comparison::Greater,
                ">=" => Comparison::GreaterOrEqual,
                _ => return None,
            };
            let number = number
                .as_f64()
                .filter(|number| number.abs() <= MAX_NUMBER)?;
            Some((comparison, number))
        })
        .collect::<Option<_>>()?;
    match bounds[..] {
        [_] => Some(bounds),
        [(lower, from), (upper, to)] => {
            let is_range = matches!(lower, Comparison::Greater | Comparison::GreaterOrEqual)
                && matches!(upper, Comparison::Less | Comparison::LessOrEqual)
                && from < to;
            is_range.then_some(bounds)
        }
        _ => None,
    }
}

/// A block of addresses, or one address.
fn block(operand: &Value) -> Option<IpNet> {
    let text = operand.as_str()?;
    if text.contains('/') {
        text.parse().ok()
    } else {
        text.parse::<IpAddr>().ok().map(IpNet::from)
    }
}
