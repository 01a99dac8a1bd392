//! The Model Context Protocol: the operations as tools for agents, at `/mcp`.
//!
//! ```text
//! pipeline ─► mcp ─► message ─┬─► tools/list: tools ─► schema, pages
//!                             ├─► tools/call: call ─► domain, admin
//!                             ├─► resources/read: resources ─► call
//!                             └─► prompts/get: prompts
//! ```
//!
//! The transport is streamable HTTP: each message is one POST, and its response one JSON document.
//! Nothing is kept between two messages, so there is no session, no stream to listen to, and
//! nothing that a client could make the server remember. `cosell mcp` carries the same messages
//! over standard input and output.
//!
//! A caller has no more rights here than elsewhere: a tool calls its operation as the caller of the
//! request, and a page of the administrative API needs the admin token. Within these rights the
//! query of the address limits what an agent may do: without `allow` it only reads.

mod about;
mod call;
mod message;
mod pages;
mod prompts;
mod resources;
mod schema;
mod tools;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::header::{ALLOW, HeaderValue};
use hyper::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::access::Mode;
use crate::admin::Requester;
use crate::head::{Head, Header};
use crate::host;
use crate::query;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};
use crate::trace::Trace;
use message::{CURRENT, Failure, Message, OLDER, Request};
use tools::Allowed;

/// The path of the endpoint.
const PATH: &str = "/mcp";

/// The name of messages in the log and in the metrics that call no tool; the one part of the path.
pub(crate) const NAME: &str = "mcp";

/// Whether a request is for the endpoint.
pub(crate) fn is_for(head: &Head) -> bool {
    head.path() == PATH
}

/// The query of the endpoint's address.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    /// `writes`, `admin` or both with a comma between them.
    #[serde(default)]
    allow: String,
    /// The account of a client in mode `open` that does not sign.
    account: Option<String>,
}

impl Query {
    fn allowed(&self) -> Result<Allowed, Refusal> {
        let mut allowed = Allowed::default();
        for word in self.allow.split(',').filter(|word| !word.is_empty()) {
            match word {
                "writes" => allowed.writes = true,
                "admin" => allowed.admin = true,
                _ => return Err(invalid("allow may have writes and admin.")),
            }
        }
        Ok(allowed)
    }
}

