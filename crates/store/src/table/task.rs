//! Tasks and the journal of their steps.

pub mod newest;

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
    /// The life of a program that has the task in hand.
    pub node: String,
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
    /// Who started it, as the domain writes it; empty for a caller that nobody proved.
    pub caller: String,
}

/// A row of `task_step`: one attempt of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub task_id: String,
    pub step: i64,
    pub epoch: i64,
    pub attempt: i64,
    /// The node that made the attempt; empty when an older program did.
    pub node: String,
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

const COLUMNS: &str = "id, kind, account, catalog, status, step, epoch, node, attempts, \
     next_run_at, started_at, ended_at, reason_code, message, opportunity_id, engagement_id, \
     invitation_id, job_id, context_id, input, state, caller";

fn record(mut row: Row) -> Result<Task, Error> {
    Ok(Task {
        id: row.text(0)?,
        kind: row.text(1)?,
        account: row.text(2)?,
        catalog: row.text(3)?,
        status: row.text(4)?,
        step: row.integer(5)?,
        epoch: row.integer(6)?,
        node: row.text(7)?,
        attempts: row.integer(8)?,
        next_run_at: row.integer(9)?,
        started_at: row.integer(10)?,
        ended_at: row.optional_integer(11)?,
        reason_code: row.optional_text(12)?,
        message: row.optional_text(13)?,
        opportunity_id: row.optional_text(14)?,
        engagement_id: row.optional_text(15)?,
        invitation_id: row.optional_text(16)?,
        job_id: row.optional_text(17)?,
        context_id: row.optional_text(18)?,
        input: row.text(19)?,
        state: row.text(20)?,
        caller: row.text(21)?,
    })
}

/// Stores a new task.
pub async fn insert(tx: &mut Tx, new: &Task) -> Result<(), Error> {
    let text = "INSERT INTO task (id, kind, account, catalog, status, step, epoch, node, \
                attempts, next_run_at, started_at, ended_at, reason_code, message, \
                opportunity_id, engagement_id, invitation_id, job_id, context_id, input, state, \
                caller) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
                $17, $18, $19, $20, $21, $22)";
    let values = [
        Value::from(&new.id),
        Value::from(&new.kind),
        Value::from(&new.account),
        Value::from(&new.catalog),
        Value::from(&new.status),
        new.step.into(),
        new.epoch.into(),
        Value::from(&new.node),
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
        Value::from(&new.caller),
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

/// Takes a task over for a node by raising its epoch. `false` when it is not in the epoch `from`
/// any more.
pub async fn take_over(tx: &mut Tx, id: &str, from: i64, node: &str) -> Result<bool, Error> {
    let text = "UPDATE task SET epoch = epoch + 1, node = $1 \
                WHERE id = $2 AND epoch = $3 AND status = 'IN_PROGRESS'";
    let values = [node.into(), id.into(), from.into()];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Puts a failed task back to the step at which it failed, in the hands of a node. `false` when it
/// is not a failed task of the epoch `from`.
pub async fn restart(
    tx: &mut Tx,
    id: &str,
    from: i64,
    node: &str,
    now: i64,
) -> Result<bool, Error> {
    let text = "UPDATE task SET status = 'IN_PROGRESS', epoch = epoch + 1, node = $1, \
                attempts = 0, next_run_at = $2, ended_at = NULL, reason_code = NULL, \
                message = NULL WHERE id = $3 AND epoch = $4 AND status = 'FAILED'";
    let values = [node.into(), now.into(), id.into(), from.into()];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Finds a task by id.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Task>, Error> {
    let text = format!("SELECT {COLUMNS} FROM task WHERE id = $1");
    tx.query_one(&text, &[id.into()])
        .await?
        .map(record)
        .transpose()
}

/// The first node behind `after`, by name, that has unfinished tasks in hand.
pub async fn next_owner(tx: &mut Tx, after: Option<&str>) -> Result<Option<String>, Error> {
    let text = "SELECT node FROM task WHERE status = 'IN_PROGRESS' AND node > $1 \
                ORDER BY node LIMIT 1";
    let first = "SELECT node FROM task WHERE status = 'IN_PROGRESS' ORDER BY node LIMIT 1";
    let found = match after {
        Some(after) => tx.query_one(text, &[after.into()]).await?,
        None => tx.query_one(first, &[]).await?,
    };
    found.map(|mut row| row.text(0)).transpose()
}

/// What a node has in hand of a task: its id, its epoch, and when it may run next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: String,
    pub epoch: i64,
    pub next_run_at: i64,
}

/// Up to `limit` unfinished tasks of a node behind the key `after` (time of the next run, id).
pub async fn held_by(
    tx: &mut Tx,
    node: &str,
    after: Option<(i64, String)>,
    limit: i64,
) -> Result<Vec<Held>, Error> {
    let (text, values) =
        Select::new("SELECT id, epoch, next_run_at FROM task WHERE status = 'IN_PROGRESS'")
            .and_where()
            .equal("node", node)
            .page(
                ("next_run_at", "id"),
                crate::Direction::Ascending,
                after.map(|(at, id)| (at.into(), id.into())),
                limit,
            );
    let rows = tx.query(&text, &values).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Held {
                id: row.text(0)?,
                epoch: row.integer(1)?,
                next_run_at: row.integer(2)?,
            })
        })
        .collect()
}

