//! `GetOpportunityBulkJobReportUrl` and `GetCustomerAccountBulkJobReportUrl`: where the report of a
//! job that is over can be downloaded.

use cosell_api::operations::{GetCustomerAccountBulkJobReportUrl, GetOpportunityBulkJobReportUrl};
use cosell_api::types::{
    BulkFileFormat, BulkReportStatus, BulkReportType, GetCustomerAccountBulkJobReportUrlRequest,
    GetCustomerAccountBulkJobReportUrlResponse, GetOpportunityBulkJobReportUrlRequest,
    GetOpportunityBulkJobReportUrlResponse, ValidationExceptionErrorCode as Code,
};
use cosell_api::{DateTime, FieldError};
use cosell_store::Tx;
use cosell_store::table::bulk::Job;

use super::job;
use super::report::{self, PURPOSE};
use super::rules::{FAILED_ONLY, OVER};
use crate::error::instant;
use crate::page;
use crate::permission::ResourceType::CustomerAccountBulkJob;
use crate::permission::{Requirement, Subject, ask};
use crate::{Context, Error, Handler};

/// How long a URL is good, in milliseconds: the 15 minutes of the model.
const URL_LIFE: i64 = 15 * 60 * 1000;

/// How long the report of opportunities can be had after the end of its job, in milliseconds: the 7
/// days of the model.
const REPORT_LIFE: i64 = 7 * 24 * 60 * 60 * 1000;

impl Handler for GetOpportunityBulkJobReportUrl {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetOpportunityBulkJobReportUrl",
        Subject::Any,
    )];

    fn check(input: &GetOpportunityBulkJobReportUrlRequest) -> Result<(), Error> {
        if input.report_type != Some(BulkReportType::AllRecords) {
            return Ok(());
        }
        let message = "Reports of opportunity bulk jobs are about failed records only.";
        let wrong = FieldError::new("reportType", Code::InvalidValue, message);
        let refusal = cosell_api::Error::request(vec![wrong]);
        Err(Error::ruled(&FAILED_ONLY, refusal))
    }

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetOpportunityBulkJobReportUrlRequest,
    ) -> Result<GetOpportunityBulkJobReportUrlResponse, Error> {
        let job = job::of_opportunities(cx, tx, &input.job_id).await?;
        let kind = BulkReportType::FailedRecords;
        let end = end(&job)?.saturating_add(REPORT_LIFE);
        let place = if cx.millis() < end {
            Some(place(cx, tx, (&job, kind), end).await?)
        } else {
            None
        };
        let (url, expires_at) = place.unzip();
        let report_status = match url {
            Some(_) => BulkReportStatus::Available,
            None => BulkReportStatus::Expired,
        };
        Ok(GetOpportunityBulkJobReportUrlResponse {
            url,
            expires_at,
            failure_reason: None,
            ..GetOpportunityBulkJobReportUrlResponse::required(
                report_status,
                kind,
                BulkFileFormat::Csv,
            )
        })
    }
}

impl Handler for GetCustomerAccountBulkJobReportUrl {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetCustomerAccountBulkJobReportUrl",
        CustomerAccountBulkJob.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetCustomerAccountBulkJobReportUrlRequest,
    ) -> Result<GetCustomerAccountBulkJobReportUrlResponse, Error> {
        let job = job::of_customer_accounts(cx, tx, &input.identifier).await?;
        let kind = input.report_type.unwrap_or(BulkReportType::FailedRecords);
        end(&job)?;
        // It is made when it is asked for, so it does not expire.
        let (url, expires_at) = place(cx, tx, (&job, kind), i64::MAX).await?;
        Ok(GetCustomerAccountBulkJobReportUrlResponse {
            url: Some(url),
            expires_at: Some(expires_at),
            failure_reason: None,
            ..GetCustomerAccountBulkJobReportUrlResponse::required(
                BulkReportStatus::Available,
                kind,
            )
        })
    }
}

/// When a job ended; a conflict when it is not over.
fn end(job: &Job) -> Result<i64, Error> {
    job.completed_at.ok_or_else(|| {
        let message = "The job is not over; its report is made when it is.";
        Error::ruled(&OVER, cosell_api::Error::conflict(message))
    })
}

/// A new URL of a report, and when it expires, at the latest at `end`.
async fn place(
    cx: &Context,
    tx: &mut Tx,
    (job, kind): (&Job, BulkReportType),
    end: i64,
) -> Result<(String, DateTime), Error> {
    let expires = cx.millis().saturating_add(URL_LIFE).min(end);
    let path = report::path(job, kind);
    let signature = page::sign(cx, tx, PURPOSE, &report::signed(&path, expires)).await?;
    let public = &cx.settings.public_url;
    let url = format!("{public}{path}?expires={expires}&signature={signature}");
    Ok((url, instant(expires)))
}
