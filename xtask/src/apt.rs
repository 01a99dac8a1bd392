//! Installs the Debian packages that a command requires, if this process has permission.

use std::env;
use std::path::Path;
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

/// Downloads a Debian package and takes one file out of it, which is then below `folder`. Nothing
/// is installed, and no permission is needed. Returns `false` if that fails.
pub(crate) fn unpack(package: &str, member: &str, folder: &Path) -> bool {
    eprintln!("unpacking {member} of the package {package}");
    let script = "
        set -e
        scratch=$(mktemp --directory --tmpdir=.)
        trap 'rm -r \"$scratch\"' EXIT
        (cd \"$scratch\" && apt-get download --quiet \"$1\")
        dpkg-deb --fsys-tarfile \"$scratch\"/*.deb >\"$scratch/files.tar\"
        tar --extract --directory \"$scratch\" --file \"$scratch/files.tar\" \"$2\"
        mkdir -p \"$(dirname \"$2\")\"
        mv \"$scratch/$2\" \"$2\"";
    Command::new("sh")
        .args(["-c", script, "sh", package, member])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
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
