//! Calls of tools: as whom, and what becomes of them.
//!
//! What the API refuses is the result of the tool, marked as an error, so that the agent reads why
//! and can do better. Only a call that is not one of a tool is an error of the protocol.

use std::sync::Arc;

use bytes::Bytes;
use cosell_admin_api::check::Candidate;
use cosell_admin_api::{Content, Declaration};
use cosell_auth::is_account_id;
use cosell_domain::check::CheckError;
use cosell_domain::{CallError, Caller as ApiCaller, Entry, Error};
use cosell_engine::fault::Point;
use cosell_world::machine;
use hyper::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::message::{Failure, Request};
use super::tools::{self, Action, Allowed, Right};
use super::{invalid, pages, resources};
use crate::access;
use crate::admin::{self, Requester};
use crate::caller;
use crate::head::{Head, Header};
use crate::recorder::{Called, Within};
use crate::refusal::Refusal;
use crate::trace::Trace;

/// Who sent a message.
pub(super) struct Caller<'a> {
    requester: Requester<'a>,
    head: &'a Head,
    body: &'a Bytes,
    /// The caller of operations; none if only an admin token was sent.
    api: Option<ApiCaller>,
    /// Who administers, or why the client may not.
    administrator: Result<String, Refusal>,
}

impl<'a> Caller<'a> {
    /// Authenticates the client. In mode `strict` it must have signed the message or have an admin
    /// token; in mode `open` a client that does not sign is the account that its address names, or
    /// else the first one.
    pub(super) async fn find(
        requester: Requester<'a>,
        head: &'a Head,
        body: &'a Bytes,
        account: Option<&str>,
    ) -> Result<Self, Refusal> {
        let front = &requester.space.front;
        let authorization = head.text(Header::Authorization);
        let is_signed = authorization.is_some_and(|sent| sent.starts_with("AWS4-"));
        let administrator = access::authorize_agent(front.mode(), &front.tokens, head);
        let api = match (is_signed, front.callers.first_account()) {
            (true, _) if account.is_some() => {
                return Err(invalid(
                    "A request that is signed must not name its account.",
                ));
            }
            (true, _) => Some(front.authenticate(requester.peer, head, body).await?),
            (false, Some(first)) => Some(match account {
                None => first.into(),
                Some(account) if is_account_id(account) => Arc::<str>::from(account).into(),
                Some(_) => return Err(invalid("account must have 12 digits.")),
            }),
            (false, None) if account.is_some() => {
                return Err(invalid(
                    "In mode strict requests must be signed; account says nothing.",
                ));
            }
            (false, None) => None,
        };
        match (api, administrator) {
            (None, Err(refusal)) => Err(refusal),
            (api, administrator) => Ok(Self {
                requester,
                head,
                body,
                api,
                administrator,
            }),
        }
    }

    /// The account that operations are called as.
    pub(super) fn account(&self) -> Option<Arc<str>> {
        self.api.as_ref().map(|caller| Arc::clone(caller.account()))
    }
}

/// The parameters of a call.
#[derive(Deserialize)]
struct Parameters {
    name: String,
    #[serde(default)]
    arguments: Map<String, Value>,
}

/// The arguments of the dry run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    operation: String,
    request: Value,
    #[serde(default)]
    submit: bool,
}

/// Calls a tool. The outer error is one of the transport.
pub(super) async fn answer(
    request: &Request,
    allowed: Allowed,
    caller: &Caller<'_>,
    trace: &mut Trace,
) -> Result<Result<Map<String, Value>, Failure>, Refusal> {
    let parameters: Parameters = match Deserialize::deserialize(&request.params) {
        Ok(parameters) => parameters,
        Err(error) => return Ok(Err(Request::invalid_params(error.to_string()))),
    };
    let Some(tool) = tools::find(&parameters.name) else {
        let message = format!("Unknown tool: {}", parameters.name);
        return Ok(Err(Request::invalid_params(message)));
    };
    trace.operation = Some(tool.name);
    if !allowed.has(tool.right) {
        return Ok(Ok(refused(&not_allowed(tool.name, tool.right))));
    }
    let ended = match tool.action {
        Action::Operation(entry) => operation(caller, entry, parameters.arguments, trace).await,
        Action::Check => check(caller, parameters.arguments).await,
        Action::Page(page) => self::page(caller, page, parameters.arguments).await,
    };
    match ended {
        Ok(document) => Ok(Ok(result(document, false))),
        // A fault rule closes the connection, and a store that failed is in the log.
        Err(refusal) if refusal.dropped || refusal.failure.is_some() => Err(refusal),
        Err(refusal) => Ok(Ok(refused(&refusal))),
    }
}

