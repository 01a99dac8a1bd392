//! The SQLite driver: one writer thread with group commit, and several reader threads.
//!
//! The writer takes all waiting transactions, runs one after the other, and commits them together
//! with one fsync (`synchronous=FULL`). Meanwhile the next group gathers. Savepoints between them
//! are set only once one of them has failed after a change. Results and notices are handed out
//! after the commit, and a failed commit ends the process, since only the recovery at the next
//! start knows whether it happened.

mod by_key;
mod checkpoint;
mod document;
mod open;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};

use cosell_supervisor::{Loop, end};
use cosell_world::machine;
use crossbeam_channel::Receiver;
use futures_util::FutureExt;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode};

pub(crate) use by_key::ByKey;
pub(crate) use checkpoint::Copier;

use crate::driver::{BoxFuture, Driver};
use crate::file::DatabaseFile;
use crate::job::Job;
use crate::row::Cell;
use crate::shared::Shared;
use crate::{Error, Image, Row, Tx, Value};

/// The largest group of transactions in one commit: enough to share an fsync, few enough that the
/// first does not wait long.
const MAX_GROUP: usize = 256;

/// The capacity of the statement cache per connection; more than the texts of `table/` that are in
/// use at once.
const STATEMENTS: usize = 256;

/// The maximum length of a database's message that is kept.
const MAX_MESSAGE: usize = 300;

pub(crate) struct Sqlite {
    connection: Connection,
    /// The parameters of statements by their position: see [`Sqlite::order`].
    orders: RefCell<foldhash::HashMap<String, Order>>,
    /// What takes the connection at the end of its use.
    spare_of: Option<Image>,
}

/// Which parameter is bound at each position; `None` if each is at its own.
type Order = Option<Arc<[usize]>>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::Duplicate,
            Some(
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::ReadOnly
                | ErrorCode::CannotOpen,
            ) => Self::Unavailable(error.to_string()),
            // A message may repeat the whole statement.
            _ => Self::Statement(error.to_string().chars().take(MAX_MESSAGE).collect()),
        }
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Document(text) => match document::pack(text) {
                Some(blob) => return Ok(ToSqlOutput::Owned(blob.into())),
                None => ValueRef::Text(text.as_bytes()),
            },
        }))
    }
}

impl Sqlite {
    #[cfg(test)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    fn statement(
        &self,
        text: &str,
        parameters: &[Value<'_>],
    ) -> Result<rusqlite::CachedStatement<'_>, Error> {
        let mut statement = self.connection.prepare_cached(text)?;
        if statement.parameter_count() != parameters.len() {
            let (has, given) = (statement.parameter_count(), parameters.len());
            return Err(Error::Statement(format!(
                "{given} values for {has} parameters"
            )));
        }
        match self.order(text, &statement)? {
            None => {
                for (index, value) in (1..).zip(parameters) {
                    statement.raw_bind_parameter(index, value)?;
                }
            }
            Some(order) => {
                for (index, parameter) in (1..).zip(&*order) {
                    statement.raw_bind_parameter(index, &parameters[*parameter])?;
                }
            }
        }
        Ok(statement)
    }

    /// Which parameter each position of a statement is. SQLite numbers `$1` by its first
    /// appearance, PostgreSQL by its digits: the name decides. To read the names takes longer than
    /// to bind the values, so they are read once.
    fn order(&self, text: &str, statement: &rusqlite::Statement<'_>) -> Result<Order, Error> {
        let mut orders = self.orders.borrow_mut();
        if let Some(order) = orders.get(text) {
            return Ok(order.clone());
        }
        let count = statement.parameter_count();
        let parameter = |index| {
            let number = statement
                .parameter_name(index)
                .and_then(|name| name.get(1..)?.parse::<usize>().ok());
            number
                .and_then(|number| number.checked_sub(1))
                .filter(|number| *number < count)
                .ok_or_else(|| Error::Statement(format!("unexpected parameter {index}")))
        };
        let order: Arc<[usize]> = (1..=count).map(parameter).collect::<Result<_, _>>()?;
        let in_order = order.iter().copied().eq(0..count);
        let order = (!in_order).then_some(order);
        if orders.len() >= STATEMENTS {
            orders.clear();
        }
        orders.insert(text.to_owned(), order.clone());
        Ok(order)
    }

    fn execute_now(&self, text: &str, parameters: &[Value<'_>]) -> Result<u64, Error> {
        let changed = self.statement(text, parameters)?.raw_execute()?;
        Ok(changed as u64)
    }

    fn query_now(&self, text: &str, parameters: &[Value<'_>]) -> Result<Vec<Row>, Error> {
        let mut statement = self.statement(text, parameters)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let mut cells = Vec::with_capacity(columns);
            for column in 0..columns {
                cells.push(match row.get_ref(column)? {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(number) => Cell::Integer(number),
                    ValueRef::Text(text) => std::str::from_utf8(text)
                        .map_or(Cell::Unreadable, |text| Cell::Text(text.to_owned())),
                    ValueRef::Blob(blob) => {
                        document::unpack(blob).map_or(Cell::Unreadable, Cell::Text)
                    }
                    ValueRef::Real(_) => Cell::Unreadable,
                });
            }
            found.push(Row::new(cells));
        }
        Ok(found)
    }
}

