//! What the stored documents are read as: a state with another document is not loaded, because the
//! operations that read the row could only fail.

use cosell_admin_api::feature::FeatureChange;
use cosell_api::types::{AccountCustomer, ResourceSnapshotPayload};
use cosell_store::StateRow;
use serde::de::DeserializeOwned;

use crate::identity::caller::StoredCaller;
use crate::identity::company::CompanyDocument;
use crate::identity::starter;
use crate::{bulk, customer_account, engagement, feature, invitation, opportunity, task};

/// Reads a text of a row. Returns why it cannot be read.
type Read = fn(text: &str, row: &StateRow<'_>) -> Result<(), String>;

/// The columns of documents: their table, their name, and how they are read.
const DOCUMENTS: &[(&str, &str, Read)] = &[
    ("account", "document", read_as::<CompanyDocument>),
    ("bulk_job", "document", job),
    ("bulk_result", "cells", read_as::<Vec<String>>),
    ("client_token", "result", result),
    (
        "customer_account",
        "document",
        read_as::<customer_account::Document>,
    ),
    (
        "customer_account_search",
        "programs",
        read_as::<Vec<String>>,
    ),
    (
        "deleted_customer_account",
        "document",
        read_as::<AccountCustomer>,
    ),
    ("engagement", "document", read_as::<engagement::Document>),
    // It is sent as it is.
    ("event", "document", as_json),
    ("invitation", "document", read_as::<invitation::Document>),
    ("opportunity", "document", read_as::<opportunity::Document>),
    // One that is no policy allows nothing.
    ("policy", "document", as_json),
    ("setting", "value", setting),
    ("snapshot", "document", read_as::<ResourceSnapshotPayload>),
    ("task", "caller", caller),
    ("task", "input", input),
    // No kind has any.
    ("task", "state", as_json),
];

/// Checks all documents of a row.
pub(crate) fn check(row: &StateRow<'_>) -> Result<(), (&'static str, String)> {
    let of_table = DOCUMENTS.iter().filter(|(table, ..)| *table == row.table);
    for (_, column, read) in of_table {
        // An empty text is no document: the store refuses it where there must be one.
        if let Some(text) = row.text(column).filter(|text| !text.is_empty()) {
            read(text, row).map_err(|why| (*column, why))?;
        }
    }
    Ok(())
}

fn read_as<T: DeserializeOwned>(text: &str, _: &StateRow<'_>) -> Result<(), String> {
    let read = serde_json::from_str::<T>(text);
    read.map(drop).map_err(|error| error.to_string())
}

/// Nobody reads more of it than that it is JSON, which the store has checked.
#[expect(clippy::unnecessary_wraps, reason = "it is one of the readers")]
fn as_json(_: &str, _: &StateRow<'_>) -> Result<(), String> {
    Ok(())
}

fn job(text: &str, _: &StateRow<'_>) -> Result<(), String> {
    bulk::read_document(text).map_err(|error| error.to_string())
}

/// The id of the task that a request started, or the response to another request, which is sent as
/// it is.
fn result(text: &str, row: &StateRow<'_>) -> Result<(), String> {
    match row.text("operation") {
        Some(operation) if task::starts(operation) => read_as::<String>(text, row),
        _ => as_json(text, row),
    }
}

/// Most settings are no documents.
fn setting(text: &str, row: &StateRow<'_>) -> Result<(), String> {
    match row.text("name") {
        Some(feature::NAME) => read_as::<FeatureChange>(text, row),
        _ => Ok(()),
    }
}

fn caller(text: &str, row: &StateRow<'_>) -> Result<(), String> {
    if starter::is_stored_unauthenticated(text) {
        return as_json(text, row);
    }
    read_as::<StoredCaller>(text, row)
}

fn input(text: &str, row: &StateRow<'_>) -> Result<(), String> {
    let read = task::read_input(row.text("kind").unwrap_or_default(), text);
    read.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use cosell_store::{Location, Store, json_columns};

    use super::*;

    #[tokio::test]
    async fn every_column_of_json_is_read_as_something() {
        let store = Store::open(&Location::Memory).expect("a store");
        let columns = store.read((), async |tx, ()| json_columns(tx).await);
        let columns = columns.await.expect("the columns");
        assert!(columns.len() > 10, "{columns:?}");
        let listed = |(table, column): &(String, String)| {
            let mut listed = DOCUMENTS.iter();
            listed.any(|(of, name, _)| of == table && name == column)
        };
        let missing: Vec<_> = columns.iter().filter(|column| !listed(column)).collect();
        assert!(missing.is_empty(), "{missing:?}");
        let is_sorted = DOCUMENTS.is_sorted_by_key(|(table, column, _)| (*table, *column));
        assert!(is_sorted);
    }
}