fn not_allowed(name: &str, right: Right) -> Refusal {
    let (does, word) = match right {
        Right::Read => ("reads", "reads"),
        Right::Write => ("changes data", "writes"),
        Right::Admin => ("administers the server", "admin"),
    };
    let message = format!(
        "{name} {does}, which this connection does not allow. Whoever set it up can allow it: \
         `cosell mcp --allow-{word}`, or an address that ends with `/mcp?allow={word}`."
    );
    let body = json!({ "error": "NotAllowed", "message": message });
    Refusal::plain(StatusCode::FORBIDDEN, "NotAllowed", body)
}

/// The result of a call that was refused.
fn refused(refusal: &Refusal) -> Map<String, Value> {
    let mut body = refusal.body.clone();
    if let (Value::Object(body), false) = (&mut body, refusal.rules.is_empty()) {
        body.insert("Rules".to_owned(), json!(refusal.rules));
    }
    result(body, true)
}

/// The result of a call: the document as it is, and as text for clients that read only that.
fn result(document: Value, is_error: bool) -> Map<String, Value> {
    let text = document.to_string();
    Map::from_iter([
        (
            "content".to_owned(),
            json!([{ "type": "text", "text": text }]),
        ),
        ("structuredContent".to_owned(), document),
        ("isError".to_owned(), is_error.into()),
    ])
}

/// Reads a resource. The outer error is one of the transport.
pub(super) async fn read(
    request: &Request,
    caller: &Caller<'_>,
    trace: &mut Trace,
) -> Result<Result<Map<String, Value>, Failure>, Refusal> {
    let address = request.params.get("uri").and_then(Value::as_str);
    let Some(address) = address else {
        return Ok(Err(Request::invalid_params("uri must be text.")));
    };
    let found = resources::find(address);
    let found = found.and_then(|(kind, asked)| Some((cosell_domain::find(kind.operation)?, asked)));
    let Some((entry, asked)) = found else {
        let message = format!("There is no such resource: {address}");
        return Ok(Err(Request::invalid_params(message)));
    };
    trace.operation = Some(entry.meta.name);
    match operation(caller, entry, asked, trace).await {
        Ok(document) => {
            let mut result = resources::result(address, &document);
            if request.is_current {
                tools::add_no_freshness(&mut result);
            }
            Ok(Ok(result))
        }
        Err(refusal) if refusal.dropped || refusal.failure.is_some() => Err(refusal),
        Err(refusal) => {
            let message = refusal
                .body
                .get("Message")
                .or_else(|| refusal.body.get("message"));
            let message = message.and_then(Value::as_str).unwrap_or(refusal.name);
            Ok(Err(Request::invalid_params(format!(
                "{}: {message}",
                refusal.name
            ))))
        }
    }
}

