//! One run of a server under load, on its own store.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::error::Error;

/// A timeout for a hang: a server starts in milliseconds.
const START_LIMIT: Duration = Duration::from_secs(30);

/// The servers that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Cosell,
    Floor,
    /// cosell in mode `strict`.
    Strict,
    /// cosell with as many connections as a crowd of clients has.
    Crowded,
    /// cosell that sends its events to a webhook at this port.
    Telling(u16),
}

/// The admin token of a server in mode `strict`.
pub(crate) const ADMIN_TOKEN: &str = "token-of-the-bench";

impl Side {
    pub(crate) const BOTH: [Self; 2] = [Self::Cosell, Self::Floor];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cosell => "cosell",
            Self::Floor => "floor",
            Self::Strict => "strict",
            Self::Crowded => "crowded",
            Self::Telling(_) => "telling",
        }
    }

    /// The store in this folder, as `--store` takes it.
    fn store(self, folder: &Path) -> String {
        let path = folder.join("store.sqlite");
        match self {
            Self::Cosell | Self::Strict | Self::Crowded | Self::Telling(_) => {
                format!("sqlite:{}", path.display())
            }
            Self::Floor => path.display().to_string(),
        }
    }

    fn command(self, program: &Path, store: &str) -> Command {
        let mut command = Command::new(program);
        match self {
            Self::Cosell | Self::Strict | Self::Crowded | Self::Telling(_) => command.arg("serve"),
            Self::Floor => &mut command,
        };
        command.args(["--listen", "127.0.0.1:0", "--store", store]);
        // A developer's own settings must not reach the server under test.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("COSELL_") {
                command.env_remove(name);
            }
        }
        if self == Self::Crowded {
            command.args(["--max-connections=2000", "--max-connections-per-peer=2000"]);
        }
        if let Self::Telling(port) = self {
            command.arg(format!("--events-to=http://127.0.0.1:{port}/"));
        }
        if self == Self::Strict {
            command
                .args(["--auth", "strict"])
                .env("COSELL_ADMIN_TOKEN", ADMIN_TOKEN)
                .env("COSELL_SECRETS_KEY", "5e".repeat(32));
        }
        command
    }
}

/// What stores did: the counters of the metrics page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Work {
    /// On SQLite each is one fsync.
    pub(crate) commits: f64,
    pub(crate) transactions: f64,
    pub(crate) reruns: f64,
    pub(crate) round_trips: f64,
}

impl Work {
    /// The sum over the nodes of a store, minus an earlier one.
    pub(crate) fn since(nodes: &[&Server], before: Self) -> Result<Self, Error> {
        let mut sum = Self::default();
        for node in nodes {
            let own = node.work()?;
            sum.commits += own.commits;
            sum.transactions += own.transactions;
            sum.reruns += own.reruns;
            sum.round_trips += own.round_trips;
        }
        Ok(Self {
            commits: sum.commits - before.commits,
            transactions: sum.transactions - before.transactions,
            reruns: sum.reruns - before.reruns,
            round_trips: sum.round_trips - before.round_trips,
        })
    }
}

/// A running server; it is killed when this is dropped.
pub(crate) struct Server {
    side: Side,
    process: Child,
    pub(crate) address: SocketAddr,
    folder: PathBuf,
    program: PathBuf,
    store: String,
}

impl Server {
    /// Starts the server on an empty store in `folder`. Returns the time from before its process
    /// starts to the end of its first response.
    pub(crate) fn start(
        side: Side,
        program: &Path,
        folder: &Path,
    ) -> Result<(Self, Duration), Error> {
        let store = side.store(&folder.join(side.name()));
        Self::start_on(side, program, folder, &store)
    }

    /// Starts the server on this store, which is empty, with its log in `folder`.
    pub(crate) fn start_on(
        side: Side,
        program: &Path,
        folder: &Path,
        store: &str,
    ) -> Result<(Self, Duration), Error> {
        let folder = folder.join(side.name());
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Self::open(side, program, folder, store)
    }

    /// Stops the server, and starts it again on its store.
    pub(crate) fn again(self) -> Result<(Self, Duration), Error> {
        let (side, folder) = (self.side, self.folder.clone());
        let (program, store) = (self.program.clone(), self.store.clone());
        self.stop()?;
        Self::open(side, &program, folder, &store)
    }

