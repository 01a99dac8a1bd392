//! Copies the write-ahead log into the database while the writer goes on (checkpoints).
//!
//! To copy a full log takes many milliseconds, in which a writer that does it itself commits
//! nothing. So a thread of its own copies and syncs most of it, and the writer only what it has
//! written meanwhile: the log begins anew once all of it is copied, which a thread beside a writer
//! that never rests would not reach.
//!
//! SQLite before 3.51.3 could damage the database when one connection wrote and another one
//! checkpointed; [`Sqlite::writer`] refuses such a version.

use std::convert::Infallible;
use std::ffi::c_int;
use std::sync::Arc;

use cosell_supervisor::{Loop, end};
use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};
use rusqlite::hooks::Wal;
use rusqlite::{Connection, ffi};

use super::{Sqlite, open};
use crate::Error;
use crate::file::DatabaseFile;
use crate::shared::Shared;

/// Frames in the log, of a page of 4 KiB each, before it is copied: 16 MiB, so that a page which is
/// written often is copied once for many changes.
const FULL: i64 = 4096;

/// The frames at which the writer waits for the thread that copies: a bound of the log.
const TOO_MANY: i64 = 2 * FULL;

/// The frames that are left to the writer, which copies them in a millisecond or two.
const FEW: i64 = FULL / 8;

/// How often the thread copies until there are no more than these.
const ROUNDS: usize = 3;

/// The thread that copies.
pub(crate) struct Copier {
    connection: Connection,
    wanted: Receiver<()>,
    ready: Sender<()>,
    /// The writer's thread drops the other end when its connection is closed.
    writing: Receiver<Infallible>,
    /// Dropped after the connection, like `_alive`.
    file: Arc<DatabaseFile>,
    _alive: Sender<Infallible>,
}

impl Copier {
    /// Opens a connection beside the writer's, which from now on has the log copied. It is closed
    /// once the other end of `writing` is dropped, and `alive` is dropped after that.
    pub(crate) fn beside(
        writer: &mut Sqlite,
        file: Arc<DatabaseFile>,
        writing: Receiver<Infallible>,
        alive: Sender<Infallible>,
    ) -> Result<Self, Error> {
        let ((wants, wanted), (ready, is_ready)) = (bounded(1), bounded(1));
        let mut handover = Handover {
            wants,
            ready: is_ready,
            stage: Stage::Alone,
        };
        let hook = move |log: &mut Wal, frames: c_int| {
            handover.committed(frames.into(), || log.checkpoint());
            Ok(())
        };
        writer.connection.wal_hook(Some(hook))?;
        Ok(Self {
            connection: open::copier(file.path())?,
            wanted,
            ready,
            writing,
            file,
            _alive: alive,
        })
    }

    /// Copies whenever the writer wants it, until the writer's connection is closed.
    pub(crate) fn run(self, shared: &Shared) {
        // The writer takes each of these before it wants the next.
        while self.ready.send(()).is_ok() && self.wanted.recv().is_ok() {
            shared.supervisor.round(Loop::StoreCheckpoint);
            for _ in 0..ROUNDS {
                let rest = note(self.copy()).flatten();
                if rest.is_none_or(|rest| rest <= FEW) {
                    break;
                }
            }
        }
        // Of two connections that close at once, neither would remove the log.
        let _ = self.writing.recv();
    }

    /// Returns how many frames were written meanwhile. None if there was nothing to copy: a long
    /// read, such as that of a backup, keeps the rest, and the writer would wait in vain.
    fn copy(&self) -> rusqlite::Result<Option<i64>> {
        let (_, before) = self.checkpoint("NOOP")?;
        let (_, copied) = self.checkpoint("PASSIVE")?;
        if copied == before {
            return Ok(None);
        }
        // SQLite leaves this to whoever copies the last frame.
        if let Err(error) = self.file.sync() {
            end_after(&error);
        }
        let (frames, copied) = self.checkpoint("NOOP")?;
        Ok(Some(frames - copied))
    }

    /// Returns the frames of the log, and how many of them are copied.
    fn checkpoint(&self, mode: &str) -> rusqlite::Result<(i64, i64)> {
        let text = format!("PRAGMA wal_checkpoint({mode})");
        self.connection
            .query_row(&text, [], |row| Ok((row.get(1)?, row.get(2)?)))
    }
}

/// Logs the error of a checkpoint. After most of them, such as that of a full disk, the log goes on
/// and is copied later. But what could not be synced may be lost, and a second sync would not say
/// so: then the process ends, and the next start copies the whole log.
fn note<T>(copied: rusqlite::Result<T>) -> Option<T> {
    let error = match copied {
        Ok(copied) => return Some(copied),
        Err(error) => error,
    };
    let code = error.sqlite_error().map(|error| error.extended_code);
    if code == Some(ffi::SQLITE_IOERR_FSYNC) {
        end_after(&error.into());
    }
    tracing::warn!(%error, "the log of the store was not copied");
    None
}

