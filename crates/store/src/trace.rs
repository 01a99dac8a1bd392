//! A listener to the statements of a store, for tests that count them.

use std::fmt;
use std::sync::Arc;

use crate::driver::{BoxFuture, Driver};
use crate::{Database, Error, Image, Lock, Row, Value};

/// Is called with the text of every statement and command before it runs, on the thread that runs
/// it.
#[derive(Clone)]
pub struct Trace(Arc<dyn Fn(&str) + Send + Sync>);

impl Trace {
    /// Calls this function with every statement.
    pub fn new(listener: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(listener))
    }

    /// The driver, with this listener before it.
    pub(crate) fn of(trace: Option<&Self>, driver: Box<dyn Driver>) -> Box<dyn Driver> {
        match trace {
            Some(trace) => Box::new(Traced {
                trace: trace.clone(),
                driver,
            }),
            None => driver,
        }
    }
}

impl fmt::Debug for Trace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Trace").finish_non_exhaustive()
    }
}

struct Traced {
    trace: Trace,
    driver: Box<dyn Driver>,
}

impl Driver for Traced {
    fn execute<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<u64, Error>> {
        (self.trace.0)(statement);
        self.driver.execute(statement, parameters)
    }

    fn query<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<Vec<Row>, Error>> {
        (self.trace.0)(statement);
        self.driver.query(statement, parameters)
    }

    fn dispatch<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<(), Error>> {
        (self.trace.0)(statement);
        self.driver.dispatch(statement, parameters)
    }

    fn dispatch_guarded<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<bool, Error>> {
        (self.trace.0)(statement);
        self.driver.dispatch_guarded(statement, parameters)
    }

    fn database(&self) -> Database {
        self.driver.database()
    }

    fn lock_clause(&self, lock: Lock) -> &'static str {
        self.driver.lock_clause(lock)
    }

    fn note_conflict(&self) {
        self.driver.note_conflict();
    }

    fn clock(&mut self) -> BoxFuture<'_, Result<Option<i64>, Error>> {
        self.driver.clock()
    }

    fn image(&mut self) -> Result<Image, Error> {
        self.driver.image()
    }

    fn command<'a>(&'a mut self, text: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        (self.trace.0)(text);
        self.driver.command(text)
    }
}
