//! News between the nodes on one database, by PostgreSQL's LISTEN and NOTIFY.
//!
//! ```text
//!  a transaction's news ─► pg_notify in it ─► COMMIT ─┐
//!                                                     ├─► every node's connection ─► listeners
//!  news of no transaction ─► the listening connection ┘
//! ```
//!
//! The database delivers news once its transaction is committed, never before. One connection of
//! each node listens; it reconnects when it breaks, and news meanwhile is lost: news is a hint, and
//! its receivers poll as well.
//!
//! A transaction with news takes a lock of the whole database server from before its commit until
//! after it: two of them never share a flush of the disk. Inserts of one row from 16 connections
//! were three to six times slower with a NOTIFY in each. So only news that somebody waits for is
//! sent: see [`Notice`](crate::Notice).

use std::sync::Arc;
use std::time::Duration;

use cosell_supervisor::Loop;
use cosell_world::machine::timeout;
use futures_util::{StreamExt, stream};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;
use tokio_postgres::{AsyncMessage, Client};

use super::CREATE_TIMEOUT;
use super::connector::Connector;
use super::failure::describe;
use super::session::STATEMENT_TIMEOUT;
use crate::shared::Shared;
use crate::{Error, News, Notice};

/// The channel of a store: each schema has its own.
const CHANNEL: &str = "'cosell_' || quote_ident(current_schema())::regnamespace::oid";

/// News that may wait for the listening connection; more is dropped.
const MAX_OUTGOING: usize = 1024;

/// The backoff before the first reconnection; it doubles with each attempt, up to [`MAX_BACKOFF`].
const FIRST_BACKOFF: Duration = Duration::from_millis(100);

/// The maximum backoff: short enough for a database that returns soon, long enough not to burden
/// one that does not.
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// The listening connection of this program, until it is dropped.
#[derive(Debug)]
pub(super) struct NewsConnection {
    /// The name of this program as a sender, by which it recognizes its own news.
    origin: String,
    sender: mpsc::Sender<News>,
}

impl NewsConnection {
    /// Starts to listen, on its own thread and runtime: a connection belongs to the runtime that
    /// made it, and the caller that opens a store may have none yet.
    pub(super) fn open(connector: &Connector, shared: &Arc<Shared>) -> Result<Self, Error> {
        let origin = super::random_name();
        let (sender, outgoing) = mpsc::channel(MAX_OUTGOING);
        let subscriber = Subscriber {
            connector: connector.clone(),
            origin: origin.clone(),
            shared: Arc::clone(shared),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (subscriber, outgoing) = (Arc::new(subscriber), Arc::new(Mutex::new(outgoing)));
        let supervisor = shared.supervisor.clone();
        let work = move || {
            let closed = {
                let outgoing = Arc::clone(&outgoing);
                move || {
                    outgoing
                        .try_lock()
                        .is_ok_and(|outgoing| outgoing.is_closed())
                }
            };
            let again = move || {
                let (subscriber, outgoing) = (Arc::clone(&subscriber), Arc::clone(&outgoing));
                async move { subscriber.run(&mut *outgoing.lock().await).await }
            };
            runtime.block_on(supervisor.supervise(Loop::StoreNews, closed, again));
        };
        shared
            .supervisor
            .thread(Loop::StoreNews, "store-news".to_owned(), work)?;
        Ok(Self { origin, sender })
    }

    /// The command by which a transaction sends its news, if it has any for other nodes.
    pub(super) fn command(&self, notices: &[Notice]) -> Option<String> {
        let lines = notices.iter().filter_map(|notice| match notice {
            Notice::News(news) => news.encode(&self.origin),
            Notice::TaskReady { .. }
            | Notice::TaskEnded(_)
            | Notice::TimerDue
            | Notice::EventDue => None,
        });
        let calls: Vec<_> = lines.map(|line| notify_call(&line)).collect();
        (!calls.is_empty()).then(|| format!("SELECT {}", calls.join(", ")))
    }

    /// Sends news outside of a transaction, if the connection is open.
    pub(super) fn publish(&self, news: News) {
        // News that does not fit may be lost: it is a hint.
        let _ = self.sender.try_send(news);
    }
}

/// A line contains neither quotes nor backslashes: see [`News::encode`].
fn notify_call(line: &str) -> String {
    format!("pg_notify({CHANNEL}, '{line}')")
}

/// Why a connection stopped listening.
enum End {
    /// The store is closed.
    Closed,
    Lost(String),
}

/// The task that listens.
struct Subscriber {
    connector: Connector,
    origin: String,
    shared: Arc<Shared>,
}

impl Subscriber {
    /// Listens until the store is closed, and reconnects with backoff.
    async fn run(&self, outgoing: &mut mpsc::Receiver<News>) {
        let mut failures: u32 = 0;
        loop {
            self.shared.supervisor.round(Loop::StoreNews);
            let end = match self.connect().await {
                Ok((client, mut connection)) => {
                    if failures > 0 {
                        tracing::info!("connection for news of other nodes restored");
                    }
                    failures = 0;
                    let end = self.forward(&client, &mut connection, outgoing).await;
                    connection.abort();
                    end
                }
                Err(reason) => End::Lost(reason),
            };
            let End::Lost(reason) = end else { return };
            if failures == 0 {
                tracing::warn!(
                    reason,
                    "connection for news of other nodes lost, polling until it is restored"
                );
            }
            let backoff = FIRST_BACKOFF.saturating_mul(1 << failures.min(16));
            failures = failures.saturating_add(1);
            if drain_for(backoff.min(MAX_BACKOFF), outgoing).await {
                return;
            }
        }
    }

