//! Prospecting tasks as they are listed, and what became of each of their engagements.

use super::Page;
use crate::{Error, Row, Select, Tx, Value};

/// A row of `prospecting_task`, with the state of its row in `task`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub task_id: String,
    pub name: String,
    pub started_at: i64,
    pub total_count: i64,
    pub completed_count: i64,
    pub failed_count: i64,
    /// `IN_PROGRESS`, `COMPLETE` or `FAILED`.
    pub status: String,
    pub ended_at: Option<i64>,
}

/// A row of `prospecting_result`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Where the engagement stands in the request.
    pub place: i64,
    pub engagement_id: String,
    /// `PENDING`, `COMPLETED` or `FAILED`.
    pub status: String,
    pub context_id: Option<String>,
    pub reason_code: Option<String>,
    pub message: Option<String>,
}

/// The column that a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    Start,
    Name,
    Failed,
}

/// What a list asks for. The bounds of the start are exclusive.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub ids: Vec<String>,
    pub names: Vec<String>,
    pub after: Option<i64>,
    pub before: Option<i64>,
}

const COLUMNS: &str = "prospecting_task.task_id, prospecting_task.name, \
     prospecting_task.started_at, prospecting_task.total_count, \
     prospecting_task.completed_count, prospecting_task.failed_count, task.status, task.ended_at";

fn listed(mut row: Row) -> Result<Listed, Error> {
    Ok(Listed {
        task_id: row.text(0)?,
        name: row.text(1)?,
        started_at: row.integer(2)?,
        total_count: row.integer(3)?,
        completed_count: row.integer(4)?,
        failed_count: row.integer(5)?,
        status: row.text(6)?,
        ended_at: row.optional_integer(7)?,
    })
}

/// Stores a new task and its engagements, all of them pending.
pub async fn insert(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    new: &Listed,
    engagements: &[String],
) -> Result<(), Error> {
    let text = "INSERT INTO prospecting_task (task_id, account, catalog, name, started_at, \
                total_count, completed_count, failed_count) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = [
        Value::from(&new.task_id),
        account.into(),
        catalog.into(),
        Value::from(&new.name),
        new.started_at.into(),
        new.total_count.into(),
        new.completed_count.into(),
        new.failed_count.into(),
    ];
    tx.execute(text, &values).await?;
    for (place, engagement) in (0_i64..).zip(engagements) {
        let text = "INSERT INTO prospecting_result (task_id, place, engagement_id, status) \
                    VALUES ($1, $2, $3, 'PENDING')";
        let values = [
            Value::from(&new.task_id),
            place.into(),
            Value::from(engagement),
        ];
        tx.execute(text, &values).await?;
    }
    Ok(())
}

/// Records what became of an engagement.
pub async fn settle(tx: &mut Tx, task_id: &str, outcome: &Outcome) -> Result<(), Error> {
    let text = "UPDATE prospecting_result SET status = $1, context_id = $2, reason_code = $3, \
                message = $4 WHERE task_id = $5 AND place = $6";
    let values = [
        Value::from(&outcome.status),
        outcome.context_id.as_ref().into(),
        outcome.reason_code.as_ref().into(),
        outcome.message.as_ref().into(),
        task_id.into(),
        outcome.place.into(),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Records how many engagements of a task came out how.
pub async fn count(tx: &mut Tx, task_id: &str, completed: i64, failed: i64) -> Result<(), Error> {
    let text = "UPDATE prospecting_task SET completed_count = $1, failed_count = $2 \
                WHERE task_id = $3";
    tx.execute(text, &[completed.into(), failed.into(), task_id.into()])
        .await
        .map(|_| ())
}

/// The engagements of a task, in the order of the request; a hundred at most.
pub async fn outcomes(tx: &mut Tx, task_id: &str) -> Result<Vec<Outcome>, Error> {
    let text = "SELECT place, engagement_id, status, context_id, reason_code, message \
                FROM prospecting_result WHERE task_id = $1 ORDER BY place";
    let rows = tx.query(text, &[task_id.into()]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Outcome {
                place: row.integer(0)?,
                engagement_id: row.text(1)?,
                status: row.text(2)?,
                context_id: row.optional_text(3)?,
                reason_code: row.optional_text(4)?,
                message: row.optional_text(5)?,
            })
        })
        .collect()
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
    let key = match sort {
        SortBy::Start => "prospecting_task.started_at",
        SortBy::Name => "prospecting_task.name",
        SortBy::Failed => "prospecting_task.failed_count",
    };
    // A sum hides the column from the planner, which would else leave the sorted index for this range
    // and sort by itself.
    let start = match sort {
        SortBy::Start => key,
        SortBy::Name | SortBy::Failed => "(prospecting_task.started_at + 0)",
    };
    let head = format!(
        "SELECT {COLUMNS} FROM prospecting_task JOIN task ON task.id = prospecting_task.task_id"
    );
    let (text, values) = Select::new(&head)
        .equal("prospecting_task.account", account)
        .equal("prospecting_task.catalog", catalog)
        .any_of("prospecting_task.task_id", &filter.ids)
        .any_of("prospecting_task.name", &filter.names)
        .maybe(start, ">", filter.after)
        .maybe(start, "<", filter.before)
        .page(
            (key, "prospecting_task.task_id"),
            page.direction,
            page.after,
            page.limit,
        );
    tx.query(&text, &values)
        .await?
        .into_iter()
        .map(listed)
        .collect()
}

/// Forgets what a task was listed by, and its results.
pub async fn forget(tx: &mut Tx, task_id: &str) -> Result<(), Error> {
    let key = [task_id.into()];
    tx.execute("DELETE FROM prospecting_result WHERE task_id = $1", &key)
        .await?;
    tx.execute("DELETE FROM prospecting_task WHERE task_id = $1", &key)
        .await?;
    Ok(())
}
