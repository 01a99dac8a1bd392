//! Following tasks while they run: a line for every step, for the progress of a bulk job, or for
//! every change of a state.
//!
//! The server is polled, because it sends nothing by itself. A line is printed when a task differs
//! from how the poll before found it.

use std::collections::HashMap;
use std::time::Duration;

use cosell_admin_api::pages::ListTasks;
use cosell_admin_api::task::{Task, TaskFilter, TaskStatus};
use cosell_admin_api::{DateTime, Limit};
use cosell_world::World;
use serde_json::json;

use super::shown;
use crate::client::{self, AdminError, Client, Connection};
use crate::print;

/// The poll interval: short for people, long for a server that answers in a millisecond.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// Pages of the greatest length that one poll reads at most. Tasks beyond them that began and ended
/// between two polls are not shown.
const PAGES: usize = 25;

/// Ended tasks that are cached, so that they are not shown again.
const KNOWN: usize = 20_000;

/// Follows a task until it ends.
pub(super) fn one(connection: &Connection, id: &str) -> Result<(), AdminError> {
    let client = connection.client()?;
    let world = World::system();
    let (mut printed, mut progress) = (0, None);
    loop {
        let task = super::find(&client, id)?;
        let steps = shown::steps(&task.value);
        let is_running = task.value.status == TaskStatus::InProgress;
        if connection.output.is_table() && is_running && task.value.progress != progress {
            client::print(&shown::line(&task.value))?;
        }
        progress = task.value.progress;
        if connection.output.is_table() {
            for step in steps.iter().skip(printed) {
                client::print(&shown::step(step))?;
            }
        }
        printed = steps.len();
        let status = task.value.status;
        if !is_running {
            connection.output.print(&task, shown::line)?;
            let Task {
                reason_code,
                message,
                ..
            } = &task.value;
            let reason = print::optional(reason_code.as_deref().or(message.as_deref()));
            return match status {
                TaskStatus::Complete => Ok(()),
                _ => Err(AdminError::Task {
                    status: status.to_string(),
                    reason,
                }),
            };
        }
        world.block(POLL_INTERVAL);
    }
}

/// Follows all tasks that a filter picks, until the process is ended or the server is gone.
pub(super) fn all(connection: &Connection, filter: &TaskFilter) -> Result<(), AdminError> {
    let client = connection.client()?;
    let world = World::system();
    let mut known = HashMap::new();
    let mut first = true;
    loop {
        for task in poll(&client, filter, &known)? {
            let state = State::of(&task);
            let before = known.insert(task.id.clone(), state);
            // Tasks that had ended before the first poll are not shown.
            let news = before != Some(state) && !(first && state.ended());
            if news {
                let output = &connection.output;
                output.print_item(&json!(task), || shown::line(&task))?;
            }
        }
        if known.len() > KNOWN {
            forget(&mut known);
        }
        first = false;
        world.block(POLL_INTERVAL);
    }
}

/// How a poll found a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    status: TaskStatus,
    started_at: DateTime,
    /// Cursor, epoch and attempts.
    place: [i64; 3],
}

impl State {
    fn of(task: &Task) -> Self {
        Self {
            status: task.status,
            started_at: task.started_at,
            place: [task.next_step, task.epoch, task.attempts],
        }
    }

    fn ended(&self) -> bool {
        self.status != TaskStatus::InProgress
    }
}

/// The tasks that may have changed since the last poll, oldest first: the newest ones, back to a
/// page on which nothing is new, and those that were running.
fn poll(
    client: &Client,
    filter: &TaskFilter,
    known: &HashMap<String, State>,
) -> Result<Vec<Task>, AdminError> {
    let mut found: Vec<Task> = Vec::new();
    let mut page = ListTasks {
        query: TaskFilter {
            limit: Limit::MOST,
            ..filter.clone()
        },
    };
    for _ in 0..PAGES {
        let list = client.call(&page)?.value;
        page.query.next = list.next_token;
        let news = list.tasks.iter().any(|task| !known.contains_key(&task.id));
        found.extend(list.tasks);
        // Before anything is known the first page is enough of the past.
        if page.query.next.is_none() || !news || known.is_empty() {
            break;
        }
    }
    found.reverse();
    for (id, state) in known {
        let seen = found.iter().any(|task| task.id == *id);
        if !state.ended() && !seen {
            match super::find(client, id) {
                Ok(task) => found.push(task.value),
                // Removed meanwhile, by the retention of tasks.
                Err(AdminError::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(found)
}

/// Keeps the newer half of the tasks that have ended, and all that run.
fn forget(known: &mut HashMap<String, State>) {
    let mut starts: Vec<DateTime> = known.values().map(|state| state.started_at).collect();
    starts.sort_unstable();
    if let Some(middle) = starts.get(starts.len() / 2).copied() {
        known.retain(|_, state| !state.ended() || state.started_at >= middle);
    }
}
