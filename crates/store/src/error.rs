//! The errors of the store.

use std::path::PathBuf;

use crate::StateError;
use crate::table::task::status::Status;

/// An error of the store. After every error but `Ambiguous`, nothing of the transaction happened.
/// On SQLite a commit whose outcome is unknown ends the process instead, and recovery at the next
/// start decides.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database could not be opened or prepared.
    #[error("could not open the store at {path}")]
    Open {
        path: String,
        #[source]
        source: Box<Error>,
    },
    /// Another process has the store open.
    #[error("the store is in use by another process: stop that process, or choose another store")]
    InUse,
    /// The database belongs to another program, and was left unchanged.
    #[error("the database does not belong to cosell and was left unchanged: {0}")]
    Foreign(String),
    /// The database file has more than one name, and its write-ahead log would be beside only one.
    #[error("the database file has {links} hard links; remove all but one")]
    Linked { links: u64 },
    /// The path of the lock file is not a regular file.
    #[error("the lock file {} is not a regular file; remove it", .0.display())]
    LockFile(PathBuf),
    /// The path of the database or its log leads to another file than the open one, or to none.
    #[error("the database file or its log was moved, replaced or removed while it was in use")]
    Moved,
    /// The store was written by a newer cosell than this one.
    #[error(
        "the store has schema version {found}, this program knows versions up to {known}; run a \
         newer cosell"
    )]
    NewerSchema { found: i64, known: i64 },
    /// The linked SQLite is older than the first version whose write-ahead log is sound.
    #[error("SQLite {found} is too old: 3.51.3 is the first version without a corruption bug")]
    OldSqlite { found: &'static str },
    /// The database cannot store every text.
    #[error(
        "the database must have the encoding UTF8, not {found}; create it with ENCODING 'UTF8'"
    )]
    Encoding { found: String },
    /// The address requires TLS, and the trusted certificates could not be read.
    #[error("TLS to the database cannot be set up: {0}")]
    Encryption(String),
    /// A row violates a unique or primary key.
    #[error("a record with this key already exists")]
    Duplicate,
    /// A row contains a value that no program of this schema writes.
    #[error("{0}")]
    Column(Box<Damage>),
    /// A task cannot change its status in this way.
    #[error("a task cannot change from {from} to {to}")]
    Transition { from: Status, to: Status },
    /// A stored document could not be read or written.
    #[error("a stored document is damaged: {0}")]
    Document(String),
    /// The transaction could not run now; nothing of it happened.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// Another transaction has locked a row, for longer than this one waits; nothing of this one
    /// happened.
    #[error("another transaction has locked a row: {0}")]
    Locked(String),
    /// The connection was lost during the commit. Only a read can tell whether it happened; the
    /// transaction must not be sent again.
    #[error("the outcome of the commit is unknown: {0}")]
    Ambiguous(String),
    /// A conflict with another transaction. The store runs the work again, whatever the work does
    /// with this error; no caller of the store sees it.
    #[error("the transaction conflicts with another one")]
    Conflict,
    /// Too many transactions are waiting; this one was not begun.
    #[error("too many transactions are waiting")]
    Overloaded,
    /// The database refused a statement.
    #[error("the database refused a statement: {0}")]
    Statement(String),
    /// The folder of the database file does not exist.
    #[error("the folder {} does not exist; create it, or choose another store", .0.display())]
    NoFolder(PathBuf),
    /// A saved state could not be written or loaded.
    #[error(transparent)]
    State(Box<StateError>),
    /// A file operation failed.
    #[error("file operation failed")]
    Io(#[from] std::io::Error),
}

/// Where a row is damaged. The value itself is not reported.
#[derive(Debug, thiserror::Error)]
#[error("{of}: column {column} is not {expected}")]
pub struct Damage {
    /// The row's table and key, or the result that the column belongs to.
    pub of: String,
    pub column: String,
    pub expected: &'static str,
}

impl Error {
    /// The error of a column that is not what it must be.
    pub fn column(of: impl Into<String>, column: &str, expected: &'static str) -> Self {
        Self::Column(Box::new(Damage {
            of: of.into(),
            column: column.to_owned(),
            expected,
        }))
    }

    /// Whether something stored is damaged: it stays so, whoever reads it and how often.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Column(_) | Self::Document(_))
    }
}

impl From<StateError> for Error {
    fn from(error: StateError) -> Self {
        Self::State(Box::new(error))
    }
}
