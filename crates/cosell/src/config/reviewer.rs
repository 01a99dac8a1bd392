//! Who reviews submitted opportunities: nobody but people, or rules in a file.
//!
//! The file of rules is TOML. Each mistake in it is an error with its line.

use std::path::PathBuf;

use cosell_admin_api::aws::{Decision, Review};
use cosell_domain::aws_side;
use cosell_domain::reviewer::{Act, Bounds, FieldCondition, Path, Plan, Planned, Rule, Test, When};
use cosell_store::Catalog;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Map, Value};

use super::ConfigError;
use super::options::options;
use crate::account_id::AccountId;
use crate::discreet::{place, text_of};
use crate::from_text::from_text;
use crate::wait::Wait;

options! {
    /// The options of reviews.
    pub(super) struct ReviewerOptions {
        /// Who plays AWS's review: `manual`, `approve`, or a file of rules
        ///
        /// With `manual` an opportunity stays Submitted until somebody decides, such as `cosell aws
        /// review`. With `approve` every opportunity is approved at once. A file of rules is TOML;
        /// see docs/reviewers.md. It is read again on SIGHUP.
        #[arg(value_name = "FILE", default_value = "manual")]
        reviewer: Choice => reloaded,
    }
}

/// A value of the option.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
enum Choice {
    Manual,
    Approve,
    Rules(PathBuf),
}

from_text!(Choice);

impl std::str::FromStr for Choice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "" => Err("write manual, approve, or the path of a file of rules".to_owned()),
            "manual" => Ok(Self::Manual),
            "approve" => Ok(Self::Approve),
            path => Ok(Self::Rules(path.into())),
        }
    }
}

impl ReviewerOptions {
    pub(super) fn resolve(self) -> Result<Plan, ConfigError> {
        let Self { reviewer } = self;
        let path = match reviewer {
            Choice::Manual => return Ok(Plan::default()),
            Choice::Approve => return Ok(Plan::approve()),
            Choice::Rules(path) => path,
        };
        let text = match text_of(&path) {
            Ok(text) => text,
            Err(source) => return Err(ConfigError::UnreadableRules { path, source }),
        };
        parse(&text).map_err(|source| {
            let (line, message) = place(&text, source);
            ConfigError::WrongRules {
                path,
                line,
                message,
            }
        })
    }
}

