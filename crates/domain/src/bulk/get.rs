//! `GetCustomerAccountBulkJob`: one job whose rows make customer accounts.

use cosell_api::operations::GetCustomerAccountBulkJob;
use cosell_api::types::{
    CustomerAccountBulkJobSummary, GetCustomerAccountBulkJobRequest,
    GetCustomerAccountBulkJobResponse,
};
use cosell_store::Tx;
use cosell_store::table::bulk::Job;

use super::job::{self, Document, total};
use crate::error::instant;
use crate::permission::ResourceType::CustomerAccountBulkJob;
use crate::permission::{Requirement, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

impl Handler for GetCustomerAccountBulkJob {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetCustomerAccountBulkJob",
        CustomerAccountBulkJob.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetCustomerAccountBulkJobRequest,
    ) -> Result<GetCustomerAccountBulkJobResponse, Error> {
        let job = job::of_customer_accounts(cx, tx, &input.identifier).await?;
        let job = summary(job)?;
        Ok(GetCustomerAccountBulkJobResponse {
            arn: job.arn,
            id: job.id,
            status: job.status,
            file_name: job.file_name,
            total_records: job.total_records,
            processed_records: job.processed_records,
            success_count: job.success_count,
            failure_count: job.failure_count,
            deleted_count: job.deleted_count,
            failure_reason: job.failure_reason,
            created_at: job.created_at,
            completed_at: job.completed_at,
        })
    }
}

/// A job as lists show it.
pub(super) fn summary(job: Job) -> Result<CustomerAccountBulkJobSummary, Error> {
    let document = Document::read(&job)?;
    Ok(CustomerAccountBulkJobSummary {
        arn: arn::bulk_job(&job.account, job.catalog, &job.id),
        total_records: total(&job),
        id: job.id,
        status: job.status.wire(),
        file_name: Some(document.file_name),
        processed_records: job.processed,
        success_count: job.succeeded,
        failure_count: job.failed,
        deleted_count: job.deleted,
        failure_reason: job.failure_reason,
        created_at: instant(job.created_at),
        completed_at: job.completed_at.map(instant),
    })
}
