//! What the log, the metrics, the recorder and the span of a request say of it.

use std::sync::Arc;

use cosell_trace::{Open, Scope, SpanContext, Tracer};
use hyper::StatusCode;
use uuid::Uuid;

use crate::head::{Head, Header};
use crate::peer::Peer;
use crate::recorder::Called;
use crate::spaces::Space;

/// Pages that something asks for every few seconds. Their requests are traced only in the trace of
/// a caller.
const PROBES: [&str; 2] = ["_cosell/health", "_cosell/metrics"];

/// The name of the API in spans.
const SERVICE: &str = "PartnerCentralSelling";

/// What the steps of the pipeline learn of a request.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) operation: Option<&'static str>,
    pub(crate) account: Option<Arc<str>>,
    /// The call of an operation, if requests are recorded.
    pub(crate) called: Option<Called>,
    /// The span, if the request is traced.
    span: Option<Box<(Open, Arc<Scope>)>>,
}

impl Trace {
    /// Begins the span of a request, in the trace of its caller, if requests are traced.
    pub(crate) fn begin(space: &Space, head: &Head, peer: Peer, id: Uuid) -> Self {
        let tracer = space.front.service.settings().tracer.as_ref();
        Self {
            span: tracer.and_then(|tracer| begin(tracer, space, head, peer, id)),
            ..Self::default()
        }
    }

    /// The span that the operation of the request is a part of.
    pub(crate) fn scope(&self) -> Option<Arc<Scope>> {
        self.span.as_deref().map(|(_, scope)| Arc::clone(scope))
    }

    /// Ends the span, if there is one. Nothing is sent of a response that is dropped.
    pub(crate) fn end(self, status: StatusCode, error: Option<&'static str>, is_dropped: bool) {
        let Some((mut open, scope)) = self.span.map(|begun| *begun) else {
            return;
        };
        let is_probe = self.operation.is_some_and(|name| PROBES.contains(&name));
        if is_probe && open.span().parent.is_none() {
            return open.discard();
        }
        let span = open.span();
        span.attributes.extend(scope.take_notes());
        if let Some(operation) = self.operation {
            if cosell_domain::find(operation).is_some() {
                span.name = format!("{SERVICE}/{operation}").into();
                span.set("rpc.system", "aws-api");
                span.set("rpc.service", SERVICE);
                span.set("rpc.method", operation);
            } else {
                span.name = operation.into();
            }
        }
        if let Some(account) = &self.account {
            span.set_text("cosell.account", account);
        }
        if is_dropped {
            return span.fail("dropped");
        }
        span.set("http.response.status_code", i64::from(status.as_u16()));
        match error {
            // A refusal is the client's error and not a failure of the server.
            Some(error) if status.is_server_error() => span.fail(error),
            Some(error) => span.set("error.type", error),
            None => {}
        }
    }
}

fn begin(
    tracer: &Tracer,
    space: &Space,
    head: &Head,
    peer: Peer,
    id: Uuid,
) -> Option<Box<(Open, Arc<Scope>)>> {
    let mut callers = head.all(Header::Traceparent).iter();
    // Two headers contradict each other.
    let caller = match (callers.next(), callers.next()) {
        (Some(caller), None) => caller.to_str().ok().and_then(SpanContext::parse),
        _ => None,
    };
    let mut open = tracer.request(caller)?;
    let scope = Scope::of(tracer.clone(), open.context());
    let span = open.span();
    span.set_text("http.request.method", head.method().as_str());
    span.set_text("url.path", head.path());
    span.set("url.scheme", if peer.secure { "https" } else { "http" });
    span.set_text("client.address", &peer.address.to_string());
    span.set_text("aws.request_id", &id.to_string());
    for (name, header) in [
        ("server.address", Header::Host),
        ("user_agent.original", Header::UserAgent),
    ] {
        if let Some(value) = head.text(header) {
            span.set_text(name, value);
        }
    }
    if let Some(name) = &space.name {
        span.set_text("cosell.namespace", &name.to_string());
    }
    Some(Box::new((open, scope)))
}
