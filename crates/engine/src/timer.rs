//! Timers: work that falls due without a request.
//!
//! A timer reads from the store when work is due next, and does a batch of it in one transaction.
//! Nothing is scheduled in memory, so nothing can be lost: work that fell due while no program ran
//! is due at the next start. Every node polls its timers; the transaction of a batch ensures that
//! the work is done once.
//!
//! Timers run in rounds, in which each has a turn of bounded length, so one with much to do does
//! not keep the others waiting. One that fails does not keep them from their turns either: it has
//! its next one after the poll interval.
//!
//! A transaction that makes work due says so by a notice, and the timers of its own node run right
//! after its commit. Other nodes, and the next start, find it by polling.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use cosell_store::{BoxFuture, Error, Tx};
use cosell_supervisor::Loop;
use cosell_trace::{Kind, SpanContext};
use cosell_world::machine;

use crate::counters::add;
use crate::engine::Inner;

/// After this time of the machine a timer's turn ends with the batch that it is doing.
const TURN: Duration = Duration::from_millis(50);

/// Work that falls due without a request.
pub trait Timer: Send + Sync + 'static {
    /// The timer's name in the log.
    fn name(&self) -> &'static str;

    /// When work is due next, in the world's milliseconds.
    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>>;

    /// Does a batch of the work that is due at `now`.
    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>>;
}

/// What a batch did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Batch {
    /// The number of effects; 0 means that nothing was due after all.
    pub effects: usize,
    /// The span of the request that caused all of them, if one did and it was traced.
    pub origin: Option<SpanContext>,
}

impl From<usize> for Batch {
    /// Effects of no request in particular.
    fn from(effects: usize) -> Self {
        Self {
            effects,
            origin: None,
        }
    }
}

