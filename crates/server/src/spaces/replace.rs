//! Replacing the service of a space: a reset, and the loading of a saved state.

use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use cosell_world::machine;
use tokio::sync::OnceCell;

use super::space::{Hold, Lineage};
use super::states::save_as;
use super::{MakeError, Maker, Named, NamespaceName, Space, Spaces, refusals, retire, started};
use crate::refusal::Refusal;

/// How long requests in flight may take to end before the store under them is closed.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);

/// How often it is looked whether they have ended, and whether the store is closed.
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// When the log says that the store is not closed yet.
const CLOSE_WARNING: Duration = Duration::from_secs(5);

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
        if space.name.is_none() && !self.inner.allowed.reset {
            return Err(refusals::no_reset());
        }
        let (spaces, leaves) = (self.clone(), leaves.map(Path::to_owned));
        let (name, lineage) = (space.name.clone(), Arc::clone(&space.lineage));
        // In a task of its own: a client that disconnects must not leave the store closed.
        let replaced = tokio::spawn(async move {
            let maker = spaces.inner.maker.as_ref().ok_or_else(refusals::no_reset)?;
            let (maker, leaves) = (&**maker, leaves.as_deref());
            let _turn = lineage.replacing.lock().await;
            match &name {
                Some(name) => {
                    let name = (name, &lineage);
                    spaces.replace_named(maker, name, state, leaves).await
                }
                None => spaces.replace_unnamed(maker, state, leaves).await,
            }
        });
        replaced.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the replacement of the store panicked");
            Err(refusals::unavailable())
        })
    }

    /// Puts a new service behind the handle of a namespace.
    async fn replace_named(
        &self,
        maker: &dyn Maker,
        (name, lineage): (&NamespaceName, &Arc<Lineage>),
        state: Option<File>,
        leaves: Option<&Path>,
    ) -> Result<(), Refusal> {
        let made = maker.namespace(state).await.map_err(failed)?;
        let old = self.find(name);
        let old = old.filter(|old| Arc::ptr_eq(&old.lineage, lineage));
        let new = self.space(Some(name.clone()), made);
        let Some(old) = old else {
            retire(started(new));
            return Err(refusals::dropped());
        };
        let new = started(new.succeeding(&old));
        let held = leave(&old, leaves).await;
        let is_put = held.is_ok() && self.put_named(name, &new);
        if !is_put {
            retire(new);
            return held.and(Err(refusals::dropped()));
        }
        retire(old);
        Ok(())
    }

    /// Puts a new service behind the handle of the configured store.
    async fn replace_unnamed(
        &self,
        maker: &dyn Maker,
        state: Option<File>,
        leaves: Option<&Path>,
    ) -> Result<(), Refusal> {
        let old = self.unnamed();
        if !maker.is_exclusive() {
            let made = maker.again(state).await.map_err(failed)?;
            let new = Arc::new(self.space(None, made).succeeding(&old));
            let held = leave(&old, leaves).await;
            if held.is_err() {
                retire(new);
                return held.map(drop);
            }
            new.start();
            self.put(new);
            retire(old);
            return Ok(());
        }
        let copy = state.as_ref().map(File::try_clone).transpose();
        let copy = copy.map_err(|error| not_replaced(MakeError::Failed(error.into())))?;
        maker.prepare(copy).await.map_err(not_replaced)?;
        let _held = old.lineage.hold();
        let again = match close(&old, leaves).await {
            Ok(()) => maker.again(state).await.map_err(not_replaced_or_end),
            Err(refusal) => Err(refusal),
        };
        let (made, replaced) = match again {
            Ok(made) => (made, Ok(())),
            Err(refusal) => match maker.reopen(&old.front.service).await {
                Ok(made) => (made, Err(refusal)),
                Err(error) => end(&error),
            },
        };
        self.put(started(self.space(None, made).succeeding(&old)));
        replaced
    }

    /// Puts a space in the place of the one that it succeeds. `false` if that was dropped: a
    /// namespace of this name, if there is one, is another one.
    fn put_named(&self, name: &NamespaceName, new: &Arc<Space>) -> bool {
        let mut all = self.named();
        let Some(named) = all.get_mut(name) else {
            return false;
        };
        let old = named.cell.get();
        if !old.is_some_and(|old| Arc::ptr_eq(&old.lineage, &new.lineage)) {
            return false;
        }
        *named = Arc::new(Named {
            created_at: machine::now(),
            cell: OnceCell::new_with(Some(Arc::clone(new))),
        });
        true
    }
}

/// Saves a space in memory that will be replaced, if it is saved at all. Requests wait until what
/// is returned is dropped. What cannot be saved must not be replaced, and goes on.
async fn leave(old: &Arc<Space>, leaves: Option<&Path>) -> Result<Option<Hold>, Refusal> {
    if leaves.is_none() {
        return Ok(None);
    }
    let held = old.lineage.hold();
    drain(old, leaves).await;
    match save_left(old, leaves).await {
        Ok(()) => Ok(Some(held)),
        Err(refusal) => {
            old.start();
            Err(refusal)
        }
    }
}

/// Ends what runs in the configured store, and closes it. An error says that its last changes could
/// not be saved, so that it must not be replaced.
async fn close(old: &Arc<Space>, leaves: Option<&Path>) -> Result<(), Refusal> {
    drain(old, leaves).await;
    old.front.stop().await;
    // A request that takes longer is acknowledged nothing that is not saved.
    old.front.service.end_writes().await;
    let saved = save_left(old, leaves).await;
    old.front.service.close();
    let (began, mut is_late) = (machine::instant(), false);
    // Its file cannot be opened before, neither as another one nor again.
    while !old.closing.wait(Duration::ZERO) {
        if !is_late && machine::elapsed(began) > CLOSE_WARNING {
            is_late = true;
            tracing::warn!("something reads the store for long; its replacement waits for it");
        }
        machine::sleep(POLL_INTERVAL).await;
    }
    saved
}

/// Stops the loops of a space, and waits until its requests are answered. Later ones wait.
async fn drain(space: &Arc<Space>, leaves: Option<&Path>) {
    space.stop_loops().await;
    // The handle, the one here, that of the request, which may have gone, and that of a switch.
    let own = 3 + usize::from(leaves.is_some());
    let began = machine::instant();
    while Arc::strong_count(space) > own && machine::elapsed(began) < DRAIN_TIMEOUT {
        machine::sleep(POLL_INTERVAL).await;
    }
}

/// Saves what is left once more, with what changed since it was saved a moment ago.
async fn save_left(space: &Space, leaves: Option<&Path>) -> Result<(), Refusal> {
    let Some(path) = leaves else {
        return Ok(());
    };
    save_as(space, path).await.inspect_err(|_| {
        tracing::error!(?path, "the last changes before a switch were not saved");
    })
}

/// Ends the process, because the store cannot be opened any more. The next start may be able to.
fn end(error: &dyn Error) -> ! {
    tracing::error!(%error, "the store could not be opened again, ending the process");
    cosell_supervisor::end::process();
}

/// Why the configured store goes on with what it had, if it can.
fn not_replaced_or_end(error: MakeError) -> Refusal {
    match error {
        MakeError::Lost(error) => end(&*error),
        error => not_replaced(error),
    }
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
