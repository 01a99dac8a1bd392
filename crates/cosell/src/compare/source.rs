//! What one side of a comparison answers with: an endpoint, or what was recorded.

use serde_json::Value;

use super::error::CompareError;
use super::scenario::Call;
use crate::endpoint::{Answer, Endpoint};

/// The word for the answers in the file of the scenario.
pub(super) const RECORDED: &str = "recorded";

#[derive(Debug)]
pub(super) enum Source {
    Endpoint(Box<Endpoint>),
    /// The answers of a recording. The side, for messages.
    Recorded(&'static str),
}

impl Source {
    /// `LEFT` or `RIGHT`, for messages.
    pub(super) fn side(&self) -> &'static str {
        match self {
            Self::Endpoint(endpoint) => endpoint.side,
            Self::Recorded(side) => side,
        }
    }

    /// Where the answers come from, for the report.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Endpoint(endpoint) => &endpoint.url,
            Self::Recorded(_) => RECORDED,
        }
    }

    /// Whether calls leave this machine.
    pub(super) fn is_away(&self) -> bool {
        match self {
            Self::Endpoint(endpoint) => !endpoint.is_loopback(),
            Self::Recorded(_) => false,
        }
    }

    pub(super) fn answer(&self, call: &Call, input: &Value) -> Result<Answer, CompareError> {
        match self {
            Self::Endpoint(endpoint) => Ok(endpoint.call(&call.operation, input)?),
            Self::Recorded(side) => match &call.recorded {
                Some(recorded) => Ok(Answer {
                    status: recorded.status,
                    body: recorded.answer.clone(),
                }),
                None => Err(CompareError::NotRecorded {
                    side,
                    call: call.name.clone(),
                }),
            },
        }
    }
}
