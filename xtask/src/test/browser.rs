//! The tests in a browser: node with exactly the packages that the lock file pins, and Chromium.
//!
//! The packages are installed again when that file changes, of which a copy is kept beside them; it
//! is written last, so that an interrupted installation does not count as complete.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Setting;
use super::error::Error;
use super::programs;

/// The variable with the path of the browser, for tests.
const VARIABLE: &str = "COSELL_TEST_CHROMIUM";

const CHROMIUM: &str = "chromium";

const PROGRAMS: &[(&str, &[&str])] = &[
    (CHROMIUM, &[CHROMIUM]),
    ("node", &["nodejs"]),
    ("npm", &["npm"]),
];

/// The arguments of node that run the tests of its folder.
pub(super) const TESTS: &[&str] = &["--test", "--test-concurrency=1"];

/// The command that runs node with these arguments in `folder`.
pub(super) fn command(
    setting: &Setting,
    folder: &Path,
    arguments: &[&str],
) -> Result<Command, Error> {
    programs::require(PROGRAMS)?;
    let installed = folder.join("node_modules/installed.json");
    let wanted = fs::read_to_string(folder.join("package-lock.json"))?;
    if fs::read_to_string(&installed).is_ok_and(|text| text != wanted) || !installed.exists() {
        let npm = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        setting.execute(Command::new("npm").args(npm).current_dir(folder))?;
        fs::write(&installed, wanted)?;
    }
    let mut command = Command::new("node");
    command
        .args(arguments)
        .envs(programs::find(CHROMIUM).map(|chromium| (VARIABLE, chromium)))
        .current_dir(folder);
    Ok(command)
}
