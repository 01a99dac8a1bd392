//! The responses of the console and the headers that they all have.

use hyper::StatusCode;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY,
    SET_COOKIE, VARY, X_CONTENT_TYPE_OPTIONS,
};

use crate::reply::{self, Reply};

/// What a page may load and send: this server's own files, and forms to this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Nothing of a page's address goes to another host. With `no-referrer` a browser would send the
/// origin `null` with a form, and the check of the origin could not tell this server's own forms
/// from those of others.
const REFERRER: &str = "same-origin";

const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// A page.
pub(super) fn html(status: StatusCode, text: String) -> Reply {
    let mut reply = reply::success("text/html; charset=utf-8", Some(text.into_bytes()));
    *reply.status_mut() = status;
    secure(&mut reply);
    reply
}

/// A file of the console.
pub(super) fn file(media_type: &'static str, text: &'static str) -> Reply {
    let mut reply = reply::success(media_type, Some(text.as_bytes().to_vec()));
    secure(&mut reply);
    // The same for everybody, and asked for again after an upgrade.
    let minutes = HeaderValue::from_static("max-age=300");
    reply.headers_mut().insert(CACHE_CONTROL, minutes);
    reply
}

/// Sends the browser to a page of this server.
pub(super) fn redirect(place: &str) -> Reply {
    let mut reply = reply::empty(StatusCode::SEE_OTHER);
    secure(&mut reply);
    let headers = reply.headers_mut();
    if let Ok(place) = HeaderValue::try_from(place) {
        headers.insert(LOCATION, place);
    }
    // The root has another answer for other clients.
    headers.insert(VARY, HeaderValue::from_static("accept"));
    reply
}

/// Sets a cookie.
pub(super) fn with_cookie(mut reply: Reply, cookie: &str) -> Reply {
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        reply.headers_mut().insert(SET_COOKIE, cookie);
    }
    reply
}

/// Adds the headers that every response of the console has.
pub(super) fn secure(reply: &mut Reply) {
    let headers = reply.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, REFERRER),
        (OPENER, "same-origin"),
        (CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
