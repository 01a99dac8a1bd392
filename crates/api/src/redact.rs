//! Keeps sensitive values out of logs.
//!
//! Typed values print themselves with their sensitive members replaced; a body that has not been
//! read yet is [`redact`]ed by its shape. What the shape does not know is dropped, because nobody
//! can say what it holds.

use std::fmt;

use serde_json::Value;

use crate::shape::{Kind, Shape};

const MARK: &str = "[redacted]";

/// A copy of the value for logs: sensitive values and values of a wrong type replaced by a mark,
/// unknown members left out.
pub fn redact(value: &Value, shape: &Shape) -> Value {
    if shape.sensitive && !value.is_null() {
        return Value::from(MARK);
    }
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Value::Object(object)) => members
            .iter()
            .filter_map(|member| {
                let value = object.get(member.name)?;
                Some((member.name.to_owned(), redact(value, member.shape)))
            })
            .collect(),
        (Kind::List { member, .. }, Value::Array(items)) => {
            items.iter().map(|item| redact(item, member)).collect()
        }
        (
            Kind::Map {
                key, value: shape, ..
            },
            Value::Object(entries),
        ) if !key.sensitive => entries
            .iter()
            .map(|(name, value)| (name.clone(), redact(value, shape)))
            .collect(),
        (_, Value::Null)
        | (Kind::Text { .. } | Kind::Enumeration(_) | Kind::Timestamp, Value::String(_))
        | (Kind::Integer(_) | Kind::Double, Value::Number(_))
        | (Kind::Boolean, Value::Bool(_)) => value.clone(),
        _ => Value::from(MARK),
    }
}

/// Stands in the `Debug` output of a structure where a sensitive member would be.
#[derive(Clone, Copy)]
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MARK)
    }
}
