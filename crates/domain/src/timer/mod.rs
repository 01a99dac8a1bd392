//! What happens by itself: invitations expire, and what need not be remembered is forgotten.

mod invitations;
mod tasks;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use cosell_engine::Timer;
use cosell_engine::world::World;

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
        Box::new(tokens::Retention::new(settings.token_retention)),
    ];
    // A token leads to its task, so no task is forgotten before its token.
    let kept = settings.task_retention.max(settings.token_retention);
    for kind in task::FORGOTTEN {
        timers.push(Box::new(tasks::Retention::new(kind, kept)));
    }
    timers
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