    /// Connects, listens, and publishes the received news.
    async fn connect(&self) -> Result<(Client, JoinHandle<String>), String> {
        let connected = timeout(CREATE_TIMEOUT, self.connector.open()).await;
        let (client, mut connection) = connected
            .map_err(|_| "connection timed out".to_owned())?
            .map_err(|error| describe(&error))?;
        let (origin, shared) = (self.origin.clone(), Arc::clone(&self.shared));
        let connection = tokio::spawn(async move {
            let mut messages = stream::poll_fn(move |cx| connection.poll_message(cx));
            loop {
                match messages.next().await {
                    Some(Ok(AsyncMessage::Notification(notification))) => {
                        if let Some(news) = News::decode(notification.payload(), &origin) {
                            shared.publish(&[Notice::News(news)]);
                        }
                    }
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return describe(&error),
                    None => return "the connection was closed".to_owned(),
                }
            }
        });
        match timeout(STATEMENT_TIMEOUT, start_listening(&client)).await {
            Ok(Ok(())) => Ok((client, connection)),
            Ok(Err(error)) => Err(describe(&error)),
            Err(_) => Err("the database did not answer".to_owned()),
        }
    }

    /// Sends outgoing news until the connection or the store ends.
    async fn forward(
        &self,
        client: &Client,
        connection: &mut JoinHandle<String>,
        outgoing: &mut mpsc::Receiver<News>,
    ) -> End {
        loop {
            let news = tokio::select! {
                ended = &mut *connection => {
                    return End::Lost(ended.unwrap_or_else(|error| error.to_string()));
                }
                news = outgoing.recv() => news,
            };
            let Some(news) = news else {
                return End::Closed;
            };
            let Some(line) = news.encode(&self.origin) else {
                continue;
            };
            let command = format!("SELECT {}", notify_call(&line));
            match timeout(STATEMENT_TIMEOUT, client.batch_execute(&command)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => return End::Lost(describe(&error)),
                Err(_) => return End::Lost("the database did not answer".to_owned()),
            }
        }
    }
}

async fn start_listening(client: &Client) -> Result<(), tokio_postgres::Error> {
    let channel = client.query_one(&format!("SELECT {CHANNEL}"), &[]).await?;
    let channel: &str = channel.try_get(0)?;
    // News needs no flush of the disk, and must not wait for a standby.
    let begin = format!("SET synchronous_commit = off; LISTEN {channel}");
    client.batch_execute(&begin).await
}

/// Waits, and drops outgoing news meanwhile. Returns whether the store was closed.
async fn drain_for(backoff: Duration, outgoing: &mut mpsc::Receiver<News>) -> bool {
    let closed = async { while outgoing.recv().await.is_some() {} };
    timeout(backoff, closed).await.is_ok()
}
