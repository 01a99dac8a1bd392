//! Who waits for the end of which task, here and on other nodes.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cosell_store::table::task::Task as Record;
use tokio::sync::oneshot;

/// Tasks of this node for which others are known to wait. Beyond them the oldest is forgotten: who
/// waits for it finds its end by looking.
const AWAITED: usize = 4096;

/// Those who wait, shared by cloning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waiting(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    here: HashMap<String, Vec<oneshot::Sender<Told>>>,
    elsewhere: HashSet<String>,
    /// In the order of their coming. Some may be forgotten already.
    came: VecDeque<String>,
}

/// What those who wait are told.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    /// The task, as it ended here.
    Ended(Box<Record>),
    /// It ended on another node.
    Look,
}

impl Waiting {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end of a task.
    pub(crate) fn register(&self, id: &str) -> oneshot::Receiver<Told> {
        let (waiter, told) = oneshot::channel();
        let mut state = self.state();
        state.here.entry(id.to_owned()).or_default().push(waiter);
        told
    }

    /// Tells everyone who waits here for this task.
    pub(crate) fn tell(&self, id: &str, told: &Told) {
        let waiters = self.state().here.remove(id);
        for waiter in waiters.into_iter().flatten() {
            // Whoever waited may have left.
            let _ = waiter.send(told.clone());
        }
    }

    /// Forgets those who left without having been told.
    pub(crate) fn forget(&self, id: &str) {
        let mut state = self.state();
        if let Some(of_task) = state.here.get_mut(id) {
            of_task.retain(|waiter| !waiter.is_closed());
            if of_task.is_empty() {
                state.here.remove(id);
            }
        }
    }

    /// Keeps in mind that somebody waits for this task on another node.
    pub(crate) fn await_elsewhere(&self, id: &str) {
        let mut state = self.state();
        if state.elsewhere.insert(id.to_owned()) {
            state.came.push_back(id.to_owned());
        }
        if state.came.len() > AWAITED
            && let Some(first) = state.came.pop_front()
        {
            state.elsewhere.remove(&first);
        }
    }

    /// Whether somebody is known to wait for this task on another node.
    pub(crate) fn is_awaited_elsewhere(&self, id: &str) -> bool {
        self.state().elsewhere.contains(id)
    }

    /// Forgets that somebody waits for this task on another node.
    pub(crate) fn forget_elsewhere(&self, id: &str) {
        self.state().elsewhere.remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_wait_elsewhere_take_a_bounded_room() {
        let waiting = Waiting::default();
        for number in 0..=AWAITED {
            waiting.await_elsewhere(&number.to_string());
            waiting.await_elsewhere(&number.to_string());
        }
        assert!(!waiting.is_awaited_elsewhere("0"), "the oldest made room");
        assert!(waiting.is_awaited_elsewhere("1"));
        waiting.forget_elsewhere("1");
        assert!(!waiting.is_awaited_elsewhere("1"));
    }
}
