//! What happens by itself: invitations expire, snapshot jobs run, and what need not be remembered is
//! forgotten.

mod invitations;
mod jobs;
mod tasks;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use cosell_engine::Timer;
use cosell_world::World;

use crate::{Settings, task};

/// Records in one transaction: few enough that nobody waits long for it.
const BATCH: i64 = 100;

/// Every timer, for the engine.
pub(crate) fn all(world: &World, settings: &Arc<Settings>) -> Vec<Box<dyn Timer>> {
    let mut timers: Vec<Box<dyn Timer>> = vec![
        Box::new(invitations::Expiry::new(
            world.clone(),
            Arc::clone(settings),
        )),
        Box::new(jobs::Snapshots::new(world.clone(), Arc::clone(settings))),
        Box::new(tokens::Retention::new(settings.token_retention)),
    ];
    // A token leads to its task, so no task is forgotten before its token.
    let kept = settings.task_retention.max(settings.token_retention);
    for kind in task::FORGOTTEN {
        timers.push(Box::new(tasks::Retention::new(kind, kept)));
    }
    timers
}

/// An error of the domain as the engine knows it; a timer has no caller whom it could refuse.
fn store_error(error: crate::Error) -> cosell_store::Error {
    match error {
        crate::Error::Store(error) => error,
        refused => cosell_store::Error::Document(refused.to_string()),
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
