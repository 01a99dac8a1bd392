//! Tasks and the journal of their steps.

pub mod newest;
pub(crate) mod status;

use std::sync::LazyLock;

pub use self::status::{Progress, Status};
use super::bounded::{Found, Walk};
use super::due::Due;
use super::{Catalog, Page};
use crate::record::{self, Mark, Record, record};
use crate::stored_enum::stored_enum;
use crate::{Error, Select, Tx, Value};

record! {
    /// A row of `task`: its request, its progress, and its results.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Task in "task" {
        id: String [key],
        kind: String,
        account: String [key],
        catalog: Catalog,
        status: Progress [changes],
        /// The cursor: the index of the next step.
        step: i64 [changes],
        /// Raised by every take-over; writes of an older epoch are refused.
        epoch: i64,
        /// The node that owns the task.
        node: String,
        /// Attempts of the current step that ended in a transient error.
        attempts: i64 [changes],
        /// When the task may run next.
        next_run_at: i64 [changes],
        started_at: i64,
        ended_at: Option<i64> [changes],
        reason_code: Option<String> [changes],
        message: Option<String> [changes],
        opportunity_id: Option<String> [changes],
        engagement_id: Option<String> [changes],
        invitation_id: Option<String> [changes],
        job_id: Option<String> [changes],
        context_id: Option<String> [changes],
        /// The request, as JSON.
        input: String,
        /// The state that its steps share, as JSON.
        state: String [changes],
        /// The caller that started it, as the domain writes it; empty for an unauthenticated
        /// caller.
        caller: String,
    }
}

/// The epoch of a task that was never taken over.
pub const FIRST_EPOCH: i64 = 1;

/// The record of a new task, which a node starts at `now`: it is at its first step, and has no
/// links, input or caller yet.
pub fn first_record(
    id: String,
    kind: &str,
    (account, catalog): (&str, Catalog),
    node: &str,
    now: i64,
) -> Task {
    Task {
        id,
        kind: kind.to_owned(),
        account: account.to_owned(),
        catalog,
        status: Progress::begun(),
        step: 0,
        epoch: FIRST_EPOCH,
        node: node.to_owned(),
        attempts: 0,
        next_run_at: now,
        started_at: now,
        ended_at: None,
        reason_code: None,
        message: None,
        opportunity_id: None,
        engagement_id: None,
        invitation_id: None,
        job_id: None,
        context_id: None,
        input: String::new(),
        state: String::new(),
        caller: String::new(),
    }
}

stored_enum! {
    /// How an attempt of a step ended.
    pub enum Outcome {
        /// The step had its effect.
        Done = "DONE",
        /// There was nothing to do.
        Skipped = "SKIPPED",
        /// The task failed with this attempt.
        Refused = "REFUSED",
        /// A transient error; another attempt follows.
        Retried = "RETRIED",
    }
}

record! {
    /// A row of `task_step`: one attempt of one step.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Step in "task_step" {
        task_id: String [key],
        step: i64 [key],
        epoch: i64 [key],
        attempt: i64 [key],
        name: String,
        outcome: Outcome,
        detail: String,
        started_at: i64,
        ended_at: i64,
        /// The node that made the attempt; empty for attempts of older programs.
        node: String,
    }
}

/// The filter of a list.
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
    /// Whether it names ids by which an index finds few tasks.
    fn names_few(&self) -> bool {
        let named = [
            &self.ids,
            &self.opportunity_ids,
            &self.engagement_ids,
            &self.invitation_ids,
        ];
        named.iter().any(|ids| !ids.is_empty())
    }

    /// The columns of the order. A filter that names ids matches few tasks, through its own index:
    /// those are collected and sorted, so the order is written as expressions, which keep the
    /// database from reading all tasks in the order of their start.
    fn keys(&self) -> &'static [&'static str] {
        if self.names_few() {
            &["started_at + 0", "id || ''"]
        } else {
            &["started_at", "id"]
        }
    }
}

/// Stores a new task.
pub async fn insert(tx: &mut Tx, new: &Task) -> Result<(), Error> {
    record::insert_or_post(tx, new).await
}

