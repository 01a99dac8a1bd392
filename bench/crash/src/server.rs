//! One run of the server's process on a store, until somebody kills it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use cosell_world::machine;
use rustix::process::{Pid, Signal, kill_process};

use crate::error::Error;

/// What a fault ends the process with, as `kill -9` does.
const SIGKILL: i32 = 9;

/// What is started, and where its store is.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub program: PathBuf,
    pub folder: PathBuf,
    pub step_commit: &'static str,
    /// A database that several servers can share; else the store is a file in the folder.
    pub postgres: Option<String>,
}

/// How long a node of a shared store is believed to live without a sign of it: short, so that what
/// one that was killed had in hand is taken over soon.
pub(crate) const LEASE: Duration = Duration::from_secs(1);

impl Subject {
    pub(crate) fn wal(&self) -> PathBuf {
        self.folder.join("cosell.sqlite-wal")
    }

    /// What the store is called in reports.
    pub(crate) fn database(&self) -> &'static str {
        match self.postgres {
            Some(_) => "postgres",
            None => "sqlite",
        }
    }

    /// The store's own file or schema.
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
    /// Held open, since a process whose standard output is closed may notice.
    output: Option<BufReader<ChildStdout>>,
    pub url: String,
    log: PathBuf,
}

impl Server {
    /// Starts it, with a fault or without, and waits until it answers.
    pub(crate) fn start(subject: &Subject, fault: Option<&str>) -> Result<Self, Error> {
        Self::start_one(subject, 0, fault)
    }

    /// Starts one of several on the same store.
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

    /// That it has ended is an error: nothing told it to.
    pub(crate) fn lives(&mut self) -> Result<(), Error> {
        match self.status()? {
            Some(status) => Err(self.ended(status)),
            None => Ok(()),
        }
    }

    /// Lets it stand still in the middle of whatever it does, or go on.
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

    /// SIGKILL. That it had ended before is an error: nothing had told it to.
    pub(crate) fn kill(mut self) -> Result<(), Error> {
        self.lives()?;
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
