//! `ListProspectingFromEngagementTasks`: the caller's prospecting tasks, the newest first by
//! default.

use cosell_api::operations::ListProspectingFromEngagementTasks;
use cosell_api::types::{
    ListProspectingFromEngagementTasksRequest, ListProspectingFromEngagementTasksResponse,
    ProspectingFromEngagementTaskSortName as Name, ProspectingTaskSummary,
};
use cosell_store::table::Page;
use cosell_store::table::prospecting::{self as table, Filter, Listed, SortBy};
use cosell_store::table::task::Status;
use cosell_store::{Direction, Tx, Value};

use crate::error::instant;
use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

/// The default page size. The documentation does not say it.
const PAGE: usize = 20;

impl Handler for ListProspectingFromEngagementTasks {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListProspectingFromEngagementTasks",
        Subject::Any,
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListProspectingFromEngagementTasksRequest,
    ) -> Result<ListProspectingFromEngagementTasksResponse, Error> {
        let filters = ListProspectingFromEngagementTasksRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let sort = match input.sort.as_ref().map(|sort| sort.sort_by) {
            Some(Name::TaskName) => SortBy::Name,
            Some(Name::FailedEngagementCount) => SortBy::Failed,
            Some(Name::StartTime) | None => SortBy::Start,
        };
        let first = match sort {
            SortBy::Start | SortBy::Failed => Column::Integer,
            SortBy::Name => Column::Text,
        };
        let columns = [first, Column::Text];
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let filter = Filter {
            ids: filters.task_identifier.unwrap_or_default(),
            names: filters.task_name.unwrap_or_default(),
            after: input.start_after.map(cosell_api::DateTime::as_millis),
            before: input.start_before.map(cosell_api::DateTime::as_millis),
        };
        let page = Page {
            direction: input
                .sort
                .as_ref()
                .map(|sort| sort.sort_order)
                .map_or(Direction::Descending, Direction::stored),
            after: cursor.after_pair(),
            limit: cursor.limit(),
        };
        let (account, catalog) = (&cx.account, cx.catalog_name());
        let mut rows = table::list(tx, account, catalog, &filter, sort, page).await?;
        let next_token = cursor.close(&mut rows, |Listed { row, .. }| {
            let key = match sort {
                SortBy::Start => row.started_at.into(),
                SortBy::Name => Value::from(&row.name),
                SortBy::Failed => row.failed_count.into(),
            };
            vec![key, Value::from(&row.task_id)]
        });
        Ok(ListProspectingFromEngagementTasksResponse {
            task_summaries: rows.into_iter().map(|row| summary(cx, row)).collect(),
            next_token,
            ..Default::default()
        })
    }
}

fn summary(cx: &Context, listed: Listed) -> ProspectingTaskSummary {
    let row = listed.row;
    // A task whose step failed as a whole has no counts: none of its engagements was completed.
    let broken = listed.status == Status::Failed;
    let failed = if broken {
        row.total_count
    } else {
        row.failed_count
    };
    let arn = arn::prospecting_task(&cx.account, cx.catalog, &row.task_id);
    ProspectingTaskSummary {
        end_time: listed.ended_at.map(instant),
        ..ProspectingTaskSummary::required(
            row.task_id,
            arn,
            row.name,
            instant(row.started_at),
            row.total_count,
            row.completed_count,
            failed,
        )
    }
}
