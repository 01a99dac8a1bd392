//! Snapshot jobs: what keeps an engagement's view of an opportunity up to date.
//!
//! A job belongs to the account that made it and is seen by no other. While it runs, a change of
//! its opportunity makes it due, in the transaction of the change itself; a timer lets it take its
//! snapshot right behind that: [`refresh`]. So a change costs its caller no more than a mark, and
//! is never lost, whatever ends the program in between.

pub mod control;
pub mod create;
mod delete;
pub(crate) mod due;
mod get;
mod list;
pub mod refresh;
pub mod rules;
