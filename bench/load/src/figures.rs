//! How much a run measures, and the figures of the run.

use std::time::Duration;

use serde::Serialize;

use crate::error::Error;

/// How much is measured.
#[derive(Debug, clap::Args)]
pub(crate) struct Extent {
    /// Number of connections, each with one request in flight.
    #[arg(long, default_value_t = 32)]
    pub(crate) connections: usize,
    /// Seconds to measure.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Seconds of warm-up before the measurement.
    #[arg(long, default_value_t = 1.0)]
    warm_up: f64,
}

impl Extent {
    pub(crate) fn seconds(&self) -> Duration {
        Duration::from_secs_f64(self.seconds)
    }

    pub(crate) fn warm_up(&self) -> Duration {
        Duration::from_secs_f64(self.warm_up)
    }
}

/// The result of a run. The suffix of a name is its unit.
#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    requests: usize,
    seconds: f64,
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    /// Processor time of the server per call; absent on systems without /proc.
    cpu_ms_per_call: Option<f64>,
    /// All opportunities that the run left in the store, counted or not.
    pub(crate) opportunities: usize,
    /// All tasks that the run left in the store, counted or not.
    pub(crate) tasks: usize,
}

impl Figures {
    /// The figures of these calls, which took so long together, and the servers so many seconds of
    /// processor time.
    #[expect(
        clippy::cast_precision_loss,
        reason = "fewer than 2^52 requests in a run"
    )]
    pub(crate) fn of(
        mut latencies: Vec<Duration>,
        time: Duration,
        cpu_seconds: Option<f64>,
    ) -> Result<Self, Error> {
        latencies.sort_unstable();
        let requests = latencies.len();
        Ok(Self {
            requests,
            seconds: time.as_secs_f64(),
            per_second: requests as f64 / time.as_secs_f64(),
            p50_ms: percentile_ms(&latencies, 50)?,
            p99_ms: percentile_ms(&latencies, 99)?,
            cpu_ms_per_call: cpu_seconds.map(|cpu| cpu * 1e3 / requests as f64),
            opportunities: 0,
            tasks: 0,
        })
    }
}

/// A percentile of latencies in ascending order.
pub(crate) fn percentile_ms(latencies: &[Duration], percent: usize) -> Result<f64, Error> {
    let latency = latencies.get(latencies.len() * percent / 100);
    latency
        .map(|latency| latency.as_secs_f64() * 1e3)
        .ok_or(Error::Nothing)
}
