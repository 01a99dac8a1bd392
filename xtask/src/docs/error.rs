//! Why `cargo xtask docs` failed.

use std::io;
use std::process::ExitStatus;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{0} is not what the code gives; run `cargo xtask docs` and commit it")]
    Stale(&'static str),
    #[error("the domain did not print the page: {0}")]
    Ended(ExitStatus),
    #[error(transparent)]
    File(#[from] io::Error),
}
