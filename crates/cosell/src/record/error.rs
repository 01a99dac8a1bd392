//! Why calls were not recorded.

use std::io;
use std::net::SocketAddr;

use crate::client::AdminError;
use crate::endpoint::EndpointError;
use crate::exit::Exit;

/// Why calls were not recorded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordError {
    /// Whoever reaches the proxy calls with the keys of its user.
    #[error(
        "{0} is not a loopback address: whoever reaches the proxy calls with your keys, so it \
         listens on this machine only"
    )]
    NotLoopback(SocketAddr),
    #[error("could not listen on {address}; choose another port with --listen")]
    Listen {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
    #[error("{0}: the file is JSON, so its name must end with .json")]
    NotJson(String),
    #[error("could not write {file}; name a file that does not exist in a folder that does")]
    File {
        file: String,
        #[source]
        source: io::Error,
    },
    #[error("could not start the proxy")]
    Runtime(#[source] io::Error),
    #[error("the recorder was interrupted; the file has the calls before")]
    Interrupted,
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] AdminError),
}

impl RecordError {
    /// The exit status of a recording that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::NotLoopback(_) | Self::NotJson(_) => Exit::Usage,
            Self::File { source, .. } => Exit::of_written(source),
            Self::Endpoint(error) => error.exit(),
            Self::Output(error) => error.exit(),
            Self::Listen { .. } | Self::Runtime(_) | Self::Interrupted => Exit::Failed,
        }
    }
}
