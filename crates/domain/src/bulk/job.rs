//! What a job remembers beside its counts: its file, the columns, and who asked.

use cosell_store::Tx;
use cosell_store::table::bulk::{self as table, Family, Job};
use cosell_trace::SpanContext;
use serde::{Deserialize, Serialize};

use super::columns::Column;
use crate::error::{read_document, write_document};
use crate::{Context, Error, arn};

/// A place in the file: part, chunk, and byte in the chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub part: i64,
    pub chunk: i64,
    pub byte: i64,
}

impl Place {
    /// Where a job goes on.
    pub(super) fn of(job: &Job) -> Self {
        Self {
            part: job.part,
            chunk: job.chunk,
            byte: job.byte,
        }
    }

    /// Lets a job go on here.
    pub(super) fn store(self, job: &mut Job) {
        job.part = self.part;
        job.chunk = self.chunk;
        job.byte = self.byte;
    }
}

/// The document of a job.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Document {
    pub file_name: String,
    /// The version of the upload; none when there was no such file at the start.
    pub upload: Option<String>,
    /// Who asked, as the row of a task remembers a caller; empty in mode `open`.
    pub caller: String,
    /// The span of the request that started the job, if it was traced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// The header row as it was written.
    #[serde(default)]
    pub headers: Vec<String>,
    /// What each cell of a row is.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Whether rows change opportunities; unknown until the header was read.
    #[serde(default)]
    pub updates: Option<bool>,
    /// Where the first row begins.
    #[serde(default)]
    pub first_row: Place,
    /// The row that a fault rule has held up: it is held up once.
    #[serde(default)]
    pub held: Option<i64>,
}

impl Document {
    pub(super) fn read(job: &Job) -> Result<Self, Error> {
        read_document(&job.document)
    }

    /// The span of the request that started the job.
    pub(super) fn origin(&self) -> Option<SpanContext> {
        SpanContext::parse(self.traceparent.as_deref()?)
    }

    pub(super) fn write(&self) -> Result<String, Error> {
        write_document(self)
    }
}

/// A job of the caller whose rows make opportunities, by its id. Any other is not found.
pub(super) async fn of_opportunities(cx: &Context, tx: &mut Tx, id: &str) -> Result<Job, Error> {
    let catalog = cx.catalog_name();
    let found = table::find(tx, &cx.account, catalog, Family::Opportunity, id).await?;
    found.ok_or_else(|| Error::not_found(id))
}

/// A job of the caller whose rows make customer accounts, by its id or ARN. Any other is not found.
pub(super) async fn of_customer_accounts(
    cx: &Context,
    tx: &mut Tx,
    identifier: &str,
) -> Result<Job, Error> {
    let catalog = cx.catalog_name();
    let found = match arn::bulk_job_id(identifier, &cx.account, cx.catalog) {
        Some(id) => table::find(tx, &cx.account, catalog, Family::CustomerAccount, id).await?,
        None => None,
    };
    found.ok_or_else(|| Error::not_found(identifier))
}

/// The number of a job's records, as answers show it: until all rows are counted nobody knows it.
pub(super) fn total(job: &Job) -> i64 {
    match job.status {
        table::Status::Submitted => 0,
        _ => job.total,
    }
}
