//! `ListOpportunityBulkJobResults`: the outcomes of a job's rows, in the order of its file.

use cosell_api::operations::ListOpportunityBulkJobResults;
use cosell_api::types::{
    BulkJobResult, ListOpportunityBulkJobResultsRequest, ListOpportunityBulkJobResultsResponse,
};
use cosell_store::table::bulk::{self as table, Done, Family};
use cosell_store::{Tx, Value};

use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler};

/// Outcomes on a page when the caller does not say.
const PAGE: usize = 20;

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
        let token = input.next_token.as_deref();
        let (most, columns) = (input.max_results, [Column::Integer]);
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let (id, catalog) = (&input.job_id, cx.catalog_name());
        let found = table::find(tx, &cx.account, catalog, Family::Opportunity, id).await?;
        let job = found.ok_or_else(|| Error::not_found(id))?;
        let after = match cursor.after.as_deref() {
            Some([Value::Integer(number)]) => *number,
            _ => 0,
        };
        let status = input.status.map(table::Outcome::stored);
        let mut rows = table::results(tx, &job.id, status, after, cursor.limit()).await?;
        let next_token = cursor.close(&mut rows, |row| vec![row.number.into()]);
        Ok(ListOpportunityBulkJobResultsResponse {
            results: rows.into_iter().map(result).collect(),
            next_token,
        })
    }
}

fn result(done: Done) -> BulkJobResult {
    BulkJobResult {
        request_id: done.request_id,
        status: done.status.wire(),
        resource_identifier: done.resource_id,
        error_code: done.error_code,
        error_message: done.error_message,
    }
}
