//! How long a reset takes with many records, on each store.
//!
//! A server in memory is filled once by `cosell fill`, and its state is saved. Each store loads
//! that state, is reset and loads it again, round by round. The time is that of the request of the
//! reset, from its connection to the end of the response; what is freed after the response is not
//! in it.

use std::path::Path;
use std::process::{Command, Stdio};

use super::error::Error;
use super::figures::median;
use super::harness::Bench;
use super::server::{Server, Side, timed};
use crate::postgres;

/// A reset must be answered within this time, in milliseconds, whatever is stored.
const MOST_MS: f64 = 100.0;

/// Measures and prints the times. Fails if one is too long.
pub(super) fn measure(bench: &Bench) -> Result<(), Error> {
    let records = bench.extent.list_records;
    let state = bench.folder.join("filled.cosell");
    let file = state.display().to_string();
    std::fs::create_dir_all(&bench.folder)?;
    let filled = start(bench, "filled", "memory")?;
    let (done, time) = timed(|| {
        ask(
            bench,
            &filled,
            &["fill", "--opportunities", &records.to_string()],
        )?;
        ask(bench, &filled, &["state", "save", &file])
    });
    done?;
    filled.stop()?;
    eprintln!("filling took {:.0} s", time.as_secs_f64());
    let database = postgres::Server::start()?;
    let sqlite = format!("sqlite:{}", bench.folder.join("reset.sqlite").display());
    let stores = [
        ("SQLite", sqlite),
        ("memory", "memory".to_owned()),
        ("PostgreSQL", database.address()),
    ];
    let mut slow = None;
    for (name, address) in stores {
        let times = resets(bench, name, &address, &state)?;
        let (middle, worst) = (median(times.clone()), times.into_iter().fold(0.0, f64::max));
        println!("reset of {records} opportunities on {name}: {middle:.0} ms, at most {worst:.0}");
        if middle > MOST_MS && !bench.extent.is_quick {
            slow = Some(middle);
        }
    }
    slow.map_or(Ok(()), |time| Err(Error::Reset(time)))
}

fn start(bench: &Bench, name: &str, store: &str) -> Result<Server, Error> {
    let program = bench.programs.server(Side::Cosell);
    let folder = bench.folder.join(name);
    Server::start_on(Side::Cosell, program, &folder, store).map(|(server, _)| server)
}

/// The times of the rounds, in milliseconds.
fn resets(bench: &Bench, name: &str, store: &str, state: &Path) -> Result<Vec<f64>, Error> {
    let file = state.display().to_string();
    let server = start(bench, name, store)?;
    let mut times = Vec::new();
    for round in 1..=bench.extent.rounds {
        eprintln!("{name}, round {round}");
        ask(bench, &server, &["state", "load", &file])?;
        let (answered, time) = timed(|| server.post("/_cosell/reset"));
        answered?;
        times.push(time.as_secs_f64() * 1e3);
    }
    server.stop()?;
    Ok(times)
}

/// Runs a command of cosell against a server.
fn ask(bench: &Bench, server: &Server, arguments: &[&str]) -> Result<(), Error> {
    let status = Command::new(&bench.programs.cosell)
        .args(arguments)
        .args(["--url", &format!("http://{}", server.address)])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Prepare(status))
    }
}
