//! Supervision of the process: threads and loops whose panics are noticed, a log that never blocks
//! its writers, and one way to end the process.
//!
//! Every thread and every loop of the program is one of [`Loop`] and is run by a [`Supervisor`];
//! `tests/supervisor/sources.rs` refuses every other thread or task that is not in its list with a
//! reason. A loop that panics is restarted, or ends the process, as its entry in the table says;
//! the supervisor counts the restarts.

pub mod end;
pub mod log;
pub mod panics;
mod supervisor;
mod table;

pub use supervisor::{Report, Supervisor};
pub use table::{Loop, OnPanic};
