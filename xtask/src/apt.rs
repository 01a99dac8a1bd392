//! Installing what a command needs, where we may.

use std::env;
use std::process::{Command, Stdio};

/// Installs packages of Debian's, if this is the superuser of a system that has `apt-get`. `false`
/// when they are not there afterwards.
pub(crate) fn install(packages: &[&str]) -> bool {
    if !may_install() {
        return false;
    }
    eprintln!("installing {}", packages.join(" and "));
    // An outdated index is not fatal by itself: the installation says what is missing.
    apt(&["update", "--quiet"], &[]);
    let options = ["install", "--yes", "--quiet", "--no-install-recommends"];
    apt(&options, packages)
}

fn apt(options: &[&str], packages: &[&str]) -> bool {
    Command::new("apt-get")
        .args(options)
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether this is the superuser of a system that has apt-get.
fn may_install() -> bool {
    let found = env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join("apt-get").is_file()));
    found && rustix::process::geteuid().is_root()
}