/// Answers a message.
pub(crate) async fn handle(
    requester: Requester<'_>,
    head: &Head,
    body: &Bytes,
    trace: &mut Trace,
) -> Result<Reply, Refusal> {
    trace.operation = Some(NAME);
    let front = &requester.space.front;
    if front.mode() == Mode::Strict {
        host::check_origin(head)?;
    }
    if *head.method() != Method::POST {
        let mut reply = reply::empty(StatusCode::METHOD_NOT_ALLOWED);
        reply
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("POST"));
        return Ok(reply);
    }
    // A page of another origin can send other types without asking first.
    if !crate::route::has_json(head) {
        let refusal = invalid("The content type must be application/json.");
        return Err(refusal.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let query: Query = query::read(head.query()).map_err(|message| invalid(&message))?;
    let allowed = query.allowed()?;
    let caller = call::Caller::find(requester, head, body, query.account.as_deref()).await?;
    trace.account = caller.account();
    let version = head.text(Header::McpVersion);
    let (id, answered) = match message::read(body, version) {
        Ok(Message::Other) => return Ok(reply::empty(StatusCode::ACCEPTED)),
        Ok(Message::Request(request)) => {
            let checked = check_headers(head, version, &request);
            let answered = match checked {
                Ok(()) => answer(&request, allowed, &caller, trace).await?,
                Err(failure) => Err(failure),
            };
            let answered = answered.map(|result| request.answer(result));
            (request.id, answered)
        }
        Err((id, failure)) => (id, Err(failure)),
    };
    let (status, document) = match answered {
        Ok(document) => (StatusCode::OK, document),
        Err(failure) => (failure.status, failure.answer(&id)),
    };
    let mut reply = reply::success("application/json", Some(document.to_string().into_bytes()));
    *reply.status_mut() = status;
    Ok(reply)
}

/// Answers a request. The outer error is one of the transport.
async fn answer(
    request: &Request,
    allowed: Allowed,
    caller: &call::Caller<'_>,
    trace: &mut Trace,
) -> Result<Result<Map<String, Value>, Failure>, Refusal> {
    let result = match (request.method.as_str(), request.is_current) {
        ("server/discover", true) => Ok(discovered()),
        ("initialize", false) => initialized(&request.params),
        ("ping", false) => Ok(Map::new()),
        ("tools/list", _) => listed(request, allowed),
        ("tools/call", _) => return call::answer(request, allowed, caller, trace).await,
        ("resources/list", _) => only(request, Map::from_iter([("resources".into(), json!([]))])),
        ("resources/templates/list", _) => only(request, resources::templates()),
        ("resources/read", _) => return call::read(request, caller, trace).await,
        ("prompts/list", _) => only(request, prompts::list()),
        ("prompts/get", _) => prompts::get(&request.params).map_err(Request::invalid_params),
        _ => Err(request.unknown_method()),
    };
    Ok(result)
}

fn listed(request: &Request, allowed: Allowed) -> Result<Map<String, Value>, Failure> {
    let cursor = match request.params.get("cursor") {
        None | Some(Value::Null) => None,
        Some(Value::String(cursor)) => Some(cursor.as_str()),
        Some(_) => return Err(Request::invalid_params("cursor must be text.")),
    };
    let unknown = || Request::invalid_params("The cursor is not one of this list.");
    let mut page = tools::list(allowed, cursor, tools::PAGE).ok_or_else(unknown)?;
    if !request.is_current {
        page.retain(|name, _| matches!(name.as_str(), "tools" | "nextCursor"));
    }
    Ok(page)
}

/// A list that has one page.
fn only(request: &Request, mut page: Map<String, Value>) -> Result<Map<String, Value>, Failure> {
    if !matches!(request.params.get("cursor"), None | Some(Value::Null)) {
        return Err(Request::invalid_params(
            "The cursor is not one of this list.",
        ));
    }
    if request.is_current {
        tools::add_freshness(&mut page);
    }
    Ok(page)
}

/// What this server is and can do.
fn described() -> Map<String, Value> {
    Map::from_iter([
        (
            "capabilities".to_owned(),
            json!({ "tools": {}, "resources": {}, "prompts": {} }),
        ),
        ("serverInfo".to_owned(), message::server()),
        ("instructions".to_owned(), about::INSTRUCTIONS.into()),
    ])
}

fn discovered() -> Map<String, Value> {
    let mut result = described();
    // The versions that a request may name; older ones are agreed upon by `initialize`.
    result.insert("supportedVersions".to_owned(), json!([CURRENT]));
    tools::add_freshness(&mut result);
    result
}

fn initialized(params: &Map<String, Value>) -> Result<Map<String, Value>, Failure> {
    let requested = params.get("protocolVersion").and_then(Value::as_str);
    let Some(requested) = requested else {
        return Err(Request::invalid_params("protocolVersion is required."));
    };
    // A client that does not speak the one that is offered instead disconnects.
    let [newest, ..] = OLDER;
    let known = OLDER.into_iter().find(|version| *version == requested);
    let mut result = described();
    let version = known.unwrap_or(newest);
    result.insert("protocolVersion".to_owned(), version.into());
    Ok(result)
}

/// Refuses a request whose headers say something else than its body, so that nobody on the way who
/// reads the headers only is deceived.
fn check_headers(head: &Head, version: Option<&str>, request: &Request) -> Result<(), Failure> {
    if !request.is_current {
        return match version {
            Some(version) if !OLDER.contains(&version) => {
                Err(Failure::unsupported_version(version))
            }
            _ => Ok(()),
        };
    }
    let named = match request.method.as_str() {
        "tools/call" | "prompts/get" => Some("name"),
        "resources/read" => Some("uri"),
        _ => None,
    };
    let name = named.map(|member| {
        let name = request.params.get(member).and_then(Value::as_str);
        (Header::McpName, name.unwrap_or_default())
    });
    let expected = [
        (Header::McpVersion, CURRENT),
        (Header::McpMethod, request.method.as_str()),
    ];
    for (header, expected) in expected.into_iter().chain(name) {
        let sent = head.text(header).map(decoded);
        if sent.as_deref() != Some(expected) || head.all(header).iter().count() > 1 {
            let name = header.name();
            let message = format!("Header mismatch: {name} must say what the body says.");
            return Err(Failure::header_mismatch(message));
        }
    }
    Ok(())
}

/// The value of a header that may be written in Base64 between two marks.
fn decoded(value: &str) -> String {
    let encoded = value
        .strip_prefix("=?base64?")
        .and_then(|rest| rest.strip_suffix("?="));
    let bytes = encoded.and_then(|encoded| STANDARD.decode(encoded).ok());
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.unwrap_or_else(|| value.to_owned())
}

fn invalid(message: &str) -> Refusal {
    let body = json!({ "error": "Invalid", "message": message });
    Refusal::plain(StatusCode::BAD_REQUEST, "Invalid", body)
}
