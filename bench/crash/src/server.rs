//! One run of the server's process on the store in a folder, until somebody kills it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::clock;
use crate::error::Error;

/// What a fault ends the process with, as `kill -9` does.
const SIGKILL: i32 = 9;

/// What is started, and where its store is.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub program: PathBuf,
    pub folder: PathBuf,
    pub step_commit: &'static str,
}

impl Subject {
    pub(crate) fn wal(&self) -> PathBuf {
        self.folder.join("cosell.sqlite-wal")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }
}

#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    /// Held open, since a process whose standard output is closed may notice.
    output: Option<BufReader<ChildStdout>>,
    pub url: String,
    log: PathBuf,
}

impl Server {
    /// Starts it, with a fault or without, and waits until it answers.
    pub(crate) fn start(subject: &Subject, fault: Option<&str>) -> Result<Self, Error> {
        let log = subject.log();
        let file = File::options().create(true).append(true).open(&log);
        let file = file.map_err(|source| Error::File {
            path: log.clone(),
            source,
        })?;
        let store = format!("sqlite:{}", subject.folder.join("cosell.sqlite").display());
        let mut command = Command::new(&subject.program);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--store", &store])
            .args(["--step-commit", subject.step_commit, "--log-level", "warn"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file);
        if let Some(fault) = fault {
            command.args(["--fault", fault]);
        }
        let process = command.spawn().map_err(|source| Error::Start {
            program: subject.program.clone(),
            source,
        })?;
        let mut server = Self {
            process,
            output: None,
            url: String::new(),
            log,
        };
        let url = server.announced();
        server.url = url.ok_or_else(|| Error::NotReady(server.log.clone()))?;
        Ok(server)
    }

    fn announced(&mut self) -> Option<String> {
        let mut output = BufReader::new(self.process.stdout.take()?);
        let mut line = String::new();
        output.read_line(&mut line).ok()?;
        self.output = Some(output);
        line.trim().strip_prefix("listening on ").map(str::to_owned)
    }

    /// Whether it was ended by its own fault within the time. Any other end is an error.
    pub(crate) fn faults_within(&mut self, time: Duration) -> Result<bool, Error> {
        let until = clock::now() + time;
        while clock::now() < until {
            match self.status()? {
                Some(status) if status.signal() == Some(SIGKILL) => return Ok(true),
                Some(status) => return Err(self.ended(status)),
                None => clock::pause(Duration::from_millis(5)),
            }
        }
        Ok(false)
    }

    fn ended(&self, status: ExitStatus) -> Error {
        let log = self.log.clone();
        Error::Ended { status, log }
    }

    fn status(&mut self) -> Result<Option<ExitStatus>, Error> {
        self.process.try_wait().map_err(Error::Process)
    }

    /// SIGKILL. That it had ended before is an error: nothing had told it to.
    pub(crate) fn kill(mut self) -> Result<(), Error> {
        if let Some(status) = self.status()? {
            return Err(self.ended(status));
        }
        self.process.kill().map_err(Error::Process)?;
        self.process.wait().map_err(Error::Process)?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
