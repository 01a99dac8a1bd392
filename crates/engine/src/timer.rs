//! What happens by itself when its time has come.
//!
//! A timer knows from the store when something is due next, and does a batch of it in one
//! transaction. Nothing is scheduled, so nothing can be lost: what fell due while no program ran is
//! due at the next start. On several nodes every one asks; the transaction of a batch sees to it
//! that a thing is done once.
//!
//! A transaction that makes something due says so by a notice, and the timers of its own node are
//! asked right behind its commit. Other nodes, and the next start, find it by asking anyway.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use cosell_store::{BoxFuture, Error, Tx};
use cosell_supervisor::Loop;

use crate::counters::add;
use crate::engine::Inner;

/// Something that happens by itself.
pub trait Timer: Send + Sync + 'static {
    /// The timer's name in the log.
    fn name(&self) -> &'static str;

    /// When something is due next, in the world's milliseconds.
    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>>;

    /// Does a batch of what is due at `now`. Returns how many things it did; none means that
    /// nothing was due after all.
    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<usize, Error>>;
}

/// Runs what falls due until the queue is stopped.
pub(crate) async fn keep(inner: Arc<Inner>) {
    while !inner.queue.stopping() {
        inner.supervisor().round(Loop::Timers);
        let next = match run_due(&inner).await {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!(%error, "timers were not run, trying again");
                None
            }
        };
        let due = async {
            match next {
                Some(at) => inner.around.world.sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        // Something that is due sooner may have been stored since, by a transaction that did not
        // say so.
        tokio::select! {
            () = due => {}
            () = inner.wakes.timers.notified() => {}
            () = inner.around.world.sleep(inner.timer_poll_interval) => {}
        }
    }
}

/// Runs everything that is due now. Returns when something is due next.
pub(crate) async fn run_due(inner: &Arc<Inner>) -> Result<Option<i64>, Error> {
    // One at a time: whoever moves the clock runs them too.
    let _turn = inner.timing.lock().await;
    let mut first = None;
    for place in 0..inner.timers.len() {
        if let Some(at) = run_one(inner, place).await? {
            first = Some(first.map_or(at, |first: i64| first.min(at)));
        }
    }
    Ok(first)
}

/// Runs one timer until nothing of it is due.
async fn run_one(inner: &Arc<Inner>, place: usize) -> Result<Option<i64>, Error> {
    loop {
        let due = ask(inner, place).await?;
        let now = inner.around.world.now();
        if due.is_none_or(|at| at > now) {
            return Ok(due);
        }
        let input = (Arc::clone(inner), place, now);
        let done = inner
            .store
            .write(input, async |tx, (inner, place, now)| {
                match inner.timers.get(*place) {
                    Some(timer) => timer.run(*now, tx).await,
                    None => Ok(0),
                }
            })
            .await?;
        if done == 0 {
            // Another node was faster, or the timer is wrong about its time: it is asked again
            // later either way.
            return Ok(None);
        }
        add(&inner.counting.timer_batches, 1);
        inner
            .counting
            .timer_effects
            .fetch_add(u64::try_from(done).unwrap_or(0), Ordering::Relaxed);
        if let Some(timer) = inner.timers.get(place) {
            tracing::debug!(timer = timer.name(), done, "a timer ran");
        }
    }
}

async fn ask(inner: &Arc<Inner>, place: usize) -> Result<Option<i64>, Error> {
    inner
        .store
        .read(
            (Arc::clone(inner), place),
            async |tx, (inner, place)| match inner.timers.get(*place) {
                Some(timer) => timer.due(tx).await,
                None => Ok(None),
            },
        )
        .await
}
