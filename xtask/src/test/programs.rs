//! The programs that tests start, which are installed if that is necessary and permitted.

use std::env;
use std::path::PathBuf;

use super::error::Error;
use crate::apt;

/// What the tests in Python start beside the server: a name on the PATH or the path of a file, and
/// the Debian packages that have it.
pub(super) const OF_PYTEST: &[(&str, &[&str])] = &[
    ("node", &["nodejs"]),
    ("npm", &["npm"]),
    ("go", &["golang-go"]),
    ("javac", &["default-jdk-headless"]),
    (
        "/usr/share/java/junit-platform-console-standalone.jar",
        &["junit5"],
    ),
];

/// What the tests of packages start, on the machine that the packages are for.
pub(crate) const OF_PACKAGES: &[(&str, &[&str])] = &[
    ("node", &["nodejs"]),
    ("npm", &["npm"]),
    ("dpkg-deb", &["dpkg"]),
    ("debootstrap", &["debootstrap"]),
    ("systemd-nspawn", &["systemd-container"]),
    (
        "podman",
        &["podman", "crun", "netavark", "aardvark-dns", "catatonit"],
    ),
    ("podman-compose", &["podman-compose"]),
    ("ip", &["iproute2"]),
    ("iptables", &["iptables"]),
];

/// What the tests of packages for another machine start: an emulator of programs.
pub(crate) const OF_FOREIGN_PACKAGES: &[(&str, &[&str])] = &[
    ("node", &["nodejs"]),
    ("npm", &["npm"]),
    ("dpkg-deb", &["dpkg"]),
    ("debootstrap", &["debootstrap"]),
    ("qemu-aarch64-static", &["qemu-user-static"]),
];

/// Installs what is missing of a list, in one go.
pub(crate) fn require(programs: &[(&'static str, &[&'static str])]) -> Result<(), Error> {
    let missing = |programs: &[(&'static str, &[&'static str])]| -> Vec<&'static str> {
        let missing = programs.iter().filter(|(name, _)| find(name).is_none());
        missing
            .flat_map(|(_, packages)| *packages)
            .copied()
            .collect()
    };
    let packages = missing(programs);
    if !packages.is_empty() {
        apt::install(&packages);
    }
    match missing(programs) {
        missing if missing.is_empty() => Ok(()),
        missing => Err(Error::NoPrograms(missing.join(" "))),
    }
}

/// The path of a program. A path that begins with `/` is that of a file.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut programs = env::split_paths(&path).map(|folder| folder.join(name));
    programs.find(|program| program.is_file())
}