/// Advances a task from the step `from` to the state of `changed`, in the epoch of `changed`.
/// Returns `false` when another runner owns or has advanced the task: roll back and drop it.
pub async fn advance(tx: &mut Tx, from: i64, changed: &Task) -> Result<bool, Error> {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let of_update = Task::COLUMNS
            .iter()
            .filter(|(_, mark)| *mark != Mark::Stays);
        let (update, place) = (Task::update_text(), of_update.count() + 1);
        let epoch = place + 1;
        format!(
            "{update} AND step = ${place} AND epoch = ${epoch} AND status || '' = 'IN_PROGRESS'"
        )
    });
    // A task that this transaction stores itself has no other runner.
    if record::revise_posted(tx, changed) {
        return Ok(true);
    }
    let mut values = changed.changes();
    values.extend([from.into(), changed.epoch.into()]);
    tx.dispatch_guarded(&TEXT, &values).await
}

/// Takes a task over for a node by raising its epoch. Returns `false` when it is no longer in the
/// epoch in which it was found.
pub async fn take_over(tx: &mut Tx, held: &Held, node: &str) -> Result<bool, Error> {
    let text = "UPDATE task SET epoch = epoch + 1, node = $1 \
                WHERE id = $2 AND account = $3 AND epoch = $4 AND status || '' = 'IN_PROGRESS'";
    let values = [
        node.into(),
        held.id.as_str().into(),
        held.account.as_str().into(),
        held.epoch.into(),
    ];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Restarts a failed task at the step at which it failed, owned by a node, and updates `task` to
/// its new row. Returns `false` when it is no longer in the epoch of `task`, `Error::Transition`
/// when it has not failed.
pub async fn restart(tx: &mut Tx, task: &mut Task, node: &str, now: i64) -> Result<bool, Error> {
    let text = "UPDATE task SET status = 'IN_PROGRESS', epoch = epoch + 1, node = $1, \
                attempts = 0, next_run_at = $2, ended_at = NULL, reason_code = NULL, \
                message = NULL \
                WHERE id = $3 AND account = $4 AND epoch = $5 AND status || '' = 'FAILED'";
    let epoch = task.epoch;
    task.status.go(Status::InProgress)?;
    task.epoch += 1;
    node.clone_into(&mut task.node);
    task.attempts = 0;
    task.next_run_at = now;
    (task.ended_at, task.reason_code, task.message) = (None, None, None);
    let values = [
        node.into(),
        now.into(),
        (&task.id).into(),
        (&task.account).into(),
        epoch.into(),
    ];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Finds a task of an account.
pub async fn find(tx: &mut Tx, account: &str, id: &str) -> Result<Option<Task>, Error> {
    let text = format!("{} WHERE id = $1 AND account = $2", Task::SELECT);
    tx.query_one(&text, &[id.into(), account.into()])
        .await?
        .map(Task::read)
        .transpose()
}

/// Finds a task by its id alone, for an operator.
pub async fn find_any(tx: &mut Tx, id: &str) -> Result<Option<Task>, Error> {
    let text = format!("{} WHERE id = $1", Task::SELECT);
    tx.query_one(&text, &[id.into()])
        .await?
        .map(Task::read)
        .transpose()
}

/// The first node after `after`, by name, that owns unfinished tasks.
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

record! {
    /// A task that a node owns: its id, its epoch, and when it may run next.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Held in "task" {
        id: String [key],
        account: String [key],
        epoch: i64,
        next_run_at: i64,
    }
}

static HELD: Due = Due::new(Task::TABLE, "id", "next_run_at", &["id"]);

/// Up to `limit` unfinished tasks of a node after the key `after` (time of the next run, id), of
/// these kinds or, if none is named, of all.
pub async fn held_by(
    tx: &mut Tx,
    node: &str,
    kinds: &[String],
    after: Option<&(i64, String)>,
    limit: i64,
) -> Result<Vec<Held>, Error> {
    let select = HELD.columns(tx, Held::QUALIFIED);
    let mut held = Select::new(&format!("{select} WHERE status = 'IN_PROGRESS'"))
        .and_where()
        .equal("node", node)
        .any_of("kind", kinds);
    if let Some((at, id)) = after {
        held = held.beside(&["next_run_at", "id"], ">", vec![(*at).into(), id.into()]);
    }
    HELD.read(tx, held, limit, Held::take).await
}

/// How many tasks wait for a step of a kind, and since when the oldest may run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlog {
    pub kind: String,
    pub step: i64,
    pub count: i64,
    pub oldest: i64,
}

