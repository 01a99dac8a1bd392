//! Durable tasks.
//!
//! A task is a list of steps over a record in the store. Its journal, its cursor, the effects of
//! its steps and the events they cause commit together, so a step's effect happens exactly once by
//! construction: [`runner`] holds how. This crate knows nothing of opportunities.

pub mod fault;
mod journal;
mod runner;
mod task;
pub mod world;

pub use runner::{Engine, FIRST_EPOCH, Options, StepCommit};
pub use task::{Done, Refusal, StepError, Task};
