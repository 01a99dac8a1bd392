//! One connection inside one transaction, and the end of both.
//!
//! Commands without a result (`BEGIN`, `SAVEPOINT`, …) are deferred and sent together with the next
//! statement, so that they cost no round trip of their own. Dispatched statements wait for one that
//! names their table, or for the commit, which joins them (`join.rs`). The answer of one is read
//! with that of the next statement or of the commit: after a failure the server refuses whatever
//! follows, so one that succeeds proves that all before it did. `COMMIT` alone succeeds after a
//! failure, as a rollback; so the answers before it are read.
//!
//! A transaction that ends otherwise than by a confirmed `COMMIT` or `ROLLBACK` closes the
//! connection: no later transaction can run inside of it.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cosell_world::machine::timeout;
use deadpool_postgres::Object;
use futures_util::future::join;
use futures_util::{FutureExt, TryStreamExt};
use tokio_postgres::Row as PgRow;

use super::failure::{classify, describe, is_refusal};
use super::join::{Change, Sent, apart, joined};
use super::lead;
use crate::driver::{BoxFuture, Driver};
use crate::row::Cell;
use crate::{Database, Error, Lock, Row, Value};

/// The timeout of a statement. Ours take milliseconds, so this much means that the server or the
/// network is down; the client measures it, because a dead server measures nothing.
pub(super) const STATEMENT_TIMEOUT: Duration = Duration::from_secs(15);

/// The timeout of a commit. It may wait for a standby, and giving up leaves its outcome unknown.
const COMMIT_TIMEOUT: Duration = Duration::from_secs(30);

/// Milliseconds since 1970, now and not at the transaction's beginning.
const CLOCK: &str = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/// The most statements that a connection keeps prepared after a transaction. The filters of lists
/// have thousands of forms, and each takes memory here and in the server. What is used often is
/// soon prepared again.
const PREPARED: usize = 512;

/// The server keeps the plans of a connection until the statistics of a table change, a minute
/// after it has grown at the earliest. Those of an almost empty table may read all of it. So a
/// connection plans anew when it has served this many transactions, and when it has served twice as
/// many.
const FIRST_PLANS: usize = 8;

/// Whether a connection that has served so many transactions plans anew.
const fn plans_anew(served: usize) -> bool {
    served >= FIRST_PLANS && served.is_power_of_two()
}

/// How a commit ended.
#[derive(Debug)]
pub(super) enum Commit {
    /// It is durable, and on every standby that the server waits for.
    Done,
    /// It conflicts with another transaction; nothing happened.
    Conflict,
    /// Nothing happened.
    Refused(Error),
    /// The answer was lost.
    Unknown(String),
}

impl Commit {
    /// Of a transaction of which nothing happened.
    fn refused(error: Error) -> Self {
        match error {
            Error::Conflict => Self::Conflict,
            error => Self::Refused(error),
        }
    }
}

/// The answer to a dispatched statement.
type Dispatched = BoxFuture<'static, Result<(), tokio_postgres::Error>>;

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It only reads.
    Read,
    /// It does something with the whole database, alone.
    Alone,
    /// It writes beside others: its reads by key lock their rows.
    Write {
        /// Whether the commit joins what was dispatched.
        joins: bool,
        /// Whether it sets savepoints, since one of its statements was refused. Then whoever
        /// dispatches one learns of that soon, and can roll back to a savepoint.
        savepoints: bool,
    },
}

pub(super) struct Session {
    /// `Some` until the session is dropped.
    client: Option<Arc<Object>>,
    /// The dispatched statements that are not sent yet.
    waiting: Mutex<Vec<Change>>,
    /// The answers that were not read yet, in the order of their statements.
    dispatched: Mutex<Vec<Dispatched>>,
    /// Commands that are sent with the next statement.
    deferred: Mutex<String>,
    /// Whether the transaction is, or may be, begun and not ended.
    open: AtomicBool,
    purpose: Purpose,
    /// Answers that were waited for.
    round_trips: AtomicU64,
    /// Whether there was a conflict: this transaction must run again.
    conflict: AtomicBool,
    /// Whether a row could not be inserted because its key exists.
    duplicate: AtomicBool,
}

