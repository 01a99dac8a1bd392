//! News between the nodes on one database, by PostgreSQL's LISTEN and NOTIFY.
//!
//! ```text
//!  a transaction's news ─► pg_notify in it ─► COMMIT ─┐
//!                                                     ├─► every node's connection ─► listeners
//!  news of no transaction ─► the listening connection ┘
//! ```
//!
//! The database passes news on once its transaction is committed, so nobody is told before. One
//! connection of each node listens; it is made again when it breaks, and whatever is told meanwhile
//! is missed: news is a hint, and those who wait for it look by themselves as well.
//!
//! A transaction with news takes a lock of the whole database server from before its commit until
//! after it: two of them never share a flush of the disk. Inserts of one row from 16 connections
//! were three to six times slower with a NOTIFY in each. So only that is told which somebody waits
//! for: see [`Notice`](crate::Notice).

use std::sync::Arc;
use std::time::Duration;

use cosell_supervisor::Loop;
use cosell_world::machine::timeout;
use futures_util::{StreamExt, stream};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;
use tokio_postgres::{AsyncMessage, Client};

use super::session::{STATEMENT, describe};
use super::{CONNECT, Way};
use crate::store::Around;
use crate::{Error, News, Notice};

/// The channel of a store: news of one schema is not told to another.
const CHANNEL: &str = "'cosell_' || quote_ident(current_schema())::regnamespace::oid";

/// News that may wait for the listening connection; what is beyond is not told.
const WAITING: usize = 1024;

/// The pause before the first try to connect again; it doubles with each one after, up to
/// [`LONGEST_PAUSE`].
const PAUSE: Duration = Duration::from_millis(100);

/// The longest pause: a database that was away is heard again soon, and one that stays away is not
/// bothered.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The listening connection of this program, until it is dropped.
#[derive(Debug)]
pub(super) struct Nodes {
    /// What tells this program's news from that of others.
    origin: String,
    tell: mpsc::Sender<News>,
}

impl Nodes {
    /// Begins to listen, on a thread and a runtime of its own: a connection belongs to the runtime
    /// that made it, and whoever opens a store may have none yet.
    pub(super) fn listen(way: &Way, around: &Arc<Around>) -> Result<Self, Error> {
        let origin = super::chance();
        let (tell, told) = mpsc::channel(WAITING);
        let ear = Ear {
            way: way.clone(),
            origin: origin.clone(),
            around: Arc::clone(around),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (ear, told) = (Arc::new(ear), Arc::new(Mutex::new(told)));
        let supervisor = around.supervisor.clone();
        let work = move || {
            let closed = {
                let told = Arc::clone(&told);
                move || told.try_lock().is_ok_and(|told| told.is_closed())
            };
            let again = move || {
                let (ear, told) = (Arc::clone(&ear), Arc::clone(&told));
                async move { ear.keep(&mut *told.lock().await).await }
            };
            runtime.block_on(supervisor.supervise(Loop::StoreNews, closed, again));
        };
        around
            .supervisor
            .thread(Loop::StoreNews, "store-news".to_owned(), work)?;
        Ok(Self { origin, tell })
    }

    /// The command by which a transaction tells its news, if it has any for other nodes.
    pub(super) fn command(&self, notices: &[Notice]) -> Option<String> {
        let lines = notices.iter().filter_map(|notice| match notice {
            Notice::News(news) => news.write(&self.origin),
            Notice::TaskReady(_) | Notice::TaskEnded(_) | Notice::TimerDue | Notice::EventDue => {
                None
            }
        });
        let calls: Vec<_> = lines.map(|line| call(&line)).collect();
        (!calls.is_empty()).then(|| format!("SELECT {}", calls.join(", ")))
    }

    /// Tells news that belongs to no transaction, if the connection is there.
    pub(super) fn publish(&self, news: News) {
        // One that does not fit is as good as lost on its way.
        let _ = self.tell.try_send(news);
    }
}

/// A line holds neither quotes nor backslashes: see [`News::write`].
fn call(line: &str) -> String {
    format!("pg_notify({CHANNEL}, '{line}')")
}

/// Why a connection listens no more.
enum End {
    /// The store is closed.
    Closed,
    Lost(String),
}

/// What listens.
struct Ear {
    way: Way,
    origin: String,
    around: Arc<Around>,
}

impl Ear {
    /// Listens until the store is closed.
    async fn keep(&self, told: &mut mpsc::Receiver<News>) {
        let mut failures: u32 = 0;
        loop {
            self.around.supervisor.round(Loop::StoreNews);
            let end = match self.connect().await {
                Ok((client, mut connection)) => {
                    if failures > 0 {
                        tracing::info!("news of other nodes comes in again");
                    }
                    failures = 0;
                    let end = self.pass(&client, &mut connection, told).await;
                    connection.abort();
                    end
                }
                Err(reason) => End::Lost(reason),
            };
            let End::Lost(reason) = end else { return };
            if failures == 0 {
                tracing::warn!(reason, "news of other nodes is missed; tasks go on without");
            }
            let pause = PAUSE.saturating_mul(1 << failures.min(16));
            failures = failures.saturating_add(1);
            if rest(pause.min(LONGEST_PAUSE), told).await {
                return;
            }
        }
    }

