//! The runners: they take tasks that are ready, run them to their end, and wake who waits.
//!
//! A task becomes known here only by a committed transaction, through the store's notices, or by
//! recovery at start. Recovery raises the epoch of every unfinished task, so that a runner of an
//! earlier life, should one still breathe, is refused by the guard of its next write.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cosell_store::table::task::{self, Task as Record};
use cosell_store::{Error, Notice, Store};
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::fault::Faults;
use crate::journal::{Outcome, Surroundings, advance};
use crate::task::Task;
use crate::world::World;

/// The epoch of a task that nobody took over yet.
pub const FIRST_EPOCH: i64 = 1;

/// Tasks that run at once. They all wait for the same writer, so more would only wait longer.
const RUNNING: usize = 64;

/// Unfinished tasks that recovery reads at a time.
const RECOVERED: i64 = 500;

/// What the store's failure of one run costs before it is tried again.
const STORE_PAUSE: Duration = Duration::from_millis(200);

/// How often steps commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepCommit {
    /// All steps that follow each other without a pause commit together.
    #[default]
    Chained,
    /// Every step commits by itself.
    Each,
}

/// How tasks are run.
#[derive(Clone, Debug)]
pub struct Options {
    pub step_commit: StepCommit,
    /// Attempts of a step that meets transient faults, the first included.
    pub attempts: u32,
    /// The longest pause before the second attempt; it doubles with each one after.
    pub first_pause: Duration,
    pub faults: Faults,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            step_commit: StepCommit::default(),
            attempts: 5,
            first_pause: Duration::from_millis(200),
            faults: Faults::default(),
        }
    }
}

/// The task engine, shared by cloning.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

/// Who waits for the end of which task.
type Waiting = Arc<Mutex<HashMap<String, Vec<oneshot::Sender<Record>>>>>;

struct Inner {
    store: Store,
    kinds: HashMap<&'static str, Box<dyn Task>>,
    around: Surroundings,
    waiting: Waiting,
}

impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// Starts the runners and recovers the tasks that an earlier process left unfinished.
    ///
    /// Must be called inside a tokio runtime.
    pub async fn start(
        store: Store,
        world: World,
        kinds: Vec<Box<dyn Task>>,
        options: Options,
    ) -> Result<Self, Error> {
        let (ready, queue) = mpsc::unbounded_channel();
        let waiting = Waiting::default();
        let ended = Arc::clone(&waiting);
        store.listen(move |notice| match notice {
            Notice::TaskReady(id) => {
                // The queue is as long as the transactions that the store let in.
                let _ = ready.send((id.clone(), FIRST_EPOCH));
            }
            Notice::TaskEnded(record) => {
                let mut waiting = ended.lock().unwrap_or_else(PoisonError::into_inner);
                for waiter in waiting.remove(&record.id).into_iter().flatten() {
                    // Whoever waited may have left.
                    let _ = waiter.send(Record::clone(record));
                }
            }
        });
        let engine = Self {
            inner: Arc::new(Inner {
                store,
                kinds: kinds.into_iter().map(|kind| (kind.kind(), kind)).collect(),
                around: Surroundings {
                    world,
                    faults: options.faults,
                    each: options.step_commit == StepCommit::Each,
                    attempts: i64::from(options.attempts.max(1)),
                    first_pause: options.first_pause,
                },
                waiting,
            }),
        };
        let recovered = engine.recover().await?;
        tokio::spawn(run_all(engine.clone(), recovered, queue));
        Ok(engine)
    }

    /// Takes over every unfinished task, by compare-and-set on its epoch.
    async fn recover(&self) -> Result<Vec<(String, i64)>, Error> {
        let mut recovered = Vec::new();
        let mut after = None;
        loop {
            let from = after.clone();
            let taken = self
                .inner
                .store
                .write(move |tx| {
                    let from = from.clone();
                    Box::pin(async move {
                        let found = task::unfinished(tx, from, RECOVERED).await?;
                        let next = found.last().map(|last| (last.next_run_at, last.id.clone()));
                        let mut taken = Vec::with_capacity(found.len());
                        for record in found {
                            if task::take_over(tx, &record.id, record.epoch).await? {
                                taken.push((record.id, record.epoch + 1));
                            }
                        }
                        Ok::<_, Error>((taken, next))
                    })
                })
                .await?;
            self.inner.around.faults.pass(&["recovery"]);
            recovered.extend(taken.0);
            match taken.1 {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        if !recovered.is_empty() {
            tracing::info!(tasks = recovered.len(), "recovered unfinished tasks");
        }
        Ok(recovered)
    }

    /// Waits until the task has ended or the time is up, whichever comes first, and returns it as it
    /// is then. `None` when there is no such task.
    pub async fn wait(&self, id: &str, at_most: Duration) -> Result<Option<Record>, Error> {
        let mut ended = self.register(id);
        // Looked up only now, behind the registration: an end in between is seen by one of both.
        let mut found = self.find(id).await;
        if matches!(&found, Ok(Some(record)) if record.status == "IN_PROGRESS") {
            tokio::select! {
                Ok(record) = &mut ended => return Ok(Some(record)),
                () = self.inner.around.world.sleep(at_most) => {}
            }
            found = self.find(id).await;
        }
        drop(ended);
        self.forget(id);
        found
    }

    fn register(&self, id: &str) -> oneshot::Receiver<Record> {
        let (waiter, ended) = oneshot::channel();
        let mut waiting = self
            .inner
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        waiting.entry(id.to_owned()).or_default().push(waiter);
        ended
    }

    /// Forgets those who left without having been told.
    fn forget(&self, id: &str) {
        let mut waiting = self
            .inner
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(waiters) = waiting.get_mut(id) {
            waiters.retain(|waiter| !waiter.is_closed());
            if waiters.is_empty() {
                waiting.remove(id);
            }
        }
    }

    async fn find(&self, id: &str) -> Result<Option<Record>, Error> {
        let id = id.to_owned();
        self.inner
            .store
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move { task::find(tx, &id).await })
            })
            .await
    }

    /// Runs one task until it has ended, waits, or belongs to another.
    async fn run(&self, id: String, epoch: i64) {
        loop {
            match self.run_once(&id, epoch).await {
                Ok(Outcome::More) => {}
                Ok(Outcome::Ended | Outcome::Dropped) => return,
                Ok(Outcome::Again { at }) => {
                    let pause = u64::try_from(at - self.inner.around.world.now()).unwrap_or(0);
                    self.inner
                        .around
                        .world
                        .sleep(Duration::from_millis(pause))
                        .await;
                }
                Err(error) => {
                    // Nothing was written; the cursor stands where it stood.
                    tracing::warn!(task = id, %error, "a run was not carried out, trying again");
                    self.inner.around.world.sleep(STORE_PAUSE).await;
                }
            }
        }
    }

    async fn run_once(&self, id: &str, epoch: i64) -> Result<Outcome, Error> {
        let (inner, id) = (Arc::clone(&self.inner), id.to_owned());
        let (outcome, passed) = self
            .inner
            .store
            .write(move |tx| {
                let (inner, id) = (Arc::clone(&inner), id.clone());
                Box::pin(async move {
                    let Some(record) = task::find(tx, &id).await? else {
                        return Ok((Outcome::Dropped, Vec::new()));
                    };
                    let Some(kind) = inner.kinds.get(record.kind.as_str()) else {
                        // A newer program's task; that program will finish it.
                        tracing::error!(task = id, kind = record.kind, "unknown kind of task");
                        return Ok((Outcome::Dropped, Vec::new()));
                    };
                    advance(tx, kind.as_ref(), record, epoch, &inner.around).await
                })
            })
            .await?;
        for name in passed {
            self.inner
                .around
                .faults
                .pass(&["step", name, "after_commit"]);
        }
        Ok(outcome)
    }
}

/// Feeds the runners: what recovery found comes before new work, or new work could starve it.
async fn run_all(
    engine: Engine,
    recovered: Vec<(String, i64)>,
    mut queue: mpsc::UnboundedReceiver<(String, i64)>,
) {
    let places = Arc::new(Semaphore::new(RUNNING));
    let mut recovered = recovered.into_iter();
    loop {
        let next = match recovered.next() {
            Some(next) => Some(next),
            None => queue.recv().await,
        };
        let Some((id, epoch)) = next else { return };
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let engine = engine.clone();
        tokio::spawn(async move {
            engine.run(id, epoch).await;
            drop(place);
        });
    }
}
