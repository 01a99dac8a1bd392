//! Bulk jobs: a CSV file of rows, each of which makes or changes a resource.
//!
//! Start… stores a job and answers at once. A timer carries the job on, a bounded number of rows in
//! one transaction: [`progress`]. The place in the file, the resources and the outcomes of the rows
//! move together in that transaction, so each row happens once, whatever ends the program in
//! between, and on whichever node.

mod account_row;
mod body;
mod carry;
pub mod cell;
mod columns;
pub mod fetch;
mod get;
mod job;
mod labels;
mod list;
mod opportunity_row;
mod progress;
mod records;
pub mod report;
mod report_url;
mod results;
mod row;
pub(crate) mod rules;
mod source;
mod start;

pub(crate) use progress::Progress;

/// Reads the document of a job.
pub(crate) fn read_document(text: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<job::Document>(text).map(drop)
}

/// Jobs or outcomes on a page when the caller does not say.
const PAGE: usize = 20;
