//! The tasks that a node owns: ready, running, or parked until a time.
//!
//! The queue contains a task at most once, whoever adds it, and in its newest epoch: a task that is
//! added again while its last run is finishing runs again after it. Tasks that were taken over run
//! before new ones, or a busy node would never reach them. A parked task takes none of the
//! [`MAX_RUNNING`] slots.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use cosell_store::table::task::Held;
use tokio::sync::{Notify, watch};

use crate::counters::Counters;
use crate::journal::RunState;
use crate::lock_turns::Turn;
use cosell_world::World;

/// Tasks that run concurrently. They all wait for the same writer, so more would only wait longer.
const MAX_RUNNING: usize = 64;

/// A task in the queue, with the state of its runs.
#[derive(Debug)]
pub(crate) struct Item {
    pub account: String,
    pub id: String,
    pub run: RunState,
    /// The runs in a row that met a row which another transaction had locked.
    pub locks_met: u32,
    /// The right of the next run to wait for locks.
    pub lock_turn: Option<Turn>,
    since: Instant,
}

#[derive(Debug)]
pub(crate) struct Queue {
    world: World,
    state: Mutex<State>,
    /// Wakes the loop that starts runners.
    wake: Notify,
    /// Changes whenever the queue may have become idle.
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct State {
    /// The tasks in the queue and their epochs.
    owned: HashMap<String, i64>,
    /// Tasks that were added in a newer epoch than the one that runs, and when they may run.
    reentered: HashMap<String, i64>,
    /// Tasks that this node owns in these epochs and cannot run. There are as many as there are
    /// damaged rows.
    given_up: HashMap<String, i64>,
    resumed: VecDeque<Item>,
    new_tasks: VecDeque<Item>,
    /// Ordered by the time of their next run, then by the order of parking.
    parked: BTreeMap<(i64, u64), Item>,
    park_sequence: u64,
    running: usize,
    /// Tasks that back off, in real time, after a failure of the store or at a lock.
    backing_off: usize,
    stopping: bool,
}

impl State {
    fn ready(&self) -> usize {
        self.resumed.len() + self.new_tasks.len()
    }

    /// Removes a waiting task. Returns `false` when the task runs instead.
    fn remove_waiting(&mut self, id: &str) -> bool {
        let before = self.ready() + self.parked.len();
        self.parked.retain(|_, item| item.id != id);
        self.resumed.retain(|item| item.id != id);
        self.new_tasks.retain(|item| item.id != id);
        self.ready() + self.parked.len() < before
    }

