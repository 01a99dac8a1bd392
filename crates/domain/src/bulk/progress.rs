//! How a job gets on: first its file is read once, to count its rows and to refuse what cannot be
//! worked on; then its rows are carried out.
//!
//! ```text
//! SUBMITTED ── file read ──► IN_PROGRESS ── last row done ──► COMPLETED
//!     └── file refused ──► FAILED
//! ```
//!
//! One batch is one transaction of bounded work. It reads the job, does the next rows, and stores
//! their outcomes and the place behind them. Two nodes that take the same batch conflict, and one
//! of them finds it done. That is rare, because a node claims a job with each turn, for the length
//! of a lease. A job that had its turn waits behind the others that are due.

use std::sync::Arc;
use std::time::Duration;

use cosell_engine::Batch;
use cosell_engine::fault::{Fault, Faults, Point};
use cosell_store::table::bulk::{self as table, Done, Family, Job, Outcome, Seeker, Status};
use cosell_store::table::opportunity;
use cosell_store::{Database, Error as StoreError, Tx};
use cosell_trace::SpanContext;
use cosell_world::World;
use serde_json::Map;

use super::carry::{Actor, StepError};
use super::job::{Document, Place};
use super::records::{Broken, ReadError, Records};
use super::row::Row;
use super::{body, columns};
use crate::error::DAMAGED;
use crate::identity::Directory;
use crate::{Error, Settings, exception};

/// Rows that one transaction carries out: few enough that nobody waits long for it.
const ROWS: usize = 20;

/// Rows that one transaction counts.
const COUNTED: usize = 2_000;

/// Bytes after which a transaction that counts rows ends.
const COUNTED_BYTES: usize = 2 << 20;

/// Carries jobs on.
#[derive(Debug)]
pub(crate) struct Progress {
    world: World,
    settings: Arc<Settings>,
    directory: Directory,
    faults: Faults,
    /// How long after a turn no other node takes a job, in milliseconds of true time; none if no
    /// other node uses the store.
    claim: Option<i64>,
}

/// What a turn makes of a row.
enum Turn {
    Done(Done),
    /// A fault rule holds the row up.
    HeldUp(Duration),
}

/// Ends a job that cannot go on.
fn fail(job: &mut Job, reason: String, now: i64) {
    job.status = Status::Failed;
    job.failure_reason = Some(reason);
    job.completed_at = Some(now);
    job.due_at = None;
}

/// How a batch ends badly.
enum Stopped {
    /// The file cannot be worked on; the job fails.
    Broken(Broken),
    Store(Error),
}

impl From<ReadError> for Stopped {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Broken(broken) => Self::Broken(broken),
            ReadError::Store(error) => Self::Store(error),
        }
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

impl Progress {
    pub(crate) fn new(
        world: World,
        settings: Arc<Settings>,
        directory: Directory,
        (faults, claim): (Faults, Option<Duration>),
    ) -> Self {
        Self {
            world,
            settings,
            directory,
            faults,
            claim: claim.map(millis),
        }
    }

