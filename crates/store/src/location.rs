//! Where a store keeps its data.

use std::fmt;
use std::path::PathBuf;

use crate::postgres::Address;
use crate::{Error, file};

/// Where a store keeps its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file, created when it does not exist.
    Sqlite(PathBuf),
    /// Memory of this process; the data are lost when it ends.
    Memory,
    /// A database of a PostgreSQL server, which several processes may share.
    Postgres(Address),
}

impl Location {
    /// Removes all data, so that the next open finds nothing. No store has it open.
    pub fn clear(&self) -> Result<(), Error> {
        match self {
            Self::Memory => Ok(()),
            Self::Sqlite(path) => file::clear(path),
            Self::Postgres(_) => Err(Error::Unavailable(
                "a PostgreSQL store cannot be reset yet".to_owned(),
            )),
        }
    }

    /// Whether no other process can have the store open at the same time.
    pub fn is_exclusive(&self) -> bool {
        match self {
            Self::Sqlite(_) | Self::Memory => true,
            Self::Postgres(_) => false,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::Memory => formatter.write_str("memory"),
            Self::Postgres(address) => address.fmt(formatter),
        }
    }
}
