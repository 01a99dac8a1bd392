//! Whether a request would be accepted, and by which rules it is refused; nothing is changed.
//!
//! The operation itself runs in a transaction that is rolled back (`service/dry_run.rs`). This
//! module finds the operation of a request that names none, and tells each finding with its rule.

use std::fmt;

use cosell_admin_api::check::{Candidate, Checked, Finding};
use cosell_api::types::ValidationExceptionReason as Reason;
use cosell_api::wire::DecodeError;
use serde_json::{Map, Value};

use crate::operations::{Entry, OPERATIONS, find, near};
use crate::rule::{Evidence, Rule};
use crate::rules::rules;
use crate::{CallError, Caller, Error, Service};

/// Why a request cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error("The API has no operation {name} that this version supports.{hint}", hint = hint(name))]
    Unknown { name: String },
    #[error(
        "The request is not clearly one of an operation: name it, such as with \
             --operation. It may be {0}."
    )]
    Unclear(Choice),
    #[error("The request must be a JSON object.")]
    NoObject,
    #[error("Only CreateOpportunity and UpdateOpportunity can be checked with submit, not {0}.")]
    NotSubmitted(&'static str),
    #[error("the store failed")]
    Store(#[from] cosell_store::Error),
    /// Nothing happened, and the caller must be authenticated again.
    #[error("the caller's identity changed meanwhile")]
    Stale,
}

fn hint(name: &str) -> String {
    near(name).map_or_else(String::new, |near| format!(" Did you mean {near}?"))
}

/// Operations that a request may be of.
#[derive(Debug)]
pub struct Choice(Vec<&'static str>);

impl fmt::Display for Choice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("any: none has its members");
        }
        formatter.write_str(&self.0.join(", "))
    }
}

impl Service {
    /// Checks a request of a caller.
    pub async fn check(&self, candidate: Candidate, caller: Caller) -> Result<Checked, CheckError> {
        let Value::Object(members) = &candidate.request else {
            return Err(CheckError::NoObject);
        };
        let entry = match &candidate.operation {
            Some(name) => find(name).ok_or_else(|| CheckError::Unknown { name: name.clone() })?,
            None => guess(members)?,
        };
        let operation = entry.meta.name;
        if candidate.submit && !matches!(operation, "CreateOpportunity" | "UpdateOpportunity") {
            return Err(CheckError::NotSubmitted(operation));
        }
        let unknown = cosell_api::unknown(&candidate.request, entry.meta.input);
        let account = caller.account().to_string();
        let ended = self
            .dry_run(entry, caller, candidate.request, candidate.submit)
            .await;
        let refused = match ended {
            Ok(()) => None,
            Err(CallError::Operation(Error::Store(error))) => return Err(error.into()),
            Err(CallError::Operation(Error::Stale { version })) => {
                self.directory().note_version(version);
                return Err(CheckError::Stale);
            }
            Err(error) => Some(error),
        };
        let error = refused.as_ref().map(describe);
        let (name, message, findings) = error.unwrap_or_default();
        Ok(Checked {
            operation: operation.to_owned(),
            account,
            accepted: refused.is_none(),
            error: name,
            message,
            findings,
            unknown,
        })
    }
}

/// The operation that changes something and has the members of a request. What the caller's SDK
/// adds by itself, the client token, may be missing.
fn guess(members: &Map<String, Value>) -> Result<&'static Entry, CheckError> {
    let writing = OPERATIONS.iter().filter(|entry| !entry.meta.readonly);
    let ranked = writing.filter_map(|entry| Some((rank(entry, members)?, entry)));
    let mut best: Vec<(usize, &'static Entry)> = Vec::new();
    for (rank, entry) in ranked {
        match best.first() {
            Some((least, _)) if *least < rank => {}
            Some((least, _)) if *least == rank => best.push((rank, entry)),
            _ => best = vec![(rank, entry)],
        }
    }
    match best.as_slice() {
        [(_, entry)] => Ok(entry),
        several => Err(CheckError::Unclear(Choice(
            several.iter().map(|(_, entry)| entry.meta.name).collect(),
        ))),
    }
}

/// How many members a request has too many and too few for an operation; none when it has no member
/// of the operation, or most of its members are others.
fn rank(entry: &Entry, members: &Map<String, Value>) -> Option<usize> {
    let shape = entry.meta.input;
    let token = entry.meta.idempotency_token;
    let known = |name: &&String| shape.member(name.as_str()).is_some();
    let known = members.keys().filter(known).count();
    let strange = members.len() - known;
    let missing = shape.members().iter().filter(|member| {
        member.required && Some(member.name) != token && !members.contains_key(member.name)
    });
    (known > strange).then(|| strange + missing.count())
}

