//! Durable tasks.
//!
//! A task is a list of steps over a record in the store. Its journal, its cursor, the effects of
//! its steps and the events they cause commit together, so a step's effect happens exactly once by
//! construction. This crate does not know opportunities.
//!
//! ```text
//!  notices ──► queue ──► runner ──► journal (one transaction) ──► ended, parked, or on
//!  lease ───────┘ (take-overs)         └─ attempt (fault points)
//! ```

mod attempt;
mod begin;
mod counters;
mod engine;
pub mod fault;
mod fault_point;
mod journal;
mod lease;
mod lock_turns;
mod queue;
mod runner;
mod spans;
mod task;
mod timer;
mod waiters;

pub use begin::Begun;
pub use counters::Counters;
pub use engine::{Engine, Options, Restarted, StepCommit};
pub use spans::Origin;
pub use task::{Done, FIRST_EPOCH, Refusal, Step, StepError, TaskKind, first_record};
pub use timer::{Batch, Timer};
pub use waiters::EndMark;
