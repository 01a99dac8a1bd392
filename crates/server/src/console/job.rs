//! A bulk job: how far it is, its reports, the records that it made, and the rows that failed.

use cosell_admin_api::task::Task;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::pieces::{empty, list, pages, record, text};
use super::view::{PREFIX, Problem, View};
use cosell_domain::task::overview::JOB_KINDS;

/// How many rows a page has.
const ROWS: usize = 50;

/// The field of the address that chooses rows, its values, and what the API calls them.
const CHOICE: &str = "rows";
const CHOICES: [(&str, &str, &str); 2] = [
    ("failed", "FAILED", "Failed rows"),
    ("done", "SUCCEEDED", "Created and changed records"),
];

/// The operations of a job's family: that of its results, the member that names the job there, and
/// that of its reports, with the format that it must name and the reports that it has.
struct Operations {
    results: &'static str,
    member: &'static str,
    report: &'static str,
    format: Option<&'static str>,
    reports: &'static [(&'static str, &'static str)],
}

fn operations(job: &Task) -> Operations {
    const FAILED: (&str, &str) = ("FAILED_RECORDS", "Report of the failed rows");
    let [accounts, _] = JOB_KINDS;
    if job.kind == accounts {
        return Operations {
            results: "ListCustomerAccountBulkJobResults",
            member: "Identifier",
            report: "GetCustomerAccountBulkJobReportUrl",
            format: None,
            reports: &[FAILED, ("ALL_RECORDS", "Report of all rows")],
        };
    }
    Operations {
        results: "ListOpportunityBulkJobResults",
        member: "JobId",
        report: "GetOpportunityBulkJobReportUrl",
        format: Some("CSV"),
        reports: &[FAILED],
    }
}

/// The progress of a job, its reports, and its rows.
pub(super) async fn rows(view: &View<'_>, job: &Task) -> Result<Markup, Problem> {
    let operations = operations(job);
    let catalog = cosell_admin_api::Word::as_str(job.catalog);
    let [failed, done] = CHOICES;
    let is_done = view.query.get(CHOICE) == Some(done.0);
    let (_, status, title) = if is_done { done } else { failed };
    let mut input = json!({
        "Catalog": catalog, "Status": status, "MaxResults": ROWS, operations.member: job.id,
    });
    if let Some(next) = view.query.get("next") {
        input["NextToken"] = json!(next);
    }
    let found = view.call(&job.account, operations.results, input).await?;
    let (rows, next) = (list(&found, &["Results"]), text(&found, &["NextToken"]));
    let reports = reports(view, job, &operations).await;
    let here = format!("{PREFIX}{}", view.path);
    let others = view.query.without("next");
    Ok(html! {
        section id="rows" class="card" data-part {
            h2 { "Rows" }
            @if let Some(progress) = job.progress {
                @let all = progress.rows.unwrap_or_default();
                progress max=(all.max(1)) value=(progress.done)
                    aria-label={ (progress.done) " of " (all) " rows are done" } {}
                p { (progress.done) " of " (all) " done, " (progress.failed) " of them failed" }
            }
            @if !reports.is_empty() {
                p class="line" {
                    @for (name, address) in &reports { a href=(address) download { (name) } }
                }
                p class="hint" {
                    "A report has its rows as they were sent: correct them there and start another "
                    "job with it."
                }
            }
            nav class="pages" aria-label="Rows" {
                @for (value, _, name) in CHOICES {
                    @let here = others.link(&here, CHOICE, Some(value));
                    a href=(here) aria-current=[(name == title).then_some("true")] { (name) }
                }
            }
            @if rows.is_empty() { (empty("There are none.", &html! {})) } @else {
                (table(rows, title))
            }
            (pages(&view.query, &here, next))
        }
    })
}

/// The reports of a job that is over, with their addresses on this server.
async fn reports(
    view: &View<'_>,
    job: &Task,
    operations: &Operations,
) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    // A browser cannot name the namespace when it downloads a file.
    if view.requester.space.name.is_some() {
        return found;
    }
    let catalog = cosell_admin_api::Word::as_str(job.catalog);
    for (kind, name) in operations.reports {
        let mut input = json!({
            "Catalog": catalog, "ReportType": kind, operations.member: job.id,
        });
        if let Some(format) = operations.format {
            input["ReportFormat"] = json!(format);
        }
        // A job that is not over has no report.
        let answer = view.call(&job.account, operations.report, input).await;
        let url = answer.as_ref().map(|answer| text(answer, &["Url"]));
        if let Ok(url) = url
            && !url.is_empty()
        {
            let public = &*view.front.service.settings().public_url;
            let address = url.strip_prefix(public).unwrap_or(url);
            found.push((*name, address.to_owned()));
        }
    }
    found
}

fn table(rows: &[Value], title: &str) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(title) {
            table {
                thead {
                    tr {
                        @for name in ["Row", "Record", "Code", "Reason"] {
                            th scope="col" { (name) }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" class="mono" { (text(row, &["RequestId"])) }
                            td { (record(text(row, &["ResourceIdentifier"]))) }
                            td class="mono" { (text(row, &["ErrorCode"])) }
                            td { (text(row, &["ErrorMessage"])) }
                        }
                    }
                }
            }
        }
    }
}
