//! Snapshot jobs keep an engagement's view of an opportunity up to date.
//!
//! A job belongs to the account that created it and is invisible to every other account. While it
//! runs, a change of its opportunity makes it due, in the transaction of the change itself; a timer
//! takes its snapshot right after the commit: [`refresh`]. So a change costs its caller only a
//! mark, and a crash in between does not lose it.

pub mod control;
pub mod create;
mod delete;
pub(crate) mod due;
mod get;
mod list;
pub mod refresh;
pub mod rules;
