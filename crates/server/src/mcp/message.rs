//! JSON-RPC 2.0 messages, and the revisions of MCP that this server speaks.
//!
//! A request of the current revision has its protocol version in `params._meta`, and is complete in
//! itself. A request without it is of an older revision, whose clients first send `initialize`.
//! Both are answered without any state: there is no session.

use cosell_api::wire;
use hyper::StatusCode;
use serde_json::{Map, Value, json};

/// The revision whose requests are complete in themselves.
pub(super) const CURRENT: &str = "2026-07-28";

/// Older revisions, the newest first. Those before them have batches of messages.
pub(super) const OLDER: [&str; 2] = ["2025-11-25", "2025-06-18"];

const VERSION_KEY: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES_KEY: &str = "io.modelcontextprotocol/clientCapabilities";
const SERVER_KEY: &str = "io.modelcontextprotocol/serverInfo";

/// A message of a client.
#[derive(Debug)]
pub(super) enum Message {
    Request(Request),
    /// A notification, or the response to a request that this server never sends: nothing is
    /// answered.
    Other,
}

/// A request, which is answered.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) id: Value,
    pub(super) method: String,
    pub(super) params: Map<String, Value>,
    /// Whether it is of the current revision.
    pub(super) is_current: bool,
}

/// An error of the protocol.
#[derive(Debug)]
pub(super) struct Failure {
    /// Of the response where the transport is HTTP.
    pub(super) status: StatusCode,
    code: i32,
    message: String,
    data: Option<Value>,
}

impl Failure {
    const fn new(status: StatusCode, code: i32, message: String) -> Self {
        Self {
            status,
            code,
            message,
            data: None,
        }
    }

    fn invalid_request(message: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, -32600, message.to_owned())
    }

    pub(super) fn header_mismatch(message: String) -> Self {
        Self::new(StatusCode::BAD_REQUEST, -32020, message)
    }

    pub(super) fn unsupported_version(requested: &str) -> Self {
        let message = "Unsupported protocol version".to_owned();
        let supported: Vec<_> = [CURRENT].into_iter().chain(OLDER).collect();
        Self {
            data: Some(json!({ "supported": supported, "requested": requested })),
            ..Self::new(StatusCode::BAD_REQUEST, -32022, message)
        }
    }

    /// The response.
    pub(super) fn answer(self, id: &Value) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(data) = self.data {
            error["data"] = data;
        }
        json!({ "jsonrpc": "2.0", "id": id, "error": error })
    }
}

impl Request {
    /// Something is wrong with the parameters.
    pub(super) fn invalid_params(message: impl Into<String>) -> Failure {
        Failure::new(StatusCode::OK, -32602, message.into())
    }

    /// There is no such method.
    pub(super) fn unknown_method(&self) -> Failure {
        let status = if self.is_current {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::OK
        };
        Failure::new(status, -32601, format!("Method not found: {}", self.method))
    }

    /// The response with a result.
    pub(super) fn answer(&self, mut result: Map<String, Value>) -> Value {
        if self.is_current {
            result.insert("resultType".to_owned(), "complete".into());
            result.insert("_meta".to_owned(), json!({ SERVER_KEY: server() }));
        }
        json!({ "jsonrpc": "2.0", "id": self.id, "result": result })
    }

    /// The version that a request of the current revision must name.
    fn check_meta(&self) -> Result<(), Failure> {
        let meta = self.params.get("_meta").unwrap_or(&Value::Null);
        let malformed = |message: &str| Failure {
            status: StatusCode::BAD_REQUEST,
            ..Self::invalid_params(message)
        };
        match meta.get(VERSION_KEY).map(Value::as_str) {
            Some(Some(CURRENT)) => {}
            Some(Some(other)) => return Err(Failure::unsupported_version(other)),
            _ => return Err(malformed(&format!("_meta must have {VERSION_KEY}."))),
        }
        if !meta.get(CAPABILITIES_KEY).is_some_and(Value::is_object) {
            return Err(malformed(&format!("_meta must have {CAPABILITIES_KEY}.")));
        }
        Ok(())
    }
}

/// This program.
pub(super) fn server() -> Value {
    json!({
        "name": "cosell",
        "title": "cosell: AWS Partner Central Selling",
        "version": env!("CARGO_PKG_VERSION"),
    })
}

