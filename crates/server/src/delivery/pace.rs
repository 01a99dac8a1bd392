//! How long a sender waits after a failure: exponential, with full jitter.
//!
//! An event that is refused waits for itself. A target that is not reached at all is left alone for
//! a while, and then probed with one attempt at a time until it is reached.

use std::time::{Duration, Instant};

use cosell_world::World;

/// The upper limit of the first pause before an event is sent again; it doubles with each refusal.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// The same for a target that is not reached.
const FIRST_BACKOFF: Duration = Duration::from_millis(100);
const LONGEST_BACKOFF: Duration = Duration::from_secs(5);

/// The pause after a refusal that follows so many.
pub(super) fn pause(world: &World, refusals: i64) -> Duration {
    let doubled = u32::try_from(refusals.clamp(0, 16)).unwrap_or(0);
    let most = FIRST_PAUSE.saturating_mul(1 << doubled);
    world.jitter(most.min(LONGEST_PAUSE))
}

/// Whether the target is reached.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    /// How often in a row it was not.
    unreached: u32,
    until: Option<Instant>,
}

impl Backoff {
    /// When the target may be tried again, if that is later.
    pub(super) fn until(&self, now: Instant) -> Option<Instant> {
        self.until.filter(|until| *until > now)
    }

    /// How many attempts may be made at the same time, of so many.
    pub(super) fn concurrency(&self, most: usize) -> usize {
        if self.unreached == 0 { most } else { 1 }
    }

    /// The target was not reached. Attempts that were made together count once.
    pub(super) fn failed(&mut self, world: &World, now: Instant) {
        if self.until(now).is_none() {
            let doubled = FIRST_BACKOFF.saturating_mul(1 << self.unreached.min(16));
            self.until = Some(now + world.jitter(doubled.min(LONGEST_BACKOFF)));
            self.unreached += 1;
        }
    }

    /// The target was reached.
    pub(super) fn reached(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use cosell_world::machine;

    use super::*;

    #[test]
    fn a_target_that_is_not_reached_is_probed_with_one_attempt_until_it_is() {
        let (world, now) = (World::frozen(0, 7), machine::instant());
        let mut backoff = Backoff::default();
        assert_eq!((backoff.until(now), backoff.concurrency(16)), (None, 16));
        let mut pauses = Vec::new();
        let mut at = now;
        for _ in 0..20 {
            backoff.failed(&world, at);
            let until = backoff.until(at).unwrap_or(at);
            // Another attempt of the same time fails too.
            backoff.failed(&world, at);
            assert!(until <= at + LONGEST_BACKOFF);
            pauses.push(until - at);
            at = until;
            assert_eq!((backoff.until(at), backoff.concurrency(16)), (None, 1));
        }
        assert!(
            pauses.iter().any(|pause| *pause > FIRST_BACKOFF),
            "{pauses:?}"
        );
        backoff.reached();
        assert_eq!((backoff.until(now), backoff.concurrency(16)), (None, 16));
    }

    #[test]
    fn the_pause_of_an_event_grows_to_a_minute() {
        let world = World::frozen(0, 7);
        assert!(pause(&world, 0) <= FIRST_PAUSE);
        let late: Vec<Duration> = (0..20).map(|_| pause(&world, 100)).collect();
        assert!(late.iter().all(|pause| *pause <= LONGEST_PAUSE), "{late:?}");
        assert!(
            late.iter().any(|pause| *pause > LONGEST_PAUSE / 2),
            "{late:?}"
        );
    }
}
