//! The loop that sends spans and metrics to collectors.
//!
//! Spans are sent in batches, when there are enough of them or after an interval; metrics after
//! theirs. A batch that the collector cannot take now is sent again, as OTLP asks for: after
//! `Retry-After`, or after a backoff, until [`GIVE_UP`]. Meanwhile the queue of spans fills, and
//! what does not fit is dropped and counted. Metrics are not sent again, because the next ones say
//! all that they did. At the stop, what is queued is sent within [`FLUSH`].

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use bytes::Bytes;
use cosell_supervisor::{Loop, Supervisor};
use cosell_trace::{Span, Tracer, now};
use cosell_world::machine;
use hyper::StatusCode;
use hyper::header::{CONTENT_TYPE, HeaderName, RETRY_AFTER};
use serde_json::Value;
use tokio::sync::watch;

use super::settings::{Encoding, Signal, Telemetry};
use super::{metrics, protobuf, resource, spans};
use crate::admin::metrics::page;
use crate::background::Background;
use crate::delivery::post::{Client, Headers};
use crate::spaces::Spaces;

/// The most spans of a request, as the SDKs of OpenTelemetry have it.
const BATCH: usize = 512;

/// The timeout of sending what is queued at the stop.
const FLUSH: Duration = Duration::from_secs(3);

/// How long a batch of spans is sent again.
const GIVE_UP: Duration = Duration::from_mins(1);

/// The pause before a batch is sent again; it doubles up to the longest one.
const BACKOFF: Duration = Duration::from_secs(1);
const LONGEST_BACKOFF: Duration = Duration::from_secs(20);

/// How often the log says that telemetry is lost.
const WARN_INTERVAL: Duration = Duration::from_mins(1);

/// Starts to send.
pub(crate) fn start(telemetry: &Arc<Telemetry>, spaces: &Spaces, of: &Supervisor) -> Background {
    let (telemetry, spaces, supervisor) = (Arc::clone(telemetry), spaces.clone(), of.clone());
    let started = now();
    Background::start(of, Loop::Telemetry, move |stopped| {
        let exporter = Exporter {
            telemetry: Arc::clone(&telemetry),
            spaces: spaces.clone(),
            supervisor: supervisor.clone(),
            started,
            stopped,
        };
        async move { exporter.run().await }
    })
}

struct Exporter {
    telemetry: Arc<Telemetry>,
    spaces: Spaces,
    supervisor: Supervisor,
    /// When the counts began, in nanoseconds since 1970.
    started: u64,
    stopped: watch::Receiver<bool>,
}

/// Where one signal is sent.
struct Sender<'a> {
    exporter: &'a Exporter,
    what: &'static str,
    client: Client,
    headers: Headers,
    interval: Duration,
    encoding: Encoding,
    warned: Option<Instant>,
    /// The dropped spans that the log has.
    dropped: u64,
}

/// Why something was not sent.
struct Failure {
    reason: String,
    /// Whether it may be sent again.
    again: bool,
    after: Option<Duration>,
}

impl Exporter {
    async fn run(&self) {
        let sending = futures_util::future::join(self.send_spans(), self.send_metrics());
        let deadline = async {
            self.stop().await;
            machine::sleep(FLUSH).await;
        };
        tokio::select! {
            _ = sending => {}
            () = deadline => tracing::warn!("stopped before all spans and metrics were sent"),
        }
    }

    async fn send_spans(&self) {
        let Some((tracer, signal)) = &self.telemetry.traces else {
            return;
        };
        let Some(mut sender) = self.sender("spans", signal) else {
            return self.stop().await;
        };
        while !*self.stopped.borrow() {
            self.supervisor.round(Loop::Telemetry);
            tokio::select! {
                () = tracer.filled() => {}
                () = machine::sleep(sender.interval) => {}
                () = self.stop() => break,
            }
            loop {
                if *self.stopped.borrow() {
                    break;
                }
                let batch = tracer.take(BATCH);
                if batch.is_empty() {
                    break;
                }
                sender.deliver_spans(tracer, &batch).await;
            }
            sender.warn_of_dropped(tracer);
        }
        loop {
            let batch = tracer.take(BATCH);
            if batch.is_empty() {
                break;
            }
            sender.deliver_spans(tracer, &batch).await;
        }
        sender.warned = None;
        sender.warn_of_dropped(tracer);
    }

    async fn send_metrics(&self) {
        let Some(signal) = &self.telemetry.metrics else {
            return;
        };
        let Some(mut sender) = self.sender("metrics", signal) else {
            return self.stop().await;
        };
        loop {
            self.supervisor.round(Loop::Telemetry);
            tokio::select! {
                () = machine::sleep(sender.interval) => {}
                () = self.stop() => break,
            }
            self.send_page(&mut sender).await;
        }
        self.send_page(&mut sender).await;
    }

    async fn send_page(&self, sender: &mut Sender<'_>) {
        let space = self.spaces.unnamed();
        let Ok(page) = page(&self.spaces, &space).await else {
            return;
        };
        let body = metrics::request(&self.resource(), &page, (self.started, now()));
        if let Err(failure) = sender.post(&body).await {
            sender.failed(&failure);
        }
    }

    fn resource(&self) -> Value {
        let space = self.spaces.unnamed();
        resource::resource(&self.telemetry, space.front.world().node())
    }

