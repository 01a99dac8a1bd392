//! Following tasks while they run: a line for every step, or for every change of a state.
//!
//! The server is asked again and again; it tells nothing by itself. What is known of a task is how
//! it stood last, and a line is printed when it stands differently.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::time::Duration;

use cosell_world::World;
use serde_json::Value;

use super::shown;
use crate::admin::{AdminError, Client, Connection};
use crate::print;

/// The poll interval: short for people, long for a server that answers in a millisecond.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// Pages that are looked at in one look at all tasks, of [`PAGE`] tasks each. What began and ended
/// between two looks beyond that many is not told of.
const PAGES: usize = 25;
const PAGE: &str = "200";

/// Tasks that have ended and are still known, so that they are not told of again.
const KNOWN: usize = 20_000;

/// Follows a task until it ends.
pub(super) fn one(connection: &Connection, id: &str) -> Result<(), AdminError> {
    let client = connection.client()?;
    let world = World::system();
    let mut told = 0;
    loop {
        let task = super::find(&client, id)?;
        let steps = shown::steps(&task);
        if !connection.json {
            for step in steps.iter().skip(told) {
                tell(&shown::step(step))?;
            }
        }
        told = steps.len();
        let status = print::text(&task, "/status");
        if status != "IN_PROGRESS" {
            connection.print(&task, shown::line)?;
            let reason = print::text(&task, "/reason_code");
            return match status.as_str() {
                "COMPLETE" => Ok(()),
                _ => Err(AdminError::Outcome(format!(
                    "the task is {status}: {reason}"
                ))),
            };
        }
        world.block(POLL_INTERVAL);
    }
}

/// Follows all tasks that a filter picks, until the process is ended or the server is gone.
pub(super) fn all(connection: &Connection, filter: &[(&str, &str)]) -> Result<(), AdminError> {
    let client = connection.client()?;
    let world = World::system();
    let mut known = HashMap::new();
    let mut first = true;
    loop {
        for task in look(&client, filter, &known)? {
            let (id, state) = (print::text(&task, "/id"), State::of(&task));
            let before = known.insert(id, state.clone());
            // What had ended before anybody watched is no news.
            let news = before != Some(state.clone()) && !(first && state.ended());
            if news && connection.json {
                tell(&task.to_string())?;
            } else if news {
                tell(&shown::line(&task))?;
            }
        }
        if known.len() > KNOWN {
            forget(&mut known);
        }
        first = false;
        world.block(POLL_INTERVAL);
    }
}

/// How a task stood when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    status: String,
    started_at: String,
    /// Cursor, epoch and attempts.
    place: [String; 3],
}

impl State {
    fn of(task: &Value) -> Self {
        let part = |pointer| print::text(task, pointer);
        Self {
            status: part("/status"),
            started_at: part("/started_at"),
            place: [part("/next_step"), part("/epoch"), part("/attempts")],
        }
    }

    fn ended(&self) -> bool {
        self.status != "IN_PROGRESS"
    }
}

/// The tasks that may stand differently than they are known to, the oldest first: the newest ones,
/// back to a page on which nothing is new, and those that were running.
fn look(
    client: &Client,
    filter: &[(&str, &str)],
    known: &HashMap<String, State>,
) -> Result<Vec<Value>, AdminError> {
    let mut found = Vec::new();
    let mut next: Option<String> = None;
    for _ in 0..PAGES {
        let mut query = filter.to_vec();
        query.push(("limit", PAGE));
        query.extend(next.as_deref().map(|token| ("next", token)));
        let mut page = client.get(&["tasks"], &query)?;
        let token = page.get("next_token").and_then(Value::as_str);
        next = token.map(str::to_owned);
        let tasks = page.get_mut("tasks").and_then(Value::as_array_mut);
        let tasks = tasks.map(std::mem::take).unwrap_or_default();
        let is_new = |task: &Value| !known.contains_key(&print::text(task, "/id"));
        let news = tasks.iter().any(is_new);
        found.extend(tasks);
        // Before anything is known the first page is enough of the past.
        if next.is_none() || !news || known.is_empty() {
            break;
        }
    }
    found.reverse();
    for (id, state) in known {
        let seen = found.iter().any(|task| print::text(task, "/id") == *id);
        if !state.ended() && !seen {
            match super::find(client, id) {
                Ok(task) => found.push(task),
                // Forgotten meanwhile.
                Err(AdminError::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(found)
}

/// Keeps the newer half of the tasks that have ended, and all that run.
fn forget(known: &mut HashMap<String, State>) {
    let mut starts: Vec<String> = known
        .values()
        .map(|state| state.started_at.clone())
        .collect();
    starts.sort_unstable();
    if let Some(middle) = starts.get(starts.len() / 2).cloned() {
        known.retain(|_, state| !state.ended() || state.started_at >= middle);
    }
}

fn tell(line: &str) -> Result<(), AdminError> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")
        .and_then(|()| output.flush())
        .map_err(AdminError::Output)
}
