//! Replacing the service of a space: a reset, and the loading of a saved state.

use std::error::Error;
use std::fs::File;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use cosell_supervisor::Loop;
use cosell_world::machine;
use futures_util::FutureExt as _;
use tokio::sync::OnceCell;

use super::space::{Hold, Lineage};
use super::states::save_as;
use super::{MakeError, Maker, Named, NamespaceName, Space, Spaces, refusals, retire, started};
use crate::refusal::Refusal;

/// How long requests in flight may take to end before the store under them is closed.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(2);

/// The handles of a space that is replaced: the one that leads to it, the one here, that of the
/// task that outlives the request, and that of the request, which may have gone.
const OWN_HANDLES: usize = 4;

/// How often it is looked whether they have ended, and whether the store is closed.
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// When the log says that the store is not closed yet.
const CLOSE_WARNING: Duration = Duration::from_secs(5);

impl Spaces {
    /// Puts a new service behind the handle of a space: what was stored is gone, and what the
    /// server begins with is there again.
    pub(crate) async fn reset(&self, space: &Arc<Space>) -> Result<(), Refusal> {
        let (spaces, replaced) = (self.clone(), Arc::clone(space));
        outlive(async move { spaces.replace(&replaced, None, None).await }).await?;
        if let Some(recorder) = &space.front.recorder {
            recorder.forget(&space.name);
        }
        Ok(())
    }

    /// Puts a new service behind the handle of a space, with a saved state if there is one. What
    /// is left is saved in the file `leaves`, once nothing changes it any more. It must
    /// [`outlive`] its request.
    pub(super) async fn replace(
        &self,
        space: &Arc<Space>,
        state: Option<File>,
        leaves: Option<&Path>,
    ) -> Result<(), Refusal> {
        if space.name.is_none() && !self.inner.allowed.reset {
            return Err(refusals::no_reset());
        }
        let maker = self.inner.maker.as_ref().ok_or_else(refusals::no_reset)?;
        let (maker, lineage) = (&**maker, &space.lineage);
        let _turn = lineage.replacing.lock().await;
        match &space.name {
            Some(name) => {
                let name = (name, lineage);
                self.replace_named(maker, name, state, leaves).await
            }
            None => self.replace_unnamed(maker, state, leaves).await,
        }
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
        // After a panic only the next start knows which of the two stores the file is.
        let supervisor = old.front.service.supervisor();
        let replaced = self.replace_closed(maker, &old, state, leaves);
        let replaced = supervisor.run_once(Loop::Replacement, replaced).await;
        replaced.unwrap_or_else(|| Err(refusals::unavailable()))
    }

    /// Closes the configured store, and opens it as another one, or again.
    async fn replace_closed(
        &self,
        maker: &dyn Maker,
        old: &Arc<Space>,
        state: Option<File>,
        leaves: Option<&Path>,
    ) -> Result<(), Refusal> {
        let _held = old.lineage.hold();
        let closed = close(old, leaves).await;
        old.front.service.supervisor().round(Loop::Replacement);
        let again = match closed {
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
        self.put(started(self.space(None, made).succeeding(old)));
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

/// Does something in a task of its own: a client that disconnects must not leave the store closed,
/// nor its data without the name of their state.
pub(super) async fn outlive<T: Send + 'static>(
    work: impl Future<Output = Result<T, Refusal>> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::spawn(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "the replacement of the store panicked");
        Err(refusals::unavailable())
    })
}

/// Saves a space in memory that will be replaced, if it is saved at all. Requests wait until what
/// is returned is dropped. What cannot be saved must not be replaced, and goes on, after a panic
/// too: with the process its data would end.
async fn leave(old: &Arc<Space>, leaves: Option<&Path>) -> Result<Option<Hold>, Refusal> {
    if leaves.is_none() {
        return Ok(None);
    }
    let held = old.lineage.hold();
    let saved = async {
        drain(old).await;
        old.front.service.supervisor().round(Loop::Replacement);
        save_left(old, leaves).await
    };
    let saved = AssertUnwindSafe(saved).catch_unwind().await;
    match saved.unwrap_or_else(|_| Err(refusals::unavailable())) {
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
    drain(old).await;
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
async fn drain(space: &Arc<Space>) {
    space.stop_loops().await;
    let began = machine::instant();
    while Arc::strong_count(space) > OWN_HANDLES && machine::elapsed(began) < DRAIN_TIMEOUT {
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
