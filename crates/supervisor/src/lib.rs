//! What keeps a process honest about itself: threads and loops that do not end unnoticed, a log
//! that holds up nobody, and one way to end.
//!
//! Every thread and every loop of the program is one of [`Loop`] and is run by a [`Supervisor`];
//! `tests/supervisor/sources.rs` refuses any other way that is not in its list, with a reason. A
//! loop that panics is started again, or ends the process, as its entry says; the supervisor knows
//! which of the two happened and how often.

pub mod end;
pub mod log;
pub mod panics;
mod supervisor;
mod table;

pub use supervisor::{Report, Supervisor};
pub use table::{Loop, OnPanic};