    /// This node among others; none if there are no others.
    fn seeker(&self) -> Option<Seeker<'_>> {
        self.claim.map(|_| Seeker {
            node: self.world.node(),
            at: self.world.true_now(),
        })
    }

    /// When a job has something to do next.
    pub(crate) async fn next_due(&self, tx: &mut Tx) -> Result<Option<i64>, StoreError> {
        table::next_due(tx, self.seeker()).await
    }

    /// Does the next batch of the job that waits longest.
    pub(crate) async fn run(&self, now: i64, tx: &mut Tx) -> Result<Batch, Error> {
        let found = match table::due(tx, now, self.seeker()).await {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(Batch::default()),
            // It would be found at every poll, before all jobs that are due later.
            Err(error) if error.is_damage() => {
                let damage = table::give_up(tx, now, self.seeker(), DAMAGED).await?;
                if let Some(error) = &damage {
                    tracing::error!(%error, "bulk job failed, its row is damaged");
                }
                return Ok(usize::from(damage.is_some()).into());
            }
            Err(error) => return Err(error.into()),
        };
        let savepoint = tx.savepoint().await?;
        let (job, origin) = match self.take_turn(tx, found.clone(), now).await {
            Ok(done) => {
                tx.release(&savepoint).await?;
                done
            }
            // One damaged record must not keep the jobs behind it from their turn.
            Err(Error::Store(error)) if error.is_damage() => {
                tracing::error!(job = found.id, %error, "bulk job failed, its data are damaged");
                tx.roll_back(savepoint).await?;
                let mut job = found;
                fail(&mut job, DAMAGED.to_owned(), now);
                (job, None)
            }
            Err(error) => return Err(error),
        };
        table::update(tx, &job).await?;
        Ok(Batch { effects: 1, origin })
    }

    /// Does a batch of a job. Returns the job as it is then, and the span of the request that
    /// started it.
    async fn take_turn(
        &self,
        tx: &mut Tx,
        mut job: Job,
        now: i64,
    ) -> Result<(Job, Option<SpanContext>), Error> {
        let mut document = Document::read(&job)?;
        job.due_at = Some(now);
        job.turns = job.turns.saturating_add(1);
        self.world.node().clone_into(&mut job.node);
        let claim = self.claim.unwrap_or_default();
        job.claimed_until = self.world.true_now().saturating_add(claim);
        let done = match job.status {
            Status::Submitted => Self::count(tx, &mut job, &mut document, now).await,
            _ => self.carry_on(tx, &mut job, &mut document, now).await,
        };
        match done {
            Ok(()) => {}
            Err(Stopped::Broken(Broken(reason))) => fail(&mut job, reason, now),
            Err(Stopped::Store(error)) => return Err(error),
        }
        job.document = document.write()?;
        Ok((job, document.origin()))
    }

    /// Reads on in the file of a job that has not begun.
    async fn count(
        tx: &mut Tx,
        job: &mut Job,
        document: &mut Document,
        now: i64,
    ) -> Result<(), Stopped> {
        let Some(version) = document.upload.clone() else {
            let message = "There is no such file; upload it before the job starts.";
            return Err(Stopped::Broken(Broken(message.to_owned())));
        };
        let mut records = Records::from(&version, Place::of(job));
        if document.headers.is_empty() {
            let Some(headers) = records.next(tx, 0).await? else {
                let message = "The file is empty, or was removed.";
                return Err(Stopped::Broken(Broken(message.to_owned())));
            };
            // The report shows the headers of a file that is refused for them, too.
            document.headers = headers;
            let known = columns::read(job.family, &document.headers).map_err(Stopped::Broken)?;
            (document.columns, document.updates) = (known.0, Some(known.1));
            document.first_row = records.place();
        }
        for _ in 0..COUNTED {
            if records.consumed() > COUNTED_BYTES {
                break;
            }
            if records.next(tx, job.total + 1).await?.is_some() {
                job.total += 1;
                continue;
            }
            if job.total == 0 {
                let message = "The file has a header row and no other rows.";
                return Err(Stopped::Broken(Broken(message.to_owned())));
            }
            job.status = Status::InProgress;
            job.started_at = Some(now);
            document.first_row.store(job);
            return Ok(());
        }
        records.place().store(job);
        Ok(())
    }

    /// Carries out the next rows.
    async fn carry_on(
        &self,
        tx: &mut Tx,
        job: &mut Job,
        document: &mut Document,
        now: i64,
    ) -> Result<(), Stopped> {
        let version = document.upload.clone().unwrap_or_default();
        let surroundings = (&self.world, &self.settings, &self.directory);
        let actor = match Actor::of(job, document, surroundings, now, tx).await {
            Ok(actor) => actor,
            Err(StepError::Refused(error)) => {
                return Err(Stopped::Broken(Broken(error.message().to_owned())));
            }
            Err(StepError::Store(error)) => return Err(error.into()),
        };
        let (rows, broken) = Self::next_rows(tx, &version, job).await?;
        lock_named(tx, job, document, &rows).await?;
        for (cells, place) in rows {
            let number = job.processed + 1;
            let row = Row {
                actor: &actor,
                job,
                document,
                number,
                cells: &cells,
            };
            let done = match self.turn(tx, &row).await? {
                Turn::Done(done) => done,
                Turn::HeldUp(time) => {
                    document.held = Some(number);
                    job.due_at = Some(now.saturating_add(millis(time)));
                    return Ok(());
                }
            };
            match done.status {
                Outcome::Succeeded => job.succeeded += 1,
                Outcome::Failed => job.failed += 1,
            }
            table::insert_result(tx, &done).await?;
            job.processed = number;
            place.store(job);
            if job.processed == job.total {
                job.status = Status::Completed;
                job.completed_at = Some(now);
                job.due_at = None;
            }
        }
        if let Some(broken) = broken {
            return Err(Stopped::Broken(broken));
        }
        match self.hit(job, "before_commit") {
            None => Ok(()),
            Some(_) => Err(lost().into()),
        }
    }

    /// The cells of the next rows with the place behind each, and why the file cannot be read on
    /// after them.
    async fn next_rows(
        tx: &mut Tx,
        version: &str,
        job: &Job,
    ) -> Result<(Vec<(Vec<String>, Place)>, Option<Broken>), Error> {
        let mut records = Records::from(version, Place::of(job));
        let mut rows = Vec::new();
        for number in (job.processed + 1..).take(ROWS) {
            match records.next(tx, number).await {
                Ok(Some(cells)) => rows.push((cells, records.place())),
                Ok(None) => {
                    // The file is older than its time, or was changed by hand.
                    let message = "The file ends before its last row; it was removed meanwhile.";
                    return Ok((rows, Some(Broken(message.to_owned()))));
                }
                Err(ReadError::Broken(broken)) => return Ok((rows, Some(broken))),
                Err(ReadError::Store(error)) => return Err(error),
            }
            if number == job.total {
                break;
            }
        }
        Ok((rows, None))
    }

    /// Carries out one row, unless a fault rule fails it or holds it up. A fault after its effect
    /// rolls the effect back.
    async fn turn(&self, tx: &mut Tx, row: &Row<'_>) -> Result<Turn, Stopped> {
        if let Some(turn) = self.fault(row, "before")? {
            return Ok(turn);
        }
        if !self.faults.any() {
            return Ok(Turn::Done(row.carry_out(tx).await?));
        }
        tx.run_once();
        let savepoint = tx.savepoint().await?;
        let done = row.carry_out(tx).await?;
        if let Some(turn) = self.fault(row, "after_effect")? {
            tx.roll_back(savepoint).await?;
            return Ok(turn);
        }
        tx.release(&savepoint).await?;
        Ok(Turn::Done(done))
    }

    fn fault(&self, row: &Row<'_>, place: &str) -> Result<Option<Turn>, Error> {
        Ok(Some(match self.hit(row.job, place) {
            None => return Ok(None),
            Some(Fault::Delay(_)) if row.document.held == Some(row.number) => return Ok(None),
            Some(Fault::Delay(time)) => Turn::HeldUp(time),
            Some(Fault::Drop) => return Err(lost()),
            Some(Fault::Error(name)) => {
                let error = exception::named(&name).unwrap_or_else(cosell_api::Error::internal);
                Turn::Done(row.injected(&error)?)
            }
        }))
    }

    fn hit(&self, job: &Job, place: &str) -> Option<Fault> {
        self.faults.hit(&Point {
            name: &["bulk", "row", place],
            operation: None,
            account: Some(&job.account),
            catalog: Some(job.catalog.as_str()),
            task: None,
        })
    }
}

/// Locks the opportunities that rows change, in the order of their ids: the file may name them in
/// any order, and another transaction may wait for one of them while this one waits for another.
/// On SQLite there is no other one.
async fn lock_named(
    tx: &mut Tx,
    job: &Job,
    document: &Document,
    rows: &[(Vec<String>, Place)],
) -> Result<(), StoreError> {
    let changes = job.family == Family::Opportunity && document.updates == Some(true);
    if !changes || tx.database() == Database::Sqlite {
        return Ok(());
    }
    let named = rows.iter().filter_map(|(cells, _)| {
        let said = body::read(&document.columns, cells, Map::new());
        said.identifier.map(|id| (id, job.account.clone()))
    });
    opportunity::lock_all(tx, &named.collect::<Vec<_>>()).await
}

/// The end of a transaction that a fault rule takes away; the timer runs it again.
fn lost() -> Error {
    StoreError::Unavailable("a fault rule dropped the connection".to_owned()).into()
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
