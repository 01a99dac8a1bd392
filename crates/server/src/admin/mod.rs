//! The administration API under `/_cosell/`: JSON for operators and for this program's own
//! commands. The root's page has the same form.
//!
//! `cosell_admin_api` declares the pages; each module here implements a [`Handler`] for the pages
//! of its concern. `table` dispatches requests to the handlers; a page without a handler does not
//! compile.
//!
//! The API requires a bearer token if the operator has set one. Without one it is open to every
//! client that can connect, which in mode `open` are the programs of this machine. Every change is
//! recorded in the audit log.

mod audit;
mod aws;
mod check;
mod clock;
mod deliveries;
mod event_stream;
mod events;
mod faults;
mod health;
mod identity;
pub(crate) mod metrics;
mod monitor;
mod openapi;
mod page_key;
mod pipeline;
mod quotas;
mod records;
mod requests;
mod rest;
mod reviewer;
mod settle;
mod spaces;
mod state;
mod table;
mod tasks;

use std::fs::File;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use cosell_admin_api::{Answer as _, Content, Error, Page, Request};
use hyper::{Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::front::Front;
use crate::peer::Peer;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};
use crate::spaces::{Space, Spaces};

pub(crate) use cosell_admin_api::PREFIX;
use rest::Rest;
pub(crate) use table::{Found, allowed, find};

/// The client that requests a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Requester<'a> {
    pub(crate) spaces: &'a Spaces,
    /// Where it is handled.
    pub(crate) space: &'a Arc<Space>,
    pub(crate) peer: Peer,
    /// Who administers: the name of a token, or `open`; `None` for a client without a token.
    pub(crate) administrator: Option<&'a str>,
    /// The body of the request, if it is a file.
    pub(crate) upload: Option<&'a File>,
    /// The last event that the client has of a stream.
    pub(crate) last_event: Option<&'a str>,
}

/// What a handler gets in addition to the request.
#[derive(Clone, Copy, Debug)]
struct Context<'a> {
    front: &'a Front,
    requester: Requester<'a>,
    /// What follows the answer, if it goes on.
    rest: &'a OnceLock<Rest>,
}

/// The handler of a page.
trait Handler: Page {
    fn handle(
        self,
        cx: Context<'_>,
    ) -> impl Future<Output = Result<<Self as Page>::Answer, Refusal>> + Send;
}

/// Handles a request for a page, and writes the audit log.
pub(crate) async fn handle(
    requester: Requester<'_>,
    found: &Found<'_>,
    body: &Bytes,
) -> Result<Reply, Refusal> {
    let rest = OnceLock::new();
    let cx = Context {
        front: &requester.space.front,
        requester,
        rest: &rest,
    };
    let content = audit::audited(cx, found, found.handle(cx, body)).await;
    let explained = |refusal| requester.spaces.explained(requester.space, refusal);
    let content = content.map_err(explained)?;
    let bytes = match content {
        Content::Json(document) => document.to_string().into_bytes(),
        Content::Text(text) => text.into_bytes(),
    };
    if let Some(rest) = rest.into_inner() {
        return Ok(rest.reply(found.media_type(), bytes));
    }
    Ok(reply::success(found.media_type(), Some(bytes)))
}

/// Asks a page for another part of this server, which is as good as a request for it: the same
/// handler answers, and the audit log has the act.
pub(crate) async fn ask<P: Page>(requester: Requester<'_>, page: &P) -> Result<P::Answer, Refusal> {
    let request = Request::of(page).map_err(|error| invalid(&error.to_string()))?;
    let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| not_allowed())?;
    let (path, query) = match request.target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (request.target.as_str(), None),
    };
    let found = find(&method, path, query)?;
    let body = Bytes::from(request.body.unwrap_or_default());
    let content = content(requester, &found, &body).await?;
    P::Answer::from_content(&content).map_err(|error| invalid(&error.to_string()))
}

/// What a page answers. The rest of an answer that goes on is left out.
pub(crate) async fn content(
    requester: Requester<'_>,
    found: &Found<'_>,
    body: &Bytes,
) -> Result<Content, Refusal> {
    let rest = OnceLock::new();
    let cx = Context {
        front: &requester.space.front,
        requester,
        rest: &rest,
    };
    audit::audited(cx, found, found.handle(cx, body)).await
}

/// Parses the JSON of a request, in which no member may be repeated.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    cosell_auth::json::read(body).map_err(|error| {
        let error = plain(&error.to_string());
        invalid(&format!("The body is not the JSON of this page: {error}."))
    })
}

/// What an error expects, in words for people who do not know the types of Rust.
fn plain(error: &str) -> String {
    let ranges = [
        ("u8", u64::from(u8::MAX)),
        ("u16", u64::from(u16::MAX)),
        ("u32", u64::from(u32::MAX)),
        ("u64", u64::MAX),
        ("usize", u64::MAX),
    ];
    let numbers = ranges.iter().flat_map(|(name, most)| {
        [
            (format!("expected {name}"), 0, most),
            (format!("expected a nonzero {name}"), 1, most),
        ]
    });
    let mut plain = error.to_owned();
    for (expected, least, most) in numbers {
        let ends = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric());
        if let Some((before, rest)) = error.split_once(&expected)
            && ends(rest)
        {
            plain = format!("{before}expected a whole number from {least} to {most}{rest}");
        }
    }
    plain
}

/// A value as JSON.
fn document<T: Serialize>(value: &T) -> Value {
    // Cannot fail: the values are structs of plain types.
    serde_json::to_value(value).unwrap_or_default()
}

fn invalid(message: &str) -> Refusal {
    refused(StatusCode::BAD_REQUEST, "Invalid", message)
}

fn conflict(message: &str) -> Refusal {
    refused(StatusCode::CONFLICT, "Conflict", message)
}

fn not_allowed() -> Refusal {
    let message = "The method is not allowed for this page; the header Allow lists those that are.";
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_a_number_says_its_range_and_not_its_type() {
        assert_eq!(
            plain("invalid value: integer `-86400`, expected u32 at line 1 column 19"),
            "invalid value: integer `-86400`, expected a whole number from 0 to 4294967295 at line \
             1 column 19"
        );
        assert_eq!(
            plain("invalid type: string \"x\", expected a nonzero u8"),
            "invalid type: string \"x\", expected a whole number from 1 to 255"
        );
        assert_eq!(plain("expected value"), "expected value");
    }
}
