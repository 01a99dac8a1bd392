//! Why `cargo xtask docs` failed.

use std::io;
use std::process::ExitStatus;
use std::string::FromUtf8Error;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{0} is not what the code gives; run `cargo xtask docs` and commit it")]
    Stale(&'static str),
    #[error("{page} has no comments between which its {part} could stand")]
    NoPlace {
        page: &'static str,
        part: &'static str,
    },
    #[error("{0} was not printed: {1}")]
    Ended(&'static str, ExitStatus),
    #[error("what was printed is not UTF-8")]
    Text(#[from] FromUtf8Error),
    #[error("crates/*/src/{file} cannot be parsed: {error}")]
    Source { file: String, error: syn::Error },
    #[error(transparent)]
    File(#[from] io::Error),
}