/// Calls an operation, and lets the recorder know of it.
async fn operation(
    caller: &Caller<'_>,
    entry: &'static Entry,
    mut arguments: Map<String, Value>,
    trace: &mut Trace,
) -> Result<Value, Refusal> {
    let front = &caller.requester.space.front;
    entry
        .meta
        .fill_token(&mut arguments, || machine::uuid().to_string());
    let sent = front
        .recorder
        .as_ref()
        .map(|_| json!(arguments).to_string());
    let ended = carried_out(caller, entry, arguments, trace).await;
    if let Some(sent) = sent {
        let (status, error, rules, answer) = match &ended {
            Ok(document) => (StatusCode::OK, None, Vec::new(), document.to_string()),
            Err(refusal) => {
                let rules = refusal.rules.clone();
                (
                    refusal.status,
                    Some(refusal.name),
                    rules,
                    refusal.body.to_string(),
                )
            }
        };
        trace.called = Some(Called {
            body: sent.into(),
            caller: caller.api.clone(),
            within: Some(Within {
                operation: entry.meta.name,
                status: status.as_u16(),
                error,
                rules,
                answer: answer.into(),
            }),
        });
    }
    ended
}

async fn carried_out(
    caller: &Caller<'_>,
    entry: &'static Entry,
    arguments: Map<String, Value>,
    trace: &Trace,
) -> Result<Value, Refusal> {
    let front = &caller.requester.space.front;
    let point = Point {
        operation: Some(entry.meta.name),
        ..Point::named(&caller::RECEIVED)
    };
    front.service.inject(point).await?;
    let mut by = api_caller(caller)?;
    for _ in 0..caller::MAX_ATTEMPTS {
        let input = Value::Object(arguments.clone());
        match front
            .service
            .call(entry, by.within(trace.scope()), input)
            .await
        {
            Err(CallError::Operation(Error::Stale { .. })) => {
                let Caller {
                    requester,
                    head,
                    body,
                    ..
                } = caller;
                by = front.authenticate(requester.peer, head, body).await?;
            }
            answered => {
                let body = answered?.body.unwrap_or_default();
                let document = serde_json::from_slice(&body);
                return Ok(document.unwrap_or_else(|_| json!({})));
            }
        }
    }
    Err(caller::unsteady())
}

/// Who calls operations.
fn api_caller(caller: &Caller<'_>) -> Result<ApiCaller, Refusal> {
    let unsigned = || {
        let message = "In mode strict a message must be signed to call operations; an admin token \
                       does not replace a key.";
        Refusal::from(cosell_api::Error::access_denied(message))
    };
    caller.api.clone().ok_or_else(unsigned)
}

/// Checks a request without carrying it out.
async fn check(caller: &Caller<'_>, arguments: Map<String, Value>) -> Result<Value, Refusal> {
    let check: Check = serde_json::from_value(Value::Object(arguments))
        .map_err(|error| invalid(&error.to_string()))?;
    let by = api_caller(caller)?;
    let candidate = Candidate {
        operation: Some(check.operation),
        account: None,
        submit: check.submit,
        request: check.request,
    };
    let front = &caller.requester.space.front;
    let checked = front.service.check(candidate, by).await;
    let checked = checked.map_err(|error| match error {
        CheckError::Store(error) => Refusal::from(error),
        CheckError::Stale => caller::unsteady(),
        other => invalid(&other.to_string()),
    })?;
    serde_json::to_value(checked).map_err(|error| invalid(&error.to_string()))
}

/// Asks a page of the administrative API.
async fn page(
    caller: &Caller<'_>,
    page: &'static Declaration,
    arguments: Map<String, Value>,
) -> Result<Value, Refusal> {
    let administrator = match &caller.administrator {
        Ok(administrator) => administrator,
        Err(refusal) => {
            return Err(Refusal::plain(
                refusal.status,
                refusal.name,
                refusal.body.clone(),
            ));
        }
    };
    let asked = pages::request(page, arguments).map_err(|message| invalid(&message))?;
    let requester = Requester {
        administrator: Some(administrator),
        ..caller.requester
    };
    let method = Method::from_bytes(page.method.as_str().as_bytes())
        .map_err(|error| invalid(&error.to_string()))?;
    let query = Some(asked.query.as_str()).filter(|query| !query.is_empty());
    let found = admin::find(&method, &asked.path, query)?;
    match admin::content(requester, &found, &Bytes::from(asked.body)).await? {
        Content::Json(document) => Ok(document),
        Content::Text(text) => Ok(json!({ "text": text })),
    }
}
