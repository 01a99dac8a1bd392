//! What the tests share.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

/// A new database with these tables, and a connection to it with the VFS. Its cache is so small
/// that transactions write pages to the log before their commit.
pub(crate) fn database(tables: &str) -> (TempDir, PathBuf, Connection) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store.sqlite");
    let vfs = cosell_vfs::register().unwrap();
    let writer = Connection::open_with_flags_and_vfs(&path, OpenFlags::default(), vfs).unwrap();
    writer.pragma_update(None, "journal_mode", "WAL").unwrap();
    writer.pragma_update(None, "synchronous", "FULL").unwrap();
    writer.pragma_update(None, "temp_store", "MEMORY").unwrap();
    writer.pragma_update(None, "cache_size", 10).unwrap();
    writer.execute_batch(tables).unwrap();
    (directory, path, writer)
}

/// The database as a restart finds it after the process is killed now: a copy of its files.
pub(crate) fn after_a_kill(path: &Path) -> (TempDir, Connection) {
    let directory = tempfile::tempdir().unwrap();
    let copy = directory.path().join("copy.sqlite");
    let log = |path: &Path| path.with_extension("sqlite-wal");
    fs::copy(path, &copy).unwrap();
    fs::copy(log(path), log(&copy)).unwrap();
    (directory, Connection::open(copy).unwrap())
}

/// What SQLite says of the whole file.
pub(crate) fn integrity(connection: &Connection) -> String {
    let checked = connection.pragma_query_value(None, "integrity_check", |row| row.get(0));
    checked.unwrap()
}
