//! The conditions of a rule of reviewers: on the account, the catalog, the spend, texts and fields
//! of an opportunity, or on a share of all opportunities.

use std::fmt;
use std::str::FromStr;

use cosell_api::Operation as _;
use cosell_api::operations::CreateOpportunity;
use cosell_api::shape::{Kind, Shape};
use cosell_store::Catalog;
use cosell_store::table::opportunity::Opportunity;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::opportunity::document::Document;
use crate::opportunity::search::record::is_mrr;
use crate::search::fold;

/// Conditions that must all hold. Without any every opportunity fulfils them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    /// The owner is one of these accounts; every account if empty.
    pub accounts: Vec<String>,
    pub catalog: Option<Catalog>,
    /// AWS's expected monthly revenue, in its own currency.
    pub spend: Option<Bounds>,
    /// A text of the opportunity contains this one; case does not count.
    pub text: Option<String>,
    /// The opportunity belongs to this share, from 0 to 1, which the seed and its id decide.
    pub share: Option<f64>,
    pub fields: Vec<FieldCondition>,
}

/// A range of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    pub at_least: Option<f64>,
    pub less_than: Option<f64>,
}

/// A condition on the values of one field; one of several values must fulfil it.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldCondition {
    pub path: Path,
    pub test: Test,
}

/// What a field must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// One of these texts.
    Equals(Vec<String>),
    /// A text that contains this one; case does not count.
    Contains(String),
    /// Present, or absent.
    Present(bool),
    /// A number, or a text that is one, within these bounds.
    Within(Bounds),
}

/// The path of a field of `CreateOpportunity`, such as `Customer.Account.CompanyName`. It goes
/// through lists to all their items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(Vec<&'static str>);

/// Members of a request that an opportunity does not keep as its content.
const NOT_KEPT: [&str; 3] = ["Catalog", "ClientToken", "Tags"];

/// What is wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    #[error("an opportunity has no field {path}; {place} has {known}")]
    Unknown {
        path: String,
        /// The part of the path that exists.
        place: String,
        known: String,
    },
    #[error("{path} has members; write the path of one of them: {known}")]
    Structure { path: String, known: String },
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut shape = CreateOpportunity::META.input;
        let mut path: Vec<&'static str> = Vec::new();
        let known = |shape: &'static Shape| {
            let names = shape.members().iter().map(|member| member.name);
            let names = names.filter(|name| !NOT_KEPT.contains(name));
            names.collect::<Vec<_>>().join(", ")
        };
        for name in text.split('.') {
            let member = shape.member(name).filter(|_| !NOT_KEPT.contains(&name));
            let Some(member) = member else {
                let place = match path.as_slice() {
                    [] => "it".to_owned(),
                    some => some.join("."),
                };
                return Err(PathError::Unknown {
                    path: text.to_owned(),
                    place,
                    known: known(shape),
                });
            };
            path.push(member.name);
            shape = member.shape;
            while let Kind::List { member, .. } = &shape.kind {
                shape = member;
            }
        }
        if shape.members().is_empty() {
            Ok(Self(path))
        } else {
            Err(PathError::Structure {
                path: text.to_owned(),
                known: known(shape),
            })
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join("."))
    }
}

impl When {
    /// `content` is that of the document, as JSON.
    pub(super) fn holds(
        &self,
        seed: u64,
        row: &Opportunity,
        document: &Document,
        content: &Value,
    ) -> bool {
        let Self {
            accounts,
            catalog,
            spend,
            text,
            share,
            fields,
        } = self;
        (accounts.is_empty() || accounts.contains(&row.account))
            && catalog.is_none_or(|catalog| catalog == row.catalog)
            && share.is_none_or(|share| part(seed, &row.id) < share)
            && spend.is_none_or(|bounds| monthly(document).is_some_and(|it| bounds.hold(it)))
            && text.as_ref().is_none_or(|text| {
                let text = fold(text);
                has_text(content, &|value| fold(value).contains(&text))
            })
            && fields.iter().all(|field| field.holds(content))
    }
}

impl Bounds {
    fn hold(self, number: f64) -> bool {
        let Self {
            at_least,
            less_than,
        } = self;
        at_least.is_none_or(|least| number >= least) && less_than.is_none_or(|most| number < most)
    }
}

impl FieldCondition {
    fn holds(&self, content: &Value) -> bool {
        let mut values = Vec::new();
        collect(content, &self.path.0, &mut values);
        let text = |value: &Value| value.as_str().map(str::to_owned);
        match &self.test {
            Test::Present(present) => values.is_empty() != *present,
            Test::Equals(all) => values.iter().any(|value| {
                let text = text(value).unwrap_or_else(|| value.to_string());
                all.contains(&text)
            }),
            Test::Contains(part) => {
                let part = fold(part);
                let mut texts = values.iter().copied().filter_map(text);
                texts.any(|text| fold(&text).contains(&part))
            }
            Test::Within(bounds) => {
                let number = |value: &Value| match value {
                    Value::String(text) => text.trim().parse().ok(),
                    other => other.as_f64(),
                };
                values
                    .iter()
                    .copied()
                    .filter_map(number)
                    .any(|it| bounds.hold(it))
            }
        }
    }
}

/// A number from 0 to 1 that an opportunity always has under this seed.
fn part(seed: u64, id: &str) -> f64 {
    let hash = Sha256::new()
        .chain_update(seed.to_be_bytes())
        .chain_update(id)
        .finalize();
    let number = hash
        .iter()
        .take(4)
        .fold(0, |number: u32, byte| number << 8 | u32::from(*byte));
    f64::from(number) / (f64::from(u32::MAX) + 1.0)
}

/// The amount of AWS's expected monthly revenue.
fn monthly(document: &Document) -> Option<f64> {
    let project = document.project.as_ref()?;
    let mut spends = project.expected_customer_spend.iter().flatten();
    let spend = spends.find(|spend| is_mrr(spend))?;
    spend.amount.as_ref()?.parse().ok()
}

/// Collects the values at a path; absent ones and nulls are none.
fn collect<'a>(value: &'a Value, path: &[&str], values: &mut Vec<&'a Value>) {
    match (value, path) {
        (Value::Null, _) => {}
        (Value::Array(items), _) => {
            for item in items {
                collect(item, path, values);
            }
        }
        (value, []) => values.push(value),
        (Value::Object(members), [first, rest @ ..]) => {
            if let Some(value) = members.get(*first) {
                collect(value, rest, values);
            }
        }
        _ => {}
    }
}

/// Whether one of the texts in a value is such.
fn has_text(value: &Value, is_such: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is_such(text),
        Value::Array(items) => items.iter().any(|item| has_text(item, is_such)),
        Value::Object(members) => members.values().any(|item| has_text(item, is_such)),
        _ => false,
    }
}
