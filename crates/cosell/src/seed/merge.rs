//! Members of a request over those that are invented.

use serde_json::{Map, Value};

/// How the TOML library hands on a date that has no quotes.
const PRIVATE_DATE: &str = "$__toml_private_datetime";

/// Puts members over others. A structure is merged, everything else is replaced.
pub(super) fn merge(into: &mut Value, over: Map<String, Value>) {
    let Value::Object(members) = into else {
        *into = Value::Object(over);
        return;
    };
    for (name, value) in over {
        match (members.get_mut(&name), value) {
            (Some(known @ Value::Object(_)), Value::Object(value)) => merge(known, value),
            (_, value) => {
                members.insert(name, value);
            }
        }
    }
}

/// The value with dates as texts.
pub(super) fn without_private_dates(value: Value) -> Value {
    match value {
        Value::Object(mut members) => match members.remove(PRIVATE_DATE) {
            Some(date) => date,
            None => members
                .into_iter()
                .map(|(name, value)| (name, without_private_dates(value)))
                .collect(),
        },
        Value::Array(items) => items.into_iter().map(without_private_dates).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_structure_is_merged_and_a_list_replaced() {
        let mut value = json!({ "a": { "b": 1, "c": [1, 2] }, "d": 1 });
        let Value::Object(over) = json!({ "a": { "c": [3] }, "e": { "f": 2 } }) else {
            unreachable!()
        };
        merge(&mut value, over);
        assert_eq!(
            value,
            json!({ "a": { "b": 1, "c": [3] }, "d": 1, "e": { "f": 2 } })
        );
    }

    #[test]
    fn a_date_without_quotes_is_a_text() {
        let read: Value = toml::from_str("a = [{ b = 2026-11-28 }]").expect("TOML");
        assert_eq!(
            without_private_dates(read),
            json!({ "a": [{ "b": "2026-11-28" }] })
        );
    }
}
