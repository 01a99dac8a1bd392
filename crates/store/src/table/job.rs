//! Snapshot jobs: which resources are kept up to date in which engagement, and by which account.

use super::bounded::{Found, Walk};
use super::due::Due;
use super::{Catalog, Page, ResourceType, fresh};
use crate::record::{self, Record, record};
use crate::stored_enum::stored_enum;
use crate::{Database, Error, Lock, Select, Tx};

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
        account: String [key],
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
    let insert = async |tx: &mut Tx| record::insert_or_post(tx, new).await;
    let keep = |fresh: &mut fresh::Fresh| fresh.jobs.push(new.clone());
    fresh::with(tx, &new.engagement_id, insert, keep).await
}

/// Updates a job's status, last results and due time.
pub async fn update(tx: &mut Tx, changed: &Job) -> Result<(), Error> {
    let update = async |tx: &mut Tx| record::overwrite(tx, changed).await;
    let keep = |fresh: &mut fresh::Fresh| {
        for job in fresh.jobs.iter_mut().filter(|job| job.id == changed.id) {
            job.clone_from(changed);
        }
    };
    fresh::with(tx, &changed.engagement_id, update, keep).await
}

/// Removes a job.
pub async fn delete(tx: &mut Tx, account: &str, id: &str) -> Result<(), Error> {
    let text = "DELETE FROM snapshot_job WHERE id = $1 AND account = $2";
    tx.execute(text, &[id.into(), account.into()])
        .await
        .map(|_| ())
}

/// Finds a job of this account and catalog, and locks it. Its opportunity and its engagement are
/// locked before it.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    id: &str,
) -> Result<Option<Job>, Error> {
    let values = [id.into(), account.into(), catalog.into()];
    let found = tx.lock_one(Lock::Exclusive, &by_owner(), &values).await?;
    found.map(Job::read).transpose()
}

/// The same without a lock: its resource and its engagement never change.
pub async fn peek(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    id: &str,
) -> Result<Option<Job>, Error> {
    let values = [id.into(), account.into(), catalog.into()];
    let found = tx.query_one(&by_owner(), &values).await?;
    found.map(Job::read).transpose()
}

fn by_owner() -> String {
    let select = Job::SELECT;
    format!("{select} WHERE id = $1 AND account = $2 AND catalog = $3")
}

/// Finds and locks an account's job for a resource in an engagement through a template.
pub async fn find_for(
    tx: &mut Tx,
    account: &str,
    engagement_id: &str,
    resource_id: &str,
    template: &str,
) -> Result<Option<Job>, Error> {
    if let Some(fresh) = fresh::of(tx, engagement_id) {
        let found = fresh.jobs.iter().find(|job| {
            job.account == account && job.resource_id == resource_id && job.template == template
        });
        return Ok(found.cloned());
    }
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
    let found = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    found.map(Job::read).transpose()
}

/// Makes the running jobs of an account's resource due: a handful, one for each engagement and
/// template. Returns whether any became due.
pub async fn make_due(
    tx: &mut Tx,
    account: &str,
    resource_id: &str,
    now: i64,
) -> Result<bool, Error> {
    let which = "resource_id = $3 AND status = 'Running' AND (due_at IS NULL OR due_at > $1)";
    set_due(tx, now, account, which, resource_id).await
}

/// Makes the jobs of an account due that wait for a retry. Returns whether there are any.
pub async fn make_retries_due(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    now: i64,
) -> Result<bool, Error> {
    set_due(tx, now, account, "catalog = $3 AND due_at > $1", catalog).await
}

/// Makes jobs of an account due at `now` ($1), of which a condition holds with its value ($3).
async fn set_due(
    tx: &mut Tx,
    now: i64,
    account: &str,
    condition: &str,
    value: &str,
) -> Result<bool, Error> {
    let text = format!("UPDATE snapshot_job SET due_at = $1 WHERE account = $2 AND {condition}");
    let values = [now.into(), account.into(), value.into()];
    Ok(tx.execute(&text, &values).await? > 0)
}

static DUE: Due = Due::new(Job::TABLE, "id", "due_at", &["id"]);

/// When the next job must run.
pub async fn next_due(tx: &mut Tx) -> Result<Option<i64>, Error> {
    DUE.first(tx, &[], |all| all.literal("due_at IS NOT NULL"))
        .await
}

/// Up to `limit` jobs that must run at `now`.
pub async fn due(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<Job>, Error> {
    let due = DUE.records::<Job>(tx).compare("due_at", "<=", now);
    DUE.read(tx, due, limit, Job::take).await
}

/// Locks a job that was due, if it still is.
pub async fn still_due(tx: &mut Tx, found: Job, now: i64) -> Result<Option<Job>, Error> {
    if tx.database() == Database::Sqlite {
        return Ok(Some(found));
    }
    let text = format!(
        "{} WHERE id = $1 AND account = $2 AND due_at + 0 <= $3",
        Job::SELECT
    );
    let values = [
        found.id.as_str().into(),
        found.account.as_str().into(),
        now.into(),
    ];
    let locked = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    locked.map(Job::read).transpose()
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
