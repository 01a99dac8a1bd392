//! Files that are fetched from `https://` addresses before their jobs begin.
//!
//! A node claims a file by moving its time forward, fetches it outside of any transaction, and
//! stores it as an upload of the account. The job waits meanwhile: it is due only when its file is
//! there. A claim of a node that died expires, and another node fetches the file again.

use std::time::Duration;

use cosell_store::table::bulk::{self as jobs, Status};
use cosell_store::table::bulk_fetch::{self as table, Fetch};
use cosell_store::{Error, Notice, Store, Tx};
use cosell_world::World;

use super::job::Document;
use crate::Service;
use crate::upload::{Object, Permit, Uploads};

/// When a job is due whose file is not there yet: never, in the year 9999.
pub(super) const NEVER: i64 = 253_402_300_799_000;

/// How often a file is tried to fetch.
const MOST_ATTEMPTS: i64 = 3;

/// How long a claim lasts: longer than the timeout of a fetch.
const CLAIM: Duration = Duration::from_mins(10);

/// The pause before another attempt.
const PAUSE: Duration = Duration::from_secs(2);

/// The files that a store's jobs wait for.
#[derive(Clone, Debug)]
pub struct Fetches {
    store: Store,
    world: World,
    /// Where the files are stored.
    pub uploads: Uploads,
}

/// A file that this node fetches.
#[derive(Clone, Debug)]
pub struct Claimed(Fetch);

impl Claimed {
    /// The address, which may hold a secret.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// The job that waits for it.
    pub fn job_id(&self) -> &str {
        &self.0.job_id
    }

    /// Where it is stored.
    pub fn object(&self) -> Object {
        Object {
            account: self.0.account.clone(),
            key: format!("https/{}", self.0.job_id),
        }
    }

    /// The permission to store it: the job was permitted, and each of its rows is asked for.
    pub fn permit(&self) -> std::sync::Arc<Permit> {
        Permit::of_service(&self.0.account)
    }
}

impl Fetches {
    /// Those of a service.
    pub fn of(service: &Service) -> Self {
        Self {
            store: service.store.clone(),
            world: service.world().clone(),
            uploads: service.uploads(),
        }
    }

    /// Releases the claims of an earlier process, if no other process can use the store. Otherwise
    /// those claims expire.
    pub async fn begin(&self) -> Result<(), Error> {
        self.store
            .write(self.world.true_now(), async |tx, now| {
                match tx.clock().await? {
                    None => table::release(tx, *now).await,
                    Some(_) => Ok(()),
                }
            })
            .await
    }

    /// Releases a claim: the attempt does not count.
    pub async fn release(&self, claimed: &Claimed) -> Result<(), Error> {
        let mut again = claimed.0.clone();
        again.attempts -= 1;
        again.due_at = self.world.true_now();
        self.change(claimed, again).await
    }

    async fn change(&self, claimed: &Claimed, again: Fetch) -> Result<(), Error> {
        let input = (claimed.0.clone(), again);
        self.store
            .write(input, async |tx, (claimed, again)| {
                if is_claimed(tx, claimed).await? {
                    table::update(tx, again).await?;
                }
                Ok(())
            })
            .await
    }

    /// Claims the file that has been due longest.
    pub async fn claim(&self) -> Result<Option<Claimed>, Error> {
        let now = self.world.true_now();
        let due = self.store.read(now, async |tx, now| {
            let next = table::next_due(tx).await?;
            Ok::<_, Error>(next.is_some_and(|next| next <= *now))
        });
        if !due.await? {
            return Ok(None);
        }
        let claimed = self.store.write(now, async |tx, now| {
            let Some(mut fetch) = table::due(tx, *now).await? else {
                return Ok::<_, Error>(None);
            };
            if !is_claimed(tx, &fetch).await? {
                return Ok(None);
            }
            fetch.attempts += 1;
            fetch.due_at = later(*now, CLAIM);
            table::update(tx, &fetch).await?;
            Ok(Some(fetch))
        });
        Ok(claimed.await?.map(Claimed))
    }

    /// The file is stored as this version: its job begins.
    pub async fn fetched(&self, claimed: &Claimed, version: &str) -> Result<(), crate::Error> {
        self.end(claimed, Ok(version.to_owned())).await
    }

    /// The file could not be fetched. It is tried again, unless the failure `is_final`, or there
    /// were enough attempts: then its job fails.
    pub async fn failed(
        &self,
        claimed: &Claimed,
        reason: String,
        is_final: bool,
    ) -> Result<(), crate::Error> {
        if is_final || claimed.0.attempts >= MOST_ATTEMPTS {
            return self.end(claimed, Err(reason)).await;
        }
        let mut again = claimed.0.clone();
        again.due_at = later(self.world.true_now(), PAUSE);
        Ok(self.change(claimed, again).await?)
    }

    async fn end(
        &self,
        claimed: &Claimed,
        outcome: Result<String, String>,
    ) -> Result<(), crate::Error> {
        let input = (claimed.0.clone(), outcome, self.world.now());
        self.store
            .write(input, async |tx, (claimed, outcome, now)| {
                if !is_claimed(tx, claimed).await? {
                    return Ok(());
                }
                table::remove(tx, &claimed.account, &claimed.job_id).await?;
                match end_job(tx, claimed, outcome, *now).await {
                    // The file would be fetched again and again. The timer of bulk jobs fails the
                    // job.
                    Err(crate::Error::Store(error)) if error.is_damage() => {
                        tx.notify(Notice::TimerDue);
                        let (account, id) = (&claimed.account, &claimed.job_id);
                        Ok(jobs::make_due(tx, account, id, *now).await?)
                    }
                    ended => ended,
                }
            })
            .await
    }
}

/// Records in the job what became of its file.
async fn end_job(
    tx: &mut Tx,
    claimed: &Fetch,
    outcome: &Result<String, String>,
    now: i64,
) -> Result<(), crate::Error> {
    let (account, catalog) = (&claimed.account, claimed.catalog.as_str());
    let found = jobs::find_any(tx, account, catalog, &claimed.job_id).await?;
    let Some(mut job) = found.filter(|job| job.status == Status::Submitted) else {
        return Ok(());
    };
    match outcome {
        Ok(version) => {
            let mut document = Document::read(&job)?;
            document.upload = Some(version.clone());
            job.document = document.write()?;
            job.due_at = Some(now);
            tx.notify(Notice::TimerDue);
        }
        Err(reason) => {
            job.status = Status::Failed;
            job.failure_reason = Some(reason.clone());
            job.completed_at = Some(now);
            job.due_at = None;
        }
    }
    jobs::update(tx, &job).await?;
    Ok(())
}

/// Whether nobody else claimed the file since. Locks it.
async fn is_claimed(tx: &mut Tx, claimed: &Fetch) -> Result<bool, Error> {
    let found = table::find(tx, &claimed.account, &claimed.job_id).await?;
    Ok(found.is_some_and(|found| found.due_at == claimed.due_at))
}

fn later(now: i64, time: Duration) -> i64 {
    now.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
}
