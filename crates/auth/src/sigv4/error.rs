//! Why a signature is refused, in words for the caller.

use crate::authorization::AuthorizationError;

/// Why a signature is refused. The list is closed; each case has its own error on the wire.
#[derive(Debug, thiserror::Error)]
pub enum SignatureError {
    /// There is no Authorization header.
    #[error("The request is not signed: it has no Authorization header.")]
    Missing,
    /// What a signature needs is not all there, or cannot be read.
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    /// Nobody has this access key, or its session token is another.
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
    /// The signature is from the future.
    #[error("Signature not yet current: {signed} is more than 15 minutes after {now}.")]
    NotYetCurrent { signed: String, now: String },
    /// The signature is for something else.
    #[error(transparent)]
    WrongScope(#[from] WrongScope),
}

/// What we signed, for a developer to compare with what the client signed. It holds headers and a
/// hash of the body, so it is shown only where a setting for development asks for it.
#[derive(Debug)]
pub struct Mismatch {
    pub canonical_request: String,
    pub string_to_sign: String,
}

/// What a signature lacks.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    #[error(transparent)]
    Authorization(AuthorizationError),
    /// A header that may be there once.
    #[error("The request has more than one {0} header.")]
    Twice(&'static str),
    /// A header that is not text.
    #[error("The {0} header holds characters beyond ASCII.")]
    Text(&'static str),
    #[error("Authorization requires existence of either an 'X-Amz-Date' or a 'Date' header.")]
    NoDate,
    #[error("The {0} header holds no date that a signature can have.")]
    Date(&'static str),
    /// A header that has to be under the signature.
    #[error("'{0}' must be among the SignedHeaders.")]
    Unsigned(String),
    /// A header that is said to be signed and was not sent.
    #[error("SignedHeaders names '{0}', which the request does not have.")]
    Absent(String),
    /// A header that is named twice.
    #[error("SignedHeaders names '{0}' twice.")]
    Repeated(String),
}

/// What else a signature is for.
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
