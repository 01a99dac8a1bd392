//! How a server lives and ends: with a log that nobody reads, with threads and loops that panic,
//! and with the signals that it is sent.

mod log;
mod loops;
// It reads /proc.
#[cfg(target_os = "linux")]
mod memory;
mod signals;
mod unread;

use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use cosell_world::machine;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::common::{Server, opportunity};

const ACCOUNT: &str = "111111111111";

/// A hang is a failure; a loaded machine is not.
const PATIENCE: Duration = Duration::from_mins(1);

/// The command that serves a folder and logs requests.
fn talkative(folder: &Path) -> Command {
    let store = folder.join("cosell.sqlite");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    command.args(["serve", "--listen=127.0.0.1:0", "--log-level=info"]);
    command.arg(format!("--store=sqlite:{}", store.display()));
    command
}

fn signal(server: &Server, signal: Signal) {
    kill_process(Pid::from_child(&server.child), signal).expect("it is there");
}

/// Stops a server that must end well.
fn stop(mut server: Server) -> ExitStatus {
    signal(&server, Signal::TERM);
    server.wait()
}

fn create(server: &Server, token: &str) -> Result<Value, String> {
    server.call(ACCOUNT, "CreateOpportunity", &opportunity(token))
}

/// A page of the administration: its status and its text.
fn page(server: &Server, path: &str) -> Result<(u16, String), ureq::Error> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .timeout_global(Some(PATIENCE))
        .build()
        .into();
    let mut answer = agent
        .get(&format!("{}/_cosell/{path}", server.url))
        .call()?;
    Ok((
        answer.status().as_u16(),
        answer.body_mut().read_to_string()?,
    ))
}

fn health(server: &Server) -> (u16, Value) {
    let (status, text) = page(server, "health").expect("an answer");
    (status, serde_json::from_str(&text).expect("JSON"))
}

/// A whole number of the page of metrics.
fn metric(server: &Server, name: &str) -> u64 {
    let (_, text) = page(server, "metrics").expect("an answer");
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let value = value.unwrap_or_else(|| panic!("no {name}: {text}"));
    value.trim_end_matches(".0").parse().expect("a number")
}

/// Waits until something is so.
pub(crate) fn until(what: &str, mut is: impl FnMut() -> bool) {
    let begun = machine::instant();
    while !is() {
        assert!(machine::elapsed(begun) < PATIENCE, "never: {what}");
        std::thread::yield_now();
    }
}
