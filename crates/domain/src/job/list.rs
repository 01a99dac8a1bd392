//! `ListResourceSnapshotJobs`: the caller's jobs, the newest first by default.

use cosell_api::operations::ListResourceSnapshotJobs;
use cosell_api::types::{
    ListResourceSnapshotJobsRequest, ListResourceSnapshotJobsResponse, ResourceSnapshotJobSummary,
};
use cosell_store::table::Page;
use cosell_store::table::job as table;
use cosell_store::{Direction, Tx, Value};

use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

/// The default page size.
const PAGE: usize = 50;

impl Handler for ListResourceSnapshotJobs {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:ListResourceSnapshotJobs", Subject::Any)];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListResourceSnapshotJobsRequest,
    ) -> Result<ListResourceSnapshotJobsResponse, Error> {
        let filters = ListResourceSnapshotJobsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let columns = [Column::Integer, Column::Text];
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let page = Page {
            direction: input
                .sort
                .as_ref()
                .and_then(|sort| sort.sort_order)
                .map_or(Direction::Descending, Direction::stored),
            after: cursor.after_pair(),
            limit: cursor.limit(),
        };
        let engagement = input.engagement_identifier.as_deref();
        let status = input.status.map(table::Status::stored);
        let found =
            table::list(tx, &cx.account, cx.catalog_name(), engagement, status, page).await?;
        let (rows, next_token) = cursor.close_found(found, |row| {
            vec![row.created_at.into(), Value::from(&row.id)]
        });
        let summaries = rows.into_iter().map(|row| ResourceSnapshotJobSummary {
            arn: Some(arn::job(&row.account, cx.catalog, &row.id)),
            id: Some(row.id),
            engagement_id: Some(row.engagement_id),
            status: Some(row.status.wire()),
            ..Default::default()
        });
        Ok(ListResourceSnapshotJobsResponse {
            resource_snapshot_job_summaries: summaries.collect(),
            next_token,
            ..Default::default()
        })
    }
}
