//! Faults at named points.
//!
//! A point is a place in the way of a request or a task, such as `step.CreateEngagement.before`.
//! A rule names a point and what happens there. Without rules a point costs one look at an empty
//! list.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What happens at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The process ends at once, as by `kill -9`: nothing is flushed, nobody is told.
    Abort,
}

/// One rule: at `point`, `action`, once it was passed `skip` times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub point: String,
    pub action: Action,
    pub skip: u32,
}

/// A rule is not written as `POINT=ACTION` or `POINT=ACTION@N`.
#[derive(Debug, thiserror::Error)]
#[error("a fault is written POINT=abort or POINT=abort@N, not `{0}`")]
pub struct RuleError(String);

impl FromStr for Rule {
    type Err = RuleError;

    /// `step.SubmitOpportunity.before_commit=abort@2` ends the process when that point is reached
    /// for the third time.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || RuleError(text.to_owned());
        let (point, action) = text.split_once('=').ok_or_else(wrong)?;
        let (action, skip) = match action.split_once('@') {
            Some((action, skip)) => (action, skip.parse().map_err(|_| wrong())?),
            None => (action, 0),
        };
        if point.is_empty() || action != "abort" {
            return Err(wrong());
        }
        Ok(Self {
            point: point.to_owned(),
            action: Action::Abort,
            skip,
        })
    }
}

/// The rules in force, shared by cloning.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    rules: Arc<Vec<(Rule, AtomicU32)>>,
}

impl Faults {
    /// Puts rules in force.
    pub fn new(rules: Vec<Rule>) -> Self {
        Self {
            rules: Arc::new(
                rules
                    .into_iter()
                    .map(|rule| (rule, AtomicU32::new(0)))
                    .collect(),
            ),
        }
    }

    /// Passes the point whose name is these parts, joined by dots.
    pub fn pass(&self, point: &[&str]) {
        for (rule, passed) in self.rules.iter() {
            if !rule.point.split('.').eq(point.iter().copied()) {
                continue;
            }
            if passed.fetch_add(1, Ordering::Relaxed) == rule.skip {
                match rule.action {
                    Action::Abort => abort(&rule.point),
                }
            }
        }
    }
}

/// Ends the process as a crash would: `abort` of the standard library still runs signal handlers.
fn abort(point: &str) {
    tracing::warn!(point, "ending the process, as a fault rule asks");
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_its_point_and_how_often_it_is_spared() {
        let rule: Rule = "step.SubmitOpportunity.before=abort@2"
            .parse()
            .expect("a rule");
        assert_eq!(rule.point, "step.SubmitOpportunity.before");
        assert_eq!(rule.skip, 2);
    }

    #[test]
    fn what_is_not_a_rule_is_refused() {
        for text in [
            "",
            "abort",
            "=abort",
            "step.X.before=explode",
            "step.X.before=abort@many",
        ] {
            assert!(text.parse::<Rule>().is_err(), "{text}");
        }
    }
}
