//! Bulk jobs, and the outcomes of the rows of their files.

use super::bounded::{Found, Walk};
use super::due::Due;
use super::{Catalog, Page};
use crate::record::{self, Record, record};
use crate::row::Document;
use crate::stored_enum::stored_enum;
use crate::{Database, Direction, Error, Lock, Row, Select, Tx};

stored_enum! {
    /// What the rows of a job make.
    pub enum Family {
        CustomerAccount = "CustomerAccount",
        Opportunity = "Opportunity",
    }
}

stored_enum! {
    /// How far a job is.
    pub enum Status {
        /// Its file is not read yet.
        Submitted = "SUBMITTED",
        /// Its rows are carried out.
        InProgress = "IN_PROGRESS",
        Completed = "COMPLETED",
        /// The file as a whole could not be worked on.
        Failed = "FAILED",
    }
}

stored_enum! {
    /// What became of a row.
    pub enum Outcome {
        Succeeded = "SUCCEEDED",
        Failed = "FAILED",
    }
}

record! {
    /// A row of `bulk_job`. The document holds the file, its columns and who asked.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Job in "bulk_job" {
        id: String [key],
        account: String [key],
        catalog: Catalog,
        family: Family,
        status: Status [changes],
        total: i64 [changes],
        processed: i64 [changes],
        succeeded: i64 [changes],
        failed: i64 [changes],
        deleted: i64 [changes],
        failure_reason: Option<String> [changes],
        created_at: i64,
        started_at: Option<i64> [changes],
        completed_at: Option<i64> [changes],
        due_at: Option<i64> [changes],
        turns: i64 [changes],
        node: String [changes],
        claimed_until: i64 [changes],
        part: i64 [changes],
        chunk: i64 [changes],
        byte: i64 [changes],
        document: String as Document [changes],
    }
}

record! {
    /// A row of `bulk_result`. The cells are a JSON list of texts.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Done in "bulk_result" {
        job_id: String [key],
        number: i64 [key],
        request_id: String,
        status: Outcome,
        resource_id: Option<String>,
        error_code: Option<String>,
        error_message: Option<String>,
        cells: String,
    }
}

record! {
    /// A row of `bulk_result` without its cells, which lists do not show.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Listed in "bulk_result" {
        job_id: String [key],
        number: i64 [key],
        request_id: String,
        status: Outcome,
        resource_id: Option<String>,
        error_code: Option<String>,
        error_message: Option<String>,
    }
}

/// Stores a new job.
pub async fn insert(tx: &mut Tx, new: &Job) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// Stores how far a job is.
pub async fn update(tx: &mut Tx, changed: &Job) -> Result<bool, Error> {
    record::update(tx, changed).await
}

/// Finds a job of an account.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    family: Family,
    id: &str,
) -> Result<Option<Job>, Error> {
    let text = format!(
        "{} WHERE id = $1 AND account = $2 AND catalog = $3 AND family = $4",
        Job::SELECT
    );
    let values = [id.into(), account.into(), catalog.into(), family.into()];
    let found = tx.query_one(&text, &values).await?;
    found.map(Job::read).transpose()
}

/// Finds a job of an account by its id alone, whatever its rows make, and locks it.
pub async fn find_any(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    id: &str,
) -> Result<Option<Job>, Error> {
    let text = format!(
        "{} WHERE id = $1 AND account = $2 AND catalog = $3",
        Job::SELECT
    );
    let values = [id.into(), account.into(), catalog.into()];
    let found = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    found.map(Job::read).transpose()
}

/// Makes a job due whose row need not be read.
pub async fn make_due(tx: &mut Tx, account: &str, id: &str, now: i64) -> Result<(), Error> {
    let text = "UPDATE bulk_job SET due_at = $1 WHERE id = $2 AND account = $3";
    let values = [now.into(), id.into(), account.into()];
    tx.execute(text, &values).await.map(drop)
}

/// Counts that a resource of a job was deleted. A job that is not there any more counts nothing.
pub async fn count_deleted(tx: &mut Tx, account: &str, id: &str) -> Result<(), Error> {
    let text = "UPDATE bulk_job SET deleted = deleted + 1 WHERE id = $1 AND account = $2";
    tx.execute(text, &[id.into(), account.into()])
        .await
        .map(|_| ())
}

/// How many jobs of an account are not over, up to `most`.
pub async fn running(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    family: Family,
    most: i64,
) -> Result<i64, Error> {
    let text = "SELECT COUNT(*) FROM (SELECT id FROM bulk_job WHERE due_at IS NOT NULL \
                AND account = $1 AND catalog = $2 AND family = $3 LIMIT $4) AS running";
    let values = [account.into(), catalog.into(), family.into(), most.into()];
    match tx.query_one(text, &values).await? {
        Some(mut row) => row.integer(0),
        None => Ok(0),
    }
}

/// A node that looks for jobs among others on the same store. It passes over jobs that another node
/// carries on: two nodes that take turns at one job would conflict all the time.
#[derive(Clone, Copy, Debug)]
pub struct Seeker<'a> {
    pub node: &'a str,
    /// The true time.
    pub at: i64,
}

