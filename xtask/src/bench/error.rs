//! Why a bench could not be taken.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Build(#[from] crate::cargo::BuildError),
    #[error("cannot start {}: {source}", program.display())]
    Start { program: PathBuf, source: io::Error },
    #[error("{server} did not say that it listens; its log is {}", log.display())]
    NotReady { server: &'static str, log: PathBuf },
    #[error("{server} answered its health request with: {answer}")]
    Health {
        server: &'static str,
        answer: String,
    },
    #[error("{server} ended with {status} after SIGTERM")]
    Stop {
        server: &'static str,
        status: ExitStatus,
    },
    #[error("the load on {server} failed, {status}")]
    Load {
        server: &'static str,
        status: ExitStatus,
    },
    #[error("the user of mode strict could not be made, {0}")]
    Prepare(ExitStatus),
    #[error("a pattern takes too long, or its program failed, {0}")]
    Patterns(ExitStatus),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}
