//! Tasks and the journal of their steps.

use super::Page;
use crate::{Error, Row, Select, Tx, Value};

/// A row of `task`: what was asked, how far it came, and what it made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub id: String,
    pub kind: String,
    pub account: String,
    pub catalog: String,
    /// `IN_PROGRESS`, `COMPLETE` or `FAILED`.
    pub status: String,
    /// The cursor: the number of the step to run next.
    pub step: i64,
    /// Raised by every take-over; writes of an older epoch are refused.
    pub epoch: i64,
    /// Attempts of the current step that ended in a transient fault.
    pub attempts: i64,
    /// When the task may run next.
    pub next_run_at: i64,
    pub started_at: i64,
    pub ended_at: Option<i64>,
    pub reason_code: Option<String>,
    pub message: Option<String>,
    pub opportunity_id: Option<String>,
    pub engagement_id: Option<String>,
    pub invitation_id: Option<String>,
    pub job_id: Option<String>,
    pub context_id: Option<String>,
    /// The request, as JSON.
    pub input: String,
    /// What its steps keep for each other, as JSON.
    pub state: String,
}

/// A row of `task_step`: one attempt of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub task_id: String,
    pub step: i64,
    pub attempt: i64,
    pub name: String,
    /// `DONE`, `SKIPPED`, `REFUSED` or `RETRIED`.
    pub outcome: String,
    pub detail: String,
    pub started_at: i64,
    pub ended_at: i64,
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub ids: Vec<String>,
    pub statuses: Vec<String>,
    pub opportunity_ids: Vec<String>,
    pub engagement_ids: Vec<String>,
    pub invitation_ids: Vec<String>,
    pub context_ids: Vec<String>,
}

impl Filter {
    /// The columns of the order. A filter that names ids picks few tasks, through an index of its
    /// own: those are gathered and sorted, so the order is named as expressions, which keep the
    /// database from reading all tasks in the order of their start.
    fn keys(&self) -> (&'static str, &'static str) {
        let named = [
            &self.ids,
            &self.opportunity_ids,
            &self.engagement_ids,
            &self.invitation_ids,
        ];
        if named.iter().all(|ids| ids.is_empty()) {
            ("started_at", "id")
        } else {
            ("started_at + 0", "id || ''")
        }
    }
}

const COLUMNS: &str = "id, kind, account, catalog, status, step, epoch, attempts, next_run_at, \
     started_at, ended_at, reason_code, message, opportunity_id, engagement_id, invitation_id, \
     job_id, context_id, input, state";

fn record(mut row: Row) -> Result<Task, Error> {
    Ok(Task {
        id: row.text(0)?,
        kind: row.text(1)?,
        account: row.text(2)?,
        catalog: row.text(3)?,
        status: row.text(4)?,
        step: row.integer(5)?,
        epoch: row.integer(6)?,
        attempts: row.integer(7)?,
        next_run_at: row.integer(8)?,
        started_at: row.integer(9)?,
        ended_at: row.optional_integer(10)?,
        reason_code: row.optional_text(11)?,
        message: row.optional_text(12)?,
        opportunity_id: row.optional_text(13)?,
        engagement_id: row.optional_text(14)?,
        invitation_id: row.optional_text(15)?,
        job_id: row.optional_text(16)?,
        context_id: row.optional_text(17)?,
        input: row.text(18)?,
        state: row.text(19)?,
    })
}

