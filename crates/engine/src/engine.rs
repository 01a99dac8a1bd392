//! The engine as the rest of the program sees it.
//!
//! A task becomes known here only by a committed transaction, through the store's notices, or by
//! being taken over. Around the queue of tasks in hand there are four loops: one feeds the runners,
//! one keeps the lease, one takes over what others left, one runs the timers.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use cosell_store::table::task::{self, Backlog, Status, Task as Record};
use cosell_store::{Error, News, Notice, Store};
use cosell_supervisor::{Loop, Supervisor};
use tokio::sync::Notify;

use crate::counters::{Counters, Counting, add};
use crate::fault::Faults;
use crate::journal::Surroundings;
use crate::queue::Queue;
use crate::task::Task;
use crate::timer::{self, Timer};
use crate::waiting::{Told, Waiting};
use crate::{lease, runner};
use cosell_world::World;

/// The epoch of a task that nobody took over yet.
pub const FIRST_EPOCH: i64 = 1;

/// The first look at a task that another node runs comes after this share of the pause between
/// looks: it may end before that node knows that somebody waits for it.
const FIRST_LOOK: u32 = 16;

/// How long a stop waits for the transactions that run.
const STOP: Duration = Duration::from_secs(5);

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
    pub first_backoff: Duration,
    pub faults: Faults,
    /// Whether the store is this process's alone, as a SQLite file is by its lock. What other nodes
    /// left is then taken over at once, and no lease need be kept.
    pub alone: bool,
    /// How long a node is believed to live without a sign of it.
    pub lease: Duration,
    /// How often a node looks at a task that another runs while somebody waits for its end, and how
    /// often timers are asked: news of other nodes may be lost on its way, and comes sooner if not.
    pub wait_poll_interval: Duration,
    pub timer_poll_interval: Duration,
    /// Tasks that may wait for a place before new ones are refused.
    pub queue: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            step_commit: StepCommit::default(),
            attempts: 5,
            first_backoff: Duration::from_millis(200),
            faults: Faults::default(),
            alone: true,
            lease: Duration::from_secs(10),
            wait_poll_interval: Duration::from_millis(250),
            timer_poll_interval: Duration::from_secs(2),
            queue: 10_000,
        }
    }
}

/// What an operator's wish to start a task again led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restarted {
    /// It runs from the step at which it failed.
    Started,
    /// It has not failed.
    NotFailed,
    /// There is no such task.
    Unknown,
}

/// The task engine, shared by cloning.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) kinds: HashMap<&'static str, Task>,
    pub(crate) timers: Vec<Box<dyn Timer>>,
    pub(crate) around: Surroundings,
    pub(crate) queue: Arc<Queue>,
    pub(crate) counting: Counting,
    pub(crate) alone: bool,
    pub(crate) lease: Duration,
    /// Held while timers run.
    pub(crate) timing: tokio::sync::Mutex<()>,
    pub(crate) timer_poll_interval: Duration,
    pub(crate) wakes: Arc<Wakes>,
    wait_poll_interval: Duration,
    most_ready: usize,
}

/// What news wakes up before its time.
#[derive(Debug, Default)]
pub(crate) struct Wakes {
    /// Whoever keeps the lease, to take over what a node left.
    pub lease: Notify,
    pub timers: Notify,
}

impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Inner {
    pub(crate) fn supervisor(&self) -> &Supervisor {
        self.store.supervisor()
    }

    /// Starts a loop, which ends once the queue is stopped.
    fn run<F, Fut>(self: &Arc<Self>, of: Loop, mut again: F)
    where
        F: FnMut(Arc<Self>) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send,
    {
        let (inner, queue) = (Arc::clone(self), Arc::clone(&self.queue));
        let stopped = move || queue.stopping();
        self.supervisor()
            .task(of, stopped, move || again(Arc::clone(&inner)));
    }
}

