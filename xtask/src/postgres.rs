//! A temporary PostgreSQL server for one command.
//!
//! [`Server::start`] finds PostgreSQL's programs, or installs them if it has permission, creates a
//! cluster in a temporary folder, and starts it on a free port of the loopback address. The server
//! flushes to disk as in production. Its locale does not sort by bytes, if such a locale is
//! installed: the order of strings in responses must not depend on the locale. PostgreSQL refuses
//! to run as the superuser; then it runs as another user.
//!
//! The server can be restarted on its data, have a standby, and be killed: `nodes.rs` simulates
//! failures of a database with it.
//!
//! It accepts connections with and without TLS.
//!
//! `cargo xtask postgres COMMAND…` runs a command with the server's address in
//! `COSELL_TEST_POSTGRES`, and its CA file in `COSELL_TEST_POSTGRES_CA`.

mod cluster;
mod standby;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use cluster::{Account, CERTIFICATE, KEY, certify, make, option, programs};

use crate::cargo;

/// The variable with the address of a server, for tests.
const VARIABLE: &str = "COSELL_TEST_POSTGRES";

/// The variable with the path of the server's CA file.
const AUTHORITY: &str = "COSELL_TEST_POSTGRES_CA";

/// The timeout for the start of a server, in tenths of a second.
const PATIENCE: u32 = 300;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The command and its arguments.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(
        "PostgreSQL is missing and could not be installed; on Debian and Ubuntu: \
         apt-get install postgresql"
    )]
    Missing,
    #[error("PostgreSQL does not run as the superuser, and there is no user postgres or nobody")]
    NoUser,
    #[error("initdb failed: {0}")]
    Made(String),
    #[error("{program} failed: {said}")]
    Program { program: &'static str, said: String },
    #[error("the standby did not become synchronous")]
    NoStandby,
    #[error("PostgreSQL ended ({status}); its log:\n{log}")]
    Ended { status: ExitStatus, log: String },
    #[error("PostgreSQL did not accept connections within {} s; its log:\n{log}", PATIENCE / 10)]
    Slow { log: String },
    #[error("cannot create a certificate for the server: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error(transparent)]
    File(#[from] io::Error),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let run = || {
        let server = Server::start()?;
        let (program, rest) = arguments.command.split_first().ok_or(Error::Missing)?;
        let mut command = Command::new(program);
        let command = server.shown_to(cargo::detach(command.args(rest)));
        command.status().map_err(Error::from)
    };
    match run() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) => {
            eprintln!("cargo xtask postgres: the command failed: {status}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("cargo xtask postgres: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A running server; it is stopped when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    port: u16,
    programs: PathBuf,
    account: Account,
    // Dropped after the process that uses it.
    folder: TempDir,
}

impl Server {
    /// Creates a cluster and starts it.
    pub(crate) fn start() -> Result<Self, Error> {
        Self::start_on(make)
    }

    /// Starts a server on the data that `make` creates in an empty folder.
    fn start_on(
        make: impl FnOnce(&Path, &Account, &Path) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        let programs = programs()?;
        let account = Account::find()?;
        let folder = tempfile::Builder::new().prefix("cosell-pg").tempdir()?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700))?;
        account.give(folder.path())?;
        make(&programs, &account, &folder.path().join("data"))?;
        certify(&account, folder.path())?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let mut server = Self {
            child: run_on(&programs, &account, folder.path(), port)?,
            port,
            programs,
            account,
            folder,
        };
        server.wait()?;
        Ok(server)
    }

    /// The server's address for the store.
    pub(crate) fn address(&self) -> String {
        format!("postgres://cosell@127.0.0.1:{}/postgres", self.port)
    }

    /// The command, with the server's address and CA file in its environment.
    pub(crate) fn shown_to<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env(VARIABLE, self.address())
            .env(AUTHORITY, self.folder.path().join(CERTIFICATE))
    }

    /// Stops the server by a signal, waits for its end, and starts it again on its data.
    ///
    /// `INT` closes connections and flushes everything, `QUIT` ends at once, as in a crash.
    pub(crate) fn restart(&mut self, how: Signal) -> Result<(), Error> {
        self.signal(how)?;
        self.child.wait()?;
        let folder = self.folder.path();
        self.child = run_on(&self.programs, &self.account, folder, self.port)?;
        self.wait()
    }

    fn signal(&self, signal: Signal) -> Result<(), Error> {
        kill_process(Pid::from_child(&self.child), signal)
            .map_err(io::Error::from)
            .map_err(Error::from)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn wait(&mut self) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                let log = self.log();
                return Err(Error::Ended { status, log });
            }
            let ready = Command::new(self.programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()?;
            if ready.success() {
                return Ok(());
            }
            pause();
        }
        Err(Error::Slow { log: self.log() })
    }
}

/// Starts a server on the data in a folder.
fn run_on(programs: &Path, account: &Account, folder: &Path, port: u16) -> Result<Child, Error> {
    let log = fs::File::options()
        .create(true)
        .append(true)
        .open(folder.join("log"))?;
    let child = account
        .command(&programs.join("postgres"))
        .arg("-D")
        .arg(folder.join("data"))
        .args(["-p", &port.to_string()])
        .args(["-c", "listen_addresses=127.0.0.1"])
        // Every test has a store, and every store has its own connection pools.
        .args(["-c", "max_connections=400"])
        .args(["-c", "ssl=on"])
        .arg("-c")
        .arg(option("ssl_cert_file", &folder.join(CERTIFICATE)))
        .arg("-c")
        .arg(option("ssl_key_file", &folder.join(KEY)))
        .arg("-c")
        .arg(option("unix_socket_directories", folder))
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()?;
    Ok(child)
}

impl Drop for Server {
    fn drop(&mut self) {
        // A fast shutdown: it rolls back open transactions and closes connections. The server may
        // have ended already.
        if matches!(self.child.try_wait(), Ok(None)) && self.signal(Signal::INT).is_ok() {
            let _ = self.child.wait();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a build tool waits in real time")]
fn pause() {
    thread::sleep(Duration::from_millis(100));
}