impl Session {
    /// Begins a transaction on a connection.
    pub(super) fn begin(client: Object, begin: &str, purpose: Purpose) -> Arc<Self> {
        if client.statement_cache.size() > PREPARED {
            client.statement_cache.clear();
        }
        let served = Object::metrics(&client).recycle_count;
        let deferred = if plans_anew(served) {
            format!("{begin}; DISCARD PLANS")
        } else {
            begin.to_owned()
        };
        Arc::new(Self {
            client: Some(Arc::new(client)),
            waiting: Mutex::default(),
            dispatched: Mutex::default(),
            deferred: Mutex::new(deferred),
            open: AtomicBool::new(false),
            purpose,
            round_trips: AtomicU64::new(0),
            conflict: AtomicBool::new(false),
            duplicate: AtomicBool::new(false),
        })
    }

    /// Whether there was a conflict, whatever the work did with its error.
    pub(super) fn conflicted(&self) -> bool {
        self.conflict.load(Ordering::Acquire)
    }

    /// The number of answers that this transaction waited for.
    pub(super) fn round_trips(&self) -> u64 {
        self.round_trips.load(Ordering::Relaxed)
    }

    fn wait_for_answer(&self) {
        self.round_trips.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether a row could not be inserted because its key exists, whatever the work did with its
    /// error.
    pub(super) fn met_duplicate(&self) -> bool {
        self.duplicate.load(Ordering::Acquire)
    }

    fn client(&self) -> Result<&Arc<Object>, Error> {
        match &self.client {
            Some(client) if !client.is_closed() => Ok(client),
            _ => Err(Error::Unavailable("the connection was lost".to_owned())),
        }
    }

    fn take_deferred(&self) -> String {
        let mut deferred = self.deferred.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *deferred)
    }

    /// Defers a command to the next statement, or the end of the transaction.
    pub(super) fn defer(&self, command: &str) {
        let mut deferred = self.deferred.lock().unwrap_or_else(PoisonError::into_inner);
        if !deferred.is_empty() {
            deferred.push_str("; ");
        }
        deferred.push_str(command);
    }

