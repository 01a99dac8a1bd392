//! Clock, chance and waiting.
//!
//! This crate alone asks the machine for the time, waits for it, or draws random numbers; the lints
//! refuse it everywhere else. Everything else is handed a [`World`], so that a test or an operator
//! can hold the clock still, move it, and repeat the ids of a run from its seed. What no clock may
//! move, such as the deadline of a request or the pause of a loop that failed, is of [`machine`].
//!
//! There are two times. The world's time is what the API shows and what timers, retries and delays
//! wait for; it follows the [`Clock`], which can be changed while the program runs. True time is
//! for what concerns the machine: leases, pauses before the database is asked again, measurements.

mod clock;
pub mod machine;
mod random;
mod world;

pub use clock::Clock;
pub use random::Random;
pub use world::World;
