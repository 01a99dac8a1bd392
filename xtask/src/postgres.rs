//! A PostgreSQL server of our own, made for one command and gone with it.
//!
//! [`Server::start`] finds PostgreSQL's programs, or installs them where it may, makes a cluster in a
//! temporary folder, and starts it on a free port of the loopback address. The server flushes to disk
//! as a real one does. Its locale is one that sorts otherwise than by bytes, where there is one: what
//! depends on the order of texts must not depend on the locale. PostgreSQL refuses to run as the
//! superuser, so for that one it runs as another.
//!
//! `cargo xtask postgres COMMAND…` runs a command with the server's address in `COSELL_TEST_POSTGRES`.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;

use crate::apt;

/// Where tests look for the address of a server.
pub(crate) const VARIABLE: &str = "COSELL_TEST_POSTGRES";

/// How long a server may take to start, in tenths of a second.
const PATIENCE: u32 = 300;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The command, and what it is given.
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
    #[error("PostgreSQL does not run as the superuser, and there is neither postgres nor nobody")]
    NoUser,
    #[error("initdb failed: {0}")]
    Made(String),
    #[error("PostgreSQL ended ({status}); it said:\n{log}")]
    Ended { status: ExitStatus, log: String },
    #[error("PostgreSQL did not take connections within {} s; it said:\n{log}", PATIENCE / 10)]
    Slow { log: String },
    #[error(transparent)]
    File(#[from] io::Error),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let run = || {
        let server = Server::start()?;
        let (program, rest) = arguments.command.split_first().ok_or(Error::Missing)?;
        let mut command = Command::new(program);
        command.args(rest).env(VARIABLE, server.address());
        command.status().map_err(Error::from)
    };
    match run() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) => {
            eprintln!("cargo xtask postgres: the command ended: {status}");
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
    // Dropped behind the process that lives in it.
    folder: TempDir,
}

impl Server {
    /// Makes a cluster and starts it.
    pub(crate) fn start() -> Result<Self, Error> {
        let programs = programs()?;
        let account = Account::find()?;
        let folder = tempfile::Builder::new().prefix("cosell-pg").tempdir()?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700))?;
        account.give(folder.path())?;
        let data = folder.path().join("data");
        make(&programs, &account, &data)?;

        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let log = fs::File::create(folder.path().join("log"))?;
        let child = account
            .command(&programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string()])
            .args(["-c", "listen_addresses=127.0.0.1"])
            // Every test has a store, and every store its pools.
            .args(["-c", "max_connections=400"])
            .arg("-c")
            .arg(option("unix_socket_directories", folder.path()))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut server = Self {
            child,
            port,
            folder,
        };
        server.wait(&programs)?;
        Ok(server)
    }

    /// Where the store finds it.
    pub(crate) fn address(&self) -> String {
        format!("postgres://cosell@127.0.0.1:{}/postgres", self.port)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn wait(&mut self, programs: &Path) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                let log = self.log();
                return Err(Error::Ended { status, log });
            }
            let ready = Command::new(programs.join("pg_isready"))
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

impl Drop for Server {
    fn drop(&mut self) {
        // A fast shutdown: open transactions are undone, connections closed.
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid
            && kill_process(pid, Signal::INT).is_ok()
        {
            let _ = self.child.wait();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a build tool waits in real time")]
fn pause() {
    thread::sleep(Duration::from_millis(100));
}

/// Who the server runs as.
#[derive(Debug)]
struct Account {
    /// Another user and its group, where this is the superuser.
    other: Option<(u32, u32)>,
}

impl Account {
    fn find() -> Result<Self, Error> {
        if !geteuid().is_root() {
            return Ok(Self { other: None });
        }
        let id = |option: &str, name: &str| {
            let answer = Command::new("id").args([option, name]).output().ok()?;
            String::from_utf8(answer.stdout).ok()?.trim().parse().ok()
        };
        let other = ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Some((id("-u", name)?, id("-g", name)?)));
        other
            .map(|pair| Self { other: Some(pair) })
            .ok_or(Error::NoUser)
    }

    fn give(&self, folder: &Path) -> Result<(), Error> {
        match self.other {
            Some((user, group)) => Ok(chown(folder, Some(user), Some(group))?),
            None => Ok(()),
        }
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        // The folder this runs in may be closed to the other user.
        command.current_dir("/");
        if let Some((user, group)) = self.other {
            command.uid(user).gid(group);
        }
        command
    }
}

/// Makes a cluster, in a locale that sorts by the rules of a language if the server knows one.
fn make(programs: &Path, account: &Account, data: &Path) -> Result<(), Error> {
    const LANGUAGE: &[&str] = &[
        "--locale-provider=icu",
        "--icu-locale=en-US",
        "--locale=C.UTF-8",
    ];
    const BYTES: &[&str] = &["--no-locale"];
    let mut said = String::new();
    for locale in [LANGUAGE, BYTES] {
        let answer = account
            .command(&programs.join("initdb"))
            .arg("--pgdata")
            .arg(data)
            .args([
                "--username=cosell",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-sync",
            ])
            .args(locale)
            .stdin(Stdio::null())
            .output()?;
        if answer.status.success() {
            return Ok(());
        }
        said = String::from_utf8_lossy(&answer.stderr).into_owned();
    }
    Err(Error::Made(said))
}

/// The folder of PostgreSQL's programs, which distributions keep out of the search path.
fn programs() -> Result<PathBuf, Error> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    if apt::install(&["postgresql"])
        && let Some(folder) = find()
    {
        return Ok(folder);
    }
    Err(Error::Missing)
}

fn find() -> Option<PathBuf> {
    let named = Command::new("pg_config").arg("--bindir").output().ok();
    let named = named
        .and_then(|answer| String::from_utf8(answer.stdout).ok())
        .map(|text| PathBuf::from(text.trim()));
    let packaged = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut packaged: Vec<_> = packaged
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    packaged.sort();
    let path = env::var_os("PATH").unwrap_or_default();
    named
        .into_iter()
        // The newest version first.
        .chain(packaged.into_iter().rev())
        .chain(env::split_paths(&path))
        .find(|folder| {
            ["initdb", "postgres", "pg_isready"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
}

fn option(name: &str, value: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(OsStr::new("="));
    option.push(value);
    option
}
