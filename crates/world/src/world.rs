//! A clock that can be set and moved, and ids that repeat under a seed.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
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

/// The longest sleep before the clock is read again: the machine's own clock may be set meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);

/// Clock and ids, shared by cloning.
#[derive(Clone, Debug)]
pub struct World {
    clock: Arc<watch::Sender<Clock>>,
    ids: Arc<Mutex<Ids>>,
    node: Arc<str>,
}

#[derive(Clone, Debug)]
struct Ids {
    random: Random,
    /// Whether the random numbers are those of a seed.
    is_seeded: bool,
    last_number: u64,
}

impl World {
    /// The machine's time, and ids that do not repeat.
    pub fn system() -> Self {
        Self::with(Clock::System, None)
    }

    /// The machine's time, and ids whose random part repeats with the seed.
    pub fn seeded(seed: u64) -> Self {
        Self::with(Clock::System, Some(seed))
    }

    /// A frozen clock, and ids that repeat with the seed.
    pub fn frozen(millis: i64, seed: u64) -> Self {
        Self::with(Clock::Frozen { at: millis }, Some(seed))
    }

    /// Another world of the machine's time, whose ids come after those of this one. Under a seed
    /// they are those that this one would make next.
    #[must_use]
    pub fn fork(&self) -> Self {
        let ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ids = ids.clone();
        if !ids.is_seeded {
            ids.random = Random::from_os();
        }
        Self {
            ids: Arc::new(Mutex::new(ids)),
            ..Self::system()
        }
    }

    /// The clock and how far the numbers are, for a world that is to [resume](Self::resume) them.
    pub fn describe(&self) -> Value {
        let ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let clock = match self.clock() {
            Clock::System => json!({ "mode": "system" }),
            Clock::Frozen { at } => json!({ "mode": "frozen", "at": at }),
            Clock::Moved { by } => json!({ "mode": "moved", "by": by }),
            Clock::Rated { factor, .. } => {
                json!({ "mode": "rated", "at": self.now(), "factor": factor })
            }
        };
        json!({ "clock": clock, "last_number": ids.last_number })
    }

    /// Takes over what another world has described. What it does not describe stays.
    pub fn resume(&self, described: &Value) {
        let clock = &described["clock"];
        let number = |name: &str| clock[name].as_i64();
        let set = match (clock["mode"].as_str(), number("at"), number("by")) {
            (Some("system"), ..) => Some(Clock::System),
            (Some("frozen"), Some(at), _) => Some(Clock::Frozen { at }),
            (Some("moved"), _, Some(by)) => Some(Clock::Moved { by }),
            (Some("rated"), Some(from), _) => clock["factor"].as_f64().map(|factor| Clock::Rated {
                from,
                since: machine::now(),
                factor,
            }),
            _ => None,
        };
        if let Some(clock) = set {
            self.set_clock(clock);
        }
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let last = described["last_number"].as_u64().unwrap_or(0);
        ids.last_number = ids.last_number.max(last);
        // Not those that this world has made, or would make: they may be in what is resumed.
        ids.random = Random::seeded(ids.random.any() ^ last);
    }

    fn with(clock: Clock, seed: Option<u64>) -> Self {
        // Not from the seed: two processes must not mistake each other for the same node.
        let node = encode(machine::now(), NODE_LENGTH, &mut Random::from_os());
        Self {
            clock: Arc::new(watch::Sender::new(clock)),
            ids: Arc::new(Mutex::new(Ids {
                random: seed.map_or_else(Random::from_os, Random::seeded),
                is_seeded: seed.is_some(),
                last_number: 0,
            })),
            node: node.into(),
        }
    }

    /// The same world with ids of its own, which leave those of this one as they would be.
    #[must_use]
    pub fn aside(&self) -> Self {
        let ids = Ids {
            random: Random::from_os(),
            is_seeded: false,
            last_number: 0,
        };
        Self {
            ids: Arc::new(Mutex::new(ids)),
            ..self.clone()
        }
    }

