//! Why a signature is refused, as the caller reads it.

use crate::authorization::AuthorizationError;

/// Why a signature is refused. The list is closed; each case has its own error on the wire.
#[derive(Debug, thiserror::Error)]
pub enum SignatureError {
    /// There is no Authorization header.
    #[error("The request is not signed: it has no Authorization header.")]
    Missing,
    /// A part of the signature is missing or malformed.
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    /// The access key is unknown, or its session token does not match.
    #[error("The security token included in the request is invalid.")]
    UnknownKey,
    /// The request is not the one that was signed, or was signed with another secret.
    #[error(
        "The request signature we calculated does not match the signature you provided. Check \
         your AWS Secret Access Key and signing method. Consult the service documentation for \
         details."
    )]
    Mismatch(Box<Mismatch>),
    /// The signature is older than [`MAX_SKEW`](super::MAX_SKEW).
    #[error("Signature expired: {signed} is more than 15 minutes before {now}.")]
    Expired { signed: String, now: String },
    /// The signature's date is in the future.
    #[error("Signature not yet current: {signed} is more than 15 minutes after {now}.")]
    NotYetCurrent { signed: String, now: String },
    /// The signature is for another scope.
    #[error(transparent)]
    WrongScope(#[from] WrongScope),
}

/// What the server signed, for a developer to compare with what the client signed. It contains
/// headers and a hash of the body, so it is shown only when a development setting asks for it.
#[derive(Debug)]
pub struct Mismatch {
    pub canonical_request: String,
    pub string_to_sign: String,
}

/// Why a signature is incomplete.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    #[error(transparent)]
    Authorization(AuthorizationError),
    /// A header that may occur only once.
    #[error("The request has more than one {0} header.")]
    Twice(&'static str),
    /// A header that is not ASCII.
    #[error("The {0} header contains characters that are not ASCII.")]
    Text(&'static str),
    #[error("Authorization requires existence of either an 'X-Amz-Date' or a 'Date' header.")]
    NoDate,
    #[error(
        "The {0} header is not a valid date: it must be like 20261122T190429Z or an HTTP date."
    )]
    Date(&'static str),
    /// A header that must be signed.
    #[error("'{0}' must be among the SignedHeaders.")]
    Unsigned(String),
    /// A header that `SignedHeaders` names and the request does not have.
    #[error("SignedHeaders names '{0}', which the request does not have.")]
    Absent(String),
    /// A header that `SignedHeaders` names twice.
    #[error("SignedHeaders names '{0}' twice.")]
    Repeated(String),
    /// A header that S3 requires.
    #[error("Missing required header for this request: {0}")]
    Required(&'static str),
    /// A parameter of a presigned URL.
    #[error("A presigned URL needs exactly one valid '{0}' parameter.")]
    Parameter(&'static str),
    /// A signature in the query and another one in a header.
    #[error("The request is signed both by its query and by an Authorization header.")]
    Both,
}

/// How the scope of a signature is wrong.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongScope {
    #[error("Credential should be scoped to a valid region.")]
    Region,
    #[error("Credential should be scoped to correct service: '{expected}'.")]
    Service { expected: String },
    #[error(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
         '{credential}' != '{request}'."
    )]
    Date { credential: String, request: String },
}
