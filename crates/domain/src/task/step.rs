//! A step of a task as one value: its name, what it requires of its caller's policies, how its
//! refusals become reason codes, and its function. One runner ([`Runner`]) serves them all.
//!
//! Before a step runs, its caller is asked what the step requires, with the policies of that
//! moment; a denied step fails as its operation would be denied. The steps themselves ask nothing:
//! they run on behalf of the account.

use cosell_api::{DateTime, Operation};
use cosell_engine::{self as engine, Done, StepError};
use cosell_store::table::task::Task as Record;
use cosell_store::{BoxFuture, Tx};
use cosell_world::World;
use std::sync::Arc;

use crate::error::read_document;
use crate::identity::Directory;
use crate::permission::{self, Requires};
use crate::{Context, Error, PageKeys, Settings, exception};

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
    /// What a refusal of the step, by its function or by permission, means for the task.
    pub refused: fn(Error) -> StepError,
    pub run: for<'a> fn(Run<'a, I>) -> BoxFuture<'a, Result<Done, Error>>,
}

/// One step on its way.
pub(crate) struct Run<'a, I> {
    pub cx: &'a Context,
    pub tx: &'a mut Tx,
    pub task: &'a mut Record,
    pub input: &'a I,
    requires: Requires,
    directory: &'a Directory,
}

impl<I> Run<'_, I> {
    /// Asks for what the step requires of each resource, for the one of this id.
    pub(crate) async fn check_permission(&mut self, id: &str) -> Result<(), Error> {
        let now = self.cx.millis();
        permission::step::check_each(self.directory, self.tx, self.task, self.requires, id, now)
            .await
    }
}

/// A step, as the engine runs it.
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

    /// An exception is refused as the operation would refuse it, anything else is a reason code.
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

/// The context in which a task's steps run: on behalf of the account that started it.
fn context(world: &World, settings: &Arc<Settings>, task: &Record) -> Context {
    Context {
        account: task.account.as_str().into(),
        caller: None,
        catalog: task.catalog,
        now: DateTime::from_millis(world.now()),
        world: world.clone(),
        settings: Arc::clone(settings),
        page_keys: PageKeys::default(),
    }
}

/// A kind, for the engine.
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
}

/// What a kind declares, for those who list it.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The operation that starts it.
    pub operation: &'static str,
    pub kind: &'static str,
    /// The name of each step and what it requires, in order.
    pub steps: Vec<(&'static str, Requires)>,
}

/// What a kind declares.
pub(super) fn declared<K: TaskKind>() -> Declared {
    let steps = K::STEPS.iter().map(|step| (step.name, step.requires));
    Declared {
        operation: K::META.name,
        kind: K::KIND,
        steps: steps.collect(),
    }
}
