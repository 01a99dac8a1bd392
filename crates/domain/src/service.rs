//! The pipeline of a call through the domain: typed input, context, transaction, response.

mod audit;
mod call;
mod dry_run;
mod files;
pub(crate) mod modelled;
mod operators;
mod points;
mod settle;
mod spans;

use std::sync::Arc;

use cosell_api::{DateTime, OperationMeta};
use cosell_engine::fault::{Fault, Point};
use cosell_engine::{Begun, EndMark, Engine, Options};
use cosell_store::table::task::{Status, Task as TaskRecord};
use cosell_store::{Catalog, Store, Tx};
use cosell_world::World;
use serde_json::Value;

pub(crate) use self::call::Kind;
use self::call::{Admission, Begin, Call, Run, Stored};
pub(crate) use self::dry_run::dry_run;
use self::points::{READ, call_error, point, write};
pub use self::settle::Hanging;
use self::spans::{Access, TransactionSpan};
use crate::error::CallError;
use crate::identity::admin::Administration;
use crate::identity::{Directory, Identity};
use crate::page::PageKeys;
use crate::permission::Requirement;
use crate::quota::{Quotas, Throttle};
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
        let options = Options {
            tracer: settings.tracer.clone(),
            ..options
        };
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

    /// The same service for calls of an operator in the place of accounts, which count against no
    /// quota.
    #[must_use]
    pub fn without_quotas(&self) -> Self {
        Self {
            throttle: Arc::new(Throttle::new(Quotas::off())),
            ..self.clone()
        }
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
            trace: caller.trace,
        }
    }
}

/// Checks a call of an operation and carries it out. The response to an operation of kind
/// [`Kind::Operation`] is the result of its transaction.
pub(crate) async fn answer(
    service: &Service,
    (meta, requires, kind): (&'static OperationMeta, &[Requirement], Kind),
    caller: Caller,
    body: Value,
) -> Result<Answer, CallError> {
    let checked = call::check(service, meta, requires, caller, body)?;
    match kind {
        Kind::Operation(read) => perform(service, read(checked)?).await,
        Kind::Task(read) => start(service, read(checked)?).await,
    }
}

/// Runs an operation in one transaction.
async fn perform(service: &Service, call: Arc<dyn Run>) -> Result<Answer, CallError> {
    let admission = call.admission();
    admit(service, admission).await?;
    let meta = admission.meta;
    if meta.readonly {
        let by_key = call.reads_by_key();
        let mut span = TransactionSpan::begin(&admission.cx, Access::Read);
        let run = async |tx: &mut Tx, call: &Arc<dyn Run>| call.run(tx).await;
        let answer = if by_key {
            service.store.read_by_key(call, run).await
        } else {
            service.store.read(call, run).await
        };
        span.end(answer.is_ok());
        return Ok(answer?);
    }
    if starts_task(meta) {
        service.engine.admit().map_err(Error::from)?;
    }
    write(service, call, async |tx, call| call.run(tx).await).await
}

/// Starts a task, waits for it for at most `task_wait`, and responds with its state.
///
/// Once the task is stored, a failed wait is not an error, because the caller would not learn of
/// its task. The response then has the state in which the task was stored or found.
async fn start(service: &Service, call: Arc<dyn Begin>) -> Result<Answer, CallError> {
    admit(service, call.admission()).await?;
    service.engine.admit().map_err(Error::from)?;
    let mark = service.engine.mark();
    let waits = !service.settings.task_wait.is_zero();
    let at_once = waits && service.engine.runs_at_once();
    let begun = match begin(service, &call, at_once).await {
        // The first run failed, so the task is stored without it, and its runner tries again.
        Err(CallError::Operation(Error::Store(error))) if at_once && left_nothing(&error) => {
            if matches!(error, cosell_store::Error::Locked(_)) {
                tracing::debug!(%error, "first run of a task met a lock, its runner waits");
            } else {
                tracing::warn!(%error, "first run of a task failed with its request, retrying");
            }
            begin(service, &call, false).await?
        }
        begun => begun?,
    };
    let cx = &call.admission().cx;
    let within = cx.trace.as_ref().map(|trace| trace.transaction());
    let record = service.engine.begun(begun, within);
    let record = task_after_wait(service, mark, record).await;
    Ok(call.answer(record)?)
}

/// A request that starts a task.
struct Starting {
    call: Arc<dyn Begin>,
    engine: Engine,
    /// Whether the task runs in the transaction that stores it.
    at_once: bool,
}

impl Call for Starting {
    fn admission(&self) -> &Admission {
        self.call.admission()
    }
}

impl Starting {
    async fn run(&self, tx: &mut Tx) -> Result<Begun, Error> {
        if self.at_once {
            tx.keep_rows();
            // A lock may be held for longer than the request may wait for its task.
            tx.wait_for_no_lock();
        }
        match self.call.begin(tx).await? {
            Stored::New(record) => Ok(self.engine.begin(tx, record, self.at_once).await?),
            Stored::Known(record) => Ok(Begun::before(record)),
        }
    }
}

/// Stores the task of a request, and runs it at once or after the commit.
async fn begin(
    service: &Service,
    call: &Arc<dyn Begin>,
    at_once: bool,
) -> Result<Begun, CallError> {
    let starting = Starting {
        call: Arc::clone(call),
        engine: service.engine.clone(),
        at_once,
    };
    let run = async |tx: &mut Tx, starting: &Arc<Starting>| starting.run(tx).await;
    write(service, Arc::new(starting), run).await
}

/// Whether a transaction that failed with this error has changed nothing for certain.
fn left_nothing(error: &cosell_store::Error) -> bool {
    !matches!(
        error,
        cosell_store::Error::Ambiguous(_) | cosell_store::Error::Overloaded
    )
}

/// Refuses a call that the current policies deny, counts it against its account's quota, and
/// injects the fault of its first fault point.
async fn admit(service: &Service, admission: &Admission) -> Result<(), CallError> {
    let Admission {
        meta,
        cx,
        permission,
        ..
    } = admission;
    if permission.is_denied() {
        let denied = Arc::clone(permission);
        let enforced = service
            .store
            .read(denied, async |tx, denied| denied.enforce(tx).await);
        enforced.await?;
    }
    service
        .throttle
        .call(meta.name, &cx.account, cx.millis())
        .map_err(Error::from)?;
    service.inject(point(&READ, meta, cx)).await
}

/// Whether an operation that responds at once starts a task.
fn starts_task(meta: &OperationMeta) -> bool {
    meta.name.starts_with("Start") && meta.name.ends_with("Task")
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
