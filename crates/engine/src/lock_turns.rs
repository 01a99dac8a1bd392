//! Which runs wait for a row that another transaction has locked.
//!
//! PostgreSQL lets a transaction wait ten seconds for a lock. A run that waits has a slot of the
//! queue and one of the few connections that write: many tasks on one locked opportunity would take
//! them all, and the tasks on others would stand still. So a run fails at a locked row, and its
//! task gives both back and waits here for a turn. A run that has a turn waits in its transaction,
//! so it follows at once when the lock is released, also where somebody always has the lock. A task
//! that gets no turn in time runs again without one, because it may need another row than those
//! that have the turns.

use std::sync::Arc;
use std::time::Duration;

use cosell_world::World;
use cosell_world::machine::timeout;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Runs of a node that wait in their transactions: while the lock passes from one to the other, the
/// next one already waits. All the other connections stay free.
const TURNS: usize = 2;

/// The longest backoff of a task that met its first lock: longer than a run takes, as most locks
/// are those of other runs. It doubles with each retry, so that a task waits about as long again as
/// its row was locked.
const FIRST_BACKOFF: Duration = Duration::from_millis(100);

/// The longest backoff: a thousand tasks on one locked row then retry 400 times a second, beside
/// thousands of statements that a database answers.
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// The right of a run to wait for locks, until it is dropped.
pub(crate) type Turn = OwnedSemaphorePermit;

/// The turns of a node.
#[derive(Debug)]
pub(crate) struct LockTurns(Arc<Semaphore>);

impl Default for LockTurns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(TURNS)))
    }
}

impl LockTurns {
    /// Waits before the next run of a task that met a lock, and so many in the runs right before:
    /// for a turn, or without one until the end of a backoff, in real time, as locks are.
    pub(crate) async fn wait(&self, met: u32, world: &World) -> Option<Turn> {
        let most = FIRST_BACKOFF.saturating_mul(1 << met.min(16));
        let most = most.min(MAX_BACKOFF);
        let turn = Arc::clone(&self.0).acquire_owned();
        timeout(world.jitter(most), turn).await.ok()?.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_more_runs_wait_for_locks_than_there_are_turns() {
        let (turns, world) = (LockTurns::default(), World::system());
        let first = turns.wait(0, &world).await;
        let second = turns.wait(0, &world).await;
        assert!(first.is_some() && second.is_some());
        assert!(turns.wait(0, &world).await.is_none());
        drop(first);
        assert!(turns.wait(0, &world).await.is_some());
    }
}
