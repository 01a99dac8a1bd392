//! A fault rule: at which point, for whom, which action, and how often.

use std::fmt;
use std::time::Duration;

use super::Point;

/// Matches any one part of a point's name.
const ANY: &str = "*";

/// The action of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The code at the point fails with this error: a modelled exception or a reason code, by its
    /// name.
    Error(String),
    /// The code at the point is delayed by this time.
    Delay(Duration),
    /// The connection is dropped.
    Drop,
    /// The code at the point panics, as by a bug.
    Panic,
    /// The process ends at once, as by `kill -9`: nothing is flushed, no caller is answered.
    Abort,
}

/// One rule: `action` at `point`, for hits that match the other members.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The point's name; `*` matches any one part of it.
    pub point: String,
    pub action: Action,
    pub operation: Option<String>,
    pub account: Option<String>,
    pub catalog: Option<String>,
    /// The kind of task.
    pub task: Option<String>,
    /// The probability that a hit fires, from 0 to 1; without it every hit fires.
    pub probability: Option<f64>,
    /// The seed of the probability: the same seed fires at the same hits.
    pub seed: u64,
    /// How often the rule fires at most; without it, there is no limit.
    pub count: Option<u64>,
    /// How many hits the rule skips first.
    pub skip: u64,
}

/// Why a rule is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RuleError(pub(super) String);

impl Rule {
    /// A rule that fires at every hit.
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

    /// Validates a rule that was built, not parsed.
    pub fn validate(self) -> Result<Self, RuleError> {
        let wrong = |message: &str| Err(RuleError(message.to_owned()));
        if self.point.split('.').any(str::is_empty) {
            return wrong("the name of a fault point must be words separated by single dots");
        }
        if matches!(&self.action, Action::Error(name) if name.is_empty()) {
            return wrong("the action `error` needs a name, such as error:ConflictException");
        }
        match self.probability {
            Some(probability) if !(0.0..=1.0).contains(&probability) => {
                wrong("the probability must be between 0 and 1")
            }
            _ => Ok(self),
        }
    }

    /// Whether the rule matches this hit.
    pub(super) fn matches(&self, point: &Point<'_>) -> bool {
        let meets = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| Some(wanted) == found)
        };
        let parts = self.point.split('.');
        parts.clone().count() == point.name.len()
            && parts
                .zip(point.name)
                .all(|(wanted, found)| wanted == ANY || wanted == *found)
            && meets(&self.operation, point.operation)
            && meets(&self.account, point.account)
            && meets(&self.catalog, point.catalog)
            && meets(&self.task, point.task)
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
