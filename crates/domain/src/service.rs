//! The pipeline of a call through the domain: typed input, context, transaction, response.

mod audit;
mod files;
pub(crate) mod modelled;
mod operators;
mod points;

use cosell_store::Catalog;
use std::sync::Arc;

use cosell_api::{DateTime, Operation, wire};
use cosell_engine::fault::{Fault, Point};
use cosell_engine::{EndMark, Engine, Options};
use cosell_store::table::task::{Status, Task as TaskRecord};
use cosell_store::{Store, Tx};
use cosell_world::World;
use serde_json::Value;

use self::modelled::modelled;
use self::points::{READ, call_error, point, write};
use crate::error::{CallError, read_document, write_document};
use crate::handler::{Handler, Started};
use crate::idempotency::Token;
use crate::identity::admin::Administration;
use crate::identity::{Directory, Identity};
use crate::page::PageKeys;
use crate::permission::{self, Permission, Requirement};
use crate::quota::Throttle;
use crate::search::backfill;
use crate::{Caller, Context, Error, Settings, customer_account, opportunity, task, timer};

/// The service: a store, the engine that runs its tasks, and the operator's settings.
#[derive(Clone, Debug)]
pub struct Service {
    pub(crate) store: Store,
    engine: Engine,
    pub(crate) world: World,
    settings: Arc<Settings>,
    throttle: Arc<Throttle>,
    directory: Directory,
    page_keys: PageKeys,
}

/// A successful response: a JSON body, or none for an operation without output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub body: Option<Vec<u8>>,
}

impl Service {
    /// Starts the service on a store and resumes the store's unfinished tasks. This service has no
    /// access keys.
    ///
    /// Must be called inside a tokio runtime.
    pub async fn start(
        store: Store,
        world: World,
        settings: Settings,
        options: Options,
    ) -> Result<Self, cosell_store::Error> {
        let directory = Directory::new(store.clone(), Identity::default());
        Self::start_with(store, world, settings, options, directory).await
    }

    /// Starts the service with a directory of access keys on the same store.
    pub async fn start_with(
        store: Store,
        world: World,
        settings: Settings,
        options: Options,
        directory: Directory,
    ) -> Result<Self, cosell_store::Error> {
        let settings = Arc::new(settings);
        let kinds = task::kinds(&world, &settings, &directory);
        // Alone on its store, a node needs no claim to a bulk job.
        let claim = (!options.exclusive).then_some(options.lease);
        let timers = timer::all(&world, &settings, &directory, (&options.faults, claim));
        let page_keys = PageKeys::open(&store, &world).await?;
        backfill::<opportunity::search::index::Older>(&store).await?;
        backfill::<customer_account::search::index::Older>(&store).await?;
        let engine = Engine::start(store.clone(), world.clone(), kinds, timers, options).await?;
        Ok(Self {
            store,
            engine,
            world,
            throttle: Arc::new(Throttle::new(settings.quotas.clone())),
            settings,
            directory,
            page_keys,
        })
    }

    /// The administration of accounts, keys and policies.
    pub fn administration(&self) -> Administration {
        Administration::new(
            self.directory.clone(),
            self.world.clone(),
            Arc::clone(&self.settings),
        )
    }

    /// The directory of access keys and their callers.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The world this service runs in.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The engine, for operators.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The operator's settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The rate limiter, which counts the calls of accounts against their quotas.
    pub fn throttle(&self) -> &Throttle {
        &self.throttle
    }

    /// Counts a call against its account's quota, or refuses it. Steps of tasks do not count.
    fn count<O: Operation>(&self, cx: &Context) -> Result<(), Error> {
        Ok(self.throttle.call(O::META.name, &cx.account, cx.millis())?)
    }

    /// Injects the fault of a fault point outside of any transaction. A delay takes system time,
    /// because the caller waits for it.
    pub async fn inject(&self, point: Point<'_>) -> Result<(), CallError> {
        match self.engine.faults().hit(&point) {
            None => Ok(()),
            Some(Fault::Delay(time)) => {
                self.world.sleep(time).await;
                Ok(())
            }
            Some(fault) => Err(call_error(&fault)),
        }
    }

    fn context(&self, caller: Caller, catalog: Catalog, now: DateTime) -> Context {
        Context {
            account: caller.account,
            caller: caller.authenticated,
            catalog,
            now,
            world: self.world.clone(),
            settings: Arc::clone(&self.settings),
            page_keys: self.page_keys.clone(),
        }
    }
}

/// What a call needs to run, after its checks.
struct Admitted<O: Operation> {
    cx: Context,
    permission: Permission,
    input: O::Input,
    /// The client token, if the operation has one.
    token: Option<Token>,
}

impl<O: Operation> Admitted<O> {
    /// Returns the stored result of an earlier request with this client token, if there is one.
    /// Every transaction begins with this function, because it enforces the permission first.
    async fn begin(&self, tx: &mut Tx) -> Result<Option<String>, Error> {
        self.permission.enforce(tx).await?;
        match &self.token {
            None => Ok(None),
            Some(token) => token.find(&self.cx, tx).await.map_err(modelled::<O>),
        }
    }

