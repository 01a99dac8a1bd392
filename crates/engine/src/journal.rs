//! One run of a task inside one transaction: from its cursor as far as it gets.
//!
//! ```text
//!  the record as read
//!        │
//!        ▼
//!  savepoint ─► run the step ─┬─ done ────────► journal, cursor + 1 ─► next step
//!                             ├─ refused ─────► roll back to savepoint, journal, FAILED
//!                             ├─ transient ───► roll back to savepoint, journal, next_run_at
//!                             └─ delayed ─────► roll back to savepoint, next_run_at
//!                                                        │
//!                                                        ▼
//!                                    the guarded cursor, and the journal's rows
//! ```
//!
//! The cursor moves by one guarded update at the end of the run, so at most one of two runners in
//! the same epoch succeeds. The other one is rolled back, with all of its steps. The rows of the
//! journal are inserted by one statement, together with the cursor. Savepoints are set only in a
//! run that has something to roll back ([`Tx::savepoint`]): the store repeats the run for that. A
//! fault rule counts its hits, so a run that it may hit has savepoints from its beginning.
//!
//! A fault rule after the commit of a step ends the run there, so that there is a commit for it to
//! follow; both commit modes then behave the same.

use std::time::Duration;

use cosell_store::table::task::{self, Outcome as Ended, Status, Task as Record};
use cosell_store::{Error, News, Notice, Savepoint, Tx};
use cosell_trace::Tracer;

use crate::attempt::Attempt;
use crate::fault::Faults;
use crate::fault_point::{ElapsedDelay, StepEnd, StepPoint, Stop, awaits_after_commit};
use crate::spans::RunSpans;
use crate::task::{Done, Refusal, StepError, TaskKind};
use crate::waiters::Waiters;
use cosell_world::World;

/// How a run left the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The task is `COMPLETE` or `FAILED`.
    Ended { failed: bool },
    /// More steps can run at once.
    More,
    /// The task may be retried at this time.
    Again { at: i64 },
    /// A fault rule delays the task until this time.
    Delayed { at: i64, elapsed: ElapsedDelay },
    /// The task may not run before this time: nothing was written.
    Waiting { at: i64 },
    /// Another runner owns the task, or the task is gone: nothing was written.
    Dropped { fenced: bool },
}

/// A committed run: how it left the task, and the steps that it did.
#[derive(Debug)]
pub(crate) struct RunReport {
    pub outcome: Outcome,
    pub steps_done: Vec<usize>,
    /// The task as the run found it, if fault rules may need it.
    pub record_before: Option<Record>,
    pub spans: RunSpans,
}

impl RunReport {
    /// A run before the time of the task, which wrote nothing.
    pub(crate) fn waiting(at: i64) -> Self {
        Self {
            outcome: Outcome::Waiting { at },
            steps_done: Vec::new(),
            record_before: None,
            spans: RunSpans::default(),
        }
    }

    /// A run that wrote nothing.
    pub(crate) fn dropped(fenced: bool) -> Self {
        Self {
            outcome: Outcome::Dropped { fenced },
            steps_done: Vec::new(),
            record_before: None,
            spans: RunSpans::default(),
        }
    }
}

const COMPLETE: Outcome = Outcome::Ended { failed: false };
const FAILED: Outcome = Outcome::Ended { failed: true };
const FENCED: Outcome = Outcome::Dropped { fenced: true };

/// What a run needs besides its transaction.
#[derive(Clone, Debug)]
pub(crate) struct RunContext {
    pub world: World,
    pub faults: Faults,
    pub tracer: Option<Tracer>,
    pub each: bool,
    pub attempts: i64,
    pub first_backoff: Duration,
    pub waiters: Waiters,
}

/// What a runner carries from one run of a task to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunState {
    /// The epoch that the runner owns.
    pub epoch: i64,
    pub elapsed: Option<ElapsedDelay>,
    /// An error that was injected after the commit of the last step: the id of its fault rule, and
    /// its name.
    pub injected: Option<(u64, String)>,
}

impl RunState {
    /// That of a task that was not run in this epoch yet.
    pub(crate) fn of_epoch(epoch: i64) -> Self {
        Self {
            epoch,
            ..Self::default()
        }
    }
}

/// Runs a task from its cursor; the caller has checked that this runner owns it and that it is
/// unfinished. Returns the outcome and the steps that were done, for the fault points after the
/// commit.
pub(crate) async fn advance(
    tx: &mut Tx,
    kind: &TaskKind,
    record: Record,
    run: &RunState,
    context: &RunContext,
    spans: &mut RunSpans,
) -> Result<(Outcome, Vec<usize>), Error> {
    if context.faults.any() {
        tx.run_once();
    }
    tx.keep_rows();
    let from = record.step;
    let unstarted = tx.savepoint().await?;
    let (record, outcome, steps_done) = run_steps(tx, kind, record, run, context, spans).await?;
    if !task::advance(tx, from, &record).await? {
        tx.roll_back(unstarted).await?;
        return Ok((FENCED, Vec::new()));
    }
    tx.release(&unstarted).await?;
    if matches!(outcome, Outcome::Ended { .. }) {
        notify_end(tx, record, context);
    }
    Ok((outcome, steps_done))
}

