//! `cargo xtask bench`: the performance of the server, compared with the floor.
//!
//! [`calls`] measures each call at each number of connections. cosell and the floor run at the same
//! time on their own stores, and alternate under load, so that other work of the machine affects
//! both; every figure is the median of the rounds. The load driver fails at the first unexpected
//! response, and so does the bench. [`lists`] measures pages of lists, [`database`] the main task
//! on PostgreSQL, and [`large`] a store of a million opportunities. docs/performance.md explains
//! the figures.
//!
//! `--quick` checks only that every response is right, with an unoptimised build, and measures
//! nothing.

mod bulk;
mod calls;
mod database;
pub(crate) mod error;
mod events;
mod figures;
mod harness;
mod large;
mod lists;
mod patterns;
mod peers;
pub(crate) mod pgo;
mod pytest;
mod report;
mod reset;
mod search;
pub(crate) mod server;
mod strict;
mod targets;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use calls::Measurements;
use error::Error;
use harness::{Bench, Extent, Programs};
use peers::Peers;

use crate::cargo::{self, Profile};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Check within a minute that every response is right, with unoptimised binaries.
    #[arg(long)]
    quick: bool,
    #[command(flatten)]
    only: Only,
    /// Number of opportunities in the large stores.
    #[arg(long, default_value_t = 1_000_000, value_parser = search::records())]
    search_records: u32,
    /// Seconds of the steady load on the large store, while its memory is watched.
    #[arg(long, default_value_t = 600)]
    steady_seconds: u32,
    /// The stores of --search, in this order.
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "sqlite,postgres"
    )]
    search_stores: Vec<search::Store>,
    /// Measure other products in the same rounds; they are installed from their registries.
    #[arg(long, conflicts_with = "quick")]
    peers: bool,
    /// Measure a program that is built without a profile, which takes a third of the time.
    #[arg(long)]
    without_profile: bool,
    /// Duration of each measured run.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Number of measured runs of each side.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Number of records in the long lists.
    #[arg(long, default_value_t = 100_000, value_parser = lists::records())]
    list_records: u32,
}

/// Which measurement is taken; without one of these, all that the table of targets lists.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
struct Only {
    /// Measure only the time of the model's patterns on hostile strings.
    #[arg(long, conflicts_with = "quick")]
    patterns: bool,
    /// Measure only the cost of authentication and authorization (mode `strict`).
    #[arg(long)]
    strict: bool,
    /// Measure only calls on SQLite, lists included, beside the floor.
    #[arg(long)]
    calls: bool,
    /// Measure only the main task on PostgreSQL: one node, two nodes, and a bare driver.
    #[arg(long)]
    postgres: bool,
    /// Measure only a store of a million opportunities: filters, start-up and memory.
    #[arg(long)]
    large: bool,
    /// Measure only searches among few and among many opportunities.
    #[arg(long)]
    search: bool,
    /// Measure only the rate of the rows of a bulk job, beside that of `CreateOpportunity`.
    #[arg(long)]
    bulk: bool,
    /// Measure only the rate at which a webhook on this machine receives events.
    #[arg(long)]
    events: bool,
    /// Measure only how long a reset takes on each store with the records of the long lists.
    #[arg(long)]
    reset: bool,
    /// Measure only how long a thousand tests of pytest take, each in a namespace of its own.
    #[arg(long)]
    tests: bool,
}

impl Only {
    /// The measurements of the report.
    fn measurements(&self) -> Measurements {
        let all = !(self.calls || self.postgres || self.large);
        Measurements {
            calls: all || self.calls,
            postgres: all || self.postgres,
            large: all || self.large,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measure(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The extent that the arguments ask for.
fn extent(arguments: &Arguments) -> Extent {
    if arguments.quick {
        Extent::quick()
    } else {
        Extent {
            is_quick: false,
            seconds: arguments.seconds,
            warm_up: 1.0,
            rounds: arguments.rounds.max(1),
            starts: 10,
            list_records: arguments.list_records,
            list_calls: 2000,
            search_records: arguments.search_records,
            search_calls: 500,
            steady_seconds: arguments.steady_seconds,
        }
    }
}

/// Builds the programs, cosell as the arguments ask for it.
fn programs(arguments: &Arguments) -> Result<Programs, Error> {
    let profile = if arguments.quick {
        Profile::Dev
    } else {
        Profile::Dist
    };
    let cosell = if arguments.quick || arguments.without_profile {
        let [cosell] = cargo::build(["cosell"], profile)?;
        cosell
    } else {
        pgo::build(None)?.program
    };
    Programs::beside(cosell, profile)
}

fn measure(arguments: &Arguments) -> Result<(), Error> {
    if arguments.only.patterns {
        return patterns::measure();
    }
    let programs = programs(arguments)?;
    // Next to the binaries, on the disk of the checkout: a temporary folder may be in memory.
    let target = programs.load.ancestors().nth(2).unwrap_or(Path::new("."));
    let target = target.to_owned();
    let peers = arguments.peers.then(|| Peers::install(&target));
    let bench = Bench {
        extent: extent(arguments),
        programs,
        folder: target.join("bench"),
        peers: peers.transpose()?,
    };
    let only = &arguments.only;
    if only.tests {
        return pytest::measure(&bench);
    }
    if only.strict {
        for line in strict::measure(&bench)? {
            println!("{line}");
        }
    } else if only.bulk {
        bulk::measure(&bench, arguments.quick)?;
    } else if only.events {
        events::measure(&bench)?;
    } else if only.reset {
        reset::measure(&bench)?;
    } else {
        report(&bench, arguments, &target)?;
    }
    fs::remove_dir_all(&bench.folder)?;
    Ok(())
}

/// Measures what the table of targets lists, and searches. Prints both, and writes them to files.
fn report(bench: &Bench, arguments: &Arguments, target: &Path) -> Result<(), Error> {
    if arguments.only.search || arguments.quick {
        let stores = if arguments.quick {
            &[search::Store::Sqlite]
        } else {
            arguments.search_stores.as_slice()
        };
        let searches = search::measure(bench, stores)?;
        bench.write(&target.join("bench-search.json"), &searches)?;
    }
    if arguments.quick {
        strict::measure(bench)?;
    }
    if !arguments.only.search {
        let report = bench.take(arguments.only.measurements())?;
        print!("{report}");
        bench.write(&target.join("bench.json"), &report)?;
    }
    Ok(())
}
