//! Opportunities: deals that a partner works on and shares with AWS.
//!
//! Each operation has a file; [`document`] and [`store`] are what is stored and how, [`rules`] has
//! the rules, and [`lists`] the closed lists of values that the model leaves open.

pub mod assign;
pub(crate) mod associate;
pub mod aws_summary;
pub mod create;
pub(crate) mod disassociate;
pub mod document;
pub mod get;
pub(crate) mod list;
pub mod lists;
pub mod pipeline;
pub(crate) mod received;
pub(crate) mod referral;
pub(crate) mod related;
pub mod rules;
pub(crate) mod search;
pub mod store;
pub mod submit;
pub(crate) mod update;

pub use document::{AwsSide, Document};
pub use store::Stored;
