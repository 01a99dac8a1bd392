//! Reports: a job's rows as a CSV file, made of the stored outcomes while it is downloaded.
//!
//! The URL of a report is signed, and asks for no credentials: who has it may download until it
//! expires. The signature covers the path and the time.

use cosell_api::operations::GetOpportunityBulkJobReportUrl;
use cosell_api::types::{
    BulkFileFormat, BulkReportStatus, BulkReportType, GetOpportunityBulkJobReportUrlRequest,
    GetOpportunityBulkJobReportUrlResponse, ValidationExceptionErrorCode as Code,
};
use cosell_store::table::bulk::{self as table, Done, Family, Job, Outcome, Status};
use cosell_store::{Catalog, Store, Tx};

use super::job::Document;
use super::rules::{FAILED_ONLY, OVER};
use crate::error::{instant, read_document};
use crate::page::{self, PageKeys};
use crate::permission::{Requirement, Subject, ask};
use crate::rule::Finding;
use crate::{Context, Error, Handler};

/// What a spreadsheet takes for the beginning of a formula.
pub(super) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// How long a URL is good, in milliseconds: the 15 minutes of the model.
const URL_LIFE: i64 = 15 * 60 * 1000;

/// How long a report can be had after the end of its job, in milliseconds: the 7 days of the model.
const REPORT_LIFE: i64 = 7 * 24 * 60 * 60 * 1000;

/// What the signature of a URL is made for, so that it is good for nothing else.
const PURPOSE: &str = "bulk report 1";

/// Outcomes that are read at once.
const PAGE: i64 = 500;

/// Where reports are downloaded.
pub const PATH: &str = "/files/reports/";

impl Handler for GetOpportunityBulkJobReportUrl {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetOpportunityBulkJobReportUrl",
        Subject::Any,
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetOpportunityBulkJobReportUrlRequest,
    ) -> Result<GetOpportunityBulkJobReportUrlResponse, Error> {
        if input.report_type == Some(BulkReportType::AllRecords) {
            let message = "Reports of opportunity bulk jobs are about failed records only.";
            let finding = Finding::new(&FAILED_ONLY, "reportType", Code::InvalidValue, message);
            Error::unless_empty(vec![finding])?;
        }
        let (id, catalog) = (&input.job_id, cx.catalog_name());
        let found = table::find(tx, &cx.account, catalog, Family::Opportunity, id).await?;
        let job = found.ok_or_else(|| Error::not_found(id))?;
        let Some(completed_at) = job.completed_at else {
            let message = "The job is not over; its report is made when it is.";
            return Err(Error::ruled(&OVER, cosell_api::Error::conflict(message)));
        };
        let answer = |status, url, expires_at| GetOpportunityBulkJobReportUrlResponse {
            report_status: status,
            report_type: BulkReportType::FailedRecords,
            report_format: BulkFileFormat::Csv,
            url,
            expires_at,
            failure_reason: None,
        };
        let end = completed_at.saturating_add(REPORT_LIFE);
        if cx.millis() >= end {
            return Ok(answer(BulkReportStatus::Expired, None, None));
        }
        let expires = cx.millis().saturating_add(URL_LIFE).min(end);
        let path = format!("{PATH}{}/{catalog}/{id}/FAILED_RECORDS.csv", cx.account);
        let signature = page::sign(cx, tx, PURPOSE, &signed(&path, expires)).await?;
        let url = format!(
            "{}{path}?expires={expires}&signature={signature}",
            cx.settings.public_url
        );
        Ok(answer(
            BulkReportStatus::Available,
            Some(url),
            Some(instant(expires)),
        ))
    }
}

fn signed(path: &str, expires: i64) -> String {
    format!("{path}\n{expires}")
}

/// A report that is being downloaded.
#[derive(Debug)]
pub struct Report {
    job_id: String,
    /// What the browser calls the file.
    pub file_name: String,
    headers: Vec<String>,
    after: i64,
    is_begun: bool,
}

impl Report {
    /// Opens the report of a URL; none when the URL is forged, too old, or of nothing.
    pub(crate) async fn open(
        tx: &mut Tx,
        (keys, world): (&PageKeys, &cosell_world::World),
        path: &str,
        query: &str,
    ) -> Result<Option<Self>, Error> {
        let Some(asked) = Asked::read(path, query) else {
            return Ok(None);
        };
        let text = signed(path, asked.expires);
        let proven = page::verify(tx, (keys, world), PURPOSE, &text, asked.signature).await?;
        if !proven || world.now() >= asked.expires {
            return Ok(None);
        }
        let (account, catalog) = (asked.account, asked.catalog.as_str());
        let found = table::find(tx, account, catalog, Family::Opportunity, asked.job).await?;
        let Some(job) = found else {
            return Ok(None);
        };
        Ok(Some(Self::of(&job)?))
    }

