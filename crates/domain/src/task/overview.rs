//! The tasks of all accounts, the newest first, for operators.
//!
//! Every list is a handful of ranges of an index, one for each state or account, kind and catalog
//! of the filter. Each gives its first keys; the newest of them all are the page.

use cosell_store::Catalog;
use cosell_store::table::task::newest::{Key, Range, newest};
use cosell_store::table::task::{self, Status, Task};
use cosell_store::{Error, Tx};

use super::KINDS;

/// A filter of tasks; an absent member matches every task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverviewFilter {
    pub status: Option<Status>,
    /// One of [`KINDS`].
    pub kind: Option<&'static str>,
    pub account: Option<String>,
    pub catalog: Option<Catalog>,
    /// The opportunity from which a task was started, or which it created.
    pub opportunity_id: Option<String>,
}

/// A page of tasks.
#[derive(Clone, Debug)]
pub struct Overview {
    pub tasks: Vec<Task>,
    /// The key of the last task, if there are more after it.
    pub next: Option<Key>,
}

/// A page of up to `limit` tasks after the key `after`.
pub(crate) async fn list(
    tx: &mut Tx,
    filter: &OverviewFilter,
    after: Option<&Key>,
    limit: usize,
) -> Result<Overview, Error> {
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut keys = Vec::new();
    for range in ranges(filter) {
        keys.extend(newest(tx, range, after, most).await?);
    }
    keys.sort_unstable_by(|one, other| other.cmp(one));
    let more = keys.len() > limit;
    keys.truncate(limit);
    let next = if more { keys.last().cloned() } else { None };
    let mut tasks = Vec::with_capacity(keys.len());
    for (_, id) in keys {
        tasks.extend(task::find(tx, &id).await?);
    }
    Ok(Overview { tasks, next })
}

/// The ranges that hold what the filter selects, each task once.
fn ranges(filter: &OverviewFilter) -> Vec<Range<'_>> {
    let status = filter.status.map(Status::as_str);
    let account = filter.account.as_deref();
    if let Some(opportunity_id) = &filter.opportunity_id {
        return vec![Range::Opportunity {
            opportunity_id,
            account,
            catalog: filter.catalog.map(Catalog::as_str),
            kind: filter.kind,
            status,
        }];
    }
    let kinds = KINDS.iter().copied();
    let kinds = kinds.filter(|kind| filter.kind.is_none_or(|one| one == *kind));
    let catalogs = [Catalog::Aws, Catalog::Sandbox].into_iter();
    let catalogs = catalogs.filter(|catalog| filter.catalog.is_none_or(|one| one == *catalog));
    let pairs = kinds.flat_map(|kind| {
        catalogs
            .clone()
            .map(move |catalog| (kind, catalog.as_str()))
    });
    let statuses = [Status::InProgress, Status::Failed, Status::Complete]
        .into_iter()
        .filter(|status| filter.status.is_none_or(|one| one == *status));
    match account {
        // Most tasks are complete: complete tasks are read by account, and unfinished and failed
        // ones by status, because these ranges have the fewest other tasks.
        Some(account) if matches!(filter.status, None | Some(Status::Complete)) => pairs
            .map(|(kind, catalog)| Range::Account {
                account,
                catalog,
                kind,
                status,
            })
            .collect(),
        _ => pairs
            .flat_map(|(kind, catalog)| {
                statuses.clone().map(move |status| Range::Status {
                    status: status.as_str(),
                    kind,
                    catalog,
                    account,
                })
            })
            .collect(),
    }
}
