//! The JSON of OTLP: attributes are lists, and numbers of 64 bits are texts.

use cosell_trace::Value as Attribute;
use serde_json::{Value, json};

/// A list of attributes.
pub(super) fn attributes<'a>(named: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let named = named.into_iter();
    named
        .map(|(key, value)| json!({ "key": key, "value": value }))
        .collect()
}

/// A text.
pub(super) fn text(text: &str) -> Value {
    json!({ "stringValue": text })
}

/// The value of an attribute of a span.
pub(super) fn value(value: &Attribute) -> Value {
    match value {
        Attribute::Text(value) => text(value),
        Attribute::Integer(number) => json!({ "intValue": number.to_string() }),
    }
}

/// The scope of all spans and metrics: this program.
pub(super) fn scope() -> Value {
    json!({ "name": "cosell", "version": env!("CARGO_PKG_VERSION") })
}
