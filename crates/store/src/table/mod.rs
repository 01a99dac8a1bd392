//! The tables: each module owns the statements of one table and the type of its rows.
//!
//! A statement is written once, in the SQL that both databases accept. Each read uses an index of
//! `schema/`; nothing here reads a whole table to return a page.

pub mod access_key;
pub mod account;
pub mod association;
pub mod audit;
mod backfill;
mod bounded;
pub mod bulk;
pub mod bulk_fetch;
pub mod customer_account;
pub mod customer_account_search;
mod due;
pub mod engagement;
pub mod event;
pub mod event_parked;
pub mod event_target;
mod fresh;
pub mod identity;
pub mod invitation;
pub mod job;
pub mod member;
pub mod node;
pub mod offer;
pub mod opportunity;
pub mod opportunity_search;
pub mod page_key;
pub mod policy;
pub mod principal;
pub mod prospecting;
pub mod received;
pub mod record_owner;
pub mod setting;
pub mod snapshot;
pub mod tag;
pub mod task;
pub mod token;
pub mod upload;

pub use self::bounded::Found;
use crate::stored_enum::stored_enum;
use crate::{Direction, Value};

stored_enum! {
    /// The two catalogs of the service: production and the sandbox. A resource lives in one of
    /// them.
    pub enum Catalog {
        Aws = "AWS",
        Sandbox = "Sandbox",
    }
}

stored_enum! {
    /// The types of resources in engagements, snapshots and jobs.
    pub enum ResourceType {
        Opportunity = "Opportunity",
    }
}

/// A page of a list: its order, where it starts, and its length.
#[derive(Clone, Debug)]
pub struct Page {
    pub direction: Direction,
    /// The key of the last row of the previous page: the sorted column, then the id.
    pub after: Option<(Value<'static>, Value<'static>)>,
    pub limit: i64,
}

#[cfg(test)]
mod tests;
