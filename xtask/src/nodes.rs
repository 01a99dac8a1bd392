//! `cargo xtask nodes`: several servers on one PostgreSQL, and failures of both.
//!
//! ```text
//!  --pause      one server after the other is paused beyond its lease (SIGSTOP) and resumed
//!  --restart    the database is restarted every few seconds, in turn cleanly and by a crash
//!  --failover   the database is killed (SIGKILL), and its synchronous standby promoted
//! ```
//!
//! `bench/crash` puts the servers under load and checks, using only HTTP, the responses of its
//! clients; it stops when its standard input is closed. This command disrupts the database
//! meanwhile.

use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::checker::{Error, Programs};
use crate::postgres::Server;

/// The line that the checker prints when its clients have started.
const BEGUN: &str = "under load";

/// The time between two restarts of the database.
const BETWEEN_RESTARTS: Duration = Duration::from_secs(4);

/// The time of load before the database is killed, and after its standby is promoted.
const AROUND_FAILOVER: Duration = Duration::from_secs(6);

/// The time of each scene under `--quick`.
const QUICK: Duration = Duration::from_secs(6);

/// The scenes to run; all of them if none is selected.
#[derive(Debug, clap::Args)]
struct Scenes {
    /// Pause one server after the other beyond its lease.
    #[arg(long)]
    pause: bool,
    /// Restart the database every few seconds.
    #[arg(long)]
    restart: bool,
    /// Kill the database and promote its synchronous standby.
    #[arg(long)]
    failover: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    scenes: Scenes,
    /// Duration of each scene except the failover; by default one minute with --pause for each
    /// commit mode, and two minutes with --restart.
    #[arg(long)]
    seconds: Option<u64>,
    /// Number of failovers.
    #[arg(long, default_value_t = 3)]
    times: usize,
    /// Number of servers on the database.
    #[arg(long, default_value_t = 3)]
    nodes: usize,
    /// Number of clients.
    #[arg(long, default_value_t = 32)]
    clients: usize,
    /// Run each scene for seconds, with eight clients.
    #[arg(long, conflicts_with_all = ["seconds", "times", "clients"])]
    quick: bool,
    /// Use optimised servers.
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match scenes(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo xtask nodes: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the checker succeeds in every scene.
fn scenes(arguments: &Arguments) -> Result<bool, Error> {
    let programs = Programs::build(arguments.release)?;
    let play = Play {
        programs: &programs,
        arguments,
    };
    let Scenes {
        pause,
        restart,
        failover,
    } = arguments.scenes;
    let all = !(pause || restart || failover);
    let mut good = true;
    if all || pause {
        for mode in play.modes() {
            good &= play.pause(mode)?;
        }
    }
    if all || restart {
        good &= play.restart()?;
    }
    if all || failover {
        let times = if arguments.quick { 1 } else { arguments.times };
        for (_, mode) in (0..times).zip(play.modes().iter().cycle()) {
            good &= play.failover(mode)?;
        }
    }
    Ok(good)
}

struct Play<'a> {
    programs: &'a Programs,
    arguments: &'a Arguments,
}

impl Play<'_> {
    /// The commit modes in which a scene runs, one after the other.
    fn modes(&self) -> &'static [&'static str] {
        if self.arguments.quick {
            &["each"]
        } else {
            &["chained", "each"]
        }
    }

    fn lasts(&self, usually: u64) -> Duration {
        let chosen = self.arguments.seconds.unwrap_or(usually);
        if self.arguments.quick {
            QUICK
        } else {
            Duration::from_secs(chosen)
        }
    }

    fn pause(&self, mode: &str) -> Result<bool, Error> {
        let server = Server::start()?;
        let lasts = self.lasts(60);
        self.under_load(&server.address(), mode, true, || {
            wait(lasts);
            Ok(format!(
                "servers were paused in turn for {} s",
                lasts.as_secs()
            ))
        })
    }

    fn restart(&self) -> Result<bool, Error> {
        let mut server = Server::start()?;
        let address = server.address();
        let lasts = self.lasts(120);
        self.under_load(&address, "each", false, || {
            let (begin, mut times) = (now(), 0);
            while now() - begin < lasts {
                wait(BETWEEN_RESTARTS.min(lasts / 3));
                let how = [Signal::INT, Signal::QUIT];
                server.restart(how[times % how.len()])?;
                times += 1;
            }
            Ok(format!(
                "PostgreSQL was restarted {times} times in {} s, every other time by a crash",
                (now() - begin).as_secs()
            ))
        })
    }

    fn failover(&self, mode: &str) -> Result<bool, Error> {
        let mut primary = Server::start()?;
        let standby = primary.standby()?;
        let address = primary.address_with(&standby);
        let around = if self.arguments.quick {
            QUICK / 2
        } else {
            AROUND_FAILOVER
        };
        self.under_load(&address, mode, false, || {
            wait(around);
            primary.lose()?;
            standby.promote()?;
            wait(around);
            Ok("the primary was killed under load and its standby promoted".to_owned())
        })
    }

    /// Puts servers on the database under load while `harm` runs, and then checks everything.
    /// Returns whether the checker succeeds.
    fn under_load(
        &self,
        address: &str,
        mode: &str,
        pause: bool,
        harm: impl FnOnce() -> Result<String, Error>,
    ) -> Result<bool, Error> {
        let mut options = vec![
            format!("--postgres={address}"),
            format!("--nodes={}", self.arguments.nodes),
            format!("--mode={mode}"),
            format!(
                "--clients={}",
                if self.arguments.quick {
                    8
                } else {
                    self.arguments.clients
                }
            ),
        ];
        options.extend(pause.then(|| "--pause".to_owned()));
        let mut command = self.programs.command("nodes", &options);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let checker = command.spawn();
        let mut checker = Checker(checker.map_err(|source| self.programs.not_started(source))?);
        let mut output = BufReader::new(checker.0.stdout.take().ok_or(Error::NotBegun)?);
        let mut line = String::new();
        while line.trim() != BEGUN {
            line.clear();
            if output.read_line(&mut line).map_err(Error::Checker)? == 0 {
                return Err(Error::NotBegun);
            }
        }
        println!("{}", harm()?);
        // The end of its input tells the checker to stop.
        drop(checker.0.stdin.take());
        let report = output.lines().map_while(Result::ok);
        for line in report {
            println!("{line}");
        }
        let _ = std::io::stdout().flush();
        Ok(checker.0.wait().map_err(Error::Checker)?.success())
    }
}

/// The checker's process; it is stopped if the scene fails.
struct Checker(Child);

impl Drop for Checker {
    fn drop(&mut self) {
        // At the end of its input it stops its servers, then itself.
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[expect(clippy::disallowed_methods, reason = "failures happen in real time")]
fn wait(time: Duration) {
    thread::sleep(time);
}

#[expect(clippy::disallowed_methods, reason = "failures happen in real time")]
fn now() -> Instant {
    Instant::now()
}
