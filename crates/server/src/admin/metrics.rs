//! `GET /_cosell/metrics`: what the server counts, in the text form that Prometheus reads.
//!
//! Requests are counted as they are answered; store and engine are read when the page is. What
//! waits at each step is asked of the store, for all nodes; everything else is this node's own. A
//! store that does not answer shows as `cosell_store_up 0`, and the rest of the page stands.

use std::fmt;

use cosell_admin_api::metrics::Metrics;
use cosell_admin_api::pages::ShowMetrics;
use cosell_engine::Counters;
use cosell_store::table::task::Backlog;
use cosell_store::{COMMIT_TIMES, Counts, GROUP_SIZES};
use cosell_supervisor::{Loop, Report, log, panics};
use cosell_world::machine;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, NoLabelSet, prometheus_text};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::{Registry, Unit};

use super::{Answers, Context};
use crate::delivery;
use crate::front::Front;
use crate::refusal::Refusal;

/// What a kind or a step is called that only a newer program knows.
const UNKNOWN: &str = "unknown";

impl Answers for ShowMetrics {
    async fn answer(self, cx: Context<'_>) -> Result<Metrics, Refusal> {
        page(cx.front).await.map(Metrics)
    }
}

async fn page(front: &Front) -> Result<String, Refusal> {
    let engine = front.service.engine();
    let backlog = engine.backlog().await;
    if let Err(error) = &backlog {
        tracing::warn!(%error, "the backlog could not be read for the metrics");
    }
    let events = match &front.receiver {
        Some(receiver) => Some(receiver.counters().await),
        None => None,
    };
    let mut registry = Registry::with_prefix("cosell");
    front.requests.register(&mut registry);
    let waits = |waiting: Vec<Backlog>| waiting.into_iter().map(|row| wait(front, &row)).collect();
    registry.register_collector(Box::new(Read {
        uptime: machine::elapsed(front.started).as_secs_f64(),
        counts: front.service.counts(),
        waiting: front.service.waiting(),
        counters: engine.counters(),
        backlog: backlog.ok().map(waits),
        events,
        writable: !front.service.refused_last_write(),
        loops: front.service.supervisor().reports(),
    }));
    let mut text = String::new();
    // Writing to a text does not fail; a name that is none would, on every page.
    prometheus_text::encode(&mut text, &registry).map_err(|_| cosell_api::Error::internal())?;
    Ok(text)
}

/// What waits at a step.
#[derive(Debug)]
struct Wait {
    step: Step,
    count: i64,
    seconds: f64,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    kind: &'static str,
    name: &'static str,
}

impl EncodeLabelSet for Step {
    fn encode(
        &self,
        encoder: &mut prometheus_client::encoding::LabelSetEncoder<'_>,
    ) -> Result<(), fmt::Error> {
        [("kind", self.kind), ("step", self.name)].encode(encoder)
    }
}

/// The label of a loop.
#[derive(Clone, Copy, Debug)]
struct Named {
    name: &'static str,
}

impl EncodeLabelSet for Named {
    fn encode(
        &self,
        encoder: &mut prometheus_client::encoding::LabelSetEncoder<'_>,
    ) -> Result<(), fmt::Error> {
        [("loop", self.name)].encode(encoder)
    }
}

fn wait(front: &Front, row: &Backlog) -> Wait {
    let kinds = cosell_domain::task::KINDS.iter().copied();
    let kind = kinds.into_iter().find(|kind| *kind == row.kind);
    let name = front.service.engine().step(&row.kind, row.step);
    // The world's time, as the store's: a task that may not run yet has not waited.
    let waited = u32::try_from(front.world().now().saturating_sub(row.oldest).max(0));
    Wait {
        step: Step {
            kind: kind.unwrap_or(UNKNOWN),
            name: name.unwrap_or(UNKNOWN),
        },
        count: row.count,
        seconds: f64::from(waited.unwrap_or(u32::MAX)) / 1_000.0,
    }
}

/// What was read for a page.
#[derive(Debug)]
struct Read {
    uptime: f64,
    counts: Counts,
    waiting: usize,
    counters: Counters,
    backlog: Option<Vec<Wait>>,
    /// Nothing where events are sent to nobody.
    events: Option<delivery::Counters>,
    writable: bool,
    /// Of the loops that panicked.
    loops: Vec<Report>,
}

