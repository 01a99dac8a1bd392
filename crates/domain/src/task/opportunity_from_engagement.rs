//! `StartOpportunityFromEngagementTask`: a lead of an engagement becomes an opportunity.
//!
//! The task has four steps. Each runs with the caller's permissions and refuses what the operation
//! of the same name refuses: the engagement is read and the lead checked, a draft is created from
//! the lead, the draft is shown in the engagement, which gets a new customer project for it, and a
//! running job keeps that up to date. The effects of steps before a refusal stay; a later task on
//! the same lead continues with the same draft. Each account converts a lead at most once.

use cosell_api::DateTime;
use cosell_api::operations::StartOpportunityFromEngagementTask;
use cosell_api::types::{
    EngagementContextPayload, LeadContext, ReasonCode, StartOpportunityFromEngagementTaskRequest,
    StartOpportunityFromEngagementTaskResponse, TaskStatus,
};
use cosell_engine::{Done, StepError};
use cosell_store::Tx;
use cosell_store::table::opportunity as opportunities;
use cosell_store::table::task::{self, Status, Task as Record};

use super::reason::{self, Reasons, refusal};
use super::step::{Run, Step, TaskKind};
use super::{lead_draft, sharing};
use crate::error::read_document;
use crate::handler::Started;
use crate::permission::ResourceType::{Engagement, OpportunityFromEngagementTask};
use crate::permission::{Requirement, Requires, always, ask};
use crate::rule::rules;
use crate::stored::Wire as _;
use crate::{Context, Error, arn, engagement, opportunity, snapshot, tag};

// Its input and state. The input is the request; the state is the links of the record: the
// opportunity and the job as the steps create them, and the context, which is the lead's until the
// third step creates the customer project's.

/// The kind's name in the store and its segment in ARNs.
pub(crate) const KIND: &str = "opportunity-from-engagement-task";

/// The most conversions of one engagement by one account that are checked. Conversions that are
/// refused before a draft is created do not count, so there are only a few.
const CONVERSIONS: i64 = 100;

/// The qualification status of a disqualified lead.
const DISQUALIFIED: &str = "Disqualified";

impl Started for StartOpportunityFromEngagementTask {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartOpportunityFromEngagementTask",
        OpportunityFromEngagementTask.created(),
    )];

    async fn begin(cx: &Context, tx: &mut Tx, input: &Self::Input) -> Result<Record, Error> {
        let engagement = engagement::store::peek(cx, tx, &input.identifier).await?;
        tag::check(input.tags.as_deref())?;
        let mut record = super::record(cx, KIND, super::id(cx, "task"), input)?;
        record.engagement_id = Some(engagement);
        record.context_id = Some(input.context_identifier.clone());
        Ok(record)
    }

    fn answer(cx: &Context, task: Record) -> Self::Output {
        answer(cx, task)
    }
}

// Its steps.

type Input = StartOpportunityFromEngagementTaskRequest;

impl TaskKind for StartOpportunityFromEngagementTask {
    const KIND: &'static str = KIND;

    const STEPS: &'static [Step<Input>] = &[
        Step {
            name: "GetEngagement",
            requires: Requires::All(&[always("partnercentral:GetEngagement", Engagement)]),
            refused: |error| not_converted(reason::ENGAGEMENT, error),
            run: |run| Box::pin(get_engagement(run)),
        },
        Step {
            name: "CreateOpportunity",
            requires: sharing::OPPORTUNITY_REQUIRES,
            refused: |error| not_converted(reason::OPPORTUNITY, error),
            run: |run| Box::pin(create_opportunity(run)),
        },
        Step {
            name: "CreateResourceSnapshot",
            requires: sharing::SNAPSHOT_REQUIRES,
            refused: |error| not_converted(reason::SNAPSHOT, error),
            run: |run| Box::pin(create_resource_snapshot(run)),
        },
        Step {
            name: "CreateResourceSnapshotJob",
            requires: sharing::JOB_REQUIRES,
            refused: |error| not_converted(reason::SNAPSHOT_JOB, error),
            run: |run| Box::pin(create_resource_snapshot_job(run)),
        },
    ];
}

