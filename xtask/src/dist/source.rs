//! What the packages are made from: the binary and what it prints, and files of the repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use super::entry::{Entry, gzip};
use super::error::Error;
use super::sbom;
use super::target::Target;
use crate::cargo::ROOT;

/// The start of 1980: a zip cannot say an earlier time.
const EARLIEST: u64 = 315_532_800;

/// The shells whose completions are packaged, and where they look for them.
const SHELLS: [(&str, &str); 3] = [
    ("bash", "bash-completion/completions/cosell"),
    ("zsh", "zsh/site-functions/_cosell"),
    ("fish", "fish/vendor_completions.d/cosell.fish"),
];

pub(super) struct Source {
    pub(super) binary: Vec<u8>,
    /// Where the binary is.
    pub(super) path: PathBuf,
    pub(super) version: &'static str,
    /// The machine as the kernel names it, such as `x86_64`.
    pub(super) machine: &'static str,
    /// The machine, if it is not this one.
    pub(super) target: Option<&'static Target>,
    /// The time of every file, in seconds since 1970.
    pub(super) epoch: u64,
    pub(super) license: Vec<u8>,
    /// The libraries in the program.
    pub(super) sbom: Vec<u8>,
    man: Vec<(String, Vec<u8>)>,
    completions: Vec<(&'static str, Vec<u8>)>,
}

impl Source {
    /// `native` is a program that runs here.
    pub(super) fn read(
        path: &Path,
        target: Option<&'static Target>,
        native: &Path,
    ) -> Result<Self, Error> {
        let binary = fs::read(path).map_err(|error| Error::file(path, error))?;
        if let Some(target) = target {
            target.check(&binary)?;
        }
        let epoch = epoch()?;
        let license = Path::new(ROOT).join("LICENSE");
        let license = fs::read(&license).map_err(|error| Error::file(&license, error))?;
        let completions = SHELLS.map(|(shell, place)| {
            let printed = run(Command::new(native).args(["completions", shell]))?;
            Ok((place, printed.stdout))
        });
        Ok(Self {
            binary,
            path: path.to_owned(),
            version: env!("CARGO_PKG_VERSION"),
            machine: target.map_or(env::consts::ARCH, |target| target.machine),
            target,
            epoch,
            license,
            sbom: sbom::document(epoch)?,
            man: man(native)?,
            completions: completions.into_iter().collect::<Result<_, Error>>()?,
        })
    }

    /// The man pages and completions, below a folder `share`.
    pub(super) fn shared(&self, share: &str) -> Vec<Entry> {
        let man = self.man.iter().map(|(name, page)| {
            let path = format!("{share}/man/man1/{name}.gz");
            Entry::file(path, page.clone())
        });
        let completions = self.completions.iter().map(|(place, script)| {
            let path = format!("{share}/{place}");
            Entry::file(path, script.clone())
        });
        man.chain(completions).collect()
    }

    /// A file of `packaging/`, with the version in it.
    pub(super) fn template(&self, name: &str) -> Result<Vec<u8>, Error> {
        let path = Path::new(ROOT).join("packaging").join(name);
        let text = fs::read_to_string(&path).map_err(|error| Error::file(&path, error))?;
        let text = text
            .replace("@VERSION@", self.version)
            .replace("@IMAGE@", &format!("cosell:{}", self.version));
        Ok(text.into_bytes())
    }
}

/// The man pages, compressed, by their names.
fn man(binary: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let folder = tempfile::tempdir().map_err(Error::Archive)?;
    run(Command::new(binary).arg("man").arg(folder.path()))?;
    let failed = |error| Error::file(folder.path(), error);
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder.path()).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let page = fs::read(&path).map_err(|error| Error::file(&path, error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        pages.push((name.into_owned(), gzip(&page)?));
    }
    pages.sort();
    Ok(pages)
}

/// The time of every file.
fn epoch() -> Result<u64, Error> {
    let text = if let Ok(text) = env::var("SOURCE_DATE_EPOCH") {
        text
    } else {
        let log = ["log", "-1", "--format=%ct"];
        let committed = run(Command::new("git").current_dir(ROOT).args(log))?;
        String::from_utf8_lossy(&committed.stdout).into_owned()
    };
    let epoch = text.trim().parse().ok();
    let epoch = epoch.filter(|epoch| *epoch >= EARLIEST);
    epoch.ok_or(Error::Epoch)
}

/// Runs a program to its end.
pub(super) fn run(command: &mut Command) -> Result<Output, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|source| Error::Start {
        program: program.clone(),
        source,
    })?;
    if output.status.success() {
        return Ok(output);
    }
    Err(Error::Ended {
        program,
        status: output.status,
        said: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}
