//! Why two endpoints are not the same, or were not compared.

use std::io;

use crate::client::AdminError;
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
    /// Shown without the URL, which may hold a password.
    #[error("{side}: {reason}; write a URL such as http://127.0.0.1:7226, or aws")]
    Address {
        side: &'static str,
        reason: &'static str,
    },
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
    /// A CA bundle that cannot be used, or an output that cannot be written.
    #[error(transparent)]
    Common(#[from] AdminError),
}

impl CompareError {
    /// The exit status of a comparison that ends so; 1 means differences.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Different(_) => Exit::Failed,
            Self::Address { .. }
            | Self::File { .. }
            | Self::Wrong { .. }
            | Self::Production { .. } => Exit::Usage,
            Self::Incomplete(_) | Self::NoScenario { .. } | Self::NoProfile(_) => Exit::NotFound,
            Self::NoKeys | Self::NoKeysInProfile(_) | Self::UnknownCaller { .. } => {
                Exit::Credentials
            }
            Self::Unreachable { .. } => Exit::Unreachable,
            Self::Foreign { .. } => Exit::Server,
            Self::Common(error) => error.exit(),
        }
    }
}
