//! The longest time of the model's patterns: runs `bench/patterns`, optimised.

use std::process::Stdio;

use super::error::Error;
use crate::cargo;

/// Runs the program: its output is the report, and its exit status says whether a pattern is too
/// slow.
pub(super) fn measure() -> Result<(), Error> {
    let mut command = cargo::command();
    command
        .args(["run", "--profile", "dist", "--package", "cosell-patterns"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .stdin(Stdio::null());
    let status = command.status().map_err(|source| Error::Start {
        program: command.get_program().into(),
        source,
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Patterns(status))
    }
}
