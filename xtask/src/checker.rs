//! The programs of `cargo xtask crash` and `cargo xtask nodes`: the server, and `bench/crash`,
//! which uses only the server's binary and HTTP.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cargo::{self, Profile};
use crate::postgres;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Build(#[from] cargo::BuildError),
    #[error("cannot start {}: {source}", program.display())]
    Start { program: PathBuf, source: io::Error },
    #[error("the checker ended before its clients started")]
    NotBegun,
    #[error("the checker: {0}")]
    Checker(#[source] io::Error),
    #[error(transparent)]
    Postgres(#[from] postgres::Error),
}

/// The binaries, as cargo names them.
pub(crate) struct Programs {
    server: PathBuf,
    checker: PathBuf,
}

impl Programs {
    pub(crate) fn build(optimised: bool) -> Result<Self, Error> {
        let profile = if optimised {
            Profile::Release
        } else {
            Profile::Dev
        };
        let [server, checker] = cargo::build(["cosell", "cosell-crash"], profile)?;
        Ok(Self { server, checker })
    }

    /// Runs the checker; its output is the report.
    pub(crate) fn check(&self, options: &[String]) -> Result<bool, Error> {
        let mut command = self.command("crash", options);
        let status = command.stdin(Stdio::null()).status();
        Ok(status.map_err(|source| self.not_started(source))?.success())
    }

    /// The checker with these options, and with its files in a folder of this name.
    pub(crate) fn command(&self, folder: &str, options: &[String]) -> Command {
        // Next to the binaries, on the disk of the checkout: a temporary folder may be in memory.
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
