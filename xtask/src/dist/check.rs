//! `cargo xtask dist --check`: every package that was made is installed from its file, does the
//! main job, and is removed again.
//!
//! The tests are those of `cargo xtask test`, which takes its packages from a program that was not
//! optimised. Here nothing is left out: what the tests need is installed first. The packages for
//! another machine have fewer tests, and the command says which ones they lack.

use std::path::Path;
use std::process::Command;

use super::error::Error;
use super::target::Target;
use crate::test::{Setting, programs, python};

/// The folder of the tests.
const FOLDER: &str = "conformance/python";

/// The tests of packages for this machine.
const OF_PACKAGES: &[&str] = &[
    "test_packages.py",
    "test_containers.py",
    "test_compose.py",
    "test_chart.py",
];

/// The machine whose packages have tests on another one.
const FOREIGN: &str = "aarch64";

/// What is not checked for another machine, and why.
const UNCHECKED_FOREIGN: &str = "\
not checked, because a container does not start programs of another machine:
  the image in Podman and Docker; it ran as a folder
  the Debian package under systemd; it was installed, used and purged in a chroot
not checked, because they are the same for all machines; --check without --target tests them:
  the compose file and the chart";

/// Refuses to check packages that have no tests on this machine, before they are built.
pub(super) fn is_possible(target: Option<&'static Target>) -> Result<(), Error> {
    match target {
        Some(target) if target.machine != FOREIGN => Err(Error::Unchecked(target.triple)),
        _ => Ok(()),
    }
}

/// Checks the packages in a folder, which were made from this program for this target.
pub(super) fn run(
    program: &Path,
    packages: &Path,
    target: Option<&'static Target>,
) -> Result<(), Error> {
    let setting = Setting::find()?;
    let folder = setting.root.join(FOLDER);
    let (tests, needed): (&[&str], _) = match target {
        None => (OF_PACKAGES, programs::OF_PACKAGES),
        Some(_) => (&["test_packages_foreign.py"], programs::OF_FOREIGN_PACKAGES),
    };
    programs::require(needed)?;
    let files = ["requirements.txt", "requirements-packages.txt"].map(|name| folder.join(name));
    let [all, own] = &files;
    let python = python::prepare(&setting, "packages-venv", &[all, own])?;
    let absolute = |path: &Path| {
        path.canonicalize()
            .map_err(|error| Error::file(path, error))
    };
    let mut pytest = Command::new(python);
    pytest
        .args(["-m", "pytest"])
        .args(tests)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("COSELL_TEST_PACKAGES", absolute(packages)?)
        .env("COSELL_TEST_SHIPPED", absolute(program)?)
        .current_dir(folder);
    setting.execute(&mut pytest)?;
    if target.is_some() {
        println!("{UNCHECKED_FOREIGN}");
    }
    Ok(())
}
