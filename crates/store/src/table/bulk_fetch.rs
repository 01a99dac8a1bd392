//! Files that are fetched for bulk jobs.

use super::Catalog;
use super::due::Due;
use crate::record::{self, Record, record};
use crate::{Error, Lock, Tx};

record! {
    /// A row of `bulk_fetch`.
    #[derive(Clone, PartialEq, Eq)]
    pub struct Fetch in "bulk_fetch" {
        job_id: String [key],
        account: String [key],
        catalog: Catalog,
        url: String,
        attempts: i64 [changes],
        due_at: i64 [changes],
    }
}

impl std::fmt::Debug for Fetch {
    /// Without the address, which may hold a secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Fetch")
            .field("job_id", &self.job_id)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// Stores a file that is to be fetched.
pub async fn insert(tx: &mut Tx, new: &Fetch) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// Stores what changed. `false` when it is not there any more.
pub async fn update(tx: &mut Tx, changed: &Fetch) -> Result<bool, Error> {
    record::update(tx, changed).await
}

/// Finds the file of a job, and locks it.
pub async fn find(tx: &mut Tx, account: &str, job_id: &str) -> Result<Option<Fetch>, Error> {
    let text = format!("{} WHERE job_id = $1 AND account = $2", Fetch::SELECT);
    let values = [job_id.into(), account.into()];
    let found = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    found.map(Fetch::read).transpose()
}

static DUE: Due = Due::new(Fetch::TABLE, "job_id", "due_at", &["job_id"]);

/// When the first file is due.
pub async fn next_due(tx: &mut Tx) -> Result<Option<i64>, Error> {
    DUE.first(tx, &[], |all| all.literal("due_at IS NOT NULL"))
        .await
}

/// The file that has been due longest.
pub async fn due(tx: &mut Tx, now: i64) -> Result<Option<Fetch>, Error> {
    let due = DUE.records::<Fetch>(tx).compare("due_at", "<=", now);
    Ok(DUE.read(tx, due, 1, Fetch::take).await?.pop())
}

/// Makes every file due.
pub async fn release(tx: &mut Tx, now: i64) -> Result<(), Error> {
    let text = "UPDATE bulk_fetch SET due_at = $1 WHERE due_at > $1";
    tx.execute(text, &[now.into()]).await.map(drop)
}

/// Removes the file of a job from those to fetch.
pub async fn remove(tx: &mut Tx, account: &str, job_id: &str) -> Result<(), Error> {
    let text = "DELETE FROM bulk_fetch WHERE job_id = $1 AND account = $2";
    tx.execute(text, &[job_id.into(), account.into()])
        .await
        .map(drop)
}