    /// Moves parked tasks that are due to the ready ones.
    fn unpark(&mut self, now: i64) {
        while let Some(first) = self.parked.first_entry() {
            if first.key().0 > now {
                break;
            }
            let item = first.remove();
            self.resumed.push_back(item);
        }
    }
}

impl Queue {
    pub(crate) fn new(world: World) -> Self {
        Self {
            world,
            state: Mutex::default(),
            wake: Notify::new(),
            changed: watch::Sender::new(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a new task.
    pub(crate) fn push_new(&self, account: &str, id: &str, epoch: i64) {
        let mut state = self.state();
        if !state.owned.contains_key(id) {
            state.owned.insert(id.to_owned(), epoch);
            let item = self.item(account.to_owned(), id.to_owned(), epoch);
            state.new_tasks.push_back(item);
            drop(state);
            self.wake.notify_one();
        }
    }

    /// Adds a task that was begun before and may run at its time.
    pub(crate) fn push_begun(&self, held: Held) {
        let Held {
            id,
            account,
            epoch,
            next_run_at: at,
        } = held;
        let mut state = self.state();
        let known = state.owned.get(&id).copied();
        if known.is_some_and(|known| known >= epoch) {
            return;
        }
        state.owned.insert(id.clone(), epoch);
        if known.is_some() && !state.remove_waiting(&id) {
            state.reentered.insert(id, at);
            return;
        }
        let item = self.item(account, id, epoch);
        self.enqueue(&mut state, item, at);
        drop(state);
        self.wake.notify_one();
    }

    fn enqueue(&self, state: &mut State, item: Item, at: i64) {
        if at > self.world.now() {
            park(state, item, at);
        } else {
            state.resumed.push_back(item);
        }
    }

    fn item(&self, account: String, id: String, epoch: i64) -> Item {
        Item {
            account,
            id,
            run: RunState::of_epoch(epoch),
            locks_met: 0,
            lock_turn: None,
            since: self.world.instant(),
        }
    }

    /// The next task to run; it occupies a slot until [`Queue::finish`], [`Queue::park`] or
    /// [`Queue::pause`]. Returns `None` once the queue stops.
    pub(crate) async fn next(&self) -> Option<Item> {
        loop {
            let first = {
                let mut state = self.state();
                if state.stopping {
                    return None;
                }
                state.unpark(self.world.now());
                if state.running < MAX_RUNNING
                    && let Some(item) = {
                        let resumed = state.resumed.pop_front();
                        resumed.or_else(|| state.new_tasks.pop_front())
                    }
                {
                    state.running += 1;
                    return Some(item);
                }
                state.parked.keys().next().map(|(at, _)| *at)
            };
            let due = async {
                match first {
                    Some(at) => self.world.sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.wake.notified() => {}
                () = due => {
                    // Without a free slot, a due task must wait.
                    if self.state().running >= MAX_RUNNING {
                        self.wake.notified().await;
                    }
                }
            }
        }
    }

    /// Removes a task that has run.
    pub(crate) fn finish(&self, item: &Item) {
        let mut state = self.state();
        state.running -= 1;
        if let Some(at) = state.reentered.remove(&item.id) {
            let epoch = state.owned.get(&item.id).copied();
            let epoch = epoch.unwrap_or(item.run.epoch);
            let item = self.item(item.account.clone(), item.id.clone(), epoch);
            self.enqueue(&mut state, item, at);
        } else {
            state.owned.remove(&item.id);
        }
        drop(state);
        self.notify();
    }

    /// Removes a task that has run, and cannot run again in its epoch.
    pub(crate) fn give_up(&self, item: &Item) {
        let id = item.id.clone();
        self.state().given_up.insert(id, item.run.epoch);
        self.finish(item);
    }

    /// Parks a task until a time.
    pub(crate) fn park(&self, mut item: Item, at: i64) {
        item.since = self.world.instant();
        let mut state = self.state();
        state.running -= 1;
        park(&mut state, item, at);
        drop(state);
        self.notify();
    }

    /// Frees a task's slot until [`Queue::resume`].
    pub(crate) fn pause(&self) {
        let mut state = self.state();
        state.running -= 1;
        state.backing_off += 1;
        drop(state);
        self.notify();
    }

    /// Makes a paused task ready.
    pub(crate) fn resume(&self, item: Item) {
        let mut state = self.state();
        state.backing_off -= 1;
        state.resumed.push_back(item);
        drop(state);
        self.notify();
    }

    fn notify(&self) {
        self.wake.notify_one();
        self.changed.send_replace(());
    }

    /// The number of tasks that wait for a slot.
    pub(crate) fn ready(&self) -> usize {
        self.state().ready()
    }

    /// Whether a task is in the queue, or was given up in this epoch.
    pub(crate) fn knows(&self, task: &Held) -> bool {
        let state = self.state();
        let given_up = state.given_up.get(&task.id);
        state.owned.contains_key(&task.id) || given_up.is_some_and(|epoch| *epoch >= task.epoch)
    }

    /// Waits until no task is ready or runs. Returns when the first parked task is due.
    pub(crate) async fn wait_until_idle(&self) -> Option<i64> {
        let mut changed = self.changed.subscribe();
        loop {
            changed.borrow_and_update();
            {
                let mut state = self.state();
                state.unpark(self.world.now());
                if state.ready() + state.running + state.backing_off == 0 {
                    return state.parked.keys().next().map(|(at, _)| *at);
                }
            }
            self.wake.notify_one();
            if changed.changed().await.is_err() {
                return None;
            }
        }
    }

    /// Starts no more tasks.
    pub(crate) fn begin_stop(&self) {
        self.state().stopping = true;
        self.wake.notify_one();
    }

    /// Starts no more tasks and waits for the running ones.
    pub(crate) async fn stop(&self) {
        let mut changed = self.changed.subscribe();
        self.begin_stop();
        loop {
            changed.borrow_and_update();
            if self.state().running == 0 || changed.changed().await.is_err() {
                return;
            }
        }
    }

    pub(crate) fn stopping(&self) -> bool {
        self.state().stopping
    }

    /// Adds the counts of the queue.
    pub(crate) fn count(&self, counters: &mut Counters) {
        let state = self.state();
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        counters.ready = count(state.ready());
        counters.running = count(state.running);
        counters.parked = count(state.parked.len() + state.backing_off);
        let oldest = [state.resumed.front(), state.new_tasks.front()];
        let oldest = oldest.into_iter().flatten().map(|item| item.since).min();
        counters.oldest_ready_millis = oldest.map_or(0, |since| {
            let waited = self.world.instant().saturating_duration_since(since);
            u64::try_from(waited.as_millis()).unwrap_or(u64::MAX)
        });
    }
}

fn park(state: &mut State, item: Item, at: i64) {
    state.park_sequence += 1;
    let key = (at, state.park_sequence);
    state.parked.insert(key, item);
}
