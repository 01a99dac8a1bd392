//! Timers: invitations expire, snapshot jobs run, customer accounts are matched, and old tasks and
//! client tokens are pruned.

mod batch;
mod bulk;
mod invitations;
mod jobs;
mod matches;
mod retention;
mod uploads;

use std::sync::Arc;
use std::time::Duration;

use cosell_engine::Timer;
use cosell_engine::fault::Faults;
use cosell_world::World;

use self::retention::{Records, Retention};
use crate::bulk::Progress;
use crate::identity::Directory;
use crate::{Settings, task};

/// All timers, for the engine.
pub(crate) fn all(
    world: &World,
    settings: &Arc<Settings>,
    directory: &Directory,
    (faults, claim): (&Faults, Option<Duration>),
) -> Vec<Box<dyn Timer>> {
    let mut timers: Vec<Box<dyn Timer>> = vec![
        Box::new(invitations::Expiry::new(
            world.clone(),
            Arc::clone(settings),
        )),
        Box::new(jobs::Snapshots::new(world.clone(), Arc::clone(settings))),
        Box::new(matches::Matches::new(
            world.clone(),
            Arc::clone(settings),
            faults.clone(),
        )),
        Box::new(Retention::new(Records::Tokens, settings.token_retention)),
        Box::new(bulk::Jobs::new(Progress::new(
            world.clone(),
            Arc::clone(settings),
            directory.clone(),
            (faults.clone(), claim),
        ))),
        Box::new(Retention::new(Records::BulkJobs, settings.task_retention)),
        Box::new(uploads::Retention),
    ];
    // A token refers to its task, so a task is not pruned before its token.
    let kept = settings.task_retention.max(settings.token_retention);
    for kind in task::PRUNED {
        timers.push(Box::new(Retention::new(Records::Tasks(kind), kept)));
    }
    timers
}
