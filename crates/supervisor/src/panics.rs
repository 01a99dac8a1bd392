//! Counts panics, and logs where each of them happened.

use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicU64, Ordering};

static PANICS: AtomicU64 = AtomicU64::new(0);

/// Installs a hook that counts and logs panics, in place of the standard library's message on
/// standard error, which would block when nobody reads it.
pub fn watch() {
    std::panic::set_hook(Box::new(record));
}

/// Panics of this process since [`watch`].
pub fn count() -> u64 {
    PANICS.load(Ordering::Relaxed)
}

fn record(info: &PanicHookInfo<'_>) {
    PANICS.fetch_add(1, Ordering::Relaxed);
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    // A formatted message may contain what a client sent, so only literals are logged.
    let message = info
        .payload()
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or("-");
    let thread = std::thread::current();
    tracing::error!(
        place,
        message,
        thread = thread.name().unwrap_or("-"),
        "panic"
    );
}
