//! The rows of a bulk job: how far it is, and those that failed.

use cosell_admin_api::task::Task;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::pieces::{list, pages, text};
use super::view::{Problem, View};
use cosell_domain::task::overview::JOB_KINDS;

/// How many failed rows a page has.
const ROWS: usize = 50;

/// The progress of a job and its failed rows.
pub(super) async fn rows(view: &View<'_>, job: &Task) -> Result<Markup, Problem> {
    let [accounts, _] = JOB_KINDS;
    let (operation, member) = if job.kind == accounts {
        ("ListCustomerAccountBulkJobResults", "Identifier")
    } else {
        ("ListOpportunityBulkJobResults", "JobId")
    };
    let mut input = json!({
        "Catalog": cosell_admin_api::Word::as_str(job.catalog), "Status": "FAILED",
        "MaxResults": ROWS, member: job.id,
    });
    if let Some(next) = view.query.get("next") {
        input["NextToken"] = json!(next);
    }
    let failed = view.call(&job.account, operation, input).await?;
    let (rows, next) = (list(&failed, &["Results"]), text(&failed, &["NextToken"]));
    let here = format!("{}{}", super::view::PREFIX, view.path);
    Ok(html! {
        section id="rows" class="card" data-part {
            h2 { "Rows" }
            @if let Some(progress) = job.progress {
                @let all = progress.rows.unwrap_or_default();
                progress max=(all.max(1)) value=(progress.done)
                    aria-label={ (progress.done) " of " (all) " rows are done" } {}
                p { (progress.done) " of " (all) " done, " (progress.failed) " of them failed" }
            }
            h3 { "Failed rows" }
            @if rows.is_empty() { p class="hint" { "None." } } @else { (table(rows)) }
            (pages(&view.query, &here, next))
        }
    })
}

fn table(rows: &[Value]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Failed rows" {
            table {
                thead {
                    tr { @for name in ["Row", "Code", "Reason"] { th scope="col" { (name) } } }
                }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" class="mono" { (text(row, &["RequestId"])) }
                            td class="mono" { (text(row, &["ErrorCode"])) }
                            td { (text(row, &["ErrorMessage"])) }
                        }
                    }
                }
            }
        }
        p class="hint" {
            "The report has these rows as they were sent: correct them there and start another job "
            "with it."
        }
    }
}
