//! The tasks: each file has one task in four parts: its input and state, its steps as values, the
//! mapping of its own refusals to reason codes, and its response.

mod advice;
mod aws_invitation;
pub(crate) mod engagement_by_accepting_invitation;
mod engagement_from_opportunity;
pub(crate) mod lead_draft;
mod list_engagement_by_accepting_invitation;
mod list_engagement_from_opportunity;
mod list_opportunity_from_engagement;
mod listing;
pub(crate) mod opportunity_from_engagement;
pub mod overview;
pub(crate) mod prospecting;
mod reason;
mod review;
mod sharing;
mod step;

use std::sync::Arc;

use cosell_api::operations::{
    StartEngagementByAcceptingInvitationTask, StartEngagementFromOpportunityTask,
    StartOpportunityFromEngagementTask, StartProspectingFromEngagementTask,
};
use cosell_engine as engine;
use cosell_store::table::task::{self, Task as Record};
use cosell_store::{Notice, Tx};
use cosell_world::World;
use serde::Serialize;

pub use self::advice::{ADVICE, Advice, about_kind, advice};
pub use self::step::Declared;
use self::step::TaskKind;
use crate::error::write_document;
use crate::handler::Started;
use crate::identity::Directory;
use crate::{Context, Error, Settings, reviewer};

/// Characters of a task's id after its prefix.
const ID_LENGTH: usize = 13;

/// Calls a function of a type for every kind of task, in the order of their operations' names.
macro_rules! each_kind {
    ($call:ident $arguments:tt) => {
        [
            $call::<StartEngagementByAcceptingInvitationTask>$arguments,
            $call::<StartEngagementFromOpportunityTask>$arguments,
            $call::<StartOpportunityFromEngagementTask>$arguments,
            $call::<StartProspectingFromEngagementTask>$arguments,
        ]
    };
}

/// All kinds of tasks, for the engine.
pub(crate) fn kinds(
    world: &World,
    settings: &Arc<Settings>,
    directory: &Directory,
) -> Vec<engine::TaskKind> {
    use step::kind;
    let mut kinds: Vec<_> = each_kind!(kind(directory, world, settings)).into();
    kinds.push(review::kind(world, settings));
    kinds
}

/// The declarations of the kinds of tasks that operations start.
pub fn declared() -> Vec<Declared> {
    use step::declared;
    each_kind!(declared()).into()
}

/// The names of the steps of each kind.
pub(crate) fn steps() -> Vec<(&'static str, Vec<&'static str>)> {
    let named = |kind: Declared| {
        let steps = kind.steps.into_iter().map(|(name, _)| name);
        (kind.kind, steps.collect())
    };
    let mut kinds: Vec<_> = declared().into_iter().map(named).collect();
    kinds.push((reviewer::KIND, vec![review::STEP]));
    kinds
}

const fn name<K: TaskKind>() -> &'static str {
    K::KIND
}

/// The names of the kinds.
pub const KINDS: &[&str] = &{
    let [accepting, opportunity, engagement, prospecting] = each_kind!(name());
    [
        accepting,
        opportunity,
        engagement,
        prospecting,
        reviewer::KIND,
    ]
};

/// Whether the result of the operation is the id of a task. That of
/// `StartProspectingFromEngagementTask` is its response, like that of other operations.
pub(crate) fn starts(operation: &str) -> bool {
    const fn name_of<S: Started>() -> &'static str {
        S::META.name
    }
    const STARTS: [&str; 3] = [
        name_of::<StartEngagementByAcceptingInvitationTask>(),
        name_of::<StartEngagementFromOpportunityTask>(),
        name_of::<StartOpportunityFromEngagementTask>(),
    ];
    STARTS.contains(&operation)
}

/// Reads the input of a task as its steps do. That of an unknown kind is read by nobody.
pub(crate) fn read_input(kind: &str, text: &str) -> Result<(), serde_json::Error> {
    type Read = fn(&str) -> Result<(), serde_json::Error>;
    const fn reader<K: TaskKind>() -> (&'static str, Read) {
        (K::KIND, |text| {
            serde_json::from_str::<K::Input>(text).map(drop)
        })
    }
    const READERS: &[(&str, Read)] = &each_kind!(reader());
    if kind == reviewer::KIND {
        return serde_json::from_str::<reviewer::Schedule>(text).map(drop);
    }
    match READERS.iter().find(|(known, _)| *known == kind) {
        Some((_, read)) => read(text),
        None => Ok(()),
    }
}

/// The kinds that are pruned some time after their end. The conversion of a lead is not pruned,
/// because it prevents a second conversion of the lead.
pub(crate) const PRUNED: &[&str] = &[
    StartEngagementByAcceptingInvitationTask::KIND,
    StartEngagementFromOpportunityTask::KIND,
    StartProspectingFromEngagementTask::KIND,
    reviewer::KIND,
];

/// The current state of a task of the caller that was started with a client token before.
pub(crate) async fn known(cx: &Context, tx: &mut Tx, id: &str) -> Result<Record, Error> {
    // A task is kept for longer than its token; only a damaged store lacks one.
    let known = task::find(tx, &cx.account, id).await?;
    known.ok_or_else(|| cosell_api::Error::internal().into())
}

/// A new id for a task.
fn id(cx: &Context, prefix: &str) -> String {
    format!("{prefix}-{}", cx.world.id(ID_LENGTH))
}

/// The first record of a task of the caller, from its request: it is at its first step and has no
/// links yet.
fn record(cx: &Context, kind: &str, id: String, input: &impl Serialize) -> Result<Record, Error> {
    let place = (&*cx.account, cx.catalog);
    Ok(Record {
        input: write_document(input)?,
        caller: cx.stored_starter()?,
        ..engine::first_record(id, kind, place, cx.world.node(), cx.millis())
    })
}

/// Stores a new task, which runs after the commit.
async fn store(tx: &mut Tx, record: &Record) -> Result<(), Error> {
    task::insert(tx, record).await?;
    tx.notify(Notice::TaskReady {
        account: record.account.clone(),
        id: record.id.clone(),
    });
    Ok(())
}
