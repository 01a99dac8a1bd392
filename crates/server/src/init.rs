//! What the server does once it answers, and how far that has come.
//!
//! The program runs the steps; this is what the page shows of them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cosell_admin_api::init::{Init, Progress, Step};

/// The steps, shared by cloning.
#[derive(Clone, Debug, Default)]
pub struct InitLog(Arc<Mutex<Vec<Step>>>);

impl InitLog {
    /// Steps that wait, by their names.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let steps = names.into_iter().map(|name| Step {
            name,
            state: Progress::Waiting,
            took_ms: None,
            message: None,
        });
        Self(Arc::new(Mutex::new(steps.collect())))
    }

    /// The step at this place runs now.
    pub fn begin(&self, place: usize) {
        if let Some(step) = self.steps().get_mut(place) {
            step.state = Progress::Running;
        }
    }

    /// The step at this place has ended after some milliseconds.
    pub fn end(&self, place: usize, took_ms: u64, outcome: Result<(), String>) {
        if let Some(step) = self.steps().get_mut(place) {
            step.took_ms = Some(took_ms);
            (step.state, step.message) = match outcome {
                Ok(()) => (Progress::Done, None),
                Err(why) => (Progress::Failed, Some(why)),
            };
        }
    }

    /// What the page shows.
    pub(crate) fn shown(&self) -> Init {
        let steps = self.steps().clone();
        let is = |state| steps.iter().any(|step| step.state == state);
        let state = if is(Progress::Failed) {
            Progress::Failed
        } else if steps.iter().all(|step| step.state == Progress::Done) {
            Progress::Done
        } else if steps.iter().all(|step| step.state == Progress::Waiting) {
            Progress::Waiting
        } else {
            Progress::Running
        };
        Init { state, steps }
    }

    fn steps(&self) -> MutexGuard<'_, Vec<Step>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
