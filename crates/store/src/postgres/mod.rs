//! PostgreSQL: a serializable transaction per operation, over two pools of connections.
//!
//! ```text
//!  write ─► turn ─► connection ─► BEGIN, the work, COMMIT    ─┬─ confirmed ─► news, then the answer
//!             ▲                                               ├─ refused ───► nothing happened
//!             └────────── pause ◄── another came first ───────┤
//!                                                             └─ no answer ─► Error::Ambiguous
//! ```
//!
//! The database, not this program, decides which of two transactions comes first; the other one is
//! run again. A transaction runs in a task of its own, so that a caller who leaves does not cut it
//! off between its commit and the news of it.

mod address;
mod encryption;
mod listen;
mod open;
mod session;
mod turn;
mod value;

use std::sync::Arc;
use std::time::Duration;

use cosell_world::machine::{self, timeout};
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod,
};
use deadpool_postgres::{QueueMode, Runtime, Timeouts};
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

pub use address::{Address, AddressError};
use listen::Nodes;
use session::{Commit, Session};
use turn::Turns;

use crate::store::{Around, Rank, WAITING};
use crate::tx::Writes;
use crate::{Error, News, Notice, Tx, Work};

/// Connections that write. The server's disk and locks are the limit long before, and four nodes
/// of this, [`READERS`] and the one that listens fit into PostgreSQL's own default of 100
/// connections.
const WRITERS: u32 = 16;

/// Of these, what is kept for those who wait for no turn: renewing the lease and taking over, so
/// that neither a queue nor a lock that somebody holds makes a node look dead.
const KEPT_FREE: u32 = 2;

/// Connections that read. They are kept apart so that a read never waits for writers.
const READERS: u32 = 7;

/// How long a connection may take to be made; a reachable server needs milliseconds.
const CONNECT: Duration = Duration::from_secs(5);

/// How long a transaction may wait for its turn or a connection: as long as clients wait gladly.
const WAIT: Duration = Duration::from_secs(5);

/// What every connection is told when it is made.
///
/// - `default_transaction_read_only`: no statement can write outside of its transaction, even if
///   the `BEGIN` that was sent before it failed.
/// - `enable_seqscan`, `jit`: every statement has its index. On a small table the planner would
///   rather read it all, and a serializable transaction would then conflict with every other one
///   on that table; what it cannot avoid it would compile first, for its alleged cost.
/// - `plan_cache_mode`: a plan depends on its statement alone, so it is made once.
/// - `lock_timeout`: a statement of ours takes milliseconds; one that waits longer is waiting for
///   something that has gone wrong. It is shorter than [`session::STATEMENT`] for a better message.
/// - `idle_in_transaction_session_timeout`: the locks of a node that vanished or stands still are
///   free again about when its lease is over, and its tasks can be taken over.
///
/// There is no `statement_timeout`: it would also cut short the wait of a `COMMIT` for the standby,
/// and PostgreSQL then reports success for what was not replicated. The client keeps the time.
const SETTINGS: &str = "SET default_transaction_read_only = on; SET enable_seqscan = off; \
     SET jit = off; SET plan_cache_mode = force_generic_plan; SET lock_timeout = '10s'; \
     SET idle_in_transaction_session_timeout = '10s'; \
     SET client_min_messages = warning";

const SERIALIZABLE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE";

/// A snapshot is all that a read needs: it decides nothing.
const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

pub(crate) struct Postgres {
    writers: Pool,
    readers: Pool,
    turns: Arc<Turns>,
    nodes: Arc<Nodes>,
}

impl Postgres {
    /// Brings the schema up to date and begins to listen; other connections are made as they are
    /// needed.
    pub(crate) fn open(address: &Address, around: &Arc<Around>) -> Result<Self, Error> {
        let way = Way::to(address)?;
        open::prepare(address, &way)?;
        Ok(Self {
            nodes: Arc::new(Nodes::listen(&way, around)?),
            writers: pool(&way, WRITERS)?,
            readers: pool(&way, READERS)?,
            turns: Arc::new(Turns::new(WRITERS - KEPT_FREE)),
        })
    }

