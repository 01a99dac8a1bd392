//! The spans of an attempt: one for each event that it sends.
//!
//! Each is a trace of its own with a link to the request that stored the event, because an event
//! may be sent long after the answer to the request. The link is in the event's row.

use cosell_domain::outbox::Outgoing;
use cosell_trace::{Kind as SpanKind, Open, Tracer};
use futures_util::future::BoxFuture;

use super::attempt::Attempt;
use super::sink::{Kind, Target};

/// Begins the spans of these events, and puts each into its event, from where the receiver gets it.
/// Without a tracer the attempt stays as it is.
pub(super) fn traced<'a>(
    tracer: Option<&Tracer>,
    target: &Target,
    mut events: Vec<Outgoing>,
    attempt: impl FnOnce(Vec<Outgoing>) -> BoxFuture<'a, Attempt>,
) -> BoxFuture<'a, Attempt> {
    let Some(tracer) = tracer else {
        return attempt(events);
    };
    let begin = |event: &mut Outgoing| begin(tracer, target, event);
    let spans: Vec<Option<Open>> = events.iter_mut().map(begin).collect();
    let attempt = attempt(events);
    Box::pin(async move {
        let ended = attempt.await;
        end(spans, &ended);
        ended
    })
}

fn begin(tracer: &Tracer, target: &Target, event: &mut Outgoing) -> Option<Open> {
    let name = format!("send {}", target.name);
    let mut open = tracer.root(event.origin, name, SpanKind::Producer)?;
    event.traceparent = Some(open.context().to_string());
    let span = open.span();
    span.set("messaging.operation.type", "send");
    span.set("messaging.system", system(&target.kind));
    span.set_text("messaging.destination.name", &target.name);
    span.set_text("messaging.message.id", &event.id);
    span.set_text("server.address", target.place());
    span.set_text("cosell.account", &event.account);
    span.set_text("cosell.catalog", &event.catalog);
    span.set_text("cosell.resource", &event.resource);
    span.set("cosell.delivery.attempt", event.attempts + 1);
    Some(open)
}

fn end(spans: Vec<Option<Open>>, attempt: &Attempt) {
    for (place, open) in spans.into_iter().enumerate() {
        let Some(mut open) = open else { continue };
        let failure = match &attempt.sent {
            None => {
                open.span().fail("stopped");
                continue;
            }
            Some(Ok(sent)) => sent.get(place).and_then(|sent| sent.as_ref().err()),
            Some(Err(failure)) => Some(failure),
        };
        if let Some(failure) = failure {
            open.span().fail(&failure.to_string());
        }
    }
}

/// The name of a kind of target in OpenTelemetry, where it has one.
fn system(kind: &Kind) -> &'static str {
    match kind {
        Kind::Sqs(_) => "aws_sqs",
        Kind::Webhook(_) | Kind::EventBridge(_) | Kind::Nats(_) | Kind::File(_) => kind.name(),
    }
}
