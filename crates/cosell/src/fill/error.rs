//! Why a server was not filled.

use crate::client::AdminError;
use crate::endpoint::EndpointError;
use crate::exit::Exit;

/// Why a server was not filled.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FillError {
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The administrative API refused, or its answer cannot be printed.
    #[error(transparent)]
    Admin(#[from] AdminError),
    #[error("{what}: {operation} was refused with {name}: {message}")]
    Refused {
        what: String,
        operation: &'static str,
        name: String,
        message: String,
    },
    #[error("{what}: {operation} {problem}")]
    Task {
        what: String,
        operation: &'static str,
        problem: String,
    },
}

impl FillError {
    /// The exit status of a run that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Endpoint(error) => error.exit(),
            Self::Admin(error) => error.exit(),
            Self::Refused { name, .. } if name == "AccessDeniedException" => Exit::Denied,
            Self::Refused { .. } => Exit::Failed,
            Self::Task { .. } => Exit::TaskFailed,
        }
    }
}
