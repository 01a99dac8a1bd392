//! The fault points of a step, as one run passes them.
//!
//! A run holds the database while it lasts, so a delay ends it: the step is undone, what was done
//! before it is kept, and the task comes back when the time is over. The run that comes back does
//! not pass the points again that the one before it passed.

use std::time::Duration;

use cosell_store::Error;
use cosell_store::table::task::Task as Record;

use crate::fault::{Fault, Faults, Point};
use crate::task::{Refusal, Step, StepError};

/// The points of a step, in the order in which they are passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Before,
    AfterEffect,
    BeforeCommit,
    AfterCommit,
}

impl Place {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::AfterEffect => "after_effect",
            Self::BeforeCommit => "before_commit",
            Self::AfterCommit => "after_commit",
        }
    }
}

/// A delay that is over: at this place of this step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Served {
    pub step: i64,
    pub place: Place,
}

/// Why a step stops on its way.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The whole transaction is lost.
    Transaction(Error),
    /// The step alone is undone.
    Step(Halt),
}

/// Why a step is undone.
#[derive(Debug)]
pub(crate) enum Halt {
    Refused(Refusal),
    Transient(Refusal),
    Delayed(Duration, Place),
    /// The guard refused: another runner owns the task.
    Fenced,
}

impl<E: Into<StepError>> From<E> for Stop {
    fn from(error: E) -> Self {
        match error.into() {
            StepError::Refused(refusal) => Self::Step(Halt::Refused(refusal)),
            StepError::Transient(refusal) => Self::Step(Halt::Transient(refusal)),
            StepError::Store(error) => Self::Transaction(error),
        }
    }
}

/// Passes a point of the step at the cursor, inside its transaction.
pub(crate) fn pass(
    faults: &Faults,
    step: &dyn Step,
    record: &Record,
    cursor: i64,
    place: Place,
    served: Option<Served>,
) -> Result<(), Stop> {
    let spared = |served: Served| served.step == cursor && place <= served.place;
    if served.is_some_and(spared) {
        return Ok(());
    }
    match strike(faults, step, record, place) {
        None => Ok(()),
        Some(Fault::Error(name)) => Err(step.injected(&name).into()),
        Some(Fault::Delay(time)) => Err(Stop::Step(Halt::Delayed(time, place))),
        Some(Fault::Drop) => Err(Stop::Transaction(lost())),
    }
}

/// What befalls the task at a point of a step.
pub(crate) fn strike(
    faults: &Faults,
    step: &dyn Step,
    record: &Record,
    place: Place,
) -> Option<Fault> {
    with_point(step, record, place, |point| faults.hit(point))
}

/// Whether anything may befall the task behind the commit of a step.
pub(crate) fn awaits(faults: &Faults, step: &dyn Step, record: &Record) -> bool {
    with_point(step, record, Place::AfterCommit, |point| {
        faults.concern(point)
    })
}

fn with_point<T>(
    step: &dyn Step,
    record: &Record,
    place: Place,
    f: impl FnOnce(&Point<'_>) -> T,
) -> T {
    f(&Point {
        name: &["step", step.name(), place.as_str()],
        operation: None,
        account: Some(&record.account),
        catalog: Some(record.catalog.as_str()),
        task: Some(&record.kind),
    })
}

/// The error of a database whose connection was lost on purpose.
pub(crate) fn lost() -> Error {
    Error::Unavailable("a fault rule dropped the connection".to_owned())
}
