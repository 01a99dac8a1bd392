//! `StartOpportunityFromEngagementTask`: a lead of an engagement becomes an opportunity.
//!
//! Four steps, each with the caller's permissions and refused as the operation of the same name
//! refuses: the engagement is read and the lead judged, a draft is made of the lead, the draft is
//! shown in the engagement, which gets a customer project of its own for it, and a running job keeps
//! that up to date. What was done before a refusal stays; a later task on the same lead goes on with
//! the same draft. A lead is converted once by each account.

use std::sync::Arc;

use cosell_api::DateTime;
use cosell_api::operations::StartOpportunityFromEngagementTask;
use cosell_api::types::{
    EngagementContextPayload, LeadContext, ReasonCode, StartOpportunityFromEngagementTaskRequest,
    StartOpportunityFromEngagementTaskResponse, TaskStatus,
};
use cosell_engine::world::World;
use cosell_engine::{Done, StepError, Task};
use cosell_store::table::task::{self, Task as Record};
use cosell_store::{BoxFuture, Tx};

use super::reason::{Reasons, refusal};
use super::{lead_draft, sharing};
use crate::error::read_document;
use crate::idempotency::{self, Begun};
use crate::permission::ResourceType::OpportunityFromEngagementTask;
use crate::permission::{Requirement, ask};
use crate::rule::{Evidence, Rule};
use crate::service::Started;
use crate::{Context, Error, Settings, arn, engagement, opportunity, snapshot};

// Its input and state. The input is the request; the state is the links of the record: the
// opportunity and the job as the steps make them, and the context, which is the lead's until the
// third step makes the customer project's.

/// The kind's name in the store and its segment in ARNs.
pub(crate) const KIND: &str = "opportunity-from-engagement-task";

/// Conversions of one engagement by one account that are looked at. Those that are refused before a
/// draft is made do not count, so that a handful is there at most.
const CONVERSIONS: i64 = 100;

/// A lead that is worth no effort.
const DISQUALIFIED: &str = "Disqualified";

impl Started for StartOpportunityFromEngagementTask {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartOpportunityFromEngagementTask",
        OpportunityFromEngagementTask.created(),
    )];

    async fn begin(cx: &Context, tx: &mut Tx, input: &Self::Input) -> Result<Record, Error> {
        let token = &input.client_token;
        let pending = match idempotency::begin::<Self, String>(cx, tx, token, input).await? {
            Begun::Replay(id) => return super::known(tx, &id).await,
            Begun::New(pending) => pending,
        };
        let engagement = engagement::store::load(cx, tx, &input.identifier).await?;
        let mut record = super::record(cx, KIND, super::id(cx, "task"), input)?;
        record.engagement_id = Some(engagement.row.id);
        record.context_id = Some(input.context_identifier.clone());
        super::store(tx, &record).await?;
        pending.finish(cx, tx, &record.id).await?;
        Ok(record)
    }

    fn answer(cx: &Context, task: Record) -> Self::Output {
        answer(cx, task)
    }
}

// Its steps.

const STEPS: &[&str] = &[
    "GetEngagement",
    "CreateOpportunity",
    "CreateResourceSnapshot",
    "CreateResourceSnapshotJob",
];

/// The kind, as the engine runs it.
#[derive(Debug)]
pub(super) struct Kind {
    world: World,
    settings: Arc<Settings>,
}

impl Kind {
    pub(super) fn new(world: World, settings: Arc<Settings>) -> Self {
        Self { world, settings }
    }
}

impl Task for Kind {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn run<'a>(
        &'a self,
        step: usize,
        task: &'a mut Record,
        tx: &'a mut Tx,
    ) -> BoxFuture<'a, Result<Done, StepError>> {
        Box::pin(async move {
            let cx = super::context(&self.world, &self.settings, task);
            let reasons = REASONS.get(step).unwrap_or(&JOB_REASONS);
            let refused = |error| step_error(*reasons, error);
            let input = read_document(&task.input).map_err(refused)?;
            let run = Run {
                cx: &cx,
                tx,
                task,
                input: &input,
            };
            match step {
                0 => run.get_engagement().await,
                1 => run.create_opportunity().await,
                2 => run.create_resource_snapshot().await,
                _ => run.create_resource_snapshot_job().await,
            }
            .map_err(refused)
        })
    }

    fn injected(&self, step: usize, name: &str) -> StepError {
        REASONS
            .get(step)
            .copied()
            .unwrap_or(JOB_REASONS)
            .injected(name)
    }
}

/// One step on its way.
struct Run<'a> {
    cx: &'a Context,
    tx: &'a mut Tx,
    task: &'a mut Record,
    input: &'a StartOpportunityFromEngagementTaskRequest,
}

