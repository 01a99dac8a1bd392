//! What is known of panics: each is counted, and the log says where it was.

use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicU64, Ordering};

static PANICS: AtomicU64 = AtomicU64::new(0);

/// Counts and logs panics from now on, in place of the standard library's message on standard
/// error, which would wait for whoever reads that.
pub fn watch() {
    std::panic::set_hook(Box::new(note));
}

/// Panics of this process since [`watch`].
pub fn count() -> u64 {
    PANICS.load(Ordering::Relaxed)
}

fn note(info: &PanicHookInfo<'_>) {
    PANICS.fetch_add(1, Ordering::Relaxed);
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    // A message that was put together may repeat what a client sent.
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
        "a panic"
    );
}
