//! PostgreSQL's programs, the user they run as, and the cluster they create.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustix::process::geteuid;

use super::Error;
use crate::apt;

/// The user that the server runs as.
#[derive(Debug)]
pub(super) struct Account {
    /// Another user and its group, if this is the superuser.
    other: Option<(u32, u32)>,
}

impl Account {
    pub(super) fn find() -> Result<Self, Error> {
        if !geteuid().is_root() {
            return Ok(Self { other: None });
        }
        let id = |option: &str, name: &str| {
            let answer = Command::new("id").args([option, name]).output().ok()?;
            String::from_utf8(answer.stdout).ok()?.trim().parse().ok()
        };
        let other = ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Some((id("-u", name)?, id("-g", name)?)));
        other
            .map(|pair| Self { other: Some(pair) })
            .ok_or(Error::NoUser)
    }

    pub(super) fn give(&self, folder: &Path) -> Result<(), Error> {
        match self.other {
            Some((user, group)) => Ok(chown(folder, Some(user), Some(group))?),
            None => Ok(()),
        }
    }

    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        // The other user may have no access to the current folder.
        command.current_dir("/");
        if let Some((user, group)) = self.other {
            command.uid(user).gid(group);
        }
        command
    }
}

/// Creates a cluster, in a locale that sorts by the rules of a language if one is installed.
pub(super) fn make(programs: &Path, account: &Account, data: &Path) -> Result<(), Error> {
    const LANGUAGE: &[&str] = &[
        "--locale-provider=icu",
        "--icu-locale=en-US",
        "--locale=C.UTF-8",
    ];
    const BYTES: &[&str] = &["--no-locale"];
    let mut said = String::new();
    for locale in [LANGUAGE, BYTES] {
        let answer = account
            .command(&programs.join("initdb"))
            .arg("--pgdata")
            .arg(data)
            .args([
                "--username=cosell",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-sync",
            ])
            .args(locale)
            .stdin(Stdio::null())
            .output()?;
        if answer.status.success() {
            return Ok(());
        }
        said = String::from_utf8_lossy(&answer.stderr).into_owned();
    }
    Err(Error::Made(said))
}

/// The folder of PostgreSQL's programs, which distributions do not add to the PATH.
pub(super) fn programs() -> Result<PathBuf, Error> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    if apt::install(&["postgresql"])
        && let Some(folder) = find()
    {
        return Ok(folder);
    }
    Err(Error::Missing)
}

fn find() -> Option<PathBuf> {
    let named = Command::new("pg_config").arg("--bindir").output().ok();
    let named = named
        .and_then(|answer| String::from_utf8(answer.stdout).ok())
        .map(|text| PathBuf::from(text.trim()));
    let packaged = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut packaged: Vec<_> = packaged
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    packaged.sort();
    let path = env::var_os("PATH").unwrap_or_default();
    named
        .into_iter()
        // The newest version first.
        .chain(packaged.into_iter().rev())
        .chain(env::split_paths(&path))
        .find(|folder| {
            ["initdb", "postgres", "pg_isready"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
}

/// The files of a server's self-signed certificate and its key, in the folder.
pub(super) const CERTIFICATE: &str = "server.crt";
pub(super) const KEY: &str = "server.key";

/// Creates the certificate of a server on this machine.
pub(super) fn certify(account: &Account, folder: &Path) -> Result<(), Error> {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])?;
    fs::write(folder.join(CERTIFICATE), made.cert.pem())?;
    let key = folder.join(KEY);
    fs::write(&key, made.signing_key.serialize_pem())?;
    // PostgreSQL refuses a key that other users may read.
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600))?;
    account.give(&key)
}

pub(super) fn option(name: &str, value: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(OsStr::new("="));
    option.push(value);
    option
}
