//! What fault rules can ask for: the points, operations and tasks that there are.

use cosell_api::types::ReasonCode;
use cosell_engine::fault::{Action, LOOP, Rule};
use cosell_supervisor::Loop;

use crate::{exception, operations, task};

/// Stands for any one part of a name.
const ANY: &str = "*";

/// A point of a request or of the engine's own.
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
];

/// The point of the match of a customer account.
const MATCH: &str = "match.run";

/// What a match can be made to end with.
const MATCH_REASON: &str = "PROCESSING_ERROR";

/// The points of every step of a task; the star is the step.
const STEP_POINTS: &[&str] = &[
    "step.*.before",
    "step.*.after_effect",
    "step.*.before_commit",
    "step.*.after_commit",
];

/// Why a rule would never do anything, or not what it says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    #[error(transparent)]
    Form(#[from] cosell_engine::fault::RuleError),
    #[error("there is no point {0}")]
    Point(String),
    #[error("{0} is no exception of the API, and no reason code where tasks fail with one")]
    Error(String),
    #[error("a loop meets nothing but panic and abort")]
    Loop,
    #[error("a match meets no delay; the option match_delay holds matches back")]
    Match,
    #[error("there is no operation {0}")]
    Operation(String),
    #[error("there is no kind of task {0}")]
    Task(String),
}

/// Judges whether there is something that the rule can be about. Steps are not judged: their names
/// belong to their tasks.
pub fn check(rule: &Rule) -> Result<(), RuleError> {
    let among = |points: &[&str]| points.iter().any(|point| meets(point, &rule.point));
    let of_step = among(STEP_POINTS);
    let of_loop = Loop::ALL
        .iter()
        .any(|each| meets(&format!("{LOOP}.{}", each.name()), &rule.point));
    if !of_step && !of_loop && !among(POINTS) {
        return Err(RuleError::Point(rule.point.clone()));
    }
    if of_loop && !among(POINTS) && !matches!(rule.action, Action::Panic | Action::Abort) {
        return Err(RuleError::Loop);
    }
    if rule.point == MATCH && matches!(rule.action, Action::Delay(_)) {
        return Err(RuleError::Match);
    }
    if let Action::Error(name) = &rule.action {
        let known = exception::named(name).is_some()
            || of_step && ReasonCode::from_wire(name).is_some()
            || meets(MATCH, &rule.point) && name == MATCH_REASON;
        if !known {
            return Err(RuleError::Error(name.clone()));
        }
    }
    if let Some(operation) = &rule.operation
        && operations::find(operation).is_none()
    {
        return Err(RuleError::Operation(operation.clone()));
    }
    match &rule.task {
        Some(kind) if !task::KINDS.contains(&kind.as_str()) => Err(RuleError::Task(kind.clone())),
        _ => Ok(()),
    }
}

/// Whether a name with stars can mean a point with stars.
fn meets(point: &str, name: &str) -> bool {
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

    fn judged(text: &str) -> Result<(), RuleError> {
        check(&text.parse().expect(text))
    }

    #[test]
    fn every_exception_can_be_asked_for_by_its_name() {
        for kind in ErrorKind::ALL {
            assert_eq!(
                exception::named(kind.name()).map(|error| error.kind()),
                Some(kind)
            );
            assert_eq!(
                judged(&format!("operation.read=error:{}", kind.name())),
                Ok(())
            );
        }
    }

    #[test]
    fn every_reason_code_can_be_asked_for_at_a_step() {
        for code in ReasonCode::ALL {
            let rule = format!("step.CreateEngagement.before=error:{}", code.as_str());
            assert_eq!(judged(&rule), Ok(()));
        }
    }

    #[test]
    fn a_rule_that_could_never_strike_is_refused() {
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
        ] {
            assert!(judged(text).is_err(), "{text}");
        }
        for text in [
            "*.*=drop",
            "operation.*=error:ConflictException;operation=GetOpportunity",
            "step.*.*=delay:1s;task=engagement-from-opportunity-task",
            "step.NoSuchStep.before=abort",
            "loop.*=panic;count=1",
            "match.run=error:PROCESSING_ERROR",
        ] {
            assert_eq!(judged(text), Ok(()), "{text}");
        }
    }
}
