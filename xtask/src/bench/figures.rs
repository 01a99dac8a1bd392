//! Figures of a bench: medians over the rounds, and how they are shown.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::server::Work;

/// The load driver's measurements of one run.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Run {
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) cpu_ms_per_call: Option<f64>,
    pub(crate) opportunities: u64,
    pub(crate) tasks: u64,
    /// What the store of a cosell did meanwhile, the preparation of the calls included.
    #[serde(skip)]
    pub(crate) work: Option<Work>,
}

/// One line of the table: a call on one side, medians over the rounds.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub(crate) call: &'static str,
    pub(crate) connections: u32,
    pub(crate) server: &'static str,
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) cpu_ms_per_call: Option<f64>,
    /// Requests per second divided by those of the floor, in the same round.
    pub(crate) ratio_to_floor: f64,
    /// Transactions of a commit, and answers of the database that a transaction waited for.
    pub(crate) per_commit: Option<f64>,
    pub(crate) round_trips: Option<f64>,
    /// Transactions that ran again because of a conflict, of each that was committed.
    pub(crate) reruns: Option<f64>,
}

impl Line {
    pub(crate) fn new(
        call: &'static str,
        connections: u32,
        server: &'static str,
        runs: &[Run],
        floor: &[Run],
    ) -> Self {
        let over = |value: fn(&Run) -> f64| median(runs.iter().map(value).collect());
        let ratios = runs
            .iter()
            .zip(floor)
            .map(|(run, floor)| run.per_second / floor.per_second);
        let work = |value: fn(&Work) -> f64| {
            let works = runs.iter().filter_map(|run| run.work);
            let values = works.map(|work| value(&work));
            let values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
            (!values.is_empty()).then(|| median(values))
        };
        let cpu: Option<Vec<f64>> = runs.iter().map(|run| run.cpu_ms_per_call).collect();
        Self {
            call,
            connections,
            server,
            per_second: over(|run| run.per_second),
            p50_ms: over(|run| run.p50_ms),
            p99_ms: over(|run| run.p99_ms),
            cpu_ms_per_call: cpu.map(median),
            ratio_to_floor: median(ratios.collect()),
            per_commit: work(|work| work.transactions / work.commits),
            round_trips: work(|work| work.round_trips / work.transactions),
            reruns: work(|work| work.reruns / work.transactions),
        }
    }
}

/// Start-up time and memory of one side.
#[derive(Debug, Serialize)]
pub(crate) struct Rest {
    pub(crate) server: &'static str,
    /// From before the process starts to the end of its first response.
    pub(crate) start_ms: f64,
    pub(crate) idle_mib: Option<f64>,
    /// The peak memory while the main task was measured.
    pub(crate) peak_mib: Option<f64>,
    pub(crate) bytes_per_opportunity: Option<u64>,
    /// The bytes of a finished task, without the opportunity that it started from.
    pub(crate) bytes_per_task: Option<u64>,
}

/// Lines as a table in Markdown.
pub(super) struct Lines<'a>(pub(super) &'a [Line], pub(super) &'static str);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(lines, floor) = self;
        writeln!(
            f,
            "| call | connections | server | requests/s | p50 ms | p99 ms | CPU ms/call \
             | of {floor} | transactions/commit | round trips/transaction | reruns |"
        )?;
        writeln!(f, "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|")?;
        for line in *lines {
            writeln!(
                f,
                "| {} | {} | {} | {:.0} | {:.2} | {:.2} | {} | {:.2} | {} | {} | {} |",
                line.call,
                line.connections,
                line.server,
                line.per_second,
                line.p50_ms,
                line.p99_ms,
                Shown(line.cpu_ms_per_call, 3),
                line.ratio_to_floor,
                Shown(line.per_commit, 1),
                Shown(line.round_trips, 1),
                Shown(line.reruns, 5)
            )?;
        }
        writeln!(f)
    }
}

/// A number with a fixed number of decimal places, or a dash if it is unknown on this system.
pub(super) struct Shown<T>(pub(super) Option<T>, pub(super) usize);

impl<T: fmt::Display> fmt::Display for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => write!(f, "{value:.*}", self.1),
            None => f.write_str("–"),
        }
    }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlier_does_not_change_the_median() {
        assert!((median(vec![3.0, 900.0, 2.0]) - 3.0).abs() < f64::EPSILON);
    }
}
