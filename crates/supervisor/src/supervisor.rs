//! Runs threads and loops, restarts those that panic, and reports the state of each.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use cosell_world::machine;
use futures_util::FutureExt as _;

use crate::log::Fault;
use crate::table::{Loop, OnPanic};
use crate::{end, log};

/// The backoff before the first restart of a loop; it doubles with each restart, so that a loop
/// which panics at once does not keep a processor busy.
const BACKOFF: Duration = Duration::from_millis(100);

/// The longest backoff: the same as that of the program's other retries.
const LONGEST_BACKOFF: Duration = Duration::from_secs(5);

/// Supervises the threads and loops of one store and of everything built on it. Clones share their
/// state.
#[derive(Clone, Default)]
pub struct Supervisor {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    states: Mutex<BTreeMap<Loop, State>>,
    ends_process: AtomicBool,
    fault: OnceLock<Fault>,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// How many threads of this name panicked and do not run.
    down: u64,
    restarts: u64,
}

/// The state of a loop that has panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    pub of: Loop,
    /// Whether the loop does not run now.
    pub down: bool,
    /// How often the loop was restarted.
    pub restarts: u64,
}

impl fmt::Debug for Supervisor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Supervisor").finish_non_exhaustive()
    }
}

impl Supervisor {
    /// Makes the process end when a loop panics that cannot be restarted. Without this call the
    /// panic is only reported, so that a test can continue.
    pub fn end_process(&self) {
        self.inner.ends_process.store(true, Ordering::Relaxed);
    }

    /// Calls `fault` whenever a loop begins a round; `fault` may panic, to inject a panic into the
    /// loop. Only the first call of this function has an effect.
    pub fn on_round(&self, fault: impl Fn(&'static str) + Send + Sync + 'static) {
        let fault: Fault = Arc::new(fault);
        log::on_round(Arc::clone(&fault));
        let _ = self.inner.fault.set(fault);
    }

    /// Called by a loop at the beginning of each round, where a panic may be injected.
    pub fn round(&self, of: Loop) {
        if let Some(fault) = self.inner.fault.get() {
            fault(of.name());
        }
    }

    /// Starts a thread with this name.
    pub fn thread(
        &self,
        of: Loop,
        name: String,
        work: impl FnOnce() + Send + 'static,
    ) -> io::Result<JoinHandle<()>> {
        let supervisor = self.clone();
        std::thread::Builder::new().name(name).spawn(move || {
            if catch_unwind(AssertUnwindSafe(work)).is_err() {
                supervisor.panicked(of);
            }
        })
    }

    /// Spawns a loop as a task of the runtime: see [`Supervisor::supervise`].
    pub fn task<F, Fut>(
        &self,
        of: Loop,
        stopped: impl Fn() -> bool + Send + 'static,
        again: F,
    ) -> tokio::task::JoinHandle<()>
    where
        F: FnMut() -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send,
    {
        let supervisor = self.clone();
        tokio::spawn(async move { supervisor.supervise(of, stopped, again).await })
    }

    /// Runs a loop that cannot be restarted. Returns `None` if it panicked.
    pub async fn run_once<T>(&self, of: Loop, work: impl Future<Output = T>) -> Option<T> {
        let ran = AssertUnwindSafe(work).catch_unwind().await;
        if ran.is_err() {
            self.panicked(of);
        }
        ran.ok()
    }

    /// Runs a loop until it is asked to stop. The loop is restarted if it panics or ends by itself
    /// before that.
    pub async fn supervise<F, Fut>(&self, of: Loop, stopped: impl Fn() -> bool, mut again: F)
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = ()>,
    {
        loop {
            let run = AssertUnwindSafe(async { again().await })
                .catch_unwind()
                .await;
            if stopped() {
                return;
            }
            if run.is_ok() {
                tracing::error!(loop_name = of.name(), "loop ended without being stopped");
            }
            let restarts = self.panicked(of);
            let doubled = BACKOFF.saturating_mul(1 << restarts.min(16));
            machine::sleep(doubled.min(LONGEST_BACKOFF)).await;
            self.restarted(of);
        }
    }

    /// The loops that have panicked.
    pub fn reports(&self) -> Vec<Report> {
        let states = self.states();
        let reports = states.iter().map(|(of, state)| Report {
            of: *of,
            down: state.down > 0,
            restarts: state.restarts,
        });
        reports.chain(log::report()).collect()
    }

    fn states(&self) -> MutexGuard<'_, BTreeMap<Loop, State>> {
        self.inner
            .states
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that a loop does not run, and ends the process if the loop cannot be restarted.
    /// Returns how often it was restarted before.
    fn panicked(&self, of: Loop) -> u64 {
        let restarts = {
            let mut states = self.states();
            let state = states.entry(of).or_default();
            state.down += 1;
            state.restarts
        };
        match of.on_panic() {
            OnPanic::Restart => {
                tracing::error!(loop_name = of.name(), restarts, "loop panicked, restarting");
            }
            OnPanic::EndProcess => {
                tracing::error!(
                    loop_name = of.name(),
                    "loop panicked and cannot be restarted"
                );
                if self.inner.ends_process.load(Ordering::Relaxed) {
                    end::process();
                }
            }
        }
        restarts
    }

    fn restarted(&self, of: Loop) {
        let mut states = self.states();
        let state = states.entry(of).or_default();
        state.down = state.down.saturating_sub(1);
        state.restarts += 1;
    }
}
