//! Engagements: where accounts work on a deal together, and what they see of each other's.
//!
//! A file per operation, [`store`] for what is kept and who may see it, [`rules`] for what is
//! judged. Membership is the one key to everything inside: for an account that is no member an
//! engagement does not exist.

pub(crate) mod context;
pub mod create;
mod create_context;
pub(crate) mod customer;
pub(crate) mod fill;
mod get;
mod join;
pub(crate) mod list;
mod list_associations;
mod list_members;
pub mod rules;
pub mod store;
mod update_context;

pub(crate) use join::join;
pub use store::{Document, Stored};
