//! A transaction as operations use it: statements, savepoints, and notices after the commit.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::distribution;
use crate::driver::Driver;
use crate::given_up::GivenUp;
use crate::table::task::Task;
use crate::unit::{Kept, Posted, Unit};
use crate::{Database, Error, Image, Lock, News, Row, Value};

/// A notice to the listeners of this process, sent only once its transaction is durable.
///
/// The node that stored a task runs it, so notices about ready and ended tasks stay in the process.
/// [`News`] goes to the other nodes as well, where each message takes a lock of the whole database
/// server: send it only if one of them waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A task of an account is stored and can be run.
    TaskReady { account: String, id: String },
    /// A task was committed in this, its final state.
    TaskEnded(Box<Task>),
    /// Work of a timer has become due.
    TimerDue,
    /// An event is stored that an event target must receive.
    EventDue,
    /// For every process on this store.
    News(News),
}

/// One open transaction.
///
/// The store may run an operation again, so operations must use nothing but this and their context.
///
/// A savepoint costs statements, and on SQLite copies of pages, and few are rolled back to. So a
/// transaction first runs without them. A rollback to a savepoint that was not set succeeds if
/// nothing was written since; otherwise the store rolls back the whole transaction and runs it
/// again, and then sets every savepoint.
///
/// A failed statement makes the transaction unusable: it can only be rolled back to a savepoint or
/// end in an error. PostgreSQL requires that, so every database does.
pub struct Tx {
    driver: Box<dyn Driver>,
    notices: Vec<Notice>,
    depth: usize,
    failed: bool,
    /// The rows that are known to be locked, by table and key.
    locked: Vec<(&'static str, String)>,
    /// Whether the database accepted the writes, or refused a statement for a reason of its own.
    writes: Option<Writes>,
    savepoints: Savepoints,
    /// Whether this transaction only reads.
    reads: bool,
    scope: Scope,
    /// Whether this transaction must not run again because of another one.
    runs_once: bool,
    waits: Waits,
    /// The number of statements that changed something.
    changes: u64,
    unit: Unit,
    given_up: Arc<GivenUp>,
}

impl fmt::Debug for Tx {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tx")
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}

/// Whether the database accepts writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writes {
    Accepted,
    /// Refused for a reason of the database: a full disk, a lost connection.
    Refused,
}

/// What the statements of a transaction are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The rows that an operation needs.
    Operation,
    /// The whole store, such as those of a migration.
    Store,
}

/// What a transaction does at a row that another one has locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waits {
    UntilReleased,
    /// It fails.
    ForNothing,
}

/// Whether a transaction sets its savepoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Savepoints {
    Set,
    /// Not in its first run.
    Unset,
    /// One that was not set had to be rolled back to: the transaction must run again, and set them.
    Missing,
}

/// A point in a transaction to which it can be rolled back.
#[derive(Debug)]
#[must_use = "release it or roll back to it"]
pub struct Savepoint {
    depth: usize,
    notices: usize,
    posted: usize,
    changes: u64,
    /// Whether the database has it.
    set: bool,
    locked: usize,
}

impl Tx {
    /// Wraps a driver in a transaction. The store does this for operations; a test of statements
    /// does it with a recording driver.
    pub fn new(driver: Box<dyn Driver>) -> Self {
        Self::leaving_out(driver, Arc::default())
    }

    /// The same for a store that has given these rows up.
    pub(crate) fn leaving_out(driver: Box<dyn Driver>, given_up: Arc<GivenUp>) -> Self {
        Self {
            driver,
            notices: Vec::new(),
            depth: 0,
            failed: false,
            locked: Vec::new(),
            writes: None,
            savepoints: Savepoints::Unset,
            reads: false,
            scope: Scope::Operation,
            runs_once: false,
            waits: Waits::UntilReleased,
            changes: 0,
            unit: Unit::default(),
            given_up,
        }
    }

    /// The damaged rows that are left out of background work.
    pub(crate) fn given_up(&self) -> &GivenUp {
        &self.given_up
    }

    /// Begins the work of one transaction, with savepoints or at first without.
    pub(crate) fn begin(&mut self, savepoints: bool) {
        self.depth = 0;
        self.failed = false;
        self.savepoints = if savepoints {
            Savepoints::Set
        } else {
            Savepoints::Unset
        };
        self.runs_once = false;
        self.waits = Waits::UntilReleased;
        self.scope = Scope::Operation;
        self.locked.clear();
        self.unit = Unit::default();
    }

    /// Begins a transaction that only reads.
    pub(crate) fn begin_reading(&mut self) {
        self.begin(false);
        self.reads = true;
    }