/// How many tasks wait for a step of a kind, and since when the first of them may run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlog {
    pub kind: String,
    pub step: i64,
    pub count: i64,
    pub oldest: i64,
}

/// What waits at each step of each kind, on all nodes.
pub async fn backlog(tx: &mut Tx) -> Result<Vec<Backlog>, Error> {
    let text = "SELECT kind, step, COUNT(*), MIN(next_run_at) FROM task \
                WHERE status = 'IN_PROGRESS' GROUP BY kind, step ORDER BY kind, step";
    let rows = tx.query(text, &[]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Backlog {
                kind: row.text(0)?,
                step: row.integer(1)?,
                count: row.integer(2)?,
                oldest: row.integer(3)?,
            })
        })
        .collect()
}

/// When the first task of a kind ended that is still remembered.
pub async fn first_end(tx: &mut Tx, kind: &str) -> Result<Option<i64>, Error> {
    let text = "SELECT ended_at FROM task WHERE kind = $1 AND ended_at IS NOT NULL \
                ORDER BY ended_at, id LIMIT 1";
    match tx.query_one(text, &[kind.into()]).await? {
        Some(mut row) => row.optional_integer(0),
        None => Ok(None),
    }
}

/// Forgets up to `limit` tasks of a kind that ended before `before`, and their journals. Returns
/// their ids.
pub async fn forget(
    tx: &mut Tx,
    kind: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<String>, Error> {
    let text = "SELECT id FROM task WHERE kind = $1 AND ended_at < $2 \
                ORDER BY ended_at, id LIMIT $3";
    let values = [kind.into(), before.into(), limit.into()];
    let mut forgotten = Vec::new();
    for mut row in tx.query(text, &values).await? {
        let id = row.text(0)?;
        let key = [Value::from(&id)];
        tx.execute("DELETE FROM task_step WHERE task_id = $1", &key)
            .await?;
        tx.execute("DELETE FROM task WHERE id = $1", &key).await?;
        forgotten.push(id);
    }
    Ok(forgotten)
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
    let text = "INSERT INTO task_step (task_id, step, epoch, attempt, name, outcome, detail, \
                started_at, ended_at, node) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        Value::from(&step.task_id),
        step.step.into(),
        step.epoch.into(),
        step.attempt.into(),
        Value::from(&step.name),
        Value::from(&step.outcome),
        Value::from(&step.detail),
        step.started_at.into(),
        step.ended_at.into(),
        Value::from(&step.node),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// A task's journal, in the order in which it was written.
pub async fn steps(tx: &mut Tx, task_id: &str) -> Result<Vec<Step>, Error> {
    let text = "SELECT task_id, step, epoch, attempt, name, outcome, detail, started_at, ended_at, \
                node FROM task_step WHERE task_id = $1 ORDER BY step, epoch, attempt";
    let rows = tx.query(text, &[task_id.into()]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Step {
                task_id: row.text(0)?,
                step: row.integer(1)?,
                epoch: row.integer(2)?,
                attempt: row.integer(3)?,
                name: row.text(4)?,
                outcome: row.text(5)?,
                detail: row.text(6)?,
                started_at: row.integer(7)?,
                ended_at: row.integer(8)?,
                node: row.text(9)?,
            })
        })
        .collect()
}
