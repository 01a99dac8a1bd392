//! Clock, random numbers and waiting.
//!
//! Only this crate asks the machine for the time, sleeps, or draws random numbers; the lints refuse
//! that in every other crate. The others are given a [`World`], so that a test or an operator can
//! freeze the clock, move it, and repeat the ids of a run from its seed. Times that the clock must
//! not change, such as the deadline of a request or the backoff of a failed loop, are in
//! [`machine`].
//!
//! There are two times. The world's time is what the API shows and what timers, retries and delays
//! wait for; it follows the [`Clock`], which can be changed while the program runs. True time is
//! the machine's: leases, the backoff of database retries and measurements use it.

mod clock;
pub mod machine;
mod random;
mod world;

pub use clock::Clock;
pub use random::Random;
pub use world::World;
