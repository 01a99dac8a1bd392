//! Errors of the bench.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Build(#[from] crate::cargo::BuildError),
    #[error("cannot start {}: {source}", program.display())]
    Start { program: PathBuf, source: io::Error },
    #[error("{server} did not print the address that it listens on; its log is {}", log.display())]
    NotReady { server: &'static str, log: PathBuf },
    #[error("the health check of {server} failed, the response is: {answer}")]
    Health {
        server: &'static str,
        answer: String,
    },
    #[error("{server} ended with {status} after SIGTERM")]
    Stop {
        server: &'static str,
        status: ExitStatus,
    },
    #[error("the load driver for {server} failed, {status}")]
    Load {
        server: &'static str,
        status: ExitStatus,
    },
    #[error(
        "{} is missing, which reads what a program counted: rustup component add llvm-tools",
        _0.display()
    )]
    NoProfiler(PathBuf),
    #[error("llvm-profdata failed, {0}")]
    Profiler(ExitStatus),
    #[error("a command of cosell failed, {0}")]
    Prepare(ExitStatus),
    #[error("`{0}` failed, {1}")]
    Install(&'static str, ExitStatus),
    #[error("{0}: {1}")]
    Peer(&'static str, String),
    #[error("the bulk job failed, {0}")]
    Bulk(ExitStatus),
    #[error("a webhook received {0:.0} events in a second; it must receive 2000")]
    Events(f64),
    #[error("a reset took {0:.0} ms; it must take at most 100")]
    Reset(f64),
    #[error("a test failed, pytest ended with {0}")]
    Tests(ExitStatus),
    #[error("a thousand tests took {0:.1} s; they must take at most 10")]
    SlowTests(f64),
    #[error(transparent)]
    Python(#[from] crate::test::Error),
    #[error("{0} events did not arrive within a minute")]
    Missing(u64),
    #[error("a pattern is too slow, or bench/patterns failed, {0}")]
    Patterns(ExitStatus),
    #[error(transparent)]
    Postgres(#[from] crate::postgres::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}
