//! One run of a task inside one transaction: from its cursor as far as it goes.
//!
//! ```text
//!  the record as read
//!        │
//!        ▼
//!  savepoint ─► run the step ─┬─ done ────────► journal, cursor + 1, release ─► next step
//!                             ├─ refused ─────► roll back to savepoint, journal, FAILED
//!                             ├─ transient ───► roll back to savepoint, journal, next_run_at
//!                             └─ delayed ─────► roll back to savepoint, next_run_at
//! ```
//!
//! The cursor moves by a guarded update, so of two runners in one epoch one at most gets through.
//! A fault rule behind the commit of a step ends the chain there, so that there is a commit to be
//! behind; both modes of committing then tell the same story.

use std::time::Duration;

use cosell_store::table::task::{self, Outcome as Ended, Status, Step as Entry, Task as Record};
use cosell_store::{Error, News, Notice, Tx};

use crate::fault::Faults;
use crate::passage::{Halt, Place, Served, Stop, awaits, pass};
use crate::task::{Done, Refusal, Step, StepError, Task};
use crate::waiting::Waiting;
use cosell_world::World;

/// How a run left the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is `COMPLETE` or `FAILED`.
    Ended { failed: bool },
    /// More steps wait, and nothing keeps them.
    More,
    /// It may be tried again at this time.
    Again { at: i64 },
    /// A fault rule keeps it until this time.
    Delayed { at: i64, served: Served },
    /// It is another runner's, which may have taken it over, or it is gone: nothing was written.
    Dropped { fenced: bool },
}

/// A run that was carried out: how it left the task, and the steps that it passed.
#[derive(Debug)]
pub(crate) struct Ran {
    pub outcome: Outcome,
    pub passed: Vec<usize>,
    /// The task as the run found it, if fault rules may ask.
    pub about: Option<Record>,
}

impl Ran {
    /// A run that wrote nothing.
    pub(crate) fn dropped(fenced: bool) -> Self {
        Self {
            outcome: Outcome::Dropped { fenced },
            passed: Vec::new(),
            about: None,
        }
    }
}

const COMPLETE: Outcome = Outcome::Ended { failed: false };
const FAILED: Outcome = Outcome::Ended { failed: true };

/// What a run needs beside its transaction.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    pub world: World,
    pub faults: Faults,
    pub each: bool,
    pub attempts: i64,
    pub first_backoff: Duration,
    pub waiting: Waiting,
}

/// Who runs a task, and what befell the run before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turn {
    /// The epoch that the runner owns.
    pub epoch: i64,
    pub served: Option<Served>,
    /// An error that struck behind the commit of the last step, by its name.
    pub struck: Option<String>,
}

/// Runs a task from its cursor; the caller has seen that it is its own and unfinished. Returns the
/// outcome and the steps that were passed, for the fault points behind the commit.
pub(crate) async fn advance(
    tx: &mut Tx,
    kind: &Task,
    mut record: Record,
    turn: &Turn,
    around: &Surroundings,
) -> Result<(Outcome, Vec<usize>), Error> {
    let mut passed = Vec::new();
    let mut struck = turn.struck.as_deref();
    loop {
        let cursor = usize::try_from(record.step).unwrap_or(usize::MAX);
        let Some(step) = kind.steps.get(cursor).map(Box::as_ref) else {
            // Only an older program's record can point behind the last step.
            let from = record.step;
            complete(&mut record, around.world.now())?;
            return save(tx, from, record, COMPLETE, passed, around).await;
        };
        let before = record.clone();
        let mut entry = Entry {
            task_id: record.id.clone(),
            step: before.step,
            epoch: before.epoch,
            attempt: before.attempts,
            node: before.node.clone(),
            name: step.name().to_owned(),
            // Until it is journalled with what came of it.
            outcome: Ended::Done,
            detail: String::new(),
            started_at: around.world.now(),
            ended_at: 0,
        };
        let savepoint = tx.savepoint().await?;
        let stepped = if let Some(error) = struck.take() {
            Err(step.injected(error).into())
        } else {
            let is_last = cursor + 1 == kind.steps.len();
            let served = turn.served;
            run_step(tx, step, is_last, &mut record, &mut entry, served, around).await
        };
        entry.ended_at = around.world.now();
        let halt = match stepped {
            Ok(()) => {
                tx.release(savepoint).await?;
                passed.push(cursor);
                if record.status != Status::InProgress {
                    tell_end(tx, record, around);
                    return Ok((COMPLETE, passed));
                }
                if around.each || awaits(&around.faults, step, &record) {
                    return Ok((Outcome::More, passed));
                }
                continue;
            }
            Err(Stop::Transaction(error)) => return Err(error),
            Err(Stop::Step(halt)) => halt,
        };
        tx.roll_back(savepoint).await?;
        let from = before.step;
        return match halt {
            Halt::Fenced => Ok((Outcome::Dropped { fenced: true }, passed)),
            Halt::Delayed(time, place) => {
                let mut record = before;
                record.next_run_at = around.world.now() + millis(time);
                let at = record.next_run_at;
                let served = Served { step: from, place };
                let delayed = Outcome::Delayed { at, served };
                save(tx, from, record, delayed, passed, around).await
            }
            Halt::Transient(refusal) => {
                journal(tx, entry, Ended::Retried, &refusal.message).await?;
                if before.attempts + 1 >= around.attempts {
                    let record = failed(before, refusal, around.world.now())?;
                    return save(tx, from, record, FAILED, passed, around).await;
                }
                let mut record = before;
                record.attempts += 1;
                record.next_run_at = around.world.now() + pause(around, record.attempts);
                let again = Outcome::Again {
                    at: record.next_run_at,
                };
                save(tx, from, record, again, passed, around).await
            }
            Halt::Refused(refusal) => {
                journal(tx, entry, Ended::Refused, &refusal.message).await?;
                let record = failed(before, refusal, around.world.now())?;
                save(tx, from, record, FAILED, passed, around).await
            }
        };
    }
}

