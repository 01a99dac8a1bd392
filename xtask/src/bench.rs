//! `cargo xtask bench`: the performance of the server, compared with the floor.
//!
//! Each call of [`CALLS`] is measured at each number of [`CONNECTIONS`]. cosell and the floor run
//! at the same time on their own stores, and alternate under load, so that other work of the
//! machine affects both; every figure is the median of the rounds. The load driver fails at the
//! first unexpected response, and so does the bench. [`lists`] measures pages of lists.
//! docs/performance.md explains the figures.
//!
//! `--quick` checks only that every response is right, with an unoptimised build, and measures
//! nothing.

mod bulk;
mod error;
mod lists;
mod patterns;
mod report;
mod search;
mod server;
mod strict;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use error::Error;
use report::{Line, Report, Rest, Run, median};
use server::{Server, Side};

use crate::cargo;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Check within a minute that every response is right, with unoptimised binaries.
    #[arg(long)]
    quick: bool,
    #[command(flatten)]
    only: Only,
    /// Number of opportunities in the large stores of --search.
    #[arg(long, default_value_t = 1_000_000, value_parser = search::records())]
    search_records: u32,
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

/// Which measurement is taken; without one of these, the calls and the lists.
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
    /// Measure only searches among few and among many opportunities, on SQLite and PostgreSQL.
    #[arg(long)]
    search: bool,
    /// Measure only the rate of the rows of a bulk job, beside that of `CreateOpportunity`.
    #[arg(long)]
    bulk: bool,
}

