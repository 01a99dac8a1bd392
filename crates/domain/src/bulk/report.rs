//! Reports: a job's rows as a CSV file, made of the stored outcomes while it is downloaded.
//!
//! The URL of a report is signed, and asks for no credentials: who has it may download until it
//! expires. The signature covers the path and the time.

use cosell_api::types::BulkReportType;
use cosell_store::table::bulk::{self as table, Done, Job, Outcome, Status};
use cosell_store::{Catalog, Store, Tx};
use cosell_world::World;

use super::job::Document;
use crate::Error;
use crate::error::read_document;
use crate::page::{self, PageKeys};

/// What a spreadsheet takes for the beginning of a formula.
pub(super) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What the signature of a URL is made for, so that it is good for nothing else.
pub(super) const PURPOSE: &str = "bulk report 1";

/// Outcomes that are read at once: their cells may be long.
const PAGE: i64 = 50;

/// Where reports are downloaded.
pub const PATH: &str = "/files/reports/";

/// The path of a report.
pub(super) fn path(job: &Job, kind: BulkReportType) -> String {
    let (account, catalog, id) = (&job.account, job.catalog, &job.id);
    format!("{PATH}{account}/{catalog}/{id}/{}.csv", kind.as_str())
}

/// What the signature of a report's URL covers.
pub(super) fn signed(path: &str, expires: i64) -> String {
    format!("{path}\n{expires}")
}

/// A report that is being downloaded.
#[derive(Debug)]
pub struct Report {
    job_id: String,
    /// What the browser calls the file.
    pub file_name: String,
    headers: Vec<String>,
    kind: BulkReportType,
    after: i64,
    is_begun: bool,
}

impl Report {
    /// Opens the report of a URL; none when the URL is forged, too old, or of nothing.
    pub(crate) async fn open(
        tx: &mut Tx,
        (keys, world): (&PageKeys, &World),
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
        let found = table::find_any(tx, account, catalog, asked.job).await?;
        let job = found.filter(|job| job.completed_at.is_some());
        job.map(|job| Self::of(&job, asked.kind)).transpose()
    }

    fn of(job: &Job, kind: BulkReportType) -> Result<Self, Error> {
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
            file_name: match kind {
                BulkReportType::FailedRecords => format!("{stem}-failed.csv"),
                BulkReportType::AllRecords => format!("{stem}-all.csv"),
            },
            headers: document.headers,
            kind,
            after: if started { 0 } else { i64::MAX },
            is_begun: false,
        })
    }

    /// The next piece of the file; none at its end.
    pub async fn next(&mut self, store: &Store) -> Result<Option<Vec<u8>>, Error> {
        let mut text = Vec::new();
        if !self.is_begun {
            self.is_begun = true;
            let more: &[&str] = match self.kind {
                BulkReportType::FailedRecords => &["Error Code", "Error Message"],
                BulkReportType::AllRecords => &[
                    "Status",
                    "Resource Identifier",
                    "Error Code",
                    "Error Message",
                ],
            };
            let headers = self.headers.iter().map(String::as_str);
            line(&mut text, headers.chain(more.iter().copied()));
        }
        let status = match self.kind {
            BulkReportType::FailedRecords => Some(Outcome::Failed),
            BulkReportType::AllRecords => None,
        };
        let input = (self.job_id.clone(), status, self.after);
        let rows = store
            .read(input, async |tx, (id, status, after)| {
                table::results_with_cells(tx, id, *status, *after, PAGE).await
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
        if self.kind == BulkReportType::AllRecords {
            cells.push(row.status.as_str().to_owned());
            cells.push(row.resource_id.clone().unwrap_or_default());
        }
        cells.push(row.error_code.clone().unwrap_or_default());
        cells.push(row.error_message.clone().unwrap_or_default());
        line(text, cells.iter().map(String::as_str));
        Ok(())
    }
}

/// Writes a row of CSV. A cell that a spreadsheet would run as a formula gets an apostrophe before
/// it, as OWASP advises; a job that reads the file again takes it off.
fn line<'a>(text: &mut Vec<u8>, cells: impl Iterator<Item = &'a str>) {
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
    kind: BulkReportType,
    expires: i64,
    signature: &'a str,
}

impl<'a> Asked<'a> {
    fn read(path: &'a str, query: &'a str) -> Option<Self> {
        let parts: Vec<_> = path.strip_prefix(PATH)?.split('/').collect();
        let [account, catalog, job, file] = parts[..] else {
            return None;
        };
        let (expires, signature) = query.split_once('&')?;
        Some(Self {
            account,
            catalog: catalog.parse().ok()?,
            job,
            kind: BulkReportType::from_wire(file.strip_suffix(".csv")?)?,
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
        line(&mut text, cells.into_iter());
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