impl Engine {
    /// Starts the engine, and takes over the tasks that earlier processes left unfinished.
    ///
    /// Must be called inside a tokio runtime.
    pub async fn start(
        store: Store,
        world: World,
        kinds: Vec<Task>,
        timers: Vec<Box<dyn Timer>>,
        options: Options,
    ) -> Result<Self, Error> {
        let queue = Arc::new(Queue::new(world.clone()));
        let waiting = Waiting::default();
        let wakes = Arc::<Wakes>::default();
        listen(&store, &queue, &waiting, &wakes);
        let inner = Arc::new(Inner {
            store,
            kinds: kinds.into_iter().map(|kind| (kind.kind, kind)).collect(),
            timers,
            around: Surroundings {
                world,
                faults: options.faults,
                each: options.step_commit == StepCommit::Each,
                attempts: i64::from(options.attempts.max(1)),
                first_backoff: options.first_backoff,
                waiting,
            },
            queue,
            counting: Counting::default(),
            alone: options.alone,
            lease: options.lease.max(Duration::from_millis(1)),
            timing: tokio::sync::Mutex::default(),
            timer_poll_interval: options.timer_poll_interval,
            wakes,
            wait_poll_interval: options.wait_poll_interval,
            most_ready: options.queue,
        });
        // Nothing new to a program whose supervisor knew the rules before the store was open.
        let faults = inner.around.faults.clone();
        inner.supervisor().on_round(move |of| faults.hit_loop(of));
        lease::enter(&inner).await?;
        inner.run(Loop::Tasks, runner::feed);
        if !inner.alone {
            inner.run(Loop::Lease, lease::keep);
            inner.run(Loop::TakeOver, lease::watch);
        }
        if !inner.timers.is_empty() {
            inner.run(Loop::Timers, timer::keep);
        }
        Ok(Self { inner })
    }

    /// Refuses a new task while too many wait, before anything of it is stored.
    pub fn admit(&self) -> Result<(), Error> {
        if self.inner.queue.ready() < self.inner.most_ready {
            return Ok(());
        }
        add(&self.inner.counting.refused, 1);
        Err(Error::Overloaded)
    }

    /// Waits until the task has ended or the time is up, whichever comes first, and returns it as
    /// it is then. `None` when there is no such task.
    pub async fn wait(&self, id: &str, at_most: Duration) -> Result<Option<Record>, Error> {
        let waiting = &self.inner.around.waiting;
        let mut told = waiting.register(id);
        let world = &self.inner.around.world;
        let until = world.instant() + at_most;
        let mut look = self.inner.wait_poll_interval / FIRST_LOOK;
        let mut asked = None;
        // Looked up only now, behind the registration: an end in between is seen by one of both.
        let mut found = self.find(id).await;
        while let Ok(Some(record)) = &found
            && record.status == Status::InProgress
        {
            let left = until.saturating_duration_since(world.instant());
            if left.is_zero() {
                break;
            }
            // Of a task that another node runs, an end is told here if that node knows of the wait.
            if record.node != world.node() && asked.as_ref() != Some(&record.node) {
                asked = Some(record.node.clone());
                self.inner.store.publish(News::TaskAwaited(id.to_owned()));
            }
            let pause = if self.inner.alone {
                left
            } else {
                left.min(look)
            };
            look = (look * 2).min(self.inner.wait_poll_interval);
            tokio::select! {
                heard = &mut told => match heard {
                    Ok(Told::Ended(record)) => return Ok(Some(*record)),
                    Ok(Told::Look) | Err(_) => told = waiting.register(id),
                },
                () = world.sleep(pause) => {}
            }
            found = self.find(id).await;
        }
        drop(told);
        waiting.forget(id);
        found
    }

    async fn find(&self, id: &str) -> Result<Option<Record>, Error> {
        self.inner
            .store
            .read(id.to_owned(), async |tx, id| task::find(tx, id).await)
            .await
    }

