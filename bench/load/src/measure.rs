//! The measurement of a scenario.
//!
//! A run is a sequence of sections. In a section every connection calls without a pause until the
//! time or the prepared opportunities are used up; nothing is timed between sections. The first
//! section is a warm-up and is not counted. Reads and creates have one counted section. The task
//! needs a new opportunity for every call, so its run has as many sections as fit into the time,
//! each with a second's worth of opportunities that are prepared just before it.

use std::cell::Cell;
use std::net::SocketAddr;
use std::time::Duration;

use cosell_world::machine;
use futures_util::future::try_join_all;
use serde::Serialize;

use crate::body::Bodies;
use crate::connection::Connection;
use crate::error::Error;
use crate::figures::{Extent, Figures};
use crate::process;
use crate::scenario::{Scenario, Source, connect, prepare};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server's address; several for the nodes of one store, which share the connections.
    #[arg(long, required = true)]
    address: Vec<SocketAddr>,
    /// Operation to call.
    #[arg(long, value_enum)]
    scenario: Scenario,
    #[command(flatten)]
    extent: Extent,
    /// Opportunities to prepare for `GetOpportunity`.
    #[arg(long, default_value_t = 1000)]
    records: usize,
    /// Process ids of the servers, whose processor time is measured together.
    #[arg(long)]
    process: Vec<u32>,
}

/// The result of a run.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    scenario: &'static str,
    connections: usize,
    #[serde(flatten)]
    figures: Figures,
}

/// The sum of the counted sections.
#[derive(Debug, Default)]
struct Tally {
    latencies: Vec<Duration>,
    time: Duration,
    cpu_seconds: Option<f64>,
}

/// Fewest and most opportunities for one section of the task.
const BATCH_BOUNDS: (usize, usize) = (64, 20_000);

pub(crate) async fn run(arguments: &Arguments) -> Result<Report, Error> {
    let bodies = Bodies::new()?;
    let mut connections = connect(&arguments.address, arguments.extent.connections).await?;
    let warm_up = arguments.extent.warm_up();
    let seconds = arguments.extent.seconds();
    let mut tally = Tally::default();
    let (mut opportunities, mut tasks) = (0, 0);
    match arguments.scenario {
        scenario @ (Scenario::GetOpportunity | Scenario::CreateOpportunity) => {
            let wanted = match scenario {
                Scenario::GetOpportunity => arguments.records,
                _ => 0,
            };
            let ids = prepare(&arguments.address, &bodies, wanted, false).await?;
            opportunities += ids.len();
            for time in [warm_up, seconds] {
                tally = section(arguments, &bodies, &ids, &mut connections, time).await?;
                if scenario == Scenario::CreateOpportunity {
                    opportunities += tally.latencies.len();
                }
            }
        }
        Scenario::StartEngagementFromOpportunityTask => {
            let mut per_second = 0.0;
            let mut warm = Duration::ZERO;
            while tally.time < seconds {
                let warming = warm < warm_up;
                let rest = if warming {
                    warm_up.saturating_sub(warm)
                } else {
                    seconds.saturating_sub(tally.time)
                };
                let batch = batch(per_second, rest);
                let ids = prepare(&arguments.address, &bodies, batch, true).await?;
                let part = section(arguments, &bodies, &ids, &mut connections, rest).await?;
                opportunities += ids.len();
                tasks += part.latencies.len();
                per_second = part.per_second();
                if warming {
                    warm += part.time;
                } else {
                    tally.add(part);
                }
            }
        }
    }
    tally.report(arguments, opportunities, tasks)
}

/// How many opportunities to prepare for the next section: enough for a second, or for the `rest`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count, clamped right after"
)]
fn batch(per_second: f64, rest: Duration) -> usize {
    let wanted = per_second * rest.as_secs_f64().min(1.0);
    (wanted as usize).clamp(BATCH_BOUNDS.0, BATCH_BOUNDS.1)
}

/// Calls on every connection until the time or the ids are used up.
async fn section(
    arguments: &Arguments,
    bodies: &Bodies,
    ids: &[String],
    connections: &mut [Connection],
    time: Duration,
) -> Result<Tally, Error> {
    let cpu = || process::all_cpu_seconds(&arguments.process);
    let cpu_before = cpu();
    let start = machine::instant();
    let source = Source {
        scenario: arguments.scenario,
        bodies,
        ids,
        taken: Cell::new(0),
        until: start + time,
    };
    let calls = connections
        .iter_mut()
        .map(|connection| call_all(connection, &source));
    let latencies = try_join_all(calls).await?.concat();
    Ok(Tally {
        latencies,
        time: machine::elapsed(start),
        cpu_seconds: cpu().zip(cpu_before).map(|(after, before)| after - before),
    })
}

async fn call_all(
    connection: &mut Connection,
    source: &Source<'_>,
) -> Result<Vec<Duration>, Error> {
    let operation = source.scenario.operation();
    let mut latencies = Vec::new();
    let (mut text, mut expected) = (String::new(), String::new());
    while source.next(&mut text, &mut expected) {
        let begun = machine::instant();
        connection.call(operation, &text, &expected).await?;
        latencies.push(machine::elapsed(begun));
    }
    Ok(latencies)
}

impl Tally {
    fn add(&mut self, part: Self) {
        // The processor time of a sum is known only if that of every part is.
        self.cpu_seconds = if self.latencies.is_empty() {
            part.cpu_seconds
        } else {
            self.cpu_seconds
                .zip(part.cpu_seconds)
                .map(|(sum, new)| sum + new)
        };
        self.latencies.extend(part.latencies);
        self.time += part.time;
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "fewer than 2^52 requests in a run"
    )]
    fn per_second(&self) -> f64 {
        self.latencies.len() as f64 / self.time.as_secs_f64()
    }

    fn report(
        self,
        arguments: &Arguments,
        opportunities: usize,
        tasks: usize,
    ) -> Result<Report, Error> {
        let mut figures = Figures::of(self.latencies, self.time, self.cpu_seconds)?;
        (figures.opportunities, figures.tasks) = (opportunities, tasks);
        Ok(Report {
            scenario: arguments.scenario.operation(),
            connections: arguments.extent.connections,
            figures,
        })
    }
}
