//! Opening a store, and running transactions in it.

use std::fmt;
use std::num::NonZeroU8;
use std::sync::Arc;

use cosell_supervisor::Supervisor;
use tokio::sync::oneshot::error::RecvError;

use crate::count::Counts;
use crate::job::NewJob;
use crate::postgres::Postgres;
use crate::shared::{Rank, Shared};
use crate::table::setting;
use crate::threads::{self, Closing, Threads};
use crate::{
    Error, Image, Location, News, Notice, StateReader, StateWriter, Trace, Tx, Work, job, state,
};

/// The bytes that the database must have room for when writes are probed: several of its pages.
const PROBE_BYTES: usize = 1 << 14;

/// A store, shared by cloning.
#[derive(Clone)]
pub struct Store {
    backend: Arc<Backend>,
    shared: Arc<Shared>,
}

enum Backend {
    Sqlite(Threads),
    Postgres(Box<Postgres>),
}

/// The options of a store besides its location.
#[derive(Debug, Default)]
pub struct OpenOptions {
    /// The supervisor of its threads.
    pub supervisor: Supervisor,
    /// The number of reader threads of a SQLite file. By default there is one for each processor,
    /// within bounds.
    pub readers: Option<NonZeroU8>,
    /// Is called with every statement.
    pub trace: Option<Trace>,
    /// What a new SQLite database begins with.
    pub image: Option<Image>,
    /// What a new database begins with.
    pub state: Option<StateReader>,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the store, migrates its schema and starts its threads.
    ///
    /// `Error::NewerSchema` when a newer program wrote it, `Error::InUse` when another process has
    /// the file open, `Error::Foreign` when it belongs to another program. Blocks the caller:
    /// nothing is served before the store is open.
    pub fn open(location: &Location) -> Result<Self, Error> {
        Self::open_with(location, OpenOptions::default())
    }

    /// The same, with options.
    pub fn open_with(location: &Location, options: OpenOptions) -> Result<Self, Error> {
        let OpenOptions {
            supervisor,
            readers,
            trace,
            image,
            mut state,
        } = options;
        let shared = Arc::new(Shared::new(supervisor, trace));
        let backend = match location {
            Location::Sqlite(path) => {
                let begin = (image.as_ref(), state.as_mut());
                Threads::start(Some(path), readers, begin, &shared).map(Backend::Sqlite)
            }
            Location::Memory => {
                let begin = (image.as_ref(), state.as_mut());
                Threads::start(None, readers, begin, &shared).map(Backend::Sqlite)
            }
            Location::Postgres(address) => {
                let open = Postgres::open(address, state, &shared);
                open.map(|open| Backend::Postgres(Box::new(open)))
            }
        };
        match backend {
            Ok(backend) => Ok(Self {
                backend: Arc::new(backend),
                shared,
            }),
            Err(source) => Err(Error::Open {
                path: location.to_string(),
                source: Box::new(source),
            }),
        }
    }

    /// Waits for the close of this store. A process that ends before the close loses nothing, but
    /// leaves a log beside the file, without which a copy of the file is incomplete.
    pub fn closing(&self) -> Closing {
        match &*self.backend {
            Backend::Sqlite(threads) => threads.closing(),
            Backend::Postgres(_) => Closing::NOTHING,
        }
    }

    /// Saves all rows, as one transaction sees them.
    ///
    /// A store in memory has one connection, which saving would keep from everybody else. So a copy
    /// of it is saved.
    pub async fn save(&self, to: StateWriter) -> Result<u64, Error> {
        let copy = match &*self.backend {
            Backend::Sqlite(threads) if threads.is_in_memory() => {
                let options = OpenOptions {
                    image: Some(self.image().await?),
                    ..OpenOptions::default()
                };
                Some(Self::open_with(&Location::Memory, options)?)
            }
            _ => None,
        };
        let to = Arc::new(to);
        let from = copy.as_ref().unwrap_or(self);
        let saved = from.read(Arc::clone(&to), async |tx, to| state::save(tx, to).await);
        saved.await?;
        Ok(to.end()?)
    }

    /// Copies the database, where it is one of SQLite's.
    pub async fn image(&self) -> Result<Image, Error> {
        self.answer_to_read(job::copying()).await
    }

    /// Ends writing: what is queued now is done, and nothing is acknowledged any more that a read
    /// from now on does not see. A store in memory goes on.
    pub async fn end_writes(&self) {
        match &*self.backend {
            Backend::Sqlite(threads) => threads.end_writes().await,
            Backend::Postgres(postgres) => postgres.end_writes().await,
        }
    }

    /// Closes the store for all of its owners: what is queued now is done, what comes later is
    /// refused. [`Store::closing`] waits for the end of that. On PostgreSQL nothing has to be
    /// closed.
    pub fn close(&self) {
        if let Backend::Sqlite(threads) = &*self.backend {
            threads.close();
        }
    }

