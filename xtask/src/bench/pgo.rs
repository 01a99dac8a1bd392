//! The program that is shipped: the profile `dist`, optimised for what a server was seen to do.
//!
//! The compiler learns from a run which branches are taken and which functions are called often
//! (profile-guided optimisation). An instrumented program is built, the calls of the bench run on
//! it, and the program is built again with the profile, which is what the first one counted. With
//! the same profile, sources and compiler the program has the same bytes.
//!
//! The compiler takes the most frequent code as hot, so what runs decides by how often it runs. The
//! calls on SQLite count [`WEIGHT`] times: PostgreSQL, signatures and searches need several times
//! as much code, and would leave less than that for what every client does most.
//!
//! ```text
//! target/pgo/instrumented   the program that counts
//! target/pgo/HASH.profdata  what it counted, by the hash of the program
//! target/pgo/optimised      the program that is shipped
//! ```

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

use super::calls::Measurements;
use super::error::Error;
use super::harness::{Bench, Extent, Programs};
use super::{search, strict};
use crate::cargo::{self, BuildError, Profile, ROOT};

/// How long each call runs on the instrumented program.
const SECONDS: f64 = 2.0;

/// How often the counts of the calls on SQLite are taken.
const WEIGHT: u32 = 10;

/// The program that is shipped.
#[derive(Debug)]
pub(crate) struct Optimised {
    pub(crate) program: PathBuf,
    /// The profile that it was built with.
    pub(crate) profile: PathBuf,
}

/// Builds the program with this profile, or with one that is made now.
pub(crate) fn build(profile: Option<&Path>) -> Result<Optimised, Error> {
    let folder = Path::new(ROOT).join("target/pgo");
    fs::create_dir_all(&folder)?;
    let folder = fs::canonicalize(folder)?;
    let profile = match profile {
        // Cargo builds again when the name changes, and not when the content does.
        Some(given) => {
            let kept = folder.join(name(given)?);
            // It may be this file itself.
            if !kept.is_file() {
                fs::copy(given, &kept)?;
            }
            kept
        }
        None => make(&folder)?,
    };
    let program = compile(&folder.join("optimised"), "profile-use", &profile)?;
    Ok(Optimised { program, profile })
}

/// Makes the profile, unless there is one of the same instrumented program.
fn make(folder: &Path) -> Result<PathBuf, Error> {
    let merger = cargo::target_libraries(None)?.with_file_name("bin/llvm-profdata");
    if !merger.is_file() {
        return Err(Error::NoProfiler(merger));
    }
    let counts = folder.join("counts");
    let program = compile(&folder.join("instrumented"), "profile-generate", &counts)?;
    let profile = folder.join(name(&program)?);
    if profile.is_file() {
        return Ok(profile);
    }
    let often = folder.join("often");
    for old in [&counts, &often] {
        match fs::remove_dir_all(old) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    let bench = Bench {
        extent: Extent {
            seconds: SECONDS,
            ..Extent::quick()
        },
        programs: Programs::beside(program, Profile::Dist)?,
        folder: folder.join("training"),
        peers: None,
    };
    train_often(&bench)?;
    fs::rename(&counts, &often)?;
    train_rest(&bench)?;
    fs::remove_dir_all(&bench.folder)?;
    let mut merge = Command::new(&merger);
    merge.arg("merge").arg("--output").arg(&profile);
    for (weight, counts) in [(WEIGHT, &often), (1, &counts)] {
        let mut input = OsString::from(format!("--weighted-input={weight},"));
        input.push(counts);
        merge.arg(input);
    }
    let status = merge.status()?;
    if !status.success() {
        return Err(Error::Profiler(status));
    }
    Ok(profile)
}

/// Runs the calls of the bench and the lists on SQLite, and measures nothing.
fn train_often(bench: &Bench) -> Result<(), Error> {
    bench.take(Measurements {
        calls: true,
        postgres: false,
        large: false,
    })?;
    Ok(())
}

/// Runs the calls on PostgreSQL and in mode strict, and searches.
fn train_rest(bench: &Bench) -> Result<(), Error> {
    bench.take(Measurements {
        calls: false,
        postgres: true,
        large: false,
    })?;
    search::Store::Sqlite.measure(bench)?;
    strict::measure(bench)?;
    Ok(())
}

/// Builds the program with a flag of the compiler that names a file or a folder.
fn compile(folder: &Path, flag: &str, named: &Path) -> Result<PathBuf, Error> {
    let mut flags = OsString::from(format!("-C{flag}="));
    flags.push(named);
    let mut build = cargo::command();
    build
        .args(["build", "--profile", Profile::Dist.name()])
        .args(["--package", "cosell"])
        .arg("--target-dir")
        .arg(folder);
    cargo::with_flags(&mut build, flags);
    let mut programs = cargo::executables(&mut build, &["cosell"])?;
    let program = programs.pop();
    Ok(program.ok_or_else(|| BuildError::NoExecutable("cosell".to_owned()))?)
}

/// The name of a profile: the hash of the profile, or of the program that made it.
fn name(of: &Path) -> Result<String, Error> {
    let hash = format!("{:x}", Sha256::digest(fs::read(of)?));
    Ok(format!("{}.profdata", hash.get(..16).unwrap_or_default()))
}