impl Collector for Read {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let mut page = Page(&mut encoder);
        page.gauge(
            "uptime",
            "Time since the start",
            Some(&Unit::Seconds),
            self.uptime,
        )?;
        self.process(&mut page)?;
        self.store(&mut page)?;
        self.engine(&mut page)?;
        self.backlog(&mut page)?;
        self.events(&mut page)
    }
}

impl Read {
    fn process(&self, page: &mut Page<'_, '_>) -> Result<(), fmt::Error> {
        page.counter(
            "log_lines_lost",
            "Log lines that did not fit into the queue or could not be written",
            log::lost(),
        )?;
        page.counter("panics", "Panics of any kind", panics::count())?;
        let of = |each: &Loop| self.loops.iter().find(|report| report.of == *each);
        let down = Loop::ALL.iter().map(|each| {
            let down = of(each).is_some_and(|report| report.down);
            (Named { name: each.name() }, f64::from(u8::from(down)))
        });
        page.gauges("loop_down", "Whether a loop does not run", None, down)?;
        let help = "How often a loop was started again after a panic";
        let restarts = Loop::ALL.iter().map(|each| {
            let restarts = of(each).map_or(0, |report| report.restarts);
            (Named { name: each.name() }, restarts)
        });
        page.counters("loop_restarts", help, restarts)
    }

    fn store(&self, page: &mut Page<'_, '_>) -> Result<(), fmt::Error> {
        let (counts, up) = (&self.counts, self.backlog.is_some());
        page.gauge(
            "store_up",
            "Whether the store could be read",
            None,
            f64::from(u8::from(up)),
        )?;
        page.gauge(
            "store_writable",
            "Whether the store took the last write",
            None,
            f64::from(u8::from(self.writable)),
        )?;
        page.gauge(
            "store_waiting_transactions",
            "Transactions that wait to be written",
            None,
            number(u64::try_from(self.waiting).unwrap_or(u64::MAX)),
        )?;
        for (name, help, value) in [
            (
                "store_commits",
                "Commits that were confirmed",
                counts.commits,
            ),
            (
                "store_transactions",
                "Transactions that these commits kept",
                counts.transactions,
            ),
            (
                "store_reruns",
                "Transactions run again because another came first",
                counts.reruns,
            ),
            (
                "store_ambiguous_commits",
                "Commits whose answer was lost",
                counts.ambiguous,
            ),
        ] {
            page.counter(name, help, value)?;
        }
        let seconds = COMMIT_TIMES.map(|micros| number(micros) / 1_000_000.0);
        page.histogram(
            "store_commit_duration",
            "How long commits took",
            Some(&Unit::Seconds),
            counts.commit_time.as_secs_f64(),
            &classes(&seconds, &counts.commit_times),
        )?;
        page.histogram(
            "store_commit_transactions",
            "Transactions that shared a commit",
            None,
            number(counts.transactions),
            &classes(&GROUP_SIZES.map(number), &counts.group_sizes),
        )
    }

    fn engine(&self, page: &mut Page<'_, '_>) -> Result<(), fmt::Error> {
        let counters = &self.counters;
        for (name, help, value) in [
            ("task_runs", "Transactions that ran a task", counters.runs),
            ("task_steps", "Steps that were passed", counters.steps),
            (
                "tasks_completed",
                "Tasks that ended COMPLETE",
                counters.completed,
            ),
            ("tasks_failed", "Tasks that ended FAILED", counters.failed),
            (
                "task_retries",
                "Attempts of steps that met passing trouble",
                counters.retries,
            ),
            (
                "task_delays",
                "Runs that fault rules delayed",
                counters.delays,
            ),
            (
                "task_store_failures",
                "Runs that the store did not carry out",
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
                "Failed tasks that an operator started again",
                counters.restarts,
            ),
            (
                "tasks_refused",
                "Tasks refused because too many waited",
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
                "Batches of timers that did something",
                counters.timer_batches,
            ),
            ("timer_effects", "What timers did", counters.timer_effects),
        ] {
            page.counter(name, help, value)?;
        }
        for (name, help, value) in [
            (
                "tasks_ready",
                "Tasks that wait for a place to run",
                counters.ready,
            ),
            ("tasks_running", "Tasks that run", counters.running),
            (
                "tasks_parked",
                "Tasks that wait for their time",
                counters.parked,
            ),
        ] {
            page.gauge(name, help, None, number(value))?;
        }
        page.gauge(
            "tasks_ready_age",
            "How long the first of the ready tasks has waited",
            Some(&Unit::Seconds),
            number(counters.oldest_ready_millis) / 1_000.0,
        )
    }

