//! Why the delivery of an event failed, as far as the sender knows.

use std::io;

use hyper::StatusCode;

use super::post::ATTEMPT_TIMEOUT;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("the receiver responded with status {0}")]
    Rejected(StatusCode),
    #[error("no response within {} seconds", ATTEMPT_TIMEOUT.as_secs())]
    TimedOut,
    #[error("could not connect: {0}")]
    Unreachable(io::Error),
    #[error("TLS handshake failed: {0}")]
    Tls(io::Error),
    #[error("the host has an address that is not public; allow_private = true permits that")]
    Private,
    #[error("the connection failed: {0}")]
    Disconnected(hyper::Error),
    #[error("the service responded with {0}")]
    Service(String),
    #[error("the service refused the call: {0}")]
    Invalid(String),
    #[error("could not write to the file: {0}")]
    File(io::Error),
    #[error("fault injected: {0}")]
    Injected(String),
    #[error("fault injected: connection dropped")]
    Dropped,
    #[error("the stored event cannot be read")]
    Unreadable,
}

impl Failure {
    /// Whether the target was not reached, so that no event is to blame.
    pub(super) fn is_of_target(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Tls(_) | Self::Private | Self::File(_) | Self::Dropped => {
                true
            }
            Self::Rejected(_)
            | Self::TimedOut
            | Self::Disconnected(_)
            | Self::Service(_)
            | Self::Invalid(_)
            | Self::Injected(_)
            | Self::Unreadable => false,
        }
    }
}

/// What a service says, as far as it can be shown in one line.
pub(super) fn plain(text: &str) -> String {
    let text = text.chars().filter(|letter| !letter.is_control());
    text.take(200).collect()
}
