//! The rate of the rows of a bulk job, beside that of `CreateOpportunity` on the same build.
//!
//! The job is the one of the crash checker, whose server is not killed here: the rows create
//! opportunities with a solution each, and one in a hundred is refused. The time is that from the
//! start of the job to its end, so it includes counting the rows.

use std::fs;
use std::process::{Command, Stdio};

use super::error::Error;
use super::figures::{Run, median};
use super::harness::{Bench, CONNECTIONS, CREATE};
use super::server::Side;
use crate::cargo::{self, Profile};

/// Rows of the measured job, and of that of the short form.
const ROWS: [u32; 2] = [20_000, 200];

/// Measures and prints a line for each rate.
pub(super) fn measure(bench: &Bench, quick: bool) -> Result<(), Error> {
    let (server, _) = bench.start(Side::Cosell)?;
    let name = Side::Cosell.name();
    for connections in CONNECTIONS {
        let mut rates = Vec::new();
        for _ in 0..bench.extent.rounds {
            let run: Run = bench.load(name, &[&server], CREATE, connections, None)?;
            rates.push(run.per_second);
        }
        let rate = median(rates);
        println!("{CREATE}, {connections} connections: {rate:.0} in a second");
    }
    server.stop()?;
    let profile = if quick { Profile::Dev } else { Profile::Dist };
    let [checker] = cargo::build(["cosell-crash"], profile)?;
    let rows = ROWS[usize::from(quick)];
    let folder = bench.folder.join("bulk");
    fs::create_dir_all(&folder)?;
    // Prints the rate, and fails unless each row happened once.
    let status = Command::new(&checker)
        .arg("--server")
        .arg(&bench.programs.cosell)
        .arg("--folder")
        .arg(&folder)
        .args(["--kills=0", "--mode=chained", &format!("--bulk={rows}")])
        .stdin(Stdio::null())
        .status()
        .map_err(|source| Error::Start {
            program: checker.clone(),
            source,
        })?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Bulk(status))
}
