//! Errors of a step of `cargo xtask test`.

use std::ffi::OsString;
use std::io;
use std::process::ExitStatus;

use super::excerpt::Excerpt;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{status}")]
    Ended {
        status: ExitStatus,
        excerpt: Excerpt,
    },
    #[error("not run, because the step `{0}` failed")]
    Needs(&'static str),
    #[error("cannot start {}", program.display())]
    Start {
        program: OsString,
        source: io::Error,
    },
    #[error("cargo reported no target directory")]
    TargetFolder,
    #[error(
        "python3 with its venv module is missing and could not be installed; on Debian and Ubuntu: \
         apt-get install python3 python3-venv"
    )]
    NoPython,
    #[error(
        "nats-server is missing and could not be installed; on Debian and Ubuntu: \
         apt-get install nats-server"
    )]
    NoNats,
    #[error(
        "promtool is missing and could not be unpacked; on Debian and Ubuntu: \
         apt-get install prometheus"
    )]
    NoPromtool,
    /// Packages of programs that tests start.
    #[error(
        "programs are missing and could not be installed; on Debian and Ubuntu: apt-get install {0}"
    )]
    NoPrograms(String),
    #[error(transparent)]
    Postgres(#[from] crate::postgres::Error),
    #[error(transparent)]
    File(#[from] io::Error),
    #[error(transparent)]
    Metadata(#[from] serde_json::Error),
}

impl Error {
    /// What the step's output said about the failure.
    pub(super) fn into_excerpt(self) -> Excerpt {
        match self {
            Self::Ended { excerpt, .. } => excerpt,
            _ => Excerpt::default(),
        }
    }
}