/// The name and the message of an error, and its findings.
fn describe(error: &CallError) -> (Option<String>, Option<String>, Vec<Finding>) {
    let no_rules: &[&'static str] = &[];
    let (refused, rules) = match error {
        CallError::Decode(DecodeError::Modelled(error)) => (error, no_rules),
        CallError::Operation(Error::Refused { error, rules }) => (error, rules.as_slice()),
        CallError::Decode(DecodeError::Protocol(error)) => {
            let name = Some(error.name().to_owned());
            let finding = plain(&error.message, Some(Evidence::Documented));
            return (name, Some(error.message.clone()), vec![finding]);
        }
        CallError::Operation(Error::Store(_) | Error::Stale { .. }) | CallError::Dropped => {
            let message = error.to_string();
            return (None, Some(message.clone()), vec![plain(&message, None)]);
        }
    };
    let name = refused.kind().name().to_owned();
    let findings = findings(&refused.body(), rules);
    (Some(name), Some(refused.message().to_owned()), findings)
}

/// The findings of a refusal: those of its body, each with the rule that stands at its place in the
/// list, or with the only rule.
pub fn findings(body: &Value, rules: &[&str]) -> Vec<Finding> {
    let text = |value: &Value, member: &str| {
        let text = value.get(member).and_then(Value::as_str);
        text.map(str::to_owned)
    };
    let message = text(body, "Message").unwrap_or_default();
    let is_model =
        text(body, "Reason").as_deref() == Some(Reason::RequestValidationFailed.as_str());
    let Some(errors) = body.get("ErrorList").and_then(Value::as_array) else {
        return vec![of_rule(only(rules).copied(), None, &message)];
    };
    let found = errors.iter().enumerate().map(|(position, error)| {
        let rule = rules.get(position).or_else(|| only(rules)).copied();
        let evidence = (is_model && rule.is_none()).then_some(Evidence::Documented);
        let message = text(error, "Message").unwrap_or_default();
        Finding {
            field: text(error, "FieldName"),
            code: text(error, "Code"),
            ..of_rule(rule, evidence, &message)
        }
    });
    found.collect()
}

/// The rule of every finding, if there is one rule.
fn only<'a, 'b>(rules: &'b [&'a str]) -> Option<&'b &'a str> {
    match rules {
        [rule] => Some(rule),
        _ => None,
    }
}

/// A finding by a rule of this id.
fn of_rule(id: Option<&str>, evidence: Option<Evidence>, message: &str) -> Finding {
    let found = |id: &str| rules().find(|rule: &&Rule| rule.id == id);
    let Some(rule) = id.and_then(found) else {
        return plain(message, evidence);
    };
    Finding {
        rule: Some(rule.id.to_owned()),
        says: Some(rule.says.to_owned()),
        ..plain(message, Some(rule.evidence))
    }
}

fn plain(message: &str, evidence: Option<Evidence>) -> Finding {
    Finding {
        rule: None,
        evidence: evidence.map(|evidence| evidence.as_str().to_owned()),
        says: None,
        field: None,
        code: None,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn guessed(request: &Value) -> Result<&'static str, String> {
        let members = request.as_object().expect("an object");
        let entry = guess(members).map_err(|error| error.to_string())?;
        Ok(entry.meta.name)
    }

    #[test]
    fn a_request_is_of_the_operation_whose_members_it_has() {
        for (request, operation) in [
            (
                json!({ "Catalog": "AWS", "Origin": "Partner Referral", "LifeCycle": {} }),
                "CreateOpportunity",
            ),
            (
                json!({ "Catalog": "AWS", "Identifier": "O1", "LastModifiedDate": "2026-01-01",
                        "LifeCycle": {} }),
                "UpdateOpportunity",
            ),
            (
                json!({ "Catalog": "AWS", "Identifier": "O1", "InvolvementType": "Co-Sell" }),
                "SubmitOpportunity",
            ),
            (
                json!({ "Catalog": "AWS", "Identifier": "O1", "Assignee": {} }),
                "AssignOpportunity",
            ),
        ] {
            assert_eq!(guessed(&request).as_deref(), Ok(operation), "{request}");
        }
    }

    #[test]
    fn a_request_of_several_operations_or_none_is_not_guessed() {
        let none = guessed(&json!({ "Name": 1, "Colour": 2 })).expect_err("no such operation");
        assert!(none.contains("none has its members"), "{none}");
        let several = guessed(&json!({ "Catalog": "AWS" })).expect_err("unclear");
        assert!(several.contains("CreateOpportunity"), "{several}");
    }
}
