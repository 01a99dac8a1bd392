//! What fault rules can name: the fault points, operations and tasks that exist.

use cosell_api::ErrorKind;
use cosell_api::types::ReasonCode;
use cosell_auth::is_account_id;
use cosell_engine::fault::{Action, LOOP, Rule};
use cosell_store::table::Catalog;
use cosell_supervisor::Loop;

use crate::upload::act::Act;
use crate::{exception, operations, task};

/// The wildcard for one part of a name.
const ANY: &str = "*";

/// The fault points of requests, and those of the engine, each with the keys of a rule that it can
/// match: what the code knows when it reaches the point.
const POINTS: &[(&str, &[Key])] = &[
    ("request.received", &[Key::Operation]),
    ("auth.done", &[Key::Operation, Key::Account]),
    ("operation.read", OF_OPERATION),
    ("operation.before_commit", OF_OPERATION),
    ("operation.after_commit", OF_OPERATION),
    ("lease.renew", &[]),
    ("recovery", &[]),
    ("event.deliver", &[Key::Account, Key::Catalog]),
    (MATCH, &[Key::Account, Key::Catalog]),
    ("bulk.row.before", &[Key::Account, Key::Catalog]),
    ("bulk.row.after_effect", &[Key::Account, Key::Catalog]),
    (BULK_COMMIT, &[Key::Account, Key::Catalog]),
];

/// The point of a bulk job before its rows are committed.
const BULK_COMMIT: &str = "bulk.row.before_commit";

/// The points of [`POINTS`] that uploads reach.
const OF_UPLOADS: &[&str] = &["request.received", "auth.done"];

/// The points of [`POINTS`] that only operations that write reach.
const OF_WRITES: &[&str] = &["operation.before_commit", "operation.after_commit"];

const OF_OPERATION: &[Key] = &[Key::Operation, Key::Account, Key::Catalog];

const OF_STEP: &[Key] = &[Key::Account, Key::Catalog, Key::Task];

/// A key of a rule that a point may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Operation,
    Account,
    Catalog,
    Task,
}

impl Key {
    /// The keys that a rule sets.
    fn of(rule: &Rule) -> impl Iterator<Item = (Self, &'static str)> {
        let set = [
            (rule.operation.is_some(), Self::Operation, "operation"),
            (rule.account.is_some(), Self::Account, "account"),
            (rule.catalog.is_some(), Self::Catalog, "catalog"),
            (rule.task.is_some(), Self::Task, "task"),
        ];
        let set = set.into_iter().filter(|(is_set, ..)| *is_set);
        set.map(|(_, key, name)| (key, name))
    }
}

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
    #[error(
        "{0} is not an exception of the API; write one of {all}; points of steps also take reason \
         codes of tasks", all = exceptions()
    )]
    Error(String),
    #[error("the fault point {point} knows no {key}, so a rule with {key}= never fires there")]
    Key { point: String, key: &'static str },
    #[error("{0} only reads, so it never reaches this fault point; write operation.read")]
    Reads(String),
    #[error("{0} uploads a file; it reaches the fault points request.received and auth.done only")]
    Upload(String),
    #[error("a rule with count=0 never fires")]
    Count,
    #[error("the point of a loop takes the actions panic and abort only")]
    Loop,
    #[error("a match meets no delay; the option match_delay holds matches back")]
    Match,
    #[error("the commit of rows takes the actions drop, panic and abort only")]
    Commit,
    #[error(
        "the API has no operation {0}; {hint}",
        hint = operations::near(.0).map_or_else(
            || "docs/compatibility.md lists all of them".to_owned(),
            |near| format!("the closest name is {near}")
        )
    )]
    Operation(String),
    #[error("unknown kind of task {0}; write one of {all}", all = task::KINDS.join(", "))]
    Task(String),
    #[error("unknown step {step}; write * or one of {all}", all = all.join(", "))]
    Step {
        step: String,
        all: Vec<&'static str>,
    },
    #[error("the account {0} of a fault rule is not an account id; write twelve digits")]
    Account(String),
    #[error("unknown catalog {0} of a fault rule; write AWS or Sandbox")]
    Catalog(String),
}

