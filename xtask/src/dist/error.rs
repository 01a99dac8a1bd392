//! Why no packages were made.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use crate::cargo::BuildError;

#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    Optimise(#[from] crate::bench::error::Error),
    #[error("the packages do not work: {0}")]
    Check(#[from] crate::test::Error),
    #[error("{}: {source}", path.display())]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("cannot write an archive: {0}")]
    Archive(#[source] io::Error),
    #[error("cannot write the wheel: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("cannot write a document: {0}")]
    Document(#[from] serde_json::Error),
    #[error("cannot start {program}: {source}; install it, or leave the package out with --only")]
    Start {
        program: String,
        #[source]
        source: io::Error,
    },
    #[error("{program} ended with {status}: {said}")]
    Ended {
        program: String,
        status: ExitStatus,
        said: String,
    },
    #[error(
        "packages for {0} cannot be checked on this machine, only those for aarch64 on x86-64; \
         leave out --check"
    )]
    Unchecked(&'static str),
    #[error("there are no packages for {name}, only for {known}")]
    Target { name: String, known: String },
    #[error(
        "{compiler} is missing, which links programs for {target}; on Debian and Ubuntu: apt-get \
         install {packages}"
    )]
    Compiler {
        target: &'static str,
        compiler: &'static str,
        packages: String,
    },
    /// The toolchain cannot compile for the target.
    #[error(
        "the toolchain lacks the standard library of {target}: rustup target add {target}; that of \
         Debian could not be fetched either: {said}"
    )]
    NoStandardLibrary { target: &'static str, said: String },
    #[error("the program is not one for {0}")]
    Architecture(&'static str),
    #[error("SOURCE_DATE_EPOCH is not a number of seconds since 1980")]
    Epoch,
}

impl Error {
    pub(super) fn file(path: &Path, source: io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            source,
        }
    }
}
