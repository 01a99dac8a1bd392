//! Opening a store, and running transactions in it.

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use futures_util::FutureExt;
use tokio::sync::oneshot;

use crate::driver::BoxFuture;
use crate::migrate::migrate;
use crate::sqlite::{Job, Sqlite, read_loop, ready, write_loop};
use crate::{Error, Notice, Tx};

/// Transactions that may wait before new ones are refused: a second's worth of a busy writer.
const WAITING: usize = 4096;

/// Connections that read beside the writer, one per core of the machines this is measured on.
const READERS: usize = 2;

/// Where a store keeps its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file, created when it does not exist.
    Sqlite(PathBuf),
    /// Memory of this process; gone with it.
    Memory,
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::Memory => formatter.write_str("memory"),
        }
    }
}

type Listener = Box<dyn Fn(&Notice) + Send + Sync>;

/// A store, shared by cloning.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    writes: Sender<Box<dyn Job>>,
    /// Where reads go: to the readers, or, in memory, to the one connection there is.
    reads: Sender<Box<dyn Job>>,
    listeners: Arc<RwLock<Vec<Listener>>>,
    threads: Vec<JoinHandle<()>>,
    _lock: Option<File>,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the store, brings its schema up to date and starts its threads.
    ///
    /// `Error::NewerSchema` when a newer program wrote it, `Error::InUse` when another process
    /// has it open.
    pub fn open(location: &Location) -> Result<Self, Error> {
        Self::open_at(location).map_err(|source| Error::Open {
            path: location.to_string(),
            source: Box::new(source),
        })
    }

    fn open_at(location: &Location) -> Result<Self, Error> {
        let path = match location {
            Location::Sqlite(path) => Some(path.as_path()),
            Location::Memory => None,
        };
        let lock = path.map(lock).transpose()?;
        let mut first = Tx::new(Box::new(Sqlite::writer(path)?));
        ready(migrate(&mut first))?;

        let listeners: Arc<RwLock<Vec<Listener>>> = Arc::default();
        let (writes, to_write) = bounded(WAITING);
        let mut threads = vec![start_writer(first, to_write, Arc::clone(&listeners))?];
        let reads = match path {
            Some(path) => {
                let (reads, to_read) = bounded(WAITING);
                for number in 0..READERS {
                    let (reader, queue) = (Sqlite::reader(path)?, to_read.clone());
                    let work = move || read_loop(reader, &queue);
                    threads.push(spawn(&format!("store-read-{number}"), work)?);
                }
                reads
            }
            // A database in memory lives in its one connection.
            None => writes.clone(),
        };
        Ok(Self {
            inner: Arc::new(Inner {
                writes,
                reads,
                listeners,
                threads,
                _lock: lock,
            }),
        })
    }

    /// Calls `listener` for every notice of a transaction, once that transaction is durable and
    /// before its caller is answered. Listeners run on the writer's thread: they pass news on.
    pub fn listen(&self, listener: impl Fn(&Notice) + Send + Sync + 'static) {
        let mut listeners = self
            .inner
            .listeners
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        listeners.push(Box::new(listener));
    }

    /// Runs one transaction and returns after it is durable. `Err` from the closure undoes it.
    ///
    /// The closure may run more than once (a serializable database may ask for it), so it holds
    /// no effects of its own.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        run(&self.inner.writes, work).await
    }

    /// Runs a closure that only reads. It sees one snapshot and never waits for writers.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
    {
        run(&self.inner.reads, work).await
    }

    /// The number of transactions that wait to be written.
    pub fn waiting(&self) -> usize {
        self.inner.writes.len()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Without senders the threads finish what waits and end; joining them closes the file.
        let (closed, _) = bounded(0);
        self.writes = closed.clone();
        self.reads = closed;
        // The last holder may have been a transaction, and so on one of these threads, which ends by
        // itself and cannot wait for that.
        let own = std::thread::current().id();
        for thread in self.threads.drain(..) {
            if thread.thread().id() != own {
                let _ = thread.join();
            }
        }
    }
}

/// Keeps every other process out for as long as the file is open: it stands beside the database.
fn lock(database: &Path) -> Result<File, Error> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let file = File::create(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Error> {
    Ok(std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)?)
}

fn start_writer(
    writer: Tx,
    queue: Receiver<Box<dyn Job>>,
    listeners: Arc<RwLock<Vec<Listener>>>,
) -> Result<JoinHandle<()>, Error> {
    spawn("store-write", move || {
        let tell = |notices: Vec<Notice>| {
            let listeners = listeners.read().unwrap_or_else(PoisonError::into_inner);
            for notice in &notices {
                listeners.iter().for_each(|listener| listener(notice));
            }
        };
        write_loop(writer, &queue, &tell);
    })
}

/// A closure on its way to a connection, and its result on the way back.
struct Waiting<T, E, F> {
    work: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Waiting<T, E, F>
where
    T: Send,
    E: From<Error> + Send,
    F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        let stuck = || Err(Error::Statement("a transaction awaited something else".into()).into());
        let result = (self.work)(tx).now_or_never().unwrap_or_else(stuck);
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn finish(self: Box<Self>, outcome: Result<(), Error>) {
        let panicked = || Err(Error::Unavailable("the operation failed".to_owned()).into());
        let answer = match outcome {
            Ok(()) => self.result.unwrap_or_else(panicked),
            Err(error) => Err(error.into()),
        };
        // The caller may have gone away; what was committed stays.
        let _ = self.reply.send(answer);
    }
}

async fn run<T, E, F>(queue: &Sender<Box<dyn Job>>, work: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    let job = Box::new(Waiting {
        work,
        result: None,
        reply,
    });
    queue.try_send(job).map_err(|refused| match refused {
        TrySendError::Full(_) => Error::Overloaded,
        TrySendError::Disconnected(_) => Error::Unavailable("the store is closed".to_owned()),
    })?;
    match answer.await {
        Ok(result) => result,
        Err(_) => Err(Error::Unavailable("the store is closed".to_owned()).into()),
    }
}
