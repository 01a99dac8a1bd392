//! `cargo xtask instructions`: the number of instructions of the main task.
//!
//! Time depends on the machine and its load; the number of instructions hardly does, so it shows a
//! change of one percent where the bench shows one of ten. callgrind counts the instructions of a
//! program that runs the task a number of times (`bench/instructions`), in all its threads. The
//! program runs twice: the counts differ by the additional tasks of the second run, so the result
//! includes neither start-up nor preparation.
//!
//! Instructions of the kernel and waiting times are not counted, so the disk does not matter.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use crate::{apt, cargo};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Number of tasks for warm-up, which are not counted.
    #[arg(long, default_value_t = 100)]
    warm_up: u32,
    /// Number of counted tasks.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    tasks: u32,
}

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(
        "valgrind is missing and could not be installed; on Debian and Ubuntu: apt-get install \
         valgrind"
    )]
    Missing,
    #[error("cannot start cargo: {0}")]
    Start(#[source] io::Error),
    #[error("the program or its build failed: {0}")]
    Ended(ExitStatus),
    #[error("cannot create a temporary file: {0}")]
    File(#[from] io::Error),
    #[error("the output of callgrind has no total")]
    NoTotal,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measure(arguments) {
        Ok(each) => {
            println!("{each} instructions for one StartEngagementFromOpportunityTask");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cargo xtask instructions: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(arguments: &Arguments) -> Result<u64, Error> {
    if !is_there() && !apt::install(&["valgrind"]) {
        return Err(Error::Missing);
    }
    let all = arguments.warm_up.saturating_add(arguments.tasks);
    let before = count(all, arguments.warm_up)?;
    let after = count(all, all)?;
    Ok(after.saturating_sub(before) / u64::from(arguments.tasks))
}

fn is_there() -> bool {
    Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The instructions of a whole run with these numbers of opportunities and tasks.
fn count(opportunities: u32, tasks: u32) -> Result<u64, Error> {
    let folder = tempfile::tempdir()?;
    let counts = folder.path().join("counts");
    let out = format!("--callgrind-out-file={}", counts.display());
    let runner = ["valgrind", "--quiet", "--tool=callgrind", &out];
    let status = cargo::command()
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .args(["run", "--release", "--package", "cosell-instructions"])
        .args(["--config", &format!("target.'cfg(unix)'.runner={runner:?}")])
        .arg("--")
        .arg("--store")
        .arg(folder.path().join("store.sqlite"))
        .args(["--opportunities", &opportunities.to_string()])
        .args(["--tasks", &tasks.to_string()])
        .stdin(Stdio::null())
        .status()
        .map_err(Error::Start)?;
    if !status.success() {
        return Err(Error::Ended(status));
    }
    total(&counts)
}

/// The total in an output file of callgrind.
fn total(counts: &Path) -> Result<u64, Error> {
    let text = fs::read_to_string(counts)?;
    let mut lines = text.lines();
    let total = lines.find_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok());
    total.ok_or(Error::NoTotal)
}
