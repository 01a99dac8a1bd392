//! The threads of a SQLite store, one that writes and some that read, and their queues.

use std::convert::Infallible;
use std::fs::File;
use std::future;
use std::num::{NonZeroU8, NonZeroUsize};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use cosell_supervisor::Loop;
use cosell_world::machine;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};
use tokio::sync::oneshot;

use crate::driver::BoxFuture;
use crate::file::DatabaseFile;
use crate::job::Job;
use crate::migrate::migrate;
use crate::room::RESERVE;
use crate::shared::{MAX_WAITING, Shared};
use crate::sqlite::{ByKey, Copier, Sqlite, read_loop, ready, write_loop};
use crate::{Error, Image, StateReader, Tx};

/// The minimum and maximum number of reader threads by default. Two, so that one long list does not
/// block everybody else. Sixteen, because each has a connection with 2 MiB of pages and its own
/// prepared statements, and on more processors the one writer is the limit.
const READER_BOUNDS: (usize, usize) = (2, 16);

pub(crate) struct Threads {
    /// Whoever queues a job has the lock, so none comes after the end of a queue.
    queues: RwLock<Queues>,
    is_in_memory: bool,
    /// The connections for reads by key; none in memory.
    by_key: Option<Arc<ByKey>>,
    running: Vec<JoinHandle<()>>,
    /// The threads whose connections are closed last keep the other end until then.
    open: Receiver<Infallible>,
}

/// The queues that are open. A thread does what its queue has, and ends when that is closed.
#[derive(Default)]
struct Queues {
    writes: Option<Sender<Box<dyn Job>>>,
    /// Of the readers, or, in memory, of the only connection.
    reads: Option<Sender<Box<dyn Job>>>,
}

/// Waits for the close of a store, without keeping it open.
#[derive(Clone, Debug)]
pub struct Closing(Option<Receiver<Infallible>>);

impl Closing {
    /// For a store without a file to close.
    pub const NOTHING: Self = Self(None);

    /// Blocks until the last owner has dropped the store and its file is closed, or until the
    /// timeout. Returns whether it is closed.
    pub fn wait(&self, timeout: Duration) -> bool {
        self.0.as_ref().is_none_or(|open| {
            machine::receive(open, timeout) == Err(RecvTimeoutError::Disconnected)
        })
    }
}

impl Threads {
    /// Opens the file, or memory, and starts its threads.
    pub(crate) fn start(
        path: Option<&Path>,
        readers: Option<NonZeroU8>,
        (image, mut state): (Option<&Image>, Option<&mut StateReader>),
        shared: &Arc<Shared>,
    ) -> Result<Self, Error> {
        // It gives SQLite a page cache, which must be first.
        cosell_vfs::register()?;
        let file = path.map(DatabaseFile::open).transpose()?.map(Arc::new);
        let path = file.as_ref().map(|file| file.path().to_owned());
        let path = path.as_deref();
        let (alive, until_closed) = bounded(0);
        let (writing, still_writing) = bounded(0);
        let mut connection = Sqlite::writer(path, image)?;
        let copier = match &file {
            Some(file) => Some(Copier::beside(
                &mut connection,
                Arc::clone(file),
                still_writing,
                alive.clone(),
            )?),
            None => None,
        };
        if let (Some(state), Some(folder)) = (&mut state, path.and_then(Path::parent)) {
            state.leave_room(File::open(folder)?, RESERVE);
        }
        let mut first = shared.transaction(Box::new(connection));
        ready(migrate(&mut first, state))?;
        // Records which log belongs to the store.
        file.as_deref().map_or(Ok(()), DatabaseFile::check)?;
        // Before any thread uses the file: an error from here on closes it at once.
        let open = |wanted| -> Result<Vec<Sqlite>, Error> {
            match path {
                Some(path) => (0..reader_count(wanted))
                    .map(|_| Sqlite::reader(path))
                    .collect(),
                // A database in memory exists in its one connection only.
                None => Ok(Vec::new()),
            }
        };
        let readers = open(readers)?;
        let by_key = open(None)?;

        let (writes, to_write) = bounded(MAX_WAITING);
        let supervisor = &shared.supervisor;
        let (reading, still_reading) = bounded::<Infallible>(0);
        let by_key = ByKey::new(by_key, &reading, shared).map(Arc::new);
        let work = {
            let shared = Arc::clone(shared);
            let by_key = by_key.as_ref().map(Arc::downgrade).unwrap_or_default();
            move || {
                // However the thread ends, its connection must be closed before the file, whose
                // close would drop its locks.
                let (_alive, file, _writing) = (alive, file, writing);
                let mut first = first;
                write_loop(&mut first, &to_write, &shared, file.as_deref(), &by_key);
                // Only a connection that may write removes the log when it is the last to close.
                let _ = still_reading.recv();
                first.end();
            }
        };
        let mut threads =
            vec![supervisor.thread(Loop::StoreWrite, "store-write".to_owned(), work)?];
        if let Some(copier) = copier {
            let shared = Arc::clone(shared);
            let name = "store-checkpoint".to_owned();
            let work = move || copier.run(&shared);
            threads.push(supervisor.thread(Loop::StoreCheckpoint, name, work)?);
        }
        let is_in_memory = readers.is_empty();
        let reads = if is_in_memory {
            writes.clone()
        } else {
            let (reads, to_read) = bounded(MAX_WAITING);
            for (number, reader) in readers.into_iter().enumerate() {
                let (queue, reading) = (to_read.clone(), reading.clone());
                let shared = Arc::clone(shared);
                let work = move || {
                    let _reading = reading;
                    read_loop(reader, &queue, &shared);
                };
                let name = format!("store-read-{number}");
                threads.push(supervisor.thread(Loop::StoreRead, name, work)?);
            }
            reads
        };
        Ok(Self {
            queues: RwLock::new(Queues {
                writes: Some(writes),
                reads: Some(reads),
            }),
            is_in_memory,
            by_key,
            running: threads,
            open: until_closed,
        })
    }