/// Checks that everything that the rule names exists.
pub fn check(rule: &Rule) -> Result<(), RuleError> {
    let reached = |point: &&str| matches(point, &rule.point);
    let of_step = STEP_POINTS.iter().any(reached);
    let of_others: Vec<_> = POINTS.iter().filter(|(point, _)| reached(point)).collect();
    let of_loop = Loop::ALL
        .iter()
        .any(|each| matches(&format!("{LOOP}.{}", each.name()), &rule.point));
    if !of_step && !of_loop && of_others.is_empty() {
        return Err(RuleError::Point(rule.point.clone()));
    }
    if of_loop && of_others.is_empty() && !matches!(rule.action, Action::Panic | Action::Abort) {
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
    if rule.count == Some(0) {
        return Err(RuleError::Count);
    }
    if let Some(operation) = &rule.operation {
        check_operation(operation, rule)?;
    }
    if let Some(account) = &rule.account
        && !is_account_id(account)
    {
        return Err(RuleError::Account(account.clone()));
    }
    if let Some(catalog) = &rule.catalog
        && catalog.parse::<Catalog>().is_err()
    {
        return Err(RuleError::Catalog(catalog.clone()));
    }
    if let Some(kind) = &rule.task
        && !task::KINDS.contains(&kind.as_str())
    {
        return Err(RuleError::Task(kind.clone()));
    }
    let mut known = of_others.iter().map(|(_, keys)| *keys).collect::<Vec<_>>();
    known.extend(of_step.then_some(OF_STEP));
    for (key, name) in Key::of(rule) {
        if !known.iter().any(|keys| keys.contains(&key)) {
            return Err(RuleError::Key {
                point: rule.point.clone(),
                key: name,
            });
        }
    }
    check_step(rule)
}

/// Checks that there is such an operation, and that it reaches the rule's point.
fn check_operation(operation: &str, rule: &Rule) -> Result<(), RuleError> {
    if Act::find(operation).is_some() {
        let reaches = OF_UPLOADS.iter().any(|point| matches(point, &rule.point));
        return reaches
            .then_some(())
            .ok_or_else(|| RuleError::Upload(operation.to_owned()));
    }
    let known = operations::find(operation);
    let known = known.ok_or_else(|| RuleError::Operation(operation.to_owned()))?;
    if known.meta.readonly && OF_WRITES.contains(&&*rule.point) {
        return Err(RuleError::Reads(operation.to_owned()));
    }
    Ok(())
}

/// The names of the exceptions that a rule can inject, for people.
fn exceptions() -> String {
    let names = ErrorKind::ALL.iter().map(|kind| kind.name());
    names.collect::<Vec<_>>().join(", ")
}

/// Checks the name of a step in a fault point: the tasks that the rule matches must have it.
fn check_step(rule: &Rule) -> Result<(), RuleError> {
    let mut parts = rule.point.split('.');
    let (Some("step"), Some(step)) = (parts.next(), parts.next()) else {
        return Ok(());
    };
    let matched = task::steps().into_iter();
    let matched = matched.filter(|(kind, _)| rule.task.as_deref().is_none_or(|task| task == *kind));
    let mut all: Vec<_> = matched.flat_map(|(_, steps)| steps).collect();
    if step == ANY || all.contains(&step) {
        return Ok(());
    }
    all.sort_unstable();
    all.dedup();
    Err(RuleError::Step {
        step: step.to_owned(),
        all,
    })
}

/// Every fault point, for people.
fn points() -> String {
    let loops = format!("{LOOP}.*");
    let all = POINTS.iter().map(|(point, _)| *point);
    let all = all.chain(STEP_POINTS.iter().copied());
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
    use cosell_api::types::AccessDeniedExceptionErrorCode;

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
    fn every_reason_of_a_denial_can_be_injected_by_its_name() {
        for reason in AccessDeniedExceptionErrorCode::ALL {
            let error = exception::named(reason.as_str()).expect("an exception");
            assert_eq!(error.kind(), ErrorKind::AccessDenied);
            assert_eq!(error.body()["Reason"], reason.as_str());
            let rule = format!("operation.read=error:{}", reason.as_str());
            assert_eq!(checked(&rule), Ok(()));
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
            "step.NoSuchStep.before=abort",
            "step.Prospect.before=abort;task=engagement-from-opportunity-task",
            "operation.read=drop;account=12",
            "operation.read=drop;count=0",
            "operation.before_commit=drop;operation=ListOpportunities",
            "request.received=drop;account=111111111111",
            "event.deliver=drop;operation=ListSolutions",
            "recovery=abort;catalog=AWS",
            "operation.read=drop;task=engagement-from-opportunity-task",
            "operation.read=drop;catalog=Beach",
            "bulk.row.before_commit=delay:1s",
            "bulk.row.before=error:PROCESSING_ERROR",
            "operation.read=drop;operation=PutObject",
            "bulk.row.before=drop;operation=CreateOpportunity",
        ] {
            assert!(checked(text).is_err(), "{text}");
        }
        for text in [
            "*.*=drop",
            "operation.*=error:ConflictException;operation=GetOpportunity",
            "step.*.*=delay:1s;task=engagement-from-opportunity-task",
            "step.SubmitOpportunity.before=abort;task=engagement-from-opportunity-task",
            "operation.read=delay:1h;account=111111111111;catalog=Sandbox",
            "loop.*=panic;count=1",
            "operation.before_commit=drop;operation=CreateOpportunity",
            "operation.*=drop;operation=ListOpportunities",
            "match.run=drop;account=111111111111",
            "match.run=error:PROCESSING_ERROR",
            "bulk.row.before_commit=drop",
            "bulk.row.before=error:ConflictException;count=1",
            "auth.done=drop;operation=PutObject;account=111111111111",
            "bulk.row.after_effect=delay:1s",
        ] {
            assert_eq!(checked(text), Ok(()), "{text}");
        }
    }
}
