//! Why two endpoints are not the same, or were not compared.

use std::io;

use crate::client::AdminError;
use crate::endpoint::EndpointError;
use crate::exit::Exit;

/// Why two endpoints are not the same, or were not compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompareError {
    /// What was found; the report says more.
    #[error("the answers differ: {0}")]
    Different(String),
    /// Nothing differs, but some calls were not sent.
    #[error("incomplete: {0} not sent, because a reference leads to nothing on either side")]
    Incomplete(String),
    #[error("could not read {file}")]
    File { file: String, source: io::Error },
    #[error("no scenario {name}: there is no such file, and those that ship are {shipped}")]
    NoScenario { name: String, shipped: String },
    #[error("{file}: {reason}")]
    Wrong { file: String, reason: String },
    #[error(
        "the scenario is about the catalog AWS, which has real deals, and {side} is another \
         machine; use the catalog Sandbox, or allow it with --allow-catalog-aws"
    )]
    Production { side: &'static str },
    #[error("{side}: the call {call} has no recorded answer; record the scenario anew")]
    NotRecorded { side: &'static str, call: String },
    /// A side did not answer.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// An output that cannot be written.
    #[error(transparent)]
    Common(#[from] AdminError),
}

impl CompareError {
    /// The exit status of a comparison that ends so; 1 means differences.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Different(_) => Exit::Failed,
            Self::File { .. } | Self::Wrong { .. } | Self::Production { .. } => Exit::Usage,
            Self::Incomplete(_) | Self::NoScenario { .. } | Self::NotRecorded { .. } => {
                Exit::NotFound
            }
            Self::Endpoint(error) => error.exit(),
            Self::Common(error) => error.exit(),
        }
    }
}
