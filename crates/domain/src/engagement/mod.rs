//! Engagements: where accounts work on a deal together and share resources.
//!
//! Each operation has a file; [`store`] reads and writes engagements and checks membership, and
//! [`rules`] has the rules. Membership gives access to everything inside: for an account that is
//! not a member an engagement does not exist.

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
pub mod search;
pub mod store;
mod update_context;

pub(crate) use join::join;
pub use store::{Document, Stored};
