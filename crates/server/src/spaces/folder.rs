//! The folder of the saved states of a space.
//!
//! A state NAME is the file `NAME.cosell`. The file `current` has the name of the state that the
//! space is in. It is absent while a space goes from one state to another, so after a crash nobody
//! knows which of the two it is in. Then, and in a folder of an older version, the space is in
//! `main` if no file has this name, and otherwise in a state of a new name: what is saved under
//! it overwrites nothing.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::NamespaceName;

/// The state that a space is in at first.
const MAIN: &str = "main";

/// The state that a space is in when it is not known in which one it was.
const RECOVERED: &str = "recovered";

/// What the names of files end with.
const ENDING: &str = "cosell";

/// What the names of files end with that are being written.
const PART: &str = "part";

/// A state that the server keeps.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) name: String,
    /// In milliseconds since 1970.
    pub(crate) saved_at: Option<i64>,
    pub(crate) bytes: Option<u64>,
    pub(crate) current: bool,
}

/// The folder of a space.
#[derive(Debug)]
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    /// The file of a state.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.{ENDING}"))
    }

    /// The states that are saved, and the one that the space is in, by their names.
    pub(super) fn list(&self) -> io::Result<Vec<Kept>> {
        let current = self.current()?;
        let mut states = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == ENDING)
                && let Some(name) = path.file_stem().and_then(|name| name.to_str())
            {
                states.push(kept(name.to_owned(), &path, &current)?);
            }
        }
        if states.iter().all(|state| !state.current) {
            states.push(Kept {
                name: current,
                saved_at: None,
                bytes: None,
                current: true,
            });
        }
        states.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(states)
    }

    /// The name of the state that the space is in.
    pub(super) fn current(&self) -> io::Result<String> {
        let name = match fs::read_to_string(self.marker()) {
            Ok(text) => Some(text.trim().to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let name = name.filter(|name| name.parse::<NamespaceName>().is_ok());
        Ok(name.unwrap_or_else(|| self.unused()))
    }

    /// A name that no file has.
    fn unused(&self) -> String {
        let numbered = (2_u64..).map(|number| format!("{RECOVERED}-{number}"));
        [MAIN, RECOVERED]
            .into_iter()
            .map(ToOwned::to_owned)
            .chain(numbered)
            .find(|name| !self.path(name).exists())
            .unwrap_or_default()
    }

    /// Notes the name of the state that the space is in.
    pub(super) fn set_current(&self, name: &str) -> io::Result<()> {
        self.put_marker(self.marker_of(name)?)
    }

    /// Writes this name of a state, which [`put_marker`](Self::put_marker) puts in force.
    pub(super) fn marker_of(&self, name: &str) -> io::Result<Part> {
        // No state has a name that begins so, whose part would be the same file.
        let part = Part(self.0.join(".current").with_extension(PART));
        let mut file = File::create(part.path())?;
        writeln!(file, "{name}")?;
        file.sync_all()?;
        Ok(part)
    }

    pub(super) fn put_marker(&self, marker: Part) -> io::Result<()> {
        marker.put(&self.marker())
    }

    /// Forgets the name of the state that the space is in.
    pub(super) fn forget_current(&self) -> io::Result<()> {
        match fs::remove_file(self.marker()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => sync(&self.0),
        }
    }

    fn marker(&self) -> PathBuf {
        self.0.join("current")
    }
}

/// A file that is being written, under a name of its own. It is removed if it does not get the name
/// that it is written for. What a process leaves that is killed, the next start removes.
#[derive(Debug)]
pub(super) struct Part(PathBuf);

impl Part {
    /// The part of the file of this name.
    pub(super) fn of(path: &Path) -> Self {
        Self(path.with_extension(PART))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Gives the file its name, durably.
    pub(super) fn put(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.0, path)?;
        path.parent().map_or(Ok(()), sync)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It is not there any more if it got its name.
        let _ = fs::remove_file(&self.0);
    }
}

/// Removes the parts that a process has left in the folder of saved states, if there is one. Nobody
/// writes to it meanwhile.
pub fn remove_parts(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == PART) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// What is known of a saved state.
pub(super) fn kept(name: String, path: &Path, current: &str) -> io::Result<Kept> {
    let metadata = fs::metadata(path)?;
    let since = metadata.modified()?.duration_since(UNIX_EPOCH);
    let since = since.map_err(io::Error::other)?.as_millis();
    Ok(Kept {
        saved_at: i64::try_from(since).ok(),
        bytes: Some(metadata.len()),
        current: name == current,
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_gets_no_name_is_removed() -> io::Result<()> {
        let made = tempfile::tempdir()?;
        let folder = Folder(made.path().to_owned());
        let path = folder.path("orders");
        let part = Part::of(&path);
        fs::write(part.path(), "half")?;
        drop(part);
        assert_eq!(fs::read_dir(made.path())?.count(), 0);
        let part = Part::of(&path);
        fs::write(part.path(), "whole")?;
        part.put(&path)?;
        // As a process leaves it that is killed.
        fs::write(made.path().join("monday.part"), "half")?;
        remove_parts(made.path())?;
        assert_eq!(fs::read_to_string(path)?, "whole");
        assert_eq!(fs::read_dir(made.path())?.count(), 1);
        remove_parts(&made.path().join("none"))
    }

    #[test]
    fn a_space_whose_state_is_not_known_takes_no_name_of_a_saved_one() -> io::Result<()> {
        let made = tempfile::tempdir()?;
        let folder = Folder(made.path().to_owned());
        assert_eq!(folder.current()?, "main");
        // As a crash in the middle of a switch leaves it, and as an older version did.
        fs::write(folder.path("main"), "")?;
        assert_eq!(folder.current()?, "recovered");
        fs::write(folder.path("recovered"), "")?;
        assert_eq!(folder.current()?, "recovered-2");
        folder.set_current("orders")?;
        assert_eq!(folder.current()?, "orders");
        // The name of a state that is written meanwhile is another file, whatever the state's name.
        let marker = folder.marker_of("orders")?;
        let part = Part::of(&folder.path("current"));
        fs::write(part.path(), "a state")?;
        part.put(&folder.path("current"))?;
        folder.put_marker(marker)?;
        assert_eq!(folder.current()?, "orders");
        folder.forget_current()?;
        folder.forget_current()?;
        assert_eq!(folder.current()?, "recovered-2");
        fs::write(folder.marker(), "../main\n")?;
        assert_eq!(folder.current()?, "recovered-2");
        Ok(())
    }
}
