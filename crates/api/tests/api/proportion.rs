//! A response stays small, however many findings a request has.

use cosell_api::operations::OPERATIONS;
use cosell_api::shape::Kind;
use cosell_api::types::ValidationExceptionErrorCode as Code;
use cosell_api::wire::{DecodeError, checked};
use cosell_api::{Error, FieldError, Findings, OperationMeta, Shape};
use serde_json::{Map, Value, json};

use crate::sample::{Way, minimal, violations};

/// The largest response in bytes. Findings have at most 16 KiB of text, the message repeats some of
/// it, and JSON adds names and punctuation.
const LARGEST: usize = 64 << 10;

/// The size of the response to a request, if the request is refused for its constraints.
fn answer(meta: &'static OperationMeta, request: Value) -> Option<usize> {
    let Err(DecodeError::Modelled(error @ Error::Validation { .. })) = checked(request, meta)
    else {
        return None;
    };
    let body = error.body();
    if let Error::Validation { errors, .. } = &error {
        assert!(!errors.is_empty() && errors.len() <= Findings::MOST);
    }
    Some(body.to_string().len())
}

/// The same value with the last item of every list repeated this many times; in nested lists the
/// inner ones only a few times.
fn repeated(value: &Value, count: usize) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| (name.clone(), repeated(value, count)))
            .collect(),
        Value::Array(items) => {
            let mut items: Vec<Value> = items
                .iter()
                .map(|item| repeated(item, count.min(3)))
                .collect();
            if let Some(last) = items.last().cloned() {
                items.resize(count.max(items.len()), last);
            }
            items.into()
        }
        value => value.clone(),
    }
}

/// Values of this shape in which one list has only the smallest invalid items.
fn endless(shape: &'static Shape, way: &Way<'_>, found: &mut dyn FnMut(Value)) {
    let inside = way.into(shape);
    match &shape.kind {
        Kind::Structure { members, union } => {
            for member in *members {
                if !inside.ends_with(member.shape) {
                    continue;
                }
                endless(member.shape, &inside, &mut |inner| {
                    let mut object = if *union {
                        Map::new()
                    } else {
                        let Value::Object(object) = minimal(shape) else {
                            return;
                        };
                        object
                    };
                    object.insert(member.name.to_owned(), inner);
                    found(object.into());
                });
            }
        }
        Kind::List { member, .. } => {
            let item = match &member.kind {
                Kind::Structure { .. } | Kind::Map { .. } => json!({}),
                Kind::List { .. } => json!([]),
                Kind::Text { .. } | Kind::Enumeration(_) | Kind::Timestamp => json!(""),
                Kind::Integer(_) | Kind::Double => json!(-1),
                Kind::Boolean => json!(false),
            };
            found(vec![item; 50_000].into());
            endless(member, way, &mut |inner| found(json!([inner])));
        }
        Kind::Map { value, .. } => endless(value, way, &mut |inner| found(json!({ "key": inner }))),
        Kind::Text { .. }
        | Kind::Enumeration(_)
        | Kind::Integer(_)
        | Kind::Double
        | Kind::Boolean
        | Kind::Timestamp => {}
    }
}

#[test]
fn no_list_of_findings_makes_a_large_response() {
    let (mut lists, mut refused, mut largest) = (0, 0, 0);
    let mut judge = |meta: &'static OperationMeta, request: Value| {
        if let Some(size) = answer(meta, request) {
            refused += 1;
            largest = largest.max(size);
            assert!(size <= LARGEST, "{}: {size} bytes", meta.name);
        }
    };
    for meta in OPERATIONS {
        endless(meta.input, &Way::START, &mut |request| {
            lists += 1;
            judge(meta, request);
        });
        for violation in violations(meta.input) {
            judge(meta, repeated(&violation.value, 300));
        }
    }
    assert!(lists > 40, "{lists} lists");
    assert!(refused > 1_000, "{refused} refused");
    assert!(
        largest > LARGEST / 4,
        "{largest} bytes: the bound says nothing"
    );
}

#[test]
fn findings_that_are_not_listed_are_counted() {
    let finding = || FieldError::new("catalog", Code::InvalidValue, "is wrong");
    for (count, listed) in [(1, 1), (100, 100), (101, 100), (100_000, 100)] {
        for error in [
            Error::request(vec![finding(); count]),
            Error::business(vec![finding(); count]),
        ] {
            let Error::Validation {
                errors, message, ..
            } = &error
            else {
                panic!("{error:?}");
            };
            assert_eq!(errors.len(), listed);
            let start = format!("{count} validation error");
            assert!(message.starts_with(&start), "{message}");
            // A client that reads only the message finds every listed finding.
            let said = "catalog: INVALID_VALUE: is wrong";
            assert_eq!(message.matches(said).count(), listed, "{message}");
            let more = (count > listed).then(|| format!("; and {} more", count - listed));
            assert!(message.contains(&more.unwrap_or_default()), "{message}");
            let says = message.ends_with("; ErrorList has the first 100");
            assert_eq!(says, count > listed, "{message}");
        }
    }
}

#[test]
fn long_findings_are_fewer_and_keep_their_order() {
    let finding =
        |length: usize| FieldError::new("catalog", Code::InvalidValue, "x".repeat(length));
    let mut findings = Findings::default();
    for length in [4_000, 4_000, 4_000, 4_000, 4_000, 1, 1] {
        findings.add(|| finding(length));
    }
    let (listed, more) = findings.into_parts();
    assert_eq!((listed.len(), more), (5, 2));
    // The text of a single finding is limited as well.
    let (listed, more) = Findings::from(vec![finding(100_000)]).into_parts();
    assert_eq!((listed.len(), more), (1, 0));
    assert!(listed[0].message.len() < 5_000);
}

#[test]
fn the_length_of_a_message_is_limited() {
    for letter in ["x", "é", "💡"] {
        let name = letter.repeat(1 << 20);
        for error in [Error::not_found(&name), Error::access_denied(&name)] {
            let body = error.body();
            let message = body["Message"].as_str().expect("a text");
            assert!(message.len() < 33 << 10, "{}", message.len());
            assert!(message.starts_with(letter) && message.ends_with('…'));
        }
    }
}
