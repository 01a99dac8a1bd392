//! Runs cargo from a program that cargo runs.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use serde_json::Value;

/// The root of the workspace.
pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Why a build returned no executables.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BuildError {
    #[error("cargo build {0}")]
    Ended(ExitStatus),
    #[error("cargo reported no executable for {0}")]
    NoExecutable(String),
    #[error("cannot start cargo: {0}")]
    Start(#[source] io::Error),
    #[error("cannot read the messages of cargo: {0}")]
    Messages(#[from] serde_json::Error),
}

/// A command with the cargo that runs this program.
pub(crate) fn command() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    detach(&mut command);
    command
}

/// Removes the variables of this program's package from a command's environment. Build scripts read
/// them, for example ring's: everything that depends on it would be rebuilt each time when one of
/// our commands and a developer's command alternate.
pub(crate) fn detach(command: &mut Command) -> &mut Command {
    let own = ["CARGO_MANIFEST_", "CARGO_PKG_"];
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if own.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}

/// How programs are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    /// What a developer runs.
    Release,
    /// What is shipped.
    Dist,
}

impl Profile {
    /// As cargo names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
            Self::Dist => "dist",
        }
    }
}

/// Builds packages of the workspace. Returns the executables of these names, in the same order.
pub(crate) fn build<const N: usize>(
    packages: [&str; N],
    profile: Profile,
) -> Result<[PathBuf; N], BuildError> {
    let mut build = command();
    build
        .args(["build", "--profile", profile.name()])
        .args(packages.iter().flat_map(|package| ["--package", package]));
    let executables = executables(&mut build, &packages)?;
    executables
        .try_into()
        .map_err(|_| BuildError::NoExecutable(packages.join(", ")))
}

/// Makes a build one for this machine with flags of the compiler, beside those of the developer.
pub(crate) fn with_flags(build: &mut Command, mut flags: OsString) -> &mut Command {
    if let Some(own) = env::var_os("RUSTFLAGS") {
        flags.push(" ");
        flags.push(own);
    }
    // With a named target, cargo builds build scripts and macros without the flags.
    build
        .args(["--target", "host-tuple"])
        .env("RUSTFLAGS", flags)
}

/// The folder in which the compiler of the workspace looks for the libraries of a target, or of
/// this machine.
pub(crate) fn target_libraries(target: Option<&str>) -> io::Result<PathBuf> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut print = Command::new(rustc);
    print
        .args(["--print", "target-libdir"])
        .current_dir(ROOT)
        .stderr(Stdio::inherit());
    if let Some(target) = target {
        print.args(["--target", target]);
    }
    let printed = print.output()?;
    Ok(String::from_utf8_lossy(&printed.stdout).trim().into())
}

/// Runs a command of cargo that builds, in the root of the workspace. Returns the executables of
/// these names, in the same order.
pub(crate) fn executables(
    build: &mut Command,
    names: &[impl AsRef<str>],
) -> Result<Vec<PathBuf>, BuildError> {
    let output = build
        .arg("--message-format=json-render-diagnostics")
        .current_dir(ROOT)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(BuildError::Start)?;
    if !output.status.success() {
        return Err(BuildError::Ended(output.status));
    }
    let messages: Vec<Value> = serde_json::Deserializer::from_slice(&output.stdout)
        .into_iter()
        .collect::<Result<_, _>>()?;
    let executable = |name: &str| {
        messages
            .iter()
            .filter(|message| message["target"]["name"] == name)
            .find_map(|message| message["executable"].as_str())
            .map(PathBuf::from)
            .ok_or_else(|| BuildError::NoExecutable(name.to_owned()))
    };
    names.iter().map(|name| executable(name.as_ref())).collect()
}
