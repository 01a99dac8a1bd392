//! Where spans and metrics are sent, and what is counted of that.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use cosell_trace::Tracer;
use hyper::header::{HeaderName, HeaderValue};

use crate::delivery::EventTarget;

/// How what is sent is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Protobuf,
    Json,
}

impl Encoding {
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Protobuf => "application/x-protobuf",
            Self::Json => "application/json",
        }
    }
}

/// A kind of telemetry that is sent: where to, and the headers that a collector asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct Signal {
    pub url: EventTarget,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// How often it is sent.
    pub interval: Duration,
    pub encoding: Encoding,
}

impl fmt::Debug for Signal {
    /// Without the headers, which may hold a token.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Signal")
            .field("url", &self.url)
            .field("interval", &self.interval)
            .field("encoding", &self.encoding)
            .finish_non_exhaustive()
    }
}

/// What is sent to collectors.
#[derive(Debug)]
pub struct Telemetry {
    /// The spans of this tracer, and where they are sent.
    pub traces: Option<(Tracer, Signal)>,
    pub metrics: Option<Signal>,
    /// Attributes of this server: `service.name` and what its operator adds.
    pub resource: Vec<(String, String)>,
    pub(super) counts: Counts,
}

/// What was sent since the start, and what was not.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) spans: AtomicU64,
    pub(super) failures: AtomicU64,
}

/// The counts at one time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Exported {
    /// Spans that the collector accepted.
    pub(crate) spans: u64,
    /// Spans that did not fit into the queue or were not accepted.
    pub(crate) dropped: u64,
    /// Attempts to send spans or metrics that failed.
    pub(crate) failures: u64,
}

impl Signal {
    /// Whether this can be a header of a request.
    pub fn is_header(name: &str, value: &str) -> bool {
        HeaderName::try_from(name).is_ok() && HeaderValue::try_from(value).is_ok()
    }
}

impl Telemetry {
    /// What is sent: the spans of the tracer, and the metrics.
    pub fn new(
        traces: Option<(Tracer, Signal)>,
        metrics: Option<Signal>,
        resource: Vec<(String, String)>,
    ) -> Self {
        Self {
            traces,
            metrics,
            resource,
            counts: Counts::default(),
        }
    }

    /// The tracer, if spans are sent.
    pub fn tracer(&self) -> Option<&Tracer> {
        self.traces.as_ref().map(|(tracer, _)| tracer)
    }

    pub(crate) fn exported(&self) -> Exported {
        Exported {
            spans: self.counts.spans.load(Ordering::Relaxed),
            dropped: self.tracer().map_or(0, Tracer::dropped),
            failures: self.counts.failures.load(Ordering::Relaxed),
        }
    }
}
