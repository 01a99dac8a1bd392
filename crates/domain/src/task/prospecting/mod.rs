//! `StartProspectingFromEngagementTask`: AWS's insights about the customers of up to a hundred
//! engagements.
//!
//! The operation responds at once; the caller polls. One step processes every engagement of the
//! task, each in its own savepoint, so that each succeeds or fails by itself and all outcomes are
//! committed together. An engagement that succeeds gets a context with the result. The insights
//! come from a stand-in: [`insights`].

mod get;
pub(crate) mod insights;
mod list;

use cosell_api::operations::StartProspectingFromEngagementTask;
use cosell_api::types::{
    EngagementContextPayload, ProspectingResult, ProspectingResultAws, ProspectingTaskStatus,
    StartProspectingFromEngagementTaskRequest, StartProspectingFromEngagementTaskResponse,
    ValidationExceptionErrorCode as Code,
};
use cosell_engine::{Done, StepError};
use cosell_store::Tx;
use cosell_store::table::engagement as engagements;
use cosell_store::table::prospecting::{self as table, Outcome, Prospecting};
use cosell_store::table::task::{Status, Task as Record};

use super::reason;
use super::step::{Run, Step, TaskKind};
use crate::error::instant;
use crate::permission::ResourceType::Engagement;
use crate::permission::{Requirement, Requires, always, ask};
use crate::rule::{Finding, rules};
use crate::{Context, Error, Handler, arn, engagement};

// Its input and state. The input is the request; each engagement has a row with its outcome, which
// the start of the task inserts.

/// The kind's name in the store and its segment in ARNs.
pub(super) const KIND: &str = "prospecting-from-engagement-task";

/// Characters of the ids of a task and of a result after their prefixes.
const ID_LENGTH: usize = 14;

rules! {
    /// Which engagements a task may name.
    pub(super) ENGAGEMENTS = "task.prospecting.engagements", Documented,
        "A prospecting task must name at least one engagement, and the caller must be a member of \
         each. A repeated engagement is processed once.";

    /// What an engagement must have to be prospected.
    pub(super) CUSTOMER = "task.prospecting.customer", Inferred,
        "A prospecting task uses the customer of an engagement's first lead, or else of its first \
         customer project; an engagement without either fails with EngagementValidationFailed.";
}

impl Handler for StartProspectingFromEngagementTask {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartProspectingFromEngagementTask",
        Engagement.each("Identifiers"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &StartProspectingFromEngagementTaskRequest,
    ) -> Result<StartProspectingFromEngagementTaskResponse, Error> {
        let engagements = engagements(cx, tx, input).await?;
        let id = format!("task-{}", cx.world.id(ID_LENGTH));
        let record = super::record(cx, KIND, id, input)?;
        super::store(tx, &record).await?;
        let row = Prospecting {
            task_id: record.id.clone(),
            account: record.account.clone(),
            catalog: record.catalog,
            name: input.task_name.clone(),
            started_at: record.started_at,
            total_count: i64::try_from(engagements.len()).unwrap_or(i64::MAX),
            completed_count: 0,
            failed_count: 0,
        };
        table::insert(tx, &row, &engagements).await?;
        Ok(answer(cx, input, record))
    }
}

/// The engagements of a task without duplicates.
async fn engagements(
    cx: &Context,
    tx: &mut Tx,
    input: &StartProspectingFromEngagementTaskRequest,
) -> Result<Vec<String>, Error> {
    let mut engagements = Vec::with_capacity(input.identifiers.len());
    for identifier in &input.identifiers {
        if !engagements.contains(identifier) {
            engagement::store::peek(cx, tx, identifier).await?;
            engagements.push(identifier.clone());
        }
    }
    let none = engagements.is_empty().then(|| {
        let message = "A prospecting task must name at least one engagement.";
        Finding::new(
            &ENGAGEMENTS,
            "identifiers",
            Code::RequiredFieldMissing,
            message,
        )
    });
    Error::unless_empty(none.into_iter().collect())?;
    Ok(engagements)
}

// Its steps.

type Input = StartProspectingFromEngagementTaskRequest;

impl TaskKind for StartProspectingFromEngagementTask {
    const KIND: &'static str = KIND;

    const STEPS: &'static [Step<Input>] = &[Step {
        name: "Prospect",
        requires: Requires::Each(always(
            "partnercentral:StartProspectingFromEngagementTask",
            Engagement,
        )),
        refused: |error| reason::ENGAGEMENT.of(error),
        run: |run| Box::pin(prospect_all(run)),
    }];
}

