//! The fault points of a step.
//!
//! A run keeps a database transaction open, so an injected delay ends the run: the step is undone,
//! the steps before it are kept, and the task is parked until the delay is over. The next run does
//! not hit the points again that the delayed run had hit.

use std::time::Duration;

use cosell_store::Error;
use cosell_store::table::task::Task as Record;

use crate::fault::{Fault, Faults, Point};
use crate::task::{Refusal, Step, StepError};

/// The points of a step, in the order in which a run hits them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StepPoint {
    Before,
    AfterEffect,
    BeforeCommit,
    AfterCommit,
}

impl StepPoint {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::AfterEffect => "after_effect",
            Self::BeforeCommit => "before_commit",
            Self::AfterCommit => "after_commit",
        }
    }
}

/// An injected delay that is over, at this point of this step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ElapsedDelay {
    /// The id of the fault rule.
    pub rule: u64,
    pub step: i64,
    pub at: StepPoint,
}

/// Why a step stops early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The whole transaction failed.
    Transaction(Error),
    /// Only the step is rolled back.
    Step(StepEnd),
}

/// Why a step is rolled back.
#[derive(Debug)]
pub(crate) enum StepEnd {
    Refused(Refusal),
    Transient(Refusal),
    /// By the fault rule of this id.
    Delayed(u64, Duration, StepPoint),
}

impl<E: Into<StepError>> From<E> for Stop {
    fn from(error: E) -> Self {
        match error.into() {
            StepError::Refused(refusal) => Self::Step(StepEnd::Refused(refusal)),
            StepError::Transient(refusal) => Self::Step(StepEnd::Transient(refusal)),
            StepError::Store(error) => Self::Transaction(error),
        }
    }
}

/// The fault that is injected at a point of a step with the id of its rule, if any.
pub(crate) fn inject(
    faults: &Faults,
    step: &dyn Step,
    record: &Record,
    at: StepPoint,
) -> Option<(u64, Fault)> {
    with_point(step, record, at, |point| faults.hit_by(point))
}

/// Whether a fault may be injected after the commit of a step.
pub(crate) fn awaits_after_commit(faults: &Faults, step: &dyn Step, record: &Record) -> bool {
    with_point(step, record, StepPoint::AfterCommit, |point| {
        faults.may_inject(point)
    })
}

fn with_point<T>(
    step: &dyn Step,
    record: &Record,
    at: StepPoint,
    f: impl FnOnce(&Point<'_>) -> T,
) -> T {
    f(&Point {
        name: &["step", step.name(), at.as_str()],
        operation: None,
        account: Some(&record.account),
        catalog: Some(record.catalog.as_str()),
        task: Some(&record.kind),
    })
}

/// The error of a database connection that a fault rule dropped.
pub(crate) fn connection_lost() -> Error {
    Error::Unavailable("a fault rule dropped the database connection".to_owned())
}
