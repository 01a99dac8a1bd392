//! `StartEngagementFromOpportunityTask`: an opportunity becomes an engagement with AWS.
//!
//! Six steps in the order of the operation's documentation, each with the caller's permissions and
//! refused as the operation of the same name refuses. What was done before a refusal stays; a later
//! task on the same opportunity finds it and goes on from there.

use std::sync::Arc;

use cosell_api::DateTime;
use cosell_api::operations::StartEngagementFromOpportunityTask;
use cosell_api::types::{
    ReasonCode, StartEngagementFromOpportunityTaskRequest,
    StartEngagementFromOpportunityTaskResponse, TaskStatus,
};
use cosell_engine::world::World;
use cosell_engine::{Done, StepError, Task};
use cosell_store::table::association::{self, Association};
use cosell_store::table::task::Task as Record;
use cosell_store::table::{invitation as invitations, member};
use cosell_store::{BoxFuture, Tx};

use super::reason::{Reasons, refusal};
use super::{aws_invitation, sharing};
use crate::context::AWS;
use crate::error::read_document;
use crate::idempotency::{self, Begun};
use crate::permission::ResourceType::EngagementFromOpportunityTask;
use crate::permission::{Requirement, ask};
use crate::service::Started;
use crate::settings::TaskIdStyle;
use crate::{Context, Error, Settings, arn, engagement, invitation, opportunity};

// Its input and state. The input is the request; the state is the links of the record: the ids of
// the engagement, the job and the invitation, as the steps find or make them.

/// The kind's name in the store and its segment in ARNs.
pub(crate) const KIND: &str = "engagement-from-opportunity-task";

/// The resource type of opportunities.
const OPPORTUNITY: &str = "Opportunity";

impl Started for StartEngagementFromOpportunityTask {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartEngagementFromOpportunityTask",
        EngagementFromOpportunityTask.created(),
    )];

    async fn begin(cx: &Context, tx: &mut Tx, input: &Self::Input) -> Result<Record, Error> {
        let token = &input.client_token;
        let pending = match idempotency::begin::<Self, String>(cx, tx, token, input).await? {
            Begun::Replay(id) => return super::known(tx, &id).await,
            Begun::New(pending) => pending,
        };
        let opportunity = opportunity::store::load(cx, tx, &input.identifier).await?;
        let prefix = match cx.settings.task_id_style {
            TaskIdStyle::Documented => "oit",
            TaskIdStyle::Observed => "task",
        };
        let mut record = super::record(cx, KIND, super::id(cx, prefix), input)?;
        record.opportunity_id = Some(opportunity.row.id);
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
    "GetOpportunity",
    "CreateEngagement",
    "CreateResourceSnapshot",
    "CreateResourceSnapshotJob",
    "CreateEngagementInvitation",
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
            let refused = |error| REASONS[step.min(STEPS.len() - 1)].of(error);
            let input = read_document(&task.input).map_err(refused)?;
            let run = Run {
                cx: &cx,
                tx,
                task,
                input: &input,
            };
            match step {
                0 => run.get_opportunity().await.map_err(not_submitted),
                1 => run.create_engagement().await.map_err(refused),
                2 => run.create_resource_snapshot().await.map_err(refused),
                3 => run.create_resource_snapshot_job().await.map_err(refused),
                4 => run.create_engagement_invitation().await,
                _ => run.submit_opportunity().await,
            }
        })
    }

    fn injected(&self, step: usize, name: &str) -> StepError {
        REASONS[step.min(STEPS.len() - 1)].injected(name)
    }
}

/// One step on its way.
struct Run<'a> {
    cx: &'a Context,
    tx: &'a mut Tx,
    task: &'a mut Record,
    input: &'a StartEngagementFromOpportunityTaskRequest,
}

