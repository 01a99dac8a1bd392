//! Connections for transactions that read a few rows by their keys.
//!
//! Such a transaction takes a few microseconds, less than to hand it to another thread and to wake
//! its caller, so it runs on the thread of its caller. It seldom waits for a disk, and then for
//! single pages.
//!
//! A third of that time is its begin and its end, when SQLite locks a snapshot by calls of the
//! system, for one thread after the other. So a connection keeps its transaction open, and the next
//! caller reads the same snapshot, as long as nothing has been committed. Each commit first ends
//! what is kept: an open snapshot would keep the write-ahead log from being emptied.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::{Sqlite, begin_reading, end_reading, read_inside};
use crate::job::Job;
use crate::shared::Shared;
use crate::{Error, Tx};

pub(crate) struct ByKey {
    idle: Receiver<Reader>,
    back: Sender<Reader>,
    is_closed: AtomicBool,
    /// Twice the number of commits, and one more while a commit is made.
    commits: AtomicU64,
}

struct Reader {
    tx: Tx,
    /// The value of `commits` before its transaction began, if that is open.
    open_since: Option<u64>,
    /// Dropped after the connection: the file is open until then.
    _reading: Sender<Infallible>,
}

impl ByKey {
    /// Takes connections, if there are any.
    pub(crate) fn new(
        connections: Vec<Sqlite>,
        reading: &Sender<Infallible>,
        shared: &Shared,
    ) -> Option<Self> {
        if connections.is_empty() {
            return None;
        }
        let (back, idle) = bounded(connections.len());
        for connection in connections {
            let reader = Reader {
                tx: shared.transaction(Box::new(connection)),
                open_since: None,
                _reading: reading.clone(),
            };
            back.send(reader).ok()?;
        }
        Some(Self {
            idle,
            back,
            is_closed: AtomicBool::new(false),
            commits: AtomicU64::new(0),
        })
    }

    /// Runs a job that reads, or gives it back if every connection is in use.
    pub(crate) fn read(&self, mut job: Box<dyn Job>) -> Result<(), Box<dyn Job>> {
        let Ok(mut reader) = self.idle.try_recv() else {
            return Err(job);
        };
        let outcome = reader.read(job.as_mut(), self.commits());
        self.give_back(reader);
        job.finish(outcome);
        Ok(())
    }

    /// Ends the transactions that are kept. None is kept until [`end_commit`](Self::end_commit).
    pub(crate) fn begin_commit(&self) {
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.end_kept();
    }

    /// Whoever begins to read from now on sees the commit.
    pub(crate) fn end_commit(&self) {
        self.commits.fetch_add(1, Ordering::SeqCst);
    }

    /// Closes the connections that are not in use now; the others are closed after their use.
    pub(crate) fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        while self.idle.try_recv().is_ok() {}
    }

    fn commits(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }

    fn give_back(&self, mut reader: Reader) {
        let commits = self.commits();
        reader.keep_only(commits);
        // There is a place for each connection.
        let _ = self.back.try_send(reader);
        // A commit that began meanwhile may not have found it.
        if self.commits() != commits {
            self.end_kept();
        }
        if self.is_closed.load(Ordering::SeqCst) {
            self.close();
        }
    }

    fn end_kept(&self) {
        for mut reader in self.idle.try_iter().take(self.idle.len()) {
            reader.keep_only(self.commits());
            let _ = self.back.try_send(reader);
        }
        if self.is_closed.load(Ordering::SeqCst) {
            self.close();
        }
    }
}

impl Reader {
    /// Runs a job in the open transaction, or in a new one if there was a commit since.
    fn read(&mut self, job: &mut dyn Job, commits: u64) -> Result<(), Error> {
        if self.open_since != Some(commits) {
            self.end();
            begin_reading(&mut self.tx)?;
            self.open_since = Some(commits);
        }
        if !read_inside(&mut self.tx, job) {
            // After an error the next one begins anew.
            self.end();
        }
        Ok(())
    }

    /// Ends the transaction, unless it sees all commits and none is being made.
    fn keep_only(&mut self, commits: u64) {
        let is_made = !commits.is_multiple_of(2);
        if is_made || self.open_since != Some(commits) {
            self.end();
        }
    }

    fn end(&mut self) {
        if self.open_since.take().is_some() {
            // It fails where an error has ended the transaction.
            let _ = end_reading(&mut self.tx);
        }
    }
}
