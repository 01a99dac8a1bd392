//! `StartEngagementByAcceptingInvitationTask`: an invitation becomes an opportunity of its receiver.
//!
//! Six steps, each with the caller's permissions and refused as the operation of the same name
//! refuses. AWS's referral is handed over as it is; a partner's opportunity is copied and follows
//! AWS's review of the sender's. What was done before a refusal stays; a later task on the same
//! invitation finds it and goes on from there.

use std::sync::Arc;

use cosell_api::DateTime;
use cosell_api::operations::StartEngagementByAcceptingInvitationTask;
use cosell_api::types::{
    EngagementInvitationPayloadType as PayloadType, InvitationStatus, OpportunityInvitationPayload,
    Payload, ReasonCode, StartEngagementByAcceptingInvitationTaskRequest,
    StartEngagementByAcceptingInvitationTaskResponse, TaskStatus,
    ValidationExceptionErrorCode as Code,
};
use cosell_engine::world::World;
use cosell_engine::{Done, StepError, Task};
use cosell_store::table::invitation::Invitation;
use cosell_store::table::task::Task as Record;
use cosell_store::{BoxFuture, Tx};

use super::reason::Reasons;
use super::sharing;
use crate::error::read_document;
use crate::idempotency::{self, Begun};
use crate::opportunity::received::{self, Came};
use crate::permission::ResourceType::EngagementByAcceptingInvitationTask;
use crate::permission::{Requirement, ask};
use crate::rule::{Evidence, Finding, Rule};
use crate::service::Started;
use crate::{Context, Error, Settings, arn, invitation, tag};

// Its input and state. The input is the request; the state is the links of the record: the ids of
// the invitation, its engagement, the opportunity and the job, as the steps find or make them.

/// The kind's name in the store and its segment in ARNs.
pub(crate) const KIND: &str = "engagement-by-accepting-invitation-task";

/// What the task can make an opportunity of.
pub(crate) static OPPORTUNITY: Rule = Rule {
    id: "invitation.task.opportunity",
    evidence: Evidence::Inferred,
    says: "The task that accepts an invitation makes an opportunity, so it takes an invitation to \
           one; an invitation to a lead is accepted by AcceptEngagementInvitation.",
};

impl Started for StartEngagementByAcceptingInvitationTask {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartEngagementByAcceptingInvitationTask",
        EngagementByAcceptingInvitationTask.created(),
    )];

    async fn begin(cx: &Context, tx: &mut Tx, input: &Self::Input) -> Result<Record, Error> {
        let token = &input.client_token;
        let pending = match idempotency::begin::<Self, String>(cx, tx, token, input).await? {
            Begun::Replay(id) => return super::known(tx, &id).await,
            Begun::New(pending) => pending,
        };
        let invitation = invitation::received(cx, tx, &input.identifier).await?;
        let tags = input.tags.as_deref().unwrap_or_default();
        Error::unless_empty(tag::rules::findings(tags, std::iter::empty()))?;
        let mut record = super::record(cx, KIND, super::id(cx, "task"), input)?;
        record.engagement_id = Some(invitation.engagement_id);
        record.invitation_id = Some(invitation.id);
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
    "GetEngagementInvitation",
    "AcceptEngagementInvitation",
    "CreateOpportunity",
    "CreateResourceSnapshot",
    "CreateResourceSnapshotJob",
    "SubmitOpportunity",
];

/// The kind, as the engine runs it.
#[derive(Debug)]
pub(crate) struct Kind {
    world: World,
    settings: Arc<Settings>,
}

impl Kind {
    pub(crate) fn new(world: World, settings: Arc<Settings>) -> Self {
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
            let reasons = REASONS.get(step).copied().unwrap_or(OPPORTUNITY_REASONS);
            match read_document(&task.input) {
                Ok(input) => {
                    Run {
                        cx: &cx,
                        tx,
                        task,
                        input: &input,
                    }
                    .step(step)
                    .await
                }
                Err(error) => Err(error),
            }
            .map_err(|error| reasons.of(error))
        })
    }

    fn injected(&self, step: usize, name: &str) -> StepError {
        REASONS
            .get(step)
            .copied()
            .unwrap_or(OPPORTUNITY_REASONS)
            .injected(name)
    }
}

/// One step on its way.
struct Run<'a> {
    cx: &'a Context,
    tx: &'a mut Tx,
    task: &'a mut Record,
    input: &'a StartEngagementByAcceptingInvitationTaskRequest,
}

