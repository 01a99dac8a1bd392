//! `cargo xtask screenshots`: the pictures of the console in docs/console/, taken anew.
//!
//! The browser opens each page of a server that it starts itself, in light and dark, on a phone and
//! on a wide screen; pngquant makes the files small.

use std::process::{Command, ExitCode};

use crate::apt;
use crate::test::{self, Error};

/// Where the pictures are, below the root.
const FOLDER: &str = "docs/console";

pub(crate) fn run() -> ExitCode {
    match take() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask screenshots: {error}");
            ExitCode::FAILURE
        }
    }
}

fn take() -> Result<(), Error> {
    if Command::new("pngquant").arg("--version").output().is_err() {
        apt::install(&["pngquant"]);
    }
    test::in_browser("conformance/console", "screenshots.js", FOLDER)
}
