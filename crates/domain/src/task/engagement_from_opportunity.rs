//! `StartEngagementFromOpportunityTask`: an opportunity becomes an engagement with AWS.
//!
//! The task has six steps in the order of the operation's documentation. Each runs with the
//! caller's permissions and refuses what the operation of the same name refuses. The effects of
//! steps before a refusal stay; a later task on the same opportunity finds them and continues from
//! there.

use cosell_api::DateTime;
use cosell_api::operations::StartEngagementFromOpportunityTask;
use cosell_api::types::{
    ReasonCode, StartEngagementFromOpportunityTaskRequest,
    StartEngagementFromOpportunityTaskResponse, TaskStatus,
};
use cosell_engine::{Done, StepError};
use cosell_store::Tx;
use cosell_store::table::association::{self, Association};
use cosell_store::table::invitation::{self as invitations, Status};
use cosell_store::table::task::Task as Record;
use cosell_store::table::{
    ResourceType, engagement as engagements, member, opportunity as opportunities,
};

use super::reason::{self, refusal};
use super::step::{Run, Step, TaskKind};
use super::{aws_invitation, sharing};
use crate::handler::Started;
use crate::permission::ResourceType::{
    Engagement, EngagementFromOpportunityTask, EngagementInvitation, Opportunity,
};
use crate::permission::{Requirement, Requires, always, ask};
use crate::settings::AWS;
use crate::settings::TaskIdStyle;
use crate::stored::Wire as _;
use crate::{Context, Error, arn, engagement, invitation, opportunity, tag};

// Its input and state. The input is the request; the state is the links of the record: the ids of
// the engagement, the job and the invitation, as the steps find or create them.

/// The kind's name in the store and its segment in ARNs.
pub(crate) const KIND: &str = "engagement-from-opportunity-task";

impl Started for StartEngagementFromOpportunityTask {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartEngagementFromOpportunityTask",
        EngagementFromOpportunityTask.created(),
    )];

    async fn begin(cx: &Context, tx: &mut Tx, input: &Self::Input) -> Result<Record, Error> {
        let id = &input.identifier;
        let opportunity = if tx.keeps_rows() {
            // The first step reads it in this transaction, with a lock and its document.
            let found = opportunity::store::find(cx, tx, id).await?;
            found.map(|stored| stored.row.clone())
        } else {
            // The task is stored at once, whoever has the opportunity locked.
            opportunity::store::row(cx, tx, id).await?
        };
        let opportunity = opportunity.ok_or_else(|| Error::not_found(id))?;
        tag::check(input.tags.as_deref())?;
        let prefix = match cx.settings.task_id_style {
            TaskIdStyle::Documented => "oit",
            TaskIdStyle::Observed => "task",
        };
        let mut record = super::record(cx, KIND, super::id(cx, prefix), input)?;
        record.opportunity_id = Some(opportunity.id);
        Ok(record)
    }

    fn answer(cx: &Context, task: Record) -> Self::Output {
        answer(cx, task)
    }
}

// Its steps.

type Input = StartEngagementFromOpportunityTaskRequest;

impl TaskKind for StartEngagementFromOpportunityTask {
    const KIND: &'static str = KIND;

    // AWS lists neither GetEngagement nor GetAwsOpportunitySummary among what the task needs. It
    // lists no CreateEngagementInvitation either, but its model does, and the task creates an
    // invitation.
    const STEPS: &'static [Step<Input>] = &[
        Step {
            name: "GetOpportunity",
            requires: Requires::All(&[always("partnercentral:GetOpportunity", Opportunity)]),
            refused: not_submitted,
            run: |run| Box::pin(get_opportunity(run)),
        },
        Step {
            name: "CreateEngagement",
            requires: Requires::All(&[always("partnercentral:CreateEngagement", Engagement)]),
            refused: |error| reason::ENGAGEMENT.of(error),
            run: |run| Box::pin(create_engagement(run)),
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
            name: "CreateEngagementInvitation",
            requires: Requires::All(&[always(
                "partnercentral:CreateEngagementInvitation",
                EngagementInvitation,
            )]),
            refused: not_invited,
            run: |run| Box::pin(create_engagement_invitation(run)),
        },
        Step {
            name: "SubmitOpportunity",
            requires: Requires::All(&[always("partnercentral:SubmitOpportunity", Opportunity)]),
            refused: not_submitted,
            run: |run| Box::pin(submit_opportunity(run)),
        },
    ];
}

