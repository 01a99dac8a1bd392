//! What the command reads of a message; the server reads the rest.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// What a request of the current revision says in its body, and again in its head over HTTP.
const VERSION: [&str; 3] = ["params", "_meta", "io.modelcontextprotocol/protocolVersion"];

/// A message: as it came, and what it says if it is JSON.
#[derive(Debug)]
pub(super) struct Message {
    bytes: Vec<u8>,
    value: Value,
}

impl Message {
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        // The parser limits the depth by itself. What is not JSON is for the server to refuse.
        let value = serde_json::from_slice(&bytes).unwrap_or_default();
        Self { bytes, value }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.trim_ascii()
    }

    /// The id of a request.
    pub(super) fn id(&self) -> Option<&Value> {
        self.value.get("method")?;
        self.value.get("id")
    }

    /// The id of the request that it cancels.
    pub(super) fn cancels(&self) -> Option<&Value> {
        let method = self.value.get("method")?;
        (method == "notifications/cancelled")
            .then(|| self.value.pointer("/params/requestId"))
            .flatten()
    }

    /// The headers that repeat parts of the body.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let text = |path: &[&str]| {
            let mut members = path.iter();
            let found = members.try_fold(&self.value, |value, name| value.get(name));
            found.and_then(Value::as_str).map(header)
        };
        let Some(version) = text(&VERSION) else {
            return Vec::new();
        };
        let mut headers = vec![("mcp-protocol-version", version)];
        headers.extend(text(&["method"]).map(|method| ("mcp-method", method)));
        // A resource is named by its address.
        let named = text(&["params", "name"]).or_else(|| text(&["params", "uri"]));
        headers.extend(named.map(|name| ("mcp-name", name)));
        headers
    }

    /// The answer to a request that the server did not answer as the protocol says.
    pub(super) fn failed(&self, why: &str) -> Option<Value> {
        let id = self.id()?;
        let error = json!({ "code": -32603, "message": why });
        Some(json!({ "jsonrpc": "2.0", "id": id, "error": error }))
    }
}

/// A text as the value of a header: letters, digits and marks, or Base64.
fn header(text: &str) -> String {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.starts_with("=?");
    if is_plain {
        return text.to_owned();
    }
    format!("=?base64?{}?=", STANDARD.encode(text))
}

/// Encodes a text for a query.
pub(super) fn encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// The answer to a message that was skipped.
pub(super) fn too_long() -> Value {
    let message = "The message is longer than a mebibyte.";
    json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32600, "message": message } })
}

/// What a refusal says that is not one of the protocol.
pub(super) fn refused(status: u16, body: &Value) -> String {
    let said = ["message", "Message"];
    let said = said.iter().find_map(|name| body.get(name)?.as_str());
    match said {
        Some(said) => format!("{said} (HTTP {status})"),
        None => format!("the server answered with status {status}"),
    }
}
