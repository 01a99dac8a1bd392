//! Errors of the protocol: those of a request whose operation or input cannot be read.
//!
//! They are not in the model; they have the names and the format of AWS's JSON services, so that
//! SDKs and users recognise them.

use serde_json::Value;

use crate::error::body;

/// The namespace of these errors in `__type`.
const NAMESPACE: &str = "com.amazon.coral.service";

/// A request that could not be parsed or authenticated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ProtocolError {
    /// Which error it is.
    pub kind: ProtocolErrorKind,
    /// The message for people; never with a value of the request.
    pub message: String,
}

/// Which protocol error it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProtocolErrorKind {
    /// The body is not JSON, or a value has the wrong type.
    Serialization,
    /// The API has no operation of that name.
    UnknownOperation,
    /// The request is not signed.
    MissingAuthenticationToken,
    /// The `Authorization` header lacks a part or cannot be read.
    IncompleteSignature,
    /// The signature does not match, or its date differs too much from the server's.
    InvalidSignature,
    /// The access key or the session token is unknown.
    UnrecognizedClient,
    /// The session token has expired.
    ExpiredToken,
    /// The body is larger than the limit of the service.
    RequestEntityTooLarge,
}

impl ProtocolErrorKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Serialization,
        Self::UnknownOperation,
        Self::MissingAuthenticationToken,
        Self::IncompleteSignature,
        Self::InvalidSignature,
        Self::UnrecognizedClient,
        Self::ExpiredToken,
        Self::RequestEntityTooLarge,
    ];

    /// The name in `__type` and in `x-amzn-errortype`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Serialization => "SerializationException",
            Self::UnknownOperation => "UnknownOperationException",
            Self::MissingAuthenticationToken => "MissingAuthenticationTokenException",
            Self::IncompleteSignature => "IncompleteSignatureException",
            Self::InvalidSignature => "InvalidSignatureException",
            Self::UnrecognizedClient => "UnrecognizedClientException",
            Self::ExpiredToken => "ExpiredTokenException",
            Self::RequestEntityTooLarge => "RequestEntityTooLargeException",
        }
    }

    /// The HTTP status. AWS's JSON services respond with 400 to unauthenticated callers too, and
    /// some SDKs treat a 403 as a wrong clock.
    pub const fn http_status(self) -> u16 {
        match self {
            Self::RequestEntityTooLarge => 413,
            Self::Serialization
            | Self::UnknownOperation
            | Self::MissingAuthenticationToken
            | Self::IncompleteSignature
            | Self::InvalidSignature
            | Self::UnrecognizedClient
            | Self::ExpiredToken => 400,
        }
    }
}

impl ProtocolError {
    /// An error of this kind.
    pub fn new(kind: ProtocolErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// The body is not JSON, or a value has the wrong type.
    pub fn serialization(message: impl Into<String>) -> Self {
        Self::new(ProtocolErrorKind::Serialization, message)
    }

    /// The API has no operation of that name.
    pub fn unknown_operation(message: impl Into<String>) -> Self {
        Self::new(ProtocolErrorKind::UnknownOperation, message)
    }

    /// The name in `__type` and in `x-amzn-errortype`.
    pub const fn name(&self) -> &'static str {
        self.kind.name()
    }

    /// The HTTP status.
    pub const fn http_status(&self) -> u16 {
        self.kind.http_status()
    }

    /// The response body, in the format of the modelled errors.
    pub fn body(&self) -> Value {
        body(NAMESPACE, self.name(), &self.message).into()
    }
}
