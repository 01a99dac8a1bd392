//! `cargo xtask test`: every check that a change must pass, in one command.
//!
//! [`STEPS`] lists the steps in order; a new check is one more line there. Each step is a process
//! whose output is shown on standard error as it arrives; what it says about failures is repeated
//! at the end. A failed step does not end the run, because a later step may report more; but a step
//! that requires the server's binary is not run if the build failed. The last line on standard
//! output is `N passed, N failed`, counted in steps.

mod browser;
mod error;
mod excerpt;
pub(crate) mod programs;
pub(crate) mod python;

use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

pub(crate) use error::Error;
use excerpt::Excerpt;

use crate::{cargo, nats, postgres, promtool};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Skip the steps that compile or run for minutes.
    #[arg(long)]
    quick: bool,
}

/// One line of the list.
struct Step {
    name: &'static str,
    task: Task,
    /// The step that must have passed before this one runs.
    needs: Option<&'static str>,
    /// Whether `--quick` skips the step.
    slow: bool,
}

/// The command of a step.
enum Task {
    /// `cargo` with these arguments.
    Cargo(&'static [&'static str]),
    /// `cargo` with these arguments, with a temporary PostgreSQL server and with nats-server.
    CargoWithServers(&'static [&'static str]),
    /// pytest in this folder, with the packages its requirements.txt pins, the programs that its
    /// tests start, and a temporary PostgreSQL server.
    Pytest(&'static str),
    /// node's test runner in this folder, with a browser.
    Browser(&'static str),
}

const BUILD: &str = "build the server";

const STEPS: &[Step] = &[
    step("format", Task::Cargo(&["fmt", "--all", "--check"])),
    step("format of the fuzz targets", Task::Cargo(FUZZ_FORMAT)),
    step(
        "generated code is current",
        Task::Cargo(&["xtask", "codegen", "--check"]),
    ),
    step("lints", Task::Cargo(LINTS)),
    step(
        "a new optional member needs no change by hand",
        Task::Cargo(NEW_MEMBER),
    ),
    step(BUILD, Task::Cargo(&["build", "--package", "cosell"])),
    step("unit and integration tests", Task::CargoWithServers(TESTS)),
    step(
        "the printed pages are current",
        Task::Cargo(&["xtask", "docs", "--check"]),
    ),
    step(
        "the documentation as a site",
        Task::Cargo(&["xtask", "site"]),
    ),
    on_server(
        "crash loop, short form",
        Task::Cargo(&["xtask", "crash", "--quick"]),
    ),
    on_server(
        "crash of a bulk job, short form",
        Task::Cargo(&["xtask", "crash", "--bulk", "--quick"]),
    ),
    on_server(
        "nodes, short form",
        Task::Cargo(&["xtask", "nodes", "--quick"]),
    ),
    on_server(
        "bench, short form",
        Task::Cargo(&["xtask", "bench", "--quick"]),
    ),
    slow(step(
        "instructions and allocations of the main task",
        Task::Cargo(&["xtask", "instructions", "--check"]),
    )),
    slow(step(
        "fuzz, short form",
        Task::Cargo(&["xtask", "fuzz", "--quick"]),
    )),
    on_server("boto3 and the AWS CLI", Task::Pytest("conformance/python")),
    on_server(
        "the console in a browser",
        Task::Browser("conformance/console"),
    ),
    slow(on_server("the AWS SDK for Rust", Task::Cargo(SDK_TESTS))),
];

/// The fuzz targets are a separate workspace.
const FUZZ_FORMAT: &[&str] = &["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml"];
const LINTS: &[&str] = &[
    "clippy",
    "--workspace",
    "--all-targets",
    "--",
    "--deny",
    "warnings",
];
/// Every structure of the API has one more optional member than in the model. A literal or pattern
/// that lists all members does not compile. All of the workspace is selected, as for the lints, so
/// that the dependencies have the same features and are not compiled again.
const NEW_MEMBER: &[&str] = &[
    "check",
    "--workspace",
    "--all-targets",
    "--features",
    "cosell-api/new-member",
];
/// The SDK takes longer to compile than everything else, so it has its own step.
const TESTS: &[&str] = &[
    "test",
    "--no-fail-fast",
    "--workspace",
    "--exclude",
    "cosell-conformance",
];
const SDK_TESTS: &[&str] = &["test", "--package", "cosell-conformance"];

const fn step(name: &'static str, task: Task) -> Step {
    Step {
        name,
        task,
        needs: None,
        slow: false,
    }
}

const fn on_server(name: &'static str, task: Task) -> Step {
    Step {
        name,
        task,
        needs: Some(BUILD),
        slow: false,
    }
}

const fn slow(step: Step) -> Step {
    Step { slow: true, ..step }
}

/// The settings of every step.
pub(crate) struct Setting {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let setting = match Setting::find() {
        Ok(setting) => setting,
        Err(error) => {
            eprintln!("cargo xtask test: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut passed = 0_usize;
    let mut failed: Vec<(&str, Excerpt)> = Vec::new();
    for step in STEPS.iter().filter(|step| !(arguments.quick && step.slow)) {
        eprintln!("\n==> {}", step.name);
        let (result, time) = timed(|| match step.needs {
            Some(needed) if failed.iter().any(|(name, _)| *name == needed) => {
                Err(Error::Needs(needed))
            }
            _ => setting.perform(&step.task),
        });
        let seconds = time.as_secs_f64();
        match result {
            Ok(()) => {
                passed += 1;
                eprintln!("==> {}: passed in {seconds:.1} s", step.name);
            }
            Err(error) => {
                eprintln!("==> {}: failed after {seconds:.1} s: {error}", step.name);
                failed.push((step.name, error.into_excerpt()));
            }
        }
    }
    eprintln!();
    for (name, excerpt) in &failed {
        eprintln!("failed: {name}");
        for line in excerpt.lines() {
            eprintln!("    {line}");
        }
    }
    println!("{passed} passed, {} failed", failed.len());
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Builds the server and runs a program of node in `folder`, with a browser; `output` is the folder
/// that it writes.
pub(crate) fn in_browser(folder: &str, program: &str, output: &str) -> Result<(), Error> {
    let setting = Setting::find()?;
    setting.execute(cargo::command().args(["build", "--package", "cosell"]))?;
    let output = setting.root.join(output);
    std::fs::create_dir_all(&output)?;
    let mut command = browser::command(&setting, &setting.root.join(folder), &[program])?;
    setting.execute(command.arg(output))
}

impl Setting {
    pub(crate) fn find() -> Result<Self, Error> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .canonicalize()?;
        // Cargo reports it, since the environment or a configuration file may move it.
        let metadata = cargo::command()
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&root)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()?;
        let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout)?;
        let target = metadata["target_directory"]
            .as_str()
            .ok_or(Error::TargetFolder)?
            .into();
        Ok(Self { root, target })
    }

    fn perform(&self, task: &Task) -> Result<(), Error> {
        match task {
            Task::Cargo(arguments) => self.execute(cargo::command().args(*arguments)),
            Task::CargoWithServers(arguments) => {
                let server = postgres::Server::start()?;
                let nats = nats::program().ok_or(Error::NoNats)?;
                let mut command = cargo::command();
                let command = command.args(*arguments).env(nats::VARIABLE, nats);
                self.execute(server.shown_to(command))
            }
            Task::Pytest(folder) => {
                programs::require(programs::OF_PYTEST)?;
                let folder = self.root.join(folder);
                let requirements = folder.join("requirements.txt");
                let python = python::prepare(self, "conformance-venv", &[&requirements])?;
                let promtool = promtool::program(&self.target).ok_or(Error::NoPromtool)?;
                let server = postgres::Server::start()?;
                let mut command = Command::new(python);
                let command = command
                    .args(["-m", "pytest"])
                    .env("PYTHONDONTWRITEBYTECODE", "1")
                    .env(promtool::VARIABLE, promtool)
                    .current_dir(folder);
                self.execute(server.shown_to(command))
            }
            Task::Browser(folder) => self.execute(&mut browser::command(
                self,
                &self.root.join(folder),
                browser::TESTS,
            )?),
        }
    }

    /// Runs the command to its end, in the root unless it names another folder.
    pub(crate) fn execute(&self, command: &mut Command) -> Result<(), Error> {
        if command.get_current_dir().is_none() {
            command.current_dir(&self.root);
        }
        let (output, writer) = io::pipe()?;
        let mut child = command
            .env("COSELL_BIN", self.target.join("debug/cosell"))
            .stdin(Stdio::null())
            .stdout(writer.try_clone()?)
            .stderr(writer)
            .spawn()
            .map_err(|source| Error::Start {
                program: command.get_program().into(),
                source,
            })?;
        // The command holds the pipe's other end, which would never be closed.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let excerpt = Excerpt::copy(BufReader::new(output), &mut io::stderr())?;
        let status = child.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(Error::Ended { status, excerpt })
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a build tool measures real time")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_required_step_is_before_the_steps_that_require_it() {
        for (position, step) in STEPS.iter().enumerate() {
            if let Some(needed) = step.needs {
                assert!(
                    STEPS[..position]
                        .iter()
                        .any(|earlier| earlier.name == needed)
                );
            }
        }
    }

    #[test]
    fn a_quick_run_builds_and_tests() {
        let quick: Vec<_> = STEPS
            .iter()
            .filter(|step| !step.slow)
            .map(|step| step.name)
            .collect();
        assert!(quick.contains(&BUILD));
        assert!(quick.contains(&"unit and integration tests"));
    }
}
