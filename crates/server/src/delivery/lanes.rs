//! The events that a sender has read and that are not settled, in lanes.
//!
//! The events of an account's resource are a lane: they are sent one after another. Lanes are sent
//! side by side. The cursor of the target may pass an event when it is received or parked. An event
//! that is refused is parked with those behind it in its lane, and the lane goes on from the store;
//! so no lane holds up the cursor, and the memory is bounded by the window and by the number of
//! parked lanes.
//!
//! Nothing here sends or stores: what must be stored is collected as [`Change`]s.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::time::{Duration, Instant};

use cosell_domain::outbox::{Change, Outgoing, Parkable};

/// Account and resource.
pub(super) type Key = (String, String);

pub(super) fn key_of(event: &Outgoing) -> Key {
    (event.account.clone(), event.resource.clone())
}

/// Events that are read ahead of the cursor at most.
const WINDOW: usize = 512;

/// Lanes that are parked at the same time; with more of them the cursor waits.
const MAX_PARKED: usize = 1_000;

#[derive(Debug, Default)]
struct Lane {
    queue: VecDeque<Outgoing>,
    /// What is stored of the event that is being sent.
    sending: Option<Parkable>,
    /// Whether the store has the lane: its later events are parked too.
    parked: bool,
    /// When the head of a parked lane may be tried.
    due: Option<Instant>,
}

#[derive(Debug)]
pub(super) struct Lanes {
    of: HashMap<Key, Lane>,
    /// The lanes that are not parked, with an event to send.
    ready: VecDeque<Key>,
    /// The parked lanes whose head may be tried at a time.
    due: BTreeSet<(Instant, Key)>,
    /// The parked lanes whose next events must be read from the store.
    drained: Vec<Key>,
    parked: usize,
    /// The events that were read after the cursor, and whether each is settled.
    window: VecDeque<(i64, bool)>,
    cursor: i64,
    changes: Vec<Change>,
}

impl Lanes {
    /// Without events, after a cursor.
    pub(super) fn new(cursor: i64) -> Self {
        Self {
            of: HashMap::new(),
            ready: VecDeque::new(),
            due: BTreeSet::new(),
            drained: Vec::new(),
            parked: 0,
            window: VecDeque::new(),
            cursor,
            changes: Vec::new(),
        }
    }

    /// How many further events may be read.
    pub(super) fn room(&self) -> usize {
        if self.parked >= MAX_PARKED {
            return 0;
        }
        WINDOW.saturating_sub(self.window.len())
    }

    /// The position after which events are read.
    pub(super) fn read_up_to(&self) -> i64 {
        self.window.back().map_or(self.cursor, |(last, _)| *last)
    }

    /// Passes an event that the target does not want.
    pub(super) fn pass(&mut self, position: i64) {
        self.window.push_back((position, true));
    }

    /// Takes in an event that was read.
    pub(super) fn push(&mut self, event: Outgoing) {
        let key = key_of(&event);
        let lane = self.of.entry(key.clone()).or_default();
        self.window.push_back((event.position, lane.parked));
        if lane.parked {
            self.changes.push(behind(&event));
            return;
        }
        lane.queue.push_back(event);
        if lane.sending.is_none() && lane.queue.len() == 1 {
            self.ready.push_back(key);
        }
    }

    /// Takes in the head of a lane that the store has parked. It may be earlier than what was read
    /// of the lane: an operator makes dead letters wait again.
    pub(super) fn push_parked(&mut self, event: Outgoing, due: Instant) {
        let key = key_of(&event);
        self.of.entry(key.clone()).or_default();
        self.set_aside(&key);
        self.park(&key);
        self.ready.retain(|ready| *ready != key);
        if let Some(lane) = self.of.get_mut(&key) {
            // All of it is in the store.
            lane.queue.clear();
            if lane.sending.is_none() {
                lane.queue.push_back(event);
                self.wait(key, due);
            }
        }
    }

    /// Up to `limit` events that may be sent at the same time. Parked ones are among them if
    /// `retries` are wanted.
    pub(super) fn take(&mut self, limit: usize, retries: usize, now: Instant) -> Vec<Outgoing> {
        let mut taken = Vec::new();
        while taken.len() < limit.min(retries)
            && let Some((due, _)) = self.due.first()
            && *due <= now
            && let Some((_, key)) = self.due.pop_first()
        {
            taken.extend(self.begin(&key));
        }
        while taken.len() < limit
            && let Some(key) = self.ready.pop_front()
        {
            taken.extend(self.begin(&key));
        }
        taken
    }

    fn begin(&mut self, key: &Key) -> Option<Outgoing> {
        let lane = self.of.get_mut(key)?;
        lane.due = None;
        let event = lane.queue.pop_front()?;
        lane.sending = Some(Parkable::from(&event));
        Some(event)
    }