impl Driver for Sqlite {
    fn execute<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(std::future::ready(self.execute_now(statement, parameters)))
    }

    fn query<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<Vec<Row>, Error>> {
        Box::pin(std::future::ready(self.query_now(statement, parameters)))
    }

    fn image(&mut self) -> Result<Image, Error> {
        Image::of(&self.connection)
    }

    fn end(mut self: Box<Self>) {
        if let Some(image) = self.spare_of.take() {
            image.give_back(self.connection);
        }
    }
}

/// Runs a future that awaits only this thread's own connection.
pub(crate) fn ready<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    future.now_or_never().unwrap_or_else(|| {
        Err(Error::Statement(
            "a transaction awaited something other than its database".to_owned(),
        ))
    })
}

fn command(tx: &mut Tx, text: &str) -> Result<(), Error> {
    ready(tx.command(text))
}

/// How the work of a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ran {
    /// Its changes are kept.
    Kept,
    /// It failed and left nothing in the database.
    Undone,
    /// It failed, and only a rollback of the whole transaction undoes its changes.
    Spoiled,
    /// The same, and it must run again, with savepoints.
    Again,
}

/// Runs the work of a job, which awaits only its own connection. Returns whether to keep its
/// changes.
fn run_now(tx: &mut Tx, job: &mut dyn Job) -> bool {
    // A panic is a bug of one operation; it must not end the thread of all others.
    let ran = catch_unwind(AssertUnwindSafe(|| job.run(tx).now_or_never()));
    ran.ok().flatten().unwrap_or(false)
}

/// Runs one job. `Err` means that the whole transaction failed.
fn run_one(tx: &mut Tx, job: &mut dyn Job, savepoints: bool) -> Result<Ran, Error> {
    tx.begin(savepoints);
    let savepoint = ready(tx.savepoint())?;
    let keep = run_now(tx, job);
    if !savepoints && tx.misses_savepoint() {
        return Ok(Ran::Again);
    }
    if keep {
        ready(tx.release(&savepoint))?;
        return Ok(Ran::Kept);
    }
    if !savepoints && (!tx.is_unchanged_since(&savepoint) || tx.may_be_undone()) {
        return Ok(Ran::Spoiled);
    }
    ready(tx.roll_back(savepoint))?;
    Ok(Ran::Undone)
}

/// Transactions that share a commit.
struct Group {
    jobs: Vec<Box<dyn Job>>,
    /// How each of them that ran ended.
    ran: Vec<Ran>,
    /// Whether they run with savepoints.
    savepoints: bool,
    /// A job that arrived and runs after them, outside of a transaction.
    next: Option<Box<dyn Job>>,
}

impl Group {
    fn of(first: Box<dyn Job>) -> Self {
        Self {
            jobs: vec![first],
            ran: Vec::new(),
            savepoints: false,
            next: None,
        }
    }

    /// Runs the jobs, and those that arrive meanwhile, up to the commit. Returns how many are kept.
    ///
    /// A job that fails after it has changed something spoils the transaction, because it has no
    /// savepoint. The transaction is then rolled back, and the others run again, now with
    /// savepoints. So a job runs twice at most.
    fn run(&mut self, tx: &mut Tx, arriving: &Receiver<Box<dyn Job>>) -> Result<u64, Error> {
        command(tx, "BEGIN IMMEDIATE")?;
        while let Some(job) = self.jobs.get_mut(self.ran.len()) {
            let ran = run_one(tx, job.as_mut(), self.savepoints)?;
            self.ran.push(ran);
            if matches!(ran, Ran::Spoiled | Ran::Again) {
                self.start_over(tx)?;
            }
            if tx.runs_once() {
                break;
            }
            if self.jobs.len() < MAX_GROUP && !self.savepoints && self.next.is_none() {
                self.take(arriving.try_recv().ok());
            }
        }
        let kept = self.ran.iter().filter(|ran| **ran == Ran::Kept);
        Ok(kept.count() as u64)
    }

