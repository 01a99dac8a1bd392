//! The fault points of a step, as one run passes them.
//!
//! A run holds the database while it lasts, so a delay ends it: the step is undone, what was done
//! before it is kept, and the task comes back when the time is over. The run that comes back does
//! not pass the points again that the one before it passed.

use std::time::Duration;

use cosell_store::Error;
use cosell_store::table::task::Task as Record;

use crate::fault::{Fault, Faults, Point};
use crate::task::{StepError, Task};

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
    Step(StepError),
    Delayed(Duration, Place),
    /// The guard refused: another runner owns the task.
    Fenced,
}

impl<E: Into<StepError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Step(error.into())
    }
}

/// Passes a point of a step inside its transaction.
pub(crate) fn pass(
    faults: &Faults,
    kind: &dyn Task,
    record: &Record,
    step: usize,
    place: Place,
    served: Option<Served>,
) -> Result<(), Stop> {
    let spared = |served: Served| usize::try_from(served.step) == Ok(step) && place <= served.place;
    if served.is_some_and(spared) {
        return Ok(());
    }
    match strike(faults, kind, record, step, place) {
        None => Ok(()),
        Some(Fault::Error(name)) => Err(Stop::Step(kind.injected(step, &name))),
        Some(Fault::Delay(time)) => Err(Stop::Delayed(time, place)),
        Some(Fault::Drop) => Err(Stop::Step(StepError::Store(lost()))),
    }
}

/// What befalls the task at a point of a step.
pub(crate) fn strike(
    faults: &Faults,
    kind: &dyn Task,
    record: &Record,
    step: usize,
    place: Place,
) -> Option<Fault> {
    with_point(kind, record, step, place, |point| faults.at(point))
}

/// Whether anything may befall the task behind the commit of a step.
pub(crate) fn awaits(faults: &Faults, kind: &dyn Task, record: &Record, step: usize) -> bool {
    with_point(kind, record, step, Place::AfterCommit, |point| {
        faults.concern(point)
    })
}

fn with_point<T>(
    kind: &dyn Task,
    record: &Record,
    step: usize,
    place: Place,
    ask: impl FnOnce(&Point<'_>) -> T,
) -> T {
    let name = kind.steps().get(step).copied().unwrap_or_default();
    ask(&Point {
        name: &["step", name, place.as_str()],
        operation: None,
        account: Some(&record.account),
        catalog: Some(&record.catalog),
        task: Some(&record.kind),
    })
}

/// The error of a database whose connection was lost on purpose.
pub(crate) fn lost() -> Error {
    Error::Unavailable("a fault rule dropped the connection".to_owned())
}
