//! What a rule says: where, whom, what, and how often.

use std::fmt;
use std::time::Duration;

use super::Point;

/// Takes the place of any one part of a point's name.
const ANY: &str = "*";

/// What happens at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The passer meets this error: a modelled exception or a reason code, by its name.
    Error(String),
    /// The passer comes that much later.
    Delay(Duration),
    /// The passer loses its connection.
    Drop,
    /// Whoever passes panics, as by a bug.
    Panic,
    /// The process ends at once, as by `kill -9`: nothing is flushed, nobody is told.
    Abort,
}

/// One rule: at `point`, to those whom it picks, `action`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The point's name; `*` stands for any one part of it.
    pub point: String,
    pub action: Action,
    pub operation: Option<String>,
    pub account: Option<String>,
    pub catalog: Option<String>,
    /// The kind of task.
    pub task: Option<String>,
    /// The chance of each passage to be struck, from 0 to 1; without it every one is.
    pub probability: Option<f64>,
    /// Which passages chance picks: the same seed picks the same ones.
    pub seed: u64,
    /// How often the rule strikes; without it, always.
    pub count: Option<u64>,
    /// How many passages it spares first.
    pub skip: u64,
}

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RuleError(pub(super) String);

impl Rule {
    /// A rule that strikes whoever passes, always.
    pub fn new(point: impl Into<String>, action: Action) -> Self {
        Self {
            point: point.into(),
            action,
            operation: None,
            account: None,
            catalog: None,
            task: None,
            probability: None,
            seed: 0,
            count: None,
            skip: 0,
        }
    }

    /// The rule, if it can be one: one that was put together, and not read from text, has yet to be
    /// asked.
    pub fn validate(self) -> Result<Self, RuleError> {
        let wrong = |message: &str| Err(RuleError(message.to_owned()));
        if self.point.split('.').any(str::is_empty) {
            return wrong("a point is named by words with dots between them");
        }
        if matches!(&self.action, Action::Error(name) if name.is_empty()) {
            return wrong("an error needs its name, as in error:ConflictException");
        }
        match self.probability {
            Some(probability) if !(0.0..=1.0).contains(&probability) => {
                wrong("a probability lies between 0 and 1")
            }
            _ => Ok(self),
        }
    }

    /// Whether the rule is about this passage.
    pub(super) fn picks(&self, point: &Point<'_>) -> bool {
        let asked = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| Some(wanted) == found)
        };
        let parts = self.point.split('.');
        parts.clone().count() == point.name.len()
            && parts
                .zip(point.name)
                .all(|(wanted, found)| wanted == ANY || wanted == *found)
            && asked(&self.operation, point.operation)
            && asked(&self.account, point.account)
            && asked(&self.catalog, point.catalog)
            && asked(&self.task, point.task)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(name) => write!(formatter, "error:{name}"),
            Self::Delay(time) => write!(formatter, "delay:{}ms", time.as_millis()),
            Self::Drop => formatter.write_str("drop"),
            Self::Panic => formatter.write_str("panic"),
            Self::Abort => formatter.write_str("abort"),
        }
    }
}
