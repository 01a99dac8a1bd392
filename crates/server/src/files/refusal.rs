//! Refusals in S3's words: what S3 clients understand, as XML.

use cosell_auth::sigv4::SignatureError;
use cosell_domain::Error;
use cosell_domain::upload::Refused;
use hyper::StatusCode;
use serde_json::json;

use crate::body::ReadError;
use crate::refusal::Refusal;

/// A refusal with one of S3's codes.
pub(super) fn refused(status: StatusCode, code: &'static str, message: &str) -> Refusal {
    Refusal::plain(status, code, json!({ "Message": message }))
}

pub(super) fn bad(code: &'static str, message: &str) -> Refusal {
    refused(StatusCode::BAD_REQUEST, code, message)
}

pub(super) fn denied(message: &str) -> Refusal {
    refused(StatusCode::FORBIDDEN, "AccessDenied", message)
}

/// There is no memory for another upload.
pub(super) fn slow_down() -> Refusal {
    let message = "Please reduce your request rate: too many uploads are in flight.";
    refused(StatusCode::SERVICE_UNAVAILABLE, "SlowDown", message)
}

/// Gives a refusal that other routes share the name and the status that S3 has for it.
pub(super) fn in_s3_words(mut refusal: Refusal) -> Refusal {
    let (status, name) = match refusal.name {
        "AccessDeniedException" => (StatusCode::FORBIDDEN, "AccessDenied"),
        "ThrottlingException" => (StatusCode::SERVICE_UNAVAILABLE, "SlowDown"),
        "InternalServerException" => (StatusCode::INTERNAL_SERVER_ERROR, "InternalError"),
        name => (refusal.status, name),
    };
    refusal.status = status;
    refusal.name = name;
    refusal
}

/// A signature is refused.
pub(super) fn unproven(error: &SignatureError, message: &str) -> Refusal {
    let (status, code) = match error {
        SignatureError::Missing => (StatusCode::FORBIDDEN, "AccessDenied"),
        SignatureError::UnknownKey => (StatusCode::FORBIDDEN, "InvalidAccessKeyId"),
        SignatureError::Mismatch(_) => (StatusCode::FORBIDDEN, "SignatureDoesNotMatch"),
        SignatureError::Expired { .. } | SignatureError::NotYetCurrent { .. } => {
            (StatusCode::FORBIDDEN, "RequestTimeTooSkewed")
        }
        SignatureError::Incomplete(_) | SignatureError::WrongScope(_) => {
            (StatusCode::BAD_REQUEST, "AuthorizationHeaderMalformed")
        }
    };
    refused(status, code, message)
}

/// A file is not taken.
pub(super) fn not_taken(error: Refused) -> Refusal {
    let message = error.to_string();
    let (status, code) = match error {
        Refused::TooLarge => (StatusCode::BAD_REQUEST, "EntityTooLarge"),
        Refused::Quota => (StatusCode::FORBIDDEN, "QuotaExceeded"),
        Refused::NoUpload => (StatusCode::NOT_FOUND, "NoSuchUpload"),
        Refused::Superseded => (StatusCode::CONFLICT, "OperationAborted"),
        Refused::PartNumber | Refused::TooManyParts => (StatusCode::BAD_REQUEST, "InvalidArgument"),
        Refused::Part => (StatusCode::BAD_REQUEST, "InvalidPart"),
        Refused::PartOrder => (StatusCode::BAD_REQUEST, "InvalidPartOrder"),
        Refused::PartTooSmall => (StatusCode::BAD_REQUEST, "EntityTooSmall"),
        Refused::Store(Error::Stale { .. }) => return slow_down(),
        Refused::Store(error) => return in_s3_words(error.into()),
    };
    refused(status, code, &message)
}

/// A body could not be read.
pub(super) fn unreadable(error: &ReadError) -> Refusal {
    match error {
        ReadError::TooLarge { rest } => {
            let message = "Your request was too big.";
            bad("MaxMessageLengthExceeded", message).closing(*rest)
        }
        ReadError::NoMemory => slow_down(),
        ReadError::TimedOut => {
            let message = "Your socket connection to the server was not read from or written to \
                           within the timeout period.";
            bad("RequestTimeout", message).closing(true)
        }
        ReadError::Broken(_) => {
            let message = "You did not provide the number of bytes specified by the Content-Length \
                           HTTP header.";
            bad("IncompleteBody", message).closing(true)
        }
    }
}
