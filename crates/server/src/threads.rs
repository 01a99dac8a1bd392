//! The threads that serve connections.
//!
//! Each has a runtime of its own, and a connection stays on its thread. In a runtime whose threads
//! share their tasks, a thread that finds something to do wakes another one, which most often finds
//! nothing: with one connection a tenth to a quarter of the processor time of a call
//! (docs/performance.md).

use std::io;
use std::num::NonZero;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use cosell_supervisor::{Loop, Supervisor};
use cosell_world::machine;
use tokio::runtime::{Builder, Handle};
use tokio::sync::watch;

/// The fewest threads, so that on one processor, too, a request that computes for long is
/// interrupted by the requests of other connections.
const LEAST: usize = 2;

/// The time between two rounds. A runtime wakes its thread for a timer that is due before all
/// others; the timers of idle connections, which every request sets anew, are due after this one.
const ROUND: Duration = Duration::from_secs(10);

/// The threads. They end when this is dropped.
pub(crate) struct Threads {
    threads: Vec<Thread>,
    _running: watch::Sender<()>,
}

struct Thread {
    runtime: Handle,
    /// Each of its connections has a clone.
    connections: Arc<()>,
}

impl Threads {
    /// Starts as many threads as there are processors. Those that cannot be started are missing.
    pub(crate) fn start(supervisor: &Supervisor) -> Self {
        let (running, ended) = watch::channel(());
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let threads = (0..processors.max(LEAST)).map_while(|number| {
            let started = Thread::start(supervisor, number, ended.clone());
            started
                .inspect_err(|error| tracing::warn!(%error, "could not start a thread"))
                .ok()
        });
        Self {
            threads: threads.collect(),
            _running: running,
        }
    }

    /// Runs a connection on the thread that has the fewest, or on the runtime of the caller when
    /// there is no thread.
    pub(crate) fn run(&self, connection: impl Future<Output = ()> + Send + 'static) {
        let thread = self
            .threads
            .iter()
            .min_by_key(|thread| Arc::strong_count(&thread.connections));
        let (runtime, open) = match thread {
            Some(thread) => (
                thread.runtime.clone(),
                Some(Arc::clone(&thread.connections)),
            ),
            None => (Handle::current(), None),
        };
        runtime.spawn(async move {
            connection.await;
            drop(open);
        });
    }
}

impl Thread {
    fn start(
        supervisor: &Supervisor,
        number: usize,
        ended: watch::Receiver<()>,
    ) -> io::Result<Self> {
        let of = Loop::Connections;
        let (given, runtime) = mpsc::sync_channel(1);
        let rounds = rounds(supervisor.clone(), ended);
        // Made on its thread, because a runtime must not be dropped inside another one.
        supervisor.thread(of, format!("{}-{number}", of.name()), move || {
            match Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => {
                    let _ = given.send(Ok(runtime.handle().clone()));
                    runtime.block_on(rounds);
                }
                Err(error) => drop(given.send(Err(error))),
            }
        })?;
        let runtime = runtime.recv().map_err(io::Error::other)??;
        Ok(Self {
            runtime,
            connections: Arc::default(),
        })
    }
}

/// Runs until the sender is dropped.
async fn rounds(supervisor: Supervisor, mut ended: watch::Receiver<()>) {
    loop {
        supervisor.round(Loop::Connections);
        if machine::timeout(ROUND, ended.changed()).await.is_ok() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    /// The name of the thread on which a connection runs, which stays open until the sender is
    /// dropped.
    async fn open(threads: &Threads) -> (String, oneshot::Sender<()>) {
        let (told, name) = oneshot::channel();
        let (closing, closed) = oneshot::channel();
        threads.run(async move {
            let name = std::thread::current().name().unwrap_or_default().to_owned();
            let _ = told.send(name);
            let _ = closed.await;
        });
        (name.await.expect("a name"), closing)
    }

    #[tokio::test]
    async fn a_connection_is_given_to_the_thread_that_has_the_fewest() {
        let threads = Threads::start(&Supervisor::default());
        let count = threads.threads.len();
        assert!(count >= LEAST);
        let mut connections = Vec::new();
        for _ in 0..count {
            connections.push(open(&threads).await);
        }
        let mut names: Vec<&String> = connections.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        let (free, closing) = connections.swap_remove(1);
        drop(closing);
        let thread = &threads.threads[free.rsplit('-').next().unwrap().parse::<usize>().unwrap()];
        while Arc::strong_count(&thread.connections) > 1 {
            tokio::task::yield_now().await;
        }
        assert_eq!(open(&threads).await.0, free);
    }

    #[tokio::test]
    async fn without_a_thread_a_connection_runs_on_the_runtime_of_the_caller() {
        let threads = Threads {
            threads: Vec::new(),
            _running: watch::channel(()).0,
        };
        let here = std::thread::current().name().map(str::to_owned);
        assert_eq!(Some(open(&threads).await.0), here);
    }

    #[tokio::test]
    async fn threads_end_and_drop_their_connections_when_nobody_has_them() {
        let threads = Threads::start(&Supervisor::default());
        let (dropped, told) = oneshot::channel::<()>();
        threads.run(async move {
            let _dropped = dropped;
            std::future::pending::<()>().await;
        });
        drop(threads);
        assert!(told.await.is_err());
    }
}
