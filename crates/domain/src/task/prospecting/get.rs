//! `GetProspectingFromEngagementTask`: the state of a task of the caller, for each engagement.

use cosell_api::operations::GetProspectingFromEngagementTask;
use cosell_api::types::{
    EngagementProspectingResult, GetProspectingFromEngagementTaskRequest,
    GetProspectingFromEngagementTaskResponse, StartProspectingFromEngagementTaskRequest,
};
use cosell_store::Tx;
use cosell_store::table::prospecting::{self as table, Outcome};
use cosell_store::table::task::{self, Task as Record};

use super::{KIND, outcome_status};
use crate::error::{instant, read_document};
use crate::permission::ResourceType::ProspectingFromEngagementTask;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler, arn};

impl Handler for GetProspectingFromEngagementTask {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetProspectingFromEngagementTask",
        ProspectingFromEngagementTask.named("TaskIdentifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetProspectingFromEngagementTaskRequest,
    ) -> Result<GetProspectingFromEngagementTaskResponse, Error> {
        let absent = || Error::not_found(&input.task_identifier);
        let record = task::find(tx, &cx.account, &input.task_identifier)
            .await?
            .ok_or_else(absent)?;
        if record.catalog != cx.catalog || record.kind != KIND {
            return Err(absent());
        }
        let asked: StartProspectingFromEngagementTaskRequest = read_document(&record.input)?;
        let outcomes = table::outcomes(tx, &record.id).await?;
        let engagements = outcomes
            .into_iter()
            .map(|outcome| result(&record, outcome))
            .collect();
        let arn = arn::prospecting_task(&cx.account, cx.catalog, &record.id);
        Ok(GetProspectingFromEngagementTaskResponse {
            end_time: record.ended_at.map(instant),
            ..GetProspectingFromEngagementTaskResponse::required(
                record.id,
                arn,
                asked.task_name,
                instant(record.started_at),
                engagements,
            )
        })
    }
}

/// An engagement that was not processed when its task failed has the task's reason code.
fn result(task: &Record, outcome: Outcome) -> EngagementProspectingResult {
    let status = outcome_status(task, &outcome);
    EngagementProspectingResult {
        reason_code: outcome.reason_code.or_else(|| {
            task.reason_code
                .clone()
                .filter(|_| outcome.context_id.is_none())
        }),
        message: outcome.message.or_else(|| {
            task.message
                .clone()
                .filter(|_| outcome.context_id.is_none())
        }),
        engagement_context_id: outcome.context_id,
        ..EngagementProspectingResult::required(outcome.engagement_id, status)
    }
}
