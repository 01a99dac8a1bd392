//! PostgreSQL: a transaction per operation, over two pools of connections.
//!
//! ```text
//!  write ─► permit ─► connection ─► BEGIN, work, COMMIT ─┬─ confirmed ─► notices, then the result
//!              ▲                                         ├─ refused ───► nothing happened
//!              └──── backoff ◄── conflict ───────────────┤
//!                                                        └─ no answer ─► Error::Ambiguous
//! ```
//!
//! A transaction that writes is READ COMMITTED: each statement sees what is committed when it
//! begins. What a transaction decides by, it locks first (`lock.rs`), so that it needs no snapshot.
//! A serializable database would find false conflicts instead: it remembers what was read by the
//! pages of an index, and new rows are all on the last one.
//!
//! A transaction runs in a task of its own, so that a caller who leaves does not
//! stop it between its commit and its notices.

pub(crate) mod address;
mod connector;
mod encryption;
mod failure;
mod join;
mod lead;
mod limiter;
mod listen;
mod open;
mod schema;
mod session;
mod spare;
mod value;

use std::sync::Arc;
use std::time::Duration;

use cosell_world::machine::{self, timeout};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod};
use deadpool_postgres::{QueueMode, Runtime, TimeoutType, Timeouts};

pub use address::{Address, AddressError};
use connector::Connector;
use limiter::{Limiter, back_off};
use listen::NewsConnection;
use schema::Citus;
use session::{Commit, Purpose, Session};

use crate::job::Job;
use crate::shared::{MAX_WAITING, Rank, Shared};
use crate::tx::Writes;
use crate::{Error, News, Notice, StateReader};

/// Connections that write. More of them make the database slower: each has a process with caches of
/// its own, and those push each other out of the processors'. With eight transactions at once the
/// database spends a tenth less processor time on a main task than with fourteen
/// (`docs/performance.md`). Where it is a millisecond away, eight still make a thousand main tasks
/// of four round trips in a second. Five nodes of this, [`READERS`] and the one that listens fit
/// into PostgreSQL's default of 100 connections.
const WRITERS: u32 = 10;

/// Connections reserved for transactions that skip the queue: lease renewals and take-overs, so
/// that neither the queue nor a lock of another transaction makes a node look dead.
const RESERVED: u32 = 2;

/// Connections that read, in their own pool, so that a read never waits for writers.
const READERS: u32 = 7;

/// The timeout of a host to accept a connection; a reachable server needs milliseconds.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The timeout of a new connection, to whichever of the hosts.
const CREATE_TIMEOUT: Duration = Duration::from_secs(10);

/// The timeout of a transaction for its permit and its connection, as long as clients accept.
const WAIT_TIMEOUT: Duration = Duration::from_secs(5);

/// How often a transaction runs again because a key exists: another one may come first more than
/// once, when several nodes draw numbers of the same millisecond.
const DUPLICATES: usize = 3;

/// The settings of every new connection.
///
/// - `default_transaction_read_only`: no statement can write outside of its transaction, even if
///   the `BEGIN` that was sent before it failed.
/// - `enable_seqscan`, `jit`: every statement has its index. On a small table the planner would
///   prefer to read it all, and keep that plan when the table has grown; a scan that it cannot
///   avoid it would compile first, for its alleged cost.
/// - `plan_cache_mode`: a plan depends on its statement alone, so it is made once. Only Citus must
///   know the parameters to plan a statement that crosses shards.
/// - `lock_timeout`: our statements take milliseconds; one that waits longer waits for something
///   that has failed. It is shorter than [`session::STATEMENT_TIMEOUT`] for a better message.
/// - `idle_in_transaction_session_timeout`: the locks of a node that vanished or stalls are
///   released about when its lease expires, and its tasks can be taken over.
///
/// There is no `statement_timeout`: it would also cut short the wait of a `COMMIT` for the standby,
/// and PostgreSQL then reports success for a transaction that was not replicated. The client
/// measures the timeout instead.
const SETTINGS: &str = "SET default_transaction_read_only = on; SET enable_seqscan = off; \
     SET jit = off; SET plan_cache_mode = force_generic_plan; SET lock_timeout = '10s'; \
     SET idle_in_transaction_session_timeout = '10s'; \
     SET client_min_messages = warning; \
     SELECT set_config('plan_cache_mode', 'auto', false) FROM pg_extension \
     WHERE extname = 'citus'";

const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/// A snapshot is all that a read needs: it decides nothing.
const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

pub(crate) struct Postgres {
    writers: Pool,
    readers: Pool,
    limiter: Arc<Limiter>,
    news_connection: Arc<NewsConnection>,
    connector: Connector,
    /// Whether commits join their statements: a distributed database would send each part of one
    /// to its shard in turn.
    joins: bool,
}

