//! Installs the Debian packages that a command requires, if this process has permission.

use std::env;
use std::process::{Command, Stdio};

/// Installs Debian packages, if this is the superuser of a system with `apt-get`. Returns `false`
/// if they are not installed afterwards.
pub(crate) fn install(packages: &[&str]) -> bool {
    if !may_install() {
        return false;
    }
    eprintln!("installing {}", packages.join(" and "));
    // An outdated index alone is not fatal: the installation reports what is missing.
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

/// Whether this is the superuser of a system with apt-get.
fn may_install() -> bool {
    let found = env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join("apt-get").is_file()));
    found && rustix::process::geteuid().is_root()
}
