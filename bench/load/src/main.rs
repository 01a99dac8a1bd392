//! A closed-loop load driver: so many connections, each with one request under way at a time.
//!
//! It shares the machine with the server it measures, so it costs little: one thread, keep-alive
//! connections, request bytes that are put together from prepared pieces, and answers that are
//! searched rather than parsed. Any answer other than the expected one ends the run with an error.
//! One line of JSON on standard output holds what was measured; `measure` says how.

mod body;
mod clock;
mod connection;
mod error;
mod measure;
mod process;
mod scenario;

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;

use scenario::Scenario;

#[derive(Debug, Parser)]
#[command(name = "cosell-load", about = "Measures a running server")]
struct Arguments {
    /// The server's address.
    #[arg(long)]
    address: SocketAddr,
    /// What to call; named as the operation is.
    #[arg(long, value_enum)]
    scenario: Scenario,
    /// Connections, each with one request under way.
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// How long to measure.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// How long to call before measuring.
    #[arg(long, default_value_t = 1.0)]
    warm_up: f64,
    /// Opportunities to prepare for `GetOpportunity`.
    #[arg(long, default_value_t = 1000)]
    records: usize,
    /// The server's process, whose processor time is read.
    #[arg(long)]
    process: Option<u32>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let report = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(error::Error::from)
        .and_then(|runtime| runtime.block_on(measure::run(&arguments)))
        .and_then(|report| Ok(serde_json::to_string(&report)?));
    match report {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cosell-load: {error}");
            ExitCode::FAILURE
        }
    }
}