    /// Starts a failed task again, from the step at which it failed. Its journal keeps what was.
    pub async fn restart(&self, id: &str) -> Result<Restarted, Error> {
        let input = (self.inner.around.world.clone(), id.to_owned());
        let restarted = self.inner.store.write(input, async |tx, (world, id)| {
            let (node, now) = (world.node(), world.now());
            let Some(mut record) = task::find(tx, id).await? else {
                return Ok::<_, Error>(Err(Restarted::Unknown));
            };
            match task::restart(tx, &mut record, node, now).await {
                Ok(true) => Ok(Ok((record.epoch, now))),
                Ok(false) | Err(Error::Transition { .. }) => Ok(Err(Restarted::NotFailed)),
                Err(error) => Err(error),
            }
        });
        match restarted.await? {
            Ok((epoch, at)) => {
                add(&self.inner.counting.restarts, 1);
                self.inner.queue.push_begun(id.to_owned(), epoch, at);
                Ok(Restarted::Started)
            }
            Err(refused) => Ok(refused),
        }
    }

    /// Waits until no task of this node is ready or runs. Parked ones may be left.
    pub async fn wait_until_idle(&self) {
        self.inner.queue.wait_until_idle().await;
    }

    /// Moves the world's clock on and lets everything happen that falls due meanwhile, each at its
    /// time. Returns once nothing runs any more.
    pub async fn advance(&self, by: Duration) -> Result<(), Error> {
        let world = &self.inner.around.world;
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let target = world.now().saturating_add(by);
        loop {
            let parked = self.inner.queue.wait_until_idle().await;
            let timed = timer::run_due(&self.inner).await?;
            if self.inner.queue.ready() > 0 {
                continue;
            }
            let next = parked.into_iter().chain(timed).min();
            let reached = world.now();
            match next.filter(|next| *next <= target) {
                // A clock that runs may have passed it by now.
                Some(next) => world.set_time(next.max(reached)),
                None if reached < target => world.set_time(target),
                None => return Ok(()),
            }
        }
    }

    /// What was counted, and what is in hand.
    pub fn counters(&self) -> Counters {
        let mut counters = self.inner.counting.read();
        self.inner.queue.count(&mut counters);
        counters
    }

    /// The name of a step of a kind of task by its place; none where there is no such step.
    pub fn step(&self, kind: &str, place: i64) -> Option<&'static str> {
        let place = usize::try_from(place).ok()?;
        let step = self.inner.kinds.get(kind)?.steps.get(place)?;
        Some(step.name())
    }

    /// What waits at each step of each kind, on all nodes.
    pub async fn backlog(&self) -> Result<Vec<Backlog>, Error> {
        self.inner
            .store
            .read((), async |tx, ()| task::backlog(tx).await)
            .await
    }

    /// The rules in force.
    pub fn faults(&self) -> &Faults {
        &self.inner.around.faults
    }

    /// Lets no task begin any more, waits for what runs, and gives the lease back: other nodes take
    /// the rest over at once, or else the next start of this program does.
    pub async fn stop(&self) -> Result<(), Error> {
        tokio::select! {
            () = self.inner.queue.stop() => {}
            () = self.inner.around.world.sleep(STOP) => {
                tracing::warn!("stopped while tasks ran; their transactions decide");
            }
        }
        lease::leave(&self.inner).await
    }
}

/// Hands on what transactions and other nodes tell.
fn listen(store: &Store, queue: &Arc<Queue>, waiting: &Waiting, wakes: &Arc<Wakes>) {
    let (ready, waiting, wakes) = (Arc::clone(queue), waiting.clone(), Arc::clone(wakes));
    store.subscribe(move |notice| match notice {
        Notice::TaskReady(id) => ready.push_new(id, FIRST_EPOCH),
        Notice::TaskEnded(record) => {
            // Without its message, which may repeat what a customer is called.
            tracing::info!(
                task = record.id,
                kind = record.kind,
                account = record.account,
                status = record.status.as_str(),
                reason_code = record.reason_code.as_deref().unwrap_or("-"),
                step = record.step,
                "task ended",
            );
            waiting.forget_elsewhere(&record.id);
            waiting.tell(&record.id, &Told::Ended(record.clone()));
        }
        Notice::TimerDue => wakes.timers.notify_one(),
        Notice::EventDue => {}
        Notice::News(News::TaskAwaited(id)) => waiting.await_elsewhere(id),
        Notice::News(News::TaskEnded(id)) => {
            waiting.forget_elsewhere(id);
            waiting.tell(id, &Told::Look);
        }
        Notice::News(News::NodeLeft) => wakes.lease.notify_one(),
    });
}
