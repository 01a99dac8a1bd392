//! SQLite's own page cache, without its searches for pages that it cannot have.
//!
//! At the end of each transaction SQLite drops the pages behind the end of the database from its
//! cache. The cache looks for them only when it has had such a page. It has: to put the pages of a
//! B-tree in order, SQLite numbers them anew, and one has the number 262,145 for a moment (that of
//! the page at the first gigabyte). So the cache looks at each of its pages after almost every
//! commit, which took a thirteenth of the time of the thread that writes.
//!
//! This cache is SQLite's, and knows its highest number without those that a page had for a moment.
//! It hands everything on, but no truncation behind that number.

use std::ffi::{c_int, c_uint};
use std::ptr;
use std::sync::OnceLock;

use rusqlite::ffi::{
    self, SQLITE_OK, sqlite3_pcache, sqlite3_pcache_methods2, sqlite3_pcache_page,
};

/// The methods of SQLite's own cache.
struct Own(sqlite3_pcache_methods2);

// SAFETY: They are functions for any thread, and an argument that none of them uses.
unsafe impl Send for Own {}
// SAFETY: As above; nothing changes them.
unsafe impl Sync for Own {}

static OWN: OnceLock<Own> = OnceLock::new();

/// Takes the place of SQLite's own cache for connections that are opened from now on. Returns
/// `false`, and does nothing, when SQLite is in use already.
pub(crate) fn install() -> bool {
    let mut own = sqlite3_pcache_methods2 {
        iVersion: 0,
        pArg: ptr::null_mut(),
        xInit: None,
        xShutdown: None,
        xCreate: None,
        xCachesize: None,
        xPagecount: None,
        xFetch: None,
        xUnpin: None,
        xRekey: None,
        xTruncate: None,
        xDestroy: None,
        xShrink: None,
    };
    // SAFETY: SQLite writes the methods there, and refuses this while it is in use.
    let code = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETPCACHE2, &raw mut own) };
    if code != SQLITE_OK || OWN.set(Own(own)).is_err() {
        return false;
    }
    let ours = sqlite3_pcache_methods2 {
        xCreate: Some(create),
        xCachesize: Some(set_size),
        xPagecount: Some(count),
        xFetch: Some(fetch),
        xUnpin: Some(unpin),
        xRekey: Some(rekey),
        xTruncate: Some(truncate),
        xDestroy: Some(destroy),
        xShrink: Some(shrink),
        // To begin and to end remain its own.
        ..own
    };
    // SAFETY: SQLite copies the complete methods.
    unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_PCACHE2, &raw const ours) == SQLITE_OK }
}

/// A cache as SQLite has it.
struct Cache {
    /// SQLite's own.
    own: *mut sqlite3_pcache,
    /// No page has a higher number, but for the next.
    highest: c_uint,
    /// Pages that got a higher one, and have not got another since.
    above: usize,
}

/// Calls a method of SQLite's own cache, if it has it.
macro_rules! call_own {
    ($method:ident($($argument:expr),*)) => {
        OWN.get().and_then(|own| own.0.$method).map(|method| method($($argument),*))
    };
}

/// The cache behind SQLite's pointer.
///
/// # Safety
///
/// `cache` must be of [`create`] and not destroyed, and no other part of it borrowed.
unsafe fn of<'a>(cache: *mut sqlite3_pcache) -> &'a mut Cache {
    // SAFETY: The caller's promise.
    unsafe { &mut *cache.cast::<Cache>() }
}

unsafe extern "C" fn create(page: c_int, extra: c_int, purgeable: c_int) -> *mut sqlite3_pcache {
    // SAFETY: The arguments are SQLite's.
    let own = unsafe { call_own!(xCreate(page, extra, purgeable)) }.unwrap_or(ptr::null_mut());
    if own.is_null() {
        return own;
    }
    let cache = Cache {
        own,
        highest: 0,
        above: 0,
    };
    Box::into_raw(Box::new(cache)).cast()
}

unsafe extern "C" fn set_size(cache: *mut sqlite3_pcache, pages: c_int) {
    // SAFETY: SQLite passes a cache, which one thread uses at a time.
    unsafe { call_own!(xCachesize(of(cache).own, pages)) };
}

unsafe extern "C" fn count(cache: *mut sqlite3_pcache) -> c_int {
    // SAFETY: SQLite passes a cache, which one thread uses at a time.
    unsafe { call_own!(xPagecount(of(cache).own)) }.unwrap_or_default()
}

unsafe extern "C" fn fetch(
    cache: *mut sqlite3_pcache,
    number: c_uint,
    create: c_int,
) -> *mut sqlite3_pcache_page {
    // SAFETY: SQLite passes a cache, which one thread uses at a time.
    unsafe {
        let cache = of(cache);
        let page = call_own!(xFetch(cache.own, number, create)).unwrap_or(ptr::null_mut());
        if !page.is_null() {
            cache.highest = cache.highest.max(number);
        }
        page
    }
}

unsafe extern "C" fn unpin(
    cache: *mut sqlite3_pcache,
    page: *mut sqlite3_pcache_page,
    discard: c_int,
) {
    // SAFETY: SQLite passes a cache, which one thread uses at a time, and a page of it.
    unsafe { call_own!(xUnpin(of(cache).own, page, discard)) };
}

unsafe extern "C" fn rekey(
    cache: *mut sqlite3_pcache,
    page: *mut sqlite3_pcache_page,
    old: c_uint,
    new: c_uint,
) {
    // SAFETY: SQLite passes a cache, which one thread uses at a time, and a page of it.
    unsafe {
        let cache = of(cache);
        call_own!(xRekey(cache.own, page, old, new));
        if old > cache.highest {
            cache.above = cache.above.saturating_sub(1);
        }
        if new > cache.highest {
            cache.above = cache.above.saturating_add(1);
        }
    }
}

/// Drops the pages from this number on.
unsafe extern "C" fn truncate(cache: *mut sqlite3_pcache, number: c_uint) {
    // SAFETY: SQLite passes a cache, which one thread uses at a time.
    unsafe {
        let cache = of(cache);
        if number > cache.highest && cache.above == 0 {
            return;
        }
        call_own!(xTruncate(cache.own, number));
        let last = number.saturating_sub(1);
        // Pages above the highest number may be left, up to the last one that is kept.
        cache.highest = match cache.above {
            0 => cache.highest.min(last),
            _ => last,
        };
        cache.above = 0;
    }
}

unsafe extern "C" fn destroy(cache: *mut sqlite3_pcache) {
    // SAFETY: SQLite passes a cache, and forgets it.
    unsafe {
        let cache = Box::from_raw(cache.cast::<Cache>());
        call_own!(xDestroy(cache.own));
    }
}

unsafe extern "C" fn shrink(cache: *mut sqlite3_pcache) {
    // SAFETY: SQLite passes a cache, which one thread uses at a time.
    unsafe { call_own!(xShrink(of(cache).own)) };
}
