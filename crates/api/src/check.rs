//! Checks a request against its shape.
//!
//! Two walks along value and shape together: [`types`] stops at the first value of a wrong type,
//! [`constraints`] finds everything that the model forbids. Both ignore nulls and unknown members.
//! The walks follow the value along the shape tables, so their depth is that of the value, which
//! the parser limits, and their cost is linear in the request. No message repeats a value, since
//! any value may be sensitive.

mod path;

use std::fmt;

use serde_json::{Map, Value};

use crate::date_time::DateTime;
use crate::error::FieldError;
use crate::findings::Findings;
use crate::protocol::ProtocolError;
use crate::shape::{Bounds, Kind, Member, Pattern, Shape};
use crate::types::ValidationExceptionErrorCode as Code;

use path::Path;

/// The longest text that is matched with a pattern without a maximum, in bytes. `arn:.*` would
/// match a whole body, which takes milliseconds; no ARN and no id of AWS has more than 2,048
/// characters.
const LONGEST_MATCHED: usize = 16 << 10;

/// Returns the first value of a wrong type as an error.
pub fn types(value: &Value, shape: &'static Shape) -> Result<(), ProtocolError> {
    typed(value, shape, &Path::ROOT)
}

/// Returns everything that violates a constraint of the shape, in the model's order. The types must
/// have been checked before.
pub fn constraints(value: &Value, shape: &'static Shape) -> Findings {
    let mut findings = Findings::default();
    constrained(value, shape, &Path::ROOT, &mut findings);
    findings
}

fn typed(value: &Value, shape: &'static Shape, path: &Path<'_>) -> Result<(), ProtocolError> {
    match (&shape.kind, value) {
        (_, Value::Null)
        | (Kind::Text { .. } | Kind::Enumeration(_), Value::String(_))
        | (Kind::Double, Value::Number(_))
        | (Kind::Boolean, Value::Bool(_)) => Ok(()),
        (Kind::Structure { members, union }, Value::Object(object)) => {
            let mut present = 0_usize;
            for (member, value) in present_members(members, object) {
                present += 1;
                typed(value, member.shape, &path.member(member.name))?;
            }
            if *union && present != 1 {
                let names: Vec<_> = members.iter().map(|member| member.name).collect();
                let names = names.join(", ");
                return Err(refused(
                    path,
                    &format!("must have exactly one member out of {names}"),
                ));
            }
            Ok(())
        }
        (Kind::List { member, .. }, Value::Array(items)) => items
            .iter()
            .enumerate()
            .try_for_each(|(position, item)| typed(item, member, &path.item(position))),
        (Kind::Map { value: shape, .. }, Value::Object(entries)) => entries
            .values()
            .enumerate()
            .try_for_each(|(position, value)| typed(value, shape, &path.entry(position))),
        (Kind::Integer(_), Value::Number(number)) if number.as_i64().is_some() => Ok(()),
        (Kind::Integer(_), Value::Number(_)) => {
            Err(refused(path, "must be an integer of at most 64 bits"))
        }
        (Kind::Timestamp, Value::String(text)) => match text.parse::<DateTime>() {
            Ok(_) => Ok(()),
            Err(error) => Err(refused(path, &format!("is {error}"))),
        },
        (kind, value) => Err(refused(
            path,
            &format!("must be {}, not {}", expected(kind), found(value)),
        )),
    }
}

