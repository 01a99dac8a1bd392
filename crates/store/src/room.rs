//! The free space of a disk.
//!
//! Whatever is written beside a store leaves the disk some room: without any, the next commit ends
//! the process.

use std::fs::File;
use std::io::{self, Write};

use rustix::fs::{StatVfs, fstatvfs};

use crate::Error;

/// Bytes of the disk that stay free.
pub(crate) const RESERVE: u64 = 16 << 20;

/// How many bytes are written before the free space is measured again.
pub(crate) const STEP: u64 = 1 << 20;

/// A file beside a store, which grows until it is whole, or until the disk has little room.
#[derive(Debug)]
pub struct Growing {
    file: File,
    reserve: u64,
    /// The bytes that may be written before the free space is measured again.
    left: u64,
}

impl From<File> for Growing {
    fn from(file: File) -> Self {
        Self::new(file, RESERVE)
    }
}

impl Growing {
    fn new(file: File, reserve: u64) -> Self {
        Self {
            file,
            reserve,
            left: 0,
        }
    }

    pub fn into_file(self) -> File {
        self.file
    }
}

impl Write for Growing {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let bytes = piece.len() as u64;
        if self.left < bytes {
            let needed = self.reserve.saturating_add(STEP).saturating_add(bytes);
            if free(&fstatvfs(&self.file)?).is_some_and(|free| free < needed) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.left = STEP.saturating_add(bytes);
        }
        let written = self.file.write(piece)?;
        self.left -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Refuses what needs more bytes of a disk than are free.
pub(crate) fn check(disk: &StatVfs, needed: u64, what: &str) -> Result<(), Error> {
    match free(disk) {
        Some(free) if free < needed => Err(Error::Unavailable(format!(
            "the disk has {free} bytes free, and {what} takes {needed}"
        ))),
        _ => Ok(()),
    }
}

/// The bytes that a disk has free. `None` if its file system does not say: one without blocks, as
/// some in memory or behind a network, need not be full.
fn free(disk: &StatVfs) -> Option<u64> {
    (disk.f_blocks > 0).then(|| disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_grows_leaves_the_disk_some_room() -> io::Result<()> {
        let file = tempfile::tempfile()?;
        let mut growing = Growing::new(file.try_clone()?, 0);
        growing.write_all(b"who")?;
        growing.write_all(b"le")?;
        assert_eq!(growing.into_file().metadata()?.len(), 5);

        let mut growing = Growing::new(file.try_clone()?, u64::MAX);
        let refused = growing.write_all(b"half").expect_err("there is less room");
        assert_eq!(refused.kind(), io::ErrorKind::StorageFull);
        assert_eq!(file.metadata()?.len(), 5);
        Ok(())
    }

    #[test]
    fn a_file_system_that_does_not_say_how_much_is_free_is_not_full() -> io::Result<()> {
        let mut disk = fstatvfs(tempfile::tempfile()?)?;
        (disk.f_bavail, disk.f_frsize) = (3, 4096);
        assert!(check(&disk, 3 * 4096, "this").is_ok());
        assert!(check(&disk, 3 * 4096 + 1, "this").is_err());
        (disk.f_blocks, disk.f_bavail) = (0, 0);
        assert!(check(&disk, u64::MAX, "this").is_ok());
        Ok(())
    }
}