/// A submitted opportunity is refused here, before any step has an effect: of two concurrent or
/// repeated tasks only the first shows the opportunity to others.
async fn get_opportunity(run: Run<'_, Input>) -> Result<Done, Error> {
    let found = opportunity::store::load(run.cx, run.tx, &run.input.identifier).await?;
    let already = opportunity::submit::already(&found.document);
    Error::unless_empty(already.into_iter().collect())?;
    Ok(Done::Effect(format!(
        "{} is {}",
        found.row.id, found.row.review_status
    )))
}

async fn create_engagement(run: Run<'_, Input>) -> Result<Done, Error> {
    let id = &run.input.identifier;
    let owner = &run.cx.account;
    let found = opportunity::store::load(run.cx, run.tx, id).await?;
    if let Some(known) = association::engagement_of(run.tx, owner, id).await? {
        run.task.engagement_id = Some(known.clone());
        // The first task may have created it from an incomplete opportunity.
        let filled = engagement::fill::fill(run.cx, run.tx, &known, &found.document).await?;
        return Ok(if filled {
            Done::Effect(format!("filled empty members of {known} from {id}"))
        } else {
            Done::Skipped(format!("{known} already shows {id}"))
        });
    }
    let made = engagement::create::about(run.cx, run.tx, &found.document).await?;
    // Linked at once: if a later step is refused, the next task finds this engagement.
    let association = Association {
        engagement_id: made.id.clone(),
        resource_type: ResourceType::Opportunity,
        resource_id: id.clone(),
        catalog: run.cx.catalog,
        created_by: owner.to_string(),
        created_at: run.cx.millis(),
    };
    association::ensure(run.tx, &association).await?;
    run.task.engagement_id = Some(made.id.clone());
    Ok(Done::Effect(format!("created {}", made.id)))
}

async fn create_resource_snapshot(run: Run<'_, Input>) -> Result<Done, Error> {
    let engagement = engagement_of(run.task)?;
    sharing::snapshot(run.cx, run.tx, engagement, &run.input.identifier).await
}

async fn create_resource_snapshot_job(run: Run<'_, Input>) -> Result<Done, Error> {
    let engagement = engagement_of(run.task)?;
    let (id, tags) = (&run.input.identifier, run.input.tags.as_deref());
    let (job, done) = sharing::job(run.cx, run.tx, engagement, id, tags).await?;
    run.task.job_id = Some(job);
    Ok(done)
}