    /// The id of this node, unique to this process.
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

    /// The current setting of the clock.
    pub fn clock(&self) -> Clock {
        *self.clock.borrow()
    }

    /// Sets the clock, and wakes every sleeper whose time has come.
    pub fn set_clock(&self, clock: Clock) {
        self.clock.send_replace(clock);
    }

    /// Sets the time; the clock keeps its speed.
    pub fn set_time(&self, time: i64) {
        self.clock
            .send_modify(|clock| *clock = clock.showing(time, machine::now()));
    }

    /// Makes the clock run `factor` times as fast from now on; 0 freezes it.
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

    /// True time for measurements; setting the clock does not change it.
    pub fn instant(&self) -> Instant {
        machine::instant()
    }

    /// Sleeps for a duration of true time.
    pub async fn sleep(&self, duration: Duration) {
        machine::sleep(duration).await;
    }

    /// Blocks the thread for a duration of true time, in a program that has nothing else to do.
    pub fn block(&self, duration: Duration) {
        machine::block(duration);
    }

    /// Sleeps until the world's time reaches `time`, whether it runs there or is set.
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

    /// An id of `length` characters of `[0-9a-z]`: the time first, so that new ids sort after old
    /// ones and are appended to the end of an index, then random characters.
    pub fn id(&self, length: usize) -> String {
        let now = self.now();
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        encode(now, length, &mut ids.random)
    }

    /// A growing number: a thousand for every millisecond since 2024, plus a random step, so that
    /// two processes do not draw the same number.
    pub fn number(&self) -> u64 {
        let floor = u64::try_from(self.now() - NUMBERS_SINCE)
            .unwrap_or(1)
            .saturating_mul(1000);
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let step = ids.random.within(1..=499);
        ids.last_number = floor.max(ids.last_number) + step;
        ids.last_number
    }

    /// Random bytes for secrets. They come from the machine even under a seed: a secret must not
    /// repeat from run to run.
    pub fn secret<const LENGTH: usize>(&self) -> [u8; LENGTH] {
        machine::bytes()
    }

    /// The jitter of a retry: a duration between zero and `most`, drawn uniformly.
    pub fn jitter(&self, most: Duration) -> Duration {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        most.mul_f64(ids.random.share())
    }
}

fn encode(time: i64, length: usize, random: &mut Random) -> String {
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
    fn ids_repeat_under_a_seed_and_a_frozen_clock() {
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
    fn a_fork_makes_the_ids_that_its_origin_would_make_next() {
        let origin = World::frozen(1_764_000_000_000, 7);
        let _ = origin.number();
        let forks = [origin.fork(), origin.fork()];
        for fork in &forks {
            fork.set_clock(Clock::Frozen {
                at: 1_764_000_000_000,
            });
        }
        let next = (origin.id(14), origin.number());
        for fork in &forks {
            assert_eq!((fork.id(14), fork.number()), next);
            assert_ne!(fork.node(), origin.node());
        }
    }

    #[test]
    fn secrets_do_not_repeat_under_a_seed() {
        let (one, two) = (World::seeded(7), World::seeded(7));
        assert_ne!(one.secret::<32>(), two.secret::<32>());
        assert_ne!(one.secret::<32>(), one.secret::<32>());
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
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
    fn a_clock_continues_from_the_time_at_which_its_speed_changed() {
        let world = World::frozen(1_000, 1);
        world.set_factor(1000.0);
        assert!(world.now() >= 1_000);
        world.set_factor(0.0);
        assert_eq!(world.now(), world.now());
        assert!(matches!(world.clock(), Clock::Frozen { at } if at >= 1_000));
    }

    #[test]
    fn numbers_grow_even_when_the_clock_is_frozen() {
        let world = World::frozen(1_764_000_000_000, 1);
        let numbers: Vec<u64> = (0..1000).map(|_| world.number()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