    /// Connects, listens, and hands on what comes in.
    async fn connect(&self) -> Result<(Client, JoinHandle<String>), String> {
        let Way { config, tls } = self.way.clone();
        let connected = timeout(CONNECT * 2, config.connect(tls)).await;
        let (client, mut connection) = connected
            .map_err(|_| "no connection was made in time".to_owned())?
            .map_err(|error| describe(&error))?;
        let (origin, around) = (self.origin.clone(), Arc::clone(&self.around));
        let connection = tokio::spawn(async move {
            let mut messages = stream::poll_fn(move |cx| connection.poll_message(cx));
            loop {
                match messages.next().await {
                    Some(Ok(AsyncMessage::Notification(heard))) => {
                        if let Some(news) = News::read(heard.payload(), &origin) {
                            around.publish(&[Notice::News(news)]);
                        }
                    }
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return describe(&error),
                    None => return "the connection was closed".to_owned(),
                }
            }
        });
        match timeout(STATEMENT, listen(&client)).await {
            Ok(Ok(())) => Ok((client, connection)),
            Ok(Err(error)) => Err(describe(&error)),
            Err(_) => Err("the database did not answer".to_owned()),
        }
    }

    /// Tells what is to be told until the connection or the store ends.
    async fn pass(
        &self,
        client: &Client,
        connection: &mut JoinHandle<String>,
        told: &mut mpsc::Receiver<News>,
    ) -> End {
        loop {
            let news = tokio::select! {
                ended = &mut *connection => {
                    return End::Lost(ended.unwrap_or_else(|error| error.to_string()));
                }
                news = told.recv() => news,
            };
            let Some(news) = news else {
                return End::Closed;
            };
            let Some(line) = news.write(&self.origin) else {
                continue;
            };
            let command = format!("SELECT {}", call(&line));
            match timeout(STATEMENT, client.batch_execute(&command)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => return End::Lost(describe(&error)),
                Err(_) => return End::Lost("the database did not answer".to_owned()),
            }
        }
    }
}

async fn listen(client: &Client) -> Result<(), tokio_postgres::Error> {
    let channel = client.query_one(&format!("SELECT {CHANNEL}"), &[]).await?;
    let channel: &str = channel.try_get(0)?;
    // News needs no flush of the disk, and must not wait for a standby.
    let begin = format!("SET synchronous_commit = off; LISTEN {channel}");
    client.batch_execute(&begin).await
}

/// Waits, and drops what is to be told meanwhile. Returns whether the store was closed.
async fn rest(pause: Duration, told: &mut mpsc::Receiver<News>) -> bool {
    let closed = async { while told.recv().await.is_some() {} };
    timeout(pause, closed).await.is_ok()
}
