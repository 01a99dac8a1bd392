//! A copy of a SQLite database, from which others begin.
//!
//! SQLite copies it page by page, which takes a millisecond where the statements of the schema and
//! the operations that filled the database take many. [`spare`] spares most of that where databases
//! come and go.

mod spare;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::Error;
use spare::Spares;

/// The application id in the header of every cosell database: `cosl` in ASCII.
pub(crate) const APPLICATION_ID: i32 = 0x636F_736C;

/// The table that stores the version of a database.
pub(crate) const VERSION_TABLE: &str = "schema_version";

/// More pages than a database has: nothing else uses either database meanwhile.
const ALL_PAGES: i32 = i32::MAX;

/// A copy of a database, in memory, shared by cloning.
#[derive(Clone)]
pub struct Image(Arc<Inner>);

struct Inner {
    connection: Mutex<Connection>,
    /// The connections of stores that have ended, if they are kept.
    spares: Option<Spares>,
    /// What files begin as, if it was made and has few rows: to make it takes as long as a copy.
    for_file: Mutex<Option<Image>>,
}

impl fmt::Debug for Image {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Image").finish_non_exhaustive()
    }
}

impl Image {
    /// Copies a database, as the transaction of this connection sees it. It must not have written.
    ///
    /// It is copied page by page, because SQLite serializes at most two gibibytes.
    pub(crate) fn of(connection: &Connection) -> Result<Self, Error> {
        Ok(Self::with(in_memory(connection)?, None))
    }

    fn with(image: Connection, spares: Option<Spares>) -> Self {
        let connection = Mutex::new(image);
        Self(Arc::new(Inner {
            connection,
            spares,
            for_file: Mutex::default(),
        }))
    }

    /// The same for stores in memory that come and go: each begins with the connection of one that
    /// has ended, if there is one, and with what the image has.
    pub fn with_spares(&self) -> Result<Self, Error> {
        let image = in_memory(&self.connection())?;
        let spares = Spares::of(&image)?;
        Ok(Self::with(image, spares))
    }

    /// A connection to a database in memory that has what the image has.
    pub(crate) fn take_spare(&self) -> Option<Connection> {
        self.0.spares.as_ref()?.take()
    }

    /// Whether stores in memory give their connections back.
    pub(crate) fn has_spares(&self) -> bool {
        self.0.spares.is_some()
    }

    /// Takes the connection of a store in memory that began as this image and has ended.
    pub(crate) fn give_back(&self, connection: Connection) {
        if let Some(spares) = &self.0.spares
            && let Err(error) = spares.put(connection)
        {
            // The next store begins with a copy.
            tracing::warn!(%error, "a database in memory was not emptied");
        }
    }

    /// Copies it into an empty database of a connection.
    pub(crate) fn restore(&self, into: &mut Connection) -> Result<(), Error> {
        copy(&self.connection(), into)
    }

    /// A copy of it as a file begins: with pages of this many bytes, and cosell's application id.
    pub(crate) fn for_file(&self, bytes: i64) -> Result<Self, Error> {
        let for_file = &self.0.for_file;
        let mut kept = for_file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(image) = &*kept {
            return Ok(image.clone());
        }
        let image = self.with_pages(bytes)?;
        if self.has_spares() {
            *kept = Some(image.clone());
        }
        Ok(image)
    }

    fn with_pages(&self, bytes: i64) -> Result<Self, Error> {
        let image = Self::of(&self.connection())?;
        {
            let connection = image.connection();
            connection.pragma_update(None, "application_id", APPLICATION_ID)?;
            let has: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
            if has != bytes {
                connection.pragma_update(None, "page_size", bytes)?;
                connection.execute_batch("VACUUM")?;
            }
        }
        Ok(image)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        let connection = &self.0.connection;
        connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A copy in memory.
fn in_memory(of: &Connection) -> Result<Connection, Error> {
    let mut copied = Connection::open_in_memory()?;
    copy(of, &mut copied)?;
    Ok(copied)
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