    /// The target has received an event.
    pub(super) fn received(&mut self, event: &Outgoing, now: Instant) {
        let key = key_of(event);
        if self.end(&key) {
            self.changes.push(Change::Received {
                account: event.account.clone(),
                position: event.position,
            });
        } else {
            self.settle(event.position);
        }
        self.go_on(key, now);
    }

    /// The target has refused an event, which waits before it is sent again.
    pub(super) fn refused(
        &mut self,
        mut event: Outgoing,
        error: String,
        pause: Duration,
        now: Instant,
    ) {
        event.attempts += 1;
        let key = key_of(&event);
        self.end(&key);
        self.changes.push(Change::Waits {
            event: Parkable::from(&event),
            after: pause,
            error,
        });
        self.settle(event.position);
        self.park(&key);
        if let Some(lane) = self.of.get_mut(&key) {
            // Those behind it are in the store.
            lane.queue.clear();
            lane.queue.push_back(event);
        }
        self.wait(key, now + pause);
    }

    /// The target has refused an event for the last time.
    pub(super) fn died(&mut self, mut event: Outgoing, error: String, now: Instant) {
        event.attempts += 1;
        let key = key_of(&event);
        self.end(&key);
        self.changes.push(Change::Dead {
            event: Parkable::from(&event),
            error,
        });
        self.settle(event.position);
        self.go_on(key, now);
    }

    /// An event was not sent.
    pub(super) fn returned(&mut self, event: Outgoing, now: Instant) {
        let key = key_of(&event);
        let parked = self.end(&key);
        if let Some(lane) = self.of.get_mut(&key) {
            lane.queue.push_front(event);
        }
        if parked {
            self.wait(key, now);
        } else {
            self.ready.push_front(key);
        }
    }

    /// Parks a lane whose event takes long, so that the cursor need not wait for it.
    pub(super) fn set_aside(&mut self, key: &Key) {
        let Some(lane) = self.of.get(key).filter(|lane| !lane.parked) else {
            return;
        };
        if let Some(event) = lane.sending.clone() {
            let position = event.position;
            self.changes.push(Change::Waits {
                event,
                after: Duration::ZERO,
                error: String::new(),
            });
            self.settle(position);
            self.park(key);
        }
    }

    /// Takes in the next events of a drained lane. Without any the lane is not parked any more.
    pub(super) fn refill(&mut self, key: Key, events: Vec<Outgoing>, now: Instant) {
        let Some(lane) = self.of.get_mut(&key) else {
            return;
        };
        if events.is_empty() {
            self.of.remove(&key);
            self.parked = self.parked.saturating_sub(1);
        } else {
            lane.queue = events.into();
            self.wait(key, now);
        }
    }

    /// The drained lanes, once their changes are stored.
    pub(super) fn drained(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.drained)
    }

    /// The position that the target has passed, and what must be stored with it.
    pub(super) fn progress(&mut self) -> (i64, Vec<Change>) {
        while let Some((position, true)) = self.window.front() {
            self.cursor = *position;
            self.window.pop_front();
        }
        (self.cursor, std::mem::take(&mut self.changes))
    }

    /// Whether there is anything to store.
    pub(super) fn is_changed(&self) -> bool {
        !self.changes.is_empty()
            || !self.drained.is_empty()
            || matches!(self.window.front(), Some((_, true)))
    }

    /// Whether every event that was read is settled, and none is parked.
    pub(super) fn is_idle(&self) -> bool {
        self.of.is_empty() && self.window.is_empty()
    }

    /// When the first parked lane may be tried.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.due.first().map(|(due, _)| *due)
    }

    /// Ends the sending of a lane. Returns whether the lane is parked.
    fn end(&mut self, key: &Key) -> bool {
        self.of.get_mut(key).is_some_and(|lane| {
            lane.sending = None;
            lane.parked
        })
    }

    /// Goes on with the next event of a lane.
    fn go_on(&mut self, key: Key, now: Instant) {
        let Some(lane) = self.of.get(&key) else {
            return;
        };
        match (lane.parked, lane.queue.is_empty()) {
            (true, true) => self.drained.push(key),
            (true, false) => self.wait(key, now),
            (false, true) => {
                self.of.remove(&key);
            }
            (false, false) => self.ready.push_back(key),
        }
    }

    /// Parks a lane: what is queued in it is stored.
    fn park(&mut self, key: &Key) {
        let Some(lane) = self.of.get_mut(key).filter(|lane| !lane.parked) else {
            return;
        };
        lane.parked = true;
        self.parked += 1;
        let queued = std::mem::take(&mut lane.queue);
        for event in queued {
            self.changes.push(behind(&event));
            self.settle(event.position);
        }
    }

    fn wait(&mut self, key: Key, due: Instant) {
        if let Some(lane) = self.of.get_mut(&key) {
            if let Some(before) = lane.due.replace(due) {
                self.due.remove(&(before, key.clone()));
            }
            self.due.insert((due, key));
        }
    }

    fn settle(&mut self, position: i64) {
        if let Ok(at) = self.window.binary_search_by_key(&position, |(at, _)| *at) {
            self.window[at].1 = true;
        }
    }
}

