//! The program nats-server, for the tests of event targets.

use std::env;
use std::path::PathBuf;

use crate::apt;

/// The variable with the path of the program, for tests.
pub(crate) const VARIABLE: &str = "COSELL_TEST_NATS";

const PROGRAM: &str = "nats-server";

/// Where Debian's package has it; the `PATH` of a user may lack the folder.
const FOLDER: &str = "/usr/sbin";

/// The path of the program, which is installed if that is necessary and permitted.
pub(crate) fn program() -> Option<PathBuf> {
    find().or_else(|| {
        apt::install(&[PROGRAM]);
        find()
    })
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain([FOLDER.into()]);
    let mut programs = folders.map(|folder| folder.join(PROGRAM));
    programs.find(|program| program.is_file())
}
