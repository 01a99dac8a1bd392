//! Why a server did not start.

use std::io;
use std::path::PathBuf;

use cosell_domain::identity::DirectoryError;
use cosell_server::{BindError, TlsError};

use crate::seed::SeedError;
use crate::socket::SocketError;

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error(transparent)]
    Bind(#[from] BindError),
    #[error(transparent)]
    Socket(#[from] SocketError),
    /// The store could not be opened, or its unfinished tasks not be taken over.
    #[error(transparent)]
    Store(#[from] cosell_store::Error),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(transparent)]
    Seed(#[from] SeedError),
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    #[error("--init: could not read the folder {}", folder.display())]
    Init {
        folder: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("could not save what a new store begins with")]
    Beginning(#[source] cosell_domain::Error),
    #[error("could not use a temporary file for what a new store begins with")]
    Scratch(#[source] io::Error),
    #[error("could not install signal handlers")]
    Signals(#[source] io::Error),
}