async fn get_engagement(mut run: Run<'_, Input>) -> Result<Done, Error> {
    let engagement = engagement::store::load(run.cx, run.tx, &run.input.identifier).await?;
    let lead = lead(&engagement, &run.input.context_identifier)?;
    let status = lead
        .qualification_status
        .as_deref()
        .unwrap_or("Unqualified");
    let earlier = conversion(&mut run).await?;
    let adds_context = earlier.is_none_or(|known| !has_project(&known, run.input));
    if adds_context {
        // Checked before anything is created: contexts are never removed, so there would never be
        // room for the draft's context.
        engagement::rules::context_room(run.cx, engagement.document.contexts.len())?;
    }
    Ok(Done::Effect(format!(
        "{} has a lead that is {status}",
        engagement.row.id
    )))
}

async fn create_opportunity(mut run: Run<'_, Input>) -> Result<Done, Error> {
    let engagement = engagement::store::load(run.cx, run.tx, &run.input.identifier).await?;
    let lead = lead(&engagement, &run.input.context_identifier)?;
    if let Some(known) = conversion(&mut run).await? {
        return resume(run.task, known);
    }
    let draft = lead_draft::compose(run.cx, lead);
    let cx = lead_draft::lenient(run.cx);
    let tags = run.input.tags.as_deref();
    let made = opportunity::create::create(&cx, run.tx, draft, tags).await?;
    run.task.opportunity_id = Some(made.row.id.clone());
    Ok(Done::Effect(format!("drafted {}", made.row.id)))
}

async fn create_resource_snapshot(mut run: Run<'_, Input>) -> Result<Done, Error> {
    let id = link(run.task.opportunity_id.as_ref())?;
    // The opportunity is locked first.
    let key = (id.clone(), run.cx.account.to_string());
    opportunities::lock_all(run.tx, &[key]).await?;
    let mut engagement = engagement::store::load(run.cx, run.tx, &run.input.identifier).await?;
    // A restarted task enters here, and another one may have gone on with its draft since.
    if !has_project(run.task, run.input)
        && let Some(known) = conversion(&mut run).await?
    {
        resume(run.task, known)?;
    }
    if !has_project(run.task, run.input) {
        let draft = opportunity::store::load(run.cx, run.tx, &id).await?;
        let project = snapshot::view::context(&draft.document);
        let payload = EngagementContextPayload::CustomerProject(project);
        let context = engagement::context::add(run.cx, run.tx, &mut engagement, payload);
        run.task.context_id = Some(context.await?);
    }
    sharing::snapshot(run.cx, run.tx, &engagement.row.id, &id).await
}

async fn create_resource_snapshot_job(run: Run<'_, Input>) -> Result<Done, Error> {
    let engagement = link(run.task.engagement_id.as_ref())?;
    let id = link(run.task.opportunity_id.as_ref())?;
    let tags = run.input.tags.as_deref();
    let (job, done) = sharing::job(run.cx, run.tx, &engagement, &id, tags).await?;
    run.task.job_id = Some(job);
    Ok(done)
}

