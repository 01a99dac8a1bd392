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
            file_name: job.file_name,
            failure_reason: job.failure_reason,
            completed_at: job.completed_at,
            ..GetCustomerAccountBulkJobResponse::required(
                job.arn,
                job.id,
                job.status,
                job.total_records,
                job.processed_records,
                job.success_count,
                job.failure_count,
                job.deleted_count,
                job.created_at,
            )
        })
    }
}

/// A job as lists show it.
pub(super) fn summary(job: Job) -> Result<CustomerAccountBulkJobSummary, Error> {
    let document = Document::read(&job)?;
    let total_records = total(&job);
    Ok(CustomerAccountBulkJobSummary {
        file_name: Some(document.file_name),
        failure_reason: job.failure_reason,
        completed_at: job.completed_at.map(instant),
        ..CustomerAccountBulkJobSummary::required(
            arn::bulk_job(&job.account, job.catalog, &job.id),
            job.id,
            job.status.wire(),
            total_records,
            job.processed,
            job.succeeded,
            job.failed,
            job.deleted,
            instant(job.created_at),
        )
    })
}
