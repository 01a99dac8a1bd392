//! Values made from the shape tables: the least that is valid, everything at once, and one mistake
//! at a time.

use std::cell::RefCell;
use std::collections::HashMap;

use cosell_api::Shape;
use cosell_api::shape::{Bounds, Kind, Member, Pattern};
use cosell_api::types::ValidationExceptionErrorCode as Code;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

/// An instant in the written format, so that it survives a round trip.
pub(crate) const INSTANT: &str = "2026-11-22T18:32:24.559Z";

/// A value with one mistake, and the finding that must name it.
pub(crate) struct Violation {
    pub(crate) value: Value,
    pub(crate) field_name: String,
    pub(crate) code: Code,
}

/// How often a structure that holds itself, such as a filter, stands inside of itself.
const NESTED: usize = 2;

/// The structures on the way to a value, from the outermost.
#[derive(Clone, Copy)]
pub(crate) struct Way<'a> {
    before: Option<&'a Way<'a>>,
    shape: Option<&'static Shape>,
}

impl Way<'_> {
    pub(crate) const START: Way<'static> = Way {
        before: None,
        shape: None,
    };

    pub(crate) fn into(&self, shape: &'static Shape) -> Way<'_> {
        Way {
            before: Some(self),
            shape: Some(shape),
        }
    }

    /// Whether a value of this shape may follow, or would go on without end.
    pub(crate) fn ends_with(&self, shape: &'static Shape) -> bool {
        match &shape.kind {
            Kind::List { member, .. } => self.ends_with(member),
            Kind::Map { value, .. } => self.ends_with(value),
            _ => self.count(shape) < NESTED,
        }
    }

    fn count(&self, shape: &'static Shape) -> usize {
        let here = self.shape.is_some_and(|here| std::ptr::eq(here, shape));
        usize::from(here) + self.before.map_or(0, |before| before.count(shape))
    }
}

/// Only what is required; of a union its first member.
pub(crate) fn minimal(shape: &'static Shape) -> Value {
    build(shape, &Way::START, &|member| member.required)
}

/// Every member, one item per list; of a union its first member.
pub(crate) fn full(shape: &'static Shape) -> Value {
    full_at(shape, &Way::START)
}

fn full_at(shape: &'static Shape, way: &Way<'_>) -> Value {
    build(shape, way, &|_| true)
}

fn build(shape: &'static Shape, way: &Way<'_>, wanted: &dyn Fn(&Member) -> bool) -> Value {
    let inside = way.into(shape);
    match &shape.kind {
        Kind::Structure {
            members,
            union: true,
        } => {
            let first = &members[0];
            json!({ first.name: build(first.shape, &inside, wanted) })
        }
        Kind::Structure {
            members,
            union: false,
        } => members
            .iter()
            .filter(|member| wanted(member) && inside.ends_with(member.shape))
            .map(|member| {
                let value = build(member.shape, &inside, wanted);
                (member.name.to_owned(), value)
            })
            .collect(),
        Kind::List { member, length } => {
            let count = length.min.unwrap_or(1).max(1);
            (0..count).map(|_| build(member, way, wanted)).collect()
        }
        Kind::Map { value, .. } => json!({ "key": build(value, way, wanted) }),
        Kind::Text { length, pattern } => Value::from(text(shape.name, *length, pattern.as_ref())),
        Kind::Enumeration(values) => Value::from(values[0]),
        Kind::Integer(range) => Value::from(range.min.unwrap_or(1)),
        Kind::Double => Value::from(1.5),
        Kind::Boolean => Value::from(true),
        Kind::Timestamp => Value::from(INSTANT),
    }
}

thread_local! {
    static TEXTS: RefCell<HashMap<&'static str, String>> = RefCell::default();
}

/// A valid text, found by trying texts that the pattern generates.
pub(crate) fn text(name: &'static str, length: Bounds, pattern: Option<&Pattern>) -> String {
    if let Some(text) = TEXTS.with_borrow(|texts| texts.get(name).cloned()) {
        return text;
    }
    let text = match pattern {
        None => "x".repeat(usize::try_from(length.min.unwrap_or(1).max(1)).expect("small")),
        Some(pattern) => {
            let strategy =
                proptest::string::string_regex(pattern.source).expect("a pattern of the model");
            let mut runner = TestRunner::deterministic();
            (0..10_000)
                .map(|_| strategy.new_tree(&mut runner).expect("a text").current())
                .find(|text| {
                    let count = i64::try_from(text.chars().count()).expect("small");
                    length.min.is_none_or(|min| count >= min)
                        && length.max.is_none_or(|max| count <= max)
                })
                .unwrap_or_else(|| panic!("no text fits {name}"))
        }
    };
    TEXTS.with_borrow_mut(|texts| texts.insert(name, text.clone()));
    text
}

