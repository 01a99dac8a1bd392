//! A random number generator, seeded by the machine or by a given seed, which repeats its numbers
//! in every run.

use std::ops::RangeInclusive;

use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};

/// A random number generator. A clone draws the same numbers.
#[derive(Clone, Debug)]
pub struct Random(StdRng);

impl Random {
    /// A generator whose numbers can be neither predicted nor repeated.
    #[expect(
        clippy::disallowed_methods,
        reason = "random numbers come from this crate alone"
    )]
    pub fn from_os() -> Self {
        Self(StdRng::from_os_rng())
    }

    /// A generator whose numbers repeat with the seed.
    #[expect(
        clippy::disallowed_methods,
        reason = "random numbers come from this crate alone"
    )]
    pub fn seeded(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number within a range, which must not be empty.
    pub fn within(&mut self, range: RangeInclusive<u64>) -> u64 {
        self.0.random_range(range)
    }

    /// A number from 0 up to, but not including, 1.
    pub fn share(&mut self) -> f64 {
        self.0.random_range(0.0..1.0)
    }

    /// Whether an event of this probability, between 0 and 1, occurs.
    pub fn occurs(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability)
    }

    /// Random bytes.
    pub fn bytes<const LENGTH: usize>(&mut self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}
