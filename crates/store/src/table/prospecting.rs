//! Prospecting tasks as they are listed, and the outcome of each of their engagements.

use super::{Catalog, Page, task};
use crate::record::{self, Record, record};
use crate::stored_enum::stored_enum;
use crate::{Error, Select, Tx};

record! {
    /// A row of `prospecting_task`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Prospecting in "prospecting_task" {
        task_id: String [key],
        account: String [key],
        catalog: Catalog,
        name: String,
        started_at: i64,
        total_count: i64,
        completed_count: i64 [changes],
        failed_count: i64 [changes],
    }
}

/// A prospecting task with the state of its row in `task`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub row: Prospecting,
    pub status: task::Status,
    pub ended_at: Option<i64>,
}

stored_enum! {
    /// The outcome of an engagement of a task.
    pub enum Status {
        Pending = "PENDING",
        Completed = "COMPLETED",
        Failed = "FAILED",
    }
}

record! {
    /// A row of `prospecting_result`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Outcome in "prospecting_result" {
        task_id: String [key],
        /// The index of the engagement in the request.
        place: i64 [key],
        engagement_id: String,
        status: Status [changes],
        context_id: Option<String> [changes],
        reason_code: Option<String> [changes],
        message: Option<String> [changes],
    }
}

/// The column that a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    Start,
    Name,
    Failed,
}

/// The filter of a list. The bounds of the start are exclusive.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub ids: Vec<String>,
    pub names: Vec<String>,
    pub after: Option<i64>,
    pub before: Option<i64>,
}

/// The id of a task as an expression.
const NAMED: &str = "(prospecting_task.task_id || '')";

/// Stores a new task and its engagements, all of them pending.
pub async fn insert(tx: &mut Tx, new: &Prospecting, engagements: &[String]) -> Result<(), Error> {
    record::insert(tx, new).await?;
    for (place, engagement) in (0_i64..).zip(engagements) {
        let pending = Outcome {
            task_id: new.task_id.clone(),
            place,
            engagement_id: engagement.clone(),
            status: Status::Pending,
            context_id: None,
            reason_code: None,
            message: None,
        };
        record::insert(tx, &pending).await?;
    }
    Ok(())
}

/// Records the outcome of an engagement.
pub async fn record_outcome(tx: &mut Tx, outcome: &Outcome) -> Result<(), Error> {
    record::update(tx, outcome).await.map(|_| ())
}

/// Records how many engagements of a task completed and failed.
pub async fn count(
    tx: &mut Tx,
    account: &str,
    task_id: &str,
    (completed, failed): (i64, i64),
) -> Result<(), Error> {
    let text = "UPDATE prospecting_task SET completed_count = $1, failed_count = $2 \
                WHERE task_id = $3 AND account = $4";
    let values = [
        completed.into(),
        failed.into(),
        task_id.into(),
        account.into(),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// The outcomes of a task, in the order of the request; at most a hundred.
pub async fn outcomes(tx: &mut Tx, task_id: &str) -> Result<Vec<Outcome>, Error> {
    let text = format!("{} WHERE task_id = $1 ORDER BY place", Outcome::SELECT);
    Outcome::read_all(tx.query(&text, &[task_id.into()]).await?)
}

/// One page of an account's prospecting tasks.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    filter: &Filter,
    sort: SortBy,
    page: Page,
) -> Result<Vec<Listed>, Error> {
    // A filter of ids or names matches few tasks: they are found through their own index and
    // sorted, so the order is written as expressions, which no other index matches.
    let named = !filter.ids.is_empty() || !filter.names.is_empty() && sort != SortBy::Name;
    let (key, id) = match (sort, named) {
        (SortBy::Start, false) => ("prospecting_task.started_at", "prospecting_task.task_id"),
        (SortBy::Name, false) => ("prospecting_task.name", "prospecting_task.task_id"),
        (SortBy::Failed, false) => ("prospecting_task.failed_count", "prospecting_task.task_id"),
        (SortBy::Start, true) => ("(prospecting_task.started_at + 0)", NAMED),
        (SortBy::Name, true) => ("(prospecting_task.name || '')", NAMED),
        (SortBy::Failed, true) => ("(prospecting_task.failed_count + 0)", NAMED),
    };
    // A sum hides the column from the planner, which would otherwise use this range instead of the
    // sorted index and sort by itself.
    let start = match sort {
        SortBy::Start if !named => key,
        _ => "(prospecting_task.started_at + 0)",
    };
    let head = format!(
        "SELECT {}, task.status, task.ended_at \
         FROM prospecting_task JOIN task ON task.id = prospecting_task.task_id \
         AND task.account = prospecting_task.account",
        Prospecting::QUALIFIED
    );
    let (text, values) = Select::new(&head)
        .equal("prospecting_task.account", account)
        .equal("prospecting_task.catalog", catalog)
        .any_of("prospecting_task.task_id", &filter.ids)
        .any_of("prospecting_task.name", &filter.names)
        .maybe(start, ">", filter.after)
        .maybe(start, "<", filter.before)
        .page((key, id), page.direction, page.after, page.limit);
    let extra = Prospecting::COLUMNS.len();
    let listed = tx.query(&text, &values).await?.into_iter().map(|mut row| {
        let prospecting = Prospecting::take(&mut row)?;
        let task = || format!("task {:?}", prospecting.task_id);
        Ok(Listed {
            status: row.named(extra, "status", task)?,
            ended_at: row.named(extra + 1, "ended_at", task)?,
            row: prospecting,
        })
    });
    listed.collect()
}

/// Removes the row by which a task is listed, and its outcomes.
pub async fn remove(tx: &mut Tx, account: &str, task_id: &str) -> Result<(), Error> {
    let text = "DELETE FROM prospecting_result WHERE task_id = $1";
    tx.execute(text, &[task_id.into()]).await?;
    let text = "DELETE FROM prospecting_task WHERE task_id = $1 AND account = $2";
    tx.execute(text, &[task_id.into(), account.into()]).await?;
    Ok(())
}
