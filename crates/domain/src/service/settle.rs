//! Settling: a test asks for it instead of sleeping.
//!
//! A service is settled when nothing is due by its clock: no task can run, no timer has work, and
//! every target has received its events. What becomes due later, such as a retry or an expiry, does
//! not count; an event that is retried does, because it was due when it was written.

use std::time::Duration;

use cosell_store::Tx;
use cosell_store::table::task::{self, Task};
use cosell_world::machine;

use super::Service;
use crate::Error;
use crate::outbox::waiting::{self, Waiting};

/// The poll interval: other nodes and the delivery of events do not notify of what they did.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// The most tasks that are listed.
const LISTED: i64 = 50;

/// What is due and did not happen.
#[derive(Debug, Default)]
pub struct Hanging {
    /// Some of the tasks that could run, or run.
    pub tasks: Vec<Task>,
    /// The timers with work that is due.
    pub timers: Vec<&'static str>,
    /// The targets with events that they have not received.
    pub targets: Vec<Waiting>,
}

impl Hanging {
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty() && self.timers.is_empty() && self.targets.is_empty()
    }
}

impl Service {
    /// Returns when everything that is due has happened, on all nodes and at these event targets;
    /// after the timeout with what has not. The timeout is one of system time.
    pub async fn settle(&self, timeout: Duration, targets: Vec<String>) -> Result<Hanging, Error> {
        let began = machine::instant();
        loop {
            let left = timeout.saturating_sub(machine::elapsed(began));
            if let Ok(settled) = machine::timeout(left, self.engine().settle()).await {
                settled?;
            }
            let hanging = self.hanging(targets.clone()).await?;
            if hanging.is_empty() || machine::elapsed(began) >= timeout {
                return Ok(hanging);
            }
            machine::sleep(POLL_INTERVAL).await;
        }
    }

    async fn hanging(&self, targets: Vec<String>) -> Result<Hanging, Error> {
        let timers = self.engine().due_timers().await?;
        let input = (self.world().now(), targets);
        self.store
            .read(input, async |tx, (now, targets)| {
                Ok((due(tx, *now).await?, waiting::behind(tx, targets).await?))
            })
            .await
            .map(|(tasks, targets)| Hanging {
                tasks,
                timers,
                targets,
            })
    }
}

/// The tasks that could run now, node by node.
async fn due(tx: &mut Tx, now: i64) -> Result<Vec<Task>, Error> {
    let mut tasks = Vec::new();
    let mut owner = task::next_owner(tx, None).await?;
    while let Some(node) = owner {
        for held in task::held_by(tx, &node, &[], None, LISTED).await? {
            if held.next_run_at <= now {
                tasks.extend(task::find(tx, &held.account, &held.id).await?);
            }
        }
        owner = task::next_owner(tx, Some(&node)).await?;
    }
    Ok(tasks)
}
