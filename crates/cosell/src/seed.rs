//! Seed files: what a store begins with, and goes back to with a reset.
//!
//! A seed file says which accounts, opportunities, engagements and invitations there are and how
//! far each has come. It is carried out by the operations that clients call and by the acts of
//! AWS's side, so it cannot make what they cannot make. That happens once, in memory: every space
//! then begins as a copy of the result.

mod apply;
mod entry;
mod error;
mod file;
mod merge;
mod names;
mod read;
mod run;

pub(crate) use apply::{apply, referred};
pub(crate) use error::{Place, SeedError};
pub(crate) use file::{SeedFile, is_json};
pub(crate) use run::opportunity::OWNER;
pub(crate) use run::{Refusal, run as carry_out, try_each};