impl Postgres {
    /// Migrates the schema, or begins with the state if the database is new, and starts to listen.
    /// The first connections are opened meanwhile, others when they are needed.
    pub(crate) fn open(
        address: &Address,
        state: Option<StateReader>,
        shared: &Arc<Shared>,
    ) -> Result<Self, Error> {
        let connector = Connector::to(address)?;
        let (writers, readers) = (pool(&connector, WRITERS)?, pool(&connector, READERS)?);
        open_ahead(&writers);
        open_ahead(&readers);
        let citus = open::prepare(address, &connector, state)?;
        Ok(Self {
            news_connection: Arc::new(NewsConnection::open(&connector, shared)?),
            writers,
            readers,
            limiter: Arc::new(Limiter::new(WRITERS - RESERVED)),
            connector,
            joins: citus == Citus::Absent,
        })
    }

    /// Makes the tables that a later state puts in the place of large ones.
    pub(crate) async fn make_spares(&self) -> Result<(), Error> {
        open::alone(&self.connector, spare::make).await
    }

    /// Waits for the transactions that write, and refuses later ones.
    pub(crate) async fn end_writes(&self) {
        self.limiter.end().await;
    }

    /// Starts a transaction in a task of its own, so that a caller who leaves does not stop it. A
    /// panic in it is a bug of one operation.
    pub(crate) fn write(
        &self,
        shared: &Arc<Shared>,
        rank: Rank,
        mut job: Box<dyn Job>,
    ) -> Result<(), Error> {
        if rank == Rank::Request && self.waiting() >= MAX_WAITING {
            return Err(Error::Overloaded);
        }
        let writer = Writer {
            pool: self.writers.clone(),
            limiter: Arc::clone(&self.limiter),
            news_connection: Arc::clone(&self.news_connection),
            shared: Arc::clone(shared),
            rank,
            joins: self.joins,
        };
        tokio::spawn(async move {
            let outcome = writer.write(job.as_mut()).await;
            job.finish(outcome);
        });
        Ok(())
    }

    pub(crate) fn read(&self, shared: &Arc<Shared>, mut job: Box<dyn Job>) {
        let (pool, shared) = (self.readers.clone(), Arc::clone(shared));
        tokio::spawn(async move {
            let session = match connection(&pool).await {
                Ok(connection) => Session::begin(connection, SNAPSHOT, Purpose::Read),
                Err(error) => return job.finish(Err(error)),
            };
            let mut tx = shared.transaction(Box::new(Arc::clone(&session)));
            tx.begin_reading();
            job.run(&mut tx).await;
            drop(tx);
            // The result does not depend on how a read ends, so the caller does not wait for that.
            job.finish(Ok(()));
            session.roll_back().await;
        });
    }

    /// Publishes news outside of a transaction to the other nodes.
    pub(crate) fn publish(&self, news: News) {
        self.news_connection.publish(news);
    }

    /// The number of transactions that wait for a permit to write.
    pub(crate) fn waiting(&self) -> usize {
        self.limiter.waiting()
    }
}

impl Address {
    /// Puts a state in the place of everything that the database has. After every error but
    /// `Error::Ambiguous` it has what it had.
    pub fn replace(&self, state: StateReader) -> Result<(), Error> {
        open::replace(&Connector::to(self)?, state)
    }
}

/// What a transaction that writes needs of its store.
struct Writer {
    pool: Pool,
    limiter: Arc<Limiter>,
    news_connection: Arc<NewsConnection>,
    shared: Arc<Shared>,
    rank: Rank,
    joins: bool,
}

