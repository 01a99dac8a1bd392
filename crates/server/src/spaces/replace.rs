//! Replacing the service of a space: a reset, and the loading of a saved state.

use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use cosell_world::machine;
use tokio::sync::{OnceCell, watch};

use super::states::save_as;
use super::{
    MakeError, Maker, Named, NamespaceName, Space, Spaces, Unnamed, refusals, retire, started,
};
use crate::refusal::Refusal;

/// How long requests in flight may take to end before the store under them is closed.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);

/// How often it is looked whether they have ended, and whether the store is closed.
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// The deadline of closing a store.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(30);

impl Spaces {
    /// Puts a new service behind the handle of a space: what was stored is gone, and what the
    /// server begins with is there again.
    pub(crate) async fn reset(&self, space: &Arc<Space>) -> Result<(), Refusal> {
        self.replace(space, None, None).await?;
        if let Some(recorder) = &space.front.recorder {
            recorder.forget(&space.name);
        }
        Ok(())
    }

    /// Puts a new service behind the handle of a space, with a saved state if there is one. What
    /// is left is saved in the file `leaves`, once nothing changes it any more.
    pub(super) async fn replace(
        &self,
        space: &Arc<Space>,
        state: Option<File>,
        leaves: Option<&Path>,
    ) -> Result<(), Refusal> {
        let Some(maker) = &self.inner.maker else {
            return Err(refusals::no_reset());
        };
        if let Some(name) = &space.name {
            let made = maker.namespace(state).await.map_err(failed)?;
            let new = started(self.space(Some(name.clone()), made).succeeding(space));
            let Some(old) = self.put_named(name, &new) else {
                retire(new);
                return Err(refusals::dropped());
            };
            leave(&old, leaves).await;
            retire(old);
            return Ok(());
        }
        if !self.inner.allowed.reset {
            return Err(refusals::no_reset());
        }
        let (spaces, leaves) = (self.clone(), leaves.map(Path::to_owned));
        // In a task of its own: a client that disconnects must not leave the store closed.
        let replaced = tokio::spawn(async move {
            let maker = spaces.inner.maker.as_ref().ok_or_else(refusals::no_reset)?;
            spaces
                .replace_unnamed(&**maker, state, leaves.as_deref())
                .await
        });
        replaced.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the replacement of the store panicked");
            Err(refusals::unavailable())
        })
    }

    /// Puts a new service behind the handle of the configured store.
    async fn replace_unnamed(
        &self,
        maker: &dyn Maker,
        state: Option<File>,
        leaves: Option<&Path>,
    ) -> Result<(), Refusal> {
        let _turn = self.inner.replacing.lock().await;
        let old = self.unnamed();
        if !maker.is_exclusive() {
            let made = maker.again(state).await.map_err(failed)?;
            self.put(started(self.space(None, made).succeeding(&old)));
            leave(&old, leaves).await;
            retire(old);
            return Ok(());
        }
        let copy = state.as_ref().map(File::try_clone).transpose();
        let copy = copy.map_err(|error| not_replaced(MakeError::Failed(error.into())))?;
        maker.prepare(copy).await.map_err(not_replaced)?;
        let (done, waits) = watch::channel(true);
        self.write_unnamed(|unnamed| unnamed.waits = Some(waits));
        self.close(&old, leaves).await;
        let (made, replaced) = match maker.again(state).await {
            Ok(made) => (made, Ok(())),
            Err(MakeError::Lost(error)) => end(&*error),
            Err(error) => {
                let refusal = not_replaced(error);
                match maker.reopen(&old.front.service).await {
                    Ok(made) => (made, Err(refusal)),
                    Err(error) => end(&error),
                }
            }
        };
        self.put(started(self.space(None, made).succeeding(&old)));
        done.send_replace(false);
        replaced
    }

    /// Ends what runs in the configured store, and closes it.
    async fn close(&self, old: &Arc<Space>, leaves: Option<&Path>) {
        // The handle, this one, and the request that resets, which may have gone.
        quiet(old, 3).await;
        save_left(old, leaves).await;
        old.front.service.close();
        let began = machine::instant();
        while !old.closing.wait(Duration::ZERO) && machine::elapsed(began) < CLOSE_TIMEOUT {
            machine::sleep(POLL_INTERVAL).await;
        }
    }

    /// Puts a space in the place of the one that it succeeds, which is returned. `None` if that was
    /// dropped: a namespace of this name, if there is one, is another one.
    fn put_named(&self, name: &NamespaceName, new: &Arc<Space>) -> Option<Arc<Space>> {
        let mut all = self.named();
        let named = all.get_mut(name)?;
        let old = Arc::clone(named.cell.get()?);
        if !Arc::ptr_eq(&old.lineage, &new.lineage) {
            return None;
        }
        *named = Arc::new(Named {
            created_at: machine::now(),
            cell: OnceCell::new_with(Some(Arc::clone(new))),
        });
        Some(old)
    }

    fn put(&self, space: Arc<Space>) {
        self.write_unnamed(|unnamed| {
            unnamed.space = space;
            unnamed.waits = None;
        });
    }

    fn write_unnamed(&self, change: impl FnOnce(&mut Unnamed)) {
        let unnamed = &self.inner.unnamed;
        change(&mut unnamed.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Saves a space in memory that nothing leads to any more, with what its last requests changed.
async fn leave(old: &Arc<Space>, leaves: Option<&Path>) {
    if leaves.is_some() {
        // This one, and the request that replaces it.
        quiet(old, 2).await;
        save_left(old, leaves).await;
    }
}

/// Waits until nothing changes a space: its loops and its tasks have ended, and its requests have
/// been answered, of which those are not counted that hold its last handles.
async fn quiet(space: &Arc<Space>, handles: usize) {
    space.stop_loops().await;
    let began = machine::instant();
    while Arc::strong_count(space) > handles && machine::elapsed(began) < DRAIN_TIMEOUT {
        machine::sleep(POLL_INTERVAL).await;
    }
    space.front.stop().await;
}

/// Saves what is left once more. The file has what there was a moment ago, so a failure loses no
/// more than what changed since.
async fn save_left(space: &Space, leaves: Option<&Path>) {
    if let Some(path) = leaves
        && save_as(space, path).await.is_err()
    {
        tracing::error!(?path, "the last changes before a switch were not saved");
    }
}

/// Ends the process, because the store cannot be opened any more. The next start may be able to.
fn end(error: &dyn Error) -> ! {
    tracing::error!(%error, "the store could not be opened again, ending the process");
    cosell_supervisor::end::process();
}

/// Why the configured store goes on with what it has.
fn not_replaced(error: MakeError) -> Refusal {
    if let MakeError::Refused(why) = error {
        return refusals::not_loaded(&why);
    }
    tracing::error!(%error, "the store was not replaced and keeps what it has");
    refusals::not_replaced()
}

fn failed(error: MakeError) -> Refusal {
    match error {
        MakeError::Refused(why) => refusals::not_loaded(&why),
        MakeError::Failed(error) | MakeError::Lost(error) => {
            tracing::error!(%error, "service not made");
            refusals::unavailable()
        }
    }
}
