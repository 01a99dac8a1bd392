//! What the page cache hands on to SQLite's own, which is put behind one of this file that counts.

#![expect(unsafe_code, reason = "SQLite calls a page cache through pointers")]

mod common;

use std::ffi::c_uint;
use std::mem::MaybeUninit;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::Connection;
use rusqlite::ffi::{
    self, SQLITE_OK, sqlite3_pcache, sqlite3_pcache_methods2, sqlite3_pcache_page,
};

type Rekey = unsafe extern "C" fn(*mut sqlite3_pcache, *mut sqlite3_pcache_page, c_uint, c_uint);
type Truncate = unsafe extern "C" fn(*mut sqlite3_pcache, c_uint);

static REKEY: OnceLock<Rekey> = OnceLock::new();
static TRUNCATE: OnceLock<Truncate> = OnceLock::new();

static NUMBERED_ANEW: AtomicUsize = AtomicUsize::new(0);
static TRUNCATED: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" fn rekey(
    cache: *mut sqlite3_pcache,
    page: *mut sqlite3_pcache_page,
    old: c_uint,
    new: c_uint,
) {
    NUMBERED_ANEW.fetch_add(1, Ordering::Relaxed);
    // SAFETY: The arguments are SQLite's.
    unsafe { REKEY.get().unwrap()(cache, page, old, new) }
}

unsafe extern "C" fn truncate(cache: *mut sqlite3_pcache, limit: c_uint) {
    TRUNCATED.fetch_add(1, Ordering::Relaxed);
    // SAFETY: The arguments are SQLite's.
    unsafe { TRUNCATE.get().unwrap()(cache, limit) }
}

/// Counts in SQLite's own cache. Nothing may have used SQLite before.
fn count() {
    let mut methods = MaybeUninit::<sqlite3_pcache_methods2>::zeroed();
    // SAFETY: SQLite writes and reads complete methods.
    unsafe {
        let code = ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETPCACHE2, methods.as_mut_ptr());
        assert_eq!(code, SQLITE_OK);
        let own = methods.assume_init();
        REKEY.set(own.xRekey.unwrap()).unwrap();
        TRUNCATE.set(own.xTruncate.unwrap()).unwrap();
        let counting = sqlite3_pcache_methods2 {
            xRekey: Some(rekey),
            xTruncate: Some(truncate),
            ..own
        };
        let code = ffi::sqlite3_config(ffi::SQLITE_CONFIG_PCACHE2, &raw const counting);
        assert_eq!(code, SQLITE_OK);
    }
}

fn insert(writer: &Connection, ids: impl Iterator<Item = u64>) {
    let text = "x".repeat(300);
    let mut statement = writer.prepare("INSERT INTO item VALUES (?1, ?2)").unwrap();
    for id in ids {
        // In an order that splits pages everywhere.
        let key = format!("{:016x}", id.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        statement.execute((key, &text)).unwrap();
    }
}

fn rows(connection: &Connection) -> i64 {
    assert_eq!(common::integrity(connection), "ok");
    let text = "SELECT COUNT(*) FROM item";
    connection.query_row(text, [], |row| row.get(0)).unwrap()
}

/// One test, since a process configures SQLite once.
#[test]
fn pages_are_looked_for_only_where_some_may_be_behind_the_end() {
    count();
    let tables = "CREATE TABLE item (key TEXT PRIMARY KEY, text TEXT) STRICT, WITHOUT ROWID";
    let (_directory, path, writer) = common::database(tables);
    writer.pragma_update(None, "cache_size", 2000).unwrap();
    let taken = || TRUNCATED.swap(0, Ordering::Relaxed);
    taken();
    for first in (0..2000).step_by(10) {
        writer.execute_batch("BEGIN").unwrap();
        insert(&writer, first..first + 10);
        writer.execute_batch("COMMIT").unwrap();
    }
    assert!(NUMBERED_ANEW.load(Ordering::Relaxed) > 0);
    assert_eq!(taken(), 0);

    // What a transaction added is dropped when it is rolled back.
    writer.execute_batch("BEGIN").unwrap();
    insert(&writer, 2000..4000);
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(taken(), 1);
    assert_eq!(rows(&writer), 2000);
    taken();

    // So is what a smaller database no longer has, and what another connection may have changed.
    writer
        .execute_batch("DELETE FROM item WHERE key > '8'")
        .unwrap();
    writer.execute_batch("VACUUM").unwrap();
    assert!(taken() > 0);
    let kept = rows(&writer);
    insert(&writer, 4000..6000);
    assert_eq!(rows(&writer), kept + 2000);
    let reader = Connection::open(&path).unwrap();
    assert_eq!(rows(&reader), kept + 2000);
    taken();
    insert(&writer, 6000..6001);
    assert_eq!(rows(&reader), kept + 2001);
    assert!(taken() > 0);
    let (_directory, found) = common::after_a_kill(&path);
    assert_eq!(rows(&found), kept + 2001);
}