/// Runs due timers until the queue stops.
pub(crate) async fn run_loop(inner: Arc<Inner>) {
    let mut failed = Failed::default();
    while !inner.queue.stopping() {
        inner.supervisor().round(Loop::Timers);
        failed.forget_after(inner.timer_poll_interval);
        let round = run_round(&inner, &mut failed).await;
        if round.unfinished {
            continue;
        }
        let next = round.next;
        let due = async {
            match next {
                Some(at) => inner.context.world.sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        // A transaction may have made work due sooner without a notice.
        tokio::select! {
            () = due => {}
            () = inner.wakes.timers.notified() => {}
            () = inner.context.world.sleep(inner.timer_poll_interval) => {}
        }
    }
}

/// The timers that have failed, by their index, and when.
#[derive(Default)]
struct Failed(Vec<(usize, Instant)>);

impl Failed {
    fn contains(&self, index: usize) -> bool {
        self.0.iter().any(|(failed, _)| *failed == index)
    }

    fn add(&mut self, index: usize) {
        self.0.push((index, machine::instant()));
    }

    fn forget_after(&mut self, time: Duration) {
        self.0.retain(|(_, at)| machine::elapsed(*at) < time);
    }
}

/// What a round did, and what it leaves.
#[derive(Default)]
pub(crate) struct Round {
    /// Whether it had effects.
    pub effective: bool,
    /// Whether a timer had more to do when its turn ended.
    unfinished: bool,
    /// When work is due next.
    pub next: Option<i64>,
    /// That of a lost database, or else the first error.
    pub error: Option<Error>,
}

/// Runs everything that is due now, but for the work of a timer that fails. Returns the last round,
/// with the effects and the error of all.
pub(crate) async fn run_due(inner: &Arc<Inner>) -> Round {
    let (mut effective, mut error, mut failed) = (false, None, Failed::default());
    loop {
        let round = run_round(inner, &mut failed).await;
        effective |= round.effective;
        error = graver(error, round.error);
        if !round.unfinished {
            return Round {
                effective,
                error,
                ..round
            };
        }
    }
}

/// That of a lost database, or else the first one.
fn graver(first: Option<Error>, second: Option<Error>) -> Option<Error> {
    match second {
        Some(Error::Unavailable(_)) => second,
        _ => first.or(second),
    }
}

/// The timers whose work is due now.
pub(crate) async fn due_now(inner: &Arc<Inner>) -> Result<Vec<&'static str>, Error> {
    let mut names = Vec::new();
    for (index, timer) in inner.timers.iter().enumerate() {
        let due = next_due(inner, index).await?;
        if due.is_some_and(|at| at <= inner.context.world.now()) {
            names.push(timer.name());
        }
    }
    Ok(names)
}

/// Gives each timer a turn, but for those that have failed, to which it adds.
async fn run_round(inner: &Arc<Inner>, failed: &mut Failed) -> Round {
    // One at a time: a caller that moves the clock runs timers too.
    let _guard = inner.timer_lock.lock().await;
    let mut round = Round::default();
    for (index, timer) in inner.timers.iter().enumerate() {
        if failed.contains(index) {
            continue;
        }
        match run_one(inner, index, &mut round.effective).await {
            Ok(Turn::Unfinished) => round.unfinished = true,
            Ok(Turn::Next(at)) => {
                round.next = [round.next, at].into_iter().flatten().min();
            }
            Err(error) => {
                tracing::warn!(timer = timer.name(), %error, "timer failed, retrying");
                failed.add(index);
                round.error = graver(round.error, Some(error));
            }
        }
    }
    round
}

/// How a turn ends.
enum Turn {
    /// When work of the timer is due next.
    Next(Option<i64>),
    /// There is more that is due now.
    Unfinished,
}

/// Runs one timer until none of its work is due, or its turn is over. Notes whether it had effects.
async fn run_one(inner: &Arc<Inner>, index: usize, effective: &mut bool) -> Result<Turn, Error> {
    let began = machine::instant();
    loop {
        let due = next_due(inner, index).await?;
        let now = inner.context.world.now();
        if due.is_none_or(|at| at > now) {
            return Ok(Turn::Next(due));
        }
        let input = (Arc::clone(inner), index, now);
        let batch_began = cosell_trace::now();
        let batch = inner
            .store
            .write(input, async |tx, (inner, index, now)| {
                match inner.timers.get(*index) {
                    Some(timer) => timer.run(*now, tx).await,
                    None => Ok(Batch::default()),
                }
            })
            .await?;
        let done = batch.effects;
        if done == 0 {
            // Another node was faster, or the work was given up. What seems to be due all the same
            // is polled later.
            let next = next_due(inner, index).await?;
            return Ok(Turn::Next(next.filter(|at| *at > now)));
        }
        *effective = true;
        add(&inner.counting.timer_batches, 1);
        inner
            .counting
            .timer_effects
            .fetch_add(u64::try_from(done).unwrap_or(0), Ordering::Relaxed);
        if let Some(timer) = inner.timers.get(index) {
            tracing::debug!(timer = timer.name(), done, "timer ran");
            trace(inner, timer.name(), batch, batch_began);
        }
        if machine::elapsed(began) >= TURN {
            return Ok(Turn::Unfinished);
        }
    }
}

/// Makes the span of a batch that is committed: one that was rolled back has done nothing.
fn trace(inner: &Inner, timer: &'static str, batch: Batch, began: u64) {
    let Some(tracer) = &inner.context.tracer else {
        return;
    };
    let Some(mut open) = tracer.root(batch.origin, timer, Kind::Internal) else {
        return;
    };
    let span = open.span();
    span.began = began;
    let effects = i64::try_from(batch.effects).unwrap_or(i64::MAX);
    span.set("cosell.timer.effects", effects);
}

async fn next_due(inner: &Arc<Inner>, index: usize) -> Result<Option<i64>, Error> {
    inner
        .store
        .read(
            (Arc::clone(inner), index),
            async |tx, (inner, index)| match inner.timers.get(*index) {
                Some(timer) => timer.due(tx).await,
                None => Ok(None),
            },
        )
        .await
}
