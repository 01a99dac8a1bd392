//! Why an endpoint of the API did not answer a call.

use std::io;

use crate::exit::Exit;
use crate::trust::TrustError;

/// Why an endpoint of the API did not answer a call. `side` names the endpoint for people.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EndpointError {
    /// Shown without the URL, which may hold a password.
    #[error("{side}: {reason}; write a URL such as http://127.0.0.1:7226, or aws")]
    Address {
        side: &'static str,
        reason: &'static str,
    },
    #[error("could not read {file}")]
    File { file: String, source: io::Error },
    #[error(
        "no AWS keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or name a profile; a cosell \
         in mode open takes AWS_ACCESS_KEY_ID=111111111111 with any secret"
    )]
    NoKeys,
    #[error("the AWS CLI has no profile {0}")]
    NoProfile(String),
    #[error(
        "the profile {0} has no keys of its own; make some with `aws configure \
         export-credentials --profile {0} --format env`"
    )]
    NoKeysInProfile(String),
    #[error("{side} does not accept the keys: {name}")]
    UnknownCaller { side: &'static str, name: String },
    #[error("cannot reach {side} at {url}: {reason}; {advice}")]
    Unreachable {
        side: &'static str,
        url: String,
        reason: String,
        advice: &'static str,
    },
    #[error(
        "{side} at {url} answered with status {status} and without JSON: it is not the API, or a \
         proxy answered for it"
    )]
    Foreign {
        side: &'static str,
        url: String,
        status: u16,
    },
    #[error(transparent)]
    Trust(#[from] TrustError),
}

impl EndpointError {
    /// The exit status of a command that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Address { .. } | Self::File { .. } | Self::Trust(_) => Exit::Usage,
            Self::NoProfile(_) => Exit::NotFound,
            Self::NoKeys | Self::NoKeysInProfile(_) | Self::UnknownCaller { .. } => {
                Exit::Credentials
            }
            Self::Unreachable { .. } => Exit::Unreachable,
            Self::Foreign { .. } => Exit::Server,
        }
    }
}
