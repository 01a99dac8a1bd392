//! Snapshot jobs: what keeps an engagement's view of an opportunity up to date.
//!
//! A job belongs to the account that made it and is seen by no other. While it runs, every change
//! of its opportunity that its template shows becomes a new revision, in the transaction of the
//! change itself: [`refresh`]. There is nothing to schedule and nothing to fall behind.

pub mod control;
pub mod create;
mod delete;
mod get;
mod list;
pub mod refresh;
pub mod rules;