    fn open(
        side: Side,
        program: &Path,
        folder: PathBuf,
        store: &str,
    ) -> Result<(Self, Duration), Error> {
        let log = folder.join("log");
        let mut command = side.command(program, store);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?);
        let (started, time) = timed(|| {
            let process = command.spawn().map_err(|source| Error::Start {
                program: program.to_owned(),
                source,
            })?;
            let mut server = Self {
                side,
                process,
                address: SocketAddr::from(([127, 0, 0, 1], 0)),
                folder,
                program: program.to_owned(),
                store: store.to_owned(),
            };
            server.address = server.ready_address().ok_or(Error::NotReady {
                server: side.name(),
                log,
            })?;
            server.check_health()?;
            Ok::<_, Error>(server)
        });
        Ok((started?, time))
    }

    /// The address in the line that the server prints once it is ready.
    #[expect(clippy::disallowed_methods, reason = "a bench waits in real time")]
    fn ready_address(&mut self) -> Option<SocketAddr> {
        let output = self.process.stdout.take()?;
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // Read to the end, so that the server never blocks on a full pipe.
                let _ = sender.send(line);
            }
        });
        let line = receiver.recv_timeout(START_LIMIT).ok()?;
        line.strip_prefix("listening on http://")?.parse().ok()
    }

    /// Posts an empty body to a page, whose response must be 200.
    pub(crate) fn post(&self, page: &str) -> Result<(), Error> {
        let answer = self.request("POST", page)?;
        if answer.starts_with("HTTP/1.1 200 ") {
            return Ok(());
        }
        Err(Error::Health {
            server: self.side.name(),
            answer,
        })
    }

    /// The response to a request of a page.
    fn get(&self, page: &str) -> Result<String, Error> {
        self.request("GET", page)
    }

    fn request(&self, method: &str, page: &str) -> Result<String, Error> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(START_LIMIT))?;
        write!(
            stream,
            "{method} {page} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
             Content-Length: 0\r\n\r\n",
            self.address
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    /// How long a page takes to its first byte and to its last one.
    pub(crate) fn time_page(&self, page: &str) -> Result<(Duration, Duration), Error> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(START_LIMIT))?;
        let mut answer = vec![0];
        let (read, whole) = timed(|| {
            write!(
                stream,
                "GET {page} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
                self.address
            )?;
            let (first, time) = timed(|| stream.read_exact(&mut answer));
            first?;
            stream.read_to_end(&mut answer)?;
            Ok::<_, Error>(time)
        });
        let first = read?;
        if answer.starts_with(b"HTTP/1.1 200 ") {
            return Ok((first, whole));
        }
        Err(Error::Health {
            server: self.side.name(),
            answer: String::from_utf8_lossy(&answer).into_owned(),
        })
    }

    fn check_health(&self) -> Result<(), Error> {
        let answer = self.get("/_cosell/health")?;
        if answer.starts_with("HTTP/1.1 200 ") {
            Ok(())
        } else {
            Err(Error::Health {
                server: self.side.name(),
                answer,
            })
        }
    }

    /// Whether it is cosell, which counts the work of its store.
    pub(crate) fn is_cosell(&self) -> bool {
        // In mode strict the page of the metrics requires the token.
        matches!(self.side, Side::Cosell | Side::Crowded)
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Current and peak memory, in MiB; `None` without /proc.
    pub(crate) fn memory(&self) -> Option<(f64, f64)> {
        Some((
            mebibytes(self.id(), "VmRSS:")?,
            mebibytes(self.id(), "VmHWM:")?,
        ))
    }

    /// What the store of a cosell has done since its start.
    pub(crate) fn work(&self) -> Result<Work, Error> {
        let page = self.get("/_cosell/metrics")?;
        let count = |name: &str| {
            let mut lines = page.lines();
            let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix("_total "));
            value.and_then(|value| value.trim().parse().ok())
        };
        Ok(Work {
            commits: count("cosell_store_commits").unwrap_or_default(),
            transactions: count("cosell_store_transactions").unwrap_or_default(),
            reruns: count("cosell_store_reruns").unwrap_or_default(),
            round_trips: count("cosell_store_round_trips").unwrap_or_default(),
        })
    }

    /// Stops the server with SIGTERM, and returns the bytes of its store.
    pub(crate) fn stop(mut self) -> Result<u64, Error> {
        let id = i32::try_from(self.id()).ok().and_then(Pid::from_raw);
        if let Some(id) = id {
            kill_process(id, Signal::TERM).map_err(std::io::Error::from)?;
        }
        let status = self.process.wait()?;
        if !status.success() {
            return Err(Error::Stop {
                server: self.side.name(),
                status,
            });
        }
        let mut bytes = 0;
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_name() != "log" {
                bytes += entry.metadata()?.len();
            }
        }
        Ok(bytes)
    }
}

/// Memory of a process that is no page of a file, in MiB; `None` without /proc.
pub(crate) fn anonymous_memory(process: u32) -> Option<f64> {
    mebibytes(process, "RssAnon:")
}

/// A line of the status of a process, in MiB.
fn mebibytes(process: u32, name: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes / 1024.0)
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` the process has already ended, and both calls return errors.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How long the work took, beside its result.
#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