/// The other task that is furthest of those with which the caller created a draft from this lead or
/// went on with one, if there is any.
async fn conversion(run: &mut Run<'_, Input>) -> Result<Option<Record>, Error> {
    let engagement = link(run.task.engagement_id.as_ref())?;
    let (account, catalog) = (&run.cx.account, run.cx.catalog_name());
    let known = task::conversions(run.tx, account, catalog, KIND, &engagement, CONVERSIONS);
    let mut others = Vec::new();
    for known in known.await? {
        let asked: StartOpportunityFromEngagementTaskRequest = read_document(&known.input)?;
        if known.id != run.task.id && asked.context_identifier == run.input.context_identifier {
            others.push(known);
        }
    }
    let progress = |known: &Record| match *known.status {
        Status::Complete => 3,
        Status::InProgress => 2,
        Status::Failed => u8::from(has_project(known, run.input)),
    };
    Ok(others.into_iter().max_by_key(progress))
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

/// Whether the customer project of this task's draft exists: its context then replaces the lead's
/// in the record.
fn has_project(task: &Record, input: &StartOpportunityFromEngagementTaskRequest) -> bool {
    task.context_id
        .as_ref()
        .is_some_and(|known| *known != input.context_identifier)
}

/// Continues with the draft of an earlier task on the same lead.
fn resume(task: &mut Record, known: Record) -> Result<Done, Error> {
    let id = link(known.opportunity_id.as_ref())?;
    match *known.status {
        Status::Complete => {
            let message = format!("The lead was already converted to {id}.");
            Err(Error::ruled(&ONCE, cosell_api::Error::conflict(message)))
        }
        Status::InProgress => {
            let message = format!("{} is converting the lead.", known.id);
            Err(Error::ruled(&RUNNING, cosell_api::Error::conflict(message)))
        }
        Status::Failed => {
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

rules! {
    /// The context must exist.
    pub(super) CONTEXT = "task.lead.context", Inferred,
        "A task that converts a lead must name a context of the engagement; otherwise it fails \
         with ContextNotFound.";

    /// Only leads become opportunities.
    pub(super) LEAD = "task.lead.type", Inferred,
        "Only a lead can be converted; for a customer project or a prospecting result the task \
         fails with CustomerProjectContextNotPermitted.";

    /// A lead is converted once.
    pub(super) ONCE = "task.lead.once", Inferred,
        "An account converts a lead once; a second task fails with \
         CustomerProjectContextNotPermitted. After a failed conversion the next task continues \
         with the same draft. Both hold for a failed task, too, that is restarted at \
         CreateResourceSnapshot.";

    /// One task at a time converts a lead.
    pub(super) RUNNING = "task.lead.running", Inferred,
        "While a task of the account converts a lead, another one fails with OpportunityConflict.";

    /// Disqualified leads are not converted.
    pub(super) QUALIFIED = "task.lead.disqualified", Inferred,
        "A lead with the qualification status Disqualified cannot be converted; the task fails \
         with DisqualifiedLeadNotPermitted.";
}

/// The rules about leads have their own reason codes, in every step.
fn not_converted(reasons: Reasons, error: Error) -> StepError {
    let code = if error.is_by(&CONTEXT) {
        ReasonCode::ContextNotFound
    } else if error.is_by(&LEAD) || error.is_by(&ONCE) {
        ReasonCode::CustomerProjectContextNotPermitted
    } else if error.is_by(&RUNNING) {
        ReasonCode::OpportunityConflict
    } else if error.is_by(&QUALIFIED) {
        ReasonCode::DisqualifiedLeadNotPermitted
    } else {
        return reasons.of(error);
    };
    match error.refused() {
        Some(refused) => StepError::Refused(refusal(code, refused)),
        None => reasons.of(error),
    }
}

// Its answer.

/// The response of Start… for a task in this state. It has the opportunity and the job once the
/// task is complete, as the operation's documentation says; the context is the lead's until the
/// customer project exists, as recorded responses show.
pub(crate) fn answer(cx: &Context, task: Record) -> StartOpportunityFromEngagementTaskResponse {
    let status = task.status.wire();
    let complete = status == TaskStatus::Complete;
    StartOpportunityFromEngagementTaskResponse {
        task_arn: Some(arn::task(cx.catalog, KIND, &task.id)),
        task_id: Some(task.id),
        start_time: Some(DateTime::from_millis(task.started_at)),
        task_status: Some(status),
        message: task.message,
        reason_code: task.reason_code.as_deref().and_then(ReasonCode::from_wire),
        opportunity_id: task.opportunity_id.filter(|_| complete),
        resource_snapshot_job_id: task.job_id.filter(|_| complete),
        engagement_id: task.engagement_id,
        context_id: task.context_id,
        ..Default::default()
    }
}
