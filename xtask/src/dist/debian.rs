//! The Debian package, by `dpkg-deb`: the program, a hardened unit of systemd that runs it as a
//! user of its own, and its configuration.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::entry::Entry;
use super::error::Error;
use super::needs;
use super::source::{Source, run};

/// The configuration, which an update keeps when it was changed.
const CONFIGURATION: &str = "etc/cosell/cosell.toml";

pub(super) fn make(source: &Source, output: &Path) -> Result<PathBuf, Error> {
    let machine = match source.machine {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    let mut entries = vec![
        Entry::program("usr/bin/cosell", source.binary.clone()),
        Entry::file(CONFIGURATION, source.template("debian/cosell.toml")?),
        Entry::file(
            "usr/lib/systemd/system/cosell.service",
            source.template("debian/cosell.service")?,
        ),
        Entry::file(
            "usr/lib/systemd/system/cosell.socket",
            source.template("debian/cosell.socket")?,
        ),
        Entry::file(
            "usr/share/doc/cosell/copyright",
            source.template("debian/copyright")?,
        ),
        Entry::file("usr/share/doc/cosell/sbom.cdx.json", source.sbom.clone()),
    ];
    entries.extend(source.shared("usr/share"));
    let size: usize = entries.iter().map(|entry| entry.bytes.len()).sum();
    let control = format!(
        "Package: cosell\nVersion: {}\nArchitecture: {machine}\nMaintainer: The authors of cosell \
         <cosell@localhost>\nInstalled-Size: {}\nDepends: libc6 (>= 2.{}), libgcc-s1\n\
         Recommends: ca-certificates\nSection: net\nPriority: optional\n\
         Description: co-sell server (AWS Partner Central Selling API)\n The API on your own \
         machine, durable, for tests and for partners who sell\n together. The service cosell \
         listens on 127.0.0.1:7226.\n",
        source.version,
        size / 1024,
        needs(source).glibc
    );
    entries.push(Entry::file("DEBIAN/control", control));
    entries.push(Entry::file(
        "DEBIAN/conffiles",
        format!("/{CONFIGURATION}\n"),
    ));
    for script in ["postinst", "prerm", "postrm"] {
        let text = source.template(&format!("debian/{script}"))?;
        entries.push(Entry::program(format!("DEBIAN/{script}"), text));
    }
    let folder = tempfile::tempdir().map_err(Error::Archive)?;
    for entry in &entries {
        unpack(folder.path(), entry)?;
    }
    let path = output.join(format!("cosell_{}_{machine}.deb", source.version));
    // With the variable it gives every file this time at most, and sorts them.
    run(Command::new("dpkg-deb")
        .args(["--root-owner-group", "-Zgzip", "-z6", "--build"])
        .args([folder.path(), &path])
        .env("SOURCE_DATE_EPOCH", source.epoch.to_string()))?;
    Ok(path)
}

fn unpack(folder: &Path, entry: &Entry) -> Result<(), Error> {
    let path = folder.join(&entry.path);
    let failed = |error| Error::file(&path, error);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
        for folder in parent.ancestors().take_while(|one| one.starts_with(folder)) {
            let mode = fs::Permissions::from_mode(0o755);
            fs::set_permissions(folder, mode).map_err(failed)?;
        }
    }
    fs::write(&path, &entry.bytes).map_err(failed)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(entry.mode)).map_err(failed)
}
