//! `--init DIR`: scripts and seed files that run, in the order of their names, once the server
//! answers.
//!
//! They have a thread of their own, since a script may take as long as it likes. One that fails is
//! the last one; the server goes on.

use std::error::Error as _;
use std::fs;
use std::io;
use std::os::fd::AsFd as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cosell_server::{InitLog, Spaces};
use cosell_world::machine;
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
        })
    }

    /// Runs them, beside the requests. Scripts find the server at this URL.
    pub(crate) fn start(self, url: String, spaces: Spaces) -> io::Result<()> {
        if self.files.is_empty() {
            return Ok(());
        }
        let runtime = Handle::current();
        aside::start("init", move || self.run(&url, &spaces, &runtime)).map(|_| ())
    }

    fn run(&self, url: &str, spaces: &Spaces, runtime: &Handle) {
        for (place, file) in self.files.iter().enumerate() {
            self.log.begin(place);
            let began = machine::instant();
            let outcome = step(file, url, spaces, runtime);
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
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn step(file: &Path, url: &str, spaces: &Spaces, runtime: &Handle) -> Result<(), String> {
    let metadata = fs::metadata(file).map_err(|error| error.to_string())?;
    if metadata.permissions().mode() & EXECUTABLE != 0 {
        return script(file, url);
    }
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

/// Runs a script in the folder of its file. What it prints is in the log of the server.
fn script(file: &Path, url: &str) -> Result<(), String> {
    let output = io::stderr().as_fd().try_clone_to_owned();
    let output = output.map_err(|error| error.to_string())?;
    let status = Command::new(file)
        .current_dir(file.parent().unwrap_or(Path::new(".")))
        .env_remove(notify::VARIABLE)
        .env("COSELL_URL", url)
        .env("AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING", url)
        .stdin(Stdio::null())
        .stdout(output)
        .status()
        .map_err(|error| error.to_string())?;
    if status.success() {
        return Ok(());
    }
    Err(format!("it ended with {status}"))
}
