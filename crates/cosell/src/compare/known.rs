//! The file of rules: which differences are known, and of which lists the order does not matter.
//!
//! A known difference is shown apart and does not count. A rule that excuses nothing is named, so
//! that a file does not keep rules that nothing needs any more.

use std::cell::Cell;

use cosell_domain::rules;
use serde::Deserialize;

use super::difference::{Difference, Kind};
use super::error::CompareError;
use super::path::{Path, Pattern};
use super::scenario::{Call, check_operation, open};

/// Stands for every operation.
const EVERY: &str = "*";

/// The rules of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    #[serde(default)]
    known: Vec<Known>,
    #[serde(default)]
    unordered: Vec<Unordered>,
}

/// One known difference.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    operation: String,
    /// The member and what is below it.
    member: Pattern,
    /// The name of a call.
    call: Option<String>,
    kind: Option<Kind>,
    /// The id of a rule in docs/compatibility.md.
    pub(super) rule: Option<String>,
    pub(super) reason: String,
    #[serde(skip)]
    used: Cell<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unordered {
    operation: String,
    member: Pattern,
}

fn is_about(rule: &str, operation: &str) -> bool {
    rule == EVERY || rule == operation
}

impl Rules {
    pub(super) fn open(file: &str) -> Result<Self, CompareError> {
        let rules: Self = open(file)?;
        rules.check().map_err(|reason| CompareError::Wrong {
            file: file.to_owned(),
            reason,
        })?;
        Ok(rules)
    }

    fn check(&self) -> Result<(), String> {
        let known = self.known.iter().map(|known| &known.operation);
        let unordered = self.unordered.iter().map(|list| &list.operation);
        for operation in known.chain(unordered).filter(|name| *name != EVERY) {
            check_operation(operation)?;
        }
        for known in &self.known {
            if known.reason.trim().is_empty() {
                return Err(format!("{}: its reason is empty", known.text()));
            }
            if let Some(id) = &known.rule
                && !rules::rules().any(|rule| rule.id == id)
            {
                return Err(format!("docs/compatibility.md has no rule {id}"));
            }
        }
        Ok(())
    }

    /// The rule that excuses a difference.
    pub(super) fn find(&self, call: &Call, difference: &Difference) -> Option<&Known> {
        let known = self.known.iter().find(|known| {
            is_about(&known.operation, &call.operation)
                && known.call.as_ref().is_none_or(|name| *name == call.name)
                && known.kind.is_none_or(|kind| kind == difference.kind)
                && known.member.0.covers(&difference.path)
        })?;
        known.used.set(true);
        Some(known)
    }

    pub(super) fn is_unordered(&self, operation: &str, list: &Path) -> bool {
        self.unordered
            .iter()
            .any(|rule| is_about(&rule.operation, operation) && rule.member.0 == *list)
    }

    /// The rules that excused nothing.
    pub(super) fn unused(&self) -> Vec<String> {
        let unused = self.known.iter().filter(|known| !known.used.get());
        unused.map(Known::text).collect()
    }
}

impl Known {
    fn text(&self) -> String {
        format!("{} {}", self.operation, self.member)
    }
}
