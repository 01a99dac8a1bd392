//! `/_cosell/faults`: the fault rules in force.
//!
//! ```json
//! {"rules": [
//!   {"id": 1, "passed": 7, "fired": 2,
//!    "text": "step.*.before=error:EngagementConflict;account=111111111111;count=2",
//!    "rule": {"point": "step.*.before", "action": "error", "error": "EngagementConflict",
//!             "account": "111111111111", "seed": 0, "count": 2, "skip": 0}}
//! ]}
//! ```
//!
//! A rule to add is such a `rule`, or its line of text:
//! `{"text": "operation.read=delay:200ms;operation=GetOpportunity"}`.

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// A rule. `action` is `error`, `delay`, `drop`, `panic` or `abort`; `error` goes with the first of
/// them and `millis` with the second.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub point: String,
    pub action: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub millis: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalog: Option<String>,
    /// The kind of a task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    #[serde(default)]
    pub seed: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    #[serde(default)]
    pub skip: u64,
}

/// A rule as its line of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub text: String,
}

/// A rule to be added: one with the member `text` is a line, any other the rule itself.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum NewRule {
    Line(Line),
    Rule(Box<Rule>),
}

impl<'de> Deserialize<'de> for NewRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let posted = Value::deserialize(deserializer)?;
        let read = if posted.get("text").is_some() {
            Line::deserialize(posted).map(Self::Line)
        } else {
            Rule::deserialize(posted).map(|rule| Self::Rule(Box::new(rule)))
        };
        read.map_err(D::Error::custom)
    }
}

/// A rule in force and how often it matched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    pub id: u64,
    /// How often its point was reached by what the rule picks.
    pub passed: u64,
    /// How often it injected a fault.
    pub fired: u64,
    /// The rule as a line of text.
    pub text: String,
    pub rule: Rule,
}

/// The rules in force, in the order in which they are matched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rules {
    pub rules: Vec<Listed>,
}

/// How many rules were taken out of force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    pub removed: usize,
}
