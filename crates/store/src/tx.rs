//! A transaction as operations see it: statements, savepoints, and what to tell after the commit.

use std::fmt;

use crate::driver::Driver;
use crate::table::task::Task;
use crate::{Database, Error, News, Row, Value};

/// News for the rest of the process, handed out only once the transaction that holds it is durable.
///
/// A task is run by the node that stored it, so that a task is ready or has ended is told within
/// the process. [`News`] goes to the other nodes as well, where each costs a lock of the whole
/// database server: tell it only if one of them waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A task is stored and can be run.
    TaskReady(String),
    /// A task was committed in this, its final state.
    TaskEnded(Box<Task>),
    /// Something that happens by itself has become due.
    TimerDue,
    /// An event is stored that somebody outside is to be told.
    EventDue,
    /// For every process on this store.
    News(News),
}

/// One open transaction.
///
/// Operations may be run again by the store, so they touch nothing but this and their context.
///
/// A statement that failed leaves the transaction unsound: it can be taken back to a savepoint or
/// end in an error, and every other use is refused. PostgreSQL demands it, so every database does.
pub struct Tx {
    driver: Box<dyn Driver>,
    notices: Vec<Notice>,
    depth: usize,
    failed: bool,
    /// Whether the database took what was written, or refused a statement for a reason of its own.
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

/// Whether the database does what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writes {
    Taken,
    /// For a reason of the database: a full disk, a lost connection.
    Refused,
}

/// A place in a transaction to which it can be taken back.
#[derive(Debug)]
#[must_use = "release it or roll back to it"]
pub struct Savepoint {
    depth: usize,
    notices: usize,
}

impl Tx {
    /// Puts a transaction over a driver. The store does this for operations; a test of statements
    /// does it for a driver that only listens.
    pub fn new(driver: Box<dyn Driver>) -> Self {
        Self {
            driver,
            notices: Vec::new(),
            depth: 0,
            failed: false,
            writes: None,
        }
    }

    /// `Err` when a statement failed since the last savepoint that was gone back to.
    pub(crate) fn sound(&self) -> Result<(), Error> {
        if self.failed {
            let text = "a statement of this transaction failed before";
            return Err(Error::Statement(text.to_owned()));
        }
        Ok(())
    }

    fn note<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
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
        self.sound()?;
        let changed = self.driver.execute(statement, parameters).await;
        if changed.is_ok() {
            self.writes.get_or_insert(Writes::Taken);
        }
        self.note(changed)
    }

    /// Runs a statement and returns its rows.
    pub async fn query(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Vec<Row>, Error> {
        self.sound()?;
        let rows = self.driver.query(statement, parameters).await;
        self.note(rows)
    }

    /// Runs a statement that finds one row or none.
    pub async fn query_one(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Option<Row>, Error> {
        Ok(self.query(statement, parameters).await?.into_iter().next())
    }

    /// Which database this transaction runs on.
    pub fn database(&self) -> Database {
        self.driver.database()
    }

    /// True time in milliseconds since 1970 by the database's own clock, which its users share.
    /// `None` when the database is a part of this process.
    pub async fn clock(&mut self) -> Result<Option<i64>, Error> {
        self.sound()?;
        let time = self.driver.clock().await;
        self.note(time)
    }

    /// Runs a command of the store's own, whatever happened before it.
    pub(crate) async fn command(&mut self, text: &str) -> Result<(), Error> {
        let done = self.driver.command(text).await;
        if matches!(done, Err(Error::Unavailable(_))) {
            self.writes = Some(Writes::Refused);
        }
        done
    }

    /// What became of the writes since this was last asked, if there were any.
    pub(crate) fn take_writes(&mut self) -> Option<Writes> {
        self.writes.take()
    }

    /// Tells the process, and with [`Notice::News`] the other nodes, something once this
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

    pub(crate) fn keep_notices(&mut self, count: usize) {
        self.notices.truncate(count);
    }

    /// Sets a savepoint inside the transaction. Savepoints nest.
    pub async fn savepoint(&mut self) -> Result<Savepoint, Error> {
        self.sound()?;
        let savepoint = Savepoint {
            depth: self.depth,
            notices: self.notices.len(),
        };
        let text = format!("SAVEPOINT step_{}", savepoint.depth);
        let set = self.command(&text).await;
        self.note(set)?;
        self.depth += 1;
        Ok(savepoint)
    }

    /// Keeps what was done since the savepoint.
    pub async fn release(&mut self, savepoint: Savepoint) -> Result<(), Error> {
        self.sound()?;
        self.depth = savepoint.depth;
        let text = format!("RELEASE SAVEPOINT step_{}", savepoint.depth);
        let released = self.command(&text).await;
        self.note(released)
    }

    /// Undoes what was done since the savepoint.
    pub async fn roll_back(&mut self, savepoint: Savepoint) -> Result<(), Error> {
        self.keep_notices(savepoint.notices);
        self.depth = savepoint.depth;
        for verb in ["ROLLBACK TO", "RELEASE"] {
            let text = format!("{verb} SAVEPOINT step_{}", savepoint.depth);
            let done = self.command(&text).await;
            self.note(done)?;
        }
        self.failed = false;
        Ok(())
    }

    /// Forgets savepoints that failed work left open; all of it is rolled back.
    pub(crate) fn reset(&mut self) {
        self.depth = 0;
        self.failed = false;
    }
}
