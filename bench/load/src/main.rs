//! A closed-loop load generator: so many connections, each with one request in flight at a time.
//!
//! It shares the machine with the server it measures, so it is cheap: one thread, keep-alive
//! connections, requests assembled from prepared pieces, and responses that are searched rather
//! than parsed. Any unexpected response ends the run with an error. The result is one line of JSON
//! on standard output; `measure`, `lists`, `filters`, `search`, `raw` and `bare` describe the
//! measurements, and `fill` measures none.

mod bare;
mod body;
mod clock;
mod compare;
mod connection;
mod error;
mod figures;
mod fill;
mod filters;
mod invented;
mod lists;
mod measure;
mod process;
mod raw;
mod scenario;
mod search;
mod sign;

use std::process::ExitCode;

use clap::Parser;

use error::Error;

#[derive(Debug, Parser)]
#[command(name = "cosell-load", about = "Measures running servers")]
enum Command {
    /// Measures one operation on one server.
    Call(measure::Arguments),
    /// Fills two empty servers with few and with many records, and measures pages of their lists.
    Lists(compare::Arguments),
    /// Fills two empty servers with few and with many opportunities, and measures pages of lists
    /// whose filters match none or few.
    Filters(compare::Arguments),
    /// Fills two empty servers with few and with many opportunities, and measures searches.
    Search(compare::Arguments),
    /// Creates opportunities on one server.
    Fill(fill::Arguments),
    /// Measures any request on any server, such as one of another product.
    Raw(raw::Arguments),
    /// Measures transactions of a bare driver on PostgreSQL, with the rows of the main task.
    Bare(bare::Arguments),
}

fn main() -> ExitCode {
    let command = Command::parse();
    let report = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::from)
        .and_then(|runtime| runtime.block_on(run(&command)));
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

async fn run(command: &Command) -> Result<String, Error> {
    Ok(match command {
        Command::Call(arguments) => serde_json::to_string(&measure::run(arguments).await?)?,
        Command::Lists(arguments) => serde_json::to_string(&lists::run(arguments).await?)?,
        Command::Filters(arguments) => serde_json::to_string(&filters::run(arguments).await?)?,
        Command::Search(arguments) => serde_json::to_string(&search::run(arguments).await?)?,
        Command::Fill(arguments) => serde_json::to_string(&fill::run(arguments).await?)?,
        Command::Raw(arguments) => serde_json::to_string(&raw::run(arguments).await?)?,
        Command::Bare(arguments) => serde_json::to_string(&bare::run(arguments).await?)?,
    })
}
