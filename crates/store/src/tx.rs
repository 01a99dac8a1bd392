//! A transaction as operations use it: statements, savepoints, and notices after the commit.

use std::fmt;

use crate::driver::Driver;
use crate::table::task::Task;
use crate::{Database, Error, Lock, News, Row, Value};

/// A notice to the listeners of this process, sent only once its transaction is durable.
///
/// The node that stored a task runs it, so notices about ready and ended tasks stay in the process.
/// [`News`] goes to the other nodes as well, where each message takes a lock of the whole database
/// server: send it only if one of them waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A task is stored and can be run.
    TaskReady(String),
    /// A task was committed in this, its final state.
    TaskEnded(Box<Task>),
    /// Work of a timer has become due.
    TimerDue,
    /// An event is stored that an event target must receive.
    EventDue,
    /// For every process on this store.
    News(News),
}

/// One open transaction.
///
/// The store may run an operation again, so operations must use nothing but this and their context.
///
/// A failed statement makes the transaction unusable: it can only be rolled back to a savepoint or
/// end in an error. PostgreSQL requires that, so every database does.
pub struct Tx {
    driver: Box<dyn Driver>,
    notices: Vec<Notice>,
    depth: usize,
    failed: bool,
    /// The rows that are known to be locked, by table and key.
    locked: Vec<(&'static str, String)>,
    /// Whether the database accepted the writes, or refused a statement for a reason of its own.
    writes: Option<Writes>,
}

impl fmt::Debug for Tx {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tx")
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}

/// Whether the database accepts writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writes {
    Accepted,
    /// Refused for a reason of the database: a full disk, a lost connection.
    Refused,
}

/// A point in a transaction to which it can be rolled back.
#[derive(Debug)]
#[must_use = "release it or roll back to it"]
pub struct Savepoint {
    depth: usize,
    notices: usize,
    locked: usize,
}

impl Tx {
    /// Wraps a driver in a transaction. The store does this for operations; a test of statements
    /// does it with a recording driver.
    pub fn new(driver: Box<dyn Driver>) -> Self {
        Self {
            driver,
            notices: Vec::new(),
            depth: 0,
            failed: false,
            locked: Vec::new(),
            writes: None,
        }
    }

    /// Returns `Err` when a statement failed since the last rollback to a savepoint.
    pub(crate) fn check_usable(&self) -> Result<(), Error> {
        if self.failed {
            let text = "a statement of this transaction failed before";
            return Err(Error::Statement(text.to_owned()));
        }
        Ok(())
    }

