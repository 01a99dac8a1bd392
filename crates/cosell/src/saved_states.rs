//! Where the saved states of the configured store and of namespaces are.
//!
//! Those of a SQLite store are beside its file, so they stay. Those of any other store are in a
//! temporary folder. Namespaces do not outlive the process, so their folders, which are beneath
//! that of the store, are emptied by the next one.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cosell_server::{NamespaceName, remove_parts};
use cosell_store::Location;
use tempfile::TempDir;

/// The permissions of a folder: for its owner only.
const PRIVATE: u32 = 0o700;

/// The folder beneath that of the store which has those of namespaces.
const NAMESPACES: &str = "namespaces";

/// Folders of saved states, which are made when they are needed.
#[derive(Debug)]
pub(crate) struct SavedStates {
    /// The folder that stays, if there is one.
    beside: Option<PathBuf>,
    made: Mutex<Option<Root>>,
}

#[derive(Debug)]
enum Root {
    Beside(PathBuf),
    Temporary(TempDir),
}

impl Root {
    fn path(&self) -> &Path {
        match self {
            Self::Beside(folder) => folder,
            Self::Temporary(folder) => folder.path(),
        }
    }

    fn of_namespace(&self, name: &NamespaceName) -> PathBuf {
        self.path().join(NAMESPACES).join(name.to_string())
    }
}

impl SavedStates {
    /// Those of a store.
    pub(crate) fn new(store: &Location) -> Self {
        let beside = match store {
            Location::Sqlite(path) => {
                let mut folder = path.clone().into_os_string();
                folder.push(".states");
                Some(folder.into())
            }
            Location::Memory | Location::Postgres(_) => None,
        };
        Self {
            beside,
            made: Mutex::default(),
        }
    }

    /// Removes what a process has left that was killed while it saved a state. The store is open,
    /// so no other process saves one.
    pub(crate) fn remove_parts(&self) -> io::Result<()> {
        self.beside.as_deref().map_or(Ok(()), remove_parts)
    }

    /// The folder of the configured store, or of a namespace.
    pub(crate) fn of(&self, namespace: Option<&NamespaceName>) -> io::Result<PathBuf> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let root = match &*made {
            Some(root) => root,
            None => made.insert(self.open()?),
        };
        let folder = match namespace {
            None => return Ok(root.path().to_owned()),
            Some(name) => root.of_namespace(name),
        };
        private(&folder)?;
        Ok(folder)
    }

    /// Deletes the folder of a namespace. Most namespaces have none, and to make one and to remove
    /// it takes as long as most requests.
    pub(crate) fn forget(&self, namespace: &NamespaceName) -> io::Result<()> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        // A process that has not opened the folder has put nothing into it.
        let removed = match &*made {
            Some(root) => fs::remove_dir_all(root.of_namespace(namespace)),
            None => Ok(()),
        };
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn open(&self) -> io::Result<Root> {
        let Some(folder) = &self.beside else {
            return tempfile::tempdir().map(Root::Temporary);
        };
        private(folder)?;
        match fs::remove_dir_all(folder.join(NAMESPACES)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(Root::Beside(folder.clone())),
        }
    }
}

fn private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(PRIVATE).create(folder)
}
