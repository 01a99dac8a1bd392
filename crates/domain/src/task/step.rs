//! A step of a task as one value: its name, what it requires, the mapping of its refusals to reason
//! codes, and its function. One runner ([`Runner`]) runs all steps.
//!
//! Before a step runs, the current policies of the caller must allow what the step requires; a
//! denied step fails as its operation would be denied. The functions of steps do not check
//! permissions: they run on behalf of the account.

use cosell_api::Operation;
use cosell_engine::{self as engine, Done, StepError};
use cosell_store::table::task::Task as Record;
use cosell_store::{BoxFuture, Tx};
use cosell_world::World;
use std::sync::Arc;

use crate::error::read_document;
use crate::identity::{Directory, starter};
use crate::permission::{self, Requires};
use crate::{Context, Error, Settings, exception};

/// A kind of task, declared by the operation that starts it.
pub(crate) trait TaskKind: Operation {
    /// The kind's name in the store and its segment in ARNs.
    const KIND: &'static str;

    /// Its steps in order. A released kind never reorders them: unfinished tasks point into the
    /// list.
    const STEPS: &'static [Step<Self::Input>];
}

/// One step of a task whose input is `I`.
pub(crate) struct Step<I: 'static> {
    /// The operation that it carries out.
    pub name: &'static str,
    pub requires: Requires,
    /// Maps a refusal of the step, by its function or by permission, to an outcome of the task.
    pub refused: fn(Error) -> StepError,
    pub run: for<'a> fn(Run<'a, I>) -> BoxFuture<'a, Result<Done, Error>>,
}

/// A running step.
pub(crate) struct Run<'a, I> {
    pub cx: &'a Context,
    pub tx: &'a mut Tx,
    pub task: &'a mut Record,
    pub input: &'a I,
    requires: Requires,
    directory: &'a Directory,
}

impl<I> Run<'_, I> {
    /// Authorizes what the step requires for each resource, for the resource of this id.
    pub(crate) async fn check_permission(&mut self, id: &str) -> Result<(), Error> {
        let now = self.cx.millis();
        permission::step::check_each(self.directory, self.tx, self.task, self.requires, id, now)
            .await
    }
}

/// Runs a step for the engine.
struct Runner<I: 'static> {
    step: &'static Step<I>,
    directory: Directory,
    world: World,
    settings: Arc<Settings>,
}

impl<I> cosell_engine::Step for Runner<I>
where
    I: serde::de::DeserializeOwned + Send + Sync,
{
    fn name(&self) -> &'static str {
        self.step.name
    }

    fn run<'a>(
        &'a self,
        task: &'a mut Record,
        tx: &'a mut Tx,
    ) -> BoxFuture<'a, Result<Done, StepError>> {
        Box::pin(async move {
            let cx = context(&self.world, &self.settings, task);
            let carried = carry_out(self, &cx, task, tx).await;
            carried.map_err(self.step.refused)
        })
    }

    /// The name of an exception gives the outcome of that exception; any other name is a reason
    /// code.
    fn injected(&self, name: &str) -> StepError {
        match exception::named(name) {
            Some(error) => (self.step.refused)(error.into()),
            None => StepError::injected(name),
        }
    }
}

async fn carry_out<I: serde::de::DeserializeOwned>(
    runner: &Runner<I>,
    cx: &Context,
    task: &mut Record,
    tx: &mut Tx,
) -> Result<Done, Error> {
    let Runner {
        step, directory, ..
    } = runner;
    permission::step::check(directory, tx, task, step.requires, cx.millis()).await?;
    let input: I = read_document(&task.input)?;
    let run = Run {
        cx,
        tx,
        task,
        input: &input,
        requires: step.requires,
        directory,
    };
    (step.run)(run).await
}

/// The context of a task's steps, which run on behalf of the account that started the task.
pub(super) fn context(world: &World, settings: &Arc<Settings>, task: &Record) -> Context {
    let cx = Context::of_service(world, settings, &task.account, task.catalog, world.now());
    if settings.tracer.is_none() {
        return cx;
    }
    // What the step stores was caused by the request that started the task.
    let trace = settings.scope(starter::origin(task));
    Context { trace, ..cx }
}

/// Makes the engine's value of a kind.
pub(super) fn kind<K: TaskKind>(
    directory: &Directory,
    world: &World,
    settings: &Arc<Settings>,
) -> engine::TaskKind {
    let runner = |step: &'static Step<K::Input>| {
        Box::new(Runner {
            step,
            directory: directory.clone(),
            world: world.clone(),
            settings: Arc::clone(settings),
        }) as Box<dyn cosell_engine::Step>
    };
    engine::TaskKind::new(K::KIND, K::STEPS.iter().map(runner).collect())
        .with_origin(starter::origin)
}

/// The declaration of a kind, for documentation and tests.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The operation that starts it.
    pub operation: &'static str,
    pub kind: &'static str,
    /// The name of each step and what it requires, in order.
    pub steps: Vec<(&'static str, Requires)>,
}

/// The declaration of a kind.
pub(super) fn declared<K: TaskKind>() -> Declared {
    let steps = K::STEPS.iter().map(|step| (step.name, step.requires));
    Declared {
        operation: K::META.name,
        kind: K::KIND,
        steps: steps.collect(),
    }
}
