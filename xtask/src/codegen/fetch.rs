//! Fetches the service model from the Python package botocore, which ships the model of every AWS
//! service.
//!
//! The release is pinned: a new version of the API arrives by raising [`BOTOCORE`] and reviewing
//! the difference in model/ and in the generated files. pip verifies the archive's hash.

use std::env;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use super::error::Error;
use super::model::Published;

const BOTOCORE: &str = "1.44.8";
const FOLDER: &str = "botocore/data/partnercentral-selling";

/// Downloads the pinned release and reads the newest version of the service from it.
pub(crate) fn pinned() -> Result<Published, Error> {
    published(&format!("botocore=={BOTOCORE}"))
}

/// The same of another release: as pip names one, such as `botocore` for the newest.
pub(crate) fn published(release: &str) -> Result<Published, Error> {
    let folder = env::temp_dir().join(format!("cosell-codegen-{}", process::id()));
    let result = published_in(&folder, release);
    // A leftover in the temporary folder is harmless; an error of the model is more important.
    let _ = fs::remove_dir_all(&folder);
    result
}

fn published_in(folder: &Path, release: &str) -> Result<Published, Error> {
    python([
        "-m",
        "pip",
        "download",
        "--no-deps",
        release,
        "-d",
        &folder.to_string_lossy(),
    ])?;
    let archive = newest_entry(folder)?;
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    let release = match name.split('-').nth(1) {
        Some(version) => format!("botocore=={version}"),
        None => name.into_owned(),
    };
    python([
        "-m",
        "zipfile",
        "-e",
        &archive.to_string_lossy(),
        &folder.to_string_lossy(),
    ])?;
    let version = newest_entry(&folder.join(FOLDER))?;
    let file = version.join("service-2.json.gz");
    let compressed = fs::read(&file).map_err(|source| Error::Read {
        path: file.clone(),
        source,
    })?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(compressed.as_slice())
        .read_to_string(&mut text)
        .map_err(|source| Error::Read { path: file, source })?;
    Published::from_botocore(&text, &release)
}

fn python<const N: usize>(arguments: [&str; N]) -> Result<(), Error> {
    let command = format!("python3 {}", arguments.join(" "));
    let output = Command::new("python3")
        .args(arguments)
        .output()
        .map_err(|source| Error::Start {
            command: command.clone(),
            source,
        })?;
    if output.status.success() {
        return Ok(());
    }
    Err(Error::Command {
        command,
        output: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// The entry whose name sorts last; versions of a service are dates.
fn newest_entry(folder: &Path) -> Result<PathBuf, Error> {
    let failed = |source| Error::Read {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths
        .into_iter()
        .max()
        .ok_or_else(|| Error::NoModel(folder.display().to_string()))
}
