//! The runners: each takes a task that is ready and runs it until it has ended, waits, or belongs
//! to another.
//!
//! A run is one transaction. A run that the store did not carry out wrote nothing, or its commit
//! was answered by nobody: in both cases the cursor that the next run reads tells where the task
//! stands.

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
use crate::journal::{Outcome, Ran, Turn, advance, tell_end};
use crate::passage::{Place, lost, strike};
use crate::queue::Item;

/// What the store's failure of one run costs before it is tried again.
const STORE_PAUSE: Duration = Duration::from_millis(200);

/// Feeds the runners until the queue is stopped.
pub(crate) async fn feed(inner: Arc<Inner>) {
    loop {
        inner.supervisor().round(Loop::Tasks);
        let Some(item) = inner.queue.next().await else {
            return;
        };
        tokio::spawn(run(Arc::clone(&inner), item));
    }
}

/// Runs a task for as long as nothing keeps it.
async fn run(inner: Arc<Inner>, mut item: Item) {
    loop {
        let ran = async {
            let ran = run_once(&inner, &item).await?;
            behind_commit(&inner, &mut item, &ran)
        };
        // A panic is a bug of one task. That one has its place back and is tried again.
        let ran = AssertUnwindSafe(ran).catch_unwind().await;
        match ran.unwrap_or_else(|_| Err(Error::Unavailable("the run panicked".to_owned()))) {
            Ok(Next::Run) if !inner.queue.stopping() => {}
            Ok(Next::Run) => return inner.queue.park(item, i64::MIN),
            Ok(Next::End) => return inner.queue.end(&item),
            Ok(Next::Park { at }) => return inner.queue.park(item, at),
            Err(error @ Error::Column { .. }) => {
                // Trying again mends nothing. The next start of a program finds it as it is then.
                tracing::error!(
                    task = item.id,
                    %error,
                    "a task's row is damaged, and is left as it is"
                );
                add(&inner.counting.store_failures, 1);
                return inner.queue.end(&item);
            }
            Err(error) => {
                tracing::warn!(task = item.id, %error, "a run was not carried out, trying again");
                add(&inner.counting.store_failures, 1);
                inner.queue.pause();
                inner.around.world.sleep(STORE_PAUSE).await;
                return inner.queue.resume(item);
            }
        }
    }
}

/// What becomes of a task after a run.
enum Next {
    Run,
    End,
    Park { at: i64 },
}

/// Passes the points behind the commit, counts, and says what comes next.
fn behind_commit(inner: &Inner, item: &mut Item, ran: &Ran) -> Result<Next, Error> {
    let world = &inner.around.world;
    add(&inner.counting.runs, 1);
    add(&inner.counting.steps, ran.passed.len());
    item.turn.served = None;
    item.turn.struck = None;
    let mut delay = None;
    if let Some((record, kind)) = ran
        .about
        .as_ref()
        .and_then(|record| Some((record, inner.kinds.get(record.kind.as_str())?)))
    {
        for step in ran.passed.iter().filter_map(|at| kind.steps.get(*at)) {
            match strike(
                &inner.around.faults,
                step.as_ref(),
                record,
                Place::AfterCommit,
            ) {
                None => {}
                Some(Fault::Error(name)) => item.turn.struck = Some(name),
                Some(Fault::Delay(time)) => delay = Some(time),
                Some(Fault::Drop) => return Err(lost()),
            }
        }
    }
    let counter = match ran.outcome {
        Outcome::Again { .. } => Some(&inner.counting.retries),
        Outcome::Delayed { .. } => Some(&inner.counting.delays),
        Outcome::Ended { failed: true } => Some(&inner.counting.failed),
        Outcome::Ended { failed: false } => Some(&inner.counting.completed),
        Outcome::Dropped { fenced: true } => Some(&inner.counting.fenced),
        Outcome::More | Outcome::Dropped { fenced: false } => None,
    };
    if let Some(counter) = counter {
        add(counter, 1);
    }
    if ran.outcome == (Outcome::Dropped { fenced: true }) {
        tracing::warn!(
            task = item.id,
            "another node has taken the task over; what this run did was refused"
        );
    }
    Ok(match ran.outcome {
        Outcome::Ended { .. } | Outcome::Dropped { .. } => Next::End,
        Outcome::Again { at } => Next::Park { at },
        Outcome::Delayed { at, served } => {
            item.turn.served = Some(served);
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

async fn run_once(inner: &Arc<Inner>, item: &Item) -> Result<Ran, Error> {
    let input = (Arc::clone(inner), item.id.clone(), item.turn.clone());
    inner
        .store
        .write_as(
            Rank::Patient,
            input,
            async |tx, (inner, id, turn)| match task::find(tx, id).await? {
                Some(record) => run_found(inner, tx, record, turn).await,
                None => Ok(Ran::dropped(false)),
            },
        )
        .await
}

async fn run_found(inner: &Inner, tx: &mut Tx, record: Record, turn: &Turn) -> Result<Ran, Error> {
    if record.epoch != turn.epoch || record.node != inner.around.world.node() {
        return Ok(Ran::dropped(record.epoch > turn.epoch));
    }
    if record.status != Status::InProgress {
        // It ended by a commit whose answer was lost: whoever waits does not know it yet.
        tell_end(tx, record, &inner.around);
        return Ok(Ran::dropped(false));
    }
    let Some(kind) = inner.kinds.get(record.kind.as_str()) else {
        // A newer program's task; that program will finish it.
        tracing::error!(task = record.id, kind = record.kind, "unknown kind of task");
        return Ok(Ran::dropped(false));
    };
    let about = inner.around.faults.any().then(|| record.clone());
    let (outcome, passed) = advance(tx, kind, record, turn, &inner.around).await?;
    Ok(Ran {
        outcome,
        passed,
        about,
    })
}
