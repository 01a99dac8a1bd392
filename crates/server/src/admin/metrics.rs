//! `GET /_cosell/metrics`: the server's metrics in the text format of Prometheus.
//!
//! Requests are counted as they are answered; the counters of store and engine are read at each
//! scrape. The task backlog is read from the store and is that of all nodes; all other metrics are
//! this node's own. If the store cannot be read in time, the page has `cosell_store_up 0` and the
//! rest of the metrics. A store that is being replaced is not waited for: the page is without what
//! is read from it, and `cosell_store_up` says the same as health.

mod labels;
mod writer;

use std::fmt;
use std::sync::Arc;

use cosell_admin_api::metrics::Metrics;
use cosell_admin_api::pages::ShowMetrics;
use cosell_engine::Counters;
use cosell_store::table::task::Backlog;
use cosell_store::{COMMIT_TIMES, Counts, GROUP_SIZES};
use cosell_supervisor::{Loop, Report, log, panics};
use cosell_world::machine;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, prometheus_text};
use prometheus_client::registry::{Registry, Unit};

use self::labels::{LoopLabel, StepLabels, TargetLabel};
use self::writer::{MetricWriter, buckets, float};
use super::monitor::{in_time, unless_replaced};
use super::{Context, Handler, Requester};
use crate::delivery;
use crate::front::Front;
use crate::otlp::Exported;
use crate::refusal::Refusal;
use crate::spaces::{Space, Spaces};

/// The label of a kind or a step that only a newer version of the program knows.
const UNKNOWN: &str = "unknown";

impl Handler for ShowMetrics {
    async fn handle(self, cx: Context<'_>) -> Result<Metrics, Refusal> {
        let Requester { spaces, space, .. } = cx.requester;
        page(spaces, space).await.map(Metrics)
    }
}

/// The text of the page.
pub(crate) async fn page(spaces: &Spaces, space: &Arc<Space>) -> Result<String, Refusal> {
    let front = &space.front;
    let engine = front.service.engine();
    let Stored {
        up,
        backlog,
        events,
    } = Stored::read(spaces, space).await;
    let mut registry = Registry::with_prefix("cosell");
    front.requests.register(&mut registry);
    let backlog = backlog.iter().map(|row| step_backlog(front, row));
    registry.register_collector(Box::new(Snapshot {
        uptime: machine::elapsed(front.started).as_secs_f64(),
        counts: front.service.counts(),
        waiting: front.service.waiting(),
        counters: engine.counters(),
        up,
        backlog: backlog.collect(),
        events,
        exported: front.telemetry.as_ref().map(|of| of.exported()),
        writable: !front.service.refused_last_write(),
        loops: front.service.supervisor().reports(),
    }));
    let mut text = String::new();
    // Writing to a string does not fail; an invalid metric name would, in every test.
    prometheus_text::encode(&mut text, &registry).map_err(|_| cosell_api::Error::internal())?;
    Ok(text)
}

/// What is read from the store.
#[derive(Default)]
struct Stored {
    /// Whether it could be read.
    up: bool,
    backlog: Vec<Backlog>,
    events: Vec<delivery::Measured>,
}

impl Stored {
    async fn read(spaces: &Spaces, space: &Arc<Space>) -> Self {
        let front = &space.front;
        let measure = async {
            match &front.delivery {
                Some(delivery) => in_time(delivery.measure()).await,
                None => Ok(Vec::new()),
            }
        };
        let backlog = in_time(front.service.engine().backlog());
        let read = async { tokio::join!(backlog, measure) };
        let read = unless_replaced((spaces, space), read, |(backlog, events)| {
            backlog.is_err() || events.is_err()
        });
        let (backlog, events) = match read.await {
            Ok(read) => read,
            Err(up) => {
                return Self {
                    up,
                    ..Self::default()
                };
            }
        };
        if let Err(error) = &backlog {
            tracing::warn!(%error, "task backlog could not be read for the metrics");
        }
        let events = events.unwrap_or_else(|error| {
            tracing::warn!(%error, "event targets could not be read for the metrics");
            Vec::new()
        });
        Self {
            up: backlog.is_ok(),
            backlog: backlog.unwrap_or_default(),
            events,
        }
    }
}

/// The tasks that wait at a step.
#[derive(Debug)]
struct StepBacklog {
    step: StepLabels,
    count: i64,
    seconds: f64,
}

fn step_backlog(front: &Front, row: &Backlog) -> StepBacklog {
    let kinds = cosell_domain::task::KINDS.iter().copied();
    let kind = kinds.into_iter().find(|kind| *kind == row.kind);
    let name = front.service.engine().step(&row.kind, row.step);
    // The world's time, as in the store: a task that is not due yet has not waited.
    let waited = u32::try_from(front.world().now().saturating_sub(row.oldest).max(0));
    StepBacklog {
        step: StepLabels {
            kind: kind.unwrap_or(UNKNOWN),
            name: name.unwrap_or(UNKNOWN),
        },
        count: row.count,
        seconds: f64::from(waited.unwrap_or(u32::MAX)) / 1_000.0,
    }
}

