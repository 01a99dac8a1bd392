//! The runners: each runs a ready task until it has ended, waits, or belongs to another node.
//!
//! A run is one transaction. A run that failed in the store wrote nothing, or the answer to its
//! commit was lost: in both cases the next run reads from the cursor where the task stands. A run
//! that met a locked row wrote nothing either. It is no failure, and few runs wait for such a row
//! (`lock_turns.rs`).

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use cosell_store::Error;
use cosell_store::table::task::{self, Status, Task as Record};
use cosell_store::{Rank, Tx};
use cosell_supervisor::Loop;
use futures_util::FutureExt as _;

use crate::counters::add;
use crate::engine::Inner;
use crate::fault::Fault;
use crate::fault_point::{StepPoint, connection_lost, inject};
use crate::journal::{Outcome, RunReport, RunState, advance, notify_end};
use crate::queue::Item;
use crate::spans::RunSpans;

/// The backoff after a failure of the store.
const STORE_BACKOFF: Duration = Duration::from_millis(200);

/// Starts a runner for each ready task until the queue stops.
pub(crate) async fn run_loop(inner: Arc<Inner>) {
    loop {
        inner.supervisor().round(Loop::Tasks);
        let Some(item) = inner.queue.next().await else {
            return;
        };
        tokio::spawn(run(Arc::clone(&inner), item));
    }
}

/// Runs a task until it ends, waits or is dropped.
async fn run(inner: Arc<Inner>, mut item: Item) {
    loop {
        let turn = item.lock_turn.take();
        let waits = turn.is_some();
        let ran = async {
            let ran = run_once(&inner, &item, waits).await?;
            after_commit(&inner, &mut item, &ran)
        };
        // A panic is a bug of one task. The task keeps its slot and is retried.
        let ran = AssertUnwindSafe(ran).catch_unwind().await;
        match ran.unwrap_or_else(|_| Err(Error::Unavailable("the task run panicked".to_owned()))) {
            // Its next step may need the same row.
            Ok(Next::Run) if !inner.queue.stopping() => item.lock_turn = turn,
            Ok(Next::Run) => return inner.queue.park(item, i64::MIN),
            Ok(Next::End) => return inner.queue.finish(&item),
            Ok(Next::Park { at }) => return inner.queue.park(item, at),
            Err(error @ Error::Locked(_)) if !waits => {
                tracing::debug!(task = item.id, %error, "task met a lock, run later");
                inner.queue.pause();
                let wait = inner.lock_turns.wait(item.locks_met, &inner.context.world);
                item.lock_turn = wait.await;
                item.locks_met += 1;
                return inner.queue.resume(item);
            }
            Err(error @ Error::Column { .. }) => {
                // A retry cannot help. The task is read again at the next start.
                tracing::error!(
                    task = item.id,
                    %error,
                    "task row damaged, task not run until the next start"
                );
                add(&inner.counting.store_failures, 1);
                return inner.queue.give_up(&item);
            }
            Err(error) => {
                drop(turn);
                tracing::warn!(task = item.id, %error, "task run failed, retrying");
                add(&inner.counting.store_failures, 1);
                inner.queue.pause();
                inner.context.world.sleep(STORE_BACKOFF).await;
                return inner.queue.resume(item);
            }
        }
    }
}

/// What to do with a task after a run.
enum Next {
    Run,
    End,
    Park { at: i64 },
}

/// Hits the fault points after the commit, updates the counters, and decides what comes next.
fn after_commit(inner: &Inner, item: &mut Item, ran: &RunReport) -> Result<Next, Error> {
    let world = &inner.context.world;
    inner.counting.ran(ran);
    ran.spans.end(None, ran.outcome);
    item.run.elapsed = None;
    item.run.injected = None;
    item.locks_met = 0;
    let mut delay = None;
    if let Some((record, kind)) = ran
        .record_before
        .as_ref()
        .and_then(|record| Some((record, inner.kinds.get(record.kind.as_str())?)))
    {
        for step in ran.steps_done.iter().filter_map(|at| kind.steps.get(*at)) {
            match inject(
                &inner.context.faults,
                step.as_ref(),
                record,
                StepPoint::AfterCommit,
            ) {
                None => {}
                Some((rule, Fault::Error(name))) => item.run.injected = Some((rule, name)),
                Some((_, Fault::Delay(time))) => delay = Some(time),
                Some((_, Fault::Drop)) => return Err(connection_lost()),
            }
        }
    }
    if ran.outcome == (Outcome::Dropped { fenced: true }) {
        tracing::warn!(
            task = item.id,
            "task taken over by another node, run discarded"
        );
    }
    Ok(match ran.outcome {
        Outcome::Ended { .. } | Outcome::Dropped { .. } => Next::End,
        Outcome::Again { at } | Outcome::Waiting { at } => Next::Park { at },
        Outcome::Delayed { at, elapsed } => {
            item.run.elapsed = Some(elapsed);
            Next::Park { at }
        }
        Outcome::More => match delay {
            Some(time) => {
                let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
                let at = world.now().saturating_add(millis);
                Next::Park { at }
            }
            None => Next::Run,
        },
    })
}

async fn run_once(inner: &Arc<Inner>, item: &Item, waits: bool) -> Result<RunReport, Error> {
    let key = (item.account.clone(), item.id.clone());
    let input = (Arc::clone(inner), key, item.run.clone(), waits);
    inner
        .store
        .write_as(
            Rank::Patient,
            input,
            async |tx, (inner, (account, id), run_state, waits)| {
                if !waits {
                    tx.wait_for_no_lock();
                }
                match task::find(tx, account, id).await? {
                    Some(record) => run_found(inner, tx, record, run_state).await,
                    None => Ok(RunReport::dropped(false)),
                }
            },
        )
        .await
}

/// Runs a task as it is stored.
pub(crate) async fn run_found(
    inner: &Inner,
    tx: &mut Tx,
    record: Record,
    run_state: &RunState,
) -> Result<RunReport, Error> {
    if record.epoch != run_state.epoch || record.node != inner.context.world.node() {
        return Ok(RunReport::dropped(record.epoch > run_state.epoch));
    }
    if record.status != Status::InProgress {
        // The task ended by a commit whose answer was lost: its waiters were not notified yet.
        notify_end(tx, record, &inner.context);
        return Ok(RunReport::dropped(false));
    }
    // Stored ahead of its time. A task that may run from its start runs whatever the clock says,
    // which may have been set back.
    if record.next_run_at > record.started_at.max(inner.context.world.now()) {
        return Ok(RunReport::waiting(record.next_run_at));
    }
    let Some(kind) = inner.kinds.get(record.kind.as_str()) else {
        // A task of a newer program, which will finish it.
        tracing::error!(
            task = record.id,
            kind = record.kind,
            "unknown task kind, task not run"
        );
        return Ok(RunReport::dropped(false));
    };
    let record_before = inner.context.faults.any().then(|| record.clone());
    let context = &inner.context;
    let mut spans = RunSpans::begin(context.tracer.as_ref(), &record, kind.origin);
    let ran = advance(tx, kind, record, run_state, context, &mut spans).await?;
    let (outcome, steps_done) = ran;
    Ok(RunReport {
        outcome,
        steps_done,
        record_before,
        spans,
    })
}
