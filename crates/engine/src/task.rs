//! What a kind of task tells the engine about itself.

use std::fmt;

use cosell_store::table::task::Task as Record;
use cosell_store::{BoxFuture, Error, Tx};

/// A kind of task: its name, stored with its records, and its steps in order. A released kind never
/// reorders them: unfinished tasks point into this list.
pub struct Task {
    pub(crate) kind: &'static str,
    pub(crate) steps: Vec<Box<dyn Step>>,
}

impl Task {
    /// A kind with these steps.
    pub fn new(kind: &'static str, steps: Vec<Box<dyn Step>>) -> Self {
        Self { kind, steps }
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps: Vec<_> = self.steps.iter().map(|step| step.name()).collect();
        formatter
            .debug_struct("Task")
            .field("kind", &self.kind)
            .field("steps", &steps)
            .finish()
    }
}

/// One step of a kind of task.
pub trait Step: Send + Sync + 'static {
    /// Its name in the journal and in fault points.
    fn name(&self) -> &'static str;

    /// Runs it inside the transaction. What it does through `tx` and to the links and state of
    /// `task` is kept when it returns `Ok`, and undone otherwise.
    fn run<'a>(
        &'a self,
        task: &'a mut Record,
        tx: &'a mut Tx,
    ) -> BoxFuture<'a, Result<Done, StepError>>;

    /// What an error that a fault rule names means in this step. Unless the step knows better, the
    /// name is the reason code, and the two that tell of passing trouble are tried again.
    fn injected(&self, name: &str) -> StepError {
        StepError::injected(name)
    }
}

/// How a step ended well, with a line for the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// It did what its name says.
    Effect(String),
    /// There was nothing to do.
    Skipped(String),
}

/// The reason that the caller of a failed task reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub reason_code: String,
    pub message: String,
}

/// How a step ended badly.
#[derive(Debug)]
pub enum StepError {
    /// The step will not succeed by trying again: the task fails with this.
    Refused(Refusal),
    /// Trying again may help; after the last attempt the task fails with this.
    Transient(Refusal),
    /// The transaction cannot go on.
    Store(Error),
}

impl StepError {
    /// A fault rule's error, by its reason code.
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