/// Stores a new task.
pub async fn insert(tx: &mut Tx, new: &Task) -> Result<(), Error> {
    let text = "INSERT INTO task (id, kind, account, catalog, status, step, epoch, attempts, \
                next_run_at, started_at, ended_at, reason_code, message, opportunity_id, \
                engagement_id, invitation_id, job_id, context_id, input, state) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
                $17, $18, $19, $20)";
    let values = [
        Value::from(&new.id),
        Value::from(&new.kind),
        Value::from(&new.account),
        Value::from(&new.catalog),
        Value::from(&new.status),
        new.step.into(),
        new.epoch.into(),
        new.attempts.into(),
        new.next_run_at.into(),
        new.started_at.into(),
        new.ended_at.into(),
        new.reason_code.as_ref().into(),
        new.message.as_ref().into(),
        new.opportunity_id.as_ref().into(),
        new.engagement_id.as_ref().into(),
        new.invitation_id.as_ref().into(),
        new.job_id.as_ref().into(),
        new.context_id.as_ref().into(),
        Value::from(&new.input),
        Value::from(&new.state),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Moves a task from the step `from` to what `changed` says, in the epoch that `changed` names.
/// `false` when another runner owns the task or moved it: roll back and drop it.
pub async fn advance(tx: &mut Tx, from: i64, changed: &Task) -> Result<bool, Error> {
    let text = "UPDATE task SET status = $1, step = $2, attempts = $3, next_run_at = $4, \
                ended_at = $5, reason_code = $6, message = $7, opportunity_id = $8, \
                engagement_id = $9, invitation_id = $10, job_id = $11, context_id = $12, \
                state = $13 \
                WHERE id = $14 AND step = $15 AND epoch = $16 AND status = 'IN_PROGRESS'";
    let values = [
        Value::from(&changed.status),
        changed.step.into(),
        changed.attempts.into(),
        changed.next_run_at.into(),
        changed.ended_at.into(),
        changed.reason_code.as_ref().into(),
        changed.message.as_ref().into(),
        changed.opportunity_id.as_ref().into(),
        changed.engagement_id.as_ref().into(),
        changed.invitation_id.as_ref().into(),
        changed.job_id.as_ref().into(),
        changed.context_id.as_ref().into(),
        Value::from(&changed.state),
        Value::from(&changed.id),
        from.into(),
        changed.epoch.into(),
    ];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Takes a task over by raising its epoch. `false` when it is not in the epoch `from` any more.
pub async fn take_over(tx: &mut Tx, id: &str, from: i64) -> Result<bool, Error> {
    let text = "UPDATE task SET epoch = epoch + 1 \
                WHERE id = $1 AND epoch = $2 AND status = 'IN_PROGRESS'";
    Ok(tx.execute(text, &[id.into(), from.into()]).await? == 1)
}

/// Finds a task by id.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Task>, Error> {
    let text = format!("SELECT {COLUMNS} FROM task WHERE id = $1");
    tx.query_one(&text, &[id.into()])
        .await?
        .map(record)
        .transpose()
}

/// Up to `limit` unfinished tasks behind the key `after` (time of the next run, id).
pub async fn unfinished(
    tx: &mut Tx,
    after: Option<(i64, String)>,
    limit: i64,
) -> Result<Vec<Task>, Error> {
    let (text, values) = Select::new(&format!(
        "SELECT {COLUMNS} FROM task WHERE status = 'IN_PROGRESS'"
    ))
    .and_where()
    .page(
        ("next_run_at", "id"),
        crate::Direction::Ascending,
        after.map(|(at, id)| (at.into(), id.into())),
        limit,
    );
    tx.query(&text, &values)
        .await?
        .into_iter()
        .map(record)
        .collect()
}

/// One page of an account's tasks of one kind, by their start.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    kind: &str,
    filter: &Filter,
    page: Page,
) -> Result<Vec<Task>, Error> {
    let (text, values) = Select::new(&format!("SELECT {COLUMNS} FROM task"))
        .equal("account", account)
        .equal("catalog", catalog)
        .equal("kind", kind)
        .any_of("id", &filter.ids)
        .any_of("status", &filter.statuses)
        .any_of("opportunity_id", &filter.opportunity_ids)
        .any_of("engagement_id", &filter.engagement_ids)
        .any_of("invitation_id", &filter.invitation_ids)
        .any_of("context_id", &filter.context_ids)
        .page(filter.keys(), page.direction, page.after, page.limit);
    tx.query(&text, &values)
        .await?
        .into_iter()
        .map(record)
        .collect()
}

/// The tasks of one kind by which an account made an opportunity out of an engagement, the newest
/// first, up to `limit`.
pub async fn conversions(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    kind: &str,
    engagement_id: &str,
    limit: i64,
) -> Result<Vec<Task>, Error> {
    let text = format!(
        "SELECT {COLUMNS} FROM task WHERE account = $1 AND catalog = $2 AND kind = $3 \
         AND engagement_id = $4 AND opportunity_id IS NOT NULL \
         ORDER BY started_at DESC, id DESC LIMIT $5"
    );
    let values = [
        account.into(),
        catalog.into(),
        kind.into(),
        engagement_id.into(),
        limit.into(),
    ];
    tx.query(&text, &values)
        .await?
        .into_iter()
        .map(record)
        .collect()
}

/// Adds an attempt of a step to the journal.
pub async fn journal(tx: &mut Tx, step: &Step) -> Result<(), Error> {
    let text = "INSERT INTO task_step (task_id, step, attempt, name, outcome, detail, started_at, \
                ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = [
        Value::from(&step.task_id),
        step.step.into(),
        step.attempt.into(),
        Value::from(&step.name),
        Value::from(&step.outcome),
        Value::from(&step.detail),
        step.started_at.into(),
        step.ended_at.into(),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// A task's journal, in the order in which it was written.
pub async fn steps(tx: &mut Tx, task_id: &str) -> Result<Vec<Step>, Error> {
    let text = "SELECT task_id, step, attempt, name, outcome, detail, started_at, ended_at \
                FROM task_step WHERE task_id = $1 ORDER BY step, attempt";
    let rows = tx.query(text, &[task_id.into()]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Step {
                task_id: row.text(0)?,
                step: row.integer(1)?,
                attempt: row.integer(2)?,
                name: row.text(3)?,
                outcome: row.text(4)?,
                detail: row.text(5)?,
                started_at: row.integer(6)?,
                ended_at: row.integer(7)?,
            })
        })
        .collect()
}
