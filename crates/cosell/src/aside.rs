//! Work that may be held up for ever by a full pipe, a file system that does not answer or a file
//! that is none. It has a thread of its own, which neither a request nor the end of the process
//! waits for.

use std::io;

use tokio::sync::oneshot;

/// Starts `work`. Its result arrives unless it panics.
pub(crate) fn start<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<oneshot::Receiver<T>> {
    let (done, result) = oneshot::channel();
    let thread = std::thread::Builder::new().name(name.to_owned());
    thread.spawn(move || {
        // Whoever started it may not care for the result.
        let _ = done.send(work());
    })?;
    Ok(result)
}