impl Run<'_> {
    /// What was submitted already is refused here, before any step has an effect: of two tasks that
    /// run at once, or of a repeated one, only the first shows the opportunity to others.
    async fn get_opportunity(self) -> Result<Done, Error> {
        let found = opportunity::store::load(self.cx, self.tx, &self.input.identifier).await?;
        let already = opportunity::submit::already(&found.document);
        Error::unless_empty(already.into_iter().collect())?;
        Ok(Done::Effect(format!(
            "{} is {}",
            found.row.id, found.row.review_status
        )))
    }

    async fn create_engagement(self) -> Result<Done, Error> {
        let id = &self.input.identifier;
        let owner = &self.cx.account;
        if let Some(known) = association::engagement_of(self.tx, owner, id).await? {
            self.task.engagement_id = Some(known.clone());
            let found = opportunity::store::load(self.cx, self.tx, id).await?;
            // The first task may have made it of an opportunity that said nothing yet.
            let filled = engagement::fill::fill(self.cx, self.tx, &known, &found.document).await?;
            return Ok(if filled {
                Done::Effect(format!("{known} learned what it lacked from {id}"))
            } else {
                Done::Skipped(format!("{known} shows {id} already"))
            });
        }
        let found = opportunity::store::load(self.cx, self.tx, id).await?;
        let made = engagement::create::about(self.cx, self.tx, &found.document).await?;
        // Linked at once: if a later step is refused, the next task finds this engagement.
        let association = Association {
            engagement_id: made.id.clone(),
            resource_type: OPPORTUNITY.to_owned(),
            resource_id: id.clone(),
            catalog: self.cx.catalog_name().to_owned(),
            created_by: owner.to_string(),
            created_at: self.cx.millis(),
        };
        association::ensure(self.tx, &association).await?;
        self.task.engagement_id = Some(made.id.clone());
        Ok(Done::Effect(format!("created {}", made.id)))
    }

    async fn create_resource_snapshot(self) -> Result<Done, Error> {
        let engagement = engagement_of(self.task)?;
        sharing::snapshot(self.cx, self.tx, engagement, &self.input.identifier).await
    }

    async fn create_resource_snapshot_job(self) -> Result<Done, Error> {
        let engagement = engagement_of(self.task)?;
        let (id, tags) = (&self.input.identifier, self.input.tags.as_deref());
        let (job, done) = sharing::job(self.cx, self.tx, engagement, id, tags).await?;
        self.task.job_id = Some(job);
        Ok(done)
    }

    async fn create_engagement_invitation(self) -> Result<Done, StepError> {
        let refused = |error| REASONS[INVITATION].of(error);
        let engagement = engagement_of(self.task).map_err(refused)?.to_owned();
        if member::exists(self.tx, &engagement, AWS).await? {
            return Ok(Done::Skipped(format!("AWS is a member of {engagement}")));
        }
        let latest = invitations::latest(self.tx, &engagement, AWS).await?;
        let open =
            latest.filter(|sent| sent.status == "PENDING" && sent.expires_at > self.cx.millis());
        let id = &self.input.identifier;
        let is_about = |sent| invitation::refresh::is_about(self.cx, sent, id);
        let stale = open.as_ref().map(is_about).transpose().map_err(refused)?;
        if let Some(sent) = &open {
            // Another member's invitation is between it and AWS: the caller could not read it.
            if sent.sender == *self.cx.account {
                self.task.invitation_id = Some(sent.id.clone());
            }
            if stale != Some(true) {
                return Ok(Done::Skipped(format!("{} invites AWS already", sent.id)));
            }
        }
        let found = opportunity::store::load(self.cx, self.tx, id)
            .await
            .map_err(refused)?;
        let submission = &self.input.aws_submission;
        let sender = self.cx.account(self.tx, &self.cx.account).await;
        let company = sender.map_err(refused)?.company_name;
        let message = aws_invitation::compose(self.cx, &company, &found.document, submission)
            .map_err(incomplete)?;
        if let Some(sent) = &open {
            let changed = invitation::refresh::refresh(self.cx, self.tx, sent, message)
                .await
                .map_err(refused)?;
            return Ok(if changed {
                Done::Effect(format!("brought {} up to date", sent.id))
            } else {
                Done::Skipped(format!("{} invites AWS already", sent.id))
            });
        }
        let sent = invitation::create::send(self.cx, self.tx, &engagement, message, Some(id))
            .await
            .map_err(refused)?;
        self.task.invitation_id = Some(sent.id.clone());
        Ok(Done::Effect(format!("invited AWS by {}", sent.id)))
    }

    async fn submit_opportunity(self) -> Result<Done, StepError> {
        let submission = self.input.aws_submission.clone();
        let involvement = submission.involvement_type;
        opportunity::submit::submit(self.cx, self.tx, &self.input.identifier, submission)
            .await
            .map_err(not_submitted)?;
        Ok(Done::Effect(format!("submitted as {involvement}")))
    }
}