/// An event waits behind another one of its lane.
fn behind(event: &Outgoing) -> Change {
    Change::Waits {
        event: Parkable::from(event),
        after: Duration::ZERO,
        error: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use cosell_world::machine;

    use super::*;

    fn event(position: i64, resource: &str) -> Outgoing {
        Outgoing {
            position,
            sequence: position,
            account: "111111111111".to_owned(),
            resource: resource.to_owned(),
            catalog: "AWS".to_owned(),
            stored_at: 0,
            id: position.to_string(),
            envelope: None,
            origin: None,
            attempts: 0,
            traceparent: None,
        }
    }

    fn lanes(events: &[(i64, &str)]) -> Lanes {
        let mut lanes = Lanes::new(0);
        for (position, resource) in events {
            lanes.push(event(*position, resource));
        }
        lanes
    }

    fn positions(taken: &[Outgoing]) -> Vec<i64> {
        taken.iter().map(|event| event.position).collect()
    }

    #[test]
    fn resources_are_sent_side_by_side_and_the_events_of_each_in_order() {
        let now = machine::instant();
        let mut lanes = lanes(&[(1, "a"), (2, "a"), (3, "b")]);
        let first = lanes.take(9, 9, now);
        assert_eq!(positions(&first), [1, 3]);
        assert!(lanes.take(9, 9, now).is_empty());
        lanes.received(&first[1], now);
        assert_eq!(lanes.progress().0, 0, "an earlier event is not settled");
        lanes.received(&first[0], now);
        assert_eq!(lanes.progress().0, 1);
        assert_eq!(positions(&lanes.take(9, 9, now)), [2]);
    }

    #[test]
    fn a_refused_event_parks_its_resource_and_the_cursor_goes_on() {
        let now = machine::instant();
        let mut lanes = lanes(&[(1, "a"), (2, "a"), (3, "b")]);
        let taken = lanes.take(9, 9, now);
        let pause = Duration::from_secs(1);
        lanes.refused(taken[0].clone(), "no".to_owned(), pause, now);
        lanes.received(&taken[1], now);
        lanes.push(event(4, "a"));
        let (cursor, changes) = lanes.progress();
        assert_eq!(cursor, 4);
        assert_eq!(changes.len(), 3, "{changes:?}");
        assert!(lanes.take(9, 9, now).is_empty());
        let again = lanes.take(9, 9, now + pause);
        assert_eq!((again[0].position, again[0].attempts), (1, 1));
        lanes.received(&again[0], now);
        let (_, changes) = lanes.progress();
        assert!(matches!(
            changes[..],
            [Change::Received { position: 1, .. }]
        ));
        let drained = lanes.drained();
        lanes.refill(drained[0].clone(), vec![event(2, "a"), event(4, "a")], now);
        let next = lanes.take(9, 9, now);
        assert_eq!(positions(&next), [2]);
        lanes.died(next[0].clone(), "no".to_owned(), now);
        let (_, changes) = lanes.progress();
        assert!(matches!(changes[..], [Change::Dead { .. }]));
        let last = lanes.take(9, 9, now);
        lanes.received(&last[0], now);
        let drained = lanes.drained();
        lanes.refill(drained[0].clone(), Vec::new(), now);
        lanes.push(event(5, "a"));
        assert_eq!(positions(&lanes.take(9, 9, now)), [5]);
    }

    #[test]
    fn an_event_that_takes_long_does_not_hold_up_the_cursor() {
        let now = machine::instant();
        let mut lanes = lanes(&[(1, "a"), (2, "b")]);
        let taken = lanes.take(9, 9, now);
        lanes.received(&taken[1], now);
        lanes.set_aside(&key_of(&taken[0]));
        let (cursor, changes) = lanes.progress();
        assert_eq!((cursor, changes.len()), (2, 1));
        lanes.received(&taken[0], now);
        let (_, changes) = lanes.progress();
        assert!(matches!(
            changes[..],
            [Change::Received { position: 1, .. }]
        ));
    }

    #[test]
    fn a_dead_letter_that_waits_again_comes_before_the_later_events_of_its_resource() {
        let now = machine::instant();
        let mut lanes = lanes(&[(7, "a"), (8, "a"), (9, "b")]);
        lanes.push_parked(event(3, "a"), now);
        lanes.push_parked(event(4, "b"), now);
        assert_eq!(positions(&lanes.take(9, 9, now)), [3, 4]);
        assert_eq!(lanes.progress().0, 9);
    }

    #[test]
    fn an_event_that_was_not_sent_is_sent_first() {
        let now = machine::instant();
        let mut lanes = lanes(&[(1, "a"), (2, "a")]);
        let taken = lanes.take(9, 9, now);
        lanes.returned(taken[0].clone(), now);
        assert_eq!(positions(&lanes.take(9, 9, now)), [1]);
        assert_eq!(lanes.progress().0, 0);
    }
}