    /// Stores the result of the request for a repeated request with the same client token.
    async fn finish(&self, tx: &mut Tx, result: String) -> Result<(), Error> {
        match &self.token {
            None => Ok(()),
            Some(token) => token.store(&self.cx, tx, result).await,
        }
    }
}

/// Checks a call. A call that the current policies deny is refused here.
async fn admit<O: Operation>(
    service: &Service,
    caller: Caller,
    requires: &[Requirement],
    body: Value,
) -> Result<Arc<Admitted<O>>, CallError> {
    let now = service.world.now();
    let evaluated = permission::evaluate(O::META, requires, &caller, body, now).map_err(
        |error| match error {
            CallError::Operation(error) => modelled::<O>(error).into(),
            other => other,
        },
    )?;
    let member = O::META.idempotency_token;
    let token = member.and_then(|member| evaluated.input.get(member)?.as_str().map(str::to_owned));
    let input = wire::read::<O>(evaluated.input)?;
    let token = token.map(|token| Token::new::<O>(token, &input));
    let admitted = Arc::new(Admitted {
        cx: service.context(caller, evaluated.catalog, DateTime::from_millis(now)),
        permission: evaluated.permission,
        token: token.transpose()?,
        input,
    });
    if admitted.permission.is_denied() {
        let denied = Arc::clone(&admitted);
        let enforced = service.store.read(denied, async |tx, denied| {
            denied.permission.enforce(tx).await
        });
        enforced.await?;
    }
    Ok(admitted)
}

/// Runs an operation in one transaction.
pub(crate) async fn perform<H: Handler>(
    service: &Service,
    caller: Caller,
    body: Value,
) -> Result<Answer, CallError> {
    let call = admit::<H>(service, caller, H::REQUIRES, body).await?;
    service.count::<H>(&call.cx)?;
    service.inject(point::<H>(&READ, &call.cx)).await?;
    if H::META.readonly {
        return Ok(service.store.read(call, carry_out::<H>).await?);
    }
    if starts_task::<H>() {
        service.engine.admit().map_err(Error::from)?;
    }
    write(service, call, carry_out::<H>).await
}

/// The transaction of an operation.
async fn carry_out<H: Handler>(tx: &mut Tx, call: &Arc<Admitted<H>>) -> Result<Answer, Error> {
    if let Some(first) = call.begin(tx).await? {
        let body = Some(H::repeated(&call.cx, tx, first).await?.into_bytes());
        return Ok(Answer { body });
    }
    let run = H::run(&call.cx, tx, &call.input).await;
    let answer = answer::<H>(&run.map_err(modelled::<H>)?)?;
    if call.token.is_some() {
        call.finish(tx, text(&answer)?).await?;
    }
    Ok(answer)
}

/// The text of a response, as a client token stores it.
fn text(answer: &Answer) -> Result<String, Error> {
    let body = answer.body.clone().unwrap_or_default();
    String::from_utf8(body).map_err(|_| cosell_api::Error::internal().into())
}

/// Whether an operation that responds at once starts a task.
fn starts_task<O: Operation>() -> bool {
    O::META.name.starts_with("Start") && O::META.name.ends_with("Task")
}

/// Starts a task, waits for it for at most `task_wait`, and responds with its state.
///
/// Once the task is stored, a failed wait is not an error, because the caller would not learn of
/// its task. The response then has the state in which the task was stored or found.
pub(crate) async fn start<S: Started>(
    service: &Service,
    caller: Caller,
    body: Value,
) -> Result<Answer, CallError> {
    let call = admit::<S>(service, caller, S::REQUIRES, body).await?;
    service.count::<S>(&call.cx)?;
    service.inject(point::<S>(&READ, &call.cx)).await?;
    service.engine.admit().map_err(Error::from)?;
    let mark = service.engine.mark();
    let begun = write(service, Arc::clone(&call), async |tx, call| {
        if let Some(result) = call.begin(tx).await? {
            return task::known(tx, &read_document::<String>(&result)?).await;
        }
        let begun = S::begin(&call.cx, tx, &call.input).await;
        let record = begun.map_err(modelled::<S>)?;
        call.finish(tx, write_document(&record.id)?).await?;
        Ok(record)
    });
    let record = task_after_wait(service, mark, begun.await?).await;
    Ok(answer::<S>(&S::answer(&call.cx, record))?)
}

/// The task as it is after the wait; as it was before, if there is nothing to wait for or the wait
/// failed.
async fn task_after_wait(service: &Service, mark: EndMark, begun: TaskRecord) -> TaskRecord {
    let at_most = service.settings.task_wait;
    if at_most.is_zero() || begun.status != Status::InProgress {
        return begun;
    }
    match service.engine.wait_from(mark, &begun, at_most).await {
        Ok(found) => found.unwrap_or(begun),
        Err(error) => {
            tracing::warn!(task = begun.id, %error, "could not wait for the task, responding with \
                                                     its first state");
            begun
        }
    }
}

fn answer<O: Operation>(output: &O::Output) -> Result<Answer, Error> {
    let body = match O::META.output {
        Some(_) => Some(wire::encode::<O>(output)?),
        None => None,
    };
    Ok(Answer { body })
}
