//! `cargo xtask fill`: a Sandbox of many opportunities, created through the API.
//!
//! The opportunities are those of the searches of the bench: the same in every run, of one account,
//! with different customers, titles, amounts and dates. The server must not run on the store
//! meanwhile: this command starts one, and stops it at the end.

use std::process::{Command, ExitCode, Stdio};

use crate::bench::error::Error;
use crate::bench::server::{Server, Side, timed};
use crate::cargo::{self, Profile};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Store to fill, as `cosell serve --store` takes it.
    #[arg(long)]
    store: String,
    /// Number of opportunities to create.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    opportunities: u32,
    /// Create them with unoptimised binaries, which takes no optimised build.
    #[arg(long)]
    debug: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match fill(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask fill: {error}");
            ExitCode::FAILURE
        }
    }
}

fn fill(arguments: &Arguments) -> Result<(), Error> {
    let profile = if arguments.debug {
        Profile::Dev
    } else {
        Profile::Release
    };
    let [cosell, load] = cargo::build(["cosell", "cosell-load"], profile)?;
    // For the server's log.
    let folder = tempfile::tempdir()?;
    let (server, _) = Server::start_on(Side::Cosell, &cosell, folder.path(), &arguments.store)?;
    let (status, time) = timed(|| {
        Command::new(&load)
            .arg("fill")
            .args(["--address", &server.address.to_string()])
            .args(["--records", &arguments.opportunities.to_string()])
            .stdin(Stdio::null())
            .status()
    });
    let status = status?;
    if !status.success() {
        return Err(Error::Load {
            server: Side::Cosell.name(),
            status,
        });
    }
    let (created, seconds) = (arguments.opportunities, time.as_secs_f64());
    println!(
        "{created} opportunities in {seconds:.0} s: {:.0} in a second",
        f64::from(created) / seconds
    );
    if let Some((now, peak)) = server.memory() {
        println!("memory of the server: {now:.0} MiB, {peak:.0} MiB at most");
    }
    server.stop()?;
    Ok(())
}