    fn backlog(&self, page: &mut Page<'_, '_>) -> Result<(), fmt::Error> {
        let waits = self.backlog.as_deref().unwrap_or_default();
        let help = "Unfinished tasks of all nodes by the step they stand at";
        let each = waits.iter().map(|wait| {
            // Far fewer tasks than a float tells apart.
            (wait.step, number(u64::try_from(wait.count).unwrap_or(0)))
        });
        page.gauges("task_backlog", help, None, each)?;
        let help = "How long the first task at a step has been free to run";
        let each = waits.iter().map(|wait| (wait.step, wait.seconds));
        page.gauges("task_backlog_age", help, Some(&Unit::Seconds), each)
    }

    fn events(&self, page: &mut Page<'_, '_>) -> Result<(), fmt::Error> {
        let Some(events) = &self.events else {
            return Ok(());
        };
        page.counter(
            "events_delivered",
            "Events that their receiver took",
            events.delivered,
        )?;
        page.counter(
            "event_delivery_failures",
            "Attempts to send an event that failed",
            events.failed,
        )?;
        let Some(waiting) = events.waiting else {
            return Ok(());
        };
        page.gauge(
            "events_waiting_age",
            "How long the first event that is due has waited to be sent",
            Some(&Unit::Seconds),
            waiting.as_secs_f64(),
        )
    }
}

/// The bounds of classes with the numbers in them; the last class has no bound.
fn classes(bounds: &[f64], counts: &[u64]) -> Vec<(f64, u64)> {
    let bounds = bounds.iter().copied().chain([f64::INFINITY]);
    bounds.zip(counts.iter().copied()).collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a metric is a float, and right to 2^53"
)]
fn number(count: u64) -> f64 {
    count as f64
}

/// Writes metrics to a page.
struct Page<'page, 'text>(&'page mut DescriptorEncoder<'text>);

impl Page<'_, '_> {
    fn counter(&mut self, name: &str, help: &str, value: u64) -> Result<(), fmt::Error> {
        self.0
            .encode_descriptor(name, help, None, MetricType::Counter)?
            .encode_counter::<NoLabelSet, _, u64>(&value, None)
    }

    fn gauge(
        &mut self,
        name: &str,
        help: &str,
        unit: Option<&Unit>,
        value: f64,
    ) -> Result<(), fmt::Error> {
        self.0
            .encode_descriptor(name, help, unit, MetricType::Gauge)?
            .encode_gauge(&value)
    }

    fn gauges(
        &mut self,
        name: &str,
        help: &str,
        unit: Option<&Unit>,
        each: impl Iterator<Item = (impl EncodeLabelSet, f64)>,
    ) -> Result<(), fmt::Error> {
        let mut family = self
            .0
            .encode_descriptor(name, help, unit, MetricType::Gauge)?;
        for (step, value) in each {
            family.encode_family(&step)?.encode_gauge(&value)?;
        }
        Ok(())
    }

    fn counters(
        &mut self,
        name: &str,
        help: &str,
        each: impl Iterator<Item = (impl EncodeLabelSet, u64)>,
    ) -> Result<(), fmt::Error> {
        let mut family = self
            .0
            .encode_descriptor(name, help, None, MetricType::Counter)?;
        for (label, value) in each {
            family
                .encode_family(&label)?
                .encode_counter::<NoLabelSet, _, u64>(&value, None)?;
        }
        Ok(())
    }

    fn histogram(
        &mut self,
        name: &str,
        help: &str,
        unit: Option<&Unit>,
        sum: f64,
        classes: &[(f64, u64)],
    ) -> Result<(), fmt::Error> {
        let count = classes.iter().map(|(_, count)| count).sum();
        self.0
            .encode_descriptor(name, help, unit, MetricType::Histogram)?
            .encode_histogram::<NoLabelSet>(sum, count, classes, None)
    }
}