    /// Sends the deferred commands and the statement after them, without waiting in between.
    /// Returns the rows, and the number of changed rows.
    async fn send(&self, text: &str, parameters: &[Value<'_>]) -> Result<(Vec<PgRow>, u64), Error> {
        if self.conflicted() {
            return Err(Error::Conflict);
        }
        if self.awaits_changes(text) {
            self.send_waiting(apart).await?;
        }
        self.check(text).await?;
        let client = self.client()?;
        let before = self.take_deferred();
        self.open.store(true, Ordering::Release);
        let statement = async {
            let statement = client.prepare_cached(text).await?;
            let mut answer = pin!(client.query_raw(&statement, parameters).await?);
            let mut rows = Vec::new();
            while let Some(row) = answer.as_mut().try_next().await? {
                rows.push(row);
            }
            Ok((rows, answer.rows_affected().unwrap_or(0)))
        };
        let both = async {
            if before.is_empty() {
                return statement.await;
            }
            // Requests reach the server in the order in which they are first polled.
            let (sent, answer) = join(client.batch_execute(&before), statement).await;
            sent?;
            answer
        };
        self.wait_for_answer();
        self.answer(both).await
    }

    /// Waits for an answer, and reads those of what was dispatched before it: of an answer that
    /// comes in several pieces the driver takes two, and then reads nothing more of the server
    /// until they are read. Returns the first error.
    async fn answer<T>(
        &self,
        waiting: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, Error> {
        match timeout(STATEMENT_TIMEOUT, join(self.read_dispatched(), waiting)).await {
            Ok((Ok(()), Ok(answer))) => Ok(answer),
            Ok((Err(error), _) | (Ok(()), Err(error))) => Err(self.classify(&error)),
            Err(_) => Err(silent()),
        }
    }

    /// Whether what is dispatched must be sent before this statement.
    fn awaits_changes(&self, statement: &str) -> bool {
        let savepoints = matches!(
            self.purpose,
            Purpose::Write {
                savepoints: true,
                ..
            }
        );
        let waiting = self.waiting();
        savepoints || waiting.iter().any(|change| change.is_awaited_by(statement))
    }

    /// Sends the change later: before a statement that names its table, or with the commit.
    fn dispatch(&self, change: Change) -> Result<(), Error> {
        if self.conflicted() {
            return Err(Error::Conflict);
        }
        self.client()?;
        self.waiting().push(change);
        Ok(())
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Change>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_waiting(&self) -> Vec<Change> {
        std::mem::take(&mut *self.waiting())
    }

    /// Sends the waiting changes, and leaves their answers for later.
    async fn send_waiting(&self, form: fn(Vec<Change>) -> Vec<Sent>) -> Result<(), Error> {
        let waiting = self.take_waiting();
        for change in &waiting {
            self.check(&change.statement).await?;
        }
        for sent in form(waiting) {
            self.send_ahead(sent).await?;
        }
        Ok(())
    }

    /// Refuses a statement of an operation whose index is open, in a build with debug assertions.
    async fn check(&self, statement: &str) -> Result<(), Error> {
        if cfg!(debug_assertions) && self.purpose != Purpose::Alone {
            lead::check(self.client()?, statement).await?;
        }
        Ok(())
    }

    /// Sends the deferred commands and the statement after them, and leaves the answers for later.
    async fn send_ahead(&self, sent: Sent) -> Result<(), Error> {
        let client = self.client()?;
        // Before the statement is prepared: the server prepares none until a failed transaction is
        // rolled back to its savepoint.
        let before = self.take_deferred();
        self.open.store(true, Ordering::Release);
        if !before.is_empty() {
            let client = Arc::clone(client);
            let commands = async move { client.batch_execute(&before).await };
            self.read_later(Box::pin(commands)).await?;
        }
        let mut preparing = pin!(client.prepare_cached(&sent.text));
        // At once, but for the first time on a connection.
        let statement = match preparing.as_mut().now_or_never() {
            Some(Ok(statement)) => statement,
            Some(Err(error)) => return Err(self.first_error(error).await),
            None => self.answer(preparing).await?,
        };
        let client = Arc::clone(client);
        let answer = async move {
            let executed = client.execute_raw(&statement, &sent.parameters);
            executed.await.map(drop)
        };
        self.read_later(Box::pin(answer)).await
    }

    /// Sends what its first poll sends, and leaves the answer for later.
    async fn read_later(&self, mut answer: Dispatched) -> Result<(), Error> {
        match answer.as_mut().now_or_never() {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => Err(self.first_error(error).await),
            None => {
                self.dispatched().push(answer);
                Ok(())
            }
        }
    }

    fn dispatched(&self) -> MutexGuard<'_, Vec<Dispatched>> {
        self.dispatched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn take_dispatched(&self) -> Vec<Dispatched> {
        std::mem::take(&mut *self.dispatched())
    }

    /// Waits for the answers to all dispatched statements, and returns the first error.
    async fn read_dispatched(&self) -> Result<(), tokio_postgres::Error> {
        for answer in self.take_dispatched() {
            answer.await?;
        }
        Ok(())
    }

    /// The same, where nothing that was sent after them is waited for. One without an answer fails
    /// as whatever is sent after it does.
    async fn await_dispatched(&self) -> Result<(), tokio_postgres::Error> {
        let read = timeout(STATEMENT_TIMEOUT, self.read_dispatched()).await;
        read.unwrap_or(Ok(()))
    }

    /// The first error up to that of a statement: what was sent before it may have failed it.
    async fn first_error(&self, error: tokio_postgres::Error) -> Error {
        let first = self.await_dispatched().await.err();
        self.classify(&first.unwrap_or(error))
    }

    fn classify(&self, error: &tokio_postgres::Error) -> Error {
        let error = classify(error);
        match error {
            Error::Conflict => self.conflict.store(true, Ordering::Release),
            Error::Duplicate => self.duplicate.store(true, Ordering::Release),
            _ => {}
        }
        error
    }

    /// Commits what was done.
    pub(super) async fn commit(&self) -> Commit {
        let form = match self.purpose {
            Purpose::Write { joins: true, .. } => joined,
            _ => apart,
        };
        let sent = self.send_waiting(form).await;
        let client = match sent.and_then(|()| self.client()) {
            Ok(client) => client,
            Err(error) => {
                self.roll_back().await;
                return Commit::refused(error);
            }
        };
        self.defer("COMMIT");
        let text = self.take_deferred();
        self.open.store(true, Ordering::Release);
        self.wait_for_answer();
        let mut first_error = None;
        // Both at once, as in `answer`. A first error counts without an answer to the commit, too.
        let both = async {
            let read = async { first_error = self.read_dispatched().await.err() };
            let ((), committed) = join(read, client.batch_execute(&text)).await;
            committed
        };
        let committed = timeout(COMMIT_TIMEOUT, both).await;
        if matches!(committed, Ok(Ok(()))) {
            self.open.store(false, Ordering::Release);
        }
        // A statement that the server refused, by its own word, was not committed.
        if let Some(error) = first_error
            && error.as_db_error().is_some()
        {
            self.roll_back().await;
            return Commit::refused(self.classify(&error));
        }
        match committed {
            Ok(Ok(())) => Commit::Done,
            Ok(Err(error)) if is_refusal(&error) => {
                self.roll_back().await;
                Commit::refused(classify(&error))
            }
            Ok(Err(error)) => Commit::Unknown(describe(&error)),
            Err(_) => Commit::Unknown(format!("no answer for {} s", COMMIT_TIMEOUT.as_secs())),
        }
    }

    /// Rolls the transaction back. Where that fails, closing the connection does it.
    pub(super) async fn roll_back(&self) {
        self.take_waiting();
        self.take_deferred();
        self.take_dispatched();
        if !self.open.load(Ordering::Acquire) {
            return;
        }
        if let Ok(client) = self.client()
            && let Ok(Ok(())) = timeout(STATEMENT_TIMEOUT, client.batch_execute("ROLLBACK")).await
        {
            self.open.store(false, Ordering::Release);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Each has the connection as well.
        self.take_dispatched();
        if let Some(client) = self.client.take()
            && *self.open.get_mut()
            && let Ok(client) = Arc::try_unwrap(client)
        {
            // Taken out of the pool and dropped, which closes it.
            drop(Object::take(client));
        }
    }
}

impl Driver for Arc<Session> {
    fn database(&self) -> Database {
        Database::Postgres
    }

    fn execute<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(async move {
            let (_, changed) = self.send(statement, parameters).await?;
            Ok(changed)
        })
    }

    fn query<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<Vec<Row>, Error>> {
        Box::pin(async move {
            let (rows, _) = self.send(statement, parameters).await?;
            Ok(rows.iter().map(row).collect())
        })
    }

    fn clock(&mut self) -> BoxFuture<'_, Result<Option<i64>, Error>> {
        Box::pin(async move {
            let rows = self.query(CLOCK, &[]).await?;
            rows.into_iter()
                .next()
                .map(|mut row| row.integer(0))
                .transpose()
        })
    }

    fn lock_clause(&self, lock: Lock) -> &'static str {
        match (self.purpose, lock) {
            (Purpose::Read | Purpose::Alone, _) => "",
            // The locks of updates that leave the key as it is.
            (Purpose::Write { .. }, Lock::Exclusive) => " FOR NO KEY UPDATE",
            (Purpose::Write { .. }, Lock::Shared) => " FOR SHARE",
        }
    }

    fn note_conflict(&self) {
        self.conflict.store(true, Ordering::Release);
    }

    fn dispatch<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<(), Error>> {
        let sent = Session::dispatch(self, Change::new(statement, parameters, false));
        Box::pin(std::future::ready(sent))
    }

    fn dispatch_guarded<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<bool, Error>> {
        let sent = Session::dispatch(self, Change::new(statement, parameters, true));
        Box::pin(std::future::ready(sent.map(|()| true)))
    }

    fn command<'a>(&'a mut self, text: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            // What waits belongs to the savepoint that is rolled back.
            if text.starts_with("ROLLBACK TO") {
                self.take_waiting();
            }
            self.send_waiting(apart).await?;
            // What is dispatched belongs to the savepoint, whose end tells how it went.
            let ends = ["RELEASE", "ROLLBACK TO"];
            if ends.iter().any(|end| text.starts_with(end)) && !self.dispatched().is_empty() {
                self.wait_for_answer();
                let answers = self.await_dispatched().await;
                if text.starts_with("RELEASE")
                    && let Err(error) = answers
                {
                    return Err(self.classify(&error));
                }
            }
            self.defer(text);
            Ok(())
        })
    }
}

fn silent() -> Error {
    Error::Unavailable(format!(
        "the database did not answer for {} s",
        STATEMENT_TIMEOUT.as_secs()
    ))
}

fn row(row: &PgRow) -> Row {
    let cell = |column| row.try_get(column).unwrap_or(Cell::Unreadable);
    Row::new((0..row.len()).map(cell).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_plans_anew_seldom_and_ever_more_seldom() {
        let times: Vec<usize> = (0..100).filter(|served| plans_anew(*served)).collect();
        assert_eq!(times, [8, 16, 32, 64]);
    }
}
