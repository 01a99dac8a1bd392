//! CORS: which web pages may call operations and read the responses.
//!
//! Before a page of another origin may send a signed request, its browser sends a preflight
//! request, which has no signature; the browser shows the page a response only if the response
//! names the page's origin. In mode `open` the server allows pages of this machine; in both modes
//! it allows the origins that the operator listed, which must match exactly. No wildcard is ever
//! sent.
//!
//! CORS applies to operations only: the server never allows an origin for a path under `/_cosell/`
//! or for the root's page.

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

/// The response headers that a page may read in addition to the CORS-safelisted ones.
const EXPOSED: &str = "x-amzn-requestid, x-amzn-errortype, x-cosell-rules, x-amz-retry-after, \
                       retry-after, date";

/// Seconds for which a browser may cache a preflight response; the most that all browsers honour.
const MAX_AGE: &str = "7200";

/// The response to a preflight request, if the page's origin is allowed.
pub(crate) fn preflight(front: &Front, head: &Head) -> Option<Reply> {
    if head.method() != Method::OPTIONS || !head.has(Header::RequestMethod) {
        return None;
    }
    allowed_origin(front, head)?;
    let mut reply = reply::empty(StatusCode::NO_CONTENT);
    let headers = reply.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("POST"),
    );
    // SDKs differ in the headers they send; an allowed origin may send any of them.
    if let Some(asked) = head.get(Header::RequestHeaders) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
    }
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
    Some(reply)
}

/// Adds the CORS headers to the response of an operation.
pub(crate) fn add_headers(front: &Front, head: &Head, reply: &mut Reply) {
    if !is_grantable(front, head) {
        return;
    }
    let headers = reply.headers_mut();
    // Also where no origin is allowed: a cache must not serve one page's response to another.
    headers.insert(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = allowed_origin(front, head) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(EXPOSED),
        );
    }
}

/// Whether the response to this request may depend on the page's origin.
fn is_grantable(front: &Front, head: &Head) -> bool {
    matches!(*head.method(), Method::POST | Method::OPTIONS)
        && !head.path().starts_with(admin::PREFIX)
        && (front.mode() == Mode::Open || !front.allowed.origins.is_empty())
}

/// The origin of the page that sent the request, if the page may read the response.
fn allowed_origin<'a>(front: &Front, head: &'a Head) -> Option<&'a HeaderValue> {
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
        // A safelisted header, and one for the browser alone.
        let others = ["content-type", "connection"];
        let hidden: Vec<&str> = names
            .filter(|name| !others.contains(name) && !exposed.contains(name))
            .collect();
        assert!(hidden.is_empty(), "{hidden:?}");
    }
}
