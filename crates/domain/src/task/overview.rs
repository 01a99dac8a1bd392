//! The tasks and bulk jobs of all accounts, the newest first, for operators.
//!
//! Every list is a handful of ranges of an index, one for each state or account, kind and catalog
//! of the filter, and one of bulk jobs. Each gives its first keys; the newest of them all are the
//! page.

use cosell_store::Catalog;
use cosell_store::table::bulk::{self, Family, Job};
use cosell_store::table::task::newest::{Key, Range, newest};
use cosell_store::table::task::{self, Status, Task};
use cosell_store::{Error, Tx};

use super::KINDS;

/// The kinds of bulk jobs, beside those of tasks.
pub const JOB_KINDS: [&str; 2] = ["customer-account-bulk-job", "opportunity-bulk-job"];

/// The kind of the jobs of a family.
pub fn job_kind(family: Family) -> &'static str {
    let [accounts, opportunities] = JOB_KINDS;
    match family {
        Family::CustomerAccount => accounts,
        Family::Opportunity => opportunities,
    }
}

/// A filter of tasks; an absent member matches every task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverviewFilter {
    pub status: Option<Status>,
    /// One of [`KINDS`] or [`JOB_KINDS`].
    pub kind: Option<&'static str>,
    pub account: Option<String>,
    pub catalog: Option<Catalog>,
    /// The opportunity from which a task was started, or which it created.
    pub opportunity_id: Option<String>,
}

/// What works behind a request.
#[derive(Clone, Debug)]
pub enum Work {
    Task(Task),
    Job(Job),
}

/// A page of tasks and bulk jobs.
#[derive(Clone, Debug)]
pub struct Overview {
    pub works: Vec<Work>,
    /// The key of the last one, if there are more after it.
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
        let found = newest(tx, range, after, most).await?;
        keys.extend(found.into_iter().map(|key| (key, false)));
    }
    let found = jobs(tx, filter, after, most).await?;
    keys.extend(found.into_iter().map(|key| (key, true)));
    keys.sort_unstable_by(|one, other| other.cmp(one));
    let more = keys.len() > limit;
    keys.truncate(limit);
    let last = keys.last().map(|(key, _)| key.clone());
    let next = last.filter(|_| more);
    let mut works = Vec::with_capacity(keys.len());
    for ((_, id), is_job) in keys {
        if is_job {
            works.extend(bulk::of_any_account(tx, &id).await?.map(Work::Job));
        } else {
            works.extend(task::find_any(tx, &id).await?.map(Work::Task));
        }
    }
    Ok(Overview { works, next })
}

/// The keys of the bulk jobs that the filter selects.
async fn jobs(
    tx: &mut Tx,
    filter: &OverviewFilter,
    after: Option<&Key>,
    most: i64,
) -> Result<Vec<Key>, Error> {
    let family = match filter.kind {
        None => None,
        Some(kind) => {
            let families = [Family::CustomerAccount, Family::Opportunity];
            let family = families.into_iter().find(|it| job_kind(*it) == kind);
            if family.is_none() {
                return Ok(Vec::new());
            }
            family
        }
    };
    // A job is about many opportunities, not about one.
    if filter.opportunity_id.is_some() {
        return Ok(Vec::new());
    }
    let statuses: &[bulk::Status] = match filter.status {
        None => &[],
        Some(Status::InProgress) => &[bulk::Status::Submitted, bulk::Status::InProgress],
        Some(Status::Complete) => &[bulk::Status::Completed],
        Some(Status::Failed) => &[bulk::Status::Failed],
    };
    let statuses: Vec<String> = statuses.iter().map(|it| it.as_str().to_owned()).collect();
    let filter = bulk::Filter {
        family,
        statuses: &statuses,
        account: filter.account.as_deref(),
        catalog: filter.catalog,
    };
    bulk::newest(tx, filter, after, most).await
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
