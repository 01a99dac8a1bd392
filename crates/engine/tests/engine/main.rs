//! The promises of the engine.

mod clock;
mod common;
mod faults;
mod nodes;
mod restarts;
mod runs;
mod timers;
