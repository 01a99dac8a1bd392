//! Which web pages may call operations and read the answers: CORS.
//!
//! A browser asks before it lets a page of another origin send a signed request (a preflight, which
//! carries no signature), and shows the page an answer only if the answer names the page's origin.
//! In mode `open` pages of this machine are granted that; in both modes those that the operator
//! allowed, whose origins must be the same to the letter. Nothing is granted to all.
//!
//! A grant is of operations: nothing under `/_cosell/` ever has one, and the root's page has none.

use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HeaderValue, VARY,
};
use hyper::{Method, StatusCode};

use crate::access::Mode;
use crate::admin;
use crate::front::Front;
use crate::head::{Head, Header};
use crate::host;
use crate::reply::{self, Reply};

/// The headers of answers that a page may read beside those that every page may.
const EXPOSED: &str = "x-amzn-requestid, x-amzn-errortype, x-cosell-rules, x-amz-retry-after, \
                       retry-after, date";

/// Seconds for which a browser need not ask again; the longest that all of them keep to.
const MAX_AGE: &str = "7200";

/// The answer to a browser that asks whether a page may call, if the page may.
pub(crate) fn preflight(front: &Front, head: &Head) -> Option<Reply> {
    if head.method() != Method::OPTIONS || !head.has(Header::RequestMethod) {
        return None;
    }
    granted(front, head)?;
    let mut reply = reply::empty(StatusCode::NO_CONTENT);
    let headers = reply.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("POST"),
    );
    // SDKs differ in what they send, and whoever may call may send what it likes.
    if let Some(asked) = head.get(Header::RequestHeaders) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
    }
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
    Some(reply)
}

/// Says in an answer which page may read it, if it is one of an operation.
pub(crate) fn mark(front: &Front, head: &Head, reply: &mut Reply) {
    if !is_grantable(front, head) {
        return;
    }
    let headers = reply.headers_mut();
    // Also where nothing is granted: a cache must not hand one page's answer to another.
    headers.insert(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = granted(front, head) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(EXPOSED),
        );
    }
}

/// Whether an answer to this request may depend on whose page sent it.
fn is_grantable(front: &Front, head: &Head) -> bool {
    matches!(*head.method(), Method::POST | Method::OPTIONS)
        && !head.path().starts_with(admin::PREFIX)
        && (front.mode() == Mode::Open || !front.allowed.origins.is_empty())
}

/// The origin of the page that sent the request, if it may read the answer.
fn granted<'a>(front: &Front, head: &'a Head) -> Option<&'a HeaderValue> {
    let mut origins = head.all(Header::Origin).iter();
    let origin = origins.next()?;
    let text = origin.to_str().ok()?;
    let is_ours = front.mode() == Mode::Open && host::is_local_origin(text);
    let is_allowed = is_ours || front.allowed.has_origin(text);
    (is_grantable(front, head) && is_allowed && origins.next().is_none()).then_some(origin)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use cosell_api::Error;
    use hyper::header::HeaderName;

    use super::*;
    use crate::refusal::Refusal;

    #[test]
    fn a_page_may_read_every_header_of_an_error() {
        let refusal = Refusal {
            rules: vec!["a-rule"],
            ..Refusal::from(Error::throttling("Later.", Some(Duration::from_secs(1))))
        };
        let reply = reply::refusal("application/json", &refusal.closing(true), true);
        let exposed: Vec<&str> = EXPOSED.split(", ").collect();
        let names = reply.headers().keys().map(HeaderName::as_str);
        // What every page may read, and what is for the browser alone.
        let others = ["content-type", "connection"];
        let hidden: Vec<&str> = names
            .filter(|name| !others.contains(name) && !exposed.contains(name))
            .collect();
        assert!(hidden.is_empty(), "{hidden:?}");
    }
}
