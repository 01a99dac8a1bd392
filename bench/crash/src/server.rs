//! One server process on a store, until it is killed.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use cosell_world::machine;
use rustix::process::{Pid, Signal, kill_process};

use crate::error::Error;

/// The signal of the fault action `abort`, the same as that of `kill -9`.
const SIGKILL: i32 = 9;

/// The program to start, and its store.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub program: PathBuf,
    pub folder: PathBuf,
    pub step_commit: &'static str,
    /// A database that several servers can share; without it the store is a file in the folder.
    pub postgres: Option<String>,
}

/// The lease of a node of a shared store: short, so that the tasks of a killed node are taken over
/// soon.
pub(crate) const LEASE: Duration = Duration::from_secs(1);

impl Subject {
    pub(crate) fn wal(&self) -> PathBuf {
        self.folder.join("cosell.sqlite-wal")
    }

    /// The name of the database in reports.
    pub(crate) fn database(&self) -> &'static str {
        match self.postgres {
            Some(_) => "postgres",
            None => "sqlite",
        }
    }

    /// The URL of the store.
    fn store(&self) -> String {
        match &self.postgres {
            Some(address) => {
                let between = if address.contains('?') { '&' } else { '?' };
                let schema = self.step_commit;
                format!("{address}{between}options=-csearch_path%3Dcrash_{schema}")
            }
            None => format!("sqlite:{}", self.folder.join("cosell.sqlite").display()),
        }
    }

    /// The log of one of the servers on the store.
    pub(crate) fn log(&self, server: usize) -> PathBuf {
        self.folder.join(format!("server-{server}.log"))
    }
}

#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    /// Kept open, because a closed standard output could affect the server.
    output: Option<BufReader<ChildStdout>>,
    pub url: String,
    log: PathBuf,
}

impl Server {
    /// Starts a server, with a fault rule or without, and waits until it is ready.
    pub(crate) fn start(subject: &Subject, fault: Option<&str>) -> Result<Self, Error> {
        Self::start_one(subject, 0, fault)
    }

    /// Starts one of several servers on the same store.
    pub(crate) fn start_one(
        subject: &Subject,
        number: usize,
        fault: Option<&str>,
    ) -> Result<Self, Error> {
        let log = subject.log(number);
        let file = File::options().create(true).append(true).open(&log);
        let file = file.map_err(|source| Error::File {
            path: log.clone(),
            source,
        })?;
        let mut command = Command::new(&subject.program);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--log-level", "warn"])
            .args(["--store", &subject.store()])
            .args(["--step-commit", subject.step_commit])
            .args(["--lease", &format!("{}ms", LEASE.as_millis())])
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
        let url = server.read_url();
        server.url = url.ok_or_else(|| Error::NotReady(server.log.clone()))?;
        Ok(server)
    }

    fn read_url(&mut self) -> Option<String> {
        let mut output = BufReader::new(self.process.stdout.take()?);
        let mut line = String::new();
        output.read_line(&mut line).ok()?;
        self.output = Some(output);
        line.trim().strip_prefix("listening on ").map(str::to_owned)
    }

    /// Whether the fault rule killed the server within the timeout. Any other exit is an error.
    pub(crate) fn killed_by_fault(&mut self, time: Duration) -> Result<bool, Error> {
        let until = machine::instant() + time;
        while machine::instant() < until {
            match self.status()? {
                Some(status) if status.signal() == Some(SIGKILL) => return Ok(true),
                Some(status) => return Err(self.ended(status)),
                None => machine::block(Duration::from_millis(5)),
            }
        }
        Ok(false)
    }

    /// Fails if the server has exited.
    pub(crate) fn check_running(&mut self) -> Result<(), Error> {
        match self.status()? {
            Some(status) => Err(self.ended(status)),
            None => Ok(()),
        }
    }

    /// Sends a signal, to pause the process or to resume it.
    pub(crate) fn signal(&self, signal: Signal) -> Result<(), Error> {
        let sent = kill_process(Pid::from_child(&self.process), signal);
        sent.map_err(|error| Error::Process(error.into()))
    }

    fn ended(&self, status: ExitStatus) -> Error {
        let log = self.log.clone();
        Error::Ended { status, log }
    }

    fn status(&mut self) -> Result<Option<ExitStatus>, Error> {
        self.process.try_wait().map_err(Error::Process)
    }

    /// Kills the server with SIGKILL. Fails if it had exited before.
    pub(crate) fn kill(mut self) -> Result<(), Error> {
        self.check_running()?;
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