fn parse(text: &str) -> Result<Plan, toml::de::Error> {
    let File { seed, rule } = toml::from_str(text)?;
    Ok(Plan {
        seed,
        rules: rule.into_iter().map(|rule| rule.0).collect(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    seed: u64,
    rule: Vec<CheckedRule>,
}

/// A rule whose parts fit together.
#[derive(Deserialize)]
#[serde(try_from = "RuleText")]
struct CheckedRule(Rule);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    name: String,
    #[serde(default)]
    when: WhenText,
    then: Vec<CheckedThen>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WhenText {
    #[serde(default, deserialize_with = "accounts")]
    account: Several,
    #[serde(default, deserialize_with = "catalog")]
    catalog: Option<Catalog>,
    spend: Option<Bounds>,
    text: Option<String>,
    #[serde(default, deserialize_with = "share")]
    share: Option<f64>,
    #[serde(default)]
    field: Vec<CheckedField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThenText {
    #[serde(default = "at_once")]
    after: Wait,
    decision: Option<Decision>,
    comments: Option<String>,
    reason: Option<String>,
    #[serde(default, deserialize_with = "summary")]
    summary: Option<Map<String, Value>>,
}

/// Something to do that is either a decision or a change of AWS's side.
#[derive(Deserialize)]
#[serde(try_from = "ThenText")]
struct CheckedThen(Planned);

/// A condition with exactly one test.
#[derive(Deserialize)]
#[serde(try_from = "FieldText")]
struct CheckedField(FieldCondition);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldText {
    #[serde(deserialize_with = "path")]
    path: Path,
    equals: Option<Several>,
    contains: Option<String>,
    present: Option<bool>,
    at_least: Option<f64>,
    less_than: Option<f64>,
}

/// One text or several.
#[derive(Default, Deserialize)]
#[serde(untagged, expecting = "expected a text or a list of texts")]
enum Several {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

impl From<Several> for Vec<String> {
    fn from(several: Several) -> Self {
        match several {
            Several::None => Self::new(),
            Several::One(text) => vec![text],
            Several::Many(texts) => texts,
        }
    }
}

fn at_once() -> Wait {
    std::time::Duration::ZERO.into()
}

fn accounts<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Several, D::Error> {
    let accounts: Vec<String> = Several::deserialize(value)?.into();
    for account in &accounts {
        account.parse::<AccountId>().map_err(D::Error::custom)?;
    }
    Ok(Several::Many(accounts))
}

fn catalog<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Catalog>, D::Error> {
    let name = String::deserialize(value)?;
    let catalog = name.parse();
    catalog
        .map(Some)
        .map_err(|()| D::Error::custom(format!("unknown catalog {name}; write AWS or Sandbox")))
}

fn share<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<f64>, D::Error> {
    let share = f64::deserialize(value)?;
    if (0.0..=1.0).contains(&share) {
        return Ok(Some(share));
    }
    Err(D::Error::custom(
        "a share is a number from 0 to 1, such as 0.2",
    ))
}

fn summary<'de, D: serde::Deserializer<'de>>(
    value: D,
) -> Result<Option<Map<String, Value>>, D::Error> {
    let change = Map::deserialize(value)?;
    match aws_side::summary::mistake(&change) {
        None => Ok(Some(change)),
        Some(mistake) => Err(D::Error::custom(mistake)),
    }
}

fn path<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Path, D::Error> {
    String::deserialize(value)?
        .parse()
        .map_err(D::Error::custom)
}

impl TryFrom<RuleText> for CheckedRule {
    type Error = String;

    fn try_from(RuleText { name, when, then }: RuleText) -> Result<Self, String> {
        if then.is_empty() {
            return Err(format!(
                "the rule {name:?} does nothing; add a [[rule.then]]"
            ));
        }
        let times = then.iter().map(|then| then.0.after);
        if !times.is_sorted() {
            return Err(format!(
                "the decisions of the rule {name:?} must stand in the order of their times; \
                 `after` counts from the submission"
            ));
        }
        let WhenText {
            account,
            catalog,
            spend,
            text,
            share,
            field,
        } = when;
        Ok(Self(Rule {
            name,
            when: When {
                accounts: account.into(),
                catalog,
                spend,
                text,
                share,
                fields: field.into_iter().map(|field| field.0).collect(),
            },
            then: then.into_iter().map(|then| then.0).collect(),
        }))
    }
}

impl TryFrom<ThenText> for CheckedThen {
    type Error = &'static str;

    fn try_from(then: ThenText) -> Result<Self, &'static str> {
        let ThenText {
            after,
            decision,
            comments,
            reason,
            summary,
        } = then;
        if decision.is_some_and(Decision::needs_comments) && comments.is_none() {
            return Err("the decision refer-back must have comments, which the partner reads");
        }
        let act = match (decision, summary) {
            (Some(decision), None) => Act::Review(Review {
                decision,
                comments,
                reason,
            }),
            (None, Some(change)) if comments.is_none() && reason.is_none() => Act::Summary(change),
            _ => {
                return Err(
                    "a [[rule.then]] has either a decision, with comments and reason, or a summary",
                );
            }
        };
        Ok(Self(Planned {
            after: after.duration(),
            act,
        }))
    }
}

impl TryFrom<FieldText> for CheckedField {
    type Error = &'static str;

    fn try_from(field: FieldText) -> Result<Self, &'static str> {
        let FieldText {
            path,
            equals,
            contains,
            present,
            at_least,
            less_than,
        } = field;
        let bounds = Bounds {
            at_least,
            less_than,
        };
        let within = (bounds != Bounds::default()).then_some(Test::Within(bounds));
        let tests = [
            equals.map(|texts| Test::Equals(texts.into())),
            contains.map(Test::Contains),
            present.map(Test::Present),
            within,
        ];
        let mut tests = tests.into_iter().flatten();
        match (tests.next(), tests.next()) {
            (Some(test), None) => Ok(Self(FieldCondition { path, test })),
            _ => Err(
                "a condition of a field has one of equals, contains, present, or at_least and \
                 less_than",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        seed = 7

        [[rule]]
        name = "large deals of mills"
        when.account = ["111111111111", "222222222222"]
        when.catalog = "Sandbox"
        when.spend = { at_least = 10000, less_than = 1e6 }
        when.share = 0.5
        [[rule.when.field]]
        path = "Customer.Account.CompanyName"
        contains = "mill"
        [[rule.when.field]]
        path = "Project.ExpectedCustomerSpend.CurrencyCode"
        equals = "USD"
        [[rule.then]]
        decision = "take-into-review"
        after = "1m"
        [[rule.then]]
        decision = "approve"
        after = "2m"

        [[rule]]
        name = "the rest"
        [[rule.then]]
        decision = "action-required"
        comments = "Name the use case."
        reason = "Other"
        [[rule.then]]
        after = "1d"
        summary = { LifeCycle = { NextSteps = "Wait for the partner." } }
    "#;

    #[test]
    fn a_file_has_rules_in_order() {
        let plan = parse(RULES).expect("rules");
        let names: Vec<_> = plan.rules.iter().map(|rule| rule.name.as_str()).collect();
        assert_eq!(names, ["large deals of mills", "the rest"]);
        assert_eq!(plan.rules[0].when.fields.len(), 2);
        assert_eq!(plan.rules[0].then[1].after.as_secs(), 120);
        assert_eq!(plan.rules[1].when, When::default());
        assert!(matches!(plan.rules[1].then[1].act, Act::Summary(_)));
    }

    #[test]
    fn a_mistake_is_said_with_its_line() {
        for (from, to, line, said) in [
            ("seed = 7", "seeds = 7", 2, "unknown field"),
            ("approve", "aprove", 20, "unknown value"),
            ("2m", "30s", 4, "in the order of their times"),
            ("0.5", "1.5", 9, "from 0 to 1"),
            (
                "\"222222222222\"",
                "\"22\"",
                6,
                "an account id is twelve digits",
            ),
            ("\"Sandbox\"", "\"sandbox\"", 7, "write AWS or Sandbox"),
            (
                "CompanyName",
                "Company",
                11,
                "has no field Customer.Account.Company",
            ),
            (
                "Account.CompanyName",
                "Account",
                11,
                "write the path of one of them",
            ),
            ("contains = \"mill\"", "", 10, "has one of equals"),
            ("2m", "2 minutes", 21, "not a duration"),
            ("NextSteps", "NextStep", 31, "has no member NextStep"),
            ("LifeCycle = {", "Stage = {", 31, "no member Stage here"),
            (
                "after = \"1d\"",
                "decision = \"approve\"",
                25,
                "either a decision",
            ),
            (
                "\"action-required\"\n        comments = \"Name the use case.\"",
                "\"refer-back\"",
                25,
                "must have comments",
            ),
        ] {
            let text = RULES.replacen(from, to, 1);
            let error = parse(&text).expect_err(to);
            let (found, message) = place(&text, error);
            assert!(message.contains(said), "{to}: {message}");
            assert_eq!(found, line, "{to}: {message}");
        }
    }
}
