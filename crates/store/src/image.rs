//! A copy of a SQLite database, from which others begin.
//!
//! SQLite copies it page by page, which takes a millisecond where the statements of the schema and
//! the operations that filled the database take many.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, MAIN_DB};

use crate::Error;
use crate::file::APPLICATION_ID;

/// More pages than a database has: nothing else uses either database meanwhile.
const ALL_PAGES: i32 = i32::MAX;

/// A copy of a database, in memory, shared by cloning.
#[derive(Clone)]
pub struct Image(Arc<Mutex<Connection>>);

impl fmt::Debug for Image {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Image").finish_non_exhaustive()
    }
}

impl Image {
    /// Copies a database, as the transaction of this connection sees it.
    pub(crate) fn of(connection: &mut Connection) -> Result<Self, Error> {
        // A backup waits for the end of a transaction that writes, which this may be.
        let bytes = connection.serialize(MAIN_DB)?;
        let mut image = Connection::open_in_memory()?;
        image.deserialize_read_exact(MAIN_DB, &*bytes, bytes.len(), false)?;
        Ok(Self(Arc::new(Mutex::new(image))))
    }

    /// Copies it into an empty database of a connection.
    pub(crate) fn restore(&self, into: &mut Connection) -> Result<(), Error> {
        copy(&self.connection(), into)
    }

    /// A copy of it as a file begins: with pages of this many bytes, and cosell's application id.
    pub(crate) fn for_file(&self, bytes: i64) -> Result<Self, Error> {
        let image = Self::of(&mut self.connection())?;
        {
            let connection = image.connection();
            connection.pragma_update(None, "application_id", APPLICATION_ID)?;
            connection.pragma_update(None, "page_size", bytes)?;
            connection.execute_batch("VACUUM")?;
        }
        Ok(image)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn copy(from: &Connection, into: &mut Connection) -> Result<(), Error> {
    let backup = Backup::new(from, into)?;
    match backup.step(ALL_PAGES)? {
        StepResult::Done => Ok(()),
        other => Err(Error::Unavailable(format!(
            "a database could not be copied: {other:?}"
        ))),
    }
}