    fn of(job: &Job) -> Result<Self, Error> {
        let document = Document::read(job)?;
        let stem = document.file_name.trim_end_matches(".csv");
        let safe = |letter: char| {
            let plain = letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-' | ' ');
            if plain { letter } else { '_' }
        };
        let stem: String = stem.chars().map(safe).collect();
        let started = job.status != Status::Failed || job.processed > 0;
        Ok(Self {
            job_id: job.id.clone(),
            file_name: format!("{stem}-failed.csv"),
            headers: document.headers,
            after: if started { 0 } else { i64::MAX },
            is_begun: false,
        })
    }

    /// The next piece of the file; none at its end.
    pub async fn next(&mut self, store: &Store) -> Result<Option<Vec<u8>>, Error> {
        let mut text = Vec::new();
        if !self.is_begun {
            self.is_begun = true;
            let more = ["Error Code", "Error Message"].map(str::to_owned);
            line(&mut text, self.headers.iter().chain(&more));
        }
        let input = (self.job_id.clone(), self.after);
        let rows = store
            .read(input, async |tx, (id, after)| {
                table::results(tx, id, Some(Outcome::Failed), *after, PAGE).await
            })
            .await?;
        if let Some(last) = rows.last() {
            self.after = last.number;
        }
        for row in &rows {
            self.row(&mut text, row)?;
        }
        Ok((!text.is_empty()).then_some(text))
    }

    fn row(&self, text: &mut Vec<u8>, row: &Done) -> Result<(), Error> {
        let mut cells: Vec<String> = read_document(&row.cells)?;
        cells.resize(self.headers.len(), String::new());
        cells.push(row.error_code.clone().unwrap_or_default());
        cells.push(row.error_message.clone().unwrap_or_default());
        line(text, cells.iter());
        Ok(())
    }
}

/// Writes a row of CSV. A cell that a spreadsheet would run as a formula gets an apostrophe before
/// it, as OWASP advises; a job that reads the file again takes it off.
fn line<'a>(text: &mut Vec<u8>, cells: impl Iterator<Item = &'a String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(b',');
        }
        let quote = cell.contains([',', '"', '\n', '\r']) || cell.starts_with(FORMULA);
        if quote {
            text.push(b'"');
        }
        if cell.starts_with(FORMULA) {
            text.push(b'\'');
        }
        text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
        if quote {
            text.push(b'"');
        }
    }
    text.extend_from_slice(b"\r\n");
}

/// What a URL asks for.
#[derive(Debug, PartialEq, Eq)]
struct Asked<'a> {
    account: &'a str,
    catalog: Catalog,
    job: &'a str,
    expires: i64,
    signature: &'a str,
}

impl<'a> Asked<'a> {
    fn read(path: &'a str, query: &'a str) -> Option<Self> {
        let parts: Vec<_> = path.strip_prefix(PATH)?.split('/').collect();
        let [account, catalog, job, "FAILED_RECORDS.csv"] = parts[..] else {
            return None;
        };
        let (expires, signature) = query.split_once('&')?;
        Some(Self {
            account,
            catalog: catalog.parse().ok()?,
            job,
            expires: expires.strip_prefix("expires=")?.parse().ok()?,
            signature: signature.strip_prefix("signature=")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_a_spreadsheet_would_run_are_neutralised() {
        let cells = ["=1+1", "+49", "-5", "@x", "a,b", "say \"hi\"", "plain", ""];
        let mut text = Vec::new();
        let cells = cells.map(str::to_owned);
        line(&mut text, cells.iter());
        assert_eq!(
            String::from_utf8(text).expect("text"),
            "\"'=1+1\",\"'+49\",\"'-5\",\"'@x\",\"a,b\",\"say \"\"hi\"\"\",plain,\r\n"
        );
    }

    #[test]
    fn a_url_is_read_only_in_the_form_in_which_it_is_made() {
        let path = "/files/reports/111111111111/Sandbox/bulkjob-1/FAILED_RECORDS.csv";
        let asked = Asked::read(path, "expires=5&signature=ab").expect("a report");
        assert_eq!(
            (asked.job, asked.expires, asked.signature),
            ("bulkjob-1", 5, "ab")
        );
        for (path, query) in [
            (path, "expires=5"),
            (path, "signature=ab&expires=5"),
            (
                "/files/reports/1/Sandbox/x/ALL.csv",
                "expires=5&signature=ab",
            ),
            (
                "/files/reports/1/Elsewhere/x/FAILED_RECORDS.csv",
                "expires=5&signature=ab",
            ),
            ("/elsewhere", "expires=5&signature=ab"),
        ] {
            assert_eq!(Asked::read(path, query), None, "{path}?{query}");
        }
    }
}