impl Run<'_> {
    async fn get_engagement(mut self) -> Result<Done, Error> {
        let engagement = engagement::store::load(self.cx, self.tx, &self.input.identifier).await?;
        let lead = lead(&engagement, &self.input.context_identifier)?;
        let status = lead
            .qualification_status
            .as_deref()
            .unwrap_or("Unqualified");
        let earlier = self.conversion().await?;
        let adds_context = earlier.is_none_or(|known| !has_project(&known, self.input));
        if adds_context {
            // Asked before anything is made: nothing would ever make room for the draft's context.
            engagement::rules::context_room(self.cx, engagement.document.contexts.len())?;
        }
        Ok(Done::Effect(format!(
            "{} holds a lead that is {status}",
            engagement.row.id
        )))
    }

    async fn create_opportunity(mut self) -> Result<Done, Error> {
        let engagement = engagement::store::load(self.cx, self.tx, &self.input.identifier).await?;
        let lead = lead(&engagement, &self.input.context_identifier)?;
        if let Some(known) = self.conversion().await? {
            return resume(self.task, known);
        }
        let draft = lead_draft::compose(self.cx, lead);
        let cx = lead_draft::lenient(self.cx);
        let tags = self.input.tags.as_deref();
        let made = opportunity::create::create(&cx, self.tx, draft, tags).await?;
        self.task.opportunity_id = Some(made.row.id.clone());
        Ok(Done::Effect(format!("drafted {}", made.row.id)))
    }

    async fn create_resource_snapshot(self) -> Result<Done, Error> {
        let mut engagement =
            engagement::store::load(self.cx, self.tx, &self.input.identifier).await?;
        let id = link(self.task.opportunity_id.as_ref())?;
        if !has_project(self.task, self.input) {
            let draft = opportunity::store::load(self.cx, self.tx, &id).await?;
            let project = snapshot::view::context(&draft.document);
            let payload = EngagementContextPayload::CustomerProject(project);
            let context = engagement::context::add(self.cx, self.tx, &mut engagement, payload);
            self.task.context_id = Some(context.await?);
        }
        sharing::snapshot(self.cx, self.tx, &engagement.row.id, &id).await
    }

    async fn create_resource_snapshot_job(self) -> Result<Done, Error> {
        let engagement = link(self.task.engagement_id.as_ref())?;
        let id = link(self.task.opportunity_id.as_ref())?;
        let tags = self.input.tags.as_deref();
        let (job, done) = sharing::job(self.cx, self.tx, &engagement, &id, tags).await?;
        self.task.job_id = Some(job);
        Ok(done)
    }

    /// The task by which the caller drafted an opportunity out of this lead before, if any.
    async fn conversion(&mut self) -> Result<Option<Record>, Error> {
        let engagement = link(self.task.engagement_id.as_ref())?;
        let (account, catalog) = (&self.cx.account, self.cx.catalog_name());
        let known = task::conversions(self.tx, account, catalog, KIND, &engagement, CONVERSIONS);
        for known in known.await? {
            let asked: StartOpportunityFromEngagementTaskRequest = read_document(&known.input)?;
            if asked.context_identifier == self.input.context_identifier {
                return Ok(Some(known));
            }
        }
        Ok(None)
    }
}

/// The lead that a task is about.
fn lead<'a>(engagement: &'a engagement::Stored, context: &str) -> Result<&'a LeadContext, Error> {
    let found = engagement::context::find(engagement, context).map_err(|_| {
        let message = format!("The engagement has no context {context}.");
        Error::ruled(&CONTEXT, cosell_api::Error::not_found(message))
    })?;
    let Some(EngagementContextPayload::Lead(lead)) = &found.payload else {
        let message = format!("Context {context} is a {} and not a lead.", found.r#type);
        return Err(Error::ruled(&LEAD, cosell_api::Error::conflict(message)));
    };
    if lead.qualification_status.as_deref() == Some(DISQUALIFIED) {
        let message = format!("The lead of context {context} is disqualified.");
        return Err(Error::ruled(
            &QUALIFIED,
            cosell_api::Error::conflict(message),
        ));
    }
    Ok(lead)
}

/// Whether the customer project of this task's draft is there: its context took the lead's place.
fn has_project(task: &Record, input: &StartOpportunityFromEngagementTaskRequest) -> bool {
    task.context_id
        .as_ref()
        .is_some_and(|known| *known != input.context_identifier)
}

