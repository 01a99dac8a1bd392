//! The newest attempts to deliver events, for people who ask what was sent to whom.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// How many attempts of all targets are kept: one takes some hundred bytes.
const KEPT: usize = 4096;

/// How many characters are kept of an error.
const ERROR: usize = 256;

/// An attempt of this node to deliver an event.
#[derive(Clone, Debug)]
pub(crate) struct Attempted {
    /// The target, or the replay.
    pub(crate) cursor: String,
    pub(crate) position: i64,
    /// When it ended, in milliseconds of true time since 1970.
    pub(crate) at: i64,
    /// Why the event was not received.
    pub(crate) error: Option<String>,
}

/// The attempts, the oldest first.
#[derive(Debug, Default)]
pub(super) struct History(Mutex<VecDeque<Attempted>>);

impl History {
    pub(super) fn add(&self, mut attempted: Attempted) {
        if let Some(error) = &mut attempted.error {
            let end = error.char_indices().nth(ERROR).map(|(end, _)| end);
            error.truncate(end.unwrap_or(error.len()));
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(attempted);
    }

    /// The attempts to deliver the event at a position.
    pub(super) fn of(&self, position: i64) -> Vec<Attempted> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = kept.iter().filter(|one| one.position == position);
        of.cloned().collect()
    }
}
