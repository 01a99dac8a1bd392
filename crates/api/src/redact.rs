//! Redacts sensitive values for logs.
//!
//! The `Debug` output of typed values has their sensitive members replaced; a body that is not
//! deserialized yet is [`redact`]ed by its shape. Members that the shape does not have are dropped,
//! because they may be sensitive.

use std::fmt;

use serde_json::Value;

use crate::shape::{Kind, Shape};

const MARK: &str = "[redacted]";

/// A copy of the value for logs: sensitive values and values of a wrong type are replaced by a
/// mark, and unknown members are removed.
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

/// Replaces a sensitive member in the `Debug` output of a structure.
#[derive(Clone, Copy)]
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MARK)
    }
}
