//! `ListOpportunityFromEngagementTasks`: polling it is the only way to follow a conversion to its
//! end.

use cosell_api::operations::ListOpportunityFromEngagementTasks;
use cosell_api::types::{
    ListOpportunityFromEngagementTaskSummary, ListOpportunityFromEngagementTasksResponse,
};
use cosell_store::Tx;
use cosell_store::table::task::{Filter, Task as Record};

use super::listing::{self, ids};
use super::opportunity_from_engagement::{KIND, answer};
use crate::handler::Handler;
use crate::page::Cursor;
use crate::permission::{Requirement, Subject, ask};
use crate::{Context, Error};

impl Handler for ListOpportunityFromEngagementTasks {
    const REQUIRES: &'static [Requirement] = &[
        ask(
            "partnercentral:ListOpportunityFromEngagementTasks",
            Subject::Any,
        ),
        ask(
            "partnercentral:ListEngagementFromOpportunityTasks",
            Subject::Any,
        ),
    ];

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
            opportunity_ids: filters.opportunity_identifier.unwrap_or_default(),
            engagement_ids: ids(input.engagement_identifier.as_deref(), cx.catalog),
            context_ids: filters.context_identifier.unwrap_or_default(),
            ..Filter::default()
        };
        let (records, next_token) =
            listing::page(cx, tx, KIND, &filter, input.sort.as_ref(), &cursor).await?;
        let summaries = records
            .into_iter()
            .map(|record| summary(cx, record))
            .collect();
        Ok(ListOpportunityFromEngagementTasksResponse {
            task_summaries: Some(summaries),
            next_token,
            ..Default::default()
        })
    }
}

/// A summary has the members of the response of Start….
fn summary(cx: &Context, record: Record) -> ListOpportunityFromEngagementTaskSummary {
    let answer = answer(cx, record);
    ListOpportunityFromEngagementTaskSummary {
        task_id: answer.task_id,
        task_arn: answer.task_arn,
        start_time: answer.start_time,
        task_status: answer.task_status,
        message: answer.message,
        reason_code: answer.reason_code,
        opportunity_id: answer.opportunity_id,
        resource_snapshot_job_id: answer.resource_snapshot_job_id,
        engagement_id: answer.engagement_id,
        context_id: answer.context_id,
        ..Default::default()
    }
}
