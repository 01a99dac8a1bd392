//! Rules as data: one flat object, in JSON or TOML.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Action, Rule, RuleError};

/// The members of a rule. `action` is `error`, `delay`, `drop`, `panic` or `abort`; `error` goes
/// with the first of them and `millis` with the second.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
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

impl TryFrom<Form> for Rule {
    type Error = RuleError;

    fn try_from(form: Form) -> Result<Self, RuleError> {
        let wrong = |message: &str| RuleError(message.to_owned());
        let action = match (form.action.as_str(), form.error, form.millis) {
            ("error", Some(name), None) => Action::Error(name),
            ("error", ..) => return Err(wrong("an error is named by the member `error`")),
            ("delay", None, Some(millis)) => Action::Delay(Duration::from_millis(millis)),
            ("delay", ..) => return Err(wrong("a delay lasts as the member `millis` says")),
            ("drop", None, None) => Action::Drop,
            ("panic", None, None) => Action::Panic,
            ("abort", None, None) => Action::Abort,
            ("drop" | "panic" | "abort", ..) => {
                return Err(wrong(
                    "drop, panic and abort take neither `error` nor `millis`",
                ));
            }
            _ => return Err(wrong("an action is error, delay, drop, panic or abort")),
        };
        Self {
            point: form.point,
            action,
            operation: form.operation,
            account: form.account,
            catalog: form.catalog,
            task: form.task,
            probability: form.probability,
            seed: form.seed,
            count: form.count,
            skip: form.skip,
        }
        .checked()
    }
}

impl From<Rule> for Form {
    fn from(rule: Rule) -> Self {
        let (action, error, millis) = match rule.action {
            Action::Error(name) => ("error", Some(name), None),
            Action::Delay(time) => {
                let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
                ("delay", None, Some(millis))
            }
            Action::Drop => ("drop", None, None),
            Action::Panic => ("panic", None, None),
            Action::Abort => ("abort", None, None),
        };
        Self {
            point: rule.point,
            action: action.to_owned(),
            error,
            millis,
            operation: rule.operation,
            account: rule.account,
            catalog: rule.catalog,
            task: rule.task,
            probability: rule.probability,
            seed: rule.seed,
            count: rule.count,
            skip: rule.skip,
        }
    }
}
