//! Request metrics: the outcome and the duration of requests, by operation.
//!
//! Labels are the program's own names: operations, pages of the administration API, and errors. A
//! client's text never becomes a label, so that the number of time series is bounded.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The label of a request that reached neither an operation nor a page.
const NONE: &str = "none";

/// Upper bounds of the duration buckets in seconds: from a response out of memory to a Start… that
/// waited for its task until its timeout.
const DURATIONS: [f64; 13] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    operation: &'static str,
}

/// Counters of the requests since the server started.
#[derive(Debug)]
pub(crate) struct Requests {
    outcomes: Family<Answered, Counter>,
    durations: Family<Asked, Histogram, fn() -> Histogram>,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            outcomes: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(DURATIONS)),
        }
    }
}

impl Requests {
    /// Counts a response; its outcome is `ok`, the name of an error, or `dropped`.
    pub(crate) fn answered(
        &self,
        operation: Option<&'static str>,
        outcome: &'static str,
        took: Duration,
    ) {
        let operation = operation.unwrap_or(NONE);
        let answered = Answered { operation, outcome };
        self.outcomes.get_or_create(&answered).inc();
        let durations = self.durations.get_or_create(&Asked { operation });
        durations.observe(took.as_secs_f64());
    }

    /// Registers the metrics of requests.
    pub(crate) fn register(&self, registry: &mut Registry) {
        registry.register(
            "requests",
            "Requests by operation and outcome: ok, the name of an error, or dropped",
            self.outcomes.clone(),
        );
        registry.register_with_unit(
            "request_duration",
            "Time from the head of a request to its response",
            Unit::Seconds,
            self.durations.clone(),
        );
    }
}
