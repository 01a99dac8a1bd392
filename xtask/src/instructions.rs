//! `cargo xtask instructions`: the number of instructions and of allocations of the main task.
//!
//! Time depends on the machine and its load; the number of instructions hardly does, so it shows a
//! change of one percent where the bench shows one of ten. callgrind counts the instructions of a
//! program that runs the task a number of times (`bench/instructions`), in all its threads. The
//! program runs twice: the counts differ by the additional tasks of the second run, so the result
//! includes neither start-up nor preparation. Allocations are the calls of the C library's
//! functions that callgrind saw.
//!
//! `bench/counts/main-task.toml` has the counts; `--check` fails when one of them has risen.
//!
//! Instructions of the kernel and waiting times are not counted, so the disk does not matter.

use std::collections::HashSet;
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
    /// Fail if a count is higher than in the file of counts.
    #[arg(long)]
    check: bool,
    /// Write the file of counts.
    #[arg(long, conflicts_with = "check")]
    write: bool,
}

/// The file of counts.
const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../bench/counts/main-task.toml"
);

const HEADER: &str = "\
# Instructions and allocations of one StartEngagementFromOpportunityTask on SQLite.
# To write this file after a change:
#     cargo xtask instructions --write
";

/// How much a count may rise without a change of the program: threads that wait for each other spin
/// first, and the C library has its functions in several forms for different processors.
const TOLERANCE: u64 = 3;

/// The functions of the C library that allocate.
const ALLOCATE: [&str; 5] = [
    "malloc",
    "calloc",
    "realloc",
    "posix_memalign",
    "aligned_alloc",
];

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counts {
    instructions: u64,
    allocations: u64,
}

impl Counts {
    /// The counts of one of so many tasks that distinguish two runs.
    fn each(self, before: Self, tasks: u32) -> Self {
        let tasks = u64::from(tasks);
        Self {
            instructions: self.instructions.saturating_sub(before.instructions) / tasks,
            allocations: self.allocations.saturating_sub(before.allocations) / tasks,
        }
    }

    fn lines(self) -> [(&'static str, u64); 2] {
        [
            ("instructions", self.instructions),
            ("allocations", self.allocations),
        ]
    }
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
    #[error(
        "{name} of the main task: {now}, but {FILE} says {known}; if that is meant, write the file \
         again, as its first lines say"
    )]
    Risen {
        name: &'static str,
        now: u64,
        known: u64,
    },
    #[error("{FILE} does not say how many {0} there are")]
    Unknown(&'static str),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measure(arguments).and_then(|each| compare(arguments, each)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask instructions: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the counts, and compares them with the file or writes it.
fn compare(arguments: &Arguments, each: Counts) -> Result<(), Error> {
    for (name, count) in each.lines() {
        println!("{count} {name} for one StartEngagementFromOpportunityTask");
    }
    if arguments.write {
        let lines = each
            .lines()
            .map(|(name, count)| format!("{name} = {count}\n"));
        fs::write(FILE, format!("{HEADER}\n{}", lines.concat()))?;
    }
    if arguments.check {
        let text = fs::read_to_string(FILE)?;
        for (name, now) in each.lines() {
            let known = known(&text, name).ok_or(Error::Unknown(name))?;
            if now > known + known * TOLERANCE / 100 {
                return Err(Error::Risen { name, now, known });
            }
        }
    }
    Ok(())
}

/// A count in the text of the file.
fn known(text: &str, name: &str) -> Option<u64> {
    let mut lines = text.lines();
    lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(" = ")?.parse().ok())
}

fn measure(arguments: &Arguments) -> Result<Counts, Error> {
    if !is_there() && !apt::install(&["valgrind"]) {
        return Err(Error::Missing);
    }
    let all = arguments.warm_up.saturating_add(arguments.tasks);
    let before = count(all, arguments.warm_up)?;
    let after = count(all, all)?;
    Ok(after.each(before, arguments.tasks))
}

fn is_there() -> bool {
    Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The counts of a whole run with these numbers of opportunities and tasks.
fn count(opportunities: u32, tasks: u32) -> Result<Counts, Error> {
    let folder = tempfile::tempdir()?;
    let counts = folder.path().join("counts");
    let out = format!("--callgrind-out-file={}", counts.display());
    let runner = ["valgrind", "--quiet", "--tool=callgrind", &out];
    let status = cargo::command()
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .args([
            "run",
            "--profile",
            "dist",
            "--package",
            "cosell-instructions",
        ])
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
    read(&counts)
}

/// The counts in an output file of callgrind.
fn read(counts: &Path) -> Result<Counts, Error> {
    parse(&fs::read_to_string(counts)?).ok_or(Error::NoTotal)
}

/// A called function is `cfn=(number) name` the first time and `cfn=(number)` from then on; the
/// next line that begins with `calls=` has the number of its calls.
fn parse(text: &str) -> Option<Counts> {
    let mut allocating = HashSet::new();
    let (mut instructions, mut allocations) = (None, 0);
    let mut called = "";
    for line in text.lines() {
        if let Some(function) = line.strip_prefix("cfn=").or(line.strip_prefix("fn=")) {
            let (number, name) = function.split_once(' ').unwrap_or((function, ""));
            // A version of a symbol follows its name.
            let name = name.split('@').next().unwrap_or_default();
            if ALLOCATE.contains(&name) {
                allocating.insert(number);
            }
            called = number;
        } else if let Some(calls) = line.strip_prefix("calls=") {
            if allocating.contains(called) {
                let count = calls.split(' ').next()?;
                allocations += count.parse::<u64>().ok()?;
            }
        } else if let Some(total) = line.strip_prefix("totals: ") {
            instructions = total.trim().parse().ok();
        }
    }
    Some(Counts {
        instructions: instructions?,
        allocations,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_of_allocating_functions_are_counted_by_name_and_by_number() {
        let text = "fn=(1) main\n16 3\ncfn=(2) malloc\ncalls=5 0\n16 400\ncfn=(3) free\n\
                    calls=7 0\n16 9\nfn=(4) other\ncfn=(2)\ncalls=2 0\n16 1\n\
                    cfn=(5) realloc@@GLIBC_2.2.5\ncalls=1 0\n16 1\ntotals: 1234\n";
        let counts = Counts {
            instructions: 1234,
            allocations: 8,
        };
        assert_eq!(parse(text), Some(counts));
        assert_eq!(parse("calls=1 0"), None);
    }
}
