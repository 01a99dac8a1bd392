//! Refusals in STS's words.

use cosell_domain::identity::admin::{AdminError, SessionError};
use hyper::StatusCode;
use serde_json::json;
use uuid::Uuid;

use super::{XML, document};
use crate::refusal::Refusal;
use crate::reply::{self, Reply};

/// The longest name of an action that a response repeats.
const LONGEST: usize = 64;

/// A member has a wrong value.
pub(super) fn invalid(message: &str) -> Refusal {
    plain(StatusCode::BAD_REQUEST, "ValidationError", message)
}

pub(super) fn unknown_action(name: &str) -> Refusal {
    let message = match name {
        "" => "The form names no Action of STS. Operations of Partner Central are called with the \
               header X-Amz-Target, or with their name as the path and the content type \
               application/json."
            .to_owned(),
        // It is not authenticated, so it does not decide how long the response is.
        name if name.len() > LONGEST => "The form names an unknown Action.".to_owned(),
        name => format!(
            "cosell does not support the action {name} of STS; it supports AssumeRole, \
             GetCallerIdentity and GetSessionToken."
        ),
    };
    plain(StatusCode::BAD_REQUEST, "InvalidAction", &message)
}

/// A session does not begin.
pub(super) fn not_begun(error: SessionError) -> Refusal {
    match error {
        SessionError::Call(error) => error.into(),
        SessionError::Admin(AdminError::Store(error)) => error.into(),
        SessionError::Admin(other) => invalid(&other.to_string()),
    }
}

fn plain(status: StatusCode, name: &'static str, message: &str) -> Refusal {
    Refusal::plain(status, name, json!({ "Message": message }))
}

/// The response, with the code and the status that STS has for what other routes refuse too.
pub(crate) fn refusal(refusal: &Refusal, id: Uuid) -> Reply {
    let (status, code) = match refusal.name {
        "AccessDeniedException" => (StatusCode::FORBIDDEN, "AccessDenied"),
        "UnrecognizedClientException" => (StatusCode::FORBIDDEN, "InvalidClientTokenId"),
        "InvalidSignatureException" => (StatusCode::FORBIDDEN, "SignatureDoesNotMatch"),
        "ExpiredTokenException" => (StatusCode::FORBIDDEN, "ExpiredToken"),
        "MissingAuthenticationTokenException" => {
            (StatusCode::FORBIDDEN, "MissingAuthenticationToken")
        }
        "IncompleteSignatureException" => (StatusCode::BAD_REQUEST, "IncompleteSignature"),
        "ThrottlingException" => (StatusCode::BAD_REQUEST, "Throttling"),
        "InternalServerException" => (StatusCode::INTERNAL_SERVER_ERROR, "InternalFailure"),
        name => (refusal.status, name),
    };
    let kind = if status.is_server_error() {
        "Receiver"
    } else {
        "Sender"
    };
    let message = refusal.body.get("Message");
    let message = message.and_then(serde_json::Value::as_str).unwrap_or(code);
    let text = document::error(kind, code, message, &id.to_string());
    let mut reply = reply::refusal(XML, refusal, false);
    *reply.body_mut() = reply::whole(text.into_bytes());
    *reply.status_mut() = status;
    reply
}
