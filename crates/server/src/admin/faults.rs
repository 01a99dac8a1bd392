//! `/_cosell/faults`: the fault rules in force.
//!
//! `GET` lists them with what they did, `POST` adds one and answers with it, `DELETE` takes out all
//! of them or, with an id behind the path, one.
//!
//! ```json
//! {"rules": [
//!   {"id": 1, "passed": 7, "fired": 2,
//!    "rule": {"point": "step.*.before", "action": "error", "error": "EngagementConflict",
//!             "account": "111111111111", "seed": 0, "count": 2, "skip": 0}}
//! ]}
//! ```
//!
//! A rule to add is such a `rule`, or its line of text:
//! `{"text": "operation.read=delay:200ms;operation=GetOpportunity"}`.

use bytes::Bytes;
use cosell_domain::fault;
use cosell_engine::fault::{Form, Listed, Rule};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::pipeline::Front;
use crate::refusal::Refusal;

/// What may be posted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    text: String,
}

pub(super) fn page(front: &Front) -> Value {
    let rules = front.service.engine().faults().list();
    json!({ "rules": rules.into_iter().map(document).collect::<Vec<_>>() })
}

pub(super) fn add(front: &Front, body: &Bytes) -> Result<Value, Refusal> {
    let posted: Value = super::read(body)?;
    let rule: Rule = if posted.get("text").is_some() {
        let line: Line = from_value(posted)?;
        line.text.parse().map_err(wrong)?
    } else {
        let form: Form = from_value(posted)?;
        form.try_into().map_err(wrong)?
    };
    fault::check(&rule).map_err(|error| super::invalid(&error.to_string()))?;
    let id = front.service.engine().faults().add(rule.clone());
    tracing::warn!(id, %rule, "a fault rule is in force");
    Ok(document(Listed {
        id,
        rule,
        passed: 0,
        fired: 0,
    }))
}

pub(super) fn remove(front: &Front, id: &str) -> Result<Value, Refusal> {
    let removed = id
        .parse()
        .ok()
        .and_then(|id| front.service.engine().faults().remove(id));
    removed
        .map(document)
        .ok_or_else(|| super::not_found("There is no such rule."))
}

pub(super) fn clear(front: &Front) -> Value {
    json!({ "removed": front.service.engine().faults().clear() })
}

fn document(listed: Listed) -> Value {
    json!({
        "id": listed.id,
        "passed": listed.passed,
        "fired": listed.fired,
        "text": listed.rule.to_string(),
        "rule": Form::from(listed.rule),
    })
}

fn from_value<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Refusal> {
    serde_json::from_value(value).map_err(|error| super::invalid(&error.to_string()))
}

#[expect(clippy::needless_pass_by_value, reason = "it maps errors")]
fn wrong(error: cosell_engine::fault::RuleError) -> Refusal {
    super::invalid(&error.to_string())
}
