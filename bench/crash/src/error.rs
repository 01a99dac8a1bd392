//! Why a run failed. A broken invariant is not an error, but a finding.

use std::path::PathBuf;
use std::process::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("could not start {}", program.display())]
    Start {
        program: PathBuf,
        source: std::io::Error,
    },
    #[error("the server ended before it was ready; its log is {}", .0.display())]
    NotReady(PathBuf),
    #[error("the server ended unexpectedly with {status}; its log is {}", log.display())]
    Ended { status: ExitStatus, log: PathBuf },
    #[error("could not read or write {}", path.display())]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("the write-ahead log did not grow from {from} bytes, so nothing can be dropped")]
    NothingUnsynced { from: u64 },
    #[error("could not signal or wait for the server process")]
    Process(#[source] std::io::Error),
}