/// Every way to break exactly one constraint of a value that is otherwise full.
pub(crate) fn violations(shape: &'static Shape) -> Vec<Violation> {
    let mut found = Vec::new();
    collect(shape, "", &Way::START, &mut |value, field_name, code| {
        found.push(Violation {
            value,
            field_name,
            code,
        });
    });
    found
}

fn collect(
    shape: &'static Shape,
    path: &str,
    way: &Way<'_>,
    report: &mut dyn FnMut(Value, String, Code),
) {
    let inside = way.into(shape);
    match &shape.kind {
        Kind::Structure { members, union } => {
            let base = if *union {
                Map::new()
            } else {
                object(full_at(shape, way))
            };
            for member in *members {
                if !inside.ends_with(member.shape) {
                    continue;
                }
                let path = joined(path, member.name);
                if member.required && !union {
                    for absent in [None, Some(Value::Null)] {
                        let mut value = base.clone();
                        value.remove(member.name);
                        value.extend(absent.map(|null| (member.name.to_owned(), null)));
                        report(value.into(), path.clone(), Code::RequiredFieldMissing);
                    }
                }
                collect(
                    member.shape,
                    &path,
                    &inside,
                    &mut |inner, field_name, code| {
                        let mut value = base.clone();
                        value.insert(member.name.to_owned(), inner);
                        report(value.into(), field_name, code);
                    },
                );
            }
        }
        Kind::List { member, length } => {
            let item = full_at(member, way);
            if let Some(max) = length.max {
                let items = (0..=max).map(|_| item.clone()).collect();
                report(items, path.to_owned(), Code::TooManyValues);
            }
            if let Some(min) = length.min.filter(|min| *min > 0) {
                let items = (1..min).map(|_| item.clone()).collect();
                report(items, path.to_owned(), Code::NotEnoughValues);
            }
            let room = length.max.is_none_or(|max| max > 1);
            collect(member, path, way, &mut |inner, field_name, code| {
                let items = if room {
                    json!([item, inner])
                } else {
                    json!([inner])
                };
                report(items, field_name, code);
            });
        }
        Kind::Map { value, .. } => collect(value, path, way, &mut |inner, field_name, code| {
            report(json!({ "key": inner }), field_name, code);
        }),
        Kind::Text { length, pattern } => {
            let fill = |count: i64| "x".repeat(usize::try_from(count).expect("small"));
            let mut texts = Vec::new();
            texts.extend(length.max.map(|max| fill(max + 1)));
            texts.extend(length.min.filter(|min| *min > 0).map(|min| fill(min - 1)));
            if pattern.is_some() {
                // No pattern of the model matches a line feed.
                let count = usize::try_from(length.min.unwrap_or(1).max(1)).expect("small");
                texts.push("\n".repeat(count));
            }
            for text in texts {
                report(text.into(), path.to_owned(), Code::InvalidStringFormat);
            }
        }
        Kind::Enumeration(_) => {
            report(
                "no such value".into(),
                path.to_owned(),
                Code::InvalidEnumValue,
            );
        }
        Kind::Integer(range) => {
            let numbers = [range.max.map(|max| max + 1), range.min.map(|min| min - 1)];
            for number in numbers.into_iter().flatten() {
                report(number.into(), path.to_owned(), Code::ValueOutOfRange);
            }
        }
        Kind::Double | Kind::Boolean | Kind::Timestamp => {}
    }
}

/// The texts of a value, and whether the shape of each is sensitive.
pub(crate) fn texts(value: &Value, shape: &Shape, report: &mut dyn FnMut(&str, bool)) {
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Value::Object(object)) => {
            for member in *members {
                if let Some(value) = object.get(member.name) {
                    texts(value, member.shape, report);
                }
            }
        }
        (Kind::List { member, .. }, Value::Array(items)) => {
            for item in items {
                texts(item, member, report);
            }
        }
        (Kind::Map { value: shape, .. }, Value::Object(entries)) => {
            for value in entries.values() {
                texts(value, shape, report);
            }
        }
        (_, Value::String(text)) => report(text, shape.sensitive),
        _ => {}
    }
}

/// Removes members that are null, as a client does when it reads a response.
pub(crate) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => object
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        value => value,
    }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("not an object: {other}"),
    }
}

fn joined(path: &str, name: &str) -> String {
    let name = name[..1].to_lowercase() + &name[1..];
    if path.is_empty() {
        name
    } else {
        format!("{path}.{name}")
    }
}
