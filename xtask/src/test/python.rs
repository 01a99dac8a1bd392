//! A virtual environment under the target directory with exactly the packages a file pins.
//!
//! It is made anew when that file changes: the copy kept inside it says what it was made from, and
//! that copy is written last, so that an interrupted installation is never taken for a finished one.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Setting;
use super::error::Error;

/// Makes sure the environment holds what `requirements` pins; gives its Python interpreter.
pub(super) fn prepare(setting: &Setting, requirements: &Path) -> Result<PathBuf, Error> {
    let folder = setting.target.join("conformance-venv");
    let python = folder.join("bin/python");
    let installed = folder.join("installed.txt");
    let wanted = fs::read_to_string(requirements)?;
    if python.exists() && fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
        return Ok(python);
    }
    create(setting, &folder)?;
    setting.execute(
        Command::new(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .arg("--requirement")
            .arg(requirements),
    )?;
    fs::write(&installed, wanted)?;
    Ok(python)
}

/// Makes an empty environment, installing what Debian keeps in packages of its own where we may.
fn create(setting: &Setting, folder: &Path) -> Result<(), Error> {
    let make = || {
        setting.execute(
            Command::new("python3")
                .args(["-m", "venv", "--clear"])
                .arg(folder),
        )
    };
    if make().is_ok() {
        return Ok(());
    }
    if !may_install() {
        return Err(Error::NoPython);
    }
    eprintln!("installing python3 and python3-venv");
    let apt = |arguments: &[&str]| {
        setting.execute(
            Command::new("apt-get")
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    // An outdated index is not fatal by itself: the installation says what is missing.
    let _ = apt(&["update", "--quiet"]);
    apt(&[
        "install",
        "--yes",
        "--quiet",
        "--no-install-recommends",
        "python3",
        "python3-venv",
    ])
    .map_err(|_| Error::NoPython)?;
    make()
}

/// Whether this is the superuser of a system that has apt-get.
fn may_install() -> bool {
    let found = env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join("apt-get").is_file()));
    found
        && Command::new("id")
            .arg("-u")
            .stdin(Stdio::null())
            .output()
            .is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}
