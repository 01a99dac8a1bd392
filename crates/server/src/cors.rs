//! Which web pages may call operations and read the answers: CORS.
//!
//! A browser asks before it lets a page of another origin send a signed request (a preflight, which
//! carries no signature), and shows the page an answer only if the answer names the page's origin.
//! In mode `open` pages of this machine are granted that; in both modes those that the operator
//! allowed, whose origins must be the same to the letter. Nothing is granted to all.
//!
//! A grant is of operations: nothing under `/_cosell/` ever has one, and the root's page has none.

use std::str::FromStr;

use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HeaderValue, VARY,
};
use hyper::{Method, StatusCode};
use serde::Deserialize;

use crate::access::Mode;
use crate::admin;
use crate::head::{Head, Header};
use crate::host;
use crate::pipeline::Front;
use crate::reply::{self, Reply};

/// The headers of answers that a page may read beside those that every page may.
const EXPOSED: &str = "x-amzn-requestid, x-amzn-errortype, x-cosell-rules, x-amz-retry-after, \
                       retry-after, date";

/// Seconds for which a browser need not ask again; the longest that all of them keep to.
const MAX_AGE: &str = "7200";

/// An origin of web pages: scheme, host, and the port unless it is the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Origin(String);

impl Origin {
    pub(crate) fn is(&self, origin: &str) -> bool {
        self.0 == origin
    }
}

impl TryFrom<String> for Origin {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Origin {
    type Err = String;

    /// Takes what a browser could write, in letters of any case.
    fn from_str(text: &str) -> Result<Self, String> {
        let origin = text.to_ascii_lowercase();
        let in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let in_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        let is_origin = origin.split_once("://").is_some_and(|(scheme, host)| {
            scheme.starts_with(|first: char| first.is_ascii_lowercase())
                && scheme.bytes().all(in_scheme)
                && host.starts_with(|first: char| first != ':')
                && host.bytes().all(in_host)
        });
        if !is_origin {
            return Err(format!(
                "`{text}` is no origin; write SCHEME://HOST or SCHEME://HOST:PORT without a path, \
                 such as http://app.example:3000"
            ));
        }
        let usual = [("http://", ":80"), ("https://", ":443")];
        let is_usual = |(scheme, port)| origin.starts_with(scheme) && origin.ends_with(port);
        if usual.into_iter().any(is_usual) {
            return Err(format!(
                "`{text}` is no origin: browsers leave out the port that is the scheme's own"
            ));
        }
        Ok(Self(origin))
    }
}

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

    #[test]
    fn an_origin_is_what_a_browser_writes() {
        for (text, origin) in [
            ("http://localhost:3000", "http://localhost:3000"),
            ("https://App.Example", "https://app.example"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("chrome-extension://abcdef", "chrome-extension://abcdef"),
        ] {
            let parsed: Origin = text.parse().expect(text);
            assert!(parsed.is(origin), "{text}");
        }
        for text in [
            "",
            "*",
            "null",
            "app.example",
            "https://",
            "https://*",
            "https://*.example",
            "https://app.example/",
            "https://app.example/page",
            "https://app.example:443",
            "http://app.example:80",
            "https://user@app.example",
            "https://app.example, https://other.example",
            "://app.example",
            "https://:3000",
            "https://\u{e9}.example",
        ] {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }
}
