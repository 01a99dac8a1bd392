//! A JSON value as a literal of a programming language.

use std::fmt::Write as _;

use cosell_api::Shape;
use cosell_api::shape::Kind;
use serde_json::Value;

/// What a literal is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Python,
    /// The SDK for JavaScript takes the timestamps of a shape as `Date`.
    JavaScript,
}

/// Writes a value of a shape, with its lines after the first one indented by so many spaces. `name`
/// may replace a text by an expression.
pub(super) fn literal(
    syntax: Syntax,
    value: &Value,
    shape: Option<&Shape>,
    indent: usize,
    name: &dyn Fn(&str) -> Option<String>,
) -> String {
    let writer = Writer { syntax, name };
    let mut text = String::new();
    writer.write(&mut text, value, shape, indent);
    text
}

/// A request without the members that are null: to the API they are the same as none, and botocore
/// refuses them.
pub(super) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                members
                    .map(|(name, value)| (name, without_nulls(value)))
                    .collect(),
            )
        }
        Value::Array(items) => {
            let items = items.into_iter().filter(|item| !item.is_null());
            Value::Array(items.map(without_nulls).collect())
        }
        other => other,
    }
}

struct Writer<'a> {
    syntax: Syntax,
    name: &'a dyn Fn(&str) -> Option<String>,
}

impl Writer<'_> {
    fn write(&self, text: &mut String, value: &Value, shape: Option<&Shape>, indent: usize) {
        let is_python = self.syntax == Syntax::Python;
        match value {
            Value::Null if is_python => text.push_str("None"),
            Value::Bool(true) if is_python => text.push_str("True"),
            Value::Bool(false) if is_python => text.push_str("False"),
            Value::Object(members) if !members.is_empty() => {
                let members = members.iter();
                let members = members.map(|(name, value)| (Some(name), value, member(shape, name)));
                self.block(text, "{}", members, indent);
            }
            Value::Array(items) if !items.is_empty() => {
                let shape = match shape.map(|shape| &shape.kind) {
                    Some(Kind::List { member, .. }) => Some(*member),
                    _ => None,
                };
                let items = items.iter().map(|item| (None, item, shape));
                self.block(text, "[]", items, indent);
            }
            Value::String(string) => self.text(text, string, shape),
            other => {
                // Writing to a text cannot fail.
                let _ = write!(text, "{other}");
            }
        }
    }

    fn text(&self, text: &mut String, string: &str, shape: Option<&Shape>) {
        if let Some(expression) = (self.name)(string) {
            text.push_str(&expression);
            return;
        }
        // What JSON escapes has the same meaning in Python and in JavaScript.
        let quoted = Value::from(string).to_string();
        let is_time = shape.is_some_and(|shape| matches!(shape.kind, Kind::Timestamp));
        if self.syntax == Syntax::JavaScript && is_time {
            let _ = write!(text, "new Date({quoted})");
        } else {
            text.push_str(&quoted);
        }
    }

    fn block<'v>(
        &self,
        text: &mut String,
        brackets: &str,
        parts: impl Iterator<Item = (Option<&'v String>, &'v Value, Option<&'static Shape>)>,
        indent: usize,
    ) {
        let (open, close) = brackets.split_at(1);
        text.push_str(open);
        let mut between = "\n";
        for (name, value, shape) in parts {
            text.push_str(between);
            between = ",\n";
            let inner = indent + 4;
            let _ = write!(text, "{:inner$}", "");
            if let Some(name) = name {
                let quoted = Value::from(name.as_str());
                // Otherwise it would set the prototype of the object.
                if self.syntax == Syntax::JavaScript && name == "__proto__" {
                    let _ = write!(text, "[{quoted}]: ");
                } else {
                    let _ = write!(text, "{quoted}: ");
                }
            }
            self.write(text, value, shape, inner);
        }
        if self.syntax != Syntax::Json {
            text.push(',');
        }
        let _ = write!(text, "\n{:indent$}{close}", "");
    }
}

/// The shape of a member.
fn member(shape: Option<&Shape>, name: &str) -> Option<&'static Shape> {
    match &shape?.kind {
        Kind::Map { value, .. } => Some(*value),
        _ => Some(shape?.member(name)?.shape),
    }
}

#[cfg(test)]
mod tests {
    use cosell_api::find;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_written_as_each_language_has_it() {
        let value = json!({
            "__proto__": {}, "LastModifiedDate": "2026-01-02T03:04:05Z",
            "a": [true, null, 1.5, "'\"\\\u{1}\n\u{2028}"],
        });
        let shape = find("UpdateOpportunity").map(|meta| meta.input);
        let written = |syntax| literal(syntax, &value, shape, 0, &|_| None);
        let read: Value = serde_json::from_str(&written(Syntax::Json)).expect("JSON");
        assert_eq!(read, value);
        let python = written(Syntax::Python);
        assert!(
            python.contains("True,\n        None,\n        1.5,"),
            "{python}"
        );
        assert!(
            python.contains("\"LastModifiedDate\": \"2026-01-02"),
            "{python}"
        );
        let script = written(Syntax::JavaScript);
        assert!(script.contains("[\"__proto__\"]: {}"), "{script}");
        assert!(
            script.contains("new Date(\"2026-01-02T03:04:05Z\")"),
            "{script}"
        );
        assert!(script.contains(r#""'\"\\\u0001\n"#), "{script}");
    }
}