impl Writer {
    /// Runs a job until its transaction is committed, or is known not to be.
    async fn write(&self, job: &mut dyn Job) -> Result<(), Error> {
        let Self { shared, joins, .. } = self;
        let mut conflicts = 0;
        let mut savepoints = false;
        let mut duplicates = 0;
        loop {
            let permit = match self.rank {
                Rank::First => None,
                Rank::Patient => Some(self.limiter.acquire().await?),
                Rank::Request => {
                    let permit = timeout(WAIT_TIMEOUT, self.limiter.acquire()).await;
                    Some(permit.map_err(|_| Error::Overloaded)??)
                }
            };
            let connection = connection(&self.pool).await.inspect_err(|error| {
                // A full queue says nothing about the database.
                if matches!(error, Error::Unavailable(_)) {
                    shared.note_writes(Some(Writes::Refused));
                }
            })?;
            let purpose = Purpose::Write {
                joins: *joins,
                savepoints,
            };
            let session = Session::begin(connection, WRITE, purpose);
            let mut tx = shared.transaction(Box::new(Arc::clone(&session)));
            tx.begin(savepoints);
            let keep = job.run(&mut tx).await;
            if tx.misses_savepoint() {
                session.roll_back().await;
                savepoints = true;
                continue;
            }
            // A key may exist because another transaction came first. This one then runs again,
            // sees the other's row and decides by it, or draws another number.
            let is_again = session.met_duplicate() && duplicates < DUPLICATES;
            if is_again || session.conflicted() {
                duplicates += usize::from(is_again);
                session.roll_back().await;
            } else if !keep {
                shared.note_writes(tx.take_writes().filter(|writes| *writes == Writes::Refused));
                session.roll_back().await;
                return Ok(());
            } else {
                if let Some(command) = self.news_connection.command(tx.notices()) {
                    session.defer(&command);
                }
                let start = machine::instant();
                match session.commit().await {
                    Commit::Done => {
                        shared.note_writes(Some(Writes::Accepted));
                        shared.counters.committed(1, machine::elapsed(start));
                        shared.counters.waited(session.round_trips());
                        shared.publish(&tx.take_notices());
                        return Ok(());
                    }
                    Commit::Conflict => {}
                    Commit::Refused(Error::Duplicate) if duplicates < DUPLICATES => duplicates += 1,
                    // The work learns of a refused statement only where it sets savepoints.
                    Commit::Refused(Error::Statement(_) | Error::Duplicate) if !savepoints => {
                        savepoints = true;
                    }
                    Commit::Refused(error) => {
                        shared.note_writes(Some(Writes::Refused));
                        return Err(error);
                    }
                    Commit::Unknown(reason) => {
                        shared.note_writes(Some(Writes::Refused));
                        tracing::warn!(reason, "commit outcome unknown, its answer was lost");
                        shared.counters.ambiguous();
                        shared.publish(&idempotent_notices(tx.take_notices()));
                        return Err(Error::Ambiguous(reason));
                    }
                }
            }
            shared.counters.rerun();
            conflicts += 1;
            // The connection goes back to the pool before the backoff: others need it
            // meanwhile.
            drop((tx, session, permit));
            back_off(conflicts).await?;
        }
    }
}

/// The notices that may be sent although their transaction may not have been committed: their
/// listeners read the store.
fn idempotent_notices(mut notices: Vec<Notice>) -> Vec<Notice> {
    notices.retain(|notice| {
        matches!(
            notice,
            Notice::TaskReady { .. } | Notice::TimerDue | Notice::EventDue
        )
    });
    notices
}

async fn connection(pool: &Pool) -> Result<Object, Error> {
    pool.get().await.map_err(no_connection)
}

fn no_connection(error: PoolError) -> Error {
    match error {
        PoolError::Timeout(TimeoutType::Wait) => Error::Overloaded,
        PoolError::Timeout(_) => Error::Unavailable(format!(
            "the database accepted no connection for {} s",
            CREATE_TIMEOUT.as_secs()
        )),
        PoolError::Backend(error) => Error::Unavailable(failure::describe(&error)),
        other => Error::Unavailable(other.to_string()),
    }
}

/// Opens a connection that will be needed, if there is a runtime already that it can belong to. Who
/// needs it learns why there is none.
fn open_ahead(pool: &Pool) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        let pool = pool.clone();
        runtime.spawn(async move { drop(pool.get().await) });
    }
}

/// A random name that no other process has.
fn random_name() -> String {
    format!("{:016x}", machine::number())
}

fn pool(connector: &Connector, connections: u32) -> Result<Pool, Error> {
    let fast = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    let manager = Manager::from_connect(connector.config().clone(), connector.clone(), fast);
    Pool::builder(manager)
        // The connection that was used last has its plans cached.
        .queue_mode(QueueMode::Lifo)
        .max_size(usize::try_from(connections).unwrap_or(1))
        .runtime(Runtime::Tokio1)
        .timeouts(Timeouts {
            wait: Some(WAIT_TIMEOUT),
            create: Some(CREATE_TIMEOUT),
            recycle: Some(CONNECT_TIMEOUT),
        })
        .build()
        .map_err(|error| Error::Unavailable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_does_not_answer_is_named() {
        let error = no_connection(PoolError::Timeout(TimeoutType::Create));
        let text = error.to_string();
        assert!(
            text.contains("the database accepted no connection for 10 s"),
            "{text}"
        );
        let error = no_connection(PoolError::Timeout(TimeoutType::Wait));
        assert!(matches!(error, Error::Overloaded), "{error:?}");
    }
}
