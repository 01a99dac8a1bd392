//! Opening connections to a SQLite database.

use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{STATEMENTS, Sqlite};
use crate::image::APPLICATION_ID;
use crate::{Error, Image, migrate};

/// The timeout of a statement for a lock that another program has on the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The page cache of the writer, in KiB; it grows to this only as the store grows. A larger one
/// makes no call faster: most commits pass over all of its pages.
const CACHE_KIB: i64 = 16 * 1024;

/// The bytes of the file that readers map into memory.
const MMAP_BYTES: i64 = 1 << 30;

/// Bytes of a page of a new file. A commit writes whole pages to the log, one for each index that
/// it changes, and copies them later, so small ones write less. A compressed opportunity of 2 kB
/// takes a third of a page; with pages of 2 KiB it would take most of one.
const PAGE_BYTES: i64 = 4 * 1024;

impl Sqlite {
    /// Opens the connection that writes. A new database begins as the image, if there is one.
    pub(crate) fn writer(path: Option<&Path>, image: Option<&Image>) -> Result<Self, Error> {
        let lender = image.filter(|image| path.is_none() && image.has_spares());
        let mut writer = match lender.and_then(Image::take_spare) {
            Some(spare) => Self::of(spare),
            None => Self::new_writer(path, image)?,
        };
        writer.spare_of = lender.cloned();
        Ok(writer)
    }

    fn new_writer(path: Option<&Path>, image: Option<&Image>) -> Result<Self, Error> {
        let version = rusqlite::version_number();
        if version < 3_051_003 {
            return Err(Error::OldSqlite {
                found: rusqlite::version(),
            });
        }
        let vfs = cosell_vfs::register()?;
        let mut connection = match path {
            Some(path) => Connection::open_with_flags_and_vfs(
                path,
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
                // It requires that no other connection writes to this file.
                vfs,
            )?,
            None => Connection::open_in_memory()?,
        };
        // Before anything is written: the VFS requires it.
        connection.pragma_update(None, "synchronous", "FULL")?;
        if path.is_some() {
            refuse_newer(&connection)?;
            // An older file keeps its pages as they are.
            connection.pragma_update(None, "page_size", PAGE_BYTES)?;
        }
        if let Some(image) = image
            && is_new(&connection)?
        {
            let paged = path.map(|_| image.for_file(PAGE_BYTES)).transpose()?;
            paged.as_ref().unwrap_or(image).restore(&mut connection)?;
        }
        if path.is_some() {
            write_application_id(&connection)?;
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // The pages that a savepoint may have to restore; in a file they would cost a fifth of a
        // task.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        Self::prepare(connection)
    }

    /// Opens a read-only connection.
    pub(crate) fn reader(path: &Path) -> Result<Self, Error> {
        let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        // Pages are read from the system's page cache: a list over many records reads scattered
        // ones.
        connection.pragma_update(None, "mmap_size", MMAP_BYTES)?;
        Self::prepare(connection)
    }

    fn prepare(connection: Connection) -> Result<Self, Error> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // The plan of a statement must not depend on its values: else every binding of a value that
        // a partial index could match prepares the statement again.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self::of(connection))
    }

    fn of(connection: Connection) -> Self {
        Self {
            connection,
            orders: RefCell::default(),
            spare_of: None,
        }
    }
}

/// Opens a connection that copies the log, beside that of the writer.
pub(super) fn copier(path: &Path) -> Result<Connection, Error> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // A connection finds the log when it first reads, and copies nothing before that.
    let _: i64 = connection.pragma_query_value(None, "schema_version", |row| row.get(0))?;
    Ok(connection)
}

/// Opens a connection that one thread uses at a time.
fn open(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Whether nothing was ever written to a database.
fn is_new(connection: &Connection) -> Result<bool, Error> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    Ok(pages == 0)
}

/// Refuses a database of a newer program before anything is written to it or its log.
fn refuse_newer(connection: &Connection) -> Result<(), Error> {
    if !connection.table_exists(None, "schema_version")? {
        return Ok(());
    }
    let text = "SELECT MAX(version) FROM schema_version";
    let found: Option<i64> = connection.query_row(text, [], |row| row.get(0))?;
    let known = migrate::refuse_newer(found.unwrap_or(0));
    if known.is_err() {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    known
}

/// Writes cosell's application id into the header, as the first content of a new file.
fn write_application_id(connection: &Connection) -> Result<(), Error> {
    let found: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if found != APPLICATION_ID {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_is_compiled_as_the_workspace_says() {
        let connection = Connection::open_in_memory().expect("memory opens");
        let expected = [
            ("DEFAULT_MEMSTATUS=0", 1),
            ("OMIT_SHARED_CACHE", 1),
            ("ENABLE_API_ARMOR", 0),
            ("ENABLE_COLUMN_METADATA", 0),
            ("ENABLE_DBSTAT_VTAB", 0),
            ("ENABLE_FTS3", 0),
            ("ENABLE_FTS3_PARENTHESIS", 0),
            ("ENABLE_RTREE", 0),
            ("ENABLE_STAT4", 0),
            ("POWERSAFE_OVERWRITE=0", 0),
            ("SOUNDEX", 0),
        ];
        for (option, expected) in expected {
            let text = "SELECT COUNT(*) FROM pragma_compile_options WHERE compile_options = $1";
            let found: i64 = connection
                .query_row(text, [option], |row| row.get(0))
                .expect("the options");
            assert_eq!(found, expected, "{option} of .cargo/config.toml");
        }
    }

    #[test]
    fn a_connection_that_gathers_its_writes_syncs_them_before_others_see_them() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let writer = Sqlite::writer(Some(file.path()), None).expect("it opens");
        let setting = |name: &str| -> String {
            let text = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
            let found = writer.connection.query_row(&text, [], |row| row.get(0));
            found.expect("the setting")
        };
        assert_eq!(setting("journal_mode"), "wal");
        assert_eq!(setting("synchronous"), "2", "FULL");
    }
}
