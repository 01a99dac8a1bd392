//! Why a run could not be carried out. What the checker finds wrong is no error, but a finding.

use std::path::PathBuf;
use std::process::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{} does not start", program.display())]
    Start {
        program: PathBuf,
        source: std::io::Error,
    },
    #[error("the server ended before it answered; its log is {}", .0.display())]
    NotReady(PathBuf),
    #[error("the server ended by itself with {status}; its log is {}", log.display())]
    Ended { status: ExitStatus, log: PathBuf },
    #[error("file {}", path.display())]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("the write-ahead log did not grow from {from} bytes, so nothing can be dropped")]
    NothingUnsynced { from: u64 },
    #[error("the server's process")]
    Process(#[source] std::io::Error),
}