fn engagement_of(task: &Record) -> Result<&str, Error> {
    // The second step sets it; only a damaged record lacks it.
    task.engagement_id
        .as_deref()
        .ok_or_else(|| cosell_api::Error::internal().into())
}

// How a step's refusal becomes a reason code.

/// The number of the step that invites.
const INVITATION: usize = 4;

const OPPORTUNITY_REASONS: Reasons = Reasons {
    denied: ReasonCode::OpportunityAccessDenied,
    invalid: ReasonCode::OpportunityValidationFailed,
    conflict: ReasonCode::OpportunityConflict,
};

const REASONS: [Reasons; 6] = [
    OPPORTUNITY_REASONS,
    Reasons {
        denied: ReasonCode::EngagementAccessDenied,
        invalid: ReasonCode::EngagementValidationFailed,
        conflict: ReasonCode::EngagementConflict,
    },
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
    Reasons {
        denied: ReasonCode::InvitationAccessDenied,
        invalid: ReasonCode::InvitationValidationFailed,
        conflict: ReasonCode::EngagementInvitationConflict,
    },
    OPPORTUNITY_REASONS,
];

/// An opportunity that lacks what an invitation says is at fault itself, not the invitation.
fn incomplete(error: Error) -> StepError {
    OPPORTUNITY_REASONS.of(error)
}

/// A submission is refused for what the opportunity lacks, for its state, or because it happened.
fn not_submitted(error: Error) -> StepError {
    let code = match &error {
        Error::Refused {
            error: cosell_api::Error::Validation { .. },
            rules,
        } => {
            if rules.contains(&opportunity::submit::ALREADY.id) {
                ReasonCode::OpportunityConflict
            } else if rules
                .iter()
                .any(|rule| rule.starts_with("opportunity.submit."))
            {
                ReasonCode::OpportunitySubmissionFailed
            } else {
                ReasonCode::OpportunityValidationFailed
            }
        }
        _ => return OPPORTUNITY_REASONS.of(error),
    };
    match error.refused() {
        Some(refused) => StepError::Refused(refusal(code, refused)),
        None => OPPORTUNITY_REASONS.of(error),
    }
}

// Its answer.

/// The answer to Start… for a task in this state. The ids of what it made are shown once it is
/// complete, as the operation's documentation says.
pub(crate) fn answer(cx: &Context, task: Record) -> StartEngagementFromOpportunityTaskResponse {
    let status = TaskStatus::from_wire(&task.status);
    let complete = status == Some(TaskStatus::Complete);
    StartEngagementFromOpportunityTaskResponse {
        task_arn: Some(arn::task(cx.catalog, KIND, &task.id)),
        task_id: Some(task.id),
        start_time: Some(DateTime::from_millis(task.started_at)),
        task_status: status,
        message: task.message,
        reason_code: task.reason_code.as_deref().and_then(ReasonCode::from_wire),
        opportunity_id: task.opportunity_id,
        resource_snapshot_job_id: task.job_id.filter(|_| complete),
        engagement_id: task.engagement_id.filter(|_| complete),
        engagement_invitation_id: task.invitation_id.filter(|_| complete),
    }
}
