//! The engine's interface to the rest of the program.
//!
//! The engine learns of a task from a committed transaction, through the store's notices, or by
//! taking it over. Four loops work on the queue: one starts the runners, one renews the lease, one
//! takes over the tasks of dead nodes, and one runs the timers.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use cosell_store::table::task::{self, Backlog, Held, Status, Task as Record};
use cosell_store::{Error, News, Notice, Store};
use cosell_supervisor::{Loop, Supervisor};
use cosell_trace::Tracer;
use tokio::sync::{Notify, oneshot};

use crate::counters::{Counters, Counting, add};
use crate::fault::Faults;
use crate::journal::RunContext;
use crate::lock_turns::LockTurns;
use crate::queue::Queue;
use crate::task::{FIRST_EPOCH, TaskKind};
use crate::timer::{self, Timer};
use crate::waiters::{EndMark, EndNotice, Known, Waiters};
use crate::{lease, runner};
use cosell_world::World;

/// The first poll for the end of a task on another node comes after this fraction of the poll
/// interval: the task may end before its node knows that somebody waits for it.
const FIRST_POLL_DIVISOR: u32 = 16;

/// Timeout of a stop for the running transactions.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// When steps commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepCommit {
    /// Steps that follow each other without a delay commit together.
    #[default]
    Chained,
    /// Every step commits by itself.
    Each,
}

/// How tasks are run.
#[derive(Clone, Debug)]
pub struct Options {
    pub step_commit: StepCommit,
    /// Attempts of a step that fails with a transient error, the first attempt included.
    pub attempts: u32,
    /// The longest backoff before the second attempt; it doubles with each further attempt.
    pub first_backoff: Duration,
    pub faults: Faults,
    /// Makes the spans of runs.
    pub tracer: Option<Tracer>,
    /// Whether the store belongs to this process alone, as a SQLite file does by its lock. Tasks of
    /// other nodes are then taken over at once, and no lease is kept.
    pub exclusive: bool,
    /// How long a lease lasts without a renewal.
    pub lease: Duration,
    /// The poll interval for the end of a task that another node runs. Notifications of other nodes
    /// may be lost; a poll then finds the end.
    pub wait_poll_interval: Duration,
    /// The poll interval of timers.
    pub timer_poll_interval: Duration,
    /// Tasks that may wait in the queue before new ones are refused.
    pub queue: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            step_commit: StepCommit::default(),
            attempts: 5,
            first_backoff: Duration::from_millis(200),
            faults: Faults::default(),
            tracer: None,
            exclusive: true,
            lease: Duration::from_secs(10),
            wait_poll_interval: Duration::from_millis(250),
            timer_poll_interval: Duration::from_secs(2),
            queue: 10_000,
        }
    }
}

/// The result of a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restarted {
    /// The task runs again from the step at which it failed.
    Started,
    /// The task has not failed.
    NotFailed,
    /// There is no such task.
    Unknown,
}

/// The task engine, shared by cloning.
#[derive(Clone)]
pub struct Engine {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) kinds: HashMap<&'static str, TaskKind>,
    pub(crate) timers: Vec<Box<dyn Timer>>,
    pub(crate) context: RunContext,
    pub(crate) queue: Arc<Queue>,
    pub(crate) lock_turns: LockTurns,
    pub(crate) counting: Counting,
    pub(crate) exclusive: bool,
    pub(crate) lease: Duration,
    /// Locked while timers run.
    pub(crate) timer_lock: tokio::sync::Mutex<()>,
    /// Locked while the lease is renewed or released.
    pub(crate) lease_lock: tokio::sync::Mutex<()>,
    pub(crate) timer_poll_interval: Duration,
    pub(crate) wakes: Arc<Wakes>,
    wait_poll_interval: Duration,
    max_ready: usize,
}

/// Wakes loops before their next poll.
#[derive(Debug, Default)]
pub(crate) struct Wakes {
    /// Wakes the take-over loop when another node released its lease.
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

