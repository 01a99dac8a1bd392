//! The latency of pages of lists for an account with [`FEW`] records and for one with many.
//!
//! Two servers run at the same time; one load driver fills both and alternates between them. A page
//! is a range of an index, so its latency should depend neither on its position nor on the number
//! of records; the ratio of the two servers shows how far that is true.

use std::fmt;

use clap::builder::TypedValueParser;
use serde::{Deserialize, Serialize};

use super::error::Error;
use super::figures::median;
use super::harness::Bench;
use super::server::{Server, Side, timed};

/// Records in the short lists.
pub(crate) const FEW: u32 = 1_000;

/// Parses the number of records in the long lists: at least that of the short lists.
pub(crate) fn records() -> impl TypedValueParser<Value = u32> {
    clap::value_parser!(u32).range(i64::from(FEW)..)
}

/// A measurement of the load driver: one list at one position.
#[derive(Debug, Deserialize)]
struct Found {
    list: String,
    page: String,
    few: Vec<Run>,
    many: Vec<Run>,
}

#[derive(Debug, Deserialize)]
struct Run {
    p50_ms: f64,
    p99_ms: f64,
}

/// One list at one position, medians over the rounds.
#[derive(Debug, Serialize)]
struct Line {
    list: String,
    page: String,
    few_p50_ms: f64,
    few_p99_ms: f64,
    many_p50_ms: f64,
    many_p99_ms: f64,
    /// The p99 with many records divided by that with few, in the same round.
    p99_ratio: f64,
}

impl From<Found> for Line {
    fn from(found: Found) -> Self {
        let over = |runs: &[Run], value: fn(&Run) -> f64| median(runs.iter().map(value).collect());
        let rounds = found.many.iter().zip(&found.few);
        let ratios = rounds.map(|(many, few)| many.p99_ms / few.p99_ms);
        Self {
            few_p50_ms: over(&found.few, |run| run.p50_ms),
            few_p99_ms: over(&found.few, |run| run.p99_ms),
            many_p50_ms: over(&found.many, |run| run.p50_ms),
            many_p99_ms: over(&found.many, |run| run.p99_ms),
            p99_ratio: median(ratios.collect()),
            list: found.list,
            page: found.page,
        }
    }
}

impl Lists {
    /// The largest p99 with many records, in milliseconds.
    pub(super) fn worst_p99(&self) -> Option<f64> {
        let times = self.lines.iter().map(|line| line.many_p99_ms);
        times.max_by(f64::total_cmp)
    }

    /// The largest ratio of the p99 with many records to that with few.
    pub(super) fn worst_ratio(&self) -> Option<f64> {
        let ratios = self.lines.iter().map(|line| line.p99_ratio);
        ratios.max_by(f64::total_cmp)
    }
}

/// All lists, and the numbers of records on the two servers.
#[derive(Debug, Serialize)]
pub(crate) struct Lists {
    few: u32,
    many: u32,
    calls: u32,
    lines: Vec<Line>,
}

pub(crate) fn measure(bench: &Bench) -> Result<Lists, Error> {
    let side = Side::Cosell;
    let (few, many) = (FEW, bench.extent.list_records);
    let start = |folder| {
        let server = Server::start(
            side,
            bench.programs.server(side),
            &bench.folder.join(folder),
        );
        server.map(|(server, _)| server)
    };
    let short = start("few")?;
    let long = start("many")?;
    let (found, time) = timed(|| {
        let calls = bench.extent.list_calls;
        drive(bench, ("lists", calls), [&short, &long], [few, many])
    });
    eprintln!("lists took {:.0} s", time.as_secs_f64());
    short.stop()?;
    long.stop()?;
    found
}

/// Runs a measurement of the load driver on a server to fill with few records and on one to fill
/// with many.
pub(super) fn drive(
    bench: &Bench,
    (measurement, calls): (&str, u32),
    [short, long]: [&Server; 2],
    [few, many]: [u32; 2],
) -> Result<Lists, Error> {
    let found = bench
        .programs
        .load::<Vec<Found>>(Side::Cosell.name(), |command| {
            command
                .arg(measurement)
                .args(["--few", &short.address.to_string()])
                .args(["--few-records", &few.to_string()])
                .args(["--many", &long.address.to_string()])
                .args(["--many-records", &many.to_string()])
                .args(["--calls", &calls.to_string()])
                .args(["--rounds", &bench.extent.rounds.to_string()])
        })?;
    Ok(Lists {
        few,
        many,
        calls,
        lines: found.into_iter().map(Line::from).collect(),
    })
}

impl fmt::Display for Lists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { few, many, .. } = self;
        writeln!(
            f,
            "| list | page | p50 ms at {few} | p99 ms at {few} | p50 ms at {many} \
             | p99 ms at {many} | p99 ratio |"
        )?;
        writeln!(f, "|---|---|---:|---:|---:|---:|---:|")?;
        for line in &self.lines {
            writeln!(
                f,
                "| {} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
                line.list,
                line.page,
                line.few_p50_ms,
                line.few_p99_ms,
                line.many_p50_ms,
                line.many_p99_ms,
                line.p99_ratio
            )?;
        }
        Ok(())
    }
}
