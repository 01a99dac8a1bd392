//! Opening a store, and running transactions in it.

use std::fmt;
use std::num::NonZeroU8;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use cosell_supervisor::Supervisor;

use crate::count::{Counters, Counts};
use crate::postgres::Postgres;
use crate::table::setting;
use crate::threads::{Closing, Threads};
use crate::tx::Writes;
use crate::{Error, Location, News, Notice, Tx, Work};

/// Bytes that the database must have room for to be said to take writes: several of its pages.
const PROBE: usize = 1 << 14;

/// Transactions that may wait before new ones are refused: a second's worth of a busy writer.
pub(crate) const WAITING: usize = 4096;

type Listener = Box<dyn Fn(&Notice) + Send + Sync>;

/// A store, shared by cloning.
#[derive(Clone)]
pub struct Store {
    backend: Arc<Backend>,
    around: Arc<Around>,
}

enum Backend {
    Sqlite(Threads),
    Postgres(Postgres),
}

/// How a transaction waits for its turn, where transactions take each other's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// It does not: for the few that keep this program's place among others.
    First,
    /// As long as a caller may be kept waiting.
    Request,
    /// As long as it takes: for work that nobody else will do, and that would only come back and
    /// wait at the end of the queue.
    Patient,
}

/// What a store is opened with beside its location.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Who runs its threads.
    pub supervisor: Supervisor,
    /// How many threads read a SQLite file beside the one that writes. Without a number the store
    /// has one for each processor, within bounds.
    pub readers: Option<NonZeroU8>,
}

/// What every backend needs around its transactions.
#[derive(Default)]
pub(crate) struct Around {
    listeners: RwLock<Vec<Listener>>,
    pub(crate) counters: Counters,
    /// Whether the database refused the last write, for a reason of its own.
    refused: AtomicBool,
    pub(crate) supervisor: Supervisor,
}

impl Around {
    /// Notes what became of the last writes, if there were any.
    pub(crate) fn wrote(&self, writes: Option<Writes>) {
        if let Some(writes) = writes {
            self.refused
                .store(writes == Writes::Refused, Ordering::Relaxed);
        }
    }

    /// Hands out the news of a transaction that is durable.
    pub(crate) fn publish(&self, notices: &[Notice]) {
        let listeners = self
            .listeners
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        for notice in notices {
            listeners.iter().for_each(|listener| listener(notice));
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the store, brings its schema up to date and starts what it needs.
    ///
    /// `Error::NewerSchema` when a newer program wrote it, `Error::InUse` when another process
    /// has the file open, `Error::Foreign` when it is another program's. Blocks meanwhile: nothing
    /// is served before the store is open.
    pub fn open(location: &Location) -> Result<Self, Error> {
        Self::open_with(location, OpenOptions::default())
    }

    /// The same, with options.
    pub fn open_with(location: &Location, options: OpenOptions) -> Result<Self, Error> {
        let OpenOptions {
            supervisor,
            readers,
        } = options;
        let around = Arc::new(Around {
            supervisor,
            ..Around::default()
        });
        let backend = match location {
            Location::Sqlite(path) => {
                Threads::start(Some(path), readers, &around).map(Backend::Sqlite)
            }
            Location::Memory => Threads::start(None, readers, &around).map(Backend::Sqlite),
            Location::Postgres(address) => Postgres::open(address, &around).map(Backend::Postgres),
        };
        match backend {
            Ok(backend) => Ok(Self {
                backend: Arc::new(backend),
                around,
            }),
            Err(source) => Err(Error::Open {
                path: location.to_string(),
                source: Box::new(source),
            }),
        }
    }

    /// What tells when this store is closed. A process that ends before that loses nothing, but
    /// leaves a log beside the file, which surprises who copies the file alone.
    pub fn closing(&self) -> Closing {
        match &*self.backend {
            Backend::Sqlite(threads) => threads.closing(),
            Backend::Postgres(_) => Closing::NOTHING,
        }
    }

    /// Calls `listener` for every notice of a transaction, once that transaction is durable and
    /// before its caller is answered, and for the news of other processes on this store. Listeners
    /// run where the transaction ran: they pass news on.
    ///
    /// After a commit whose answer was lost, `Notice::TaskReady`, `Notice::TimerDue` and
    /// `Notice::EventDue` are told all the same: whoever hears them looks what is there.
    pub fn subscribe(&self, listener: impl Fn(&Notice) + Send + Sync + 'static) {
        let mut listeners = self
            .around
            .listeners
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        listeners.push(Box::new(listener));
    }

    /// Tells news that belongs to no transaction to every process on this store, if it can be told
    /// now.
    pub fn publish(&self, news: News) {
        if let Backend::Postgres(postgres) = &*self.backend {
            postgres.publish(news.clone());
        }
        self.around.publish(&[Notice::News(news)]);
    }

    /// Runs one transaction and returns after it is durable. `Err` from the work undoes it.
    ///
    /// The work may run more than once, because a serializable database asks for it when another
    /// transaction came first; so it has no effects of its own, and borrows its input. A caller
    /// that stops waiting does not stop the transaction. `Error::Ambiguous` alone leaves open
    /// whether it happened.
    pub async fn write<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        self.write_as(Rank::Request, input, work).await
    }

    /// As [`Store::write`], with another place in the queue of those who write. On SQLite, where
    /// whatever waits shares the next commit, it is the same.
    pub async fn write_as<I, T, E, F>(&self, rank: Rank, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        match &*self.backend {
            Backend::Sqlite(threads) => threads.write(input, work).await,
            Backend::Postgres(postgres) => {
                let around = Arc::clone(&self.around);
                postgres.write(around, rank, input, work).await
            }
        }
    }

    /// Runs a transaction that only reads. It sees one snapshot and never waits for writers.
    pub async fn read<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        match &*self.backend {
            Backend::Sqlite(threads) => threads.read(input, work).await,
            Backend::Postgres(postgres) => postgres.read(input, work).await,
        }
    }

    /// The number of transactions that wait to be written.
    pub fn waiting(&self) -> usize {
        match &*self.backend {
            Backend::Sqlite(threads) => threads.waiting(),
            Backend::Postgres(postgres) => postgres.waiting(),
        }
    }

    /// Whether the database takes writes: it took the last one, or takes one now.
    pub async fn takes_writes(&self) -> bool {
        if !self.refused_last_write() {
            return true;
        }
        let written = self.write_as(Rank::First, (), async |tx, ()| probe(tx).await);
        written.await.is_ok()
    }

    /// Whether the database refused the last write, for a reason of its own.
    pub fn refused_last_write(&self) -> bool {
        self.around.refused.load(Ordering::Relaxed)
    }

    /// Who runs the threads of this store, and the loops of what is built on it.
    pub fn supervisor(&self) -> &Supervisor {
        &self.around.supervisor
    }

    /// What happened in this store since it was opened.
    pub fn counts(&self) -> Counts {
        self.around.counters.read()
    }
}

/// Writes something that takes room, undoes that, and writes something that is committed.
async fn probe(tx: &mut Tx) -> Result<(), Error> {
    let savepoint = tx.savepoint().await?;
    setting::set(tx, "", "", "probe", &"x".repeat(PROBE)).await?;
    tx.roll_back(savepoint).await?;
    tx.execute("UPDATE schema_version SET version = version", &[])
        .await?;
    Ok(())
}
