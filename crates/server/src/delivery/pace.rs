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
