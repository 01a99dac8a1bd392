//! The filter tree, the keyword and the sort values that all searches share.
//!
//! A search declares its filter names: what kind of value each has and which operators it takes
//! ([`Field`]), and how deep and how large a tree may be ([`Limits`]). [`Expression::check`] turns
//! a filter of the API into an expression over these names, or into findings with the path of each
//! member that does not fit. [`Expression::matches`] then decides about one record, whose values a
//! closure hands out. Nothing here asks the store: an index only narrows which records are judged,
//! so all stores give the same results.

mod backfill;
mod batches;
mod expression;
pub(crate) mod field;
mod filter;
mod first;
mod fold;
mod gram;
mod keyword;
mod sort;

pub(crate) use self::backfill::{Backfill, backfill};
pub(crate) use self::batches::Batches;
pub(crate) use self::expression::{Comparison, Expression, Leaf, Test};
pub(crate) use self::filter::{Limits, RULES};
pub(crate) use self::first::First;
pub(crate) use self::fold::fold;
pub(crate) use self::gram::{asked, grams};
pub(crate) use self::keyword::Keyword;
pub(crate) use self::sort::{SortKey, sort_columns};
