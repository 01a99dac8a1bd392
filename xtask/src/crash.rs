//! `cargo xtask crash`: kill -9 under load, many times, and a checker that knows only what clients
//! were told.
//!
//! The work is done by `bench/crash`, which knows the server by its binary and by HTTP. This command
//! builds both and hands its options on. docs/crash.md names what is checked.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How many times the server is killed, over all modes.
    #[arg(long, default_value_t = 200)]
    kills: usize,
    /// When the steps of a task are committed: `chained`, `each` or `both`.
    #[arg(long, default_value = "both")]
    mode: String,
    /// How many clients are at work.
    #[arg(long, default_value_t = 32)]
    clients: usize,
    /// Repeat the moments and points of an earlier run.
    #[arg(long)]
    seed: Option<u64>,
    /// Prove that the checker can see: drop the last writes, and demand that the loss is reported.
    #[arg(long)]
    drop_unsynced: bool,
    /// Ten kills under eight clients, and the proof once: all in less than a minute.
    #[arg(long, conflicts_with_all = ["kills", "mode", "clients", "drop_unsynced"])]
    quick: bool,
    /// Kill an optimised server.
    #[arg(long)]
    release: bool,
}

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("cargo build {0}")]
    Build(ExitStatus),
    #[error("cargo names no executable of {0}")]
    NoExecutable(&'static str),
    #[error("cannot start {}: {source}", program.display())]
    Start { program: PathBuf, source: io::Error },
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

const SERVER: &str = "cosell";
const CHECKER: &str = "cosell-crash";

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match crash(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo xtask crash: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every run of the checker is content.
fn crash(arguments: &Arguments) -> Result<bool, Error> {
    let programs = Programs::build(arguments.release)?;
    if !arguments.quick {
        let mut options = vec![
            format!("--kills={}", arguments.kills),
            format!("--mode={}", arguments.mode),
            format!("--clients={}", arguments.clients),
        ];
        options.extend(
            arguments
                .drop_unsynced
                .then(|| "--drop-unsynced".to_owned()),
        );
        return programs.check(arguments.seed, &options);
    }
    let killed = programs.check(
        arguments.seed,
        &["--kills=10", "--mode=both", "--clients=8"],
    )?;
    let proof = ["--drop-unsynced", "--mode=chained", "--clients=8"];
    Ok(programs.check(arguments.seed, &proof)? && killed)
}

/// The binaries, as cargo names them.
struct Programs {
    server: PathBuf,
    checker: PathBuf,
}

impl Programs {
    fn build(optimised: bool) -> Result<Self, Error> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut executables = Vec::new();
        // One by one: built together they would share features, and the server be built anew.
        for package in [SERVER, CHECKER] {
            let output = Command::new(&cargo)
                .args(["build", "--package", package])
                .args(optimised.then_some("--release"))
                .arg("--message-format=json-render-diagnostics")
                .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
                .stdin(Stdio::null())
                .stderr(Stdio::inherit())
                .output()
                .map_err(|source| Error::Start {
                    program: cargo.clone().into(),
                    source,
                })?;
            if !output.status.success() {
                return Err(Error::Build(output.status));
            }
            executables.push(executable(&output.stdout, package)?);
        }
        let [server, checker] = executables
            .try_into()
            .map_err(|_| Error::NoExecutable(CHECKER))?;
        Ok(Self { server, checker })
    }

    /// Runs the checker, whose output is the report.
    fn check(&self, seed: Option<u64>, options: &[impl AsRef<str>]) -> Result<bool, Error> {
        // Beside the binaries: on the disk of the checkout, where a temporary folder may be in memory.
        let target = self.server.ancestors().nth(2).unwrap_or(Path::new("."));
        let status = Command::new(&self.checker)
            .arg("--server")
            .arg(&self.server)
            .arg("--folder")
            .arg(target.join("crash"))
            .args(seed.map(|seed| format!("--seed={seed}")))
            .args(options.iter().map(AsRef::as_ref))
            .stdin(Stdio::null())
            .status()
            .map_err(|source| Error::Start {
                program: self.checker.clone(),
                source,
            })?;
        Ok(status.success())
    }
}

/// The executable of a package in cargo's messages.
fn executable(messages: &[u8], package: &'static str) -> Result<PathBuf, Error> {
    for message in serde_json::Deserializer::from_slice(messages).into_iter() {
        let message: serde_json::Value = message?;
        if message["target"]["name"] == package
            && let Some(path) = message["executable"].as_str()
        {
            return Ok(path.into());
        }
    }
    Err(Error::NoExecutable(package))
}
