//! What the VFS asks of the disk: few writes, a sync after them, and nothing that was refused.
//!
//! The VFS is put around another one, of this file, which notes what is done with the log, and
//! refuses to write to it from some byte on, like a full disk.

#![expect(unsafe_code, reason = "SQLite calls a VFS through pointers")]

mod common;

use std::ffi::{c_char, c_int, c_void};
use std::fs;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::atomic::{AtomicI64, AtomicPtr, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};
use rusqlite::{Connection, ErrorCode};
use tempfile::TempDir;

/// What was done with a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    Write { offset: i64, length: i64 },
    Sync,
    Close,
}

static CALLS: Mutex<Vec<Call>> = Mutex::new(Vec::new());

/// The bytes that fit on the disk.
static ROOM: AtomicI64 = AtomicI64::new(i64::MAX);

static SYSTEM: AtomicPtr<sqlite3_vfs> = AtomicPtr::new(ptr::null_mut());

/// The methods of SQLite's own VFS, and those that take their place.
static METHODS: AtomicPtr<sqlite3_io_methods> = AtomicPtr::new(ptr::null_mut());
static NOTING: AtomicPtr<sqlite3_io_methods> = AtomicPtr::new(ptr::null_mut());

fn note(call: Call) {
    CALLS.lock().unwrap().push(call);
}

fn calls() -> Vec<Call> {
    std::mem::take(&mut *CALLS.lock().unwrap())
}

unsafe extern "C" fn open(
    _vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let system = SYSTEM.load(Ordering::Relaxed);
    // SAFETY: The arguments are SQLite's; all logs have the same methods.
    unsafe {
        let code = (*system).xOpen.unwrap()(system, name, file, flags, out_flags);
        if code == ffi::SQLITE_OK && flags & ffi::SQLITE_OPEN_WAL != 0 {
            if NOTING.load(Ordering::Relaxed).is_null() {
                METHODS.store((*file).pMethods.cast_mut(), Ordering::Relaxed);
                let noting = sqlite3_io_methods {
                    xWrite: Some(write),
                    xSync: Some(sync),
                    xClose: Some(close),
                    ..*(*file).pMethods
                };
                NOTING.store(Box::leak(Box::new(noting)), Ordering::Relaxed);
            }
            (*file).pMethods = NOTING.load(Ordering::Relaxed);
        }
        code
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    bytes: *const c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    let length = i64::from(amount);
    if offset + length > ROOM.load(Ordering::Relaxed) {
        return ffi::SQLITE_FULL;
    }
    note(Call::Write { offset, length });
    // SAFETY: The file is one of SQLite's own VFS.
    unsafe { (*METHODS.load(Ordering::Relaxed)).xWrite.unwrap()(file, bytes, amount, offset) }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    note(Call::Sync);
    // SAFETY: The file is one of SQLite's own VFS.
    unsafe { (*METHODS.load(Ordering::Relaxed)).xSync.unwrap()(file, flags) }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    note(Call::Close);
    // SAFETY: The file is one of SQLite's own VFS.
    unsafe { (*METHODS.load(Ordering::Relaxed)).xClose.unwrap()(file) }
}

/// Makes the noting VFS the one that SQLite takes where none is named, and registers ours around
/// it. One test at a time uses it.
fn disk() -> MutexGuard<'static, ()> {
    static REGISTERED: LazyLock<()> = LazyLock::new(|| {
        // SAFETY: The structure is complete, and lives as long as the process.
        unsafe {
            let system = ffi::sqlite3_vfs_find(ptr::null());
            SYSTEM.store(system, Ordering::Relaxed);
            let vfs = sqlite3_vfs {
                pNext: ptr::null_mut(),
                zName: c"noting".as_ptr(),
                xOpen: Some(open),
                ..*system
            };
            let code = ffi::sqlite3_vfs_register(Box::leak(Box::new(vfs)), 1);
            assert_eq!(code, ffi::SQLITE_OK);
        }
        cosell_vfs::register().unwrap();
    });
    static ONE: Mutex<()> = Mutex::new(());
    let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    LazyLock::force(&REGISTERED);
    ROOM.store(i64::MAX, Ordering::Relaxed);
    one
}

/// A new database, of which nothing is noted yet.
fn database() -> (TempDir, PathBuf, Connection) {
    let made = common::database(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT) STRICT;
         CREATE UNIQUE INDEX item_by_text ON item (text, id)",
    );
    calls();
    made
}

/// Inserts that many rows of a kilobyte, as one statement.
fn insert(writer: &Connection, rows: i64) -> rusqlite::Result<usize> {
    let text = "INSERT INTO item (text) WITH RECURSIVE n (i) AS \
                (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) \
                SELECT printf('%.900c', 'a') || i FROM n";
    writer.execute(text, [rows])
}

/// Whether the database is whole, and its rows.
fn checked(connection: &Connection) -> (String, i64) {
    let rows = connection.query_row("SELECT COUNT(*) FROM item", [], |row| row.get(0));
    (common::integrity(connection), rows.unwrap())
}

fn whole(rows: i64) -> (String, i64) {
    ("ok".to_owned(), rows)
}

/// The same after a restart, if the process were killed now.
fn after_a_kill(path: &Path) -> (String, i64) {
    let (_directory, copy) = common::after_a_kill(path);
    let found = checked(&copy);
    drop(copy);
    calls();
    found
}

