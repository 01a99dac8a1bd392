//! The promises of the engine. One test binary, because linking dominates the build time; only
//! `model` is a separate one.

mod at_once;
mod clock;
mod common;
mod faults;
mod locks;
mod nodes;
mod restarts;
mod runs;
mod timers;
