//! A virtual environment under the target directory with exactly the packages that files pin.
//!
//! It is recreated when these files change: it contains a copy of them, which is written last, so
//! that an interrupted installation does not count as complete.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Setting;
use super::error::Error;
use crate::apt;

/// Creates or updates the environment of this name for `requirements`. Returns its Python
/// interpreter.
pub(crate) fn prepare(
    setting: &Setting,
    name: &str,
    requirements: &[&Path],
) -> Result<PathBuf, Error> {
    let folder = setting.target.join(name);
    let python = folder.join("bin/python");
    let installed = folder.join("installed.txt");
    let wanted: String = requirements
        .iter()
        .map(fs::read_to_string)
        .collect::<Result<_, _>>()?;
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
            .args(
                requirements
                    .iter()
                    .flat_map(|file| [Path::new("--requirement"), file]),
            ),
    )?;
    fs::write(&installed, wanted)?;
    Ok(python)
}

/// Creates an empty environment; installs Debian's package for it if necessary and permitted.
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
    if !apt::install(&["python3", "python3-venv"]) {
        return Err(Error::NoPython);
    }
    make()
}