/// The values of one scrape.
#[derive(Debug)]
struct Snapshot {
    uptime: f64,
    counts: Counts,
    waiting: usize,
    counters: Counters,
    up: bool,
    backlog: Vec<StepBacklog>,
    /// The event targets.
    events: Vec<delivery::Measured>,
    writable: bool,
    /// What was sent to collectors, if there are any.
    exported: Option<Exported>,
    /// The loops that panicked.
    loops: Vec<Report>,
}

impl Collector for Snapshot {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let mut writer = MetricWriter(&mut encoder);
        writer.gauge(
            "uptime",
            "Time since the start",
            Some(&Unit::Seconds),
            self.uptime,
        )?;
        self.process(&mut writer)?;
        self.store(&mut writer)?;
        self.engine(&mut writer)?;
        self.backlog(&mut writer)?;
        self.events(&mut writer)?;
        self.telemetry(&mut writer)
    }
}

impl Snapshot {
    fn process(&self, writer: &mut MetricWriter<'_, '_>) -> Result<(), fmt::Error> {
        writer.counter(
            "log_lines_lost",
            "Log lines that did not fit into the queue or could not be written",
            log::lost(),
        )?;
        writer.counter("panics", "Panics of any kind", panics::count())?;
        let of = |each: &Loop| self.loops.iter().find(|report| report.of == *each);
        let down = Loop::ALL.iter().map(|each| {
            let down = of(each).is_some_and(|report| report.down);
            (LoopLabel { name: each.name() }, f64::from(u8::from(down)))
        });
        writer.gauges("loop_down", "Whether a loop does not run", None, down)?;
        let help = "How often a loop was restarted after a panic";
        let restarts = Loop::ALL.iter().map(|each| {
            let restarts = of(each).map_or(0, |report| report.restarts);
            (LoopLabel { name: each.name() }, restarts)
        });
        writer.counters("loop_restarts", help, restarts)
    }

    fn store(&self, writer: &mut MetricWriter<'_, '_>) -> Result<(), fmt::Error> {
        let counts = &self.counts;
        writer.gauge(
            "store_up",
            "Whether the store could be read",
            None,
            f64::from(u8::from(self.up)),
        )?;
        writer.gauge(
            "store_writable",
            "Whether the last write to the store succeeded",
            None,
            f64::from(u8::from(self.writable)),
        )?;
        writer.gauge(
            "store_waiting_transactions",
            "Transactions that wait to be written",
            None,
            float(u64::try_from(self.waiting).unwrap_or(u64::MAX)),
        )?;
        for (name, help, value) in [
            (
                "store_commits",
                "Commits that were confirmed",
                counts.commits,
            ),
            (
                "store_transactions",
                "Transactions in these commits",
                counts.transactions,
            ),
            (
                "store_reruns",
                "Transactions rerun because of a conflict",
                counts.reruns,
            ),
            (
                "store_ambiguous_commits",
                "Commits whose outcome was unknown because the response was lost",
                counts.ambiguous,
            ),
            (
                "store_round_trips",
                "Answers of the database that committed transactions waited for",
                counts.round_trips,
            ),
        ] {
            writer.counter(name, help, value)?;
        }
        let seconds = COMMIT_TIMES.map(|micros| float(micros) / 1_000_000.0);
        writer.histogram(
            "store_commit_duration",
            "How long commits took",
            Some(&Unit::Seconds),
            counts.commit_time.as_secs_f64(),
            &buckets(&seconds, &counts.commit_times),
        )?;
        writer.histogram(
            "store_commit_transactions",
            "Transactions that shared a commit",
            None,
            float(counts.transactions),
            &buckets(&GROUP_SIZES.map(float), &counts.group_sizes),
        )
    }

