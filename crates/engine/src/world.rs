//! The world that everything else runs in: time and identity.
//!
//! This is the only module that asks the machine for the time, waits, or draws random numbers.
//! Everything else is handed a [`World`], so that a test can hold the clock still and repeat the
//! ids of a run from its seed.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// The characters of ids, in ascending order so that ids sort as the numbers they encode.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Characters of an id that hold its time: 36^8 milliseconds reach to the year 2059.
const TIME_DIGITS: usize = 8;

/// 2024-01-01 in milliseconds: the origin of opportunity numbers.
const NUMBERS_SINCE: i64 = 1_704_067_200_000;

/// Clock and ids, shared by cloning.
#[derive(Clone, Debug)]
pub struct World {
    clock: Clock,
    ids: Arc<Mutex<Ids>>,
}

/// What time it is.
#[derive(Clone, Debug)]
enum Clock {
    System,
    /// Stands still at this many milliseconds since 1970.
    Frozen(i64),
}

#[derive(Debug)]
struct Ids {
    random: StdRng,
    last_number: u64,
}

impl World {
    /// The machine's time and ids that do not repeat.
    pub fn system() -> Self {
        Self::with(Clock::System, StdRng::from_os_rng())
    }

    /// The machine's time and ids whose random part repeats with the seed.
    pub fn seeded(seed: u64) -> Self {
        Self::with(Clock::System, StdRng::seed_from_u64(seed))
    }

    /// A clock that stands still, and ids that repeat.
    pub fn frozen(millis: i64, seed: u64) -> Self {
        Self::with(Clock::Frozen(millis), StdRng::seed_from_u64(seed))
    }

    fn with(clock: Clock, random: StdRng) -> Self {
        Self {
            clock,
            ids: Arc::new(Mutex::new(Ids {
                random,
                last_number: 0,
            })),
        }
    }

    /// Now, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        match self.clock {
            #[expect(clippy::disallowed_methods, reason = "this module owns the clock")]
            Clock::System => jiff::Timestamp::now().as_millisecond(),
            Clock::Frozen(millis) => millis,
        }
    }

    /// True time for measuring how long something took; never moved.
    #[expect(clippy::disallowed_methods, reason = "this module owns the clock")]
    pub fn instant(&self) -> Instant {
        Instant::now()
    }

    /// Waits.
    #[expect(clippy::disallowed_methods, reason = "this module owns waiting")]
    pub async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }

    /// An id of `length` characters of `[0-9a-z]`: the time first, so that new ids sort behind old
    /// ones and land at the end of an index, then chance.
    pub fn id(&self, length: usize) -> String {
        let mut id = vec![b'0'; length];
        let mut rest = u64::try_from(self.now()).unwrap_or(0);
        for place in id.iter_mut().take(TIME_DIGITS).rev() {
            *place = digit(rest);
            rest /= 36;
        }
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        for place in id.iter_mut().skip(TIME_DIGITS) {
            *place = digit(ids.random.random_range(0..36));
        }
        id.into_iter().map(char::from).collect()
    }

    /// A number that grows: a thousand for every millisecond since 2024, and some chance, so that
    /// two processes do not draw the same.
    pub fn number(&self) -> u64 {
        let floor = u64::try_from(self.now() - NUMBERS_SINCE)
            .unwrap_or(1)
            .saturating_mul(1000);
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let step = ids.random.random_range(1..=499);
        ids.last_number = floor.max(ids.last_number) + step;
        ids.last_number
    }

    /// A share of `most`, drawn evenly: the jitter of a retry.
    pub fn share_of(&self, most: Duration) -> Duration {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        most.mul_f64(ids.random.random_range(0.0..1.0))
    }
}

fn digit(number: u64) -> u8 {
    DIGITS[usize::try_from(number % 36).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_repeat_under_a_seed_and_a_still_clock() {
        let (one, two) = (
            World::frozen(1_764_000_000_000, 7),
            World::frozen(1_764_000_000_000, 7),
        );
        for length in [13, 14] {
            assert_eq!(one.id(length), two.id(length));
        }
        assert_eq!(one.number(), two.number());
    }

    #[test]
    fn later_ids_sort_behind_earlier_ones() {
        let earlier = World::frozen(1_764_000_000_000, 1).id(14);
        let later = World::frozen(1_764_000_000_001, 2).id(14);
        assert!(earlier < later, "{earlier} < {later}");
        assert_eq!(later.len(), 14);
    }

    #[test]
    fn numbers_grow_even_when_the_clock_stands_still() {
        let world = World::frozen(1_764_000_000_000, 1);
        let numbers: Vec<u64> = (0..1000).map(|_| world.number()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
