//! A kind of task whose every step first asks for permission.
//!
//! The steps themselves ask nothing: they run on behalf of the account, after its principal was
//! asked here. A denied step fails as if its operation had been denied, with the denial as the
//! message.

use cosell_engine::world::World;
use cosell_engine::{Done, StepError, Task};
use cosell_store::table::task::Task as Record;
use cosell_store::{BoxFuture, Tx};

use crate::Error;
use crate::identity::Directory;
use crate::permission::step;

/// A kind behind its question.
pub(super) struct Permitted {
    /// The operation that starts it.
    start: &'static str,
    kind: Box<dyn Task>,
    directory: Directory,
    world: World,
}

impl Permitted {
    pub(super) fn new(
        start: &'static str,
        kind: Box<dyn Task>,
        directory: &Directory,
        world: &World,
    ) -> Self {
        Self {
            start,
            kind,
            directory: directory.clone(),
            world: world.clone(),
        }
    }

    /// The step's outcome for what came of the question.
    fn refused(&self, step: usize, error: Error) -> StepError {
        let error = match error {
            Error::Store(error) => return StepError::Store(error),
            Error::Refused { error, .. } => error,
            Error::Stale { .. } => cosell_api::Error::internal(),
        };
        match self.kind.injected(step, error.kind().name()) {
            StepError::Refused(mut refusal) => {
                error.message().clone_into(&mut refusal.message);
                StepError::Refused(refusal)
            }
            other => other,
        }
    }
}

impl Task for Permitted {
    fn kind(&self) -> &'static str {
        self.kind.kind()
    }

    fn steps(&self) -> &'static [&'static str] {
        self.kind.steps()
    }

    fn run<'a>(
        &'a self,
        step: usize,
        task: &'a mut Record,
        tx: &'a mut Tx,
    ) -> BoxFuture<'a, Result<Done, StepError>> {
        Box::pin(async move {
            let name = self.steps().get(step).copied().unwrap_or_default();
            let now = self.world.now();
            step::hold(&self.directory, tx, task, self.start, name, now)
                .await
                .map_err(|error| self.refused(step, error))?;
            self.kind.run(step, task, tx).await
        })
    }

    fn injected(&self, step: usize, name: &str) -> StepError {
        self.kind.injected(step, name)
    }
}
