//! Connections for transactions that read a few rows by their keys.
//!
//! Such a transaction takes a few microseconds, less than to hand it to another thread and to wake
//! its caller, so it runs on the thread of its caller. It seldom waits for a disk, and then for
//! single pages.
//!
//! Its begin and its end would be a good part of that time: SQLite locks and unlocks a snapshot by
//! calls of the system, for one thread after the other. So a connection keeps its transaction open,
//! and the next caller reads the same snapshot, as long as nothing has been committed. Each commit
//! first ends what is kept: an open snapshot would keep the write-ahead log from being emptied.

use std::convert::Infallible;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossbeam_channel::Sender;

use super::{Sqlite, begin_reading, end_reading, read_inside};
use crate::job::Job;
use crate::shared::Shared;
use crate::{Error, Tx};

pub(crate) struct ByKey(Mutex<State>);

/// Invariant: while a commit is made, no idle connection has an open transaction, and at other
/// times those that have one see every commit.
struct State {
    /// The connection that was used last is used next, so that few have an open transaction.
    idle: Vec<Reader>,
    commits: u64,
    is_committing: bool,
    is_closed: bool,
}

struct Reader {
    tx: Tx,
    /// The number of commits when its transaction began, if one is open.
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
        let reader = |connection| Reader {
            tx: shared.transaction(Box::new(connection)),
            open_since: None,
            _reading: reading.clone(),
        };
        let idle: Vec<Reader> = connections.into_iter().map(reader).collect();
        let state = State {
            idle,
            commits: 0,
            is_committing: false,
            is_closed: false,
        };
        (!state.idle.is_empty()).then(|| Self(Mutex::new(state)))
    }

    /// Runs a job that reads, or gives it back if there is no idle connection.
    pub(crate) fn read(&self, mut job: Box<dyn Job>) -> Result<(), Box<dyn Job>> {
        let (taken, commits) = {
            let mut state = self.state();
            (state.idle.pop(), state.commits)
        };
        let Some(mut reader) = taken else {
            return Err(job);
        };
        let outcome = reader.read(job.as_mut(), commits);
        // One whose transaction does not begin is of no further use.
        if outcome.is_ok() {
            self.give_back(reader);
        }
        job.finish(outcome);
        Ok(())
    }

    /// Ends the transactions that are kept. None is kept until [`end_commit`](Self::end_commit).
    pub(crate) fn begin_commit(&self) {
        let open: Vec<Reader> = {
            let mut state = self.state();
            state.is_committing = true;
            let open = |reader: &mut Reader| reader.open_since.is_some();
            state.idle.extract_if(.., open).collect()
        };
        for mut reader in open {
            reader.end();
            self.give_back(reader);
        }
    }

    /// Whoever begins to read from now on sees the commit.
    pub(crate) fn end_commit(&self) {
        let mut state = self.state();
        state.commits += 1;
        state.is_committing = false;
    }

    /// Closes the connections that are not in use now; the others are closed after their use.
    pub(crate) fn close(&self) {
        let idle = {
            let mut state = self.state();
            state.is_closed = true;
            mem::take(&mut state.idle)
        };
        drop(idle);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_back(&self, mut reader: Reader) {
        // A second look, after the end of its transaction, refuses none.
        while let Some(mut refused) = self.take_back(reader) {
            refused.end();
            reader = refused;
        }
    }

    /// Takes a connection back, or gives it back if its transaction must end before. One that
    /// nobody needs any more is dropped.
    fn take_back(&self, reader: Reader) -> Option<Reader> {
        let mut state = self.state();
        let is_newest = !state.is_committing && reader.open_since == Some(state.commits);
        if reader.open_since.is_some() && !is_newest {
            return Some(reader);
        }
        if state.is_closed {
            drop(state);
            drop(reader);
        } else {
            state.idle.push(reader);
        }
        None
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

    fn end(&mut self) {
        if self.open_since.take().is_some() {
            // It fails where an error has ended the transaction.
            let _ = end_reading(&mut self.tx);
        }
    }
}
