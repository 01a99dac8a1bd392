//! HTTP responses.

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{Either, Full};
use hyper::header::{
    CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use hyper::{Response, StatusCode};

use crate::refusal::Refusal;

/// The response header that names the error.
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The response header that names the rules which refused a request.
const RULES: HeaderName = HeaderName::from_static("x-cosell-rules");

/// The response header that tells SDKs how many milliseconds to wait; `Retry-After` has seconds.
const AMZ_RETRY_AFTER: HeaderName = HeaderName::from_static("x-amz-retry-after");

/// A body that is read from the store while it is sent.
pub(crate) type Stream = UnsyncBoxBody<Bytes, cosell_domain::Error>;

/// A response; its body is in memory, unless it is a stream.
pub(crate) type Reply = Response<Either<Full<Bytes>, Stream>>;

/// A body that is in memory.
pub(crate) fn whole(bytes: Vec<u8>) -> Either<Full<Bytes>, Stream> {
    Either::Left(Full::from(bytes))
}

/// A response with this body, or without one.
pub(crate) fn success(content_type: &'static str, body: Option<Vec<u8>>) -> Reply {
    let mut reply = Reply::new(whole(body.unwrap_or_default()));
    reply
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    reply
}

/// A response with this status and no body.
pub(crate) fn empty(status: StatusCode) -> Reply {
    let mut reply = Reply::new(Either::Left(Full::default()));
    *reply.status_mut() = status;
    reply
}

/// An error response; with `explain` it names the rules that refused the request.
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
        && let Ok(rules) = HeaderValue::try_from(refusal.sorted_rules().join(", "))
    {
        headers.insert(RULES, rules);
    }
    reply
}
