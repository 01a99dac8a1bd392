//! A decision of AWS's reviewers by rule, as a task: it waits until its time, decides, and
//! schedules the decision after it.
//!
//! A decision that the review status no longer takes is skipped: somebody has decided otherwise. So
//! is one about an earlier submission of the opportunity. A rule may also change AWS's side of the
//! opportunity.

use std::sync::Arc;

use cosell_admin_api::aws::Review;
use cosell_api::types::ReviewStatus;
use cosell_engine::{self as engine, Done, Refusal, StepError};
use cosell_store::table::task::Task as Record;
use cosell_store::table::task::newest::{Range, newest};
use cosell_store::{BoxFuture, Tx};
use cosell_world::World;

use super::step::context;
use crate::aws_side::{self, Decided};
use crate::error::read_document;
use crate::opportunity::Stored;
use crate::reviewer::{self, Act, KIND, Schedule};
use crate::{Context, Error, Settings};

/// The only step.
pub(super) const STEP: &str = "ReviewOpportunity";

/// The kind, for the engine.
pub(super) fn kind(world: &World, settings: &Arc<Settings>) -> engine::TaskKind {
    let decide = Decide {
        world: world.clone(),
        settings: Arc::clone(settings),
    };
    engine::TaskKind::new(KIND, vec![Box::new(decide)])
}

struct Decide {
    world: World,
    settings: Arc<Settings>,
}

impl engine::Step for Decide {
    fn name(&self) -> &'static str {
        STEP
    }

    fn run<'a>(
        &'a self,
        task: &'a mut Record,
        tx: &'a mut Tx,
    ) -> BoxFuture<'a, Result<Done, StepError>> {
        Box::pin(async move {
            let cx = context(&self.world, &self.settings, task);
            act(&cx, tx, task).await.map_err(refused)
        })
    }
}

/// Nothing that is decided is refused: what remains are faults of the store and of the program.
fn refused(error: Error) -> StepError {
    match error {
        Error::Store(error) => StepError::Store(error),
        error @ (Error::Refused { .. } | Error::Stale { .. }) => StepError::Transient(Refusal {
            reason_code: "InternalError".to_owned(),
            message: error.to_string(),
        }),
    }
}

async fn act(cx: &Context, tx: &mut Tx, task: &Record) -> Result<Done, Error> {
    let mut schedule: Schedule = read_document(&task.input)?;
    let Some(id) = task.opportunity_id.as_deref() else {
        return Ok(Done::Skipped("there is no opportunity".to_owned()));
    };
    let Some(stored) = aws_side::find(tx, id).await? else {
        return Ok(Done::Skipped(format!("there is no opportunity {id}")));
    };
    let submissions = stored.document.resubmissions;
    if schedule.acts.is_empty() || is_outdated(tx, task, &schedule, submissions).await? {
        let said = "the opportunity was submitted again".to_owned();
        return Ok(Done::Skipped(said));
    }
    let done = match schedule.acts.remove(0).act {
        Act::Review(review) => decide(cx, tx, stored, &review, &mut schedule).await?,
        Act::Summary(change) => {
            let rule = &schedule.rule;
            match aws_side::summary::set(cx, tx, id, &change).await {
                Ok(_) => Done::Effect(format!("AWS's side of {id} changed, by the rule {rule:?}")),
                // It is refused before it has an effect.
                Err(Error::Refused { error, .. }) => {
                    Done::Skipped(format!("AWS's side of {id} stays: {error}"))
                }
                Err(error) => return Err(error),
            }
        }
    };
    let place = (task.account.as_str(), task.catalog, id);
    reviewer::schedule(cx, tx, place, task.started_at, &schedule).await?;
    Ok(done)
}

async fn decide(
    cx: &Context,
    tx: &mut Tx,
    stored: Stored,
    review: &Review,
    schedule: &mut Schedule,
) -> Result<Done, Error> {
    let id = stored.row.id.clone();
    let status = stored.document.review_status();
    let decided = if status == ReviewStatus::ActionRequired && !schedule.has_asked {
        // Somebody else waits for the partner's answer.
        Decided::Refused(status)
    } else {
        aws_side::decide_about(cx, tx, stored, review, None).await?
    };
    let (decision, rule) = (review.decision, &schedule.rule);
    schedule.has_asked |= decision.asks_partner();
    Ok(match decided {
        Decided::Done(_) => Done::Effect(format!("{decision} {id}, by the rule {rule:?}")),
        Decided::Unknown => Done::Skipped(format!("there is no opportunity {id}")),
        Decided::Refused(status) => Done::Skipped(format!(
            "{id} is {}, which does not take the decision {decision}",
            status.as_str()
        )),
    })
}

/// Whether the opportunity, which was submitted again so often, was submitted again since.
async fn is_outdated(
    tx: &mut Tx,
    task: &Record,
    schedule: &Schedule,
    submissions: Option<u32>,
) -> Result<bool, Error> {
    if schedule.submission.is_some() || submissions.is_some() {
        return Ok(schedule.submission != submissions);
    }
    // Submitted once, or by an earlier version: the tasks of one submission have one start, and
    // those of a later submission a later one.
    let range = Range::Opportunity {
        opportunity_id: task.opportunity_id.as_deref().unwrap_or_default(),
        account: Some(&task.account),
        catalog: Some(task.catalog.as_str()),
        kind: Some(KIND),
        status: None,
    };
    let newest = newest(tx, range, None, 1).await?;
    Ok(newest.first().is_some_and(|(at, _)| *at > task.started_at))
}
