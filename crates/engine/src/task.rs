//! Task kinds and their steps, as the engine needs them.

use std::fmt;

use cosell_store::table::task::Task as Record;
pub use cosell_store::table::task::{FIRST_EPOCH, first_record};
use cosell_store::{BoxFuture, Error, Tx};

use crate::spans::{NO_ORIGIN, Origin};

/// A kind of task: its name, stored with its records, and its steps in order. A released kind must
/// never reorder its steps: the cursors of unfinished tasks are indexes into this list.
pub struct TaskKind {
    pub(crate) name: &'static str,
    pub(crate) steps: Vec<Box<dyn Step>>,
    pub(crate) origin: Origin,
}

impl TaskKind {
    /// A kind of this name with these steps.
    pub fn new(name: &'static str, steps: Vec<Box<dyn Step>>) -> Self {
        Self {
            name,
            steps,
            origin: NO_ORIGIN,
        }
    }

    /// Sets how the span of the request that started a task is found.
    #[must_use]
    pub fn with_origin(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }
}

impl fmt::Debug for TaskKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps: Vec<_> = self.steps.iter().map(|step| step.name()).collect();
        formatter
            .debug_struct("TaskKind")
            .field("name", &self.name)
            .field("steps", &steps)
            .finish_non_exhaustive()
    }
}

/// One step of a task kind.
pub trait Step: Send + Sync + 'static {
    /// The name in the journal and in fault points.
    fn name(&self) -> &'static str;

    /// Runs the step inside the transaction. Its effects through `tx`, and its changes to the links
    /// and state of `task`, are kept when it returns `Ok`, and undone otherwise.
    fn run<'a>(
        &'a self,
        task: &'a mut Record,
        tx: &'a mut Tx,
    ) -> BoxFuture<'a, Result<Done, StepError>>;

    /// What an error that a fault rule names means in this step. By default the name is the reason
    /// code, and the two codes of transient errors are retried.
    fn injected(&self, name: &str) -> StepError {
        StepError::injected(name)
    }
}

/// How a step succeeded, with a line for the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// The step had its effect.
    Effect(String),
    /// There was nothing to do.
    Skipped(String),
}

/// The reason for a failed task, as its caller reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub reason_code: String,
    pub message: String,
}

/// How a step failed.
#[derive(Debug)]
pub enum StepError {
    /// A retry cannot help: the task fails with this reason.
    Refused(Refusal),
    /// A retry may help; after the last attempt the task fails with this reason.
    Transient(Refusal),
    /// The transaction cannot go on.
    Store(Error),
}

impl StepError {
    /// The error of a fault rule, by its reason code.
    pub fn injected(reason_code: &str) -> Self {
        let refusal = Refusal {
            reason_code: reason_code.to_owned(),
            message: "A fault rule asked for this failure.".to_owned(),
        };
        match reason_code {
            "InternalError" | "RequestThrottled" => Self::Transient(refusal),
            _ => Self::Refused(refusal),
        }
    }
}

impl From<Error> for StepError {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}
