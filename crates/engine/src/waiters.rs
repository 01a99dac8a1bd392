//! The waiters for the end of tasks, on this node and on others.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cosell_store::table::task::Task as Record;
use tokio::sync::oneshot;

/// Tasks of this node for which other nodes are known to wait. Beyond this number the oldest is
/// evicted: its waiters find the end by polling.
const MAX_REMOTE: usize = 4096;

/// The waiters, shared by cloning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waiters(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    local: HashMap<String, Vec<oneshot::Sender<EndNotice>>>,
    remote: HashSet<String>,
    /// In the order of their arrival. Some may have been removed already.
    remote_order: VecDeque<String>,
}

/// How a waiter learns of the end of its task.
#[derive(Clone, Debug)]
pub(crate) enum EndNotice {
    /// The task, as it ended on this node.
    Ended(Box<Record>),
    /// The task ended on another node: the waiter must read it.
    Elsewhere,
}

impl Waiters {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Registers a waiter for the end of a task.
    pub(crate) fn register(&self, id: &str) -> oneshot::Receiver<EndNotice> {
        let (waiter, notified) = oneshot::channel();
        let mut state = self.state();
        state.local.entry(id.to_owned()).or_default().push(waiter);
        notified
    }

    /// Notifies the local waiters of this task.
    pub(crate) fn notify(&self, id: &str, notice: &EndNotice) {
        let waiters = self.state().local.remove(id);
        for waiter in waiters.into_iter().flatten() {
            // The waiter may be gone.
            let _ = waiter.send(notice.clone());
        }
    }

    /// Removes the waiters of this task that are gone.
    pub(crate) fn prune(&self, id: &str) {
        let mut state = self.state();
        if let Some(of_task) = state.local.get_mut(id) {
            of_task.retain(|waiter| !waiter.is_closed());
            if of_task.is_empty() {
                state.local.remove(id);
            }
        }
    }

    /// Records that another node waits for this task.
    pub(crate) fn add_remote(&self, id: &str) {
        let mut state = self.state();
        if state.remote.insert(id.to_owned()) {
            state.remote_order.push_back(id.to_owned());
        }
        if state.remote_order.len() > MAX_REMOTE
            && let Some(first) = state.remote_order.pop_front()
        {
            state.remote.remove(&first);
        }
    }

    /// Whether another node is known to wait for this task.
    pub(crate) fn has_remote(&self, id: &str) -> bool {
        self.state().remote.contains(id)
    }

    /// Removes the record that another node waits for this task.
    pub(crate) fn remove_remote(&self, id: &str) {
        self.state().remote.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_remote_waiters_is_bounded() {
        let waiters = Waiters::default();
        for number in 0..=MAX_REMOTE {
            waiters.add_remote(&number.to_string());
            waiters.add_remote(&number.to_string());
        }
        assert!(!waiters.has_remote("0"), "the oldest is evicted");
        assert!(waiters.has_remote("1"));
        waiters.remove_remote("1");
        assert!(!waiters.has_remote("1"));
    }
}
