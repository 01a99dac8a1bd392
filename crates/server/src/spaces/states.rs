//! Saved states of spaces: files that are handed out and taken in, and those that the server keeps
//! by name.
//!
//! A space is in a state, `main` at first. Saving it under another name leaves it where it is. To
//! switch to another state saves the one that is left, and no name is given to two states, so
//! nothing is lost by it. Each space has a folder of its own, so the `main` of one is never that of
//! another.

use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use cosell_domain::Error;
use cosell_store::{Error as StoreError, StateError};
use tokio::sync::MutexGuard;

use super::folder::{Folder, Kept, Part, kept};
use super::replace::outlive;
use super::{NamespaceName, Space, Spaces, refusals};
use crate::refusal::Refusal;

/// The permissions of a saved state: for its owner only.
const PRIVATE: u32 = 0o600;

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
        let file = file.try_clone().map_err(|error| disk(&error))?;
        let (spaces, space) = (self.clone(), Arc::clone(space));
        outlive(async move { spaces.replace(&space, Some(file), None).await }).await
    }

    /// The saved states of a space, and the one that it is in.
    pub(crate) fn states(&self, space: &Space) -> Result<Vec<Kept>, Refusal> {
        let folder = self.folder(space)?;
        folder.list().map_err(|error| disk(&error))
    }

    /// Saves a space under a name: a new one, or the one of the state that it is in.
    pub(crate) async fn branch(
        &self,
        space: &Arc<Space>,
        name: &NamespaceName,
    ) -> Result<Kept, Refusal> {
        let _turn = self.turn(space).await?;
        let (folder, name) = (self.folder(space)?, name.to_string());
        let current = folder.current().map_err(|error| disk(&error))?;
        let path = folder.path(&name);
        if name != current && path.exists() {
            return Err(refusals::state_exists());
        }
        // From now on a file may have this name, so it must be known whose it is.
        let written = folder.set_current(&current);
        written.map_err(|error| disk(&error))?;
        save_as(space, &path).await?;
        kept(name, &path, &current).map_err(|error| disk(&error))
    }

    /// Saves a space under the name of the state that it is in, and loads another one. `None` if
    /// there is none of this name.
    pub(crate) async fn switch(
        &self,
        space: &Arc<Space>,
        name: &NamespaceName,
    ) -> Result<Option<()>, Refusal> {
        let (spaces, space, name) = (self.clone(), Arc::clone(space), name.to_string());
        outlive(async move { spaces.switch_to(&space, name).await }).await
    }

    async fn switch_to(&self, space: &Arc<Space>, name: String) -> Result<Option<()>, Refusal> {
        let _turn = self.turn(space).await?;
        let folder = self.folder(space)?;
        let current = folder.current().map_err(|error| disk(&error))?;
        if name == current {
            return Err(refusals::in_this_state());
        }
        let file = match File::open(folder.path(&name)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(disk(&error)),
        };
        let leaves = folder.path(&current);
        save_as(space, &leaves).await?;
        // It takes no room later, when the data are replaced.
        let marker = folder.marker_of(&name).map_err(|error| disk(&error))?;
        folder.forget_current().map_err(|error| disk(&error))?;
        let replaced = self.replace(space, Some(file), Some(&leaves)).await;
        let written = match replaced {
            Ok(()) => folder.put_marker(marker),
            Err(_) => folder.set_current(&current),
        };
        let written = written.map_err(|error| disk(&error));
        replaced.and(written).map(Some)
    }

    /// Deletes a state. `None` if there is none of this name.
    pub(crate) async fn drop_state(
        &self,
        space: &Arc<Space>,
        name: &NamespaceName,
    ) -> Result<Option<Kept>, Refusal> {
        let _turn = self.turn(space).await?;
        let (folder, name) = (self.folder(space)?, name.to_string());
        let path = folder.path(&name);
        let dropped = folder.current().and_then(|current| {
            let kept = kept(name, &path, &current)?;
            fs::remove_file(&path)?;
            Ok(kept)
        });
        match dropped {
            Ok(kept) => Ok(Some(kept)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(disk(&error)),
        }
    }

    /// Waits until nobody else changes the saved states of a space. The space may have been
    /// replaced or dropped by then.
    async fn turn<'a>(&self, space: &'a Arc<Space>) -> Result<MutexGuard<'a, ()>, Refusal> {
        let turn = space.lineage.states.lock().await;
        self.check_current(space)?;
        Ok(turn)
    }

    /// Deletes the saved states of a namespace that is dropped: they are of nothing any more.
    pub(super) fn forget_states(&self, name: &NamespaceName) {
        let Some(maker) = &self.inner.maker else {
            return;
        };
        if let Err(error) = maker.forget_states(name) {
            // `disk` writes it to the log.
            let _ = disk(&error);
        }
    }

    fn folder(&self, space: &Space) -> Result<Folder, Refusal> {
        let maker = self.inner.maker.as_ref().ok_or_else(refusals::no_states)?;
        let folder = maker.states(space.name.as_ref());
        folder.map(Folder).map_err(|error| disk(&error))
    }
}

/// Saves a space in a file, which has the old state or the new one, whole, whatever happens.
pub(super) async fn save_as(space: &Space, path: &Path) -> Result<(), Refusal> {
    let part = Part::of(path);
    let mut options = File::options();
    options.create(true).truncate(true).read(true).write(true);
    let file = options.mode(PRIVATE).open(part.path());
    let saved = save(space, file.map_err(|error| disk(&error))?).await?;
    let done = saved.sync_all().and_then(|()| part.put(path));
    done.map_err(|error| disk(&error))
}

async fn save(space: &Space, file: File) -> Result<File, Refusal> {
    let mut copy = file.try_clone().map_err(|error| disk(&error))?;
    space.front.service.save(file).await.map_err(not_saved)?;
    copy.seek(SeekFrom::Start(0))
        .map_err(|error| disk(&error))?;
    Ok(copy)
}

/// Whether the file is to blame, a row, or the store.
fn not_saved(error: Error) -> Refusal {
    let Error::Store(StoreError::State(why)) = &error else {
        return error.into();
    };
    match &**why {
        StateError::Write(error) => disk(error),
        StateError::Unsound(_) => {
            tracing::error!(%error, "state not saved, a row is damaged");
            refusals::not_saved(&why.to_string())
        }
        _ => error.into(),
    }
}

/// The file system refused something.
fn disk(error: &io::Error) -> Refusal {
    tracing::error!(%error, "saved state not written or read");
    refusals::no_disk()
}
