//! A task kind whose steps count how often they ran, and nodes that run it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use cosell_engine::fault::Faults;
use cosell_engine::{
    Done, Engine, FIRST_EPOCH, Options, Refusal, StepCommit, StepError, TaskKind, Timer,
    first_record,
};
use cosell_store::table::setting;
use cosell_store::table::task::{self, Outcome, Step, Task as Record};
use cosell_store::{BoxFuture, Catalog, Error, Location, Lock, Notice, Store, Tx, Value};
use cosell_world::World;

pub(crate) const ACCOUNT: &str = "111111111111";
pub(crate) const CATALOG: &str = "AWS";
pub(crate) const STEPS: [&str; 3] = ["First", "Second", "Third"];

/// A timeout longer than any of these tasks takes; a test that waits this long has failed.
pub(crate) const LONG: Duration = Duration::from_mins(1);

/// One of three steps. Each counts itself in a setting, and then reads whether it must fail: the
/// input is `refuse STEP`, `hinder STEP TIMES`, `spoil STEP`, `repeat STEP`, `lock STEP SETTING` or
/// empty. The database refuses what a spoiled step writes, and a row of a repeated one that is
/// there already. A locking step locks the row of a setting.
struct Counting(usize);

/// The task kind of those steps.
fn counting() -> TaskKind {
    let steps =
        (0..STEPS.len()).map(|step| Box::new(Counting(step)) as Box<dyn cosell_engine::Step>);
    TaskKind::new("counting", steps.collect())
}

impl cosell_engine::Step for Counting {
    fn name(&self) -> &'static str {
        STEPS[self.0]
    }

    fn run<'a>(
        &'a self,
        task: &'a mut Record,
        tx: &'a mut Tx,
    ) -> BoxFuture<'a, Result<Done, StepError>> {
        let step = self.0;
        Box::pin(async move {
            let name = format!("{} {}", task.id, STEPS[step]);
            let count = setting::find(tx, ACCOUNT, CATALOG, &name).await?;
            let count = count.and_then(|count| count.parse().ok()).unwrap_or(0) + 1;
            setting::set(tx, ACCOUNT, CATALOG, &name, &i64::to_string(&count)).await?;
            task.state = format!("{}{step}", task.state);
            let refusal = |reason: &str| Refusal {
                reason_code: reason.to_owned(),
                message: format!("{} was not to be", STEPS[step]),
            };
            let words: Vec<&str> = task.input.split(' ').collect();
            match words[..] {
                ["refuse", at] if at == STEPS[step] => Err(StepError::Refused(refusal("Refused"))),
                ["hinder", at, times]
                    if at == STEPS[step] && task.attempts < times.parse().unwrap_or(0) =>
                {
                    Err(StepError::Transient(refusal("Hindered")))
                }
                ["spoil", at] if at == STEPS[step] => {
                    let text = "UPDATE setting SET value = $1 \
                                WHERE account = $2 AND catalog = $3 AND name = $4";
                    let key = [ACCOUNT, CATALOG, &name].map(Value::from);
                    let [account, catalog, name] = key;
                    let values = [Value::Null, account, catalog, name];
                    tx.dispatch(text, &values).await?;
                    Ok(Done::Effect("spoiled".to_owned()))
                }
                ["repeat", at] if at == STEPS[step] => {
                    task::journal(tx, &taken(&task.id));
                    Ok(Done::Effect("repeated".to_owned()))
                }
                ["lock", at, name] if at == STEPS[step] => {
                    lock(tx, name).await?;
                    Ok(Done::Effect("locked".to_owned()))
                }
                _ if step == 1 => Ok(Done::Skipped("nothing to do".to_owned())),
                _ => Ok(Done::Effect(format!("did {}", STEPS[step]))),
            }
        })
    }
}

/// Locks the row of a setting until the end of the transaction.
pub(crate) async fn lock(tx: &mut Tx, name: &str) -> Result<(), Error> {
    let text = "SELECT value FROM setting WHERE account = $1 AND catalog = $2 AND name = $3";
    let key = [ACCOUNT, CATALOG, name].map(Value::from);
    tx.lock_one(Lock::Exclusive, text, &key).await.map(drop)
}

/// A row of the journal of another task, which a repeated step adds once more.
pub(crate) fn taken(id: &str) -> Step {
    Step {
        task_id: format!("{id} taken"),
        step: 0,
        epoch: FIRST_EPOCH,
        attempt: 0,
        node: "n".to_owned(),
        name: STEPS[0].to_owned(),
        outcome: Outcome::Done,
        detail: String::new(),
        started_at: 0,
        ended_at: 0,
    }
}

pub(crate) fn options(step_commit: StepCommit) -> Options {
    Options {
        step_commit,
        attempts: 3,
        first_backoff: Duration::from_millis(1),
        ..Options::default()
    }
}

pub(crate) fn memory() -> Store {
    Store::open(&Location::Memory).expect("memory opens")
}

/// Pairs of stores that share their data: one store in memory, and the pair on PostgreSQL.
pub(crate) fn shared_stores() -> Vec<(Store, Store)> {
    let one = memory();
    let mut stores = vec![(one.clone(), one)];
    stores.extend(on_postgres());
    stores
}

