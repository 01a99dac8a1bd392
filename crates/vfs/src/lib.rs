//! A VFS of SQLite (virtual file system) that gathers the writes of a commit.
//!
//! A commit writes each page to the write-ahead log with two calls of the system: one for the
//! header of its frame, of 24 bytes, and one for the page. A main task alone has more than sixty
//! pages. This VFS keeps what is written to the log one after the other, and hands it to the system
//! in few large writes: when its buffer is full, and before the log is read, measured or synced.
//! What belongs to no commit is forgotten when the log is truncated, closed or begun anew. SQLite's
//! own VFS opens every file; only a log has methods of this one.
//!
//! **What is gathered is in the file when others may see it.** A connection learns of a commit from
//! the index of the log, which the writer changes only after it has synced the log. That is so with
//! `synchronous=FULL` and where the system promises that a write changes no byte beside its own
//! (`POWERSAFE_OVERWRITE`, the default). With anything else this VFS must not be used. Nor may a
//! second connection write to the same database: frames of a rolled-back transaction may still be
//! gathered, and would be written over the other connection's commit.
//!
//! **A commit is refused or durable, as without this VFS.** SQLite hears of a failed write at its
//! next use of the log, at the latest at the sync before the commit. A failed sync forgets what is
//! gathered, since the commit is refused. After any other failure it stays gathered, because the
//! transaction may go on.
//!
//! Beside it is a [page cache](cache).
//!
//! This is the only code of the product with `unsafe`: a VFS is a table of C functions, and so is a
//! cache. A test of xtask looks for it elsewhere.

#![expect(unsafe_code, reason = "SQLite calls both through pointers")]

mod cache;

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::size_of;
use std::ptr;
use std::slice;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};

use rusqlite::ffi::{self, SQLITE_OK, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};

/// The name under which SQLite knows the VFS.
const NAME: &CStr = c"cosell";

/// Bytes of the buffer: more than a page, and less than 128 KiB, of which SQLite's own VFS would
/// write nothing, since it takes the length of a write in 17 bits.
const CAPACITY: usize = 124 * 1024;

/// SQLite's own VFS, once this one is registered.
static SYSTEM: AtomicPtr<sqlite3_vfs> = AtomicPtr::new(ptr::null_mut());

/// Registers the VFS, if that was not done before, and returns its name for
/// [`rusqlite::Connection::open_with_flags_and_vfs`]. The connection must have `synchronous=FULL`,
/// and be the only one that writes to its database; others may read it and copy its log.
///
/// Also gives SQLite the page cache, if nothing has used SQLite before. Without it everything works
/// the same, and takes longer. No other thread may be about to use SQLite for the first time during
/// the first call.
pub fn register() -> rusqlite::Result<&'static CStr> {
    static REGISTERED: OnceLock<c_int> = OnceLock::new();
    match *REGISTERED.get_or_init(add) {
        SQLITE_OK => Ok(NAME),
        code => Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)),
    }
}

fn add() -> c_int {
    cache::install();
    // SAFETY: The function may be called at any time, and initialises SQLite where needed.
    let system = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
    if system.is_null() {
        return ffi::SQLITE_ERROR;
    }
    // SAFETY: What SQLite finds is valid as long as it is registered; nothing here unregisters it.
    let known = unsafe { *system };
    SYSTEM.store(system, Ordering::Release);
    // The functions that are copied take no open file, so they never see a `Log`.
    let vfs = Box::leak(Box::new(sqlite3_vfs {
        szOsFile: known.szOsFile.saturating_add(HEAD_BYTES),
        pNext: ptr::null_mut(),
        zName: NAME.as_ptr(),
        xOpen: Some(open),
        ..known
    }));
    // SAFETY: The structure is complete, and lives as long as the process.
    unsafe { ffi::sqlite3_vfs_register(vfs, 0) }
}

/// A log as SQLite has it: it gives each open file `szOsFile` bytes, of which these are the first.
/// The file of SQLite's own VFS follows.
#[repr(C)]
struct Log {
    file: sqlite3_file,
    /// What was written and is not in the file yet.
    gathered: Vec<u8>,
    /// Where in the file the first of these bytes belongs.
    start: i64,
}

const HEAD_BYTES: c_int = {
    // Both begin at an address that is a multiple of eight.
    assert!(size_of::<Log>().is_multiple_of(8) && align_of::<Log>() <= 8);
    assert!(size_of::<Log>() < 1024);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        reason = "it is small"
    )]
    let bytes = size_of::<Log>() as c_int;
    bytes
};

/// The methods of a log. Version 1 has all that SQLite calls for one: locks, shared memory and
/// mapped pages are of the database.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

/// Opens a log as one of ours, and every other file as one of SQLite's own.
unsafe extern "C" fn open(
    _vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let system = SYSTEM.load(Ordering::Acquire);
    // SAFETY: It was stored before this VFS was registered.
    let Some(open) = (unsafe { (*system).xOpen }) else {
        return ffi::SQLITE_CANTOPEN;
    };
    if flags & ffi::SQLITE_OPEN_WAL == 0 {
        // SAFETY: The arguments are SQLite's, with more memory for the file than is needed.
        return unsafe { open(system, name, file, flags, out_flags) };
    }
    // SAFETY: The memory of `file` has room for the log and the file of the system behind it.
    unsafe {
        let inner = inner(file);
        let code = open(system, name, inner, flags, out_flags);
        // SQLite closes every file that has methods, even one whose opening has failed.
        let methods = if (*inner).pMethods.is_null() {
            ptr::null()
        } else {
            &raw const METHODS
        };
        file.cast::<Log>().write(Log {
            file: sqlite3_file { pMethods: methods },
            gathered: Vec::new(),
            start: 0,
        });
        code
    }
}

