//! Customer accounts: records of a partner's CRM that AWS matches to the customers that it knows.
//!
//! A file per operation, [`store`] for what is kept, [`key`] for what a customer is recognized by,
//! [`rules`] for what is judged. An account that is made or updated is pending, and due for its
//! match in the transaction that says so; a timer runs it right after that: [`matching`].

pub mod create;
mod delete;
mod enrichment;
mod get;
pub mod key;
pub(crate) mod matching;
pub mod rules;
pub(crate) mod search;
pub mod store;
pub mod update;

pub use store::{Document, Stored};