impl Run<'_> {
    async fn step(self, step: usize) -> Result<Done, Error> {
        match step {
            0 => self.get_engagement_invitation().await,
            1 => self.accept_engagement_invitation().await,
            2 => self.create_opportunity().await,
            3 => self.create_resource_snapshot().await,
            4 => self.create_resource_snapshot_job().await,
            _ => self.submit_opportunity().await,
        }
    }

    /// What no opportunity can be made of is refused here, before anything is accepted: an accepted
    /// invitation cannot be sent again with what was missing.
    async fn get_engagement_invitation(mut self) -> Result<Done, Error> {
        let found = self.invitation().await?;
        let payload = opportunity_of(&found)?;
        received::judge(self.cx, self.tx, &found, &payload).await?;
        let title = payload.project.title;
        Ok(Done::Effect(format!(
            "{} by {} is to {title:?}",
            found.id, found.sender
        )))
    }

    async fn accept_engagement_invitation(mut self) -> Result<Done, Error> {
        let found = self.invitation().await?;
        let (id, engagement) = (&found.id, &found.engagement_id);
        if found.status == InvitationStatus::Accepted.as_str() {
            return Ok(Done::Skipped(format!("{id} was accepted already")));
        }
        invitation::accept::accept(self.cx, self.tx, &found).await?;
        Ok(Done::Effect(format!(
            "accepted {id} and joined {engagement}"
        )))
    }

    async fn create_opportunity(mut self) -> Result<Done, Error> {
        let found = self.invitation().await?;
        let payload = opportunity_of(&found)?;
        let tags = self.input.tags.as_deref();
        let (id, came) = received::receive(self.cx, self.tx, &found, &payload, tags).await?;
        let done = match came {
            Came::Copied => Done::Effect(format!("created {id} from {}", found.id)),
            Came::HandedOver => Done::Effect(format!("received {id} from AWS")),
            Came::Before => Done::Skipped(format!("{id} came by {} already", found.id)),
        };
        self.task.opportunity_id = Some(id);
        Ok(done)
    }

    async fn create_resource_snapshot(self) -> Result<Done, Error> {
        let (engagement, opportunity) = links(self.task)?;
        sharing::snapshot(self.cx, self.tx, engagement, opportunity).await
    }

    async fn create_resource_snapshot_job(self) -> Result<Done, Error> {
        let (engagement, opportunity) = links(self.task)?;
        let tags = self.input.tags.as_deref();
        let (job, done) = sharing::job(self.cx, self.tx, engagement, opportunity, tags).await?;
        self.task.job_id = Some(job);
        Ok(done)
    }

    /// A copy is not submitted on its own: it is where the sender's opportunity is.
    async fn submit_opportunity(self) -> Result<Done, Error> {
        let (_, opportunity) = links(self.task)?;
        Ok(
            match received::follow(self.cx, self.tx, opportunity).await? {
                Some(status) => Done::Effect(format!("{opportunity} is {status}, as the sender's")),
                None => Done::Skipped(format!("{opportunity} has nothing to follow")),
            },
        )
    }

    async fn invitation(&mut self) -> Result<Invitation, Error> {
        invitation::received(self.cx, self.tx, &self.input.identifier).await
    }
}

/// The opportunity that an invitation is to.
fn opportunity_of(found: &Invitation) -> Result<OpportunityInvitationPayload, Error> {
    let document: invitation::Document = read_document(&found.document)?;
    match document.payload {
        Payload::OpportunityInvitation(payload) => Ok(payload),
        Payload::LeadInvitation(_) => {
            let message = format!(
                "An invitation of type {} has no opportunity; accept it by \
                 AcceptEngagementInvitation.",
                PayloadType::LeadInvitation
            );
            let finding = Finding::new(&OPPORTUNITY, "payloadType", Code::InvalidValue, message);
            Error::unless_empty(vec![finding])?;
            Err(cosell_api::Error::internal().into())
        }
    }
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

// How a step's refusal becomes a reason code.

const INVITATION_REASONS: Reasons = Reasons {
    denied: ReasonCode::InvitationAccessDenied,
    invalid: ReasonCode::InvitationValidationFailed,
    conflict: ReasonCode::EngagementInvitationConflict,
};

const OPPORTUNITY_REASONS: Reasons = Reasons {
    denied: ReasonCode::OpportunityAccessDenied,
    invalid: ReasonCode::OpportunityValidationFailed,
    conflict: ReasonCode::OpportunityConflict,
};

const REASONS: [Reasons; 6] = [
    INVITATION_REASONS,
    INVITATION_REASONS,
    OPPORTUNITY_REASONS,
    Reasons {
        denied: ReasonCode::ResourceSnapshotAccessDenied,
        invalid: ReasonCode::ResourceSnapshotValidationFailed,
        conflict: ReasonCode::ResourceSnapshotConflict,
    },
    Reasons {
        denied: ReasonCode::ResourceSnapshotJobAccessDenied,
        invalid: ReasonCode::ResourceSnapshotJobValidationFailed,
        conflict: ReasonCode::ResourceSnapshotJobConflict,
    },
    OPPORTUNITY_REASONS,
];

// Its answer.

/// The answer to Start… for a task in this state. The ids of what it made are shown once it is
/// complete, as the operation's documentation says.
pub(crate) fn answer(
    cx: &Context,
    task: Record,
) -> StartEngagementByAcceptingInvitationTaskResponse {
    let status = TaskStatus::from_wire(&task.status);
    let complete = status == Some(TaskStatus::Complete);
    StartEngagementByAcceptingInvitationTaskResponse {
        task_arn: Some(arn::task(cx.catalog, KIND, &task.id)),
        task_id: Some(task.id),
        start_time: Some(DateTime::from_millis(task.started_at)),
        task_status: status,
        message: task.message,
        reason_code: task.reason_code.as_deref().and_then(ReasonCode::from_wire),
        opportunity_id: task.opportunity_id.filter(|_| complete),
        resource_snapshot_job_id: task.job_id.filter(|_| complete),
        engagement_invitation_id: task.invitation_id,
    }
}
