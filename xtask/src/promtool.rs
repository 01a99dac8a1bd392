//! The program promtool, with which tests check the alert rules for Prometheus.
//!
//! Debian has it in the package of the server, which would install and start a service. So only
//! this file is taken out of the package, below the target directory.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::apt;
use crate::test::programs;

/// The variable with the path of the program, for tests.
pub(crate) const VARIABLE: &str = "COSELL_TEST_PROMTOOL";

const PROGRAM: &str = "promtool";
const PACKAGE: &str = "prometheus";

/// The path of the program, which is unpacked if that is necessary and possible.
pub(crate) fn program(target: &Path) -> Option<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE) {
        return Some(named.into());
    }
    let folder = target.join(PROGRAM);
    let unpacked = folder.join("usr/bin").join(PROGRAM);
    programs::find(PROGRAM).or_else(|| {
        if !unpacked.is_file() {
            fs::create_dir_all(&folder).ok()?;
            apt::unpack(PACKAGE, "./usr/bin/promtool", &folder);
        }
        unpacked.is_file().then_some(unpacked)
    })
}