fn end_after(error: &Error) -> ! {
    tracing::error!(%error, "checkpoint failed, ending the process for recovery");
    end::process();
}

/// What the writer knows of the thread that copies.
struct Handover {
    wants: Sender<()>,
    ready: Receiver<()>,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// There is no thread, or not yet: the writer copies a full log itself.
    Alone,
    /// The thread waits.
    Idle,
    /// The thread copies.
    Copying,
}

impl Handover {
    /// Called after each commit, with the number of frames in the log. `copy` copies all that no
    /// reader keeps from it.
    fn committed(&mut self, frames: i64, copy: impl FnOnce() -> rusqlite::Result<()>) {
        let is_ready = if self.stage == Stage::Copying && frames >= TOO_MANY {
            self.ready.recv().map_err(|_| TryRecvError::Disconnected)
        } else {
            self.ready.try_recv()
        };
        match (self.stage, is_ready) {
            (_, Err(TryRecvError::Disconnected)) => self.stage = Stage::Alone,
            (Stage::Copying, Ok(())) => {
                note(copy());
                self.stage = Stage::Idle;
                return;
            }
            (_, Ok(())) => self.stage = Stage::Idle,
            (_, Err(TryRecvError::Empty)) => {}
        }
        if frames < FULL {
            return;
        }
        match self.stage {
            Stage::Alone => drop(note(copy())),
            Stage::Idle if self.wants.try_send(()).is_ok() => self.stage = Stage::Copying,
            Stage::Idle | Stage::Copying => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// A writer whose copies are counted, and the thread's ends.
    fn handover() -> (Handover, Receiver<()>, Sender<()>) {
        let ((wants, wanted), (ready, is_ready)) = (bounded(1), bounded(1));
        let handover = Handover {
            wants,
            ready: is_ready,
            stage: Stage::Alone,
        };
        (handover, wanted, ready)
    }

    #[test]
    fn the_writer_copies_only_what_the_thread_left() {
        let (mut handover, wanted, ready) = handover();
        let copies = Cell::new(0);
        let mut commit = |frames| {
            handover.committed(frames, || {
                copies.set(copies.get() + 1);
                Ok(())
            });
            copies.take()
        };
        assert_eq!(commit(FULL - 1), 0);
        assert_eq!(commit(FULL), 1, "there is no thread yet");
        ready.send(()).expect("a writer");
        assert_eq!(commit(FULL - 1), 0);
        assert!(wanted.is_empty(), "the log is not full");
        assert_eq!(commit(FULL), 0);
        wanted.try_recv().expect("the log is full");
        assert_eq!(commit(FULL + 1), 0);
        assert_eq!(commit(TOO_MANY - 1), 0);
        assert!(wanted.is_empty(), "it is being copied");
        ready.send(()).expect("a writer");
        assert_eq!(commit(TOO_MANY), 1, "the rest");
        assert_eq!(commit(1), 0);
        assert!(wanted.is_empty(), "the log is new");
        drop(ready);
        assert_eq!(commit(FULL), 1, "there is no thread any more");
    }

    #[test]
    fn what_a_reader_keeps_is_not_copied_again_and_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("s.sqlite");
        let file = Arc::new(DatabaseFile::open(&path).expect("a file"));
        let mut writer = Sqlite::writer(Some(&path), None).expect("it opens");
        let ((_still, writing), (alive, _closed)) = (bounded(0), bounded(0));
        let copier = Copier::beside(&mut writer, file, writing, alive);
        let copier = copier.expect("a copier");
        let write = |text: &str| writer.connection.execute_batch(text).expect("a write");
        write("CREATE TABLE t (v); INSERT INTO t VALUES (1)");
        assert_eq!(copier.copy().expect("a copy"), Some(0));
        let reader = Connection::open(&path).expect("it opens");
        reader.execute_batch("BEGIN").expect("a transaction");
        let read = reader.query_row("SELECT v FROM t", [], |row| row.get::<_, i64>(0));
        assert_eq!(read.expect("a row"), 1);
        // The reader began before this, and would miss the pages that this changes.
        write("INSERT INTO t SELECT randomblob(4000) FROM t; INSERT INTO t SELECT v FROM t");
        assert_eq!(copier.copy().expect("a copy"), None);
        drop(reader);
        assert_eq!(copier.copy().expect("a copy"), Some(0));
    }

    #[test]
    fn a_log_that_grows_too_long_waits_for_the_thread() {
        let (mut handover, wanted, ready) = handover();
        ready.send(()).expect("a writer");
        handover.committed(FULL, || panic!("the thread copies"));
        let thread = std::thread::spawn(move || {
            wanted.recv().expect("the log is full");
            ready.send(()).expect("a writer");
            wanted.recv().expect_err("the writer has ended");
        });
        let copied = Cell::new(false);
        handover.committed(TOO_MANY, || {
            copied.set(true);
            Ok(())
        });
        assert!(copied.get(), "the thread was waited for");
        drop(handover);
        thread.join().expect("the thread ends");
    }
}
