//! The tasks: each file holds one, in four parts: its input and state, its steps, how a step's
//! refusal becomes a reason code, and its answer.

mod aws_invitation;
mod engagement_from_opportunity;
mod list_engagement_from_opportunity;
mod listing;
mod reason;

use std::sync::Arc;

use cosell_engine::world::World;
use cosell_engine::Task;

use crate::Settings;
use crate::rule::Rule;

/// Every rule that the tasks add to those of the operations they run.
pub(crate) static RULES: &[&Rule] = &[&aws_invitation::NEEDS];

/// Every kind of task, for the engine.
pub(crate) fn kinds(world: &World, settings: &Arc<Settings>) -> Vec<Box<dyn Task>> {
    vec![Box::new(engagement_from_opportunity::Kind::new(world.clone(), Arc::clone(settings)))]
}
