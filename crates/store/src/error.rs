//! What can go wrong between an operation and its rows.

use std::path::PathBuf;

use crate::table::task::Status;

/// Failures of the store. All but `Ambiguous` say that nothing of the transaction happened. On
/// SQLite a commit whose fate is unknown ends the process instead, and recovery finds out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database could not be opened or prepared.
    #[error("could not open the store at {path}")]
    Open {
        path: String,
        #[source]
        source: Box<Error>,
    },
    /// Another process holds the store.
    #[error("the store is in use by another process")]
    InUse,
    /// The database is another program's, and was left as it is.
    #[error("the database is not cosell's and was not touched: {0}")]
    Foreign(String),
    /// The database file has more than one name, and its log would stand beside one of them only.
    #[error("the database file has {links} hard links; leave it one name")]
    Linked { links: u64 },
    /// What stands where the lock file belongs cannot be one.
    #[error("{} is no regular file, and so no lock file; remove it", .0.display())]
    LockFile(PathBuf),
    /// A path leads to another file than the one that is open, or to none.
    #[error("the database file or its log was moved, replaced or removed")]
    Moved,
    /// The file was written by a newer cosell than this one.
    #[error("the store has schema version {found}, this program knows versions up to {known}")]
    NewerSchema { found: i64, known: i64 },
    /// The linked SQLite is older than the first version whose write-ahead log is sound.
    #[error("SQLite {found} is too old: 3.51.3 is the first version without a corruption bug")]
    OldSqlite { found: &'static str },
    /// The database cannot hold every text.
    #[error("the database must have the encoding UTF8, it has {found}")]
    Encoding { found: String },
    /// The address asks for encryption, and who vouches for the database could not be read.
    #[error("connections cannot be encrypted: {0}")]
    Encryption(String),
    /// A row broke a unique or primary key.
    #[error("a record with this key exists already")]
    Duplicate,
    /// A row holds something that no program of this schema wrote.
    #[error("{0}")]
    Column(Box<Damage>),
    /// A task was to go where none goes from its status.
    #[error("a task does not go from {from} to {to}")]
    Transition { from: Status, to: Status },
    /// A stored document could not be read back or written.
    #[error("a stored document is not what its table promises: {0}")]
    Document(String),
    /// The transaction could not be carried out now; nothing of it happened.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// The connection was lost under way to or from a commit. Whether it happened is found out by
    /// reading, never by sending the transaction again.
    #[error("whether the transaction was committed is not known: {0}")]
    Ambiguous(String),
    /// Another transaction came first. The store runs the work again, whatever it makes of this;
    /// no caller of the store sees it.
    #[error("another transaction came first")]
    Conflict,
    /// Too many transactions wait already; nothing of this one was begun.
    #[error("too many transactions wait")]
    Overloaded,
    /// The database refused a statement.
    #[error("the database refused a statement: {0}")]
    Statement(String),
    /// A file operation beside the database failed.
    #[error("file operation failed")]
    Io(#[from] std::io::Error),
}

/// Where a row is damaged. What it holds there is nobody's to read.
#[derive(Debug, thiserror::Error)]
#[error("{of}: column {column} does not hold {expected}")]
pub struct Damage {
    /// The row's table and key, or what else the column is of.
    pub of: String,
    pub column: String,
    pub expected: &'static str,
}

impl Error {
    /// What a column that does not hold what it should is answered with.
    pub fn column(of: impl Into<String>, column: &str, expected: &'static str) -> Self {
        Self::Column(Box::new(Damage {
            of: of.into(),
            column: column.to_owned(),
            expected,
        }))
    }
}
