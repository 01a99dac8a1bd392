//! Event patterns: the language in which rules of Amazon EventBridge say which events they match.
//!
//! A pattern has the structure of the events that it matches. Each of its fields is a list of
//! alternatives or, for a field with fields of its own, a pattern. An event matches if every field
//! of the pattern has a value in the event that one of its alternatives matches; fields that the
//! pattern does not name may have any value. Where the event has a list, one element must match.
//!
//! The source of the rules is AWS's page on comparison operators in event patterns. [`parse`] reads
//! the text of a pattern and refuses what EventBridge refuses, because a pattern with a mistake
//! would match nothing and say nothing.

mod condition;
mod explain;
mod parse;
mod text;

use std::str::FromStr;

use serde_json::{Map, Value};

pub use explain::Mismatch;
pub use parse::Error;

use condition::Condition;

/// A pattern that an event matches or does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern(Fields);

impl Pattern {
    /// Whether the event matches. The work is bounded by the size of the event times the size of
    /// the pattern.
    pub fn matches(&self, event: &Value) -> bool {
        self.0.matches(Some(event))
    }

    /// The fields of an event that do not match, of alternatives those that are nearest to a match.
    /// There are none if, and only if, the event [matches](Self::matches).
    pub fn explain(&self, event: &Value) -> Vec<Mismatch> {
        self.0.explain(Some(event), "")
    }
}

impl FromStr for Pattern {
    type Err = Error;

    /// Parses a pattern from JSON.
    fn from_str(text: &str) -> Result<Self, Error> {
        parse::pattern(text).map(Self)
    }
}

/// The conditions on an object: all of them must hold.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fields {
    named: Vec<(String, Field)>,
    /// The alternatives of each `$or`, of which one must hold.
    either: Vec<Vec<Fields>>,
}

/// The condition on a field.
#[derive(Clone, Debug, PartialEq)]
enum Field {
    /// The field has fields of its own.
    Object(Fields),
    /// One of these must hold.
    Any {
        conditions: Vec<Condition>,
        /// As the pattern writes them.
        written: Value,
    },
}

impl Fields {
    /// Whether a value, or its absence, meets the conditions.
    fn matches(&self, value: Option<&Value>) -> bool {
        match value {
            // One element must meet all conditions: they must not be met by different elements.
            Some(Value::Array(items)) => items.iter().any(|item| self.matches(Some(item))),
            Some(Value::Object(object)) => self.match_object(object),
            _ => self.match_object(&Map::new()),
        }
    }

    fn match_object(&self, object: &Map<String, Value>) -> bool {
        let named = |(name, field): &(String, Field)| field.matches(object.get(name));
        let one_of = |alternatives: &Vec<Self>| {
            let mut alternatives = alternatives.iter();
            alternatives.any(|fields| fields.match_object(object))
        };
        self.named.iter().all(named) && self.either.iter().all(one_of)
    }
}

impl Field {
    fn matches(&self, value: Option<&Value>) -> bool {
        match self {
            Self::Object(fields) => fields.matches(value),
            Self::Any { conditions, .. } => {
                let mut leaves = Vec::new();
                collect_leaves(value, &mut leaves);
                conditions.iter().any(|condition| condition.holds(&leaves))
            }
        }
    }
}

/// The values of a field that conditions compare: itself, or the elements if it is a list. An
/// object is no such value.
fn collect_leaves<'a>(value: Option<&'a Value>, leaves: &mut Vec<&'a Value>) {
    match value {
        None | Some(Value::Object(_)) => {}
        Some(Value::Array(items)) => {
            for item in items {
                collect_leaves(Some(item), leaves);
            }
        }
        Some(leaf) => leaves.push(leaf),
    }
}
