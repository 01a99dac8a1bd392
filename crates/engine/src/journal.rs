//! One run of a task inside one transaction: from its cursor as far as it goes.
//!
//! ```text
//!  the record as read ── another runner's epoch? ──► dropped, nothing written
//!        │
//!        ▼
//!  savepoint ─► run the step ─┬─ done ────────► journal, cursor + 1, release ─► next step
//!                             ├─ refused ─────► roll back to savepoint, journal, FAILED
//!                             └─ transient ───► roll back to savepoint, journal, next_run_at
//! ```
//!
//! The cursor moves by a guarded update, so of two runners in one epoch one at most gets through.

use std::time::Duration;

use cosell_store::table::task::{self, Step, Task as Record};
use cosell_store::{Error, Notice, Tx};

use crate::fault::Faults;
use crate::task::{Done, Refusal, StepError, Task};
use crate::world::World;

/// How a run left the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is `COMPLETE` or `FAILED`.
    Ended,
    /// More steps wait; only with a commit after each step.
    More,
    /// It may be tried again at this time.
    Again { at: i64 },
    /// Another runner owns it, or it is gone: nothing was written.
    Dropped,
}

/// What a run needs beside its transaction.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    pub world: World,
    pub faults: Faults,
    pub each: bool,
    pub attempts: i64,
    pub first_pause: Duration,
}

/// Runs a task from its cursor, in the epoch that the caller owns. Returns the outcome and the
/// steps that were passed, by name, for the fault points behind the commit.
pub(crate) async fn advance(
    tx: &mut Tx,
    kind: &dyn Task,
    mut record: Record,
    epoch: i64,
    around: &Surroundings,
) -> Result<(Outcome, Vec<&'static str>), Error> {
    let mut passed = Vec::new();
    if record.epoch != epoch || record.status != "IN_PROGRESS" {
        return Ok((Outcome::Dropped, passed));
    }
    let names = kind.steps();
    loop {
        let cursor = usize::try_from(record.step).unwrap_or(usize::MAX);
        let Some(name) = names.get(cursor).copied() else {
            // Only an older program's record can point behind the last step.
            let from = record.step;
            complete(&mut record, around.world.now());
            return save(tx, from, &record, Outcome::Ended, passed).await;
        };
        around.faults.pass(&["step", name, "before"]);
        let started_at = around.world.now();
        let before = record.clone();
        let savepoint = tx.savepoint().await?;
        let result = kind.run(cursor, &mut record, tx).await.map_err(settle);
        let mut entry = Step {
            task_id: record.id.clone(),
            step: before.step,
            attempt: before.attempts,
            name: name.to_owned(),
            outcome: String::new(),
            detail: String::new(),
            started_at,
            ended_at: around.world.now(),
        };
        match result {
            Ok(done) => {
                around.faults.pass(&["step", name, "after_effect"]);
                (entry.outcome, entry.detail) = match done {
                    Done::Effect(detail) => ("DONE".to_owned(), detail),
                    Done::Skipped(detail) => ("SKIPPED".to_owned(), detail),
                };
                record.step += 1;
                record.attempts = 0;
                let last = cursor + 1 == names.len();
                if last {
                    complete(&mut record, around.world.now());
                }
                task::journal(tx, &entry).await?;
                if !task::advance(tx, before.step, &record).await? {
                    tx.roll_back(savepoint).await?;
                    return Ok((Outcome::Dropped, passed));
                }
                tx.release(savepoint).await?;
                around.faults.pass(&["step", name, "before_commit"]);
                passed.push(name);
                if last {
                    tx.notify(Notice::TaskEnded(Box::new(record)));
                    return Ok((Outcome::Ended, passed));
                }
                if around.each {
                    return Ok((Outcome::More, passed));
                }
            }
            Err(StepError::Store(error)) => return Err(error),
            Err(StepError::Refused(refusal)) => {
                tx.roll_back(savepoint).await?;
                "REFUSED".clone_into(&mut entry.outcome);
                entry.detail.clone_from(&refusal.message);
                task::journal(tx, &entry).await?;
                let record = failed(before, refusal, around.world.now());
                let step = record.step;
                return save(tx, step, &record, Outcome::Ended, passed).await;
            }
            Err(StepError::Transient(refusal)) => {
                tx.roll_back(savepoint).await?;
                "RETRIED".clone_into(&mut entry.outcome);
                entry.detail.clone_from(&refusal.message);
                task::journal(tx, &entry).await?;
                let step = before.step;
                if before.attempts + 1 >= around.attempts {
                    let record = failed(before, refusal, around.world.now());
                    return save(tx, step, &record, Outcome::Ended, passed).await;
                }
                let mut record = before;
                record.attempts += 1;
                record.next_run_at = around.world.now() + pause(around, record.attempts);
                let again = Outcome::Again {
                    at: record.next_run_at,
                };
                return save(tx, step, &record, again, passed).await;
            }
        }
    }
}

/// Tells what another attempt in a new transaction may cure from what the step itself ran into.
fn settle(error: StepError) -> StepError {
    match error {
        StepError::Store(error @ (Error::Unavailable(_) | Error::Overloaded)) => {
            StepError::Store(error)
        }
        StepError::Store(error) => {
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
    record: &Record,
    outcome: Outcome,
    passed: Vec<&'static str>,
) -> Result<(Outcome, Vec<&'static str>), Error> {
    if !task::advance(tx, from, record).await? {
        return Ok((Outcome::Dropped, passed));
    }
    if outcome == Outcome::Ended {
        tx.notify(Notice::TaskEnded(Box::new(record.clone())));
    }
    Ok((outcome, passed))
}

fn complete(record: &mut Record, now: i64) {
    "COMPLETE".clone_into(&mut record.status);
    record.ended_at = Some(now);
}

fn failed(mut record: Record, refusal: Refusal, now: i64) -> Record {
    "FAILED".clone_into(&mut record.status);
    record.ended_at = Some(now);
    record.reason_code = Some(refusal.reason_code);
    record.message = Some(refusal.message);
    record
}

/// Exponential backoff with full jitter, in milliseconds: many tasks that failed together do not
/// come back together.
fn pause(around: &Surroundings, attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
    let most = around.first_pause.saturating_mul(1 << doublings);
    i64::try_from(around.world.share_of(most).as_millis()).unwrap_or(i64::MAX)
}