    /// Whether the database has one connection only.
    pub(crate) fn is_in_memory(&self) -> bool {
        self.is_in_memory
    }

    pub(crate) fn closing(&self) -> Closing {
        Closing(Some(self.open.clone()))
    }

    pub(crate) fn write(&self, job: Box<dyn Job>) -> Result<(), Error> {
        queue(self.queues().writes.as_ref(), job)
    }

    pub(crate) fn read(&self, job: Box<dyn Job>) -> Result<(), Error> {
        queue(self.queues().reads.as_ref(), job)
    }

    fn queues(&self) -> RwLockReadGuard<'_, Queues> {
        self.queues.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change_queues(&self) -> RwLockWriteGuard<'_, Queues> {
        self.queues.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the threads once they have done what is queued now. What comes later is refused.
    pub(crate) fn close(&self) {
        if let Some(by_key) = &self.by_key {
            by_key.close();
        }
        *self.change_queues() = Queues::default();
    }

    /// Ends writing once what is queued now is done. What comes later is refused. In memory the
    /// same thread reads, so it goes on.
    pub(crate) async fn end_writes(&self) {
        if self.is_in_memory {
            return;
        }
        let Some(writes) = self.change_queues().writes.take() else {
            return;
        };
        let (ended, end) = oneshot::channel();
        // It waits for room in the queue, and nothing comes after it.
        let _ = writes.send(Box::new(Last(ended)));
        drop(writes);
        let _ = end.await;
    }

    /// Runs a read of a few rows by key on this thread, or hands it to a reader if every connection
    /// for such reads is in use.
    pub(crate) fn read_by_key(&self, job: Box<dyn Job>) -> Result<(), Error> {
        let refused = match &self.by_key {
            Some(by_key) => by_key.read(job),
            None => Err(job),
        };
        refused.or_else(|job| self.read(job))
    }

    /// The number of transactions that wait to be written.
    pub(crate) fn waiting(&self) -> usize {
        self.queues().writes.as_ref().map_or(0, Sender::len)
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        // Without senders the threads finish the waiting jobs and end; joining them closes the
        // file. Nobody waits for a database in memory: freeing a large one takes long.
        *self.change_queues() = Queues::default();
        self.by_key = None;
        if self.is_in_memory {
            return;
        }
        // The last owner may have been a transaction on one of these threads, which cannot join
        // itself: `Closing` waits for it.
        let own = std::thread::current().id();
        let inside = self
            .running
            .iter()
            .any(|thread| thread.thread().id() == own);
        for thread in self.running.drain(..).filter(|_| !inside) {
            let _ = thread.join();
        }
    }
}

/// The number of reader threads: one for each processor, because most reads find their pages in
/// memory and seldom wait for a disk.
fn reader_count(wanted: Option<NonZeroU8>) -> usize {
    let (fewest, most) = READER_BOUNDS;
    match wanted {
        Some(number) => usize::from(number.get()),
        None => std::thread::available_parallelism()
            .map_or(fewest, NonZeroUsize::get)
            .clamp(fewest, most),
    }
}

/// The last job of the thread that writes, and who waits for it.
struct Last(oneshot::Sender<()>);

impl Job for Last {
    fn run<'a>(&'a mut self, _: &'a mut Tx) -> BoxFuture<'a, bool> {
        Box::pin(future::ready(true))
    }

    fn finish(self: Box<Self>, _: Result<(), Error>) {
        // Nobody may wait any more.
        let _ = self.0.send(());
    }
}

fn queue(queue: Option<&Sender<Box<dyn Job>>>, job: Box<dyn Job>) -> Result<(), Error> {
    queue
        .ok_or_else(closed)?
        .try_send(job)
        .map_err(|refused| match refused {
            TrySendError::Full(_) => Error::Overloaded,
            TrySendError::Disconnected(_) => closed(),
        })
}

/// The error of a transaction that comes too late.
pub(crate) fn closed() -> Error {
    Error::Unavailable("the store is closed".to_owned())
}