async fn create_engagement_invitation(run: Run<'_, Input>) -> Result<Done, Error> {
    let engagement = engagement_of(run.task)?.to_owned();
    // Locked before it is asked whom it has invited.
    let (id, shown) = (&run.input.identifier, std::slice::from_ref(&engagement));
    let key = (id.clone(), run.cx.account.to_string());
    opportunities::lock_all(run.tx, &[key]).await?;
    engagements::lock_all(run.tx, shown).await?;
    if member::exists(run.tx, &engagement, AWS).await? {
        return Ok(Done::Skipped(format!("AWS is a member of {engagement}")));
    }
    let latest = invitations::latest(run.tx, &engagement, AWS).await?;
    let open = latest.filter(|sent| invitation::status(sent, run.cx.millis()) == Status::Pending);
    let is_about = |sent| invitation::refresh::is_about(run.cx, sent, id);
    let stale = open.as_ref().map(is_about).transpose()?;
    if let Some(sent) = &open {
        // The caller cannot read an invitation that another member sent to AWS.
        if sent.sender == *run.cx.account {
            run.task.invitation_id = Some(sent.id.clone());
        }
        if stale != Some(true) {
            return Ok(Done::Skipped(format!("{} already invites AWS", sent.id)));
        }
    }
    let found = opportunity::store::load(run.cx, run.tx, id).await?;
    let submission = &run.input.aws_submission;
    let sender = run.cx.account(run.tx, &run.cx.account).await?;
    let company = &sender.company_name;
    let message = aws_invitation::compose(run.cx, company, &found.document, submission)?;
    if let Some(sent) = &open {
        let changed = invitation::refresh::refresh(run.cx, run.tx, sent, message).await?;
        return Ok(if changed {
            Done::Effect(format!("updated {}", sent.id))
        } else {
            Done::Skipped(format!("{} already invites AWS", sent.id))
        });
    }
    let sent = invitation::create::send(run.cx, run.tx, &engagement, message, Some(id)).await?;
    run.task.invitation_id = Some(sent.id.clone());
    Ok(Done::Effect(format!("invited AWS with {}", sent.id)))
}

async fn submit_opportunity(run: Run<'_, Input>) -> Result<Done, Error> {
    let submission = run.input.aws_submission.clone();
    let involvement = submission.involvement_type;
    opportunity::submit::submit(run.cx, run.tx, &run.input.identifier, submission).await?;
    Ok(Done::Effect(format!("submitted as {involvement}")))
}

fn engagement_of(task: &Record) -> Result<&str, Error> {
    // The second step sets it; only a damaged record lacks it.
    task.engagement_id
        .as_deref()
        .ok_or_else(|| cosell_api::Error::internal().into())
}

// How a step's refusal becomes a reason code.

/// If the opportunity lacks what an invitation requires, the reason is about the opportunity, not
/// the invitation.
fn not_invited(error: Error) -> StepError {
    if error.is_by(&invitation::payload::NEEDS) {
        reason::OPPORTUNITY.of(error)
    } else {
        reason::INVITATION.of(error)
    }
}

/// A submission is refused because the opportunity is incomplete, for its state, or because it was
/// submitted before.
fn not_submitted(error: Error) -> StepError {
    let Some(refused @ cosell_api::Error::Validation { .. }) = error.refused() else {
        return reason::OPPORTUNITY.of(error);
    };
    let code = if error.is_by(&opportunity::submit::ALREADY) {
        ReasonCode::OpportunityConflict
    } else if opportunity::submit::RULES
        .iter()
        .any(|rule| error.is_by(rule))
    {
        ReasonCode::OpportunitySubmissionFailed
    } else {
        ReasonCode::OpportunityValidationFailed
    };
    StepError::Refused(refusal(code, refused))
}

// Its answer.

/// The response of Start… for a task in this state. It has the ids of what the task created once
/// the task is complete, as the operation's documentation says.
pub(crate) fn answer(cx: &Context, task: Record) -> StartEngagementFromOpportunityTaskResponse {
    let status = task.status.wire();
    let complete = status == TaskStatus::Complete;
    StartEngagementFromOpportunityTaskResponse {
        task_arn: Some(arn::task(cx.catalog, KIND, &task.id)),
        task_id: Some(task.id),
        start_time: Some(DateTime::from_millis(task.started_at)),
        task_status: Some(status),
        message: task.message,
        reason_code: task.reason_code.as_deref().and_then(ReasonCode::from_wire),
        opportunity_id: task.opportunity_id,
        resource_snapshot_job_id: task.job_id.filter(|_| complete),
        engagement_id: task.engagement_id.filter(|_| complete),
        engagement_invitation_id: task.invitation_id.filter(|_| complete),
        ..Default::default()
    }
}