/// Parses a message. The error comes with the id of the request, or null. `version` is what the
/// transport says of the revision.
pub(super) fn read(body: &[u8], version: Option<&str>) -> Result<Message, (Value, Failure)> {
    let value: Value = parse(body).map_err(|failure| (Value::Null, failure))?;
    let Value::Object(mut members) = value else {
        let message = if value.is_array() {
            "Batches of messages are not part of this revision of the protocol."
        } else {
            "A message must be an object."
        };
        return Err((Value::Null, Failure::invalid_request(message)));
    };
    let id = members.remove("id");
    let known = id.clone().filter(is_id).unwrap_or_default();
    let refuse = |message: &str| Err((known.clone(), Failure::invalid_request(message)));
    if members.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return refuse("jsonrpc must be \"2.0\".");
    }
    let method = match members.remove("method") {
        Some(Value::String(method)) => method,
        None if members.contains_key("result") || members.contains_key("error") => {
            return Ok(Message::Other);
        }
        _ => return refuse("method must be text."),
    };
    let params = match members.remove("params") {
        None => Map::new(),
        Some(Value::Object(params)) => params,
        Some(_) => return refuse("params must be an object."),
    };
    let id = match id {
        None => return Ok(Message::Other),
        Some(id) if is_id(&id) => id,
        Some(_) => return refuse("id must be text or a whole number."),
    };
    let names_version = |meta: &Value| meta.get(VERSION_KEY).is_some();
    let request = Request {
        id,
        method,
        is_current: version == Some(CURRENT) || params.get("_meta").is_some_and(names_version),
        params,
    };
    if request.is_current
        && let Err(failure) = request.check_meta()
    {
        return Err((request.id, failure));
    }
    Ok(Message::Request(request))
}

fn is_id(id: &Value) -> bool {
    id.is_string() || id.is_i64() || id.is_u64()
}

/// Parses JSON whose nesting is limited before the parser recurses.
fn parse(body: &[u8]) -> Result<Value, Failure> {
    let failed = |message: String| Failure::new(StatusCode::BAD_REQUEST, -32700, message);
    if wire::nests_too_deep(body) {
        let message = format!("The message nests deeper than {} levels.", wire::MAX_DEPTH);
        return Err(failed(message));
    }
    serde_json::from_slice(body)
        .map_err(|error| failed(format!("The message is not JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(body: &str) -> (Value, i32) {
        let (id, failure) = read(body.as_bytes(), None).expect_err(body);
        (id, failure.code)
    }

    #[test]
    fn a_message_that_is_no_request_is_refused_with_the_code_of_json_rpc() {
        let deep = "[".repeat(wire::MAX_DEPTH + 2);
        for (body, id, code) in [
            ("", Value::Null, -32700),
            ("{", Value::Null, -32700),
            (deep.as_str(), Value::Null, -32700),
            ("[]", Value::Null, -32600),
            (
                r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#,
                Value::Null,
                -32600,
            ),
            ("1", Value::Null, -32600),
            (r#"{"id":1,"method":"ping"}"#, json!(1), -32600),
            (
                r#"{"jsonrpc":"1.0","id":"a","method":"ping"}"#,
                json!("a"),
                -32600,
            ),
            (r#"{"jsonrpc":"2.0","id":1}"#, json!(1), -32600),
            (r#"{"jsonrpc":"2.0","id":1,"method":1}"#, json!(1), -32600),
            (
                r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
                Value::Null,
                -32600,
            ),
            (
                r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
                Value::Null,
                -32600,
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#,
                json!(1),
                -32600,
            ),
        ] {
            assert_eq!(refused(body), (id, code), "{body}");
        }
    }

    #[test]
    fn a_notification_and_a_response_are_not_answered() {
        for body in [
            r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            r#"{"jsonrpc":"2.0","method":"nonsense"}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":{}}"#,
            r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}}"#,
        ] {
            let read = read(body.as_bytes(), None).expect(body);
            assert!(matches!(read, Message::Other), "{body}");
        }
    }

    #[test]
    fn a_request_of_the_current_revision_says_so_and_what_its_client_can_do() {
        let request = |meta: Value| {
            let params = json!({ "_meta": meta });
            json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": params })
                .to_string()
        };
        let whole = request(json!({ VERSION_KEY: CURRENT, CAPABILITIES_KEY: {} }));
        let Ok(Message::Request(read_request)) = read(whole.as_bytes(), None) else {
            panic!("a request");
        };
        assert!(read_request.is_current);
        let other = request(json!({ VERSION_KEY: "1900-01-01", CAPABILITIES_KEY: {} }));
        assert_eq!(refused(&other), (json!(1), -32022));
        let partial = request(json!({ VERSION_KEY: CURRENT }));
        assert_eq!(refused(&partial), (json!(1), -32602));
    }
}