/// Runs the steps from the cursor as far as they get. Returns the record to write.
async fn run_steps(
    tx: &mut Tx,
    kind: &TaskKind,
    mut record: Record,
    run: &RunState,
    context: &RunContext,
    spans: &mut RunSpans,
) -> Result<(Record, Outcome, Vec<usize>), Error> {
    let mut steps_done = Vec::new();
    let mut injected = run.injected.as_ref();
    loop {
        let cursor = usize::try_from(record.step).unwrap_or(usize::MAX);
        let Some(step) = kind.steps.get(cursor).map(Box::as_ref) else {
            // Only a record of an older program can point past the last step.
            complete(&mut record, context.world.now())?;
            return Ok((record, COMPLETE, steps_done));
        };
        let before = record.clone();
        let mut attempt = Attempt {
            step,
            before: &before,
            faults: &context.faults,
            elapsed: run.elapsed,
            struck: None,
            started_at: context.world.now(),
        };
        spans.step();
        let savepoint = tx.savepoint().await?;
        let stepped = if let Some((rule, error)) = injected.take() {
            Err(attempt.strike(*rule, error, StepPoint::AfterCommit))
        } else {
            let is_last = cursor + 1 == kind.steps.len();
            run_step(tx, &mut attempt, is_last, &mut record, &context.world).await
        };
        let ended_at = context.world.now();
        let kept = match stepped {
            Ok(()) => keep_step(tx, &savepoint).await,
            refused => refused,
        };
        let halt = match kept {
            Ok(()) => {
                spans.stepped(step.name(), before.attempts);
                steps_done.push(cursor);
                if record.status != Status::InProgress {
                    return Ok((record, COMPLETE, steps_done));
                }
                if context.each || awaits_after_commit(&context.faults, step, &record) {
                    return Ok((record, Outcome::More, steps_done));
                }
                continue;
            }
            Err(Stop::Transaction(error)) => return Err(error),
            Err(Stop::Step(halt)) => halt,
        };
        tx.roll_back(savepoint).await?;
        return Ok(match halt {
            StepEnd::Delayed(rule, time, point) => {
                let mut record = before;
                record.next_run_at = context.world.now() + millis(time);
                let at = record.next_run_at;
                let elapsed = ElapsedDelay {
                    rule,
                    step: record.step,
                    at: point,
                };
                (record, Outcome::Delayed { at, elapsed }, steps_done)
            }
            StepEnd::Transient(refusal) => {
                let is_last = before.attempts + 1 >= context.attempts;
                let ended = if is_last {
                    Ended::Refused
                } else {
                    Ended::Retried
                };
                spans.failed(step.name(), before.attempts, ended, &refusal.reason_code);
                attempt.journal(tx, ended, refusal.message.clone(), ended_at);
                if is_last {
                    let record = failed(before, refusal, context.world.now())?;
                    return Ok((record, FAILED, steps_done));
                }
                let mut record = before;
                record.attempts += 1;
                record.next_run_at = context.world.now() + backoff(context, record.attempts);
                let again = Outcome::Again {
                    at: record.next_run_at,
                };
                (record, again, steps_done)
            }
            StepEnd::Refused(refusal) => {
                let (ended, reason) = (Ended::Refused, &refusal.reason_code);
                spans.failed(step.name(), before.attempts, ended, reason);
                attempt.journal(tx, ended, refusal.message.clone(), ended_at);
                let record = failed(before, refusal, context.world.now())?;
                (record, FAILED, steps_done)
            }
        });
    }
}

/// Runs one step, and moves the journal and the cursor behind it, with the fault points between
/// them.
async fn run_step(
    tx: &mut Tx,
    attempt: &mut Attempt<'_>,
    is_last: bool,
    record: &mut Record,
    world: &World,
) -> Result<(), Stop> {
    attempt.hit(StepPoint::Before)?;
    let done = attempt.step.run(record, tx).await;
    let done = done.map_err(isolate_statement_failure)?;
    attempt.hit(StepPoint::AfterEffect)?;
    let (outcome, detail) = match done {
        Done::Effect(detail) => (Ended::Done, detail),
        Done::Skipped(detail) => (Ended::Skipped, detail),
    };
    attempt.journal(tx, outcome, detail, world.now());
    record.step += 1;
    record.attempts = 0;
    if is_last {
        complete(record, world.now())?;
    }
    attempt.hit(StepPoint::BeforeCommit)
}

/// Keeps what a step did. The database may refuse only here what the step left to write.
async fn keep_step(tx: &mut Tx, savepoint: &Savepoint) -> Result<(), Stop> {
    let released = tx.release(savepoint).await.map_err(StepError::from);
    Ok(released.map_err(isolate_statement_failure)?)
}

/// Separates failures of the step's own statements from failures of the whole transaction: only the
/// latter are cured by running the transaction again.
fn isolate_statement_failure(error: StepError) -> StepError {
    match error {
        StepError::Store(
            error @ (Error::Duplicate
            | Error::Column { .. }
            | Error::Transition { .. }
            | Error::Document(_)
            | Error::Statement(_)),
        ) => {
            tracing::error!(%error, "statement of a task step failed");
            StepError::Transient(Refusal {
                reason_code: "InternalError".to_owned(),
                message: "The step failed for an internal reason.".to_owned(),
            })
        }
        other => other,
    }
}

/// Notifies waiters of a task's end: always in this process, and on other nodes if one of them is
/// known to wait for it.
pub(crate) fn notify_end(tx: &mut Tx, record: Record, context: &RunContext) {
    if context.waiters.has_remote(&record.id) {
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

/// Exponential backoff with full jitter, in milliseconds: many tasks that failed together must not
/// retry together.
fn backoff(context: &RunContext, attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
    let most = context.first_backoff.saturating_mul(1 << doublings);
    millis(context.world.jitter(most))
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