    pub(crate) async fn write<I, T, E, F>(
        &self,
        around: Arc<Around>,
        rank: Rank,
        input: I,
        work: F,
    ) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        if rank == Rank::Request && self.waiting() >= WAITING {
            return Err(Error::Overloaded.into());
        }
        let (pool, turns) = (self.writers.clone(), Arc::clone(&self.turns));
        let nodes = Arc::clone(&self.nodes);
        apart(async move {
            let mut lost = 0;
            loop {
                let turn = match rank {
                    Rank::First => None,
                    Rank::Patient => Some(turns.take(lost).await),
                    Rank::Request => {
                        let turn = timeout(WAIT, turns.take(lost)).await;
                        Some(turn.map_err(|_| Error::Overloaded)?)
                    }
                };
                let connection = connection(&pool).await.inspect_err(|error| {
                    // Of a queue that is full the database knows nothing.
                    if matches!(error, Error::Unavailable(_)) {
                        around.wrote(Some(Writes::Refused));
                    }
                })?;
                let session = Session::begin(connection, SERIALIZABLE);
                let mut tx = Tx::new(Box::new(Arc::clone(&session)));
                let result = work.run(&mut tx, &input).await;
                let result = result.and_then(|value| tx.sound().map(|()| value).map_err(E::from));
                let value = match result {
                    _ if session.conflicted() => None,
                    Ok(value) => Some(value),
                    Err(error) => {
                        around.wrote(tx.take_writes().filter(|writes| *writes == Writes::Refused));
                        session.roll_back().await;
                        return Err(error);
                    }
                };
                if let Some(value) = value {
                    if let Some(command) = nodes.command(tx.notices()) {
                        session.defer(&command);
                    }
                    let start = machine::instant();
                    match session.commit().await {
                        Commit::Done => {
                            if turn.is_some() {
                                turns.committed();
                            }
                            around.wrote(Some(Writes::Taken));
                            around.counters.committed(1, machine::elapsed(start));
                            around.publish(&tx.take_notices());
                            return Ok(value);
                        }
                        Commit::Conflict => {}
                        Commit::Refused(error) => {
                            around.wrote(Some(Writes::Refused));
                            return Err(error.into());
                        }
                        Commit::Unknown(reason) => {
                            around.wrote(Some(Writes::Refused));
                            tracing::warn!(reason, "the answer to a commit was lost");
                            around.counters.ambiguous();
                            around.publish(&to_look_at(tx.take_notices()));
                            return Err(Error::Ambiguous(reason).into());
                        }
                    }
                } else {
                    session.roll_back().await;
                }
                around.counters.rerun();
                if turn.is_some() {
                    turns.conflicted();
                }
                lost += 1;
                // The connection goes back before the wait: others need it meanwhile.
                drop((tx, session, turn));
                turns.pause(lost).await?;
            }
        })
        .await
    }

    pub(crate) async fn read<I, T, E, F>(&self, input: I, work: F) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Work<I, T, E>,
    {
        let pool = self.readers.clone();
        apart(async move {
            let session = Session::begin(connection(&pool).await?, SNAPSHOT);
            let mut tx = Tx::new(Box::new(Arc::clone(&session)));
            let result = work.run(&mut tx, &input).await;
            drop(tx);
            // The answer does not depend on how a read ends, so it does not wait for it.
            tokio::spawn(async move { session.roll_back().await });
            result
        })
        .await
    }

    /// Tells the other nodes what belongs to no transaction.
    pub(crate) fn publish(&self, news: News) {
        self.nodes.publish(news);
    }

    /// The number of transactions that wait for their turn to write.
    pub(crate) fn waiting(&self) -> usize {
        self.turns.waiting()
    }
}

/// Runs a transaction in a task of its own. A panic in it is a bug of one operation.
///
/// It is no `async fn`, so that whoever waits holds the task and not the transaction's own future.
/// Where an input holds a reference, such as a `&'static str`, the compiler does not find out a
/// second time that this future may cross threads.
fn apart<T, E>(
    work: impl Future<Output = Result<T, E>> + Send + 'static,
) -> impl Future<Output = Result<T, E>>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let task = tokio::spawn(work);
    async {
        match task.await {
            Ok(result) => result,
            Err(_) => Err(Error::Unavailable("the operation failed".to_owned()).into()),
        }
    }
}

/// Of the news of a transaction that may have been committed, those that only ask to look.
fn to_look_at(mut notices: Vec<Notice>) -> Vec<Notice> {
    notices.retain(|notice| {
        matches!(
            notice,
            Notice::TaskReady(_) | Notice::TimerDue | Notice::EventDue
        )
    });
    notices
}

async fn connection(pool: &Pool) -> Result<Object, Error> {
    pool.get().await.map_err(|error| match error {
        PoolError::Timeout(deadpool_postgres::TimeoutType::Wait) => Error::Overloaded,
        PoolError::Backend(error) => Error::Unavailable(session::describe(&error)),
        other => Error::Unavailable(other.to_string()),
    })
}

/// How connections are made.
#[derive(Clone)]
struct Way {
    config: Config,
    /// Used where the configuration asks for encryption.
    tls: MakeRustlsConnect,
}

impl Way {
    fn to(address: &Address) -> Result<Self, Error> {
        let mut config = address.config()?;
        config.connect_timeout(CONNECT);
        // Of several hosts the one that takes writes: after a failover that is another one.
        config.target_session_attrs(tokio_postgres::config::TargetSessionAttrs::ReadWrite);
        // A dead peer is noticed within a minute, and not after the system's two hours.
        config.keepalives_idle(Duration::from_secs(30));
        config.keepalives_interval(Duration::from_secs(10));
        config.keepalives_retries(3);
        let tls = address.encryption.connector()?;
        Ok(Self { config, tls })
    }
}

/// A name that no other process has.
fn chance() -> String {
    format!("{:016x}", machine::number())
}

fn pool(way: &Way, connections: u32) -> Result<Pool, Error> {
    let Way { config, tls } = way.clone();
    let fast = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    let settle = Hook::async_fn(|client, _| {
        Box::pin(async move {
            client
                .batch_execute(SETTINGS)
                .await
                .map_err(HookError::Backend)
        })
    });
    Pool::builder(Manager::from_config(config, tls, fast))
        // The connection that was used last has its plans at hand.
        .queue_mode(QueueMode::Lifo)
        .max_size(usize::try_from(connections).unwrap_or(1))
        .runtime(Runtime::Tokio1)
        .timeouts(Timeouts {
            wait: Some(WAIT),
            create: Some(CONNECT * 2),
            recycle: Some(CONNECT),
        })
        .post_create(settle)
        .build()
        .map_err(|error| Error::Unavailable(error.to_string()))
}
