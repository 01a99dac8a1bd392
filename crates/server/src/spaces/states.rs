//! Saved states of spaces: files that are handed out and taken in, and those that the server keeps
//! by name.
//!
//! A space is in a state, `main` at first. Saving it under another name leaves it where it is. To
//! switch to another state saves the one that is left, so nothing is lost by it.

use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::{NamespaceName, Space, Spaces, refusals};
use crate::refusal::Refusal;

/// The permissions of a saved state: for its owner only.
const PRIVATE: u32 = 0o600;

/// What the names of files end with.
const ENDING: &str = "cosell";

/// A state that the server keeps.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) name: String,
    /// In milliseconds since 1970.
    pub(crate) saved_at: Option<i64>,
    pub(crate) bytes: Option<u64>,
    pub(crate) current: bool,
}

impl Spaces {
    /// Saves a space. The file stands at its beginning.
    pub(crate) async fn save(&self, space: &Space) -> Result<File, Refusal> {
        let maker = self.inner.maker.as_ref().ok_or_else(refusals::no_states)?;
        let file = maker.scratch().map_err(|error| disk(&error))?;
        save(space, file).await
    }

    /// A file for what a client sends.
    pub(crate) fn scratch(&self) -> Result<File, Refusal> {
        let maker = self.inner.maker.as_ref().ok_or_else(refusals::no_states)?;
        maker.scratch().map_err(|error| disk(&error))
    }

    /// Puts a saved state behind the handle of a space. A state that cannot be loaded changes
    /// nothing.
    pub(crate) async fn load(&self, space: &Arc<Space>, file: &File) -> Result<(), Refusal> {
        let mut file = file.try_clone().map_err(|error| disk(&error))?;
        file.seek(SeekFrom::Start(0))
            .map_err(|error| disk(&error))?;
        self.replace(space, Some(file), &space.state).await
    }

    /// The states that the server keeps, and the one that the space is in.
    pub(crate) fn states(&self, space: &Space) -> Result<Vec<Kept>, Refusal> {
        let folder = self.folder()?;
        let mut states = Vec::new();
        let entries = fs::read_dir(&folder).map_err(|error| disk(&error))?;
        for entry in entries.flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == ENDING)
                && let Some(name) = path.file_stem().and_then(|name| name.to_str())
            {
                states.push(kept(space, name, &path).map_err(|error| disk(&error))?);
            }
        }
        if states.iter().all(|state| !state.current) {
            states.push(Kept {
                name: space.state.clone(),
                saved_at: None,
                bytes: None,
                current: true,
            });
        }
        states.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(states)
    }

    /// Saves a space under a name.
    pub(crate) async fn branch(
        &self,
        space: &Space,
        name: &NamespaceName,
    ) -> Result<Kept, Refusal> {
        let path = self.path(&name.to_string())?;
        let part = path.with_extension("part");
        let mut options = File::options();
        options.create(true).truncate(true).read(true).write(true);
        let file = options.mode(PRIVATE).open(&part);
        save(space, file.map_err(|error| disk(&error))?).await?;
        let done = fs::rename(&part, &path).and_then(|()| kept(space, &name.to_string(), &path));
        done.map_err(|error| disk(&error))
    }

    /// Saves a space under the name of the state that it is in, and loads another one. `None` if
    /// there is none of this name.
    pub(crate) async fn switch(
        &self,
        space: &Arc<Space>,
        name: &NamespaceName,
    ) -> Result<Option<()>, Refusal> {
        let name = name.to_string();
        let file = match File::open(self.path(&name)?) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(disk(&error)),
        };
        if let Ok(current) = space.state.parse()
            && name != space.state
        {
            self.branch(space, &current).await?;
        }
        self.replace(space, Some(file), &name).await.map(Some)
    }

    /// Deletes a state. `None` if there is none of this name.
    pub(crate) fn drop_state(
        &self,
        space: &Space,
        name: &NamespaceName,
    ) -> Result<Option<Kept>, Refusal> {
        let name = name.to_string();
        let path = self.path(&name)?;
        let dropped = kept(space, &name, &path).and_then(|kept| {
            fs::remove_file(&path)?;
            Ok(kept)
        });
        match dropped {
            Ok(kept) => Ok(Some(kept)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(disk(&error)),
        }
    }

    fn folder(&self) -> Result<PathBuf, Refusal> {
        let maker = self.inner.maker.as_ref().ok_or_else(refusals::no_states)?;
        maker.states().map_err(|error| disk(&error))
    }

    fn path(&self, name: &str) -> Result<PathBuf, Refusal> {
        Ok(self.folder()?.join(format!("{name}.{ENDING}")))
    }
}

async fn save(space: &Space, file: File) -> Result<File, Refusal> {
    let mut copy = file.try_clone().map_err(|error| disk(&error))?;
    space.front.service.save(file).await?;
    copy.seek(SeekFrom::Start(0))
        .map_err(|error| disk(&error))?;
    Ok(copy)
}

fn kept(space: &Space, name: &str, path: &Path) -> io::Result<Kept> {
    let metadata = fs::metadata(path)?;
    let since = metadata.modified()?.duration_since(UNIX_EPOCH);
    let since = since.map_err(io::Error::other)?.as_millis();
    Ok(Kept {
        name: name.to_owned(),
        saved_at: i64::try_from(since).ok(),
        bytes: Some(metadata.len()),
        current: name == space.state,
    })
}

/// The file system refused something.
fn disk(error: &io::Error) -> Refusal {
    tracing::error!(%error, "saved state not written or read");
    refusals::no_disk()
}
