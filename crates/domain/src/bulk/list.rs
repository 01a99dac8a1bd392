//! `ListOpportunityBulkJobs` and `ListCustomerAccountBulkJobs`: the caller's jobs, newest first.

use cosell_api::operations::{ListCustomerAccountBulkJobs, ListOpportunityBulkJobs};
use cosell_api::types::{
    BulkJobStatus, BulkOperationType, ListCustomerAccountBulkJobsRequest,
    ListCustomerAccountBulkJobsResponse, ListOpportunityBulkJobsRequest,
    ListOpportunityBulkJobsResponse, OpportunityBulkJobSummary,
};
use cosell_store::table::Page;
use cosell_store::table::bulk::{self as table, Family, Job};
use cosell_store::{Direction, Tx, Value};

use super::job::{Document, total};
use super::{PAGE, get};
use crate::error::instant;
use crate::page::{Column, Cursor};
use crate::permission::ResourceType::CustomerAccountBulkJob;
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

/// The key of the list: when a job was created, and its id.
const KEY: [Column; 2] = [Column::Integer, Column::Text];

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
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &KEY).await?;
        let filter = (input.job_id.as_deref(), input.status);
        let (jobs, next_token) = page(cx, tx, Family::Opportunity, filter, &cursor).await?;
        let summaries = sound(jobs.into_iter().map(summary))?;
        Ok(ListOpportunityBulkJobsResponse {
            opportunity_bulk_job_summaries: summaries,
            next_token,
            ..Default::default()
        })
    }
}

impl Handler for ListCustomerAccountBulkJobs {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListCustomerAccountBulkJobs",
        CustomerAccountBulkJob.created(),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListCustomerAccountBulkJobsRequest,
    ) -> Result<ListCustomerAccountBulkJobsResponse, Error> {
        let filters = ListCustomerAccountBulkJobsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &KEY).await?;
        let filter = input.filter.as_ref();
        let named = filter.and_then(|filter| filter.identifier.as_deref());
        let id = named.map(|named| arn::bulk_job_id(named, &cx.account, cx.catalog));
        let (jobs, next_token) = match id {
            // An ARN that names nothing here selects nothing.
            Some(None) => (Vec::new(), None),
            id => {
                let filter = (id.flatten(), filter.and_then(|filter| filter.status));
                page(cx, tx, Family::CustomerAccount, filter, &cursor).await?
            }
        };
        let items = jobs.into_iter().map(get::summary);
        Ok(ListCustomerAccountBulkJobsResponse {
            items: sound(items)?,
            next_token,
            ..Default::default()
        })
    }
}

/// The jobs of a page, and the token of the next one.
async fn page(
    cx: &Context,
    tx: &mut Tx,
    family: Family,
    (id, status): (Option<&str>, Option<BulkJobStatus>),
    cursor: &Cursor,
) -> Result<(Vec<Job>, Option<String>), Error> {
    let page = Page {
        direction: Direction::Descending,
        after: cursor.after_pair(),
        limit: cursor.limit(),
    };
    let whose = (&*cx.account, cx.catalog_name());
    let status = status.map(table::Status::stored);
    let found = table::list(tx, whose, family, id, status, page).await?;
    let (jobs, next_token) = cursor.close_found(found, |job| {
        vec![job.created_at.into(), Value::from(&job.id)]
    });
    Ok((jobs, next_token))
}

/// The items of the jobs whose documents are sound: a damaged one does not hide the others.
fn sound<T>(items: impl Iterator<Item = Result<T, Error>>) -> Result<Vec<T>, Error> {
    let sound = items.filter_map(|item| match item {
        Err(Error::Store(error)) if error.is_damage() => {
            tracing::error!(%error, "damaged bulk job left out of a list");
            None
        }
        other => Some(other),
    });
    sound.collect()
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
    let total_records = total(&job);
    Ok(OpportunityBulkJobSummary {
        started_at: job.started_at.map(instant),
        completed_at: job.completed_at.map(instant),
        failure_reason: job.failure_reason,
        file_name: Some(document.file_name),
        operation_type: kind,
        ..OpportunityBulkJobSummary::required(
            job.id,
            job.status.wire(),
            total_records,
            job.processed,
            job.succeeded,
            job.failed,
            instant(job.created_at),
        )
    })
}
