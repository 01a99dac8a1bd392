//! Snapshot jobs: which resources are kept up to date in which engagement, and by which account.

use super::bounded::{Found, Walk};
use super::{Catalog, Page, ResourceType};
use crate::record::{self, Record, record};
use crate::stored_enum::stored_enum;
use crate::{Error, Select, Tx};

stored_enum! {
    /// Whether a job follows its resource.
    pub enum Status {
        Running = "Running",
        Stopped = "Stopped",
    }
}

record! {
    /// A row of `snapshot_job`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Job in "snapshot_job" {
        id: String [key],
        account: String,
        catalog: Catalog,
        engagement_id: String,
        resource_type: ResourceType,
        resource_id: String,
        template: String,
        status: Status [changes],
        created_at: i64,
        last_success_at: Option<i64> [changes],
        last_failure: Option<String> [changes],
        /// When the job must run; none while its snapshot is up to date.
        due_at: Option<i64> [changes],
    }
}

/// Stores a new job; `Error::Duplicate` when its account has one for the same resource, engagement
/// and template.
pub async fn insert(tx: &mut Tx, new: &Job) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// Updates a job's status, last results and due time.
pub async fn update(tx: &mut Tx, changed: &Job) -> Result<(), Error> {
    record::update(tx, changed).await.map(|_| ())
}

/// Removes a job.
pub async fn delete(tx: &mut Tx, id: &str) -> Result<(), Error> {
    tx.execute("DELETE FROM snapshot_job WHERE id = $1", &[id.into()])
        .await
        .map(|_| ())
}

/// Finds a job of this account and catalog.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    id: &str,
) -> Result<Option<Job>, Error> {
    let text = format!(
        "{} WHERE id = $1 AND account = $2 AND catalog = $3",
        Job::SELECT
    );
    tx.query_one(&text, &[id.into(), account.into(), catalog.into()])
        .await?
        .map(Job::read)
        .transpose()
}

/// Finds an account's job for a resource in an engagement through a template.
pub async fn find_for(
    tx: &mut Tx,
    account: &str,
    engagement_id: &str,
    resource_id: &str,
    template: &str,
) -> Result<Option<Job>, Error> {
    let text = format!(
        "{} WHERE resource_id = $1 AND engagement_id = $2 \
         AND template = $3 AND account = $4",
        Job::SELECT
    );
    let values = [
        resource_id.into(),
        engagement_id.into(),
        template.into(),
        account.into(),
    ];
    tx.query_one(&text, &values)
        .await?
        .map(Job::read)
        .transpose()
}

/// Makes the running jobs of a resource due: a handful, one for each engagement and template.
/// Returns whether any became due.
pub async fn make_due(tx: &mut Tx, resource_id: &str, now: i64) -> Result<bool, Error> {
    let text = "UPDATE snapshot_job SET due_at = $1 WHERE resource_id = $2 \
                AND status = 'Running' AND (due_at IS NULL OR due_at > $1)";
    let values = [now.into(), resource_id.into()];
    Ok(tx.execute(text, &values).await? > 0)
}

/// Makes the jobs of an account due that wait for a retry. Returns whether there are any.
pub async fn make_retries_due(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    now: i64,
) -> Result<bool, Error> {
    let text = "UPDATE snapshot_job SET due_at = $1 WHERE account = $2 AND catalog = $3 \
                AND due_at > $1";
    let values = [now.into(), account.into(), catalog.into()];
    Ok(tx.execute(text, &values).await? > 0)
}

/// When the next job must run.
pub async fn next_due(tx: &mut Tx) -> Result<Option<i64>, Error> {
    let text = "SELECT due_at FROM snapshot_job WHERE due_at IS NOT NULL \
                ORDER BY due_at, id LIMIT 1";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.optional_integer(0),
        None => Ok(None),
    }
}

/// Up to `limit` jobs that must run at `now`.
pub async fn due(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<Job>, Error> {
    let text = format!(
        "{} WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2",
        Job::SELECT
    );
    let rows = tx.query(&text, &[now.into(), limit.into()]).await?;
    Ok(Job::read_undamaged(rows))
}

/// One page of an account's jobs, by their creation.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    engagement_id: Option<&str>,
    status: Option<Status>,
    page: Page,
) -> Result<Found<Job>, Error> {
    let select = |head| {
        Select::new(head)
            .equal("account", account)
            .equal("catalog", catalog)
            .maybe("engagement_id", "=", engagement_id)
    };
    let entries = status.map(|_| select("SELECT created_at, id FROM snapshot_job"));
    let list = select(Job::SELECT).maybe("status", "=", status);
    let walk = Walk::new(&["created_at", "id"], page);
    walk.page(tx, entries, list, Job::read_all).await
}
