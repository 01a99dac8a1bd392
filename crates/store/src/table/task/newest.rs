//! Tasks of all accounts, the newest first, for operators.
//!
//! A list over several states, kinds or catalogs is several ranges of an index, which the caller
//! merges. A range contains keys only, so that a page reads no more whole tasks than it shows.

use crate::{Direction, Error, Select, Tx};

/// The sort key of a list: when the task started, and its id.
pub type Key = (i64, String);

/// One range of an index, with further filters on the tasks in it.
#[derive(Clone, Copy, Debug)]
pub enum Range<'a> {
    /// The tasks of one state, kind and catalog.
    Status {
        status: &'a str,
        kind: &'a str,
        catalog: &'a str,
        account: Option<&'a str>,
    },
    /// An account's tasks of one kind and catalog.
    Account {
        account: &'a str,
        catalog: &'a str,
        kind: &'a str,
        status: Option<&'a str>,
    },
    /// The tasks of an opportunity: a few.
    Opportunity {
        opportunity_id: &'a str,
        account: Option<&'a str>,
        catalog: Option<&'a str>,
        kind: Option<&'a str>,
        status: Option<&'a str>,
    },
}

/// The keys of up to `limit` tasks of a range after `after`, the newest first.
///
/// A filter that does not select the range is written as an expression, which keeps the database
/// from using another index for it.
pub async fn newest(
    tx: &mut Tx,
    range: Range<'_>,
    after: Option<&Key>,
    limit: i64,
) -> Result<Vec<Key>, Error> {
    let select = Select::new("SELECT started_at, id FROM task");
    let select = match range {
        Range::Status {
            status,
            kind,
            catalog,
            account,
        } => select
            .equal("status", status)
            .equal("kind", kind)
            .equal("catalog", catalog)
            .maybe("account || ''", "=", account),
        Range::Account {
            account,
            catalog,
            kind,
            status,
        } => select
            .equal("account", account)
            .equal("catalog", catalog)
            .equal("kind", kind)
            .maybe("status || ''", "=", status),
        Range::Opportunity {
            opportunity_id,
            account,
            catalog,
            kind,
            status,
        } => select
            .equal("opportunity_id", opportunity_id)
            .maybe("account || ''", "=", account)
            .maybe("catalog || ''", "=", catalog)
            .maybe("kind || ''", "=", kind)
            .maybe("status || ''", "=", status),
    };
    let after = after.map(|(at, id)| ((*at).into(), id.into()));
    let (text, values) = select.page(("started_at", "id"), Direction::Descending, after, limit);
    let rows = tx.query(&text, &values).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.integer(0)?, row.text(1)?)))
        .collect()
}
