//! A scenario: calls in their order, with references from one to the answers of earlier ones.
//!
//! It is a file in TOML or JSON, or one of those that ship. Everything that can be wrong with it is
//! found before the first call.

use std::collections::BTreeSet;

use cosell_api::operations::OPERATIONS;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::error::CompareError;
use super::fill::{Piece, pieces, texts};
use super::path::Path;
use crate::endpoint::upload::OPERATION;
use crate::given;

/// The scenarios that ship.
pub(super) const SHIPPED: [(&str, &str); 3] = [
    ("main-job", include_str!("scenarios/main-job.toml")),
    ("refusals", include_str!("scenarios/refusals.toml")),
    ("lists", include_str!("scenarios/lists.toml")),
];

/// The name that the parser of TOML gives a date without quotes.
const TOML_DATE: &str = "$__toml_private_datetime";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    /// What it is good for.
    #[serde(default)]
    pub(super) about: String,
    #[serde(rename = "call", alias = "calls")]
    pub(super) calls: Vec<Call>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    /// The name that references have for it; the operation if there is none.
    #[serde(default)]
    pub(super) name: String,
    pub(super) operation: String,
    #[serde(default = "empty")]
    pub(super) input: Value,
    /// The call is repeated until this is true of its answer, or its time is over.
    pub(super) until: Option<Until>,
    /// What was answered when the call was recorded.
    pub(super) recorded: Option<Recorded>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recorded {
    pub(super) status: u16,
    /// Headers that say something about the service; they are not compared.
    #[serde(default, rename = "headers")]
    _headers: Value,
    #[serde(default)]
    pub(super) answer: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Until {
    pub(super) member: Path,
    /// The values that end it; any value if there are none.
    #[serde(default)]
    pub(super) is: Vec<Value>,
    /// The timeout.
    #[serde(default = "minute")]
    pub(super) seconds: u16,
}

fn empty() -> Value {
    Value::Object(Map::new())
}

fn minute() -> u16 {
    60
}

impl Until {
    pub(super) fn is_true(&self, body: &Value) -> bool {
        let found = self.member.find(body).filter(|value| !value.is_null());
        found.is_some_and(|value| self.is.is_empty() || self.is.contains(value))
    }
}

impl Scenario {
    /// One of those that ship, or else a file.
    pub(super) fn open(name: &str) -> Result<Self, CompareError> {
        let shipped = SHIPPED.iter().find(|(shipped, _)| *shipped == name);
        let mut scenario: Self = match shipped {
            Some((_, text)) => parse(name, text, false)?,
            None if !std::path::Path::new(name).exists() => {
                let shipped = SHIPPED.map(|(name, _)| name).join(", ");
                return Err(CompareError::NoScenario {
                    name: name.to_owned(),
                    shipped,
                });
            }
            None => open(name)?,
        };
        for call in &mut scenario.calls {
            if call.name.is_empty() {
                call.name.clone_from(&call.operation);
            }
        }
        let wrong = |reason| CompareError::Wrong {
            file: name.to_owned(),
            reason,
        };
        scenario.check().map_err(wrong)?;
        Ok(scenario)
    }

    fn check(&self) -> Result<(), String> {
        if self.calls.is_empty() {
            return Err("it has no call".to_owned());
        }
        let mut earlier = BTreeSet::new();
        for call in &self.calls {
            let name = &call.name;
            check_operation(&call.operation).map_err(|reason| format!("call {name}: {reason}"))?;
            if !call.input.is_object() {
                return Err(format!("call {name}: its input is not an object"));
            }
            if call.operation == OPERATION && !is_upload(&call.input) {
                return Err(format!(
                    "call {name}: an upload has the texts Key and Content"
                ));
            }
            let mut wrong = None;
            texts(&call.input, &mut |text| {
                if let Err(reason) = check_text(text, &earlier) {
                    wrong.get_or_insert(reason);
                }
            });
            if call.input.to_string().contains(TOML_DATE) {
                wrong = Some("a date stands in quotes, because JSON has no dates".to_owned());
            }
            if let Some(reason) = wrong {
                return Err(format!("call {name}: {reason}"));
            }
            if !earlier.insert(name.as_str()) {
                return Err(format!(
                    "two calls have the name {name}; give one another name"
                ));
            }
        }
        Ok(())
    }

    /// Whether a call changes or reads the catalog of real deals, as far as it is known before
    /// references are filled in.
    pub(super) fn is_about_production(&self) -> bool {
        self.calls
            .iter()
            .any(|call| is_about_production(&call.input))
    }
}

/// Whether an input names the catalog of real deals: as its `Catalog`, or in an ARN.
pub(crate) fn is_about_production(input: &Value) -> bool {
    let mut found = input.get("Catalog").and_then(Value::as_str) == Some("AWS");
    texts(input, &mut |text| {
        let mut parts = text.splitn(6, ':');
        let is_arn = parts.next() == Some("arn");
        let resource = parts
            .nth(4)
            .and_then(|path| path.strip_prefix("catalog/AWS"));
        found |= is_arn && resource.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    });
    found
}

/// Whether an input says which file has which content.
fn is_upload(input: &Value) -> bool {
    let members = input.as_object();
    members.is_some_and(|members| members.len() == 2)
        && ["Key", "Content"]
            .iter()
            .all(|name| input[*name].is_string())
}

/// Whether an operation exists.
pub(super) fn check_operation(name: &str) -> Result<(), String> {
    if name == OPERATION || OPERATIONS.iter().any(|meta| meta.name == name) {
        return Ok(());
    }
    Err(format!("the API has no operation {name}"))
}

fn check_text(text: &str, earlier: &BTreeSet<&str>) -> Result<(), String> {
    let pieces = pieces(text).map_err(|wrong| {
        format!(
            "${{{wrong}}} is not a reference; write ${{call.Member}}, ${{token}} or ${{days:30}}"
        )
    })?;
    for piece in pieces {
        if let Piece::Answer(call, _) = piece
            && !earlier.contains(call.as_str())
        {
            return Err(format!("no call before it has the name {call}"));
        }
    }
    Ok(())
}

/// Reads a file in TOML, or in JSON if its name ends so.
pub(super) fn open<T: DeserializeOwned>(file: &str) -> Result<T, CompareError> {
    let path = std::path::Path::new(file);
    let text = given::file(path).map_err(|source| CompareError::File {
        file: file.to_owned(),
        source,
    })?;
    let is_json = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("json"));
    parse(file, &text, is_json)
}

