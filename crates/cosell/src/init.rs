//! `--init DIR`: scripts and seed files that run, in the order of their names, once the server
//! answers.
//!
//! They have a thread of their own, since a script may take as long as it likes. One that fails is
//! the last one; the server goes on. A script that still runs when the server stops ends with it,
//! and so do the programs that it started: they have a process group of their own.

use std::error::Error as _;
use std::fs;
use std::io;
use std::os::fd::AsFd as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cosell_server::{InitLog, Spaces};
use cosell_world::machine;
use rustix::process::{self, Pid, Signal, WaitId, WaitIdOptions};
use tokio::runtime::Handle;

use crate::aside;
use crate::notify;
use crate::seed::{self, SeedFile};

/// The bits of a mode that make a file a program.
const EXECUTABLE: u32 = 0o111;

/// The files of a folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steps {
    files: Vec<PathBuf>,
    pub(crate) log: InitLog,
    pub(crate) running: Running,
}

/// The script that runs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Running(Arc<Mutex<Script>>);

#[derive(Debug, Default)]
struct Script {
    /// The server stops: no other script begins.
    ended: bool,
    /// The process group of the script, until it is reaped.
    group: Option<Pid>,
}

impl Running {
    /// Ends the script and what it started.
    pub(crate) fn end(&self) {
        let mut script = self.lock();
        script.ended = true;
        if let Some(group) = script.group {
            // It may have ended by itself.
            let _ = process::kill_process_group(group, Signal::TERM);
        }
    }

    /// Starts a script, unless the server stops.
    fn start(&self, command: &mut Command) -> io::Result<Option<Child>> {
        let mut script = self.lock();
        if script.ended {
            return Ok(None);
        }
        let child = command.process_group(0).spawn()?;
        script.group = Some(Pid::from_child(&child));
        Ok(Some(child))
    }

    /// Waits until the script ends. Until it is reaped, its process group can be no other one.
    fn wait(&self, child: &mut Child) -> io::Result<ExitStatus> {
        let script = Pid::from_child(child);
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        rustix::io::retry_on_intr(|| process::waitid(WaitId::Pid(script), options))?;
        self.lock().group = None;
        child.wait()
    }

    fn lock(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Steps {
    /// Reads the folder. Files whose names begin with a dot are left out.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() && !name(&path).starts_with('.') {
                files.push(fs::canonicalize(path)?);
            }
        }
        files.sort();
        Ok(Self {
            log: InitLog::new(files.iter().map(|path| name(path))),
            files,
            running: Running::default(),
        })
    }

    /// Runs them, beside the requests. Scripts find the server at this URL.
    pub(crate) fn start(self, url: String, spaces: Spaces) -> io::Result<()> {
        if self.files.is_empty() {
            return Ok(());
        }
        let runtime = Handle::current();
        let log = self.log.clone();
        let started = aside::start("init", move || self.run(&url, &spaces, &runtime));
        // Whoever waits for them learns that they do not run.
        started
            .map(|_| ())
            .inspect_err(|error| log.end(0, 0, Err(error.to_string())))
    }

    fn run(&self, url: &str, spaces: &Spaces, runtime: &Handle) {
        for (place, file) in self.files.iter().enumerate() {
            self.log.begin(place);
            let began = machine::instant();
            let Some(outcome) = self.step(file, url, spaces, runtime) else {
                return;
            };
            let took = u64::try_from(machine::elapsed(began).as_millis()).unwrap_or(u64::MAX);
            match &outcome {
                Ok(()) => tracing::info!(file = %file.display(), took, "init step done"),
                Err(error) => {
                    tracing::error!(file = %file.display(), error, "init step failed");
                }
            }
            let failed = outcome.is_err();
            self.log.end(place, took, outcome);
            if failed {
                return;
            }
        }
    }

    /// Carries out a file. `None` is one that ended with the server.
    fn step(
        &self,
        file: &Path,
        url: &str,
        spaces: &Spaces,
        runtime: &Handle,
    ) -> Option<Result<(), String>> {
        let metadata = match fs::metadata(file) {
            Ok(metadata) => metadata,
            Err(error) => return Some(Err(error.to_string())),
        };
        if metadata.permissions().mode() & EXECUTABLE == 0 {
            return Some(seed_file(file, spaces, runtime));
        }
        let started = command(file, url).and_then(|mut command| self.running.start(&mut command));
        let mut child = match started {
            Ok(child) => child?,
            Err(error) => return Some(Err(not_run(&error))),
        };
        let status = self.running.wait(&mut child);
        if self.running.lock().ended {
            return None;
        }
        Some(match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("it ended with {status}")),
            Err(error) => Err(error.to_string()),
        })
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn seed_file(file: &Path, spaces: &Spaces, runtime: &Handle) -> Result<(), String> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    if !matches!(ending, Some("toml" | "json")) {
        let message =
            "it is neither executable nor a seed file, whose name ends with .toml or .json";
        return Err(message.to_owned());
    }
    let made = SeedFile::open(file)
        .and_then(|seed| runtime.block_on(seed::carry_out(&spaces.service(), &seed)));
    made.map_err(|error| match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    })
}

/// How a script runs: in the folder of its file. What it prints is in the log of the server.
fn command(file: &Path, url: &str) -> io::Result<Command> {
    let output = io::stderr().as_fd().try_clone_to_owned()?;
    let mut command = Command::new(file);
    command
        .current_dir(file.parent().unwrap_or(Path::new(".")))
        .env_remove(notify::VARIABLE)
        .env("COSELL_URL", url)
        .env("AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING", url)
        .stdin(Stdio::null())
        .stdout(output);
    Ok(command)
}

/// Why a script did not run.
fn not_run(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "it could not be run: there is no such program as its first line names; a line that \
             ends with a carriage return names another one"
                .to_owned()
        }
        _ => format!("it could not be run: {error}"),
    }
}
