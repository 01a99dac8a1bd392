//! Errors of `cargo xtask docs`.

use std::io;
use std::process::ExitStatus;
use std::string::FromUtf8Error;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{0} differs from the code; run `cargo xtask docs` and commit it")]
    Stale(&'static str),
    #[error("{page} has no begin and end comments for its {part}")]
    NoPlace {
        page: &'static str,
        part: &'static str,
    },
    #[error("cannot print {0}: {1}")]
    Ended(&'static str, ExitStatus),
    #[error("the printed text is not UTF-8")]
    Text(#[from] FromUtf8Error),
    #[error("crates/*/src/{file} cannot be parsed: {error}")]
    Source { file: String, error: syn::Error },
    #[error(transparent)]
    File(#[from] io::Error),
}
