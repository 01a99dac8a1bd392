//! A disk that takes no more, for a while: nothing that SQLite believes to be in the log is missing.
//!
//! In a program of its own, since it replaces the call by which SQLite writes to any file.

#![expect(
    unsafe_code,
    reason = "the call is replaced by SQLite's interface in C"
)]

use std::ffi::{c_int, c_void};
use std::fs;
use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, OpenFlags, ffi};

/// Whether the disk is full.
static FULL: AtomicBool = AtomicBool::new(false);

const ENOSPC: c_int = 28;

unsafe extern "C" {
    fn pwrite(file: c_int, bytes: *const c_void, amount: usize, offset: i64) -> isize;
    fn __errno_location() -> *mut c_int;
}

unsafe extern "C" fn write(file: c_int, bytes: *const c_void, amount: usize, offset: i64) -> isize {
    // SAFETY: The arguments are those of SQLite, and the location is of this thread.
    unsafe {
        if FULL.load(Ordering::Relaxed) {
            *__errno_location() = ENOSPC;
            return -1;
        }
        pwrite(file, bytes, amount, offset)
    }
}

fn replace_write() {
    type Write = unsafe extern "C" fn(c_int, *const c_void, usize, i64) -> isize;
    // SAFETY: SQLite knows the calls by these names and with these arguments.
    unsafe {
        let vfs = ffi::sqlite3_vfs_find(ptr::null());
        let write: unsafe extern "C" fn() = std::mem::transmute::<Write, _>(write);
        let replaced = [c"pwrite", c"pwrite64"].map(|name| {
            (*vfs).xSetSystemCall.unwrap()(vfs, name.as_ptr(), Some(write)) == ffi::SQLITE_OK
        });
        assert!(replaced.contains(&true));
    }
}

fn checked(connection: &Connection) -> (String, i64) {
    let checked = connection.pragma_query_value(None, "integrity_check", |row| row.get(0));
    let rows = connection.query_row("SELECT COUNT(*) FROM item", [], |row| row.get(0));
    (checked.unwrap(), rows.unwrap())
}

fn after_a_kill(path: &Path) -> (String, i64) {
    let directory = tempfile::tempdir().unwrap();
    let copy = directory.path().join("copy.sqlite");
    fs::copy(path, &copy).unwrap();
    fs::copy(
        path.with_extension("sqlite-wal"),
        copy.with_extension("sqlite-wal"),
    )
    .unwrap();
    checked(&Connection::open(copy).unwrap())
}

#[test]
fn a_transaction_that_goes_on_after_a_failed_write_is_whole() {
    replace_write();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store.sqlite");
    let vfs = cosell_vfs::register().unwrap();
    let writer = Connection::open_with_flags_and_vfs(&path, OpenFlags::default(), vfs).unwrap();
    writer.pragma_update(None, "journal_mode", "WAL").unwrap();
    writer.pragma_update(None, "cache_size", 10).unwrap();
    writer.pragma_update(None, "temp_store", "MEMORY").unwrap();
    let insert = "INSERT INTO item (text) WITH RECURSIVE n (i) AS \
                  (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) \
                  SELECT printf('%.900c', 'a') || i FROM n";
    writer
        .execute_batch(
            "CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT) STRICT;
             CREATE UNIQUE INDEX item_by_text ON item (text, id)",
        )
        .unwrap();
    let (mut rows, mut refused, mut kept) = (0, 0, 0);
    for round in 0..40 {
        writer.execute_batch("BEGIN IMMEDIATE").unwrap();
        let before = rows;
        for statement in 0..6 {
            FULL.store(statement == 1 + round % 4, Ordering::Relaxed);
            match writer.execute(insert, [50 + round]) {
                Ok(inserted) => rows += i64::try_from(inserted).unwrap(),
                Err(error) => {
                    assert_eq!(
                        error.sqlite_error_code(),
                        Some(rusqlite::ErrorCode::DiskFull),
                        "{error}"
                    );
                    refused += 1;
                    if writer.is_autocommit() {
                        rows = before;
                        break;
                    }
                    kept += 1;
                }
            }
        }
        FULL.store(false, Ordering::Relaxed);
        if !writer.is_autocommit() {
            writer.execute_batch("COMMIT").unwrap();
        }
        assert_eq!(checked(&writer), ("ok".to_owned(), rows));
        assert_eq!(after_a_kill(&path), ("ok".to_owned(), rows));
    }
    assert!(refused > 0 && kept > 0, "{refused} {kept}");

    // A commit that does not reach the disk is refused.
    FULL.store(true, Ordering::Relaxed);
    assert!(writer.execute(insert, [1]).is_err());
    FULL.store(false, Ordering::Relaxed);
    assert_eq!(after_a_kill(&path), ("ok".to_owned(), rows));
    writer.execute(insert, [1]).unwrap();
    assert_eq!(after_a_kill(&path), ("ok".to_owned(), rows + 1));
}