    /// Starts a loop, which ends once the queue stops.
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
        kinds: Vec<TaskKind>,
        timers: Vec<Box<dyn Timer>>,
        options: Options,
    ) -> Result<Self, Error> {
        let queue = Arc::new(Queue::new(world.clone()));
        let waiters = Waiters::default();
        let wakes = Arc::<Wakes>::default();
        subscribe(&store, &queue, &waiters, &wakes);
        let inner = Arc::new(Inner {
            store,
            kinds: kinds.into_iter().map(|kind| (kind.name, kind)).collect(),
            timers,
            context: RunContext {
                world,
                faults: options.faults,
                tracer: options.tracer,
                each: options.step_commit == StepCommit::Each,
                attempts: i64::from(options.attempts.max(1)),
                first_backoff: options.first_backoff,
                waiters,
            },
            queue,
            lock_turns: LockTurns::default(),
            counting: Counting::default(),
            exclusive: options.exclusive,
            lease: options.lease.max(Duration::from_millis(1)),
            timer_lock: tokio::sync::Mutex::default(),
            lease_lock: tokio::sync::Mutex::default(),
            timer_poll_interval: options.timer_poll_interval,
            wakes,
            wait_poll_interval: options.wait_poll_interval,
            max_ready: options.queue,
        });
        // The supervisor of a server has this hook already, from before the store was opened.
        let faults = inner.context.faults.clone();
        inner.supervisor().on_round(move |of| faults.hit_loop(of));
        lease::register(&inner).await?;
        inner.run(Loop::Tasks, runner::run_loop);
        if !inner.exclusive {
            inner.run(Loop::Lease, lease::renew_loop);
            inner.run(Loop::TakeOver, lease::take_over_loop);
        }
        if !inner.timers.is_empty() {
            inner.run(Loop::Timers, timer::run_loop);
        }
        Ok(Self { inner })
    }

    /// Refuses a new task when the queue is full, before anything of the task is stored.
    pub fn admit(&self) -> Result<(), Error> {
        if self.inner.queue.ready() < self.inner.max_ready {
            return Ok(());
        }
        add(&self.inner.counting.refused, 1);
        Err(Error::Overloaded)
    }

    /// Waits until the task has ended, or until the timeout, and returns the task as it is then.
    /// Returns `None` when there is no such task.
    pub async fn wait(
        &self,
        account: &str,
        id: &str,
        timeout: Duration,
    ) -> Result<Option<Record>, Error> {
        // The waiter is registered before the task is read, so that an end in between is not
        // missed.
        let notified = self.inner.context.waiters.register(id);
        let found = self.find(account, id).await;
        self.wait_registered((account, id), timeout, notified, found)
            .await
    }

    /// The current point in the order in which tasks end on this node.
    pub fn mark(&self) -> EndMark {
        self.inner.context.waiters.mark()
    }

    /// Waits like [`Engine::wait`] for a task that was in progress after the mark. It is read only
    /// if another node owns it, or if very many tasks have ended since.
    pub async fn wait_from(
        &self,
        mark: EndMark,
        record: &Record,
        timeout: Duration,
    ) -> Result<Option<Record>, Error> {
        if record.node != self.inner.context.world.node() {
            return self.wait(&record.account, &record.id, timeout).await;
        }
        let waiters = &self.inner.context.waiters;
        let notified = waiters.register(&record.id);
        let found = match waiters.since(mark, &record.id) {
            Known::Running => Ok(Some(record.clone())),
            Known::Ended(record) => {
                drop(notified);
                waiters.prune(&record.id);
                return Ok(Some(Arc::unwrap_or_clone(record)));
            }
            Known::Unknown => self.find(&record.account, &record.id).await,
        };
        let key = (&*record.account, &*record.id);
        self.wait_registered(key, timeout, notified, found).await
    }

    async fn wait_registered(
        &self,
        (account, id): (&str, &str),
        timeout: Duration,
        mut notified: oneshot::Receiver<EndNotice>,
        mut found: Result<Option<Record>, Error>,
    ) -> Result<Option<Record>, Error> {
        let waiters = &self.inner.context.waiters;
        let world = &self.inner.context.world;
        let deadline = world.instant() + timeout;
        let mut poll_interval = self.inner.wait_poll_interval / FIRST_POLL_DIVISOR;
        let mut requested_from = None;
        while let Ok(Some(record)) = &found
            && record.status == Status::InProgress
        {
            let left = deadline.saturating_duration_since(world.instant());
            if left.is_zero() {
                break;
            }
            // The node that runs the task sends its end only when it knows that somebody waits.
            if record.node != world.node() && requested_from.as_ref() != Some(&record.node) {
                requested_from = Some(record.node.clone());
                self.inner.store.publish(News::TaskAwaited(id.to_owned()));
            }
            let pause = if self.inner.exclusive {
                left
            } else {
                left.min(poll_interval)
            };
            poll_interval = (poll_interval * 2).min(self.inner.wait_poll_interval);
            tokio::select! {
                notice = &mut notified => match notice {
                    Ok(EndNotice::Ended(record)) => return Ok(Some(Arc::unwrap_or_clone(record))),
                    Ok(EndNotice::Elsewhere) | Err(_) => notified = waiters.register(id),
                },
                () = world.sleep(pause) => {}
            }
            found = self.find(account, id).await;
        }
        drop(notified);
        waiters.prune(id);
        found
    }

    async fn find(&self, account: &str, id: &str) -> Result<Option<Record>, Error> {
        let key = (account.to_owned(), id.to_owned());
        let read = self.inner.store.read(key, async |tx, (account, id)| {
            task::find(tx, account, id).await
        });
        read.await
    }

    /// Restarts a failed task from the step at which it failed. The journal keeps the earlier
    /// attempts.
    pub async fn restart(&self, id: &str) -> Result<Restarted, Error> {
        let input = (self.inner.context.world.clone(), id.to_owned());
        let restarted = self.inner.store.write(input, async |tx, (world, id)| {
            let (node, now) = (world.node(), world.now());
            let Some(mut record) = task::find_any(tx, id).await? else {
                return Ok::<_, Error>(Err(Restarted::Unknown));
            };
            match task::restart(tx, &mut record, node, now).await {
                Ok(true) => Ok(Ok(Held {
                    id: record.id,
                    account: record.account,
                    epoch: record.epoch,
                    next_run_at: now,
                })),
                Ok(false) | Err(Error::Transition { .. }) => Ok(Err(Restarted::NotFailed)),
                Err(error) => Err(error),
            }
        });
        match restarted.await? {
            Ok(held) => {
                add(&self.inner.counting.restarts, 1);
                self.inner.queue.push_begun(held);
                Ok(Restarted::Started)
            }
            Err(refused) => Ok(refused),
        }
    }

    /// Waits until no task of this node is ready or runs. Parked tasks may remain.
    pub async fn wait_until_idle(&self) {
        self.inner.queue.wait_until_idle().await;
    }

    /// Moves the world's clock forward and runs everything that falls due, each at its time.
    /// Returns once nothing runs any more, and then the error of a timer that failed. Without the
    /// database the clock is not moved.
    pub async fn advance(&self, by: Duration) -> Result<(), Error> {
        let world = &self.inner.context.world;
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let target = world.now().saturating_add(by);
        let mut failed = None;
        loop {
            let due = self.run_due(&mut failed).await?;
            let reached = world.now();
            match due.filter(|due| *due <= target) {
                // A running clock may have passed it by now.
                Some(due) => world.set_time(due.max(reached)),
                None if reached < target => world.set_time(target),
                None => return failed.map_or(Ok(()), Err),
            }
        }
    }

    /// Runs everything that is due now, at the time that it is: the clock is not moved. Returns
    /// once nothing runs on this node and nothing is due, and then the error of a timer that
    /// failed.
    pub async fn settle(&self) -> Result<(), Error> {
        let mut failed = None;
        loop {
            let due = self.run_due(&mut failed).await?;
            // A running clock may have made a task due.
            if due.is_none_or(|at| at > self.inner.context.world.now()) {
                return failed.map_or(Ok(()), Err);
            }
        }
    }

    /// Runs tasks and timers until nothing is due now. Returns when something is due next, and
    /// keeps the first error of a timer; only that of a lost database ends it.
    async fn run_due(&self, failed: &mut Option<Error>) -> Result<Option<i64>, Error> {
        loop {
            self.inner.queue.wait_until_idle().await;
            let ran = timer::run_due(&self.inner).await;
            if let Some(error) = ran.error {
                if matches!(error, Error::Unavailable(_)) {
                    return Err(error);
                }
                failed.get_or_insert(error);
            }
            // What a timer did may have made a task due, and the task another timer.
            if ran.effective {
                continue;
            }
            let parked = self.inner.queue.wait_until_idle().await;
            return Ok([parked, ran.next].into_iter().flatten().min());
        }
    }

    /// The timers that have work that is due now.
    pub async fn due_timers(&self) -> Result<Vec<&'static str>, Error> {
        timer::due_now(&self.inner).await
    }

    /// The counters, those of the queue included.
    pub fn counters(&self) -> Counters {
        let mut counters = self.inner.counting.read();
        self.inner.queue.count(&mut counters);
        counters
    }

    /// The name of a step of a task kind by its index; `None` where there is no such step.
    pub fn step(&self, kind: &str, index: i64) -> Option<&'static str> {
        let index = usize::try_from(index).ok()?;
        let step = self.inner.kinds.get(kind)?.steps.get(index)?;
        Some(step.name())
    }

    /// The tasks that wait at each step of each kind, on all nodes.
    pub async fn backlog(&self) -> Result<Vec<Backlog>, Error> {
        self.inner
            .store
            .read((), async |tx, ()| task::backlog(tx).await)
            .await
    }

    /// The active fault rules.
    pub fn faults(&self) -> &Faults {
        &self.inner.context.faults
    }

    /// Starts no more tasks, waits for running ones, and releases the lease: other nodes then take
    /// the rest over at once; without other nodes, the next start of this program does.
    pub async fn stop(&self) -> Result<(), Error> {
        // Their loop waits for its next poll, and keeps the store until it has ended.
        self.inner.queue.begin_stop();
        self.inner.wakes.timers.notify_one();
        tokio::select! {
            () = self.inner.queue.stop() => {}
            () = self.inner.context.world.sleep(STOP_TIMEOUT) => {
                tracing::warn!("stop timed out, running tasks resume after the next start");
            }
        }
        lease::release(&self.inner).await
    }
}

