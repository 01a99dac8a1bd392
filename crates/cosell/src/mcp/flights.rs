//! Messages that are on their way, of which there is a limited number.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

/// How many messages are carried at once. Another one waits, and with it the rest of the input.
const MOST: usize = 8;

/// The messages on their way.
#[derive(Debug, Default)]
pub(super) struct Flights(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    ended: Condvar,
}

#[derive(Debug, Default)]
struct State {
    flying: usize,
    /// Whether each of those with an id is cancelled.
    cancelled: BTreeMap<String, bool>,
}

/// A message on its way; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Flight {
    shared: Arc<Shared>,
    id: Option<String>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until fewer than this many are on their way.
    fn wait(&self, many: usize) -> MutexGuard<'_, State> {
        let waited = self
            .ended
            .wait_while(self.state(), |state| state.flying >= many);
        waited.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flights {
    /// Begins a message, as soon as there is room.
    pub(super) fn begin(&self, id: Option<&Value>) -> Flight {
        let id = id.map(Value::to_string);
        let mut state = self.0.wait(MOST);
        state.flying += 1;
        if let Some(id) = &id {
            state.cancelled.insert(id.clone(), false);
        }
        drop(state);
        Flight {
            shared: Arc::clone(&self.0),
            id,
        }
    }

    /// Cancels a message. One that is not on its way needs no cancellation.
    pub(super) fn cancel(&self, id: &Value) {
        if let Some(cancelled) = self.0.state().cancelled.get_mut(&id.to_string()) {
            *cancelled = true;
        }
    }

    /// Waits until none is on its way.
    pub(super) fn wait(&self) {
        drop(self.0.wait(1));
    }
}

impl Flight {
    pub(super) fn is_cancelled(&self) -> bool {
        let state = self.shared.state();
        let cancelled = self.id.as_ref().and_then(|id| state.cancelled.get(id));
        cancelled.copied().unwrap_or(false)
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.flying = state.flying.saturating_sub(1);
        if let Some(id) = &self.id {
            state.cancelled.remove(id);
        }
        drop(state);
        self.shared.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_message_that_is_named_is_cancelled_and_only_while_it_is_on_its_way() {
        let flights = Flights::default();
        let (number, text) = (json!(1), json!("1"));
        flights.cancel(&number);
        let one = flights.begin(Some(&number));
        let other = flights.begin(Some(&text));
        let unnamed = flights.begin(None);
        flights.cancel(&text);
        assert!(!one.is_cancelled() && other.is_cancelled() && !unnamed.is_cancelled());
        drop((one, other, unnamed));
        assert!(!flights.begin(Some(&text)).is_cancelled());
        flights.wait();
    }
}
