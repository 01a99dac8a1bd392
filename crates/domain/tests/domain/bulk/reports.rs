//! Reports: the rows that failed, as a file that can be corrected and sent again.

use std::time::Duration;

use serde_json::{Value, json};

use super::{HEADERS, file, row};
use crate::common::{Harness, NOW, STRANGER};

async fn url(harness: &Harness, id: &str) -> Value {
    let body = json!({ "Catalog": "Sandbox", "JobId": id, "ReportFormat": "CSV" });
    harness.ok("GetOpportunityBulkJobReportUrl", body).await
}

/// The file at a URL, and its name; none when the server shows nothing.
pub(super) async fn download(harness: &Harness, url: &Value) -> Option<(String, String)> {
    let url = url.as_str().expect("a URL");
    let (place, query) = url.split_once('?').expect("a query");
    let path = place.strip_prefix("http://127.0.0.1:7226").expect("a path");
    let service = &harness.service;
    let mut report = service.report(path, query).await.expect("it is read")?;
    let mut content = Vec::new();
    while let Some(piece) = service.read_report(&mut report).await.expect("it is read") {
        content.extend(piece);
    }
    let content = String::from_utf8(content).expect("UTF-8");
    Some((content, report.file_name))
}

fn wrong(id: &str, company: &str) -> String {
    row(id, company).replace("Prospect,", "Rumour,")
}

#[tokio::test]
async fn a_report_holds_the_failed_rows_as_they_were_and_why_they_failed() {
    let harness = Harness::new().await;
    let lines = [
        HEADERS.to_owned(),
        row("a", "Quay"),
        wrong("b", "\"Pier, and \"\"Sons\"\"\""),
        wrong("c", "=SUM(A1)"),
        "d,short".to_owned(),
    ];
    let id = harness.carried_out(lines.join("\n")).await;
    let answer = url(&harness, &id).await;
    assert_eq!(answer["ReportStatus"], "AVAILABLE");
    assert_eq!(answer["ReportType"], "FAILED_RECORDS");
    assert_eq!(answer["ReportFormat"], "CSV");
    let (content, name) = download(&harness, &answer["Url"]).await.expect("a report");
    assert_eq!(name, "q1-failed.csv");
    let lines: Vec<_> = content.split_terminator("\r\n").collect();
    assert_eq!(lines[0], format!("{HEADERS},Error Code,Error Message"));
    assert_eq!(lines.len(), 4, "{content}");
    assert!(
        lines[1].starts_with("b,\"Pier, and \"\"Sons\"\"\","),
        "{content}"
    );
    assert!(lines[1].contains(",INVALID_ENUM_VALUE,"), "{content}");
    assert!(lines[2].starts_with("c,\"'=SUM(A1)\","), "{content}");
    assert!(lines[3].starts_with("d,short,,"), "{content}");
    assert!(lines[3].contains(",MALFORMED_ROW,"), "{content}");

    // Corrected and sent again, also with the two columns more, it means the same rows.
    let again = harness
        .carried_out(content.replace("Rumour,", "Prospect,"))
        .await;
    let results = harness.results(&again).await;
    let made = results[1]["ResourceIdentifier"].as_str().expect("an id");
    let known = harness.get(made).await;
    let company = &known["Customer"]["Account"]["CompanyName"];
    assert_eq!(company, "=SUM(A1)");
}

#[tokio::test]
async fn a_report_without_failed_rows_is_the_header_alone() {
    let harness = Harness::new().await;
    let id = harness.carried_out(file(2)).await;
    let answer = url(&harness, &id).await;
    let (content, _) = download(&harness, &answer["Url"]).await.expect("a report");
    assert_eq!(content, format!("{HEADERS},Error Code,Error Message\r\n"));
    let id = harness.carried_out("Stage\nProspect\n").await;
    let answer = url(&harness, &id).await;
    let (content, _) = download(&harness, &answer["Url"]).await.expect("a report");
    assert_eq!(content, "Stage,Error Code,Error Message\r\n");
}

#[tokio::test]
async fn a_url_is_good_for_fifteen_minutes_and_only_as_it_was_made() {
    let harness = Harness::new().await;
    let id = harness.carried_out(file(1)).await;
    let answer = url(&harness, &id).await;
    let expires = answer["ExpiresAt"].as_str().expect("a time");
    assert_eq!(expires, "2026-11-22T18:47:24.559Z", "{NOW} and 15 minutes");
    let text = answer["Url"].as_str().expect("a URL").to_owned();
    for (from, to) in [
        ("signature=1", "signature=2"),
        ("signature=", "signature=x"),
        ("FAILED_RECORDS", "ALL_RECORDS"),
        ("111111111111", STRANGER),
        ("Sandbox", "AWS"),
        ("expires=1", "expires=2"),
    ] {
        let forged = text.replacen(from, to, 1);
        assert_ne!(forged, text, "{from}");
        assert_eq!(download(&harness, &json!(forged)).await, None, "{forged}");
    }
    let engine = harness.service.engine();
    let moved = engine
        .advance(Duration::from_millis(15 * 60 * 1000 - 1))
        .await;
    moved.expect("the clock moves");
    assert!(download(&harness, &answer["Url"]).await.is_some());
    let moved = engine.advance(Duration::from_millis(1)).await;
    moved.expect("the clock moves");
    assert_eq!(download(&harness, &answer["Url"]).await, None);
    let another = url(&harness, &id).await;
    assert!(download(&harness, &another["Url"]).await.is_some());
}

#[tokio::test]
async fn a_report_expires_seven_days_after_its_job() {
    let harness = Harness::new().await;
    let id = harness.carried_out(file(1)).await;
    let engine = harness.service.engine();
    let almost = Duration::from_mins(7 * 24 * 60 - 1);
    let moved = engine.advance(almost).await;
    moved.expect("the clock moves");
    let answer = url(&harness, &id).await;
    assert_eq!(answer["ReportStatus"], "AVAILABLE");
    assert_eq!(answer["ExpiresAt"], "2026-11-29T18:32:24.559Z");
    let moved = engine.advance(Duration::from_mins(1)).await;
    moved.expect("the clock moves");
    let answer = url(&harness, &id).await;
    assert_eq!(answer["ReportStatus"], "EXPIRED");
    assert_eq!(
        (&answer["Url"], &answer["ExpiresAt"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn all_records_of_opportunities_are_refused_before_anything_is_looked_up() {
    let harness = Harness::new().await;
    let body = json!({
        "Catalog": "Sandbox", "JobId": "bulkjob-0000000000000", "ReportFormat": "CSV",
        "ReportType": "ALL_RECORDS",
    });
    let refused = harness
        .refused("GetOpportunityBulkJobReportUrl", body)
        .await;
    let finding = [("reportType".to_owned(), "INVALID_VALUE".to_owned())];
    assert_eq!(refused.findings(), finding);
    assert_eq!(refused.body["Reason"], "REQUEST_VALIDATION_FAILED");
}
