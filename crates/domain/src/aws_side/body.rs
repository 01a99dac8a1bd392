//! What an administrator sends of a record: members of the API, spelt as the API spells them.
//!
//! A change of a record is a JSON merge patch (RFC 7396): a member that is left out stays, null
//! removes it, and a list replaces the whole list. Other than in the API a member that the model
//! does not have is refused, because it is a mistake of the person who wrote the file.

use cosell_api::shape::Kind;
use cosell_api::types::ValidationExceptionErrorCode as Code;
use cosell_api::wire::DecodeError;
use cosell_api::{FieldError, Shape, check};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::Error;

/// Members of a record, as JSON.
pub type Members = Map<String, Value>;

/// What of an opportunity an administrator may give, at its creation and later.
pub(super) const OPPORTUNITY: &[&str] = &[
    "PrimaryNeedsFromAws",
    "NationalSecurity",
    "PartnerOpportunityIdentifier",
    "Customer",
    "Project",
    "OpportunityType",
    "Marketing",
    "SoftwareRevenue",
    "LifeCycle",
];

/// A record after a change of some of its members.
pub(super) fn patched<T: Serialize>(
    record: &T,
    change: &Members,
    (shape, allowed): (&'static Shape, &[&str]),
) -> Result<Value, Error> {
    known(change, shape, allowed)?;
    let mut value = serde_json::to_value(record).map_err(|_| cosell_api::Error::internal())?;
    merge(&mut value, change);
    Ok(value)
}

/// Refuses members that the shape does not have, and at the top also those that are not allowed.
pub(super) fn known(given: &Members, shape: &'static Shape, allowed: &[&str]) -> Result<(), Error> {
    for (name, value) in given {
        if !allowed.contains(&name.as_str()) {
            let message = format!(
                "There is no member {name} here; it may have {}.",
                list(allowed)
            );
            return Err(wrong(message));
        }
        if let Some(member) = shape.member(name) {
            unknown(name, value, member.shape)?;
        }
    }
    Ok(())
}

fn unknown(path: &str, value: &Value, shape: &'static Shape) -> Result<(), Error> {
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Value::Object(object)) => {
            for (name, value) in object {
                let Some(member) = shape.member(name) else {
                    let names: Vec<_> = members.iter().map(|member| member.name).collect();
                    let names = list(&names);
                    return Err(wrong(format!(
                        "{path} has no member {name}; it may have {names}."
                    )));
                };
                unknown(&format!("{path}.{name}"), value, member.shape)?;
            }
            Ok(())
        }
        (Kind::List { member, .. }, Value::Array(items)) => items
            .iter()
            .try_for_each(|item| unknown(path, item, member)),
        (Kind::Map { value: shape, .. }, Value::Object(entries)) => entries
            .values()
            .try_for_each(|value| unknown(path, value, shape)),
        _ => Ok(()),
    }
}

/// Applies a merge patch. Its depth is limited by the parser of the request.
fn merge(record: &mut Value, change: &Members) {
    if !record.is_object() {
        *record = Value::Object(Map::new());
    }
    let Value::Object(members) = record else {
        return;
    };
    for (name, value) in change {
        match value {
            Value::Null => {
                members.remove(name);
            }
            Value::Object(inner) => {
                merge(members.entry(name.as_str()).or_insert(Value::Null), inner);
            }
            other => {
                members.insert(name.clone(), other.clone());
            }
        }
    }
}

/// Checks a value by a shape of the model and reads it.
pub(super) fn read<T: DeserializeOwned>(value: Value, shape: &'static Shape) -> Result<T, Error> {
    check::types(&value, shape).map_err(|error| decoded(error.into()))?;
    let findings = check::constraints(&value, shape);
    if !findings.is_empty() {
        return Err(cosell_api::Error::request(findings).into());
    }
    // Only a null in a list has the shape and not the type.
    serde_json::from_value(value).map_err(|_| wrong("A list must not have a null.".to_owned()))
}

/// Refuses a change of nothing, which is probably a mistake in how it was written.
pub(super) fn changes(change: &Members) -> Result<(), Error> {
    if change.is_empty() {
        return Err(wrong(
            "The body must have at least one member to change.".to_owned(),
        ));
    }
    Ok(())
}

/// The refusal of a body that is not an operation's input.
pub(super) fn decoded(error: DecodeError) -> Error {
    match error {
        DecodeError::Protocol(error) => wrong(error.message),
        DecodeError::Modelled(error) => error.into(),
    }
}

/// The body is wrong.
pub(super) fn wrong(message: String) -> Error {
    let finding = FieldError::general(Code::InvalidValue, message);
    cosell_api::Error::request(vec![finding]).into()
}

fn list(names: &[&str]) -> String {
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(value: Value) -> Members {
        let Value::Object(members) = value else {
            panic!("an object");
        };
        members
    }

    #[test]
    fn a_patch_replaces_what_it_names_and_null_removes() {
        let mut record = json!({ "Stay": 1, "Go": 2, "List": [1, 2], "Deep": { "A": 1, "B": 2 } });
        let change = json!({ "Go": null, "List": [3], "Deep": { "B": 3 }, "New": { "C": null } });
        merge(&mut record, &members(change));
        let expected = json!({ "Stay": 1, "List": [3], "Deep": { "A": 1, "B": 3 }, "New": {} });
        assert_eq!(record, expected);
    }

    #[test]
    fn a_misspelt_member_is_refused_at_any_depth() {
        let shape = &cosell_api::shapes::AWS_OPPORTUNITY_SUMMARY_FULL_VIEW;
        let allowed = ["LifeCycle", "OpportunityTeam"];
        for (given, named) in [
            (json!({ "Lifecycle": {} }), "Lifecycle"),
            (json!({ "LifeCycle": { "Step": "x" } }), "Step"),
            (json!({ "OpportunityTeam": [{ "Mail": "x" }] }), "Mail"),
        ] {
            let refused = known(&members(given), shape, &allowed);
            let message = refused.expect_err("a refusal").to_string();
            assert!(message.contains(named), "{message}");
        }
        let right = json!({ "LifeCycle": { "NextSteps": "Call." } });
        assert!(known(&members(right), shape, &allowed).is_ok());
    }
}
