//! The tables: each module owns the statements of one table and the record that a row is.
//!
//! A statement is written once, in the SQL that both databases speak. Reads name an index of
//! `schema/`; nothing here reads a table to return a page.

pub mod access_key;
pub mod account;
pub mod association;
pub mod audit;
pub mod engagement;
pub mod event;
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
pub mod setting;
pub mod snapshot;
pub mod tag;
pub mod task;
pub mod token;

use crate::words::words;
use crate::{Direction, Value};

words! {
    /// The two catalogs of the service: production and the sandbox. A resource lives in one of
    /// them.
    pub enum Catalog {
        Aws = "AWS",
        Sandbox = "Sandbox",
    }
}

words! {
    /// What engagements show, snapshots are of and jobs follow.
    pub enum ResourceType {
        Opportunity = "Opportunity",
    }
}

/// Which rows of a list: their order, where to go on, and how many.
#[derive(Clone, Debug)]
pub struct Page {
    pub direction: Direction,
    /// The key of the last row of the page before: the sorted column, then the id.
    pub after: Option<(Value<'static>, Value<'static>)>,
    pub limit: i64,
}

#[cfg(test)]
mod tests;
