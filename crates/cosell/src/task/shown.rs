//! Tasks as people read them.

use serde_json::Value;

use crate::print::{self, NOTHING};

/// A page of tasks.
pub(super) fn list(page: &Value) -> String {
    let header = ["task", "kind", "account", "status", "at step", "started at"];
    let mut table = print::table(&header);
    let tasks = page.get("tasks").and_then(Value::as_array);
    for task in tasks.into_iter().flatten() {
        let part = |pointer| print::text(task, pointer);
        table.add_row([
            part("/id"),
            kind(task),
            part("/account"),
            part("/status"),
            place(task),
            part("/started_at"),
        ]);
    }
    table.to_string()
}

/// One task and its journal.
pub(super) fn task(task: &Value) -> String {
    let part = |pointer: &str| print::text(task, pointer);
    let mut facts = print::table(&["task", &part("/id")]);
    for (name, pointer) in [
        ("kind", "/kind"),
        ("account", "/account"),
        ("catalog", "/catalog"),
        ("status", "/status"),
        ("reason code", "/reason_code"),
        ("message", "/message"),
        ("started at", "/started_at"),
        ("ended at", "/ended_at"),
        ("opportunity", "/opportunity_id"),
        ("engagement", "/engagement_id"),
        ("invitation", "/engagement_invitation_id"),
        ("snapshot job", "/resource_snapshot_job_id"),
        ("context", "/context_id"),
        ("node", "/node"),
        ("epoch", "/epoch"),
    ] {
        facts.add_row([name.to_owned(), part(pointer)]);
    }
    if part("/status") != "COMPLETE" {
        facts.add_row(["at step".to_owned(), place(task)]);
        facts.add_row(["attempts of it".to_owned(), part("/attempts")]);
        facts.add_row(["may run at".to_owned(), part("/next_run_at")]);
    }
    let mut journal = print::table(&["step", "attempt", "outcome", "node", "ended at", "detail"]);
    for step in steps(task) {
        let part = |pointer| print::text(step, pointer);
        journal.add_row([
            part("/name"),
            part("/attempt"),
            part("/outcome"),
            part("/node"),
            part("/ended_at"),
            part("/detail"),
        ]);
    }
    format!("{facts}\n\n{journal}")
}

/// A step of the journal, in one line.
pub(super) fn step(step: &Value) -> String {
    let part = |pointer| print::text(step, pointer);
    let (at, name, outcome, detail) = (
        part("/ended_at"),
        part("/name"),
        part("/outcome"),
        part("/detail"),
    );
    format!("{at}  {name}  {outcome}  {detail}")
}

/// How a task stands, in one line.
pub(super) fn line(task: &Value) -> String {
    let part = |pointer| print::text(task, pointer);
    let at = match part("/ended_at") {
        ended if ended == NOTHING => part("/next_run_at"),
        ended => ended,
    };
    let (id, kind, account) = (part("/id"), kind(task), part("/account"));
    let (status, place) = (part("/status"), place(task));
    format!("{at}  {id}  {kind}  {account}  {status}  {place}")
}

/// The journal of a task.
pub(super) fn steps(task: &Value) -> &[Value] {
    let journal = task.get("steps").and_then(Value::as_array);
    journal.map_or(&[], Vec::as_slice)
}

/// Every kind is a task; that need not be said again.
fn kind(task: &Value) -> String {
    let kind = print::text(task, "/kind");
    kind.strip_suffix("-task").unwrap_or(&kind).to_owned()
}

/// The step that comes next, and why the task stands there if it failed.
fn place(task: &Value) -> String {
    let name = print::text(task, "/next_step_name");
    match print::text(task, "/reason_code") {
        reason if reason == NOTHING => name,
        reason => format!("{name}: {reason}"),
    }
}