fn constrained(value: &Value, shape: &'static Shape, path: &Path<'_>, findings: &mut Findings) {
    match (&shape.kind, value) {
        (Kind::Structure { members, union }, Value::Object(object)) => {
            if !union {
                for member in *members {
                    if member.required && object.get(member.name).is_none_or(Value::is_null) {
                        let path = path.member(member.name);
                        findings.add(|| broken(&path, Code::RequiredFieldMissing, NOT_NULL));
                    }
                }
            }
            for (member, value) in present_members(members, object) {
                constrained(value, member.shape, &path.member(member.name), findings);
            }
        }
        (Kind::List { member, length }, Value::Array(items)) => {
            let present = items.iter().filter(|item| !item.is_null()).count();
            counted(present, *length, path, findings);
            for (position, item) in items.iter().enumerate() {
                constrained(item, member, &path.item(position), findings);
            }
        }
        (
            Kind::Map {
                key,
                value: shape,
                length,
            },
            Value::Object(entries),
        ) => {
            let present = entries.values().filter(|value| !value.is_null()).count();
            counted(present, *length, path, findings);
            for (position, (name, value)) in entries.iter().enumerate() {
                let path = path.entry(position);
                if let Kind::Text { length, pattern } = &key.kind {
                    text(name, *length, pattern.as_ref(), &path, findings);
                }
                constrained(value, shape, &path, findings);
            }
        }
        (Kind::Text { length, pattern }, Value::String(value)) => {
            text(value, *length, pattern.as_ref(), path, findings);
        }
        (Kind::Enumeration(values), Value::String(value))
            if values.binary_search(&value.as_str()).is_err() =>
        {
            findings.add(|| {
                let values = values.join(", ");
                let what = format!("Member must satisfy enum value set: [{values}]");
                broken(path, Code::InvalidEnumValue, &what)
            });
        }
        (Kind::Integer(range), Value::Number(number)) => {
            if let Some(breach) = number.as_i64().and_then(|number| range.breach(number)) {
                let what = format!("Member must have value {breach}");
                findings.add(|| broken(path, Code::ValueOutOfRange, &what));
            }
        }
        // Valid values, nulls, and values whose types were refused before.
        _ => {}
    }
}

fn counted(count: usize, bounds: Bounds, path: &Path<'_>, findings: &mut Findings) {
    if let Some(breach) = bounds.breach(saturated(count)) {
        let code = match breach {
            Breach::Below(_) => Code::NotEnoughValues,
            Breach::Above(_) => Code::TooManyValues,
        };
        let what = format!("Member must have length {breach}");
        findings.add(|| broken(path, code, &what));
    }
}

/// The length is checked first: a text that is too long is not matched with the pattern, and does
/// not match a pattern without a length.
fn text(
    value: &str,
    length: Bounds,
    pattern: Option<&Pattern>,
    path: &Path<'_>,
    findings: &mut Findings,
) {
    let breach = length.breach(saturated(value.chars().count()));
    if let Some(breach) = &breach {
        let what = format!("Member must have length {breach}");
        findings.add(|| broken(path, Code::InvalidStringFormat, &what));
    }
    if matches!(breach, Some(Breach::Above(_))) {
        return;
    }
    let fits = |pattern: &Pattern| value.len() <= LONGEST_MATCHED && pattern.matches(value);
    if let Some(pattern) = pattern.filter(|pattern| !fits(pattern)) {
        let published = pattern.published;
        let what = format!("Member must satisfy regular expression pattern: {published}");
        findings.add(|| broken(path, Code::InvalidStringFormat, &what));
    }
}

fn present_members<'a>(
    members: &'static [Member],
    object: &'a Map<String, Value>,
) -> impl Iterator<Item = (&'static Member, &'a Value)> {
    members
        .iter()
        .filter_map(|member| object.get(member.name).map(|value| (member, value)))
        .filter(|(_, value)| !value.is_null())
}

/// The bound that a number violates.
enum Breach {
    Below(i64),
    Above(i64),
}

impl fmt::Display for Breach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Below(min) => write!(formatter, "greater than or equal to {min}"),
            Self::Above(max) => write!(formatter, "less than or equal to {max}"),
        }
    }
}

impl Bounds {
    fn breach(self, number: i64) -> Option<Breach> {
        let below = self.min.filter(|min| number < *min).map(Breach::Below);
        below.or_else(|| self.max.filter(|max| number > *max).map(Breach::Above))
    }
}

fn saturated(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

const NOT_NULL: &str = "Member must not be null";

fn broken(path: &Path<'_>, code: Code, what: &str) -> FieldError {
    let message = format!("Value at '{path}' failed to satisfy constraint: {what}");
    FieldError {
        field_name: path.field_name(),
        message,
        code,
    }
}

fn refused(path: &Path<'_>, what: &str) -> ProtocolError {
    ProtocolError::serialization(format!("Value at '{path}' {what}"))
}

const fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Structure { .. } => "a structure (object)",
        Kind::List { .. } => "a list (array)",
        Kind::Map { .. } => "a map (object)",
        Kind::Text { .. } | Kind::Enumeration(_) => "a string",
        Kind::Integer(_) => "an integer",
        Kind::Double => "a number",
        Kind::Boolean => "a boolean",
        Kind::Timestamp => "a timestamp (string)",
    }
}

const fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