    /// Whether the transaction only reads. One that could write may only read as well.
    pub fn reads(&self) -> bool {
        self.reads
    }

    /// Sets every further savepoint, and keeps this transaction from being run again because of
    /// another one that it shares a commit with: for work that counts its runs, such as an injected
    /// fault.
    pub fn run_once(&mut self) {
        self.savepoints = Savepoints::Set;
        self.runs_once = true;
    }

    /// Fails with `Error::Locked` at a row that another transaction has locked: for work that can
    /// be done later as well.
    pub fn wait_for_no_lock(&mut self) {
        self.waits = Waits::ForNothing;
    }

    /// What ends a statement that locks rows.
    fn lock_clause(&self, lock: Lock) -> Cow<'static, str> {
        match self.driver.lock_clause(lock) {
            "" => "".into(),
            clause if self.waits == Waits::ForNothing => format!("{clause} NOWAIT").into(),
            clause => clause.into(),
        }
    }

    /// Whether the transaction asked for [`Tx::run_once`].
    pub(crate) fn runs_once(&self) -> bool {
        self.runs_once
    }

    /// Whether the transaction must run again with savepoints, whatever its work returned.
    pub(crate) fn misses_savepoint(&self) -> bool {
        self.savepoints == Savepoints::Missing
    }

    /// Whether the database may have undone more than a failed statement.
    pub(crate) fn may_be_undone(&self) -> bool {
        self.writes == Some(Writes::Refused)
    }

    /// Keeps rows that are read, and posts new rows that are likely to be changed: for work that
    /// reads the same rows in several steps.
    pub fn keep_rows(&mut self) {
        self.unit.keep_rows();
    }

    /// Whether [`Tx::keep_rows`] was called.
    pub fn keeps_rows(&self) -> bool {
        self.unit.keeps_rows()
    }

    /// What is kept of this type.
    pub fn kept<K: Kept>(&self) -> Option<&K> {
        self.unit.kept()
    }

    /// Takes what is kept of this type: before a statement that changes its table, to keep it again
    /// with the change.
    pub fn take_kept<K: Kept>(&mut self) -> Option<K> {
        self.unit.take_kept()
    }

    /// Keeps a value, if this transaction keeps rows, until a statement changes one of its tables
    /// or a savepoint is rolled back to.
    pub fn keep<K: Kept>(&mut self, value: K) {
        self.unit.keep(value);
    }

    /// Inserts a row later: before the commit, or before a statement that names its table.
    pub(crate) fn post(&mut self, posted: Posted) {
        self.unit.post(posted);
    }

    /// The posted row of this table and key.
    pub(crate) fn posted(&self, table: &str, key: &[Value<'_>]) -> Option<&Posted> {
        self.unit.posted(table, key)
    }

    /// Ends the work of a transaction that succeeded: what it posted is inserted. Returns `Err`
    /// when one of its statements failed. If that was the insertion, the transaction must run again
    /// with savepoints, so that the part of it that posted the row learns of that.
    pub(crate) async fn finish(&mut self) -> Result<(), Error> {
        self.check_usable()?;
        let flushed = self.flush().await;
        let is_refused = matches!(flushed, Err(Error::Statement(_) | Error::Duplicate));
        if is_refused && self.savepoints == Savepoints::Unset {
            self.savepoints = Savepoints::Missing;
        }
        flushed
    }

    /// Inserts the posted rows.
    pub(crate) async fn flush(&mut self) -> Result<(), Error> {
        if self.unit.posted_count() == 0 {
            return Ok(());
        }
        self.check_usable()?;
        for (text, values) in self.unit.take_posted(self.database()) {
            self.send_ahead(text, &values).await?;
        }
        Ok(())
    }

    /// Returns `Err` when a statement failed since the last rollback to a savepoint.
    pub(crate) fn check_usable(&self) -> Result<(), Error> {
        if self.failed {
            let text = "a statement of this transaction failed before";
            return Err(Error::Statement(text.to_owned()));
        }
        Ok(())
    }

    /// Does something with the whole store, such as a migration: its statements are not those of
    /// operations, and may cross the shards of a distributed database without a reason.
    pub fn of_store(&mut self) {
        self.scope = Scope::Store;
    }

    /// The checks before a statement.
    fn check(&self, statement: &str) -> Result<(), Error> {
        self.check_usable()?;
        self.check_distribution(statement, false)
    }

    /// Refuses what a distributed database refuses, in a build with debug assertions.
    fn check_distribution(&self, statement: &str, locks: bool) -> Result<(), Error> {
        if cfg!(debug_assertions) && self.scope == Scope::Operation {
            distribution::check(statement, locks)?;
        }
        Ok(())
    }

    fn note_failure<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        self.failed |= result.is_err();
        match result {
            Err(Error::Unavailable(_)) => self.writes = Some(Writes::Refused),
            // Who waits for long waits for something that has failed.
            Err(Error::Locked(_)) if self.waits == Waits::UntilReleased => {
                self.writes = Some(Writes::Refused);
            }
            _ => {}
        }
        result
    }

    /// Runs a statement and returns the number of rows that it changed.
    pub async fn execute(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<u64, Error> {
        self.check(statement)?;
        self.prepare_change(statement).await?;
        self.send(statement, parameters).await
    }

    async fn send(&mut self, statement: &str, parameters: &[Value<'_>]) -> Result<u64, Error> {
        let changed = self.driver.execute(statement, parameters).await;
        if let Ok(changed) = changed {
            self.writes.get_or_insert(Writes::Accepted);
            self.changes += u64::from(changed > 0);
        }
        self.note_failure(changed)
    }

    /// Runs a statement whose count of changed rows nobody needs, and of whose failure nobody makes
    /// more than of a failure of the whole transaction. It need not be complete when this returns.
    pub async fn dispatch(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<(), Error> {
        self.check(statement)?;
        self.prepare_change(statement).await?;
        self.send_ahead(statement, parameters).await
    }

    /// Runs a statement that must change a row. Returns `false`, or runs the whole transaction
    /// again, if it changes none because another transaction came first.
    pub async fn dispatch_guarded(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<bool, Error> {
        self.check(statement)?;
        self.prepare_change(statement).await?;
        let changed = self.driver.dispatch_guarded(statement, parameters).await;
        if let Ok(changed) = changed {
            self.writes.get_or_insert(Writes::Accepted);
            self.changes += u64::from(changed);
        }
        self.note_failure(changed)
    }

    /// Inserts what a statement that changes rows may meet, and forgets what it may change.
    async fn prepare_change(&mut self, statement: &str) -> Result<(), Error> {
        if self.unit.is_awaited_by(statement) {
            self.flush().await?;
        }
        self.unit.forget_changed(statement);
        Ok(())
    }

    async fn send_ahead(&mut self, statement: &str, parameters: &[Value<'_>]) -> Result<(), Error> {
        let sent = self.driver.dispatch(statement, parameters).await;
        if sent.is_ok() {
            self.writes.get_or_insert(Writes::Accepted);
            self.changes += 1;
        }
        self.note_failure(sent)
    }

    /// Runs a statement and returns its rows.
    pub async fn query(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Vec<Row>, Error> {
        self.check(statement)?;
        if self.unit.is_awaited_by(statement) {
            self.flush().await?;
        }
        let rows = self.driver.query(statement, parameters).await;
        self.note_failure(rows)
    }

    /// Runs a statement that finds one row or none.
    pub async fn query_one(
        &mut self,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Option<Row>, Error> {
        Ok(self.query(statement, parameters).await?.into_iter().next())
    }

    /// Finds one row or none by its key, and locks it if this transaction writes.
    pub async fn lock_one(
        &mut self,
        lock: Lock,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Option<Row>, Error> {
        let rows = self.lock_all(lock, statement, parameters).await?;
        Ok(rows.into_iter().next())
    }

    /// Finds rows, and locks them in the order of the statement if this transaction writes.
    pub async fn lock_all(
        &mut self,
        lock: Lock,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<Vec<Row>, Error> {
        self.check_distribution(statement, true)?;
        match &*self.lock_clause(lock) {
            "" => self.query(statement, parameters).await,
            clause => {
                self.query(&format!("{statement}{clause}"), parameters)
                    .await
            }
        }
    }

    /// Whether this transaction has locked a row exclusively.
    pub(crate) fn has_locked(&self, table: &str, key: &str) -> bool {
        let mut locked = self.locked.iter();
        locked.any(|(of, known)| *of == table && known == key)
    }

    /// Remembers that this transaction has locked a row, until a rollback to an earlier savepoint.
    pub(crate) fn note_locked(&mut self, table: &'static str, key: &str) {
        if self.database() == Database::Postgres {
            self.locked.push((table, key.to_owned()));
        }
    }

    /// Runs a statement whose reads lock their rows, and returns the number of rows that it
    /// changed.
    pub async fn execute_locking(
        &mut self,
        lock: Lock,
        statement: &str,
        parameters: &[Value<'_>],
    ) -> Result<u64, Error> {
        self.check_distribution(statement, true)?;
        match &*self.lock_clause(lock) {
            "" => self.execute(statement, parameters).await,
            clause => {
                let statement = format!("{statement}{clause}");
                self.execute(&statement, parameters).await
            }
        }
    }

    /// The error of a transaction that another one came before: the store runs it again, and then
    /// it sees what the other one did.
    pub fn overtaken(&mut self) -> Error {
        self.driver.note_conflict();
        Error::Conflict
    }

    /// Which database this transaction runs on.
    pub fn database(&self) -> Database {
        self.driver.database()
    }

    /// Copies the database, where it is one of SQLite's.
    pub(crate) fn image(&mut self) -> Result<Image, Error> {
        self.driver.image()
    }

    /// Ends the use of its connection, outside of a transaction.
    pub(crate) fn end(self) {
        self.driver.end();
    }

    /// Real time in milliseconds since 1970 by the database's own clock, which its users share.
    /// Returns `None` when the database is part of this process.
    pub async fn clock(&mut self) -> Result<Option<i64>, Error> {
        self.check_usable()?;
        let time = self.driver.clock().await;
        self.note_failure(time)
    }

    /// Runs a command of the store itself, even after a failed statement.
    pub(crate) async fn command(&mut self, text: &str) -> Result<(), Error> {
        let done = self.driver.command(text).await;
        if matches!(done, Err(Error::Unavailable(_))) {
            self.writes = Some(Writes::Refused);
        }
        done
    }

    /// Whether writes were accepted since the last call, if there were any.
    pub(crate) fn take_writes(&mut self) -> Option<Writes> {
        self.writes.take()
    }

    /// Notifies the listeners of this process, and with [`Notice::News`] the other nodes, once this
    /// transaction is durable.
    pub fn notify(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    pub(crate) fn notices(&self) -> &[Notice] {
        &self.notices
    }

    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    pub(crate) fn truncate_notices(&mut self, count: usize) {
        self.notices.truncate(count);
    }

    /// Sets a savepoint inside the transaction, if this run of it has savepoints. Savepoints nest.
    pub async fn savepoint(&mut self) -> Result<Savepoint, Error> {
        self.check_usable()?;
        let set = self.savepoints == Savepoints::Set;
        if set {
            // What is posted later is then all that a rollback has to drop.
            self.flush().await?;
        }
        let savepoint = Savepoint {
            depth: self.depth,
            notices: self.notices.len(),
            posted: self.unit.posted_count(),
            changes: self.changes,
            set,
            locked: self.locked.len(),
        };
        if savepoint.set {
            let text = format!("SAVEPOINT step_{}", savepoint.depth);
            let set = self.command(&text).await;
            self.note_failure(set)?;
        }
        self.depth += 1;
        Ok(savepoint)
    }

    /// Keeps what was done since the savepoint. An error means that the database refused a part of
    /// it: the savepoint is still there, to be rolled back to.
    pub async fn release(&mut self, savepoint: &Savepoint) -> Result<(), Error> {
        self.check_usable()?;
        if !savepoint.set {
            self.depth = savepoint.depth;
            return Ok(());
        }
        self.flush().await?;
        self.depth = savepoint.depth;
        let text = format!("RELEASE SAVEPOINT step_{}", savepoint.depth);
        let released = self.command(&text).await;
        self.note_failure(released)
    }

    /// Whether a rollback to this savepoint would undo nothing that the database has.
    pub(crate) fn is_unchanged_since(&self, savepoint: &Savepoint) -> bool {
        !self.failed && self.changes == savepoint.changes
    }

    /// Undoes what was done since the savepoint. An error means that the whole transaction is
    /// rolled back, and runs again with savepoints if this one was not set.
    pub async fn roll_back(&mut self, savepoint: Savepoint) -> Result<(), Error> {
        self.truncate_notices(savepoint.notices);
        self.unit.truncate_posted(savepoint.posted);
        self.unit.forget();
        self.locked.truncate(savepoint.locked);
        self.depth = savepoint.depth;
        if !savepoint.set {
            if self.is_unchanged_since(&savepoint) {
                return Ok(());
            }
            self.failed = true;
            self.savepoints = Savepoints::Missing;
            return Err(Error::Conflict);
        }
        for verb in ["ROLLBACK TO", "RELEASE"] {
            let text = format!("{verb} SAVEPOINT step_{}", savepoint.depth);
            let done = self.command(&text).await;
            self.note_failure(done)?;
        }
        self.failed = false;
        Ok(())
    }
}