async fn prospect_all(mut run: Run<'_, Input>) -> Result<Done, Error> {
    let (mut completed, mut failed) = (0_i64, 0_i64);
    let outcomes = table::outcomes(run.tx, &run.task.id).await?;
    let named = outcomes.iter().map(|outcome| &outcome.engagement_id);
    let named = named.filter_map(|named| arn::id_of(named, run.cx.catalog));
    let named: Vec<_> = named.map(str::to_owned).collect();
    engagements::lock_all(run.tx, &named).await?;
    for mut outcome in outcomes {
        let savepoint = run.tx.savepoint().await?;
        let engagement = &outcome.engagement_id;
        let prospected = match run.check_permission(engagement).await {
            Ok(()) => prospect(&mut run, engagement).await,
            Err(error) => Err(error),
        };
        match prospected {
            Ok(context) => {
                run.tx.release(&savepoint).await?;
                outcome.status = table::Status::Completed;
                outcome.context_id = Some(context);
                completed += 1;
            }
            Err(error) => {
                let refused = error
                    .refused()
                    .map(|refused| reason::ENGAGEMENT.of_refusal(refused));
                let Some(StepError::Refused(refusal)) = refused else {
                    // This is not a failure of the engagement: the whole step is retried.
                    return Err(error);
                };
                run.tx.roll_back(savepoint).await?;
                outcome.status = table::Status::Failed;
                outcome.reason_code = Some(refusal.reason_code);
                outcome.message = Some(refusal.message);
                failed += 1;
            }
        }
        table::record_outcome(run.tx, &outcome).await?;
    }
    table::count(run.tx, &run.task.account, &run.task.id, (completed, failed)).await?;
    Ok(Done::Effect(format!(
        "prospected {completed} engagements, {failed} failed"
    )))
}

/// Gives an engagement the context of its result. Returns the result's id.
async fn prospect(run: &mut Run<'_, Input>, engagement_id: &str) -> Result<String, Error> {
    let Run {
        cx,
        tx,
        task,
        input,
        ..
    } = run;
    let mut engagement = engagement::store::load(cx, tx, engagement_id).await?;
    let Some(customer) = insights::customer(&engagement) else {
        let message = "The engagement has neither a lead nor a customer project with a customer. \
                       Add one of them and start another task.";
        let finding = Finding::general(&CUSTOMER, Code::RequiredFieldMissing, message);
        return Err(match Error::unless_empty(vec![finding]) {
            Err(error) => error,
            Ok(()) => cosell_api::Error::internal().into(),
        });
    };
    let payload = EngagementContextPayload::ProspectingResult(ProspectingResult {
        aws: Some(ProspectingResultAws {
            customer: Some(insights::profile(&customer)),
            insights: Some(insights::of(&customer)),
            start_time: Some(instant(task.started_at)),
            end_time: Some(cx.now),
            task_id: Some(task.id.clone()),
            task_arn: Some(arn::prospecting_task(&cx.account, cx.catalog, &task.id)),
            task_name: Some(input.task_name.clone()),
            ..Default::default()
        }),
        ..Default::default()
    });
    engagement::context::add(cx, tx, &mut engagement, payload).await?;
    Ok(format!("ctx-{}", cx.world.id(ID_LENGTH)))
}

// Its answer.

/// The response of Start… for a task in this state.
fn answer(
    cx: &Context,
    input: &StartProspectingFromEngagementTaskRequest,
    task: Record,
) -> StartProspectingFromEngagementTaskResponse {
    let task_status = status(&task);
    StartProspectingFromEngagementTaskResponse {
        task_arn: Some(arn::prospecting_task(&cx.account, cx.catalog, &task.id)),
        task_id: Some(task.id),
        message: task.message,
        reason_code: task.reason_code,
        ..StartProspectingFromEngagementTaskResponse::required(
            input.identifiers.clone(),
            input.task_name.clone(),
            instant(task.started_at),
            task_status,
        )
    }
}

/// The status of a task in this operation. It is pending until the first attempt of its step.
fn status(task: &Record) -> ProspectingTaskStatus {
    match *task.status {
        Status::Complete => ProspectingTaskStatus::Completed,
        Status::Failed => ProspectingTaskStatus::Failed,
        Status::InProgress if task.attempts > 0 => ProspectingTaskStatus::InProgress,
        Status::InProgress => ProspectingTaskStatus::Pending,
    }
}

/// The status of an engagement of a task: its own outcome, or else the task's.
fn outcome_status(task: &Record, outcome: &Outcome) -> ProspectingTaskStatus {
    match outcome.status {
        table::Status::Completed => ProspectingTaskStatus::Completed,
        table::Status::Failed => ProspectingTaskStatus::Failed,
        table::Status::Pending => status(task),
    }
}
