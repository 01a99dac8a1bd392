//! Snapshot jobs: which resources are kept up to date in which engagement, and by whom.

use super::Page;
use crate::{Error, Row, Select, Tx, Value};

/// A row of `snapshot_job`; `status` is `Running` or `Stopped`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: String,
    pub account: String,
    pub catalog: String,
    pub engagement_id: String,
    pub resource_type: String,
    pub resource_id: String,
    pub template: String,
    pub status: String,
    pub created_at: i64,
    pub last_success_at: Option<i64>,
    pub last_failure: Option<String>,
    /// When it has something to do; none while its snapshot shows what there is.
    pub due_at: Option<i64>,
}

const COLUMNS: &str = "id, account, catalog, engagement_id, resource_type, resource_id, template, \
     status, created_at, last_success_at, last_failure, due_at";

fn record(mut row: Row) -> Result<Job, Error> {
    Ok(Job {
        id: row.text(0)?,
        account: row.text(1)?,
        catalog: row.text(2)?,
        engagement_id: row.text(3)?,
        resource_type: row.text(4)?,
        resource_id: row.text(5)?,
        template: row.text(6)?,
        status: row.text(7)?,
        created_at: row.integer(8)?,
        last_success_at: row.optional_integer(9)?,
        last_failure: row.optional_text(10)?,
        due_at: row.optional_integer(11)?,
    })
}

/// Stores a new job; `Error::Duplicate` when its account has one for the same resource, engagement
/// and template.
pub async fn insert(tx: &mut Tx, new: &Job) -> Result<(), Error> {
    let text = "INSERT INTO snapshot_job (id, account, catalog, engagement_id, resource_type, \
                resource_id, template, status, created_at, last_success_at, last_failure, \
                due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = [
        Value::from(&new.id),
        Value::from(&new.account),
        Value::from(&new.catalog),
        Value::from(&new.engagement_id),
        Value::from(&new.resource_type),
        Value::from(&new.resource_id),
        Value::from(&new.template),
        Value::from(&new.status),
        new.created_at.into(),
        new.last_success_at.into(),
        new.last_failure.as_ref().into(),
        new.due_at.into(),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Stores status and last results of a job, and when it has something to do.
pub async fn update(tx: &mut Tx, changed: &Job) -> Result<(), Error> {
    let text = "UPDATE snapshot_job SET status = $1, last_success_at = $2, last_failure = $3, \
                due_at = $4 WHERE id = $5";
    let values = [
        Value::from(&changed.status),
        changed.last_success_at.into(),
        changed.last_failure.as_ref().into(),
        changed.due_at.into(),
        Value::from(&changed.id),
    ];
    tx.execute(text, &values).await.map(|_| ())
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
        "SELECT {COLUMNS} FROM snapshot_job WHERE id = $1 AND account = $2 AND catalog = $3"
    );
    tx.query_one(&text, &[id.into(), account.into(), catalog.into()])
        .await?
        .map(record)
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
        "SELECT {COLUMNS} FROM snapshot_job WHERE resource_id = $1 AND engagement_id = $2 \
         AND template = $3 AND account = $4"
    );
    let values = [
        resource_id.into(),
        engagement_id.into(),
        template.into(),
        account.into(),
    ];
    tx.query_one(&text, &values).await?.map(record).transpose()
}

/// Makes the running jobs of a resource due: a handful, one for each engagement and template. Returns
/// whether any became due by it.
pub async fn make_due(tx: &mut Tx, resource_id: &str, now: i64) -> Result<bool, Error> {
    let text = "UPDATE snapshot_job SET due_at = $1 WHERE resource_id = $2 \
                AND status = 'Running' AND (due_at IS NULL OR due_at > $1)";
    let values = [now.into(), resource_id.into()];
    Ok(tx.execute(text, &values).await? > 0)
}

/// Makes the jobs of an account due that wait to be tried once more. Returns whether there are any.
pub async fn hurry(tx: &mut Tx, account: &str, catalog: &str, now: i64) -> Result<bool, Error> {
    let text = "UPDATE snapshot_job SET due_at = $1 WHERE account = $2 AND catalog = $3 \
                AND due_at > $1";
    let values = [now.into(), account.into(), catalog.into()];
    Ok(tx.execute(text, &values).await? > 0)
}

/// When the next job has something to do.
pub async fn next_due(tx: &mut Tx) -> Result<Option<i64>, Error> {
    let text = "SELECT due_at FROM snapshot_job WHERE due_at IS NOT NULL \
                ORDER BY due_at, id LIMIT 1";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.optional_integer(0),
        None => Ok(None),
    }
}

/// Up to `limit` jobs that have something to do at `now`.
pub async fn due(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<Job>, Error> {
    let text = format!(
        "SELECT {COLUMNS} FROM snapshot_job WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2"
    );
    tx.query(&text, &[now.into(), limit.into()])
        .await?
        .into_iter()
        .map(record)
        .collect()
}

/// One page of an account's jobs, by their creation.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    engagement_id: Option<&str>,
    status: Option<&str>,
    page: Page,
) -> Result<Vec<Job>, Error> {
    let (text, values) = Select::new(&format!("SELECT {COLUMNS} FROM snapshot_job"))
        .equal("account", account)
        .equal("catalog", catalog)
        .maybe("engagement_id", "=", engagement_id)
        .maybe("status", "=", status)
        .page(("created_at", "id"), page.direction, page.after, page.limit);
    tx.query(&text, &values)
        .await?
        .into_iter()
        .map(record)
        .collect()
}
