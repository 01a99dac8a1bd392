//! The tests in a browser: node with exactly the packages that the lock file pins, and Chromium.
//!
//! The packages are installed again when that file changes, of which a copy is kept beside them; it
//! is written last, so that an interrupted installation does not count as complete.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Setting;
use super::error::Error;
use crate::apt;

/// The variable with the path of the browser, for tests.
const VARIABLE: &str = "COSELL_TEST_CHROMIUM";

const CHROMIUM: &str = "chromium";

/// The arguments of node that run the tests of its folder.
pub(super) const TESTS: &[&str] = &["--test", "--test-concurrency=1"];

/// The command that runs node with these arguments in `folder`.
pub(super) fn command(
    setting: &Setting,
    folder: &Path,
    arguments: &[&str],
) -> Result<Command, Error> {
    let chromium = program(CHROMIUM, &[CHROMIUM]).ok_or(Error::NoBrowser)?;
    let node = program("node", &["nodejs", "npm"]).ok_or(Error::NoBrowser)?;
    let installed = folder.join("node_modules/installed.json");
    let wanted = fs::read_to_string(folder.join("package-lock.json"))?;
    if fs::read_to_string(&installed).is_ok_and(|text| text != wanted) || !installed.exists() {
        let npm = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        setting.execute(Command::new("npm").args(npm).current_dir(folder))?;
        fs::write(&installed, wanted)?;
    }
    let mut command = Command::new(node);
    command
        .args(arguments)
        .env(VARIABLE, chromium)
        .current_dir(folder);
    Ok(command)
}

/// The path of a program, which is installed if that is necessary and permitted.
fn program(name: &str, packages: &[&str]) -> Option<PathBuf> {
    find(name).or_else(|| {
        apt::install(packages);
        find(name)
    })
}

fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut programs = env::split_paths(&path).map(|folder| folder.join(name));
    programs.find(|program| program.is_file())
}
