//! Spans as OTLP writes them.

use cosell_trace::{Kind, Span, SpanContext};
use serde_json::{Value, json};

use super::json::{attributes, scope, value};

/// The status of a span that failed.
const ERROR: u8 = 2;

/// A request of `/v1/traces`.
pub(super) fn request(resource: &Value, spans: &[Span]) -> Value {
    let spans: Vec<Value> = spans.iter().map(span).collect();
    json!({ "resourceSpans": [{
        "resource": resource,
        "scopeSpans": [{ "scope": scope(), "spans": spans }],
    }]})
}

fn span(span: &Span) -> Value {
    let named = span.attributes.iter();
    let mut written = json!({
        "traceId": hex(&span.context.trace),
        "spanId": hex(&span.context.span),
        "name": span.name,
        "kind": kind(span.kind),
        "startTimeUnixNano": span.began.to_string(),
        "endTimeUnixNano": span.ended.to_string(),
        "attributes": attributes(named.map(|(name, of)| (*name, value(of)))),
        // The flag of a trace that is recorded.
        "flags": 1,
    });
    if let Some(parent) = &span.parent {
        written["parentSpanId"] = hex(parent).into();
    }
    if !span.events.is_empty() {
        let events = span.events.iter();
        let event =
            |(name, at): &(&str, u64)| json!({ "name": name, "timeUnixNano": at.to_string() });
        written["events"] = events.map(event).collect();
    }
    if let Some(SpanContext { trace, span, .. }) = &span.link {
        written["links"] = json!([{ "traceId": hex(trace), "spanId": hex(span) }]);
    }
    if span.failed {
        written["status"] = json!({ "code": ERROR });
    }
    written
}

fn kind(kind: Kind) -> u8 {
    match kind {
        Kind::Internal => 1,
        Kind::Server => 2,
        Kind::Producer => 4,
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
