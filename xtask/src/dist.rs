//! `cargo xtask dist`: every package from one binary, reproducibly.
//!
//! A package is a list of [`Entry`]s in the order of their paths, with fixed owners, modes and
//! times. So the same sources, binary and `SOURCE_DATE_EPOCH` give the same bytes; the tests build
//! twice and compare. Without the variable the time is that of the last commit.

mod chart;
mod check;
mod debian;
mod elf;
mod entry;
mod error;
mod image;
mod npm;
mod sbom;
mod source;
mod target;
mod wheel;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sha2::{Digest as _, Sha256};

use self::elf::Needs;
use self::entry::{Entry, tar_gz};
use self::error::Error;
use self::source::Source;
use self::target::Target;
use crate::bench::pgo;
use crate::cargo::{self, Profile};

/// The list of checksums beside the packages.
const CHECKSUMS: &str = "SHA256SUMS";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Binary to package; without it, the one that is shipped is built.
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Profile that the binary is optimised with, as an earlier run wrote it; without it, one is
    /// made.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["binary", "target"])]
    profile: Option<PathBuf>,
    /// Machine that the packages are for, as rustc names it; without it, this one.
    #[arg(long, value_name = "TARGET")]
    target: Option<String>,
    /// Folder for the packages; it is created.
    #[arg(long, value_name = "FOLDER", default_value = "target/packages")]
    output: PathBuf,
    /// Make only these packages.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Package>,
    /// Then install each package, do the main job with it, and remove it; needs the superuser.
    #[arg(long, conflicts_with = "only")]
    check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Package {
    /// A tar.gz with the program, man pages and completions.
    Tar,
    /// A Python wheel.
    Wheel,
    /// An npm package.
    Npm,
    /// A Debian package; needs dpkg-deb.
    Debian,
    /// An OCI image layout, as a tar.
    Image,
    /// A compose file.
    Compose,
    /// A Helm chart.
    Helm,
}

/// Makes a package in a folder. Returns its path.
type Make = fn(&Source, &Path) -> Result<PathBuf, Error>;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match make(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask dist: {error}");
            ExitCode::FAILURE
        }
    }
}

fn make(arguments: &Arguments) -> Result<(), Error> {
    let target = Target::find(arguments.target.as_deref())?;
    if arguments.check {
        check::is_possible(target)?;
    }
    let (binary, profile) = match (&arguments.binary, target) {
        (Some(binary), _) => (binary.clone(), None),
        (None, Some(target)) => (target.build()?, None),
        (None, None) => {
            let optimised = pgo::build(arguments.profile.as_deref())?;
            (optimised.program, Some(optimised.profile))
        }
    };
    let native = if target.is_some() {
        let [cosell] = cargo::build(["cosell"], Profile::Dev)?;
        cosell
    } else {
        binary.clone()
    };
    let source = Source::read(&binary, target, &native)?;
    let output = &arguments.output;
    fs::create_dir_all(output).map_err(|error| Error::file(output, error))?;
    let wanted = |package| arguments.only.is_empty() || arguments.only.contains(&package);
    let packages: [(Package, Make); 7] = [
        (Package::Tar, archive),
        (Package::Wheel, wheel::make),
        (Package::Npm, npm::make),
        (Package::Debian, debian::make),
        (Package::Image, image::make),
        (Package::Compose, chart::compose),
        (Package::Helm, chart::helm),
    ];
    let mut checksums = String::new();
    if let Some(profile) = profile {
        let name = format!(
            "cosell-{}-linux-{}.profdata",
            source.version, source.machine
        );
        let path = output.join(name);
        fs::copy(&profile, &path).map_err(|error| Error::file(&profile, error))?;
        checksums.push_str(&checksum(&path)?);
    }
    for (package, make) in packages {
        if wanted(package) {
            let path = make(&source, output)?;
            checksums.push_str(&checksum(&path)?);
            let size = fs::metadata(&path).map_err(|error| Error::file(&path, error))?;
            println!("{} ({} KiB)", path.display(), size.len() / 1024);
        }
    }
    entry::write(&output.join(CHECKSUMS), checksums.as_bytes())?;
    if arguments.check {
        check::run(&binary, output, target)?;
    }
    Ok(())
}

/// The line of a file in the list of checksums, which `sha256sum --check` reads.
fn checksum(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|error| Error::file(path, error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!("{:x}  {name}\n", Sha256::digest(bytes)))
}

/// The program with what belongs to it, to unpack anywhere.
fn archive(source: &Source, output: &Path) -> Result<PathBuf, Error> {
    let name = format!("cosell-{}-linux-{}", source.version, source.machine);
    let mut entries = vec![
        Entry::program(format!("{name}/bin/cosell"), source.binary.clone()),
        Entry::file(format!("{name}/LICENSE"), source.license.clone()),
        Entry::file(format!("{name}/sbom.cdx.json"), source.sbom.clone()),
    ];
    entries.extend(source.shared(&format!("{name}/share")));
    let path = output.join(format!("{name}.tar.gz"));
    entry::write(&path, &tar_gz(entries, source.epoch)?)?;
    Ok(path)
}

/// What the program needs of the machine.
fn needs(source: &Source) -> Needs {
    Needs::of(&source.binary)
}