/// The file of SQLite's own VFS in the memory of a log.
///
/// # Safety
///
/// `file` must be the memory of a log.
unsafe fn inner(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: The caller's promise.
    unsafe { file.cast::<Log>().add(1).cast() }
}

/// Calls a method of SQLite's own VFS for the file of a log.
macro_rules! call_inner {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        let inner = inner($file);
        match (*(*inner).pMethods).$method {
            Some(method) => method(inner $(, $argument)*),
            None => ffi::SQLITE_IOERR,
        }
    }};
}

/// Writes what is gathered to the file. After an error it stays gathered, and the next use of the
/// log tries again: SQLite may go on with the transaction of which these frames are.
///
/// # Safety
///
/// `file` must be an open log, of which no part is borrowed.
unsafe fn flush(file: *mut sqlite3_file) -> c_int {
    // SAFETY: The caller's promise; SQLite uses a file on one thread at a time.
    unsafe {
        let log = &mut *file.cast::<Log>();
        if log.gathered.is_empty() {
            return SQLITE_OK;
        }
        let bytes = log.gathered.as_ptr().cast::<c_void>();
        let Ok(length) = c_int::try_from(log.gathered.len()) else {
            return ffi::SQLITE_IOERR_WRITE;
        };
        let code = call_inner!(file, xWrite, bytes, length, log.start);
        if code == SQLITE_OK {
            log.gathered.clear();
        }
        code
    }
}

/// Forgets what is gathered.
///
/// # Safety
///
/// `file` must be an open log, of which no part is borrowed.
unsafe fn discard(file: *mut sqlite3_file) {
    // SAFETY: The caller's promise; SQLite uses a file on one thread at a time.
    unsafe { (*file.cast::<Log>()).gathered.clear() }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    bytes: *const c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    let Some(length) = usize::try_from(amount).ok().filter(|len| *len <= CAPACITY) else {
        return ffi::SQLITE_IOERR_WRITE;
    };
    // SAFETY: SQLite passes an open log, which nothing else uses meanwhile, and `amount` bytes.
    unsafe {
        // With its first byte the log begins anew, and all that it had is worthless.
        if offset == 0 {
            discard(file);
        }
        let log = &*file.cast::<Log>();
        let gathered = log.gathered.len();
        let follows = i64::try_from(gathered).is_ok_and(|len| log.start + len == offset);
        if !follows || length > CAPACITY - gathered {
            let code = flush(file);
            if code != SQLITE_OK {
                return code;
            }
        }
        let log = &mut *file.cast::<Log>();
        if log.gathered.is_empty() {
            if log.gathered.try_reserve_exact(CAPACITY).is_err() {
                return ffi::SQLITE_IOERR_NOMEM;
            }
            log.start = offset;
        }
        log.gathered
            .extend_from_slice(slice::from_raw_parts(bytes.cast(), length));
        SQLITE_OK
    }
}

/// Writes what is gathered and syncs the file. After an error SQLite gives up the transaction, so
/// nothing of it may be written later, when there is room again: its commit has been refused.
unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite passes an open log.
    unsafe {
        match flush(file) {
            SQLITE_OK => call_inner!(file, xSync, flags),
            code => {
                discard(file);
                code
            }
        }
    }
}

/// Truncates the file. SQLite does so between transactions, and in a commit after the sync: what is
/// still gathered belongs to no commit.
unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: i64) -> c_int {
    // SAFETY: SQLite passes an open log.
    unsafe {
        discard(file);
        call_inner!(file, xTruncate, size)
    }
}

/// Closes the file. What is still gathered belongs to no commit.
unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite passes an open log, and afterwards touches no more than its methods.
    unsafe {
        let code = call_inner!(file, xClose);
        ptr::drop_in_place(&raw mut (*file.cast::<Log>()).gathered);
        code
    }
}

/// Declares methods that write what is gathered, and then do what SQLite's own VFS does.
macro_rules! after_a_flush {
    ($($name:ident = $method:ident($($argument:ident: $type:ty),*);)*) => {$(
        unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $argument: $type)*) -> c_int {
            // SAFETY: SQLite passes an open log, and arguments that its own VFS takes.
            unsafe {
                match flush(file) {
                    SQLITE_OK => call_inner!(file, $method $(, $argument)*),
                    code => code,
                }
            }
        }
    )*};
}

after_a_flush! {
    read = xRead(bytes: *mut c_void, amount: c_int, offset: i64);
    file_size = xFileSize(size: *mut i64);
    lock = xLock(level: c_int);
    unlock = xUnlock(level: c_int);
    check_reserved_lock = xCheckReservedLock(result: *mut c_int);
    file_control = xFileControl(operation: c_int, argument: *mut c_void);
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite passes an open log.
    unsafe { call_inner!(file, xSectorSize) }
}

unsafe extern "C" fn device_characteristics(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite passes an open log.
    unsafe { call_inner!(file, xDeviceCharacteristics) }
}
