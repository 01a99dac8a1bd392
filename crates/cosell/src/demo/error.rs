//! Why the demonstration did not go well.

use std::io;

use super::client::ClientError;
use crate::start::error::StartError;

/// Why the demonstration did not go well.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DemoError {
    /// Shown without the URL, which may hold a password.
    #[error("--url: {0}; write a URL such as http://127.0.0.1:7226")]
    Address(&'static str),
    #[error("could not make a temporary folder")]
    Folder(#[source] io::Error),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The task or a fetch ended other than it should; the report says more.
    #[error("{0}")]
    Outcome(String),
    #[error("could not print the report")]
    Output(#[source] io::Error),
    #[error("the demonstration was interrupted")]
    Interrupted,
}
