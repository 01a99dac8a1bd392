//! Where a store keeps its data.

use std::fmt;
use std::path::PathBuf;

use crate::postgres::address::Address;
use crate::{Error, Replaced, file};

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
    /// Where a store is made that is to take the place of this one; `None` where it is made in its
    /// place. What an earlier attempt has left there is removed.
    pub fn replacement(&self) -> Result<Option<Self>, Error> {
        match self {
            Self::Memory | Self::Postgres(_) => Ok(None),
            Self::Sqlite(path) => file::replacement(path).map(Self::Sqlite).map(Some),
        }
    }

    /// Refuses a store that is open, and could not be replaced, or not be opened again. What an
    /// earlier attempt to replace it has left is removed.
    pub fn check_replaceable(&self) -> Result<(), Error> {
        match self {
            Self::Memory | Self::Postgres(_) => Ok(()),
            Self::Sqlite(path) => file::check_replaceable(path),
        }
    }

    /// Refuses a store that is open and has no room to be replaced.
    pub fn check_room(&self) -> Result<(), Error> {
        match self {
            Self::Memory | Self::Postgres(_) => Ok(()),
            Self::Sqlite(path) => file::check_room(path),
        }
    }

    /// Puts the replacement in the place of this store. Without one it is empty. Neither is open.
    /// Returns the file that had the place, if there was one.
    pub fn replace(&self) -> Result<Option<Replaced>, Error> {
        match self {
            Self::Memory | Self::Postgres(_) => Ok(None),
            Self::Sqlite(path) => file::replace(path).map(Some),
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
