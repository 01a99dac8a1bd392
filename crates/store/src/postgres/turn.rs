//! How many transactions run side by side, when they take each other's place.
//!
//! PostgreSQL notices that two transactions read and wrote past each other by the pages of indexes
//! that they touched, and new rows of all kinds land on the last page. So how many can gain from
//! running at once depends on what they do, and is found out: every conflict takes a quarter of the
//! number, every commit raises it a little. A transaction that lost goes to the head of the queue,
//! and where all want the same row, they run one at a time.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use cosell_world::machine;
use tokio::sync::oneshot;

use crate::Error;

/// What a commit adds to the number of those side by side. With [`LOSS`], the best of six pairs
/// under 32 clients: creates run as fast as without any limit, tasks more than twice as fast.
const GROWTH: f64 = 0.3;

/// What a conflict leaves of it.
const LOSS: f64 = 0.75;

/// Tries in all. One at a time here, a transaction loses only to other processes, of which there
/// are a few.
const TRIES: u32 = 24;

/// Tries that are made at once again: as many as it takes until transactions here run one at a
/// time.
const PROMPT: u32 = 4;

/// The longest pause before the first try that is not; it doubles with each one after, up to
/// [`LONGEST`].
const PAUSE: Duration = Duration::from_millis(2);

/// The longest pause of all: short beside the time that callers wait.
const LONGEST: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub(super) struct Turns(Mutex<Queue>);

#[derive(Debug)]
struct Queue {
    /// How many may run side by side, and a fraction on the way to one more.
    room: f64,
    most: f64,
    running: usize,
    waiting: VecDeque<oneshot::Sender<()>>,
}

/// The right to run a transaction, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// Room for `most` transactions side by side, until they conflict.
    pub(super) fn new(most: u32) -> Self {
        Self(Mutex::new(Queue {
            room: f64::from(most),
            most: f64::from(most),
            running: 0,
            waiting: VecDeque::new(),
        }))
    }

    fn with<T>(&self, work: impl FnOnce(&mut Queue) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits for the right to run a transaction that lost so many tries.
    pub(super) async fn take(&self, lost: u32) -> Turn<'_> {
        let called = self.with(|queue| queue.enter(lost > 0));
        if let Some(called) = called {
            let mut place = Place {
                turns: self,
                called,
            };
            // The sender is dropped by nobody before it is used.
            let _ = (&mut place.called).await;
        }
        Turn(self)
    }

    /// The number of transactions that wait for their turn.
    pub(super) fn waiting(&self) -> usize {
        self.with(|queue| queue.waiting.len())
    }

    pub(super) fn committed(&self) {
        self.with(|queue| queue.room = (queue.room + GROWTH).min(queue.most));
    }

    pub(super) fn conflicted(&self) {
        self.with(|queue| queue.room = (queue.room * LOSS).max(1.0));
    }

    /// Waits before the next try of a transaction that lost so many. `Error::Unavailable` when it
    /// has had them all.
    pub(super) async fn pause(&self, lost: u32) -> Result<(), Error> {
        if lost >= TRIES {
            let text = format!("other transactions came first {lost} times");
            return Err(Error::Unavailable(text));
        }
        if let Some(doublings) = lost.checked_sub(PROMPT) {
            let most = PAUSE.saturating_mul(1 << doublings.min(16)).min(LONGEST);
            machine::sleep(machine::jitter(most)).await;
        }
        Ok(())
    }
}

/// A place in the queue. Whoever leaves it after having been called hands the turn on.
struct Place<'a> {
    turns: &'a Turns,
    called: oneshot::Receiver<()>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.called.close();
        if self.called.try_recv().is_ok() {
            drop(Turn(self.turns));
        }
    }
}

impl Queue {
    /// Counts the caller among the running, or lets it wait to be called.
    fn enter(&mut self, first: bool) -> Option<oneshot::Receiver<()>> {
        if self.has_room() && self.waiting.is_empty() {
            self.running += 1;
            return None;
        }
        let (call, called) = oneshot::channel();
        if first {
            self.waiting.push_front(call);
        } else {
            self.waiting.push_back(call);
        }
        self.call();
        Some(called)
    }

    fn has_room(&self) -> bool {
        // A queue counts a handful.
        u32::try_from(self.running).is_ok_and(|running| f64::from(running) + 1.0 <= self.room)
    }

    fn call(&mut self) {
        while self.has_room()
            && let Some(next) = self.waiting.pop_front()
        {
            if next.send(()).is_ok() {
                self.running += 1;
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.with(|queue| {
            queue.running -= 1;
            queue.call();
        });
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn conflicts_narrow_the_way_down_to_one_and_commits_widen_it() {
        let turns = Turns::new(4);
        for _ in 0..10 {
            turns.conflicted();
        }
        let first = turns
            .take(0)
            .now_or_never()
            .expect("there is always room for one");
        assert!(turns.take(0).now_or_never().is_none(), "and for no other");
        drop(first);
        for _ in 0..100 {
            turns.committed();
        }
        let held: Vec<_> = (0..4)
            .filter_map(|_| turns.take(0).now_or_never())
            .collect();
        assert_eq!(held.len(), 4);
        assert!(
            turns.take(0).now_or_never().is_none(),
            "never beyond the most"
        );
    }

    #[test]
    fn whoever_lost_is_called_before_the_others() {
        let turns = Turns::new(1);
        let running = turns.take(0).now_or_never().expect("room");
        let (mut new, mut lost) = (Box::pin(turns.take(0)), Box::pin(turns.take(1)));
        assert!(new.as_mut().now_or_never().is_none());
        assert!(lost.as_mut().now_or_never().is_none());
        assert_eq!(turns.waiting(), 2);
        drop(running);
        assert!(new.as_mut().now_or_never().is_none());
        let turn = lost.as_mut().now_or_never().expect("its turn");
        drop(turn);
        assert!(new.as_mut().now_or_never().is_some());
    }

    #[test]
    fn whoever_left_is_not_waited_for() {
        let turns = Turns::new(1);
        let running = turns.take(0).now_or_never().expect("room");
        assert!(
            turns.take(0).now_or_never().is_none(),
            "it waits, and leaves"
        );
        let mut called = Box::pin(turns.take(0));
        assert!(called.as_mut().now_or_never().is_none());
        drop(running);
        // It was called, and leaves without having heard of it.
        drop(called);
        assert!(turns.take(0).now_or_never().is_some());
    }
}
