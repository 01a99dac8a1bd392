//! The body of a request that is a file: it is written to a temporary file piece by piece.
//!
//! The file has no name, so nothing is left of one that does not arrive. It may have any size, but
//! leaves the disk some room.

use std::fs::File;
use std::io::{self, Write as _};

use cosell_store::Growing;
use hyper::Method;
use hyper::body::Incoming;

use crate::body::ReadError;
use crate::files::Source;
use crate::head::Head;
use crate::limits::Limits;

/// The page whose body is a file.
const STATE: &str = "/_cosell/state";

/// Why a file did not arrive.
#[derive(Debug)]
pub(crate) enum UploadError {
    Read(ReadError),
    Write(io::Error),
    /// It is in a form that cannot be parsed.
    Form,
}

/// Whether the body of a request is a file.
pub(crate) fn is_file(head: &Head) -> bool {
    head.method() == Method::PUT && head.path() == STATE
}

/// Writes a body to a file.
pub(crate) async fn receive(
    body: Incoming,
    limits: &Limits,
    file: File,
) -> Result<File, UploadError> {
    let mut source = Source::new(body, limits);
    let mut file = Growing::from(file);
    while let Some(piece) = source.next().await.map_err(UploadError::Read)? {
        file.write_all(&piece).map_err(UploadError::Write)?;
    }
    Ok(file.into_file())
}