    fn sender(&self, what: &'static str, signal: &Signal) -> Option<Sender<'_>> {
        let mut headers: Headers = vec![(CONTENT_TYPE, signal.encoding.content_type().to_owned())];
        for (name, value) in &signal.headers {
            // Names were checked when the configuration was read.
            if let Ok(name) = HeaderName::try_from(name.as_str()) {
                headers.push((name, value.clone()));
            }
        }
        let world = self.spaces.unnamed().front.world().clone();
        // The operator chose the address, so it may be one of a private network.
        match Client::new(&signal.url, true, world) {
            Ok(client) => Some(Sender {
                exporter: self,
                what,
                client,
                headers,
                interval: signal.interval,
                encoding: signal.encoding,
                warned: None,
                dropped: 0,
            }),
            Err(error) => {
                tracing::error!(%error, "{what} cannot be sent");
                None
            }
        }
    }

    /// Ready when the server stops.
    async fn stop(&self) {
        let mut stopped = self.stopped.clone();
        // The sender lives as long as the loop.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    }
}

impl Sender<'_> {
    /// Sends a batch of spans, as often as it must and may be. What is not sent is counted.
    async fn deliver_spans(&mut self, tracer: &Tracer, batch: &[Span]) {
        let count = u64::try_from(batch.len()).unwrap_or(u64::MAX);
        let body = spans::request(&self.exporter.resource(), batch);
        let began = machine::instant();
        let (mut backoff, mut is_last) = (BACKOFF, false);
        let failure = loop {
            let failure = match self.post(&body).await {
                Ok(rejected) => {
                    let rejected = rejected.min(count);
                    let counts = &self.exporter.telemetry.counts;
                    counts.spans.fetch_add(count - rejected, Ordering::Relaxed);
                    return tracer.drop_spans(rejected);
                }
                Err(failure) => failure,
            };
            self.failed(&failure);
            let pause = failure
                .after
                .unwrap_or_else(|| backoff / 2 + machine::jitter(backoff / 2));
            let waited = machine::elapsed(began).saturating_add(pause);
            if is_last || !failure.again || waited > GIVE_UP {
                break failure;
            }
            backoff = (backoff * 2).min(LONGEST_BACKOFF);
            tokio::select! {
                () = machine::sleep(pause) => {}
                // One more attempt is all that there is time for.
                () = self.exporter.stop() => is_last = true,
            }
        };
        tracing::debug!(
            spans = count,
            reason = failure.reason,
            "a batch of spans was dropped"
        );
        tracer.drop_spans(count);
    }

    /// Sends a document. Returns how many spans or metrics of it the collector rejected.
    async fn post(&self, body: &Value) -> Result<u64, Failure> {
        let body = match self.encoding {
            Encoding::Protobuf => protobuf::encode(body),
            Encoding::Json => body.to_string().into_bytes(),
        };
        let answer = self.client.post(self.headers.clone(), body).await;
        let answer = answer.map_err(|error| Failure {
            reason: error.to_string(),
            again: true,
            after: None,
        })?;
        if answer.status.is_success() {
            return Ok(self.rejected(answer.body.as_ref()));
        }
        let after = answer.headers.get(RETRY_AFTER);
        let after = after.and_then(|value| value.to_str().ok()?.parse().ok());
        Err(Failure {
            reason: format!("the collector responded with status {}", answer.status),
            // The statuses that OTLP says are temporary.
            again: matches!(
                answer.status,
                StatusCode::TOO_MANY_REQUESTS
                    | StatusCode::BAD_GATEWAY
                    | StatusCode::SERVICE_UNAVAILABLE
                    | StatusCode::GATEWAY_TIMEOUT
            ),
            after: after.map(Duration::from_secs),
        })
    }

    /// What a collector says it rejected of a request that it accepted.
    fn rejected(&self, body: Option<&Bytes>) -> u64 {
        match (self.encoding, body) {
            (Encoding::Protobuf, Some(body)) => protobuf::rejected(body),
            (Encoding::Json, Some(body)) => rejected(body),
            (_, None) => 0,
        }
    }

    /// Counts a failed attempt. The log says so at intervals.
    fn failed(&mut self, failure: &Failure) {
        let counts = &self.exporter.telemetry.counts;
        counts.failures.fetch_add(1, Ordering::Relaxed);
        if self.may_warn() {
            let what = self.what;
            tracing::warn!(
                error = failure.reason,
                "{what} could not be sent to the collector"
            );
        }
    }

    /// Says at intervals how many spans were dropped since the last time.
    fn warn_of_dropped(&mut self, tracer: &Tracer) {
        let dropped = tracer.dropped();
        if dropped > self.dropped && self.may_warn() {
            let spans = dropped - self.dropped;
            tracing::warn!(
                spans,
                "spans were dropped, the collector is too slow or down"
            );
            self.dropped = dropped;
        }
    }

    fn may_warn(&mut self) -> bool {
        let is_due = |warned| machine::elapsed(warned) >= WARN_INTERVAL;
        let may_warn = self.warned.is_none_or(is_due);
        if may_warn {
            self.warned = Some(machine::instant());
        }
        may_warn
    }
}

/// The same, in a response that is JSON.
fn rejected(body: &[u8]) -> u64 {
    let answer = serde_json::from_slice::<Value>(body).ok();
    let rejected = answer.as_ref().and_then(|answer| {
        let partial = answer.get("partialSuccess")?;
        let spans = partial.get("rejectedSpans")?;
        // A number of 64 bits is a text in this JSON, but some write a number.
        spans.as_u64().or_else(|| spans.as_str()?.parse().ok())
    });
    rejected.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_success_says_what_was_rejected() {
        for (body, count) in [
            ("", 0),
            ("{}", 0),
            (r#"{"partialSuccess":{}}"#, 0),
            (r#"{"partialSuccess":{"rejectedSpans":"3"}}"#, 3),
            (r#"{"partialSuccess":{"rejectedSpans":4}}"#, 4),
        ] {
            assert_eq!(rejected(body.as_bytes()), count, "{body}");
        }
    }
}
