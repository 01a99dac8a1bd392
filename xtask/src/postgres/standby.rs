//! A standby of a server: created from its backup, replicating synchronously, and promoted when the
//! server is lost.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use super::{Error, PATIENCE, Server, pause};

impl Server {
    /// Creates a standby with `pg_basebackup`; from then on commits wait for it.
    pub(crate) fn standby(&self) -> Result<Self, Error> {
        let port = self.port.to_string();
        let standby = Self::start_on(|programs, account, data| {
            let mut backup = account.command(&programs.join("pg_basebackup"));
            backup
                .args(["--host=127.0.0.1", "--port", &port, "--username=cosell"])
                .args(["--checkpoint=fast", "--wal-method=stream", "--no-sync"])
                // The option that makes the copy a standby.
                .arg("--write-recovery-conf")
                .arg("--pgdata")
                .arg(data);
            done("pg_basebackup", &mut backup).map(drop)
        })?;
        // After the backup, so that the standby does not wait for another one once it is promoted.
        self.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")?;
        self.ask("SELECT pg_reload_conf()")?;
        let synchronous = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        for _ in 0..PATIENCE {
            if self.ask(synchronous)? == "1" {
                return Ok(standby);
            }
            pause();
        }
        Err(Error::NoStandby)
    }

    /// The addresses of this server and another; a client uses the one that accepts writes.
    pub(crate) fn address_with(&self, other: &Self) -> String {
        let (one, two) = (self.port, other.port);
        format!("postgres://cosell@127.0.0.1:{one},127.0.0.1:{two}/postgres")
    }

    /// SIGKILL of the server and of all its children at once, as when a machine is lost.
    pub(crate) fn lose(&mut self) -> Result<(), Error> {
        let children = children(self.child.id())?;
        self.signal(Signal::KILL)?;
        for child in children {
            // A process that has already ended counts as killed.
            let _ = kill_process(child, Signal::KILL);
        }
        self.child.wait()?;
        Ok(())
    }

    /// Promotes a standby, so that it accepts writes.
    pub(crate) fn promote(&self) -> Result<(), Error> {
        let mut promote = self.account.command(&self.programs.join("pg_ctl"));
        promote
            .args(["promote", "--wait", "--pgdata"])
            .arg(self.data());
        done("pg_ctl", &mut promote).map(drop)
    }

    fn ask(&self, statement: &str) -> Result<String, Error> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--no-psqlrc", "--tuples-only", "--no-align", "--command"])
            .arg(statement)
            .arg(self.address());
        let answer = done("psql", &mut psql)?;
        Ok(String::from_utf8_lossy(&answer.stdout).trim().to_owned())
    }
}

fn done(program: &'static str, command: &mut Command) -> Result<Output, Error> {
    let answer = command.stdin(Stdio::null()).output()?;
    if answer.status.success() {
        return Ok(answer);
    }
    let said = String::from_utf8_lossy(&answer.stderr).into_owned();
    Err(Error::Program { program, said })
}

/// The processes whose parent is this one, as Linux lists them.
fn children(parent: u32) -> Result<Vec<Pid>, Error> {
    let mut children = Vec::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let name = entry.file_name();
        let Some(number) = name.to_str().and_then(|name| name.parse::<i32>().ok()) else {
            continue;
        };
        if parent_of(&entry.path()) == Some(parent) {
            children.extend(Pid::from_raw(number));
        }
    }
    Ok(children)
}

fn parent_of(process: &Path) -> Option<u32> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    // After the name, which is in parentheses and may contain anything: the state, the parent.
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}