/// One step, its journal row and the guarded update of the cursor, with the points between them.
async fn run_step(
    tx: &mut Tx,
    step: &dyn Step,
    is_last: bool,
    record: &mut Record,
    entry: &mut Entry,
    served: Option<Served>,
    around: &Surroundings,
) -> Result<(), Stop> {
    let cursor = record.step;
    let faults = &around.faults;
    pass(faults, step, record, cursor, Place::Before, served)?;
    let done = step.run(record, tx).await.map_err(settle)?;
    pass(faults, step, record, cursor, Place::AfterEffect, served)?;
    let (outcome, detail) = match done {
        Done::Effect(detail) => (Ended::Done, detail),
        Done::Skipped(detail) => (Ended::Skipped, detail),
    };
    entry.ended_at = around.world.now();
    journal(tx, entry.clone(), outcome, &detail).await?;
    record.step += 1;
    record.attempts = 0;
    if is_last {
        complete(record, around.world.now())?;
    }
    if !task::advance(tx, cursor, record).await? {
        return Err(Stop::Step(Halt::Fenced));
    }
    pass(faults, step, record, cursor, Place::BeforeCommit, served)
}

async fn journal(tx: &mut Tx, mut entry: Entry, outcome: Ended, detail: &str) -> Result<(), Error> {
    entry.outcome = outcome;
    detail.clone_into(&mut entry.detail);
    task::journal(tx, &entry).await
}

/// Tells what the step itself ran into from what befell the whole transaction: only the second is
/// cured by another one.
fn settle(error: StepError) -> StepError {
    match error {
        StepError::Store(
            error @ (Error::Duplicate
            | Error::Column { .. }
            | Error::Transition { .. }
            | Error::Document(_)
            | Error::Statement(_)),
        ) => {
            tracing::error!(%error, "a step's statement failed");
            StepError::Transient(Refusal {
                reason_code: "InternalError".to_owned(),
                message: "The step failed for an internal reason.".to_owned(),
            })
        }
        other => other,
    }
}

/// Writes a record that ends this run, and tells of its end once that is durable.
async fn save(
    tx: &mut Tx,
    from: i64,
    record: Record,
    outcome: Outcome,
    passed: Vec<usize>,
    around: &Surroundings,
) -> Result<(Outcome, Vec<usize>), Error> {
    if !task::advance(tx, from, &record).await? {
        return Ok((Outcome::Dropped { fenced: true }, passed));
    }
    if matches!(outcome, Outcome::Ended { .. }) {
        tell_end(tx, record, around);
    }
    Ok((outcome, passed))
}

/// Tells of a task's end: this process always, other nodes if one of them is known to wait for it.
pub(crate) fn tell_end(tx: &mut Tx, record: Record, around: &Surroundings) {
    if around.waiting.is_awaited_elsewhere(&record.id) {
        tx.notify(Notice::News(News::TaskEnded(record.id.clone())));
    }
    tx.notify(Notice::TaskEnded(Box::new(record)));
}

fn complete(record: &mut Record, now: i64) -> Result<(), Error> {
    record.status.go(Status::Complete)?;
    record.ended_at = Some(now);
    Ok(())
}

fn failed(mut record: Record, refusal: Refusal, now: i64) -> Result<Record, Error> {
    record.status.go(Status::Failed)?;
    record.ended_at = Some(now);
    record.reason_code = Some(refusal.reason_code);
    record.message = Some(refusal.message);
    Ok(record)
}

/// Exponential backoff with full jitter, in milliseconds: many tasks that failed together do not
/// come back together.
fn pause(around: &Surroundings, attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
    let most = around.first_backoff.saturating_mul(1 << doublings);
    millis(around.world.jitter(most))
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