/// The tasks that wait at each step of each kind, on all nodes.
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

static END: Due = Due::new(Task::TABLE, "id", "ended_at", &["id"]);

/// When the first task of a kind ended that is still stored.
pub async fn first_end(tx: &mut Tx, kind: &str) -> Result<Option<i64>, Error> {
    END.first(tx, &[kind.into()], |all| {
        all.equal("kind", kind).literal("ended_at IS NOT NULL")
    })
    .await
}

/// Prunes up to `limit` tasks of a kind that ended before `before`, and their journals. Returns
/// their accounts and ids.
pub async fn prune(
    tx: &mut Tx,
    kind: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<(String, String)>, Error> {
    let key = ["id", "account"];
    let ended = END.texts(tx, key).equal("kind", kind);
    let ended = ended.compare("ended_at", "<", before);
    let mut pruned = Vec::new();
    for [id, account] in END.read_texts(tx, ended, key, limit).await? {
        // It may have been restarted since.
        let text = "DELETE FROM task WHERE id = $1 AND account = $2 AND ended_at + 0 < $3";
        let values = [Value::from(&id), Value::from(&account), before.into()];
        if tx.execute(text, &values).await? == 0 {
            continue;
        }
        let text = "DELETE FROM task_step WHERE task_id = $1";
        tx.execute(text, &[Value::from(&id)]).await?;
        pruned.push((account, id));
    }
    Ok(pruned)
}

/// One page of an account's tasks of one kind, by their start.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    kind: &str,
    filter: &Filter,
    page: Page,
) -> Result<Found<Task>, Error> {
    let select = |head| {
        Select::new(head)
            .equal("account", account)
            .equal("catalog", catalog)
            .equal("kind", kind)
    };
    let is_filtered = !filter.statuses.is_empty() || !filter.context_ids.is_empty();
    let passes_over = is_filtered && !filter.names_few();
    let entries = passes_over.then(|| select("SELECT started_at, id FROM task"));
    let list = select(Task::SELECT)
        .any_of("id", &filter.ids)
        .any_of("status", &filter.statuses)
        .any_of("opportunity_id", &filter.opportunity_ids)
        .any_of("engagement_id", &filter.engagement_ids)
        .any_of("invitation_id", &filter.invitation_ids)
        .any_of("context_id", &filter.context_ids);
    let walk = Walk::new(filter.keys(), page);
    walk.page(tx, entries, list, Task::read_all).await
}

/// The tasks of one kind by which an account created an opportunity from an engagement, the newest
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
        "{} WHERE account = $1 AND catalog = $2 AND kind = $3 \
         AND engagement_id = $4 AND opportunity_id IS NOT NULL \
         ORDER BY started_at DESC, id DESC LIMIT $5",
        Task::SELECT
    );
    let values = [
        account.into(),
        catalog.into(),
        kind.into(),
        engagement_id.into(),
        limit.into(),
    ];
    Task::read_all(tx.query(&text, &values).await?)
}

/// Adds an attempt of a step to the journal, together with the other attempts of the transaction.
pub fn journal(tx: &mut Tx, step: &Step) {
    record::post(tx, step);
}

/// A task's journal, in the order in which it was written.
pub async fn steps(tx: &mut Tx, task_id: &str) -> Result<Vec<Step>, Error> {
    let text = format!(
        "{} WHERE task_id = $1 ORDER BY step, epoch, attempt",
        Step::SELECT
    );
    Step::read_all(tx.query(&text, &[task_id.into()]).await?)
}
