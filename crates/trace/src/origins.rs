//! Which span stored an event, as far as this node remembers.

use std::collections::{HashMap, VecDeque};

use crate::context::SpanContext;

/// How many events are remembered: those of some seconds of a busy server. An event that is sent
/// later has no link.
const MAX_ORIGINS: usize = 4096;

/// The spans that stored events, by the id that receivers see; the oldest are forgotten.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    by_event: HashMap<String, SpanContext>,
    oldest: VecDeque<String>,
}

impl Origins {
    pub(crate) fn insert(&mut self, event: String, origin: SpanContext) {
        if self.oldest.len() >= MAX_ORIGINS
            && let Some(oldest) = self.oldest.pop_front()
        {
            self.by_event.remove(&oldest);
        }
        self.oldest.push_back(event.clone());
        self.by_event.insert(event, origin);
    }

    pub(crate) fn find(&self, event: &str) -> Option<SpanContext> {
        self.by_event.get(event).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_events_are_forgotten() {
        let mut origins = Origins::default();
        let origin = SpanContext::root();
        for number in 0..=MAX_ORIGINS {
            origins.insert(number.to_string(), origin);
        }
        assert_eq!(origins.find("0"), None);
        assert_eq!(origins.find("1"), Some(origin));
        assert_eq!(origins.by_event.len(), MAX_ORIGINS);
    }
}
