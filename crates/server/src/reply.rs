//! Answers as HTTP.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{
    CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use hyper::{Response, StatusCode};

use crate::refusal::Refusal;

/// The header that names the error of an answer.
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The header that names the rules which refused a request.
const RULES: HeaderName = HeaderName::from_static("x-cosell-rules");

/// The header that tells SDKs how many milliseconds to wait; `Retry-After` knows only seconds.
const AMZ_RETRY_AFTER: HeaderName = HeaderName::from_static("x-amz-retry-after");

/// An answer; all of them are whole in memory.
pub(crate) type Reply = Response<Full<Bytes>>;

/// An answer with a body of JSON, or none at all.
pub(crate) fn success(content_type: &'static str, body: Option<Vec<u8>>) -> Reply {
    let mut reply = Reply::new(Full::from(body.map_or_else(Bytes::new, Bytes::from)));
    reply
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    reply
}

/// An answer of this status and without a body.
pub(crate) fn empty(status: StatusCode) -> Reply {
    let mut reply = Reply::default();
    *reply.status_mut() = status;
    reply
}

/// An error; with `explain` it names the rules behind it.
pub(crate) fn refusal(content_type: &'static str, refusal: &Refusal, explain: bool) -> Reply {
    let mut reply = success(content_type, Some(refusal.body.to_string().into_bytes()));
    *reply.status_mut() = refusal.status;
    let headers = reply.headers_mut();
    headers.insert(ERROR_TYPE, HeaderValue::from_static(refusal.name));
    if let Some(millis) = refusal.retry_after {
        headers.insert(AMZ_RETRY_AFTER, HeaderValue::from(millis));
        headers.insert(RETRY_AFTER, HeaderValue::from(millis.div_ceil(1_000)));
    }
    if refusal.challenge {
        let challenge = HeaderValue::from_static("Bearer realm=\"cosell\"");
        headers.insert(WWW_AUTHENTICATE, challenge);
    }
    if refusal.close {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    if explain
        && !refusal.rules.is_empty()
        && let Ok(rules) = HeaderValue::try_from(refusal.rules.join(", "))
    {
        headers.insert(RULES, rules);
    }
    reply
}