/// Goes on with what an earlier task on the same lead left behind.
fn resume(task: &mut Record, known: Record) -> Result<Done, Error> {
    let id = link(known.opportunity_id.as_ref())?;
    match TaskStatus::from_wire(&known.status) {
        Some(TaskStatus::Complete) => {
            let message = format!("The lead was converted to {id} already.");
            Err(Error::ruled(&ONCE, cosell_api::Error::conflict(message)))
        }
        Some(TaskStatus::InProgress) => {
            let message = format!("{} is converting the lead.", known.id);
            Err(cosell_api::Error::conflict(message).into())
        }
        _ => {
            task.opportunity_id = known.opportunity_id;
            task.context_id = known.context_id;
            Ok(Done::Skipped(format!("{id} is the draft of this lead")))
        }
    }
}

fn link(id: Option<&String>) -> Result<String, Error> {
    // An earlier step set it; only a damaged record lacks it.
    id.cloned()
        .ok_or_else(|| cosell_api::Error::internal().into())
}

// How a step's refusal becomes a reason code.

/// The context that is to be converted is there.
pub(super) static CONTEXT: Rule = Rule {
    id: "task.lead.context",
    evidence: Evidence::Inferred,
    says: "A task that converts a lead names a context of the engagement; else it fails with \
           ContextNotFound.",
};

/// Only leads become opportunities.
pub(super) static LEAD: Rule = Rule {
    id: "task.lead.type",
    evidence: Evidence::Inferred,
    says: "Only a lead is converted; a customer project or a prospecting result fails the task with \
           CustomerProjectContextNotPermitted.",
};

/// A lead is converted once.
pub(super) static ONCE: Rule = Rule {
    id: "task.lead.once",
    evidence: Evidence::Inferred,
    says: "An account converts a lead once; a second task fails with \
           CustomerProjectContextNotPermitted. After a failed conversion the next task goes on with \
           the same draft.",
};

/// Some leads are worth no effort.
pub(super) static QUALIFIED: Rule = Rule {
    id: "task.lead.disqualified",
    evidence: Evidence::Inferred,
    says: "A lead whose qualification status is Disqualified is not converted; the task fails with \
           DisqualifiedLeadNotPermitted.",
};

const JOB_REASONS: Reasons = Reasons {
    denied: ReasonCode::ResourceSnapshotJobAccessDenied,
    invalid: ReasonCode::ResourceSnapshotJobValidationFailed,
    conflict: ReasonCode::ResourceSnapshotJobConflict,
};

const REASONS: [Reasons; 4] = [
    Reasons {
        denied: ReasonCode::EngagementAccessDenied,
        invalid: ReasonCode::EngagementValidationFailed,
        conflict: ReasonCode::EngagementConflict,
    },
    Reasons {
        denied: ReasonCode::OpportunityAccessDenied,
        invalid: ReasonCode::OpportunityValidationFailed,
        conflict: ReasonCode::OpportunityConflict,
    },
    Reasons {
        denied: ReasonCode::ResourceSnapshotAccessDenied,
        invalid: ReasonCode::ResourceSnapshotValidationFailed,
        conflict: ReasonCode::ResourceSnapshotConflict,
    },
    JOB_REASONS,
];

/// The rules about leads have reasons of their own, in whichever step they refuse.
fn step_error(reasons: Reasons, error: Error) -> StepError {
    let Error::Refused {
        error: refused,
        rules,
    } = &error
    else {
        return reasons.of(error);
    };
    let by = |rule: &Rule| rules.contains(&rule.id);
    let code = if by(&CONTEXT) {
        ReasonCode::ContextNotFound
    } else if by(&LEAD) || by(&ONCE) {
        ReasonCode::CustomerProjectContextNotPermitted
    } else if by(&QUALIFIED) {
        ReasonCode::DisqualifiedLeadNotPermitted
    } else {
        return reasons.of(error);
    };
    StepError::Refused(refusal(code, refused))
}

// Its answer.

/// The answer to Start… for a task in this state. The opportunity and the job are shown once it is
/// complete, as the operation's documentation says; the context is the lead's until the customer
/// project is there, as recorded answers show.
pub(crate) fn answer(cx: &Context, task: Record) -> StartOpportunityFromEngagementTaskResponse {
    let status = TaskStatus::from_wire(&task.status);
    let complete = status == Some(TaskStatus::Complete);
    StartOpportunityFromEngagementTaskResponse {
        task_arn: Some(arn::task(cx.catalog, KIND, &task.id)),
        task_id: Some(task.id),
        start_time: Some(DateTime::from_millis(task.started_at)),
        task_status: status,
        message: task.message,
        reason_code: task.reason_code.as_deref().and_then(ReasonCode::from_wire),
        opportunity_id: task.opportunity_id.filter(|_| complete),
        resource_snapshot_job_id: task.job_id.filter(|_| complete),
        engagement_id: task.engagement_id,
        context_id: task.context_id,
    }
}
