//! The tasks that a node has in hand: ready, running, or parked until their time.
//!
//! A task is here once at most, whoever brings it, and in its newest epoch: one that was begun
//! again while its last run was on its way out is run again behind it. Tasks that were taken over
//! go before new ones, or a busy node would never come to them. A parked task holds none of the
//! [`RUNNING`] places.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::{Notify, watch};

use crate::counters::Counters;
use crate::journal::Turn;
use cosell_world::World;

/// Tasks that run at once. They all wait for the same writer, so more would only wait longer.
const RUNNING: usize = 64;

/// A task in hand, and whose turn it is.
#[derive(Debug)]
pub(crate) struct Item {
    pub id: String,
    pub turn: Turn,
    since: Instant,
}

#[derive(Debug)]
pub(crate) struct Queue {
    world: World,
    state: Mutex<State>,
    /// Wakes the one who feeds the runners.
    wake: Notify,
    /// Changes with everything that may settle the queue.
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct State {
    /// The tasks that are here, by their epoch.
    in_hand: HashMap<String, i64>,
    /// What was brought in a newer epoch than the one that runs, and when it may run.
    renewed: HashMap<String, i64>,
    taken: VecDeque<Item>,
    fresh: VecDeque<Item>,
    /// By the time at which they may run, then in the order of their coming.
    parked: BTreeMap<(i64, u64), Item>,
    parkings: u64,
    running: usize,
    /// Those that wait, in true time, for the database to come back.
    pausing: usize,
    stopping: bool,
}

impl State {
    fn ready(&self) -> usize {
        self.taken.len() + self.fresh.len()
    }

    /// Takes a task out that waits. `false` when it does not, because it runs.
    fn withdraw(&mut self, id: &str) -> bool {
        let before = self.ready() + self.parked.len();
        self.parked.retain(|_, item| item.id != id);
        self.taken.retain(|item| item.id != id);
        self.fresh.retain(|item| item.id != id);
        self.ready() + self.parked.len() < before
    }

    /// Moves those whose time has come to the ready ones.
    fn unpark(&mut self, now: i64) {
        while let Some(first) = self.parked.first_entry() {
            if first.key().0 > now {
                break;
            }
            let item = first.remove();
            self.taken.push_back(item);
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

    /// Takes a new task in hand.
    pub(crate) fn push_new(&self, id: &str, epoch: i64) {
        let mut state = self.state();
        if !state.in_hand.contains_key(id) {
            state.in_hand.insert(id.to_owned(), epoch);
            let item = self.item(id.to_owned(), epoch);
            state.fresh.push_back(item);
            drop(state);
            self.wake.notify_one();
        }
    }

    /// Takes a task in hand that another had begun and that may run at this time.
    pub(crate) fn push_begun(&self, id: String, epoch: i64, at: i64) {
        let mut state = self.state();
        let known = state.in_hand.get(&id).copied();
        if known.is_some_and(|known| known >= epoch) {
            return;
        }
        state.in_hand.insert(id.clone(), epoch);
        if known.is_some() && !state.withdraw(&id) {
            state.renewed.insert(id, at);
            return;
        }
        self.place(&mut state, id, epoch, at);
        drop(state);
        self.wake.notify_one();
    }

    fn place(&self, state: &mut State, id: String, epoch: i64, at: i64) {
        let item = self.item(id, epoch);
        if at > self.world.now() {
            park(state, item, at);
        } else {
            state.taken.push_back(item);
        }
    }

    fn item(&self, id: String, epoch: i64) -> Item {
        Item {
            id,
            turn: Turn {
                epoch,
                ..Turn::default()
            },
            since: self.world.instant(),
        }
    }

    /// The next task to run; it has a place until [`Queue::end`], [`Queue::park`] or
    /// [`Queue::pause`]. `None` once the queue is stopped.
    pub(crate) async fn next(&self) -> Option<Item> {
        loop {
            let first = {
                let mut state = self.state();
                if state.stopping {
                    return None;
                }
                state.unpark(self.world.now());
                if state.running < RUNNING
                    && let Some(item) = {
                        let taken = state.taken.pop_front();
                        taken.or_else(|| state.fresh.pop_front())
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
                    // Without a free place there is nothing to be done about a due one.
                    if self.state().running >= RUNNING {
                        self.wake.notified().await;
                    }
                }
            }
        }
    }

    /// Lets a task go.
    pub(crate) fn end(&self, item: &Item) {
        let mut state = self.state();
        state.running -= 1;
        if let Some(at) = state.renewed.remove(&item.id) {
            let epoch = state.in_hand.get(&item.id).copied();
            let epoch = epoch.unwrap_or(item.turn.epoch);
            self.place(&mut state, item.id.clone(), epoch, at);
        } else {
            state.in_hand.remove(&item.id);
        }
        drop(state);
        self.tell();
    }

    /// Keeps a task until a time.
    pub(crate) fn park(&self, mut item: Item, at: i64) {
        item.since = self.world.instant();
        let mut state = self.state();
        state.running -= 1;
        park(&mut state, item, at);
        drop(state);
        self.tell();
    }

    /// Gives up a task's place until [`Queue::resume`].
    pub(crate) fn pause(&self) {
        let mut state = self.state();
        state.running -= 1;
        state.pausing += 1;
        drop(state);
        self.tell();
    }

    /// Makes a task ready that was paused.
    pub(crate) fn resume(&self, item: Item) {
        let mut state = self.state();
        state.pausing -= 1;
        state.taken.push_back(item);
        drop(state);
        self.tell();
    }

    fn tell(&self) {
        self.wake.notify_one();
        self.changed.send_replace(());
    }

    /// The number of tasks that wait for a place.
    pub(crate) fn ready(&self) -> usize {
        self.state().ready()
    }

    pub(crate) fn holds(&self, id: &str) -> bool {
        self.state().in_hand.contains_key(id)
    }

    /// Waits until nothing is ready or runs. Returns when the first parked task is due.
    pub(crate) async fn wait_until_idle(&self) -> Option<i64> {
        let mut changed = self.changed.subscribe();
        loop {
            changed.borrow_and_update();
            {
                let mut state = self.state();
                state.unpark(self.world.now());
                if state.ready() + state.running + state.pausing == 0 {
                    return state.parked.keys().next().map(|(at, _)| *at);
                }
            }
            self.wake.notify_one();
            if changed.changed().await.is_err() {
                return None;
            }
        }
    }

    /// Lets nothing begin any more and waits for what runs.
    pub(crate) async fn stop(&self) {
        let mut changed = self.changed.subscribe();
        self.state().stopping = true;
        self.wake.notify_one();
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

    /// Adds what is in hand.
    pub(crate) fn count(&self, counters: &mut Counters) {
        let state = self.state();
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        counters.ready = count(state.ready());
        counters.running = count(state.running);
        counters.parked = count(state.parked.len() + state.pausing);
        let oldest = [state.taken.front(), state.fresh.front()];
        let oldest = oldest.into_iter().flatten().map(|item| item.since).min();
        counters.oldest_ready_millis = oldest.map_or(0, |since| {
            let waited = self.world.instant().saturating_duration_since(since);
            u64::try_from(waited.as_millis()).unwrap_or(u64::MAX)
        });
    }
}

fn park(state: &mut State, item: Item, at: i64) {
    state.parkings += 1;
    let key = (at, state.parkings);
    state.parked.insert(key, item);
}
