//! The body of a request that is a file: it is written to a temporary file piece by piece.
//!
//! The file has no name, so nothing is left of one that does not arrive. It may have any size, but
//! leaves the disk some room, without which the next commit would end the process.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom, Write as _};

use hyper::Method;
use hyper::body::Incoming;

use crate::body::ReadError;
use crate::files::Source;
use crate::head::Head;
use crate::limits::Limits;

/// The page whose body is a file.
const STATE: &str = "/_cosell/state";

/// Bytes of the disk that stay free.
const RESERVE: u64 = 16 << 20;

/// How many bytes are written before the free space is measured again.
const STEP: u64 = 1 << 20;

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

/// Writes a body to a file. The file stands at its beginning then.
pub(crate) async fn receive(
    body: Incoming,
    limits: &Limits,
    file: File,
) -> Result<File, UploadError> {
    let mut source = Source::new(body, limits);
    let mut spool = Spool::from(file);
    while let Some(piece) = source.next().await.map_err(UploadError::Read)? {
        spool.write(&piece).map_err(UploadError::Write)?;
    }
    spool.end().map_err(UploadError::Write)
}

/// A file that grows until it is whole, or until the disk has little room.
#[derive(Debug)]
pub(crate) struct Spool {
    file: File,
    reserve: u64,
    /// The bytes that may be written before the free space is measured again.
    left: u64,
}

impl From<File> for Spool {
    fn from(file: File) -> Self {
        Self::new(file, RESERVE)
    }
}

impl Spool {
    fn new(file: File, reserve: u64) -> Self {
        Self {
            file,
            reserve,
            left: 0,
        }
    }

    pub(crate) fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        let bytes = piece.len() as u64;
        if self.left < bytes {
            let disk = rustix::fs::fstatvfs(&self.file)?;
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            if free < self.reserve.saturating_add(STEP).saturating_add(bytes) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.left = STEP.saturating_add(bytes);
        }
        self.left -= bytes;
        self.file.write_all(piece)
    }

    /// The file, which stands at its beginning.
    pub(crate) fn end(mut self) -> io::Result<File> {
        self.file.seek(SeekFrom::Start(0))?;
        Ok(self.file)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_file_that_arrives_leaves_the_disk_some_room() -> io::Result<()> {
        let mut spool = Spool::new(tempfile::tempfile()?, 0);
        spool.write(b"who")?;
        spool.write(b"le")?;
        let mut text = String::new();
        spool.end()?.read_to_string(&mut text)?;
        assert_eq!(text, "whole");

        let file = tempfile::tempfile()?;
        let mut spool = Spool::new(file.try_clone()?, u64::MAX);
        let refused = spool.write(b"half").expect_err("there is less room");
        assert_eq!(refused.kind(), io::ErrorKind::StorageFull);
        assert_eq!(file.metadata()?.len(), 0);
        Ok(())
    }
}
