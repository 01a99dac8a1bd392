//! A transaction as operations see it: statements, savepoints, and what to tell after the commit.

use std::fmt;

use crate::driver::Driver;
use crate::table::task::Task;
use crate::{Error, Row, Value};

/// News for the rest of the process, handed out only once the transaction that holds it is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A task is stored and can be run.
    TaskReady(String),
    /// A task was committed in this, its final state.
    TaskEnded(Box<Task>),
}

/// One open transaction.
///
/// Operations may be run again by the store, so they touch nothing but this and their context.
pub struct Tx {
    driver: Box<dyn Driver>,
    notices: Vec<Notice>,
    depth: usize,
}

impl fmt::Debug for Tx {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tx")
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
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
        }
    }

    /// Runs a statement and returns the number of rows that it changed.
    pub async fn execute(&mut self, statement: &str, parameters: &[Value]) -> Result<u64, Error> {
        self.driver.execute(statement, parameters).await
    }

    /// Runs a statement and returns its rows.
    pub async fn query(
        &mut self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Vec<Row>, Error> {
        self.driver.query(statement, parameters).await
    }

    /// Runs a statement that finds one row or none.
    pub async fn query_one(
        &mut self,
        statement: &str,
        parameters: &[Value],
    ) -> Result<Option<Row>, Error> {
        Ok(self
            .driver
            .query(statement, parameters)
            .await?
            .into_iter()
            .next())
    }

    /// Tells the process something once this transaction is durable.
    pub fn notify(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    pub(crate) fn keep_notices(&mut self, count: usize) {
        self.notices.truncate(count);
    }

    /// Sets a savepoint inside the transaction. Savepoints nest.
    pub async fn savepoint(&mut self) -> Result<Savepoint, Error> {
        let savepoint = Savepoint {
            depth: self.depth,
            notices: self.notices.len(),
        };
        self.execute(&format!("SAVEPOINT step_{}", savepoint.depth), &[])
            .await?;
        self.depth += 1;
        Ok(savepoint)
    }

    /// Keeps what was done since the savepoint.
    pub async fn release(&mut self, savepoint: Savepoint) -> Result<(), Error> {
        self.depth = savepoint.depth;
        self.execute(&format!("RELEASE SAVEPOINT step_{}", savepoint.depth), &[])
            .await?;
        Ok(())
    }

    /// Undoes what was done since the savepoint.
    pub async fn roll_back(&mut self, savepoint: Savepoint) -> Result<(), Error> {
        self.keep_notices(savepoint.notices);
        self.depth = savepoint.depth;
        self.execute(
            &format!("ROLLBACK TO SAVEPOINT step_{}", savepoint.depth),
            &[],
        )
        .await?;
        self.execute(&format!("RELEASE SAVEPOINT step_{}", savepoint.depth), &[])
            .await?;
        Ok(())
    }

    /// Forgets savepoints that a failed closure left open; its whole work is rolled back.
    pub(crate) fn reset_depth(&mut self) {
        self.depth = 0;
    }
}