    fn take(&mut self, arrived: Option<Box<dyn Job>>) {
        match arrived {
            Some(job) if job.is_copy() => self.next = Some(job),
            other => self.jobs.extend(other),
        }
    }

    /// Rolls back, and runs again all but the jobs that have failed.
    fn start_over(&mut self, tx: &mut Tx) -> Result<(), Error> {
        // A database that refused a statement may have rolled back by itself.
        let _ = command(tx, "ROLLBACK");
        tx.take_notices();
        command(tx, "BEGIN IMMEDIATE")?;
        let alone = self
            .ran
            .iter()
            .all(|ran| *ran != Ran::Kept && *ran != Ran::Again);
        if alone {
            return Ok(());
        }
        self.savepoints = true;
        for (job, ran) in self.jobs.iter_mut().zip(&mut self.ran) {
            if matches!(ran, Ran::Kept | Ran::Again) {
                *ran = run_one(tx, job.as_mut(), true)?;
            }
        }
        Ok(())
    }
}

/// The writer loop: gathers jobs and commits them in groups, until its queue is closed.
///
/// A commit that fails, or that would go to a moved file, ends the process.
pub(crate) fn write_loop(
    tx: &mut Tx,
    jobs: &Receiver<Box<dyn Job>>,
    shared: &Shared,
    file: Option<&DatabaseFile>,
    by_key: &Weak<ByKey>,
) {
    let mut next = None;
    while let Some(mut first) = next.take().or_else(|| jobs.recv().ok()) {
        shared.supervisor.round(Loop::StoreWrite);
        if first.is_copy() {
            tx.begin(false);
            run_now(tx, first.as_mut());
            first.finish(Ok(()));
            continue;
        }
        let mut group = Group::of(first);
        let outcome = group.run(tx, jobs);
        next = group.next.take();
        tx.begin(false);
        match outcome {
            Ok(kept) => {
                let start = machine::instant();
                let committed = file.map_or(Ok(()), DatabaseFile::check);
                let committed = committed.and_then(|()| commit(tx, by_key));
                if let Err(error) = committed {
                    tracing::error!(%error, "commit failed, ending the process for recovery");
                    end::process();
                }
                shared.note_writes(tx.take_writes());
                shared.counters.committed(kept, machine::elapsed(start));
                shared.publish(&tx.take_notices());
                for job in group.jobs {
                    job.finish(Ok(()));
                }
            }
            Err(error) => {
                tracing::error!(%error, "group of transactions failed");
                shared.note_writes(tx.take_writes());
                let _ = command(tx, "ROLLBACK");
                tx.take_notices();
                for job in group.jobs {
                    job.finish(Err(Error::Unavailable(error.to_string())));
                }
            }
        }
    }
}

/// Commits, so that whoever begins to read afterwards sees it.
fn commit(tx: &mut Tx, by_key: &Weak<ByKey>) -> Result<(), Error> {
    // There is none in memory, and none once the store is dropped.
    let by_key = by_key.upgrade();
    if let Some(by_key) = &by_key {
        by_key.begin_commit();
    }
    let committed = command(tx, "COMMIT");
    if let Some(by_key) = &by_key {
        by_key.end_commit();
    }
    committed
}

/// The reader loop: each job sees one snapshot and never waits for the writer.
pub(crate) fn read_loop(connection: Sqlite, jobs: &Receiver<Box<dyn Job>>, shared: &Shared) {
    let mut tx = shared.transaction(Box::new(connection));
    while let Ok(mut job) = jobs.recv() {
        shared.supervisor.round(Loop::StoreRead);
        let outcome = read_one(&mut tx, job.as_mut());
        job.finish(outcome);
    }
}

/// Runs a job that reads, in a transaction of its own.
fn read_one(tx: &mut Tx, job: &mut dyn Job) -> Result<(), Error> {
    begin_reading(tx)?;
    read_inside(tx, job);
    end_reading(tx)
}

/// Begins a transaction that only reads.
fn begin_reading(tx: &mut Tx) -> Result<(), Error> {
    command(tx, "BEGIN")
}

/// Runs a job in a transaction that only reads. Returns whether it succeeded.
fn read_inside(tx: &mut Tx, job: &mut dyn Job) -> bool {
    tx.begin_reading();
    let succeeded = run_now(tx, job);
    tx.take_notices();
    succeeded
}

/// Ends a transaction that only reads.
fn end_reading(tx: &mut Tx) -> Result<(), Error> {
    command(tx, "ROLLBACK")
}