    fn engine(&self, writer: &mut MetricWriter<'_, '_>) -> Result<(), fmt::Error> {
        let counters = &self.counters;
        for (name, help, value) in [
            ("task_runs", "Transactions that ran a task", counters.runs),
            ("task_steps", "Steps that were completed", counters.steps),
            (
                "tasks_completed",
                "Tasks that ended COMPLETE",
                counters.completed,
            ),
            ("tasks_failed", "Tasks that ended FAILED", counters.failed),
            (
                "task_retries",
                "Attempts of steps that failed and are retried",
                counters.retries,
            ),
            (
                "task_delays",
                "Runs that fault rules delayed",
                counters.delays,
            ),
            (
                "task_store_failures",
                "Runs that failed because of the store",
                counters.store_failures,
            ),
            (
                "task_take_overs",
                "Tasks taken over from other nodes",
                counters.take_overs,
            ),
            (
                "task_fenced_writes",
                "Runs refused because another node had taken the task over",
                counters.fenced,
            ),
            (
                "task_restarts",
                "Failed tasks that an operator restarted",
                counters.restarts,
            ),
            (
                "tasks_refused",
                "Tasks refused because the queue was full",
                counters.refused,
            ),
            (
                "lease_renewals",
                "Renewals of this node's lease",
                counters.renewals,
            ),
            (
                "lease_renewal_failures",
                "Renewals of this node's lease that failed",
                counters.renewals_failed,
            ),
            (
                "timer_batches",
                "Timer batches with at least one effect",
                counters.timer_batches,
            ),
            ("timer_effects", "Effects of timers", counters.timer_effects),
        ] {
            writer.counter(name, help, value)?;
        }
        for (name, help, value) in [
            (
                "tasks_ready",
                "Ready tasks that wait for a free runner",
                counters.ready,
            ),
            ("tasks_running", "Tasks that run", counters.running),
            (
                "tasks_parked",
                "Tasks that are not due yet",
                counters.parked,
            ),
        ] {
            writer.gauge(name, help, None, float(value))?;
        }
        writer.gauge(
            "tasks_ready_age",
            "How long the oldest ready task has waited",
            Some(&Unit::Seconds),
            float(counters.oldest_ready_millis) / 1_000.0,
        )
    }

    fn backlog(&self, writer: &mut MetricWriter<'_, '_>) -> Result<(), fmt::Error> {
        let backlog = &self.backlog;
        let help = "Unfinished tasks of all nodes by their next step";
        let each = backlog.iter().map(|waiting| {
            // A float is exact for far larger counts.
            (
                waiting.step,
                float(u64::try_from(waiting.count).unwrap_or(0)),
            )
        });
        writer.gauges("task_backlog", help, None, each)?;
        let help = "How long the oldest task at a step has been due";
        let each = backlog
            .iter()
            .map(|waiting| (waiting.step, waiting.seconds));
        writer.gauges("task_backlog_age", help, Some(&Unit::Seconds), each)
    }

    fn events(&self, writer: &mut MetricWriter<'_, '_>) -> Result<(), fmt::Error> {
        if self.events.is_empty() {
            return Ok(());
        }
        let each = |value: fn(&delivery::Measured) -> u64| {
            self.events.iter().map(move |measured| {
                let name = &measured.progress.target.name;
                (TargetLabel { name }, value(measured))
            })
        };
        let gauge = |value: fn(&delivery::Measured) -> i64| {
            self.events.iter().map(move |measured| {
                let name = &measured.progress.target.name;
                let value = u64::try_from(value(measured)).unwrap_or(0);
                (TargetLabel { name }, float(value))
            })
        };
        let help = "Events that the target accepted from this node";
        writer.counters("events_delivered", help, each(|of| of.delivered))?;
        let help = "Attempts of this node to send an event";
        writer.counters(
            "event_delivery_attempts",
            help,
            each(|of| of.delivered + of.failed),
        )?;
        let help = "Attempts of this node to send an event that failed";
        writer.counters("event_delivery_failures", help, each(|of| of.failed))?;
        let help = "Events that the target has refused and that are tried again, and those behind";
        let parked = gauge(|of| of.progress.parked.waiting);
        writer.gauges("events_parked", help, None, parked)?;
        let help = "Events that the target has refused for the last time";
        let dead = gauge(|of| of.progress.parked.dead);
        writer.gauges("event_dead_letters", help, None, dead)?;
        let help = "The age of the oldest event that the target has not received";
        let ages = self.events.iter().map(|measured| {
            let name = &measured.progress.target.name;
            (TargetLabel { name }, measured.progress.lag.as_secs_f64())
        });
        writer.gauges("events_waiting_age", help, Some(&Unit::Seconds), ages)
    }

    fn telemetry(&self, writer: &mut MetricWriter<'_, '_>) -> Result<(), fmt::Error> {
        let Some(exported) = &self.exported else {
            return Ok(());
        };
        for (name, help, value) in [
            (
                "telemetry_spans",
                "Spans that the collector accepted",
                exported.spans,
            ),
            (
                "telemetry_spans_dropped",
                "Spans that did not fit into the queue or that the collector did not accept",
                exported.dropped,
            ),
            (
                "telemetry_failures",
                "Attempts to send spans or metrics to the collector that failed",
                exported.failures,
            ),
        ] {
            writer.counter(name, help, value)?;
        }
        Ok(())
    }
}
