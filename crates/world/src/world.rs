//! A clock that can be set and moved, and ids that can repeat.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::{Clock, Random, machine};

/// The characters of ids, in ascending order so that ids sort as the numbers they encode.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Characters of an id that hold its time: 36^8 milliseconds reach to the year 2059.
const TIME_DIGITS: usize = 8;

/// Characters of a node's id.
const NODE_LENGTH: usize = 16;

/// 2024-01-01 in milliseconds: the origin of opportunity numbers.
const NUMBERS_SINCE: i64 = 1_704_067_200_000;

/// The longest sleep before the clock is looked at again: the machine's own clock may be set.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);

/// Clock and ids, shared by cloning.
#[derive(Clone, Debug)]
pub struct World {
    clock: Arc<watch::Sender<Clock>>,
    ids: Arc<Mutex<Ids>>,
    node: Arc<str>,
}

#[derive(Debug)]
struct Ids {
    random: Random,
    last_number: u64,
}

impl World {
    /// The machine's time and ids that do not repeat.
    pub fn system() -> Self {
        Self::with(Clock::System, Random::from_os())
    }

    /// The machine's time and ids whose random part repeats with the seed.
    pub fn seeded(seed: u64) -> Self {
        Self::with(Clock::System, Random::seeded(seed))
    }

    /// A clock that stands still, and ids that repeat.
    pub fn frozen(millis: i64, seed: u64) -> Self {
        Self::with(Clock::Frozen { at: millis }, Random::seeded(seed))
    }

    fn with(clock: Clock, random: Random) -> Self {
        // Not from the seed: two lives of a program must not take each other for one.
        let node = spell(machine::now(), NODE_LENGTH, &mut Random::from_os());
        Self {
            clock: Arc::new(watch::Sender::new(clock)),
            ids: Arc::new(Mutex::new(Ids {
                random,
                last_number: 0,
            })),
            node: node.into(),
        }
    }

    /// The name of this life of the program. No two are called the same.
    pub fn node(&self) -> &str {
        &self.node
    }

    /// The world's time, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        let clock = *self.clock.borrow();
        clock.at(machine::now())
    }

    /// True time in milliseconds since 1970, whatever the clock shows.
    pub fn true_now(&self) -> i64 {
        machine::now()
    }

    /// The clock as it is set.
    pub fn clock(&self) -> Clock {
        *self.clock.borrow()
    }

    /// Sets the clock. Whoever sleeps until a time that it shows now wakes up.
    pub fn set_clock(&self, clock: Clock) {
        self.clock.send_replace(clock);
    }

    /// Sets the time and leaves the clock running as it ran.
    pub fn set_time(&self, time: i64) {
        self.clock
            .send_modify(|clock| *clock = clock.showing(time, machine::now()));
    }

    /// Lets the clock run `factor` times as fast from now on; 0 holds it still.
    pub fn set_factor(&self, factor: f64) {
        self.clock.send_modify(|clock| {
            let since = machine::now();
            let from = clock.at(since);
            *clock = if factor > 0.0 && factor.is_finite() {
                Clock::Rated {
                    from,
                    since,
                    factor,
                }
            } else {
                Clock::Frozen { at: from }
            };
        });
    }

    /// True time for measuring how long something took; never moved.
    pub fn instant(&self) -> Instant {
        machine::instant()
    }

    /// Waits in true time.
    pub async fn sleep(&self, duration: Duration) {
        machine::sleep(duration).await;
    }

    /// Waits in true time and blocks the thread, for a program that does nothing else meanwhile.
    pub fn block(&self, duration: Duration) {
        machine::block(duration);
    }

    /// Waits until the world's time is `time`, however it gets there.
    pub async fn sleep_until(&self, time: i64) {
        let mut changes = self.clock.subscribe();
        loop {
            let clock = *changes.borrow_and_update();
            let left = clock.until(time, machine::now());
            if left.is_some_and(|left| left.is_zero()) {
                return;
            }
            tokio::select! {
                () = self.sleep(left.unwrap_or(LONGEST_SLEEP).min(LONGEST_SLEEP)) => {}
                _ = changes.changed() => {}
            }
        }
    }

    /// An id of `length` characters of `[0-9a-z]`: the time first, so that new ids sort behind old
    /// ones and land at the end of an index, then random.
    pub fn id(&self, length: usize) -> String {
        let now = self.now();
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        spell(now, length, &mut ids.random)
    }

    /// A number that grows: a thousand for every millisecond since 2024, and some random, so that
    /// two processes do not draw the same.
    pub fn number(&self) -> u64 {
        let floor = u64::try_from(self.now() - NUMBERS_SINCE)
            .unwrap_or(1)
            .saturating_mul(1000);
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let step = ids.random.within(1..=499);
        ids.last_number = floor.max(ids.last_number) + step;
        ids.last_number
    }

    /// Random bytes for secrets. They come from the machine whatever the seed is: a secret that
    /// repeats from run to run is none.
    pub fn secret<const LENGTH: usize>(&self) -> [u8; LENGTH] {
        machine::bytes()
    }

    /// A share of `most`, drawn evenly: the jitter of a retry.
    pub fn jitter(&self, most: Duration) -> Duration {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        most.mul_f64(ids.random.share())
    }
}

fn spell(time: i64, length: usize, random: &mut Random) -> String {
    let mut id = vec![b'0'; length];
    let mut rest = u64::try_from(time).unwrap_or(0);
    for place in id.iter_mut().take(TIME_DIGITS).rev() {
        *place = digit(rest);
        rest /= 36;
    }
    for place in id.iter_mut().skip(TIME_DIGITS) {
        *place = digit(random.within(0..=35));
    }
    id.into_iter().map(char::from).collect()
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
    fn secrets_do_not_repeat_under_a_seed() {
        let (one, two) = (World::seeded(7), World::seeded(7));
        assert_ne!(one.secret::<32>(), two.secret::<32>());
        assert_ne!(one.secret::<32>(), one.secret::<32>());
    }

    #[test]
    fn later_ids_sort_behind_earlier_ones() {
        let earlier = World::frozen(1_764_000_000_000, 1).id(14);
        let later = World::frozen(1_764_000_000_001, 2).id(14);
        assert!(earlier < later, "{earlier} < {later}");
        assert_eq!(later.len(), 14);
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_clock_is_moved_past_its_time() {
        let world = World::frozen(1_000, 1);
        let sleeper = tokio::spawn({
            let world = world.clone();
            async move { world.sleep_until(5_000).await }
        });
        world.set_time(4_999);
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        world.set_time(5_000);
        sleeper.await.expect("it wakes");
        assert_eq!(world.clock(), Clock::Frozen { at: 5_000 });
    }

    #[test]
    fn a_clock_goes_on_from_where_its_pace_changed() {
        let world = World::frozen(1_000, 1);
        world.set_factor(1000.0);
        assert!(world.now() >= 1_000);
        world.set_factor(0.0);
        assert_eq!(world.now(), world.now());
        assert!(matches!(world.clock(), Clock::Frozen { at } if at >= 1_000));
    }

    #[test]
    fn numbers_grow_even_when_the_clock_stands_still() {
        let world = World::frozen(1_764_000_000_000, 1);
        let numbers: Vec<u64> = (0..1000).map(|_| world.number()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