    fn note_failure<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        self.failed |= result.is_err();
        if matches!(result, Err(Error::Unavailable(_))) {
            self.writes = Some(Writes::Refused);
        }
        result
    }

    /// Runs a statement and returns the number of rows that it changed.
    pub async fn execute(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<u64, Error> {
        self.check_usable()?;
        let changed = self.driver.execute(statement, parameters).await;
        if changed.is_ok() {
            self.writes.get_or_insert(Writes::Accepted);
        }
        self.note_failure(changed)
    }

    /// Runs a statement whose count of changed rows nobody needs, and of whose failure nobody makes
    /// more than of a failure of the whole transaction. It need not be complete when this returns.
    pub async fn post(&mut self, statement: &str, parameters: &[Value<'_>]) -> Result<(), Error> {
        self.check_usable()?;
        let posted = self.driver.post(statement, parameters).await;
        if posted.is_ok() {
            self.writes.get_or_insert(Writes::Accepted);
        }
        self.note_failure(posted)
    }

    /// Runs a statement that must change a row. Returns `false`, or runs the whole transaction
    /// again, if it changes none because another transaction came first.
    pub async fn post_guarded(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<bool, Error> {
        self.check_usable()?;
        let posted = self.driver.post_guarded(statement, parameters).await;
        if posted.is_ok() {
            self.writes.get_or_insert(Writes::Accepted);
        }
        self.note_failure(posted)
    }

    /// Runs a statement and returns its rows.
    pub async fn query(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Vec<Row>, Error> {
        self.check_usable()?;
        let rows = self.driver.query(statement, parameters).await;
        self.note_failure(rows)
    }

    /// Runs a statement that finds one row or none.
    pub async fn query_one(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Option<Row>, Error> {
        Ok(self.query(statement, parameters).await?.into_iter().next())
    }

    /// Finds one row or none by its key, and locks it if this transaction writes.
    pub async fn lock_one(
        &mut self,
        lock: Lock,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Option<Row>, Error> {
        let rows = self.lock_all(lock, statement, parameters).await?;
        Ok(rows.into_iter().next())
    }

    /// Finds rows, and locks them in the order of the statement if this transaction writes.
    pub async fn lock_all(
        &mut self,
        lock: Lock,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Vec<Row>, Error> {
        match self.driver.lock_clause(lock) {
            "" => self.query(statement, parameters).await,
            clause => {
                self.query(&format!("{statement}{clause}"), parameters)
                    .await
            }
        }
    }

    /// Whether this transaction has locked a row exclusively.
    pub(crate) fn has_locked(&self, table: &str, key: &str) -> bool {
        let mut locked = self.locked.iter();
        locked.any(|(of, known)| *of == table && known == key)
    }

    /// Remembers that this transaction has locked a row, until a rollback to an earlier savepoint.
    pub(crate) fn note_locked(&mut self, table: &'static str, key: &str) {
        if self.database() == Database::Postgres {
            self.locked.push((table, key.to_owned()));
        }
    }

    /// Runs a statement whose reads lock their rows, and returns the number of rows that it
    /// changed.
    pub async fn execute_locking(
        &mut self,
        lock: Lock,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<u64, Error> {
        match self.driver.lock_clause(lock) {
            "" => self.execute(statement, parameters).await,
            clause => {
                let statement = format!("{statement}{clause}");
                self.execute(&statement, parameters).await
            }
        }
    }

    /// The error of a transaction that another one came before: the store runs it again, and then
    /// it sees what the other one did.
    pub fn overtaken(&mut self) -> Error {
        self.driver.note_conflict();
        Error::Conflict
    }

    /// Which database this transaction runs on.
    pub fn database(&self) -> Database {
        self.driver.database()
    }

    /// Real time in milliseconds since 1970 by the database's own clock, which its users share.
    /// Returns `None` when the database is part of this process.
    pub async fn clock(&mut self) -> Result<Option<i64>, Error> {
        self.check_usable()?;
        let time = self.driver.clock().await;
        self.note_failure(time)
    }

    /// Runs a command of the store itself, even after a failed statement.
    pub(crate) async fn command(&mut self, text: &str) -> Result<(), Error> {
        let done = self.driver.command(text).await;
        if matches!(done, Err(Error::Unavailable(_))) {
            self.writes = Some(Writes::Refused);
        }
        done
    }

    /// Whether writes were accepted since the last call, if there were any.
    pub(crate) fn take_writes(&mut self) -> Option<Writes> {
        self.writes.take()
    }

    /// Notifies the listeners of this process, and with [`Notice::News`] the other nodes, once this
    /// transaction is durable.
    pub fn notify(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    pub(crate) fn notices(&self) -> &[Notice] {
        &self.notices
    }

    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    pub(crate) fn truncate_notices(&mut self, count: usize) {
        self.notices.truncate(count);
    }

    /// Sets a savepoint inside the transaction. Savepoints nest.
    pub async fn savepoint(&mut self) -> Result<Savepoint, Error> {
        self.check_usable()?;
        let savepoint = Savepoint {
            depth: self.depth,
            notices: self.notices.len(),
            locked: self.locked.len(),
        };
        let text = format!("SAVEPOINT step_{}", savepoint.depth);
        let set = self.command(&text).await;
        self.note_failure(set)?;
        self.depth += 1;
        Ok(savepoint)
    }

    /// Keeps what was done since the savepoint.
    pub async fn release(&mut self, savepoint: Savepoint) -> Result<(), Error> {
        self.check_usable()?;
        self.depth = savepoint.depth;
        let text = format!("RELEASE SAVEPOINT step_{}", savepoint.depth);
        let released = self.command(&text).await;
        self.note_failure(released)
    }

    /// Undoes what was done since the savepoint.
    pub async fn roll_back(&mut self, savepoint: Savepoint) -> Result<(), Error> {
        self.truncate_notices(savepoint.notices);
        self.locked.truncate(savepoint.locked);
        self.depth = savepoint.depth;
        for verb in ["ROLLBACK TO", "RELEASE"] {
            let text = format!("{verb} SAVEPOINT step_{}", savepoint.depth);
            let done = self.command(&text).await;
            self.note_failure(done)?;
        }
        self.failed = false;
        Ok(())
    }

    /// Drops the savepoints that failed work left open; all of it is rolled back.
    pub(crate) fn reset(&mut self) {
        self.depth = 0;
        self.failed = false;
    }
}
