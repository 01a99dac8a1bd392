//! `StartEngagementByAcceptingInvitationTask`: an invitation becomes an opportunity of its
//! receiver.
//!
//! The task has six steps. Each runs with the caller's permissions and refuses what the operation
//! of the same name refuses. AWS's referral is transferred as it is; a partner's opportunity is
//! copied, and the copy follows AWS's review of the sender's. The effects of steps before a refusal
//! stay; a later task on the same invitation finds them and continues from there.

use cosell_api::DateTime;
use cosell_api::operations::StartEngagementByAcceptingInvitationTask;
use cosell_api::types::{
    OpportunityInvitationPayload, Payload, ReasonCode,
    StartEngagementByAcceptingInvitationTaskRequest,
    StartEngagementByAcceptingInvitationTaskResponse, TaskStatus,
    ValidationExceptionErrorCode as Code,
};
use cosell_engine::Done;
use cosell_store::Tx;
use cosell_store::table::invitation::{Invitation, Status};
use cosell_store::table::task::Task as Record;

use super::step::{Run, Step, TaskKind};
use super::{reason, sharing};
use crate::error::read_document;
use crate::handler::Started;
use crate::opportunity::received::{self, Arrival};
use crate::permission::ResourceType::{
    EngagementByAcceptingInvitationTask, EngagementInvitation, Opportunity,
};
use crate::permission::{Requirement, Requires, always, ask};
use crate::rule::{Finding, rules};
use crate::stored::Wire as _;
use crate::{Context, Error, arn, invitation, tag};

// Its input and state. The input is the request; the state is the links of the record: the ids of
// the invitation, its engagement, the opportunity and the job, as the steps find or create them.

/// The kind's name in the store and its segment in ARNs.
pub(crate) const KIND: &str = "engagement-by-accepting-invitation-task";

rules! {
    /// From which invitations the task creates an opportunity.
    pub(crate) OPPORTUNITY = "invitation.task.opportunity", Inferred,
        "The task that accepts an invitation creates an opportunity, so the invitation must be to \
         an opportunity; use AcceptEngagementInvitation for an invitation to a lead or to plan an \
         account.";

    /// What the task does with an invitation that was answered before.
    pub(crate) AGAIN = "invitation.task.again", Inferred,
        "For the task an invitation that its receiver accepted before is not a conflict: the task \
         returns the opportunity of the invitation, or creates it; a rejected or expired \
         invitation is a conflict.";
}

impl Started for StartEngagementByAcceptingInvitationTask {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartEngagementByAcceptingInvitationTask",
        EngagementByAcceptingInvitationTask.created(),
    )];

    async fn begin(cx: &Context, tx: &mut Tx, input: &Self::Input) -> Result<Record, Error> {
        let invitation = invitation::peek_received(cx, tx, &input.identifier).await?;
        tag::check(input.tags.as_deref())?;
        let mut record = super::record(cx, KIND, super::id(cx, "task"), input)?;
        record.engagement_id = Some(invitation.engagement_id);
        record.invitation_id = Some(invitation.id);
        Ok(record)
    }

    fn answer(cx: &Context, task: Record) -> Self::Output {
        answer(cx, task)
    }
}

// Its steps.

type Input = StartEngagementByAcceptingInvitationTaskRequest;

impl TaskKind for StartEngagementByAcceptingInvitationTask {
    const KIND: &'static str = KIND;

    const STEPS: &'static [Step<Input>] = &[
        Step {
            name: "GetEngagementInvitation",
            requires: Requires::All(&[always(
                "partnercentral:GetEngagementInvitation",
                EngagementInvitation,
            )]),
            refused: |error| reason::INVITATION.of(error),
            run: |run| Box::pin(get_engagement_invitation(run)),
        },
        Step {
            name: "AcceptEngagementInvitation",
            requires: Requires::All(&[always(
                "partnercentral:AcceptEngagementInvitation",
                EngagementInvitation,
            )]),
            refused: |error| reason::INVITATION.of(error),
            run: |run| Box::pin(accept_engagement_invitation(run)),
        },
        Step {
            name: "CreateOpportunity",
            requires: sharing::OPPORTUNITY_REQUIRES,
            refused: |error| reason::OPPORTUNITY.of(error),
            run: |run| Box::pin(create_opportunity(run)),
        },
        Step {
            name: "CreateResourceSnapshot",
            requires: sharing::SNAPSHOT_REQUIRES,
            refused: |error| reason::SNAPSHOT.of(error),
            run: |run| Box::pin(create_resource_snapshot(run)),
        },
        Step {
            name: "CreateResourceSnapshotJob",
            requires: sharing::JOB_REQUIRES,
            refused: |error| reason::SNAPSHOT_JOB.of(error),
            run: |run| Box::pin(create_resource_snapshot_job(run)),
        },
        Step {
            name: "SubmitOpportunity",
            requires: Requires::All(&[always("partnercentral:SubmitOpportunity", Opportunity)]),
            refused: |error| reason::OPPORTUNITY.of(error),
            run: |run| Box::pin(submit_opportunity(run)),
        },
    ];
}

