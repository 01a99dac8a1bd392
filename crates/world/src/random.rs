//! Random numbers: of the machine, or of a seed and then the same in every run.

use std::ops::RangeInclusive;

use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};

/// Where random numbers come from.
#[derive(Debug)]
pub struct Random(StdRng);

impl Random {
    /// Numbers that nobody can foresee or repeat.
    #[expect(clippy::disallowed_methods, reason = "random numbers come from this crate alone")]
    pub fn from_os() -> Self {
        Self(StdRng::from_os_rng())
    }

    /// Numbers that repeat with the seed.
    #[expect(clippy::disallowed_methods, reason = "random numbers come from this crate alone")]
    pub fn seeded(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number of a range that is not empty.
    pub fn within(&mut self, range: RangeInclusive<u64>) -> u64 {
        self.0.random_range(range)
    }

    /// A part of one, and never all of it.
    pub fn share(&mut self) -> f64 {
        self.0.random_range(0.0..1.0)
    }

    /// Whether something happens that has this probability, between 0 and 1.
    pub fn occurs(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability)
    }

    /// As many bytes as are wanted.
    pub fn bytes<const LENGTH: usize>(&mut self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}