/// One schema opened twice as by two programs, where `COSELL_TEST_POSTGRES` names a server.
pub(crate) fn on_postgres() -> Option<(Store, Store)> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var("COSELL_TEST_POSTGRES") else {
        eprintln!("PostgreSQL left out: COSELL_TEST_POSTGRES names no server");
        return None;
    };
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let schema = format!("nodes_{}_{number}", std::process::id());
    let address = format!("{server}?options=-csearch_path%3D{schema}");
    let location = Location::Postgres(address.parse().expect("an address"));
    let open = || Store::open(&location).expect("the store opens");
    Some((open(), open()))
}

/// A new task that a node owns.
pub(crate) fn record(node: &str, id: &str, input: &str) -> Record {
    Record {
        input: input.to_owned(),
        ..first_record(id.to_owned(), "counting", (ACCOUNT, Catalog::Aws), node, 0)
    }
}

/// The notice of a stored task.
pub(crate) fn ready(id: &str) -> Notice {
    Notice::TaskReady {
        account: ACCOUNT.to_owned(),
        id: id.to_owned(),
    }
}

/// Stores a task, and notifies the engine if the task is to run.
pub(crate) async fn store_task(store: &Store, record: Record, notify: bool) {
    let stored: Result<(), Error> = store
        .write((record, notify), async |tx, (record, notify)| {
            task::insert(tx, record).await?;
            if *notify {
                tx.notify(ready(&record.id));
            }
            Ok(())
        })
        .await;
    stored.expect("the task is stored");
}

pub(crate) async fn journal(store: &Store, id: &str) -> Vec<Step> {
    let id = id.to_owned();
    let steps: Result<_, Error> = store
        .read(id, async |tx, id| task::steps(tx, id).await)
        .await;
    steps.expect("a journal")
}

/// The journal without its times: step, attempt, outcome.
pub(crate) async fn history(store: &Store, id: &str) -> Vec<(String, i64, String)> {
    let steps = journal(store, id).await;
    steps
        .into_iter()
        .map(|step| (step.name, step.attempt, step.outcome.to_string()))
        .collect()
}

pub(crate) fn past(entries: &[(&str, i64, &str)]) -> Vec<(String, i64, String)> {
    let owned = |(name, attempt, outcome): &(&str, i64, &str)| {
        ((*name).to_owned(), *attempt, (*outcome).to_owned())
    };
    entries.iter().map(owned).collect()
}

/// How often each step had its effect.
pub(crate) async fn effects(store: &Store, id: &str) -> [i64; 3] {
    let id = id.to_owned();
    let counts: Result<_, Error> = store
        .read(id, async |tx, id| {
            let mut counts = [0; 3];
            for (count, step) in counts.iter_mut().zip(STEPS) {
                let name = format!("{id} {step}");
                let found = setting::find(tx, ACCOUNT, CATALOG, &name).await?;
                *count = found.and_then(|found| found.parse().ok()).unwrap_or(0);
            }
            Ok(counts)
        })
        .await;
    counts.expect("the effects")
}

/// One node: an engine on a store, with its own world.
#[derive(Clone)]
pub(crate) struct Node {
    pub(crate) engine: Engine,
    pub(crate) store: Store,
    pub(crate) world: World,
}

impl Node {
    /// A single node on a store in memory, with the system clock.
    pub(crate) async fn start(options: Options) -> Self {
        Self::on(&memory(), World::system(), options).await
    }

    pub(crate) async fn on(store: &Store, world: World, options: Options) -> Self {
        Self::with(store, world, Vec::new(), options).await
    }

    pub(crate) async fn with(
        store: &Store,
        world: World,
        timers: Vec<Box<dyn Timer>>,
        options: Options,
    ) -> Self {
        let kinds = vec![counting()];
        let engine = Engine::start(store.clone(), world.clone(), kinds, timers, options).await;
        Self {
            engine: engine.expect("the engine starts"),
            store: store.clone(),
            world,
        }
    }

    pub(crate) fn record(&self, id: &str, input: &str) -> Record {
        record(self.world.node(), id, input)
    }

    /// Stores a task and runs it.
    pub(crate) async fn submit(&self, id: &str, input: &str) {
        store_task(&self.store, self.record(id, input), true).await;
    }

    /// Runs one task to its end.
    pub(crate) async fn run(&self, id: &str, input: &str) -> Record {
        self.submit(id, input).await;
        self.end_of(id).await
    }

    /// Waits for the end of a task.
    pub(crate) async fn end_of(&self, id: &str) -> Record {
        let found = self
            .engine
            .wait(ACCOUNT, id, LONG)
            .await
            .expect("the store lives");
        let found = found.expect("the task is there");
        assert_ne!(
            found.status.as_str(),
            "IN_PROGRESS",
            "{id} did not end: {found:?}"
        );
        found
    }

    /// A task as it is now.
    pub(crate) async fn find(&self, id: &str) -> Option<Record> {
        let found = self.engine.wait(ACCOUNT, id, Duration::ZERO).await;
        found.expect("the store lives")
    }
}

/// Rules from their text.
pub(crate) fn faults(rules: &[&str]) -> Faults {
    let rules = rules.iter().map(|rule| rule.parse().expect(rule));
    Faults::new(rules.collect())
}