fn parse<T: DeserializeOwned>(file: &str, text: &str, is_json: bool) -> Result<T, CompareError> {
    let parsed = if is_json {
        serde_json::from_str(text).map_err(|error| error.to_string())
    } else {
        toml::from_str(text).map_err(|error| error.to_string())
    };
    parsed.map_err(|reason| CompareError::Wrong {
        file: file.to_owned(),
        reason: reason.trim_end().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(text: &str) -> String {
        let scenario: Result<Scenario, _> = parse("file", text, false);
        match scenario {
            Ok(scenario) => scenario.check().expect_err("a wrong scenario"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn those_that_ship_are_right_and_stay_in_the_sandbox() {
        for (name, _) in SHIPPED {
            let scenario = Scenario::open(name).expect(name);
            assert!(!scenario.about.is_empty(), "{name}");
            assert!(!scenario.is_about_production(), "{name}");
        }
    }

    #[test]
    fn the_catalog_of_real_deals_is_seen_in_arns() {
        let arn = |catalog| format!("arn:aws:partnercentral:us-east-1:1:catalog/{catalog}");
        for (catalog, expected) in [
            ("AWS/opportunity/O1", true),
            ("AWS", true),
            ("Sandbox/opportunity/O1", false),
            ("AWSome/opportunity/O1", false),
        ] {
            let input = json!({ "Catalog": "Sandbox", "Ids": [arn(catalog)] });
            assert_eq!(is_about_production(&input), expected, "{catalog}");
        }
    }

    #[test]
    fn a_wrong_scenario_is_refused_before_the_first_call() {
        let call = "[[call]]\nname = 'one'\noperation = 'ListSolutions'\n";
        for (text, reason) in [
            ("call = []", "it has no call"),
            (
                "[[call]]\noperation = 'Frobnicate'",
                "no operation Frobnicate",
            ),
            (
                "[[call]]\noperation = 'PutObject'\ninput.Key = 'a'",
                "the texts Key and Content",
            ),
            (&format!("{call}input = 3"), "not an object"),
            (
                &format!("{call}input.a = '${{two.Id}}'"),
                "no call before it",
            ),
            (
                &format!("{call}input.a = '${{x'"),
                "${x} is not a reference",
            ),
            (
                &format!("{call}input.a = 2026-01-01"),
                "a date stands in quotes",
            ),
            (&format!("{call}{call}"), "two calls have the name one"),
            (&format!("{call}wait = 3"), "unknown field `wait`"),
            (&format!("{call}until.member = '[]'"), "names no member"),
        ] {
            let said = refused(text);
            assert!(said.contains(reason), "{text}: {said}");
        }
    }
}