impl<'a> Seeker<'a> {
    /// Leaves the jobs that the node may take.
    fn only(by: Option<Self>, jobs: Select<'a>) -> Select<'a> {
        match by {
            Some(Self { node, at }) => {
                jobs.either(("node", "=", node), ("claimed_until", "<=", at))
            }
            None => jobs,
        }
    }
}

static DUE: Due = Due::new(Job::TABLE, "id", "due_at", &["turns", "id"]);

/// The same order, for one node of several.
static DUE_TO_ONE: Due = Due::new(Job::TABLE, "id", "due_at", &["turns", "id"]);

/// The columns of the key of a job.
const KEY: [&str; 2] = ["id", "account"];

/// Of jobs with another status nothing is due here: a newer version on the same store may know it.
const KNOWN: &str = "status IN ('SUBMITTED', 'IN_PROGRESS')";

/// When the next job has something to do, of those that a node may take; of all, if no other node
/// uses the store.
pub async fn next_due(tx: &mut Tx, by: Option<Seeker<'_>>) -> Result<Option<i64>, Error> {
    let (due, values) = match by {
        Some(Seeker { node, at }) => (&DUE_TO_ONE, vec![node.into(), at.into()]),
        None => (&DUE, Vec::new()),
    };
    due.first(tx, &values, |all| {
        Seeker::only(by, all.literal("due_at IS NOT NULL").literal(KNOWN))
    })
    .await
}

/// Those that have something to do at `now` and that a node may take.
fn due_at<'a>(jobs: Select<'a>, now: i64, by: Option<Seeker<'a>>) -> Select<'a> {
    let due = jobs.compare("due_at", "<=", now).literal(KNOWN);
    Seeker::only(by, due)
}

/// The job that has something to do at `now`, the one that waits longest of those that a node may
/// take, locked. `None` also when another node took it since. A damaged one is an error.
pub async fn due(tx: &mut Tx, now: i64, by: Option<Seeker<'_>>) -> Result<Option<Job>, Error> {
    let due = due_at(DUE.records::<Job>(tx), now, by);
    let due = DUE.read(tx, due, 1, |row| Ok(Job::take(row))).await?;
    let Some(found) = due.into_iter().next().transpose()? else {
        return Ok(None);
    };
    if tx.database() == Database::Sqlite {
        return Ok(Some(found));
    }
    let locked = lock_due(tx, (&found.id, &found.account), now, by).await?;
    locked.map(Job::read).transpose()
}

/// Locks the row of a job, if it is still due and the node may still take it.
async fn lock_due(
    tx: &mut Tx,
    (id, account): (&str, &str),
    now: i64,
    by: Option<Seeker<'_>>,
) -> Result<Option<Row>, Error> {
    let job = Select::new(Job::SELECT)
        .equal("id", id)
        .equal("account", account)
        .compare("due_at + 0", "<=", now);
    let (text, values) = Seeker::only(by, job).whole();
    tx.lock_one(Lock::Exclusive, &text, &values).await
}

/// Ends the job that waits longest, for this reason, if its row is damaged: nobody looks at it
/// again. Returns the damage. `None` when another node was faster, and this job is a sound one, and
/// when not even the key of the damaged one can be read.
pub async fn give_up(
    tx: &mut Tx,
    now: i64,
    by: Option<Seeker<'_>>,
    reason: &str,
) -> Result<Option<Error>, Error> {
    let due = due_at(DUE.texts(tx, KEY), now, by);
    let due = DUE.read_texts(tx, due, KEY, 1).await?;
    let Some([id, account]) = due.into_iter().next() else {
        return Ok(None);
    };
    let locked = lock_due(tx, (&id, &account), now, by).await?;
    let damage = match locked.map(Job::read) {
        Some(Err(error)) if error.is_damage() => error,
        Some(Err(error)) => return Err(error),
        Some(Ok(_)) | None => return Ok(None),
    };
    let text = "UPDATE bulk_job SET status = $1, failure_reason = $2, completed_at = $3, \
                due_at = NULL WHERE id = $4 AND account = $5";
    let ended = [Status::Failed.into(), reason.into(), now.into()];
    let key = [id.into(), account.into()];
    tx.execute(text, &[ended.as_slice(), &key].concat()).await?;
    Ok(Some(damage))
}

/// One page of an account's jobs, newest first.
pub async fn list(
    tx: &mut Tx,
    (account, catalog): (&str, &str),
    family: Family,
    id: Option<&str>,
    status: Option<Status>,
    page: Page,
) -> Result<Found<Job>, Error> {
    let select = |head| {
        Select::new(head)
            .equal("account", account)
            .equal("catalog", catalog)
            .equal("family", family)
    };
    let keys: &[&str] = match id {
        None => &["created_at", "id"],
        // One job, which is found by its id.
        Some(_) => &["created_at + 0", "id || ''"],
    };
    let passes_over = id.is_none() && status.is_some();
    let entries = passes_over.then(|| select("SELECT created_at, id FROM bulk_job"));
    let list = select(Job::SELECT)
        .maybe("id", "=", id)
        .maybe("status", "=", status);
    let walk = Walk::new(keys, page);
    walk.sound_page(tx, entries, list).await
}

/// Finds a job by its id, of whatever account.
pub async fn of_any_account(tx: &mut Tx, id: &str) -> Result<Option<Job>, Error> {
    let text = format!("{} WHERE id = $1", Job::SELECT);
    let found = tx.query_one(&text, &[id.into()]).await?;
    found.map(Job::read).transpose()
}

/// Which jobs of all accounts an operator wants; an absent member matches every job.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    pub family: Option<Family>,
    /// Jobs of any of these; every job, if none is named.
    pub statuses: &'a [String],
    pub account: Option<&'a str>,
    pub catalog: Option<Catalog>,
}

