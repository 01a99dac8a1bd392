//! A scenario: calls in their order, with what each takes from the responses before it.

use std::collections::BTreeMap;

use cosell_world::machine;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The value that is another text for each request and endpoint.
const TOKEN: &str = "token";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    pub(super) steps: Vec<Step>,
}

/// One call.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// The operation.
    pub(super) call: String,
    /// A text `$NAME` stands for what a step saved under this name; `$token` is a new text.
    #[serde(default)]
    pub(super) request: Value,
    /// What later steps need: names, with JSON pointers into the response.
    #[serde(default)]
    pub(super) save: BTreeMap<String, String>,
    /// Repeat the call until a member of the response has one of these values.
    #[serde(default)]
    until: BTreeMap<String, Vec<Value>>,
    /// Differences that are expected: members, each with the reason or the rule.
    #[serde(default)]
    pub(super) known: BTreeMap<String, String>,
}

impl Scenario {
    pub(super) fn read(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }
}

impl Step {
    /// Whether a response ends the step.
    pub(super) fn is_done(&self, body: &Value) -> bool {
        let mut members = self.until.iter();
        members.all(|(pointer, values)| {
            body.pointer(pointer)
                .is_none_or(|value| values.contains(value))
        })
    }
}

/// What steps saved of the responses of one endpoint.
#[derive(Debug, Default)]
pub(super) struct Values(BTreeMap<String, Value>);

impl Values {
    pub(super) fn save(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// A request with saved values in it. The error is a name that no step has saved.
    pub(super) fn fill(&self, request: &Value) -> Result<Value, String> {
        match request {
            Value::String(text) => match text.strip_prefix('$') {
                None => Ok(request.clone()),
                Some(TOKEN) => Ok(machine::uuid().to_string().into()),
                Some(name) => self.0.get(name).cloned().ok_or_else(|| name.to_owned()),
            },
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(members) => {
                let filled = members.iter().map(|(name, value)| {
                    let value = self.fill(value)?;
                    Ok((name.clone(), value))
                });
                Ok(Value::Object(
                    filled.collect::<Result<Map<_, _>, String>>()?,
                ))
            }
            other => Ok(other.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn saved_values_are_filled_in_and_missing_ones_are_named() {
        let mut values = Values::default();
        values.save("id", "O1".into());
        let filled = values
            .fill(&json!({ "a": ["$id", 1], "t": "$token" }))
            .expect("filled");
        assert_eq!(filled["a"], json!(["O1", 1]));
        assert_eq!(filled["t"].as_str().map(str::len), Some(36));
        assert_eq!(values.fill(&json!({ "a": "$no" })), Err("no".to_owned()));
    }

    #[test]
    fn the_scenario_that_ships_can_be_read() {
        let scenario = Scenario::read(super::super::MAIN_JOB).expect("a scenario");
        for step in &scenario.steps {
            assert!(cosell_domain::find(&step.call).is_some(), "{}", step.call);
        }
        assert!(scenario.steps.len() > 5);
    }
}