const CREATE: &str = "CreateOpportunity";
const TASK: &str = "StartEngagementFromOpportunityTask";
const CALLS: [&str; 3] = ["GetOpportunity", CREATE, TASK];
const CONNECTIONS: [u32; 2] = [1, 32];

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measure(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The extent of a bench: durations, rounds and numbers of records.
struct Extent {
    /// Whether responses are checked and nothing is measured.
    is_quick: bool,
    seconds: f64,
    warm_up: f64,
    rounds: usize,
    starts: usize,
    list_records: u32,
    list_calls: u32,
    search_records: u32,
}

impl Extent {
    fn of(arguments: &Arguments) -> Self {
        if arguments.quick {
            Self {
                is_quick: true,
                seconds: 0.5,
                warm_up: 0.1,
                rounds: 1,
                starts: 1,
                list_records: 4 * lists::FEW,
                list_calls: 100,
                search_records: 2 * lists::FEW,
            }
        } else {
            Self {
                is_quick: false,
                seconds: arguments.seconds,
                warm_up: 1.0,
                rounds: arguments.rounds.max(1),
                starts: 10,
                list_records: arguments.list_records,
                list_calls: 2000,
                search_records: arguments.search_records,
            }
        }
    }
}

struct Bench {
    extent: Extent,
    programs: Programs,
    folder: PathBuf,
}

fn measure(arguments: &Arguments) -> Result<(), Error> {
    if arguments.only.patterns {
        return patterns::measure();
    }
    let programs = Programs::build(!arguments.quick)?;
    // Next to the binaries, on the disk of the checkout: a temporary folder may be in memory.
    let target = programs.cosell.ancestors().nth(2).unwrap_or(Path::new("."));
    let target = target.to_owned();
    let bench = Bench {
        extent: Extent::of(arguments),
        programs,
        folder: target.join("bench"),
    };
    if arguments.only.strict {
        strict::measure(&bench)?;
        fs::remove_dir_all(&bench.folder)?;
        return Ok(());
    }
    if arguments.only.bulk {
        bulk::measure(&bench, arguments.quick)?;
        fs::remove_dir_all(&bench.folder)?;
        return Ok(());
    }
    if arguments.only.search || arguments.quick {
        let searches = search::measure(&bench)?;
        print!("{searches}");
        bench.write(&target.join("bench-search.json"), &searches)?;
    }
    if !arguments.only.search {
        let report = bench.take()?;
        print!("{report}");
        bench.write(&target.join("bench.json"), &report)?;
    }
    fs::remove_dir_all(&bench.folder)?;
    Ok(())
}

impl Bench {
    /// Writes figures to a file, unless nothing was measured.
    fn write(&self, file: &Path, figures: &impl serde::Serialize) -> Result<(), Error> {
        if !self.extent.is_quick {
            fs::write(file, serde_json::to_vec_pretty(figures)?)?;
            eprintln!("written to {}", file.display());
        }
        Ok(())
    }

    fn take(&self) -> Result<Report, Error> {
        let mut rest = Vec::new();
        let mut empty = Vec::new();
        for side in Side::BOTH {
            let (at_rest, bytes) = self.at_rest(side)?;
            rest.push(at_rest);
            empty.push(bytes);
        }
        let mut lines = Vec::new();
        for call in CALLS {
            let stored = self.call(call, &mut lines)?;
            for (index, stored) in stored.into_iter().enumerate() {
                let bytes = stored.bytes.saturating_sub(empty[index]);
                let rest = &mut rest[index];
                if call == CREATE {
                    rest.bytes_per_opportunity = bytes.checked_div(stored.opportunities);
                }
                if call == TASK {
                    let each = rest.bytes_per_opportunity.unwrap_or_default();
                    let of_tasks = bytes.saturating_sub(each * stored.opportunities);
                    rest.bytes_per_task = of_tasks.checked_div(stored.tasks);
                    rest.peak_mib = stored.peak_mib;
                }
            }
        }
        Ok(Report {
            seconds: self.extent.seconds,
            rounds: self.extent.rounds,
            lines,
            rest,
            lists: lists::measure(self)?,
        })
    }

    /// Start-up time and idle memory, and the bytes of an empty store.
    fn at_rest(&self, side: Side) -> Result<(Rest, u64), Error> {
        eprintln!("start-up of {}", side.name());
        let mut times = Vec::new();
        let mut idle = Vec::new();
        let mut bytes = 0;
        for _ in 0..self.extent.starts {
            let (server, time) = self.start(side)?;
            times.push(time.as_secs_f64() * 1e3);
            idle.extend(server.memory().map(|(now, _)| now));
            bytes = server.stop()?;
        }
        let rest = Rest {
            server: side.name(),
            start_ms: median(times),
            idle_mib: (!idle.is_empty()).then(|| median(idle)),
            peak_mib: None,
            bytes_per_opportunity: None,
            bytes_per_task: None,
        };
        Ok((rest, bytes))
    }

    fn start(&self, side: Side) -> Result<(Server, Duration), Error> {
        Server::start(side, self.programs.server(side), &self.folder)
    }

    /// Measures one call and adds its lines. Returns the stored records and bytes of each side, in
    /// the order of [`Side::BOTH`].
    fn call(&self, call: &'static str, lines: &mut Vec<Line>) -> Result<[Stored; 2], Error> {
        let (cosell, _) = self.start(Side::Cosell)?;
        let (floor, _) = self.start(Side::Floor)?;
        let mut stored = [Stored::default(), Stored::default()];
        for connections in CONNECTIONS {
            let mut runs = [Vec::new(), Vec::new()];
            for round in 1..=self.extent.rounds {
                eprintln!(
                    "{call}, {connections} connections, round {round} of {}",
                    self.extent.rounds
                );
                // The sides alternate in going first.
                let order = if round % 2 == 1 { [0, 1] } else { [1, 0] };
                for index in order {
                    let server = [&cosell, &floor][index];
                    let run = self.load(Side::BOTH[index], server, call, connections, None)?;
                    stored[index].opportunities += run.opportunities;
                    stored[index].tasks += run.tasks;
                    runs[index].push(run);
                }
            }
            for (side, own) in Side::BOTH.into_iter().zip(&runs) {
                lines.push(Line::new(call, connections, side, own, &runs[1]));
            }
        }
        for (stored, server) in stored.iter_mut().zip([cosell, floor]) {
            stored.peak_mib = server.memory().map(|(_, peak)| peak);
            stored.bytes = server.stop()?;
        }
        Ok(stored)
    }

    /// Runs the load driver once against one server, with signed requests if there is a key.
    fn load(
        &self,
        side: Side,
        server: &Server,
        call: &str,
        connections: u32,
        key: Option<&str>,
    ) -> Result<Run, Error> {
        self.programs.load(side, |command| {
            command
                .envs(key.map(|key| ("COSELL_LOAD_KEY", key)))
                .arg("call")
                .args(["--address", &server.address.to_string()])
                .args(["--scenario", call])
                .args(["--connections", &connections.to_string()])
                .args(["--seconds", &self.extent.seconds.to_string()])
                .args(["--warm-up", &self.extent.warm_up.to_string()])
                .args(["--process", &server.id().to_string()])
        })
    }
}

/// The stored records and bytes of a side after all runs of one call.
#[derive(Default)]
struct Stored {
    opportunities: u64,
    tasks: u64,
    bytes: u64,
    peak_mib: Option<f64>,
}

/// The binaries, as cargo names them.
struct Programs {
    cosell: PathBuf,
    floor: PathBuf,
    load: PathBuf,
}

impl Programs {
    fn build(optimised: bool) -> Result<Self, Error> {
        let packages = ["cosell", "cosell-floor", "cosell-load"];
        let [cosell, floor, load] = cargo::build(packages, optimised)?;
        Ok(Self {
            cosell,
            floor,
            load,
        })
    }

    /// Runs the load driver and returns its measurements.
    fn load<T: serde::de::DeserializeOwned>(
        &self,
        side: Side,
        arguments: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Result<T, Error> {
        let output = arguments(&mut Command::new(&self.load))
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|source| Error::Start {
                program: self.load.clone(),
                source,
            })?;
        if !output.status.success() {
            return Err(Error::Load {
                server: side.name(),
                status: output.status,
            });
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    fn server(&self, side: Side) -> &Path {
        match side {
            Side::Cosell | Side::Strict => &self.cosell,
            Side::Floor => &self.floor,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