fn assert_full<T: std::fmt::Debug>(result: rusqlite::Result<T>) {
    let error = result.unwrap_err();
    assert_eq!(
        error.sqlite_error_code(),
        Some(ErrorCode::DiskFull),
        "{error}"
    );
}

#[test]
fn a_commit_is_few_writes_and_a_sync_after_them() {
    let _disk = disk();
    let (_directory, _path, writer) = database();
    writer.pragma_update(None, "cache_size", 10_000).unwrap();
    for (rows, most) in [(1, 1), (10, 1), (200, 5), (1, 1)] {
        insert(&writer, rows).unwrap();
        let calls = calls();
        let (last, others) = calls.split_last().unwrap();
        assert_eq!(*last, Call::Sync);
        let mut end = None;
        for write in others {
            let Call::Write { offset, length } = *write else {
                panic!("{calls:?}");
            };
            assert!(end.is_none_or(|end| end == offset), "{calls:?}");
            end = Some(offset + length);
        }
        assert!((1..=most).contains(&others.len()), "{rows}: {calls:?}");
    }
}

#[test]
fn a_log_that_begins_anew_is_synced_with_its_header_first() {
    let _disk = disk();
    let (_directory, path, writer) = database();
    insert(&writer, 10).unwrap();
    writer
        .query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()))
        .unwrap();
    calls();
    insert(&writer, 1).unwrap();
    let calls = calls();
    let header = Call::Write {
        offset: 0,
        length: 32,
    };
    assert_eq!(calls[..2], [header, Call::Sync]);
    assert_eq!(calls.last(), Some(&Call::Sync));
    assert_eq!(after_a_kill(&path), whole(11));
}

#[test]
fn a_transaction_that_goes_on_after_a_failed_write_is_whole() {
    let _disk = disk();
    let (_directory, path, writer) = database();
    let (mut rows, mut kept) = (0, 0);
    for round in 0..40 {
        writer.execute_batch("BEGIN IMMEDIATE").unwrap();
        let before = rows;
        for statement in 0..6 {
            let is_full = statement == 1 + round % 4;
            ROOM.store(if is_full { 0 } else { i64::MAX }, Ordering::Relaxed);
            match insert(&writer, 50 + round) {
                Ok(inserted) => rows += i64::try_from(inserted).unwrap(),
                result if writer.is_autocommit() => {
                    assert_full(result);
                    rows = before;
                    break;
                }
                result => {
                    assert_full(result);
                    kept += 1;
                }
            }
        }
        ROOM.store(i64::MAX, Ordering::Relaxed);
        if !writer.is_autocommit() {
            writer.execute_batch("COMMIT").unwrap();
        }
        assert_eq!(checked(&writer), whole(rows));
        assert_eq!(after_a_kill(&path), whole(rows));
    }
    assert!(kept > 0, "the case that this test is for");
}

#[test]
fn a_refused_commit_is_not_written_later() {
    let _disk = disk();
    let (_directory, path, writer) = database();
    insert(&writer, 20).unwrap();
    for round in 0..3 {
        ROOM.store(0, Ordering::Relaxed);
        assert_full(insert(&writer, 1));
        ROOM.store(i64::MAX, Ordering::Relaxed);
        assert_eq!(checked(&writer), whole(20 + round));
        assert_eq!(after_a_kill(&path), whole(20 + round));
        insert(&writer, 1).unwrap();
        assert_eq!(after_a_kill(&path), whole(20 + round + 1));
    }
}

#[test]
fn a_log_begins_anew_where_the_disk_has_no_room_for_what_was_rolled_back() {
    let _disk = disk();
    for truncates in [false, true] {
        let (_directory, path, writer) = database();
        let reader = Connection::open(&path).unwrap();
        insert(&writer, 200).unwrap();
        let copy = |by: &Connection, mode: &str| {
            let text = format!("PRAGMA wal_checkpoint({mode})");
            by.query_row(&text, [], |row| row.get::<_, bool>(0))
        };
        assert_eq!(copy(&reader, "PASSIVE"), Ok(false));
        let log = fs::metadata(path.with_extension("sqlite-wal")).unwrap();
        ROOM.store(i64::try_from(log.len()).unwrap(), Ordering::Relaxed);
        // The log is copied, and begins anew: first with more than fits.
        assert_full(insert(&writer, 5_000));
        if truncates {
            assert_eq!(copy(&writer, "TRUNCATE"), Ok(false));
        }
        for round in 1..4 {
            insert(&writer, 1).unwrap();
            assert_eq!(after_a_kill(&path), whole(200 + round));
        }
        ROOM.store(i64::MAX, Ordering::Relaxed);
    }
}

#[test]
fn a_closed_log_is_closed_once_and_has_nothing_of_an_open_transaction() {
    let _disk = disk();
    let (_directory, path, writer) = database();
    // Without it the last connection would copy and remove the log.
    let reader = Connection::open(&path).unwrap();
    assert_eq!(checked(&reader), whole(0));
    insert(&writer, 20).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    insert(&writer, 20).unwrap();
    calls();
    drop(writer);
    let calls = calls();
    let closed = calls.iter().filter(|call| **call == Call::Close).count();
    assert_eq!((closed, calls.last()), (1, Some(&Call::Close)), "{calls:?}");
    assert_eq!(checked(&reader), whole(20));
    assert_eq!(after_a_kill(&path), whole(20));
}
