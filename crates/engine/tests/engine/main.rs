//! The promises of the engine. One program, because linking is what a build waits for; `model`
//! alone is another.

mod clock;
mod common;
mod faults;
mod nodes;
mod restarts;
mod runs;
mod timers;
