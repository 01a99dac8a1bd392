//! `cargo xtask fuzz`: hostile input for everything that a stranger may send.
//!
//! The targets are in `fuzz/`, and each holds every input to the same bounds: no panic, no answer
//! that blames the server, at most 50 ms of processor time, and allocations in proportion to the
//! input. cargo-fuzz is installed below the target folder where it is missing. The code under test
//! holds no `unsafe`, so no sanitizer is needed, and with it no nightly toolchain.
//!
//! What the fuzzer learns stays in the target folder and is where the next run begins. An input that
//! fails is left there too, and its path is printed.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use crate::cargo;

/// Every target, in the order in which they run.
const TARGETS: [&str; 6] = [
    "authorization",
    "body",
    "policy",
    "permission",
    "next_token",
    "arn",
];

/// The version that is installed; a newer one may want newer flags.
const CARGO_FUZZ: &str = "0.13.2";

/// The longest input: beyond it only more of the same is found.
const LONGEST: u32 = 16 << 10;

/// The most memory that a target may hold, in MiB.
const MEMORY: u32 = 1024;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The targets to run; all of them if none is named.
    #[arg(value_parser = TARGETS)]
    targets: Vec<String>,
    /// How long each target runs.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// Ten seconds for each target.
    #[arg(long, conflicts_with = "seconds")]
    quick: bool,
}

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("cargo install cargo-fuzz {0}")]
    Install(ExitStatus),
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
    let program = cargo_fuzz(&root)?;
    let seconds = if arguments.quick {
        10
    } else {
        arguments.seconds
    };
    let named = arguments.targets.iter().map(String::as_str);
    let targets: Vec<&str> = if arguments.targets.is_empty() {
        TARGETS.into()
    } else {
        named.collect()
    };
    for target in targets {
        eprintln!("==> {target}, {seconds} s");
        let corpus = target_folder.join("corpus").join(target);
        let artifacts = target_folder.join("artifacts").join(target);
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&artifacts)?;
        let status = start(
            cargo::detach(&mut Command::new(&program))
                .args(["fuzz", "run", "--sanitizer", "none", "--target-dir"])
                .arg(&target_folder)
                .arg(target)
                .arg(&corpus)
                .arg(root.join("fuzz/seeds").join(target))
                .arg("--")
                .arg(format!("-max_total_time={seconds}"))
                .arg(format!("-max_len={LONGEST}"))
                .arg(format!("-rss_limit_mb={MEMORY}"))
                .arg("-print_final_stats=1")
                .arg(prefix(&artifacts))
                .current_dir(&root),
        )?;
        if !status.success() {
            return Err(Error::Failed {
                target: target.to_owned(),
                status,
                artifacts,
            });
        }
    }
    Ok(())
}

/// The fuzzer writes failing inputs behind this prefix, so it ends with a slash.
fn prefix(artifacts: &Path) -> OsString {
    let mut argument = OsString::from("-artifact_prefix=");
    argument.push(artifacts);
    argument.push("/");
    argument
}

/// The program, installed if it is not there yet.
fn cargo_fuzz(root: &Path) -> Result<PathBuf, Error> {
    let tools = root.join("target/tools");
    let program = tools.join("bin/cargo-fuzz");
    if program.exists() {
        return Ok(program);
    }
    let status = start(
        cargo::command()
            .args(["install", "--quiet", "--locked", "cargo-fuzz"])
            .args(["--version", CARGO_FUZZ, "--root"])
            .arg(&tools)
            .current_dir(root),
    )?;
    if status.success() {
        Ok(program)
    } else {
        Err(Error::Install(status))
    }
}

fn start(command: &mut Command) -> Result<ExitStatus, Error> {
    let status = command.stdin(Stdio::null()).status();
    status.map_err(|source| Error::Start {
        program: command.get_program().into(),
        source,
    })
}
