//! The errors of requests that name a space.

use hyper::StatusCode;
use serde_json::json;

use super::NameError;
use crate::refusal::Refusal;

/// An error in the form of a page's.
fn refused(status: StatusCode, name: &'static str, message: &str) -> Refusal {
    let body = json!({ "error": name, "message": message });
    Refusal::plain(status, name, body)
}

/// The same in the form of an operation's, which SDKs read.
pub(super) fn of_operation(refusal: Refusal) -> Refusal {
    let body = json!({ "__type": refusal.name, "Message": refusal.body["message"] });
    Refusal { body, ..refusal }
}

pub(super) fn wrong_name() -> Refusal {
    let message = format!("{NameError}.");
    refused(StatusCode::BAD_REQUEST, "InvalidNamespace", &message)
}

pub(super) fn several_names() -> Refusal {
    let message = "The request names two namespaces: send the header x-cosell-namespace once.";
    refused(StatusCode::BAD_REQUEST, "InvalidNamespace", message)
}

pub(super) fn unknown_in_strict() -> Refusal {
    let message = "There is no such namespace. With --auth strict an operator creates namespaces: \
                   cosell namespace create NAME.";
    refused(StatusCode::NOT_FOUND, "NamespaceNotFound", message)
}

pub(crate) fn unknown() -> Refusal {
    let message = "There is no such namespace. The first request of a client makes it, and so does \
                   cosell namespace create NAME.";
    refused(StatusCode::NOT_FOUND, "NamespaceNotFound", message)
}

pub(super) fn too_many(most: usize) -> Refusal {
    let message = if most == 0 {
        "This server has no namespaces: --max-namespaces allows them.".to_owned()
    } else {
        format!(
            "There are {most} namespaces, as many as --max-namespaces allows. Drop those that are \
             not needed any more: cosell namespace drop NAME."
        )
    };
    refused(StatusCode::CONFLICT, "TooManyNamespaces", &message)
}

pub(super) fn no_reset() -> Refusal {
    let message = "This server neither resets its store nor loads states. With --auth strict, \
                   --allow-reset allows that.";
    refused(StatusCode::FORBIDDEN, "ResetNotAllowed", message)
}

pub(super) fn unavailable() -> Refusal {
    let message = "The service of this namespace could not be started; the server's log says why.";
    refused(StatusCode::SERVICE_UNAVAILABLE, "Unavailable", message)
}

pub(super) fn not_replaced() -> Refusal {
    let message = "The data could not be replaced and are as they were; the server's log says why.";
    refused(StatusCode::SERVICE_UNAVAILABLE, "Unavailable", message)
}

pub(super) fn not_loaded(why: &str) -> Refusal {
    refused(
        StatusCode::BAD_REQUEST,
        "StateRefused",
        &format!("The state was not loaded: {why}."),
    )
}

pub(super) fn not_saved(why: &str) -> Refusal {
    refused(
        StatusCode::CONFLICT,
        "StateRefused",
        &format!("The state was not saved: {why}."),
    )
}

pub(super) fn no_states() -> Refusal {
    let message = "This server neither saves nor loads states.";
    refused(StatusCode::FORBIDDEN, "StateRefused", message)
}

pub(crate) fn no_disk() -> Refusal {
    let message = "The file of the state could not be written or read; the server's log says why.";
    refused(StatusCode::SERVICE_UNAVAILABLE, "Unavailable", message)
}

pub(super) fn state_exists() -> Refusal {
    let message = "There is a state of this name already, and saving would overwrite it. Delete it \
                   first, or choose another name.";
    refused(StatusCode::CONFLICT, "Conflict", message)
}

pub(super) fn in_this_state() -> Refusal {
    let message = "This is the state that the data are in, so there is nothing to switch to, and \
                   nothing was changed.";
    refused(StatusCode::CONFLICT, "Conflict", message)
}

pub(super) fn replaced() -> Refusal {
    let message = "A reset or a load came between, and the data may have been replaced. See what \
                   there is now, and try again.";
    refused(StatusCode::CONFLICT, "Conflict", message)
}

pub(super) fn dropped() -> Refusal {
    let message = "The namespace was dropped meanwhile, and nothing was put in its place.";
    refused(StatusCode::CONFLICT, "Conflict", message)
}
