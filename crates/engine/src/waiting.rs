//! Who waits for the end of which task.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cosell_store::table::task::Task as Record;
use tokio::sync::oneshot;

type Waiters = HashMap<String, Vec<oneshot::Sender<Record>>>;

/// Those who wait, shared by cloning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waiting(Arc<Mutex<Waiters>>);

impl Waiting {
    fn waiters(&self) -> MutexGuard<'_, Waiters> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end of a task.
    pub(crate) fn register(&self, id: &str) -> oneshot::Receiver<Record> {
        let (waiter, ended) = oneshot::channel();
        self.waiters()
            .entry(id.to_owned())
            .or_default()
            .push(waiter);
        ended
    }

    /// Tells everyone who waits for this task.
    pub(crate) fn tell(&self, record: &Record) {
        for waiter in self.waiters().remove(&record.id).into_iter().flatten() {
            // Whoever waited may have left.
            let _ = waiter.send(record.clone());
        }
    }

    /// Forgets those who left without having been told.
    pub(crate) fn forget(&self, id: &str) {
        let mut waiters = self.waiters();
        if let Some(of_task) = waiters.get_mut(id) {
            of_task.retain(|waiter| !waiter.is_closed());
            if of_task.is_empty() {
                waiters.remove(id);
            }
        }
    }
}
