//! What fault rules can name: the fault points, operations and tasks that exist.

use cosell_api::types::ReasonCode;
use cosell_engine::fault::{Action, LOOP, Rule};
use cosell_supervisor::Loop;

use crate::upload::act::Act;
use crate::{exception, operations, task};

/// The wildcard for one part of a name.
const ANY: &str = "*";

/// The fault points of requests, and those of the engine.
const POINTS: &[&str] = &[
    "request.received",
    "auth.done",
    "operation.read",
    "operation.before_commit",
    "operation.after_commit",
    "lease.renew",
    "recovery",
    "event.deliver",
    MATCH,
    "bulk.row.before",
    "bulk.row.after_effect",
    BULK_COMMIT,
];

/// The point of a bulk job before its rows are committed.
const BULK_COMMIT: &str = "bulk.row.before_commit";

/// The point of the match of a customer account.
const MATCH: &str = "match.run";

/// What a match can be made to end with.
const MATCH_REASON: &str = "PROCESSING_ERROR";

/// The fault points of every step of a task; the star is the name of the step.
const STEP_POINTS: &[&str] = &[
    "step.*.before",
    "step.*.after_effect",
    "step.*.before_commit",
    "step.*.after_commit",
];

/// Why a rule could never fire, or could not do what it says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    #[error(transparent)]
    Form(#[from] cosell_engine::fault::RuleError),
    #[error("unknown fault point {0}; write one of {all}", all = points())]
    Point(String),
    #[error("{0} is not an exception of the API; points of steps also take reason codes of tasks")]
    Error(String),
    #[error("the point of a loop takes the actions panic and abort only")]
    Loop,
    #[error("a match meets no delay; the option match_delay holds matches back")]
    Match,
    #[error("the commit of rows takes the actions drop, panic and abort only")]
    Commit,
    #[error("the API has no operation {0}")]
    Operation(String),
    #[error("unknown kind of task {0}; write one of {all}", all = task::KINDS.join(", "))]
    Task(String),
}

/// Checks that everything that the rule names exists. The names of steps are not checked, because
/// each kind of task has its own.
pub fn check(rule: &Rule) -> Result<(), RuleError> {
    let among = |points: &[&str]| points.iter().any(|point| matches(point, &rule.point));
    let of_step = among(STEP_POINTS);
    let of_loop = Loop::ALL
        .iter()
        .any(|each| matches(&format!("{LOOP}.{}", each.name()), &rule.point));
    if !of_step && !of_loop && !among(POINTS) {
        return Err(RuleError::Point(rule.point.clone()));
    }
    if of_loop && !among(POINTS) && !matches!(rule.action, Action::Panic | Action::Abort) {
        return Err(RuleError::Loop);
    }
    if rule.point == MATCH && matches!(rule.action, Action::Delay(_)) {
        return Err(RuleError::Match);
    }
    if rule.point == BULK_COMMIT && matches!(rule.action, Action::Error(_) | Action::Delay(_)) {
        return Err(RuleError::Commit);
    }
    if let Action::Error(name) = &rule.action {
        let known = exception::named(name).is_some()
            || of_step && ReasonCode::from_wire(name).is_some()
            || matches(MATCH, &rule.point) && name == MATCH_REASON;
        if !known {
            return Err(RuleError::Error(name.clone()));
        }
    }
    if let Some(operation) = &rule.operation
        && operations::find(operation).is_none()
        && Act::find(operation).is_none()
    {
        return Err(RuleError::Operation(operation.clone()));
    }
    match &rule.task {
        Some(kind) if !task::KINDS.contains(&kind.as_str()) => Err(RuleError::Task(kind.clone())),
        _ => Ok(()),
    }
}

/// Every fault point, for people.
fn points() -> String {
    let loops = format!("{LOOP}.*");
    let all = POINTS.iter().chain(STEP_POINTS).copied();
    all.chain([&*loops]).collect::<Vec<_>>().join(", ")
}

/// Whether a name with wildcards can match a point with wildcards.
fn matches(point: &str, name: &str) -> bool {
    let (point, name) = (point.split('.'), name.split('.'));
    point.clone().count() == name.clone().count()
        && point
            .zip(name)
            .all(|(left, right)| left == right || left == ANY || right == ANY)
}

#[cfg(test)]
mod tests {
    use cosell_api::ErrorKind;

    use super::*;

    fn checked(text: &str) -> Result<(), RuleError> {
        check(&text.parse().expect(text))
    }

    #[test]
    fn every_exception_can_be_injected_by_its_name() {
        for kind in ErrorKind::ALL {
            assert_eq!(
                exception::named(kind.name()).map(|error| error.kind()),
                Some(kind)
            );
            assert_eq!(
                checked(&format!("operation.read=error:{}", kind.name())),
                Ok(())
            );
        }
    }

    #[test]
    fn every_reason_code_can_be_injected_at_a_step() {
        for code in ReasonCode::ALL {
            let rule = format!("step.CreateEngagement.before=error:{}", code.as_str());
            assert_eq!(checked(&rule), Ok(()));
        }
    }

    #[test]
    fn a_rule_that_can_never_fire_is_refused() {
        for text in [
            "request.sent=drop",
            "step.CreateEngagement=drop",
            "step.CreateEngagement.later=drop",
            "operation.read=error:EngagementConflict",
            "operation.read=error:Mishap",
            "operation.read=drop;operation=MakeTea",
            "step.*.before=drop;task=tea",
            "loop.tea=panic",
            "loop.timers=drop",
            "match.run=delay:1s",
            "operation.read=error:PROCESSING_ERROR",
            "bulk.row.before_commit=delay:1s",
            "bulk.row.before=error:PROCESSING_ERROR",
        ] {
            assert!(checked(text).is_err(), "{text}");
        }
        for text in [
            "*.*=drop",
            "operation.*=error:ConflictException;operation=GetOpportunity",
            "step.*.*=delay:1s;task=engagement-from-opportunity-task",
            "step.NoSuchStep.before=abort",
            "loop.*=panic;count=1",
            "match.run=error:PROCESSING_ERROR",
            "bulk.row.before_commit=drop",
            "bulk.row.before=error:ConflictException;count=1",
            "bulk.row.after_effect=delay:1s",
        ] {
            assert_eq!(checked(text), Ok(()), "{text}");
        }
    }
}
