//! A loop of the server that runs beside its connections, from its start to its stop.

use cosell_supervisor::{Loop, Supervisor};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A running loop.
#[derive(Debug)]
pub(crate) struct Background {
    of: Loop,
    stopping: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Background {
    /// Starts a loop, which the supervisor restarts when it panics. `run` runs it until what it is
    /// handed becomes `true`.
    pub(crate) fn start<F, Fut>(supervisor: &Supervisor, of: Loop, run: F) -> Self
    where
        F: Fn(watch::Receiver<bool>) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send,
    {
        let (stopping, stopped) = watch::channel(false);
        let again = {
            let stopped = stopped.clone();
            move || run(stopped.clone())
        };
        let running = supervisor.task(of, move || *stopped.borrow(), again);
        Self {
            of,
            stopping,
            running,
        }
    }

    /// Makes the loop stop before the next piece of its work.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Stops the loop, and waits until its current piece of work has ended, which has a timeout.
    pub(crate) async fn stopped(self) {
        self.stop();
        if let Err(error) = self.running.await {
            tracing::error!(of = self.of.name(), %error, "a loop failed to stop");
        }
    }
}
