//! The waiters for the end of tasks, on this node and on others.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cosell_store::table::task::Task as Record;
use tokio::sync::oneshot;

/// Tasks of this node for which other nodes are known to wait. Beyond this number the oldest is
/// evicted: its waiters find the end by polling.
const MAX_REMOTE: usize = 4096;

/// Ended tasks that are kept for whoever begins to wait just after the end.
const RECENT: usize = 64;

/// The waiters, shared by cloning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waiters(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    local: HashMap<String, Vec<oneshot::Sender<EndNotice>>>,
    remote: HashSet<String>,
    /// In the order of their arrival. Some may have been removed already.
    remote_order: VecDeque<String>,
    /// The last tasks that ended on this node, the newest last, each with its number.
    recent: VecDeque<(u64, Arc<Record>)>,
    /// The number of tasks that have ended on this node.
    ended: u64,
}

/// A point in the order of the ends of tasks on this node.
#[derive(Clone, Copy, Debug)]
pub struct EndMark(u64);

/// What a waiter knows of a task at first.
#[derive(Debug)]
pub(crate) enum Known {
    /// It ended on this node.
    Ended(Arc<Record>),
    /// It has not ended on this node since the mark.
    Running,
    /// So many tasks have ended since the mark that it may be one of them.
    Unknown,
}

/// How a waiter learns of the end of its task.
#[derive(Clone, Debug)]
pub(crate) enum EndNotice {
    /// The task, as it ended on this node.
    Ended(Arc<Record>),
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

    /// The current point in the order of ends.
    pub(crate) fn mark(&self) -> EndMark {
        EndMark(self.state().ended)
    }

    /// What is known of a task that had not ended at the mark, after a waiter was registered.
    pub(crate) fn since(&self, mark: EndMark, id: &str) -> Known {
        let state = self.state();
        // A task may end several times, if it fails and is restarted.
        let ends = state.recent.iter().rev();
        let mut since = ends.take_while(|(number, _)| *number > mark.0);
        if let Some((_, record)) = since.find(|(_, record)| record.id == id) {
            return Known::Ended(Arc::clone(record));
        }
        let ended = state.ended.saturating_sub(mark.0);
        if ended > RECENT as u64 {
            Known::Unknown
        } else {
            Known::Running
        }
    }

    /// Keeps a task that has ended on this node, and notifies its waiters.
    pub(crate) fn ended(&self, record: &Record) {
        let record = Arc::new(record.clone());
        let mut state = self.state();
        state.ended += 1;
        if state.recent.len() >= RECENT {
            state.recent.pop_front();
        }
        let number = state.ended;
        state.recent.push_back((number, Arc::clone(&record)));
        drop(state);
        self.notify(&record.id, &EndNotice::Ended(Arc::clone(&record)));
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
    use cosell_store::Catalog;

    use super::*;
    use crate::task::first_record;

    #[test]
    fn an_end_is_known_to_whoever_waits_from_before_it() {
        let waiters = Waiters::default();
        let place = ("111111111111", Catalog::Sandbox);
        let record = |id: &str| first_record(id.to_owned(), "kind", place, "", 0);
        let before = waiters.mark();
        assert!(matches!(waiters.since(before, "one"), Known::Running));
        waiters.ended(&record("one"));
        assert!(matches!(waiters.since(before, "one"), Known::Ended(_)));
        let after = waiters.mark();
        assert!(matches!(waiters.since(after, "one"), Known::Running));
        for _ in 0..RECENT {
            waiters.ended(&record("other"));
        }
        assert!(matches!(waiters.since(before, "one"), Known::Unknown));
        assert!(matches!(waiters.since(after, "one"), Known::Running));
    }

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
