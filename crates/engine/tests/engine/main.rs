//! The promises of the engine. One program, because linking is what a build waits for.

mod clock;
mod common;
mod faults;
mod model;
mod nodes;
mod restarts;
mod runs;
mod timers;
