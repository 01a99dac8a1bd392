//! `ListOpportunityBulkJobResults` and `ListCustomerAccountBulkJobResults`: the outcomes of a job's
//! rows, in the order of its file.

use cosell_api::operations::{ListCustomerAccountBulkJobResults, ListOpportunityBulkJobResults};
use cosell_api::types::{
    BulkJobResult, BulkRecordStatus, ListCustomerAccountBulkJobResultsRequest,
    ListCustomerAccountBulkJobResultsResponse, ListOpportunityBulkJobResultsRequest,
    ListOpportunityBulkJobResultsResponse,
};
use cosell_store::table::bulk::{self as table, Job, Listed};
use cosell_store::{Tx, Value};

use super::{PAGE, job};
use crate::page::{Column, Cursor};
use crate::permission::ResourceType::CustomerAccountBulkJob;
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler};

/// The key of the list: the number of a row.
const KEY: [Column; 1] = [Column::Integer];

impl Handler for ListOpportunityBulkJobResults {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListOpportunityBulkJobResults",
        Subject::Any,
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListOpportunityBulkJobResultsRequest,
    ) -> Result<ListOpportunityBulkJobResultsResponse, Error> {
        let filters = ListOpportunityBulkJobResultsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let (token, most) = (input.next_token.as_deref(), input.max_results);
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &KEY).await?;
        let job = job::of_opportunities(cx, tx, &input.job_id).await?;
        let (results, next_token) = page(tx, &job, input.status, &cursor).await?;
        Ok(ListOpportunityBulkJobResultsResponse {
            results,
            next_token,
            ..Default::default()
        })
    }
}

impl Handler for ListCustomerAccountBulkJobResults {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListCustomerAccountBulkJobResults",
        CustomerAccountBulkJob.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListCustomerAccountBulkJobResultsRequest,
    ) -> Result<ListCustomerAccountBulkJobResultsResponse, Error> {
        let filters = ListCustomerAccountBulkJobResultsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let (token, most) = (input.next_token.as_deref(), input.max_results);
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &KEY).await?;
        let job = job::of_customer_accounts(cx, tx, &input.identifier).await?;
        let (results, next_token) = page(tx, &job, input.status, &cursor).await?;
        Ok(ListCustomerAccountBulkJobResultsResponse {
            results,
            next_token,
            ..Default::default()
        })
    }
}

/// The outcomes of a page, and the token of the next one.
async fn page(
    tx: &mut Tx,
    job: &Job,
    status: Option<BulkRecordStatus>,
    cursor: &Cursor,
) -> Result<(Vec<BulkJobResult>, Option<String>), Error> {
    let after = match cursor.after.as_deref() {
        Some([Value::Integer(number)]) => *number,
        _ => 0,
    };
    let status = status.map(table::Outcome::stored);
    let mut rows = table::results(tx, &job.id, status, after, cursor.limit()).await?;
    let next_token = cursor.close(&mut rows, |row| vec![row.number.into()]);
    Ok((rows.into_iter().map(result).collect(), next_token))
}

fn result(row: Listed) -> BulkJobResult {
    BulkJobResult {
        resource_identifier: row.resource_id,
        error_code: row.error_code,
        error_message: row.error_message,
        ..BulkJobResult::required(row.request_id, row.status.wire())
    }
}
