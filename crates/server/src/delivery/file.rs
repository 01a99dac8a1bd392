//! A file that gets each event as a line of JSON.
//!
//! An event is received once its line is on disk, as the cursor that passes it is. A write that
//! fails is taken back. After a crash in the middle of one, the next line begins on a line of its
//! own, so no event stands only in a line that cannot be read.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cosell_domain::outbox::Outgoing;
use cosell_world::machine;
use tokio::task::spawn_blocking;

use super::failure::Failure;
use super::post::ATTEMPT_TIMEOUT;
use super::sink::Sent;

/// How many events are written together at most.
pub(super) const BATCH: usize = 100;

/// The poll interval for the lock: who has it writes and syncs one batch.
const LOCK_POLL: Duration = Duration::from_millis(1);

pub(super) struct Sender {
    path: PathBuf,
}

impl Sender {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// Appends events. The file is opened anew each time, so that it may be moved away.
    pub(super) async fn send(&self, events: &[Outgoing]) -> Sent {
        let mut lines = String::new();
        let mut sent = Vec::with_capacity(events.len());
        for event in events {
            match &event.envelope {
                Some(envelope) => {
                    lines.push_str(&envelope.to_string());
                    lines.push('\n');
                    sent.push(Ok(()));
                }
                None => sent.push(Err(Failure::Unreadable)),
            }
        }
        self.append(lines).await.map_err(Failure::File)?;
        Ok(sent)
    }

    async fn append(&self, lines: String) -> io::Result<()> {
        // A pipe would block until somebody reads it.
        if fs::metadata(&self.path).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::other("not a regular file"));
        }
        let mut options = OpenOptions::new();
        let options = options.read(true).append(true).create(true);
        let file = options.open(&self.path)?;
        lock(&file).await?;
        // A disk may take long to sync, and other tasks wait for this thread.
        let written = spawn_blocking(move || append(&file, &lines)).await;
        written.map_err(io::Error::other)?
    }
}

/// Locks a file against other senders: a replay of its target, and other servers. Without the lock
/// one could take back what another has written.
async fn lock(file: &File) -> io::Result<()> {
    let locked = machine::timeout(ATTEMPT_TIMEOUT, async {
        loop {
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => machine::sleep(LOCK_POLL).await,
                Err(TryLockError::Error(error)) => return note_unlocked(&error),
                Ok(()) => return,
            }
        }
    });
    let locked = locked.await;
    locked.map_err(|_| io::Error::other("another sender or program has locked it"))
}

/// Logs once that the file system has no locks: then only one sender may write at a time.
fn note_unlocked(error: &io::Error) {
    static NOTED: AtomicBool = AtomicBool::new(false);
    if !NOTED.swap(true, Ordering::Relaxed) {
        tracing::warn!(%error, "the file of a target cannot be locked, written without a lock");
    }
}

/// Appends lines to a locked file and syncs it, or leaves it as it was.
fn append(mut file: &File, lines: &str) -> io::Result<()> {
    let length = file.metadata()?.len();
    let mut written = end_line(file, length);
    written = written.and_then(|()| file.write_all(lines.as_bytes()));
    written = written.and_then(|()| file.sync_data());
    if written.is_err()
        && let Err(error) = file.set_len(length)
    {
        tracing::warn!(%error, "a part of an event stays in the file of a target");
    }
    written
}

/// Ends a line of which only a part was written.
fn end_line(mut file: &File, length: u64) -> io::Result<()> {
    let mut last = [0];
    let Some(at) = length.checked_sub(1) else {
        return Ok(());
    };
    file.read_exact_at(&mut last, at)?;
    if last == *b"\n" {
        return Ok(());
    }
    file.write_all(b"\n")
}
