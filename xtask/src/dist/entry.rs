//! The files of a package, and archives of them that do not depend on when and where they are made.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::{Compression, GzBuilder};
use tar::{EntryType, Header};

use super::error::Error;

/// A file of a package.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its path in the package, without a slash at the beginning.
    pub(super) path: String,
    pub(super) mode: u32,
    pub(super) bytes: Vec<u8>,
    /// The user and group that own it.
    pub(super) owner: u64,
    is_folder: bool,
}

impl Entry {
    pub(super) fn file(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            mode: 0o644,
            bytes: bytes.into(),
            owner: 0,
            is_folder: false,
        }
    }

    pub(super) fn program(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            mode: 0o755,
            ..Self::file(path, bytes)
        }
    }

    /// A folder of an owner. Other folders need no entry: those of the files are added.
    pub(super) fn folder(path: impl Into<String>, mode: u32, owner: u64) -> Self {
        Self {
            mode,
            owner,
            is_folder: true,
            ..Self::file(path, Vec::new())
        }
    }
}

/// A tar of these entries and of their folders, in the order of their paths.
pub(super) fn tar(mut entries: Vec<Entry>, epoch: u64) -> Result<Vec<u8>, Error> {
    let known: BTreeSet<String> = entries.iter().map(|entry| entry.path.clone()).collect();
    let mut folders = BTreeSet::new();
    for path in &known {
        let parents = path.match_indices('/').map(|(end, _)| &path[..end]);
        folders.extend(parents.filter(|folder| !known.contains(*folder)));
    }
    let folders: Vec<Entry> = folders
        .into_iter()
        .map(|folder| Entry::folder(folder, 0o755, 0))
        .collect();
    entries.extend(folders);
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    let mut archive = tar::Builder::new(Vec::new());
    for entry in &entries {
        let mut header = Header::new_gnu();
        header.set_mode(entry.mode);
        header.set_uid(entry.owner);
        header.set_gid(entry.owner);
        header.set_mtime(epoch);
        header.set_size(entry.bytes.len() as u64);
        let path = if entry.is_folder {
            header.set_entry_type(EntryType::Directory);
            format!("{}/", entry.path)
        } else {
            entry.path.clone()
        };
        archive
            .append_data(&mut header, path, entry.bytes.as_slice())
            .map_err(Error::Archive)?;
    }
    archive.into_inner().map_err(Error::Archive)
}

/// The same, compressed.
pub(super) fn tar_gz(entries: Vec<Entry>, epoch: u64) -> Result<Vec<u8>, Error> {
    gzip(&tar(entries, epoch)?)
}

/// Compressed bytes, without a name and a time in their head.
pub(super) fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::default());
    writer.write_all(bytes).map_err(Error::Archive)?;
    writer.finish().map_err(Error::Archive)
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(|error| Error::file(path, error))
}
