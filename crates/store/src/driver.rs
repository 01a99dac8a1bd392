//! The interface between the store and a database: the only trait of this crate.
//!
//! A driver is one connection inside one transaction. It takes a statement's text and parameters
//! and returns rows; it knows no resources. On SQLite every future is ready at once on the thread
//! that owns the connection; on a database across a network it is a round trip.

use std::pin::Pin;

use crate::{Database, Error, Image, Lock, Row, Value};

/// A boxed `Send` future, so that drivers can be trait objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One connection, inside one transaction.
pub trait Driver: Send {
    /// Runs a statement and returns the number of rows that it changed.
    fn execute<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<u64, Error>>;

    /// Runs a statement and returns its rows.
    fn query<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<Vec<Row>, Error>>;

    /// Which database it is of.
    fn database(&self) -> Database {
        Database::Sqlite
    }

    /// The time by the database's own clock, if it has one: see [`Tx::clock`](crate::Tx::clock).
    fn clock(&mut self) -> BoxFuture<'_, Result<Option<i64>, Error>> {
        Box::pin(std::future::ready(Ok(None)))
    }

    /// Takes a statement whose count of rows nobody needs. A driver may send it later: before the
    /// next statement that names its table, or joined with others before the commit, in no certain
    /// order of tables. It locks nothing until then, and its failure is reported by a later
    /// statement or by the commit.
    fn dispatch<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<(), Error>> {
        let run = self.execute(statement, parameters);
        Box::pin(async move { run.await.map(|_| ()) })
    }

    /// The same for a statement that must change a row; returns whether it did. A driver that sends
    /// it later returns `true`; if no row was changed, the transaction runs again.
    fn dispatch_guarded<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<bool, Error>> {
        let run = self.execute(statement, parameters);
        Box::pin(async move { Ok(run.await? > 0) })
    }

    /// What a statement ends with that locks the rows that it reads. Empty where no other
    /// transaction writes at the same time, and in a transaction that only reads.
    fn lock_clause(&self, _lock: Lock) -> &'static str {
        ""
    }

    /// Records that the transaction must run again, because another one came first.
    fn note_conflict(&self) {}

    /// Copies the database, where it is one of SQLite's.
    fn image(&mut self) -> Result<Image, Error> {
        let message = "only a SQLite database has an image".to_owned();
        Err(Error::Statement(message))
    }

    /// Ends the use of the connection, outside of a transaction.
    fn end(self: Box<Self>) {}

    /// Runs a command without a result, such as `SAVEPOINT`. A driver may send it together with the
    /// next statement; its failure is then reported by that statement.
    fn command<'a>(&'a mut self, text: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        let run = self.execute(text, &[]);
        Box::pin(async move { run.await.map(|_| ()) })
    }
}
