//! A refused request: everything that the error response and the log need.

use std::time::Duration;

use cosell_api::ProtocolError;
use cosell_domain::{CallError, Error};
use hyper::StatusCode;
use serde_json::Value;

/// When a caller may retry that found the queue full. The queue empties much faster.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// An error for the caller.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub status: StatusCode,
    /// The error's name, for the response header and the log.
    pub name: &'static str,
    pub body: Value,
    /// The rules that refused the request, in the order of the errors in the body.
    pub rules: Vec<&'static str>,
    /// How long the caller should wait before a retry, in milliseconds.
    pub retry_after: Option<u32>,
    /// Whether the response has a `WWW-Authenticate` header.
    pub challenge: bool,
    /// Whether the connection must be closed, because a part of the request is still unread.
    pub close: bool,
    /// Whether a fault rule closes the connection without a response.
    pub dropped: bool,
    /// The store's error, for the operator's log and not for the caller.
    pub failure: Option<cosell_store::Error>,
}

impl Refusal {
    /// An error of the API, whose status is a plain number.
    fn new(status: u16, name: &'static str, body: Value) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::plain(status, name, body)
    }

    /// An error with a status, a name and a body only.
    pub(crate) fn plain(status: StatusCode, name: &'static str, body: Value) -> Self {
        Self {
            status,
            name,
            body,
            rules: Vec::new(),
            retry_after: None,
            challenge: false,
            close: false,
            dropped: false,
            failure: None,
        }
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Each rule that refused the request once, in the order of their ids.
    pub(crate) fn sorted_rules(&self) -> Vec<&'static str> {
        let mut rules = self.rules.clone();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    pub(crate) fn closing(mut self, close: bool) -> Self {
        self.close = close;
        self
    }
}

impl From<ProtocolError> for Refusal {
    fn from(error: ProtocolError) -> Self {
        Self::new(error.http_status(), error.name(), error.body())
    }
}

impl From<cosell_api::Error> for Refusal {
    fn from(error: cosell_api::Error) -> Self {
        let kind = error.kind();
        let mut refusal = Self::new(kind.http_status(), kind.name(), error.body());
        if let cosell_api::Error::Throttling { retry_after, .. } = error {
            let millis = |wait: Duration| u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
            refusal.retry_after = retry_after.map(millis);
        }
        refusal
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused { error, rules } => Self {
                rules,
                ..error.into()
            },
            Error::Store(cosell_store::Error::Overloaded) => {
                let message = "Too many requests are queued. Try again later.";
                cosell_api::Error::throttling(message, Some(RETRY_AFTER)).into()
            }
            // The pipeline authenticates the caller again, so this is never shown.
            Error::Stale { .. } => cosell_api::Error::internal().into(),
            Error::Store(failure) => Self {
                failure: Some(failure),
                ..cosell_api::Error::internal().into()
            },
        }
    }
}

impl From<cosell_store::Error> for Refusal {
    fn from(error: cosell_store::Error) -> Self {
        Error::from(error).into()
    }
}

impl From<CallError> for Refusal {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Decode(error) => Self::new(error.http_status(), error.name(), error.body()),
            CallError::Operation(error) => error.into(),
            CallError::Dropped => Self {
                dropped: true,
                ..cosell_api::Error::internal().into()
            },
        }
    }
}
