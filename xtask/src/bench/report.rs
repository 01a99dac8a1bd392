//! The report of a bench, as tables and as JSON.

use std::fmt;

use serde::Serialize;

use super::database::Database;
use super::figures::{Line, Lines as Table, Rest, Shown};
use super::large::Large;
use super::lists::Lists;
use super::targets::{Shipped, Targets};

/// The calls beside the floor, and the lists.
#[derive(Debug, Serialize)]
pub(crate) struct Calls {
    pub(crate) lines: Vec<Line>,
    pub(crate) rest: Vec<Rest>,
    pub(crate) lists: Lists,
    pub(crate) shipped: Shipped,
}

#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) seconds: f64,
    pub(crate) rounds: usize,
    pub(crate) calls: Option<Calls>,
    pub(crate) postgres: Option<Database>,
    pub(crate) large: Option<Large>,
    pub(crate) targets: Targets,
}

impl fmt::Display for Report {
    /// Tables in Markdown, so that they can be pasted into docs/performance.md.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(calls) = &self.calls {
            calls.fmt(f)?;
        }
        if let Some(postgres) = &self.postgres {
            Table(&postgres.lines, "bare driver").fmt(f)?;
        }
        if let Some(large) = &self.large {
            writeln!(f, "{}", large.filters)?;
        }
        self.targets.fmt(f)
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Table(&self.lines, "floor").fmt(f)?;
        writeln!(
            f,
            "| server | start ms | idle MiB | peak MiB | bytes/opportunity | bytes/task |"
        )?;
        writeln!(f, "|---|---:|---:|---:|---:|---:|")?;
        for rest in &self.rest {
            writeln!(
                f,
                "| {} | {:.1} | {} | {} | {} | {} |",
                rest.server,
                rest.start_ms,
                Shown(rest.idle_mib, 1),
                Shown(rest.peak_mib, 1),
                Shown(rest.bytes_per_opportunity, 0),
                Shown(rest.bytes_per_task, 0)
            )?;
        }
        writeln!(f)?;
        writeln!(f, "{}", self.lists)
    }
}