/// An invitation from which no opportunity can be created is refused here, before it is accepted:
/// an accepted invitation cannot be sent again with the missing values.
async fn get_engagement_invitation(mut run: Run<'_, Input>) -> Result<Done, Error> {
    let found = invitation_of(&mut run).await?;
    let payload = opportunity_of(&found)?;
    received::check(run.cx, run.tx, &found, &payload).await?;
    let title = payload.project.title;
    Ok(Done::Effect(format!(
        "{} by {} is to {title:?}",
        found.id, found.sender
    )))
}

async fn accept_engagement_invitation(mut run: Run<'_, Input>) -> Result<Done, Error> {
    let found = invitation_of(&mut run).await?;
    let (id, engagement) = (&found.id, &found.engagement_id);
    // `AGAIN`: an earlier task may have failed after the acceptance.
    if found.status == Status::Accepted {
        return Ok(Done::Skipped(format!("{id} was already accepted")));
    }
    invitation::accept::accept(run.cx, run.tx, &found).await?;
    Ok(Done::Effect(format!(
        "accepted {id} and joined {engagement}"
    )))
}

async fn create_opportunity(mut run: Run<'_, Input>) -> Result<Done, Error> {
    let found = invitation_of(&mut run).await?;
    let payload = opportunity_of(&found)?;
    let tags = run.input.tags.as_deref();
    let (id, came) = received::receive(run.cx, run.tx, &found, &payload, tags).await?;
    let done = match came {
        Arrival::Copied => Done::Effect(format!("created {id} from {}", found.id)),
        Arrival::HandedOver => Done::Effect(format!("received {id} from AWS")),
        Arrival::Existing => Done::Skipped(format!("{id} already exists from {}", found.id)),
    };
    run.task.opportunity_id = Some(id);
    Ok(done)
}

async fn create_resource_snapshot(run: Run<'_, Input>) -> Result<Done, Error> {
    let (engagement, opportunity) = links(run.task)?;
    sharing::snapshot(run.cx, run.tx, engagement, opportunity).await
}

async fn create_resource_snapshot_job(run: Run<'_, Input>) -> Result<Done, Error> {
    let (engagement, opportunity) = links(run.task)?;
    let tags = run.input.tags.as_deref();
    let (job, done) = sharing::job(run.cx, run.tx, engagement, opportunity, tags).await?;
    run.task.job_id = Some(job);
    Ok(done)
}

/// A copy is not submitted on its own: it has the review status of the sender's opportunity.
async fn submit_opportunity(run: Run<'_, Input>) -> Result<Done, Error> {
    let (_, opportunity) = links(run.task)?;
    Ok(match received::follow(run.cx, run.tx, opportunity).await? {
        Some(status) => Done::Effect(format!("{opportunity} is {status}, as the sender's")),
        None => Done::Skipped(format!("{opportunity} has nothing to follow")),
    })
}

async fn invitation_of(run: &mut Run<'_, Input>) -> Result<Invitation, Error> {
    let (cx, id) = (run.cx, &run.input.identifier);
    let found = invitation::peek_received(cx, run.tx, id).await?;
    received::lock_sources(run.tx, &found).await?;
    invitation::lock(run.tx, found).await
}

/// The opportunity that an invitation is to.
fn opportunity_of(found: &Invitation) -> Result<OpportunityInvitationPayload, Error> {
    let document: invitation::Document = read_document(&found.document)?;
    if let Payload::OpportunityInvitation(payload) = document.payload {
        return Ok(payload);
    }
    let message = format!(
        "An invitation of type {} has no opportunity; accept it with AcceptEngagementInvitation.",
        found.payload_type.wire()
    );
    let finding = Finding::new(&OPPORTUNITY, "payloadType", Code::InvalidValue, message);
    Error::unless_empty(vec![finding])?;
    Err(cosell_api::Error::internal().into())
}

/// The engagement and the opportunity.
fn links(task: &Record) -> Result<(&str, &str), Error> {
    // The first is set at the start, the second by the third step; only a damaged record lacks one.
    let links = task
        .engagement_id
        .as_deref()
        .zip(task.opportunity_id.as_deref());
    links.ok_or_else(|| cosell_api::Error::internal().into())
}

// Its answer.

/// The response of Start… for a task in this state. It has the ids of what the task created once
/// the task is complete, as the operation's documentation says.
pub(crate) fn answer(
    cx: &Context,
    task: Record,
) -> StartEngagementByAcceptingInvitationTaskResponse {
    let status = task.status.wire();
    let complete = status == TaskStatus::Complete;
    StartEngagementByAcceptingInvitationTaskResponse {
        task_arn: Some(arn::task(cx.catalog, KIND, &task.id)),
        task_id: Some(task.id),
        start_time: Some(DateTime::from_millis(task.started_at)),
        task_status: Some(status),
        message: task.message,
        reason_code: task.reason_code.as_deref().and_then(ReasonCode::from_wire),
        opportunity_id: task.opportunity_id.filter(|_| complete),
        resource_snapshot_job_id: task.job_id.filter(|_| complete),
        engagement_invitation_id: task.invitation_id,
        ..Default::default()
    }
}