/// The keys of up to `limit` jobs of all accounts after `after`, the newest first. There are few
/// jobs, so what the filter leaves out is read and passed over.
pub async fn newest(
    tx: &mut Tx,
    filter: Filter<'_>,
    after: Option<&(i64, String)>,
    limit: i64,
) -> Result<Vec<(i64, String)>, Error> {
    let after = after.map(|(at, id)| ((*at).into(), id.into()));
    let (text, values) = Select::new("SELECT created_at, id FROM bulk_job")
        .maybe("family || ''", "=", filter.family)
        .any_of("status || ''", filter.statuses)
        .maybe("account || ''", "=", filter.account)
        .maybe("catalog || ''", "=", filter.catalog.map(Catalog::as_str))
        .page(("created_at", "id"), Direction::Descending, after, limit);
    let rows = tx.query(&text, &values).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.integer(0)?, row.text(1)?)))
        .collect()
}

static END: Due = Due::new(Job::TABLE, "id", "completed_at", &["id"]);

/// When the job that ended first did.
pub async fn first_end(tx: &mut Tx) -> Result<Option<i64>, Error> {
    END.first(tx, &[], |all| all.literal("completed_at IS NOT NULL"))
        .await
}

/// Removes a job that ended before this, or a part of its results if it has many. Returns how many
/// rows went.
pub async fn prune(tx: &mut Tx, before: i64, limit: i64) -> Result<usize, Error> {
    let ended = END.texts(tx, KEY).compare("completed_at", "<", before);
    let ended = END.read_texts(tx, ended, KEY, 1).await?;
    let Some([id, account]) = ended.into_iter().next() else {
        return Ok(0);
    };
    let text = "DELETE FROM bulk_result WHERE job_id = $1 AND number IN \
                (SELECT number FROM bulk_result WHERE job_id = $1 ORDER BY number LIMIT $2)";
    let gone = tx
        .execute(text, &[id.as_str().into(), limit.into()])
        .await?;
    if gone > 0 {
        return Ok(usize::try_from(gone).unwrap_or(usize::MAX));
    }
    let text = "DELETE FROM bulk_job WHERE id = $1 AND account = $2";
    tx.execute(text, &[id.as_str().into(), account.as_str().into()])
        .await?;
    Ok(1)
}

/// Stores the outcome of a row.
pub async fn insert_result(tx: &mut Tx, new: &Done) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// Whether a row of a job had this id.
pub async fn has_request(tx: &mut Tx, job_id: &str, request_id: &str) -> Result<bool, Error> {
    let text = "SELECT number FROM bulk_result WHERE job_id = $1 AND request_id = $2 LIMIT 1";
    let values = [job_id.into(), request_id.into()];
    Ok(tx.query_one(text, &values).await?.is_some())
}

/// Outcomes of a job in the order of its file, from behind a row on.
pub async fn results(
    tx: &mut Tx,
    job_id: &str,
    status: Option<Outcome>,
    after: i64,
    limit: i64,
) -> Result<Vec<Listed>, Error> {
    page(tx, job_id, status, after, limit).await
}

/// The same with the cells of the rows.
pub async fn results_with_cells(
    tx: &mut Tx,
    job_id: &str,
    status: Option<Outcome>,
    after: i64,
    limit: i64,
) -> Result<Vec<Done>, Error> {
    page(tx, job_id, status, after, limit).await
}

async fn page<R: Record>(
    tx: &mut Tx,
    job_id: &str,
    status: Option<Outcome>,
    after: i64,
    limit: i64,
) -> Result<Vec<R>, Error> {
    let head = format!("{} WHERE job_id = $1", R::SELECT);
    let rows = match status {
        None => {
            let text = format!("{head} AND number > $2 ORDER BY number LIMIT $3");
            let values = [job_id.into(), after.into(), limit.into()];
            tx.query(&text, &values).await?
        }
        Some(status) => {
            let text = format!("{head} AND status = $2 AND number > $3 ORDER BY number LIMIT $4");
            let values = [job_id.into(), status.into(), after.into(), limit.into()];
            tx.query(&text, &values).await?
        }
    };
    R::read_all(rows)
}
