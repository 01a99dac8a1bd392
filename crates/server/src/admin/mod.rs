//! The administration API under `/_cosell/`: JSON, for operators and for this program's own
//! commands. The root's page is in the same form.
//!
//! `cosell_admin_api` declares the pages; a file here answers those of its concern, each by an
//! [`Answers`] of the page's type. `table` finds a page and makes the two meet: without an answer
//! to every page nothing compiles.
//!
//! It asks for a token where the operator set one; without one it is open to whoever can reach it,
//! which in mode `open` are the programs of this machine. What changes something is remembered in
//! the audit log.

mod audit;
mod clock;
mod faults;
mod health;
mod identity;
mod metrics;
mod openapi;
mod page_key;
mod quotas;
mod table;
mod tasks;

use bytes::Bytes;
use cosell_admin_api::{Content, Error, Page};
use hyper::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::front::Front;
use crate::peer::Peer;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};

pub(crate) use cosell_admin_api::PREFIX;
pub(crate) use table::{Found, allowed, find};

/// Who asks for a page, and from where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor<'a> {
    pub(crate) peer: Peer,
    /// Who administers: the name of a token, or `open`. Strangers have none.
    pub(crate) name: Option<&'a str>,
}

/// What an answer is made from, beside the request.
#[derive(Clone, Copy, Debug)]
struct Context<'a> {
    front: &'a Front,
    visitor: Visitor<'a>,
}

/// How a page is answered.
trait Answers: Page {
    fn answer(
        self,
        cx: Context<'_>,
    ) -> impl Future<Output = Result<<Self as Page>::Answer, Refusal>> + Send;
}

/// Answers for a page.
pub(crate) async fn answer(
    front: &Front,
    visitor: Visitor<'_>,
    found: &Found<'_>,
    body: &Bytes,
) -> Result<Reply, Refusal> {
    let cx = Context { front, visitor };
    let content = audit::audited(cx, found, found.answer(cx, body)).await?;
    let bytes = match content {
        Content::Json(document) => document.to_string().into_bytes(),
        Content::Text(text) => text.into_bytes(),
    };
    Ok(reply::success(found.media_type(), Some(bytes)))
}

/// Reads the JSON that a page is sent, in which every member is there once.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    cosell_auth::json::read(body).map_err(|error| invalid(&error.to_string()))
}

/// What a type says, as JSON.
fn document<T: Serialize>(value: &T) -> Value {
    // All of them are structs with members of plain types, which JSON holds.
    serde_json::to_value(value).unwrap_or_default()
}

fn invalid(message: &str) -> Refusal {
    refused(StatusCode::BAD_REQUEST, "Invalid", message)
}

fn conflict(message: &str) -> Refusal {
    refused(StatusCode::CONFLICT, "Conflict", message)
}

fn not_allowed() -> Refusal {
    let message = "This page does not take this method.";
    refused(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
}

fn not_found(message: &str) -> Refusal {
    refused(StatusCode::NOT_FOUND, "NotFound", message)
}

fn refused(status: StatusCode, name: &'static str, message: &str) -> Refusal {
    let error = Error {
        error: name.to_owned(),
        message: message.to_owned(),
    };
    Refusal::plain(status, name, document(&error))
}
