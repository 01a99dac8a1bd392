//! The programs of `cargo xtask crash` and `cargo xtask nodes`: the server, and `bench/crash`, which
//! knows it by its binary and by HTTP.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::{cargo, postgres};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cargo build {0}")]
    Build(ExitStatus),
    #[error("cargo names no executable of {0}")]
    NoExecutable(&'static str),
    #[error("cannot start {}: {source}", program.display())]
    Start { program: PathBuf, source: io::Error },
    #[error("the checker's output ended before it began")]
    NotBegun,
    #[error("the checker: {0}")]
    Checker(#[source] io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Postgres(#[from] postgres::Error),
}

const SERVER: &str = "cosell";
const CHECKER: &str = "cosell-crash";

/// The binaries, as cargo names them.
pub(crate) struct Programs {
    server: PathBuf,
    checker: PathBuf,
}

impl Programs {
    pub(crate) fn build(optimised: bool) -> Result<Self, Error> {
        let mut executables = Vec::new();
        // One by one: built together they would share features, and the server be built anew.
        for package in [SERVER, CHECKER] {
            let mut command = cargo::command();
            command
                .args(["build", "--package", package])
                .args(optimised.then_some("--release"))
                .arg("--message-format=json-render-diagnostics")
                .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
                .stdin(Stdio::null())
                .stderr(Stdio::inherit());
            let output = command.output().map_err(|source| Error::Start {
                program: command.get_program().into(),
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
    pub(crate) fn check(&self, options: &[String]) -> Result<bool, Error> {
        let mut command = self.command("crash", options);
        let status = command.stdin(Stdio::null()).status();
        Ok(status.map_err(|source| self.not_started(source))?.success())
    }

    /// The checker with these options, its files in a folder of this name.
    pub(crate) fn command(&self, folder: &str, options: &[String]) -> Command {
        // Beside the binaries: on the disk of the checkout, where a temporary folder may be in memory.
        let target = self.server.ancestors().nth(2).unwrap_or(Path::new("."));
        let mut command = Command::new(&self.checker);
        command
            .arg("--server")
            .arg(&self.server)
            .arg("--folder")
            .arg(target.join(folder))
            .args(options);
        command
    }

    pub(crate) fn not_started(&self, source: io::Error) -> Error {
        let program = self.checker.clone();
        Error::Start { program, source }
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
