//! `ListOpportunityBulkJobs`: the caller's jobs, newest first.

use cosell_api::operations::ListOpportunityBulkJobs;
use cosell_api::types::{
    BulkOperationType, ListOpportunityBulkJobsRequest, ListOpportunityBulkJobsResponse,
    OpportunityBulkJobSummary,
};
use cosell_store::table::Page;
use cosell_store::table::bulk::{self as table, Family, Job};
use cosell_store::{Direction, Tx, Value};

use super::job::Document;
use crate::error::instant;
use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler};

/// Jobs on a page when the caller does not say.
const PAGE: usize = 20;

impl Handler for ListOpportunityBulkJobs {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:ListOpportunityBulkJobs", Subject::Any)];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListOpportunityBulkJobsRequest,
    ) -> Result<ListOpportunityBulkJobsResponse, Error> {
        let filters = ListOpportunityBulkJobsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let columns = [Column::Integer, Column::Text];
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let page = Page {
            direction: Direction::Descending,
            after: cursor.after_pair(),
            limit: cursor.limit(),
        };
        let whose = (&*cx.account, cx.catalog_name());
        let (id, status) = (
            input.job_id.as_deref(),
            input.status.map(table::Status::stored),
        );
        let mut rows = table::list(tx, whose, Family::Opportunity, id, status, page).await?;
        let next_token = cursor.close(&mut rows, |row| {
            vec![row.created_at.into(), Value::from(&row.id)]
        });
        let summaries = rows.into_iter().map(summary).collect::<Result<_, _>>()?;
        Ok(ListOpportunityBulkJobsResponse {
            opportunity_bulk_job_summaries: summaries,
            next_token,
        })
    }
}

fn summary(job: Job) -> Result<OpportunityBulkJobSummary, Error> {
    let document = Document::read(&job)?;
    let kind = document.updates.map(|updates| {
        if updates {
            BulkOperationType::BulkUpdate
        } else {
            BulkOperationType::BulkCreate
        }
    });
    // Until all rows are counted nobody knows how many there are.
    let counted = job.status != table::Status::Submitted;
    Ok(OpportunityBulkJobSummary {
        job_id: job.id,
        status: job.status.wire(),
        total_records: if counted { job.total } else { 0 },
        processed_records: job.processed,
        success_count: job.succeeded,
        failure_count: job.failed,
        created_at: instant(job.created_at),
        started_at: job.started_at.map(instant),
        completed_at: job.completed_at.map(instant),
        failure_reason: job.failure_reason,
        file_name: Some(document.file_name),
        operation_type: kind,
    })
}
