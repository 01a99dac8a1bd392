//! `ListEngagementByAcceptingInvitationTasks`: polling it is the only way to follow a task to its
//! end.

use cosell_api::operations::ListEngagementByAcceptingInvitationTasks;
use cosell_api::types::{
    ListEngagementByAcceptingInvitationTaskSummary,
    ListEngagementByAcceptingInvitationTasksResponse,
};
use cosell_store::Tx;
use cosell_store::table::task::{Filter, Task as Record};

use super::engagement_by_accepting_invitation::{KIND, answer};
use super::listing::{self, ids};
use crate::handler::Handler;
use crate::page::Cursor;
use crate::permission::{Requirement, Subject, ask};
use crate::{Context, Error};

impl Handler for ListEngagementByAcceptingInvitationTasks {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListEngagementByAcceptingInvitationTasks",
        Subject::Any,
    )];

    async fn run(cx: &Context, tx: &mut Tx, input: &Self::Input) -> Result<Self::Output, Error> {
        let mut filters = input.clone();
        (filters.next_token, filters.max_results) = (None, None);
        let cursor = Cursor::open::<Self>(
            cx,
            tx,
            &filters,
            input.next_token.as_deref(),
            input.max_results,
            listing::DEFAULT_SIZE,
            &listing::COLUMNS,
        )
        .await?;
        let filter = Filter {
            ids: ids(input.task_identifier.as_deref(), cx.catalog),
            statuses: listing::statuses(input.task_status.as_deref()),
            opportunity_ids: input.opportunity_identifier.clone().unwrap_or_default(),
            invitation_ids: ids(
                input.engagement_invitation_identifier.as_deref(),
                cx.catalog,
            ),
            ..Filter::default()
        };
        let (records, next_token) =
            listing::page(cx, tx, KIND, &filter, input.sort.as_ref(), &cursor).await?;
        let summaries = records
            .into_iter()
            .map(|record| summary(cx, record))
            .collect();
        Ok(ListEngagementByAcceptingInvitationTasksResponse {
            task_summaries: Some(summaries),
            next_token,
            ..Default::default()
        })
    }
}

/// A summary has the members of the response of Start….
fn summary(cx: &Context, record: Record) -> ListEngagementByAcceptingInvitationTaskSummary {
    let answer = answer(cx, record);
    ListEngagementByAcceptingInvitationTaskSummary {
        task_id: answer.task_id,
        task_arn: answer.task_arn,
        start_time: answer.start_time,
        task_status: answer.task_status,
        message: answer.message,
        reason_code: answer.reason_code,
        opportunity_id: answer.opportunity_id,
        resource_snapshot_job_id: answer.resource_snapshot_job_id,
        engagement_invitation_id: answer.engagement_invitation_id,
        ..Default::default()
    }
}