/// Subscribes to notices: of this process's transactions, and of other nodes.
fn subscribe(store: &Store, queue: &Arc<Queue>, waiters: &Waiters, wakes: &Arc<Wakes>) {
    let (ready, waiters, wakes) = (Arc::clone(queue), waiters.clone(), Arc::clone(wakes));
    store.subscribe(move |notice| match notice {
        Notice::TaskReady { account, id } => ready.push_new(account, id, FIRST_EPOCH),
        Notice::TaskEnded(record) => {
            // The message is not logged, because it may contain customer data.
            tracing::info!(
                task = record.id,
                kind = record.kind,
                account = record.account,
                status = record.status.as_str(),
                reason_code = record.reason_code.as_deref().unwrap_or("-"),
                step = record.step,
                "task ended",
            );
            waiters.remove_remote(&record.id);
            waiters.ended(record);
        }
        Notice::TimerDue => wakes.timers.notify_one(),
        Notice::EventDue => {}
        Notice::News(News::TaskAwaited(id)) => waiters.add_remote(id),
        Notice::News(News::TaskEnded(id)) => {
            waiters.remove_remote(id);
            waiters.notify(id, &EndNotice::Elsewhere);
        }
        Notice::News(News::NodeLeft) => wakes.lease.notify_one(),
    });
}
