//! How long a hundred tests take, each ten times, on one server.
//!
//! One process of pytest with two workers runs them in random order. Each test does the main job in
//! a namespace of its own (`conformance/python/parallel`). The time is that of the process, from
//! its start to its end: the imports of boto3 and the start of the server are in it.

use std::process::{Command, Stdio};

use super::error::Error;
use super::figures::median;
use super::harness::Bench;
use super::server::{Side, timed};
use crate::test::{Setting, python};

/// A thousand tests must end within this many seconds.
const MOST: f64 = 10.0;

/// Measures and prints the times. Fails if they are too long, or if a test fails.
pub(super) fn measure(bench: &Bench) -> Result<(), Error> {
    let setting = Setting::find()?;
    let folder = setting.root.join("conformance/python");
    let requirements = folder.join("requirements.txt");
    let program = python::prepare(&setting, "conformance-venv", &[&requirements])?;
    let helper = setting.root.join("helpers/python/src");
    let path = std::env::join_paths([helper, folder.clone()]).unwrap_or_default();
    let turns = if bench.extent.is_quick { "1" } else { "10" };
    let mut times = Vec::new();
    for round in 1..=bench.extent.rounds {
        let mut command = Command::new(&program);
        command
            .args([
                "-m",
                "pytest",
                "-q",
                "-p",
                "pytest_cosell.plugin",
                "-n",
                "2",
            ])
            .current_dir(folder.join("parallel"))
            .env("PYTHONPATH", &path)
            .env("COSELL_BIN", bench.programs.server(Side::Cosell))
            .env("COSELL_TEST_ORDER", round.to_string())
            .env("COSELL_TEST_TURNS", turns)
            .stdin(Stdio::null())
            .stdout(std::io::stderr());
        let (status, time) = timed(|| command.status());
        let status = status?;
        if !status.success() {
            return Err(Error::Tests(status));
        }
        times.push(time.as_secs_f64());
    }
    let (middle, worst) = (median(times.clone()), times.into_iter().fold(0.0, f64::max));
    println!("100 tests, each {turns} times: {middle:.1} s, at most {worst:.1}; target {MOST} s");
    if middle > MOST && !bench.extent.is_quick {
        return Err(Error::SlowTests(middle));
    }
    Ok(())
}
