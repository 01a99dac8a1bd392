//! Starts and stops the server that the tests of this package call.
//!
//! The binary is the one that `COSELL_BIN` names, else the debug build, else the release build.
//! The server is ready when it has printed `listening on http://127.0.0.1:PORT` on standard output.
//! A [`Server`] is killed when it is dropped, so that a failed test leaves no process running.

use std::env;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// A timeout for a hang: also a debug build starts in a fraction of a second.
const START_LIMIT: Duration = Duration::from_secs(30);

/// A running server with a store in its own temporary folder.
#[derive(Debug)]
pub struct Server {
    process: Child,
    address: SocketAddr,
    // Kept so that the store is deleted with the server.
    _folder: tempfile::TempDir,
}

impl Server {
    /// Starts the server on a free port and waits until it is ready.
    pub fn start() -> io::Result<Self> {
        Self::start_with(&[], &[])
    }

    /// The same with more arguments and variables.
    pub fn start_with(arguments: &[&str], variables: &[(&str, &str)]) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let store = format!("sqlite:{}", folder.path().join("cosell.sqlite").display());
        let mut command = Command::new(binary()?);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--store", &store])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        // A developer's own settings must not reach the server under test.
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("COSELL_") {
                command.env_remove(name);
            }
        }
        command.envs(variables.iter().copied());
        let mut process = command.spawn()?;
        match ready_address(&mut process).and_then(|address| {
            check_health(address)?;
            Ok(address)
        }) {
            Ok(address) => Ok(Self {
                process,
                address,
                _folder: folder,
            }),
            Err(error) => {
                process.kill()?;
                process.wait()?;
                Err(error)
            }
        }
    }

    /// The endpoint URL for clients.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sends SIGTERM and returns the exit status of the server.
    pub fn stop(mut self) -> io::Result<ExitStatus> {
        let id = i32::try_from(self.process.id()).map_err(io::Error::other)?;
        let pid = Pid::from_raw(id).ok_or_else(|| io::Error::other("a process without an id"))?;
        kill_process(pid, Signal::TERM)?;
        self.process.wait()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` the process has already ended, and both calls return errors.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn binary() -> io::Result<PathBuf> {
    if let Some(named) = env::var_os("COSELL_BIN") {
        return Ok(named.into());
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    [target.join("debug/cosell"), target.join("release/cosell")]
        .into_iter()
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| io::Error::other("no server binary; run `cargo build -p cosell` first"))
}

/// Reads standard output on its own thread: the wait has a timeout, and the pipe never fills while
/// the server runs.
#[expect(clippy::disallowed_methods, reason = "a tool waits in real time")]
fn ready_address(process: &mut Child) -> io::Result<SocketAddr> {
    let output = process
        .stdout
        .take()
        .ok_or_else(|| io::Error::other("no standard output"))?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(address) = line.trim().strip_prefix("listening on http://") {
                // The receiver is dropped after the timeout; reading goes on.
                let _ = sender.send(address.parse().map_err(io::Error::other));
            }
        }
    });
    receiver.recv_timeout(START_LIMIT).map_err(|_| {
        io::Error::new(
            io::ErrorKind::TimedOut,
            "the server did not say that it listens",
        )
    })?
}

fn check_health(address: SocketAddr) -> io::Result<()> {
    let mut connection = TcpStream::connect(address)?;
    connection.set_read_timeout(Some(START_LIMIT))?;
    write!(
        connection,
        "GET /_cosell/health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200 ") {
        Ok(())
    } else {
        Err(io::Error::other(format!("health answered {answer:?}")))
    }
}
