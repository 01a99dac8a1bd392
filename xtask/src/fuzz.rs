//! `cargo xtask fuzz`: hostile input for everything that an unauthenticated client may send.
//!
//! The targets are in `fuzz/`, and each enforces the same limits for every input: no panic, no
//! internal error, at most 50 ms of processor time, and allocations in proportion to the input. One
//! cargo command builds them with the flags of cargo-fuzz, so cargo-fuzz itself is not needed. The
//! targets run no `unsafe` code of ours, so neither a sanitizer nor a nightly toolchain is needed.
//!
//! The corpus stays in the target folder, and the next run starts with it. A failing input is left
//! there too, and its path is printed.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::sync::Mutex;
use std::thread;

use crate::cargo;

/// Every target, in the order of their start.
const TARGETS: [&str; 6] = [
    "authorization",
    "body",
    "policy",
    "permission",
    "next_token",
    "arn",
];

/// The coverage for libFuzzer: counters for the edges of the code, and the values of comparisons.
/// cargo-fuzz 0.13.2 has the same list.
const FLAGS: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    #[cfg(target_os = "linux")]
    "-Cllvm-args=-sanitizer-coverage-stack-depth",
    "--cfg=fuzzing",
];

/// Seconds of each target under `--quick`.
const QUICK_SECONDS: u32 = 10;

/// The maximum length of an input: longer inputs find nothing new.
const LONGEST: u32 = 16 << 10;

/// The maximum memory of a target, in MiB.
const MEMORY: u32 = 1024;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The targets to run; all targets if none is named.
    #[arg(value_parser = TARGETS)]
    targets: Vec<String>,
    /// Duration of each target.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// Run each target for ten seconds, built with few optimisations.
    #[arg(long, conflicts_with = "seconds")]
    quick: bool,
}

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Build(#[from] cargo::BuildError),
    #[error("the target {target} failed, {status}; the input is below {}", artifacts.display())]
    Failed {
        target: String,
        status: ExitStatus,
        artifacts: PathBuf,
    },
    #[error("cannot start {}: {source}", program.display())]
    Start { program: PathBuf, source: io::Error },
    #[error(transparent)]
    File(#[from] io::Error),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match fuzz(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask fuzz: {error}");
            ExitCode::FAILURE
        }
    }
}

fn fuzz(arguments: &Arguments) -> Result<(), Error> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).canonicalize()?;
    let target_folder = root.join("target/fuzz");
    let seconds = if arguments.quick {
        QUICK_SECONDS
    } else {
        arguments.seconds
    };
    let named = arguments.targets.iter().map(String::as_str);
    let targets: Vec<&str> = if arguments.targets.is_empty() {
        TARGETS.into()
    } else {
        named.collect()
    };
    let programs = build(&target_folder, &targets, arguments.quick)?;
    let runs = targets.into_iter().zip(programs);
    let runs = Mutex::new(runs.map(|(target, program)| Run {
        target,
        program,
        root: &root,
        folder: &target_folder,
        seconds,
    }));
    let next = || runs.lock().ok()?.next();
    // One target on each processor: their limit is processor time.
    let workers = thread::available_parallelism()?.get();
    thread::scope(|scope| {
        let worker = || iter::from_fn(next).try_for_each(Run::perform);
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        let ends = workers.into_iter().map(|worker| {
            let end = worker.join();
            end.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        ends.fold(Ok(()), Result::and)
    })
}

/// One run of a target.
struct Run<'a> {
    target: &'a str,
    program: PathBuf,
    root: &'a Path,
    folder: &'a Path,
    seconds: u32,
}

impl Run<'_> {
    /// Runs the target; its output is printed at its end, so that it is not interleaved.
    fn perform(self) -> Result<(), Error> {
        let corpus = self.folder.join("corpus").join(self.target);
        let artifacts = self.folder.join("artifacts").join(self.target);
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&artifacts)?;
        eprintln!("==> {} begins, {} s", self.target, self.seconds);
        let output = Command::new(&self.program)
            .arg(&corpus)
            .arg(self.root.join("fuzz/seeds").join(self.target))
            .arg(format!("-max_total_time={}", self.seconds))
            .arg(format!("-max_len={LONGEST}"))
            .arg(format!("-rss_limit_mb={MEMORY}"))
            .arg("-print_final_stats=1")
            .arg(prefix(&artifacts))
            .current_dir(self.root)
            .stdin(Stdio::null())
            .output();
        let output = output.map_err(|source| Error::Start {
            program: self.program,
            source,
        })?;
        let said = String::from_utf8_lossy(&output.stderr);
        eprintln!("==> {}\n{said}", self.target);
        if output.status.success() {
            Ok(())
        } else {
            Err(Error::Failed {
                target: self.target.to_owned(),
                status: output.status,
                artifacts,
            })
        }
    }
}

/// Builds the targets. Returns their executables in the same order.
fn build(
    target_folder: &Path,
    targets: &[&str],
    quick: bool,
) -> Result<Vec<PathBuf>, cargo::BuildError> {
    let mut command = cargo::command();
    command
        .args(["build", "--manifest-path", "fuzz/Cargo.toml"])
        .args(["--profile", if quick { "quick" } else { "release" }])
        .arg("--target-dir")
        .arg(target_folder)
        .args(targets.iter().flat_map(|target| ["--bin", target]));
    cargo::with_flags(&mut command, FLAGS.join(" ").into());
    cargo::executables(&mut command, targets)
}

/// The prefix of the paths of failing inputs, so it ends with a slash.
fn prefix(artifacts: &Path) -> OsString {
    let mut argument = OsString::from("-artifact_prefix=");
    argument.push(artifacts);
    argument.push("/");
    argument
}
