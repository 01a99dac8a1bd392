//! Errors of the protocol: what is wrong before an operation is known or its input has a type.
//!
//! They are not in the model; their names and forms are those that AWS's JSON services answer with,
//! so that SDKs and people recognise them.

use serde_json::Value;

use crate::error::body;

/// Where these errors come from, in `__type`.
const NAMESPACE: &str = "com.amazon.coral.service";

/// A request that could not be understood, or not be attributed to a caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ProtocolError {
    /// Which error it is.
    pub kind: ProtocolErrorKind,
    /// What is wrong, for people; never a value of the request.
    pub message: String,
}

/// Which protocol error it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProtocolErrorKind {
    /// The body is not JSON, or a value has the wrong type.
    Serialization,
    /// There is no operation of that name.
    UnknownOperation,
    /// The request is not signed.
    MissingAuthenticationToken,
    /// The `Authorization` header lacks a part or cannot be read.
    IncompleteSignature,
    /// The signature does not match, or its date is too far off.
    InvalidSignature,
    /// The access key or the session token is not known.
    UnrecognizedClient,
    /// The session token is no longer valid.
    ExpiredToken,
    /// The body is larger than the service takes.
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

    /// The HTTP status. AWS's JSON services answer 400 to unproven callers too, and some SDKs treat
    /// a 403 of theirs as a clock that runs wrong.
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

    /// There is no operation of that name.
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

    /// The body on the wire, in the form of the modelled errors.
    pub fn body(&self) -> Value {
        body(NAMESPACE, self.name(), &self.message).into()
    }
}
