//! Replacing the service of a space: a reset, and the loading of a saved state.

use std::fs::File;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use cosell_world::machine;
use tokio::sync::{OnceCell, watch};

use super::{MakeError, Named, Space, Spaces, Unnamed, refusals, retire};
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
        self.replace(space, None, &space.state).await?;
        if let Some(recorder) = &space.front.recorder {
            recorder.forget(&space.name);
        }
        Ok(())
    }

    /// Puts a new service behind the handle of a space, with a saved state if there is one. `name`
    /// is that of the state that the space is in then.
    pub(super) async fn replace(
        &self,
        space: &Arc<Space>,
        state: Option<File>,
        in_state: &str,
    ) -> Result<(), Refusal> {
        let Some(maker) = &self.inner.maker else {
            return Err(refusals::no_reset());
        };
        if let Some(name) = &space.name {
            let made = maker.namespace(state).await.map_err(failed)?;
            let new = self.begin(Some(name.clone()), made, in_state);
            let named = Named {
                created_at: machine::now(),
                cell: OnceCell::new_with(Some(new)),
            };
            let old = self.named().insert(name.clone(), Arc::new(named));
            if let Some(old) = old.as_ref().and_then(|old| old.cell.get()) {
                retire(Arc::clone(old));
            }
            return Ok(());
        }
        if !self.inner.allowed.reset {
            return Err(refusals::no_reset());
        }
        let _turn = self.inner.replacing.lock().await;
        let old = self.unnamed();
        if !maker.is_exclusive() {
            let made = maker.again(state).await.map_err(failed)?;
            self.put(self.begin(None, made, in_state));
            retire(old);
            return Ok(());
        }
        if let Some(state) = &state {
            let state = state
                .try_clone()
                .map_err(|error| MakeError::Failed(error.into()));
            maker
                .prepare(state.map_err(failed)?)
                .await
                .map_err(failed)?;
        }
        let (done, waits) = watch::channel(true);
        self.write_unnamed(|unnamed| unnamed.waits = Some(waits));
        self.close(&old).await;
        let made = match maker.again(state).await {
            Ok(made) => made,
            Err(error) => {
                tracing::error!(%error, "the store could not be opened again, ending the process");
                cosell_supervisor::end::process();
            }
        };
        self.put(self.begin(None, made, in_state));
        done.send_replace(false);
        Ok(())
    }

    /// Ends what runs in the configured store, and closes it.
    async fn close(&self, old: &Arc<Space>) {
        old.stop_loops().await;
        // The handle, this one, and the request that resets.
        let in_flight = || Arc::strong_count(old) > 3;
        let began = machine::instant();
        while in_flight() && machine::elapsed(began) < DRAIN_TIMEOUT {
            machine::sleep(POLL_INTERVAL).await;
        }
        old.front.stop().await;
        old.front.service.close();
        let began = machine::instant();
        while !old.closing.wait(Duration::ZERO) && machine::elapsed(began) < CLOSE_TIMEOUT {
            machine::sleep(POLL_INTERVAL).await;
        }
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

fn failed(error: MakeError) -> Refusal {
    match error {
        MakeError::Refused(why) => refusals::not_loaded(&why),
        MakeError::Failed(error) => {
            tracing::error!(%error, "service not made");
            refusals::unavailable()
        }
    }
}