    /// Prepares a PostgreSQL database for a state that takes the place of everything: with spare
    /// tables that takes milliseconds, whatever is stored. To make them takes a second, and time
    /// for what the last such state replaced. Without the right to create schemas it is an error.
    pub async fn make_spares(&self) -> Result<(), Error> {
        match &*self.backend {
            Backend::Sqlite(_) => Ok(()),
            Backend::Postgres(postgres) => postgres.make_spares().await,
        }
    }

    /// Adds a listener. It is called for every notice of a transaction, once that transaction is
    /// durable and before its caller gets the result, and for the news of other processes on this
    /// store. Listeners run on the thread of the transaction, so they must not block.
    ///
    /// After a commit whose answer was lost, `Notice::TaskReady`, `Notice::TimerDue` and
    /// `Notice::EventDue` are sent all the same: their listeners read the store.
    pub fn subscribe(&self, listener: impl Fn(&Notice) + Send + Sync + 'static) {
        self.shared.add_listener(Box::new(listener));
    }

    /// Publishes news outside of a transaction to every process on this store, if that is possible
    /// now.
    pub fn publish(&self, news: News) {
        if let Backend::Postgres(postgres) = &*self.backend {
            postgres.publish(news.clone());
        }
        self.shared.publish(&[Notice::News(news)]);
    }

    /// Runs one transaction and returns after it is durable. An `Err` from the work undoes it.
    ///
    /// The work may run more than once, because a database requires that after some conflicts of
    /// transactions; so it must have no effects of its own, and borrows its input. A caller that
    /// stops waiting does not stop the transaction. `Error::Ambiguous` alone leaves open whether it
    /// happened.
    pub async fn write<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        self.write_as(Rank::Request, input, work).await
    }

    /// Like [`Store::write`], with another priority. On SQLite, where all waiting transactions
    /// share the next commit, the priority has no effect.
    pub async fn write_as<I, T, E, F>(&self, rank: Rank, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        let (job, answer) = job::new(input, work);
        match &*self.backend {
            Backend::Sqlite(threads) => threads.write(job)?,
            Backend::Postgres(postgres) => postgres.write(&self.shared, rank, job)?,
        }
        self.result(answer.await)
    }

    /// Runs a read-only transaction. It sees one snapshot and never waits for writers.
    pub async fn read<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        self.answer_to_read(job::new(input, work)).await
    }

    async fn answer_to_read<T, E: From<Error>>(&self, (job, answer): NewJob<T, E>) -> Result<T, E> {
        match &*self.backend {
            Backend::Sqlite(threads) => threads.read(job)?,
            Backend::Postgres(postgres) => postgres.read(&self.shared, job),
        }
        self.result(answer.await)
    }

    /// The same for a transaction that reads only a few rows, each by its key: on SQLite it runs at
    /// once, on this thread.
    pub async fn read_by_key<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        let (job, answer) = job::new(input, work);
        match &*self.backend {
            Backend::Sqlite(threads) => threads.read_by_key(job)?,
            Backend::Postgres(postgres) => postgres.read(&self.shared, job),
        }
        self.result(answer.await)
    }

    /// The result of a job, or why it sent none.
    fn result<T, E: From<Error>>(&self, answer: Result<Result<T, E>, RecvError>) -> Result<T, E> {
        answer.unwrap_or_else(|RecvError { .. }| {
            Err(match &*self.backend {
                Backend::Sqlite(_) => threads::closed(),
                Backend::Postgres(_) => job::panicked(),
            }
            .into())
        })
    }

    /// The number of transactions that wait to be written.
    pub fn waiting(&self) -> usize {
        match &*self.backend {
            Backend::Sqlite(threads) => threads.waiting(),
            Backend::Postgres(postgres) => postgres.waiting(),
        }
    }

    /// Whether the database accepts writes: it accepted the last one, or accepts a probe now.
    pub async fn takes_writes(&self) -> bool {
        if !self.refused_last_write() {
            return true;
        }
        let written = self.write_as(Rank::First, (), async |tx, ()| probe(tx).await);
        written.await.is_ok()
    }

    /// Whether the database refused the last write.
    pub fn refused_last_write(&self) -> bool {
        self.shared.refused_last_write()
    }

    /// The supervisor of this store's threads, and of the loops that are built on it.
    pub fn supervisor(&self) -> &Supervisor {
        &self.shared.supervisor
    }

    /// The counts of this store since it was opened.
    pub fn counts(&self) -> Counts {
        self.shared.counters.read()
    }
}

/// Writes a large row, undoes that, and commits a small change.
async fn probe(tx: &mut Tx) -> Result<(), Error> {
    tx.run_once();
    let savepoint = tx.savepoint().await?;
    setting::set(tx, "", "", "probe", &"x".repeat(PROBE_BYTES)).await?;
    tx.roll_back(savepoint).await?;
    tx.execute("UPDATE schema_version SET version = version", &[])
        .await?;
    Ok(())
}
