//! Why an account was not imported.

use std::io;

use crate::client::AdminError;
use crate::endpoint::EndpointError;
use crate::exit::Exit;
use crate::seed::SeedError;
use crate::start::error::StartError;

/// Why an account was not imported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportError {
    #[error("{file}: name a file that does not exist and ends with .json")]
    File { file: String },
    #[error("could not write {file}")]
    Write {
        file: String,
        #[source]
        source: io::Error,
    },
    /// The daily quota is one reason; a later run goes on.
    #[error("{operation} was refused with {name}: {message}; the same command goes on later")]
    Refused {
        operation: &'static str,
        name: String,
        message: String,
    },
    #[error(
        "{0} returned the NextToken that it was sent, so its list has no end; the same command \
         goes on once the service is mended"
    )]
    Endless(&'static str),
    #[error("could not start the runtime")]
    Runtime(#[source] io::Error),
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// The entries could not be tried.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] AdminError),
}

impl ImportError {
    /// The exit status of an import that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::File { .. } => Exit::Usage,
            Self::Refused { name, .. } if name == "AccessDeniedException" => Exit::Denied,
            Self::Endpoint(error) => error.exit(),
            Self::Output(error) => error.exit(),
            Self::Write { source, .. } => Exit::of_written(source),
            // A seed document that is wrong was made by the import itself.
            Self::Seed(_)
            | Self::Refused { .. }
            | Self::Endless(_)
            | Self::Runtime(_)
            | Self::Start(_) => Exit::Failed,
        }
    }
}
