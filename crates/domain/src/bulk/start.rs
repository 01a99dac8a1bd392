//! `StartOpportunityBulkJob` and `StartCustomerAccountBulkJob` store a job and answer at once.

use cosell_api::operations::{StartCustomerAccountBulkJob, StartOpportunityBulkJob};
use cosell_api::types::{
    StartCustomerAccountBulkJobRequest, StartCustomerAccountBulkJobResponse,
    StartOpportunityBulkJobRequest, StartOpportunityBulkJobResponse,
};
use cosell_store::table::bulk::{self as table, Family, Job, Status};
use cosell_store::table::bulk_fetch::{self, Fetch};
use cosell_store::table::setting;
use cosell_store::{Notice, Tx};
use serde_json::{Map, Value, json};

use super::fetch::NEVER;
use super::job::Document;
use super::rules::RUNNING;
use super::source::{self, Source};
use crate::error::{instant, read_document, write_document};
use crate::feature::{self, Feature};
use crate::permission::ResourceType::CustomerAccountBulkJob;
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn, upload};

/// How long no other node takes a new job, in milliseconds: this node is told of it at once.
const CLAIM: i64 = 1_000;

/// What is locked while the jobs of an account are counted.
const JOBS: &str = "bulk-jobs";

/// Characters of a job's id behind `bulkjob-`.
const ID_LENGTH: usize = 13;

impl Handler for StartOpportunityBulkJob {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:StartOpportunityBulkJob", Subject::Any)];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &StartOpportunityBulkJobRequest,
    ) -> Result<StartOpportunityBulkJobResponse, Error> {
        feature::check(cx, tx, Feature::OpportunityBulkJobs).await?;
        let job = start(cx, tx, Family::Opportunity, ("fileURI", &input.file_uri)).await?;
        Ok(StartOpportunityBulkJobResponse {
            job_id: job.id,
            ..Default::default()
        })
    }
}

impl Handler for StartCustomerAccountBulkJob {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartCustomerAccountBulkJob",
        CustomerAccountBulkJob.created(),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &StartCustomerAccountBulkJobRequest,
    ) -> Result<StartCustomerAccountBulkJobResponse, Error> {
        let file = ("fileUri", input.file_uri.as_str());
        let job = start(cx, tx, Family::CustomerAccount, file).await?;
        Ok(StartCustomerAccountBulkJobResponse::required(
            arn::bulk_job(&job.account, job.catalog, &job.id),
            job.id,
            job.status.wire(),
            instant(job.created_at),
        ))
    }

    /// The original job, with its status of now.
    async fn repeated(cx: &Context, tx: &mut Tx, first: String) -> Result<String, Error> {
        let mut answer: Map<String, Value> = read_document(&first)?;
        let id = answer.get("Id").and_then(Value::as_str).unwrap_or_default();
        let (account, catalog) = (&cx.account, cx.catalog_name());
        let found = table::find(tx, account, catalog, Family::CustomerAccount, id).await?;
        if let Some(job) = found {
            answer.insert("Status".to_owned(), json!(job.status.wire()));
        }
        write_document(&answer)
    }
}

/// Stores a new job of a family.
async fn start(
    cx: &Context,
    tx: &mut Tx,
    family: Family,
    (member, uri): (&str, &str),
) -> Result<Job, Error> {
    let source = source::parse(cx, member, uri)?;
    let most = i64::from(cx.settings.stored.bulk_jobs_running);
    setting::lock(tx, &cx.account, cx.catalog_name(), JOBS).await?;
    let running = table::running(tx, &cx.account, cx.catalog_name(), family, most).await?;
    if running >= most {
        let message = format!("The account has {most} bulk jobs that are not over.");
        return Err(Error::ruled(
            &RUNNING,
            cosell_api::Error::quota_exceeded(message),
        ));
    }
    let found = match &source {
        Source::Upload { key, version } => {
            upload::find(tx, &cx.account, key, version.as_deref()).await?
        }
        Source::Address(_) => None,
    };
    let document = Document {
        file_name: source.file_name(),
        upload: found.map(|upload| upload.version),
        caller: cx.stored_caller()?,
        traceparent: cx.span().map(|span| span.to_string()),
        ..Document::default()
    };
    let job = Job {
        id: format!("bulkjob-{}", cx.world.id(ID_LENGTH)),
        account: cx.account.to_string(),
        catalog: cx.catalog,
        family,
        status: Status::Submitted,
        total: 0,
        processed: 0,
        succeeded: 0,
        failed: 0,
        deleted: 0,
        failure_reason: None,
        created_at: cx.millis(),
        started_at: None,
        completed_at: None,
        due_at: Some(match &source {
            Source::Upload { .. } => cx.millis(),
            Source::Address(_) => NEVER,
        }),
        turns: 0,
        node: cx.world.node().to_owned(),
        claimed_until: cx.world.true_now().saturating_add(CLAIM),
        part: 0,
        chunk: 0,
        byte: 0,
        document: document.write()?,
    };
    table::insert(tx, &job).await?;
    if let Source::Address(url) = source {
        let fetch = Fetch {
            job_id: job.id.clone(),
            account: job.account.clone(),
            catalog: job.catalog,
            url,
            attempts: 0,
            due_at: cx.world.true_now(),
        };
        bulk_fetch::insert(tx, &fetch).await?;
    }
    tx.notify(Notice::TimerDue);
    Ok(job)
}
