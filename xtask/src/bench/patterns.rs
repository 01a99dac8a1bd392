//! What the patterns of the model cost at most: `crates/api/examples/patterns.rs`, optimised.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use super::error::Error;

/// Runs the program, whose output is the report and whose status says whether a pattern is too dear.
pub(super) fn measure() -> Result<(), Error> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let status = Command::new(&cargo)
        .args(["run", "--release", "--package", "cosell-api"])
        .args(["--example", "patterns"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .stdin(Stdio::null())
        .status()
        .map_err(|source| Error::Start {
            program: cargo.into(),
            source,
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Patterns(status))
    }
}
