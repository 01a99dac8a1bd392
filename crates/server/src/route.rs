//! Routing: which operation or page a request calls.

use cosell_api::ProtocolError;
use cosell_domain::Entry;
use hyper::{Method, StatusCode};

use crate::admin;
use crate::console;
use crate::form::SERVICE;
use crate::head::{Head, Header};
use crate::mcp;
use crate::refusal::Refusal;

/// Names that no bucket may have: its files would hide the pages of these paths.
pub const RESERVED_BUCKETS: [&str; 3] = [console::NAME, "files", mcp::NAME];

/// The operation or page that a request calls.
#[derive(Debug)]
pub(crate) enum Route<'a> {
    Operation(&'static Entry),
    Admin(admin::Found<'a>),
    /// A page of the console.
    Console,
    /// A message of an agent.
    Mcp,
}

/// Finds the operation or page that a request calls.
pub(crate) fn find(head: &Head) -> Result<Route<'_>, Refusal> {
    let (method, path) = (head.method(), head.path());
    if method == Method::POST
        && let Some(target) = head.get(Header::Target)
    {
        let name = target
            .to_str()
            .ok()
            .and_then(|target| target.strip_prefix(SERVICE));
        return operation(name.unwrap_or_default(), StatusCode::BAD_REQUEST);
    }
    let reads = matches!(*method, Method::GET | Method::HEAD) && !head.has(Header::Target);
    if console::is_for(head) {
        return Ok(Route::Console);
    }
    if mcp::is_for(head) {
        return Ok(Route::Mcp);
    }
    // People leave out the slash at the end of the index.
    if path == admin::PREFIX.trim_end_matches('/') && reads {
        return admin::find(method, admin::PREFIX, head.query()).map(Route::Admin);
    }
    if path.starts_with(admin::PREFIX) || (path == "/" && reads) {
        return admin::find(method, path, head.query()).map(Route::Admin);
    }
    if method != Method::POST {
        return Err(nothing_here(
            "Nothing is served at this path. Operations are called with POST.",
        ));
    }
    match path.strip_prefix('/') {
        Some(name) if !name.is_empty() && has_json(head) => operation(name, StatusCode::NOT_FOUND),
        _ => Err(nothing_here(
            "The request names no operation: send the header X-Amz-Target, or use the operation's \
             name as the path with the content type application/json.",
        )),
    }
}

fn operation(name: &str, unknown: StatusCode) -> Result<Route<'static>, Refusal> {
    if let Some(entry) = cosell_domain::find(name) {
        return Ok(Route::Operation(entry));
    }
    if let Some(meta) = cosell_api::find(name) {
        // Not a 5xx, which SDKs would retry.
        let message = format!("This version of cosell does not support {} yet.", meta.name);
        return Err(ProtocolError::unknown_operation(message).into());
    }
    let refusal = Refusal::from(ProtocolError::unknown_operation(
        "The API has no such operation.",
    ));
    Err(refusal.with_status(unknown))
}

fn nothing_here(message: &str) -> Refusal {
    Refusal::from(ProtocolError::unknown_operation(message)).with_status(StatusCode::NOT_FOUND)
}

/// Whether the body is JSON by its content type.
pub(crate) fn has_json(head: &Head) -> bool {
    let kind = head.media_type();
    [
        "application/json",
        "application/x-amz-json-1.0",
        "application/x-amz-json-1.1",
    ]
    .iter()
    .any(|json| kind.eq_ignore_ascii_case(json))
}
