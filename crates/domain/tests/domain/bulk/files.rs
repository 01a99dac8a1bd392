//! Files that nobody can work on end as a failed job that says why, and nothing happens.

use cosell_domain::Settings;
use cosell_domain::upload::BUCKET;
use cosell_world::World;
use serde_json::{Value, json};

use super::{HEADERS, file, row, start};
use crate::common::{Harness, NOW, PARTNER, STRANGER};

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Files, and words of the reason for which their job fails.
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let bytes = |text: &str| text.as_bytes().to_vec();
    let with = |rest: &[u8]| [HEADERS.as_bytes(), b"\n", rest].concat();
    let quay = row("a", "Quay");
    vec![
        ("empty", Vec::new(), "is empty"),
        ("blank", bytes("\r\n\n\n"), "is empty"),
        ("headers alone", bytes(HEADERS), "no other rows"),
        ("unknown", bytes("a,b\n1,2\n"), "no column that is known"),
        (
            "twice",
            bytes("Customer Company Name,Stage,STAGE\nQuay,a,b\n"),
            "has the column STAGE twice",
        ),
        (
            "lacking",
            bytes("Stage\nProspect\n"),
            "Customer Company Name",
        ),
        (
            "long line",
            with(&b"x".repeat(2 << 20)),
            "Row 1 is longer than",
        ),
        (
            "long header",
            b"x".repeat(2 << 20),
            "The header row is longer",
        ),
        (
            "many columns",
            b",".repeat(1_000_000),
            "The header row has more than 1024 cells",
        ),
        (
            "many cells",
            with(&b",".repeat(1_000_000)),
            "Row 1 has more than 1024 cells",
        ),
        (
            "open quote",
            with(format!("{quay}\n\"{}", "b,Pier,Fishery\n".repeat(30_000)).as_bytes()),
            "Row 2 is longer than 262144 bytes; a quotation mark may be missing",
        ),
        (
            "open quote to the end",
            with(format!("{quay}\nb,\"Pier,Fishery\nc,Mole,Fishery\n").as_bytes()),
            "Row 2 opens a quotation mark that is not closed",
        ),
        (
            "UTF-16",
            [b"\xff\xfe".to_vec(), utf16(&file(1))].concat(),
            "The header row is not in UTF-8",
        ),
        ("UTF-16 without mark", utf16(&file(1)), "may be in UTF-16"),
        (
            "NUL",
            with(format!("{quay}\n{}", row("b", "Qu\0ay")).as_bytes()),
            "Row 2 holds a NUL character",
        ),
        (
            "Latin-1",
            with(&[row("b", "Caf").as_bytes(), b"\n\xe9,"].concat()),
            "Row 2 is not in UTF-8",
        ),
    ]
}

#[tokio::test]
async fn a_hostile_file_fails_its_job_before_any_row_and_says_why() {
    let harness = Harness::new().await;
    for (what, content, reason) in hostile() {
        let id = harness.carried_out(&content).await;
        let job = harness.job(&id).await;
        assert_eq!(job["Status"], "FAILED", "{what}: {job:#}");
        let said = job["FailureReason"].as_str().expect("a reason");
        assert!(said.contains(reason), "{what}: {said}");
        assert!(job["CompletedAt"].is_string(), "{what}");
        assert_eq!(job["ProcessedRecords"], 0, "{what}");
        assert!(harness.results(&id).await.is_empty(), "{what}");
    }
    assert_eq!(harness.opportunities_of_partner().await, 0);
}

#[tokio::test]
async fn a_job_reads_the_version_that_was_the_newest_when_it_started() {
    let harness = Harness::new().await;
    let uri = format!("s3://{BUCKET}/{PARTNER}/deals/q1.csv");
    let none = harness.start_at(&uri).await;
    harness
        .upload(PARTNER, "deals/q1.csv", file(2).as_bytes())
        .await;
    let mut again = start(&uri);
    again["ClientToken"] = json!("again");
    let two = harness.ok("StartOpportunityBulkJob", again).await["JobId"].clone();
    harness
        .upload(PARTNER, "deals/q1.csv", file(3).as_bytes())
        .await;
    harness.wait_until_idle().await;
    let job = harness.job(&none).await;
    assert_eq!(job["Status"], "FAILED");
    let reason = job["FailureReason"].as_str().expect("a reason");
    assert!(reason.contains("no such file"), "{reason}");
    let job = harness.job(two.as_str().expect("an id")).await;
    assert_eq!(job["TotalRecords"], 2, "{job:#}");
}

#[tokio::test]
async fn a_presigned_address_of_this_server_names_the_newest_version_or_the_one_that_it_says() {
    let settings = Settings {
        public_url: "https://cosell.example.com".into(),
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let key = "why? 100%25.csv";
    let first = harness.upload(PARTNER, key, file(1).as_bytes()).await;
    harness.upload(PARTNER, key, file(2).as_bytes()).await;
    let version = first.split("versionId=").nth(1).expect("a version");
    let path = format!("https://cosell.example.com/{BUCKET}/{PARTNER}/why%3F%20100%2525.csv");
    for (query, rows) in [
        ("X-Amz-Expires=900&X-Amz-Signature=ab".to_owned(), 2),
        (format!("versionId={version}&X-Amz-Signature=ab"), 1),
    ] {
        let id = harness.start_at(&format!("{path}?{query}")).await;
        harness.wait_until_idle().await;
        let job = harness.job(&id).await;
        assert_eq!(job["TotalRecords"], rows, "{query}: {job:#}");
    }
}

#[tokio::test]
async fn a_uri_that_names_no_upload_of_the_caller_is_refused() {
    let harness = Harness::new().await;
    let own = harness.upload(STRANGER, "a.csv", file(1).as_bytes()).await;
    for uri in [
        own,
        format!("s3://another/{PARTNER}/a.csv"),
        format!("s3://{BUCKET}/{PARTNER}/a.csv?acl"),
        "https://bucket.s3.amazonaws.com/a.csv".to_owned(),
    ] {
        let refused = harness
            .refused("StartOpportunityBulkJob", start(&uri))
            .await;
        let finding = [("fileURI".to_owned(), "INVALID_VALUE".to_owned())];
        assert_eq!(refused.findings(), finding, "{uri}: {refused:#?}");
        let body = json!({ "Catalog": "Sandbox", "ClientToken": uri, "FileUri": uri });
        let refused = harness.refused("StartCustomerAccountBulkJob", body).await;
        let finding = [("fileUri".to_owned(), "INVALID_VALUE".to_owned())];
        assert_eq!(refused.findings(), finding, "{uri}: {refused:#?}");
    }
    // An upload of another account cannot be named as one's own.
    let other = harness.upload(STRANGER, "a.csv", file(1).as_bytes()).await;
    let version = other.split("versionId=").nth(1).expect("a version");
    let uri = format!("s3://{BUCKET}/{PARTNER}/a.csv?versionId={version}");
    let id = harness.start_at(&uri).await;
    harness.wait_until_idle().await;
    assert_eq!(harness.job(&id).await["Status"], "FAILED");
}

#[tokio::test]
async fn cells_that_look_like_formulas_are_texts() {
    let harness = Harness::new().await;
    let plain = row("a", "=SUM(A1:A9)");
    let neutral = row("b", "'=SUM(A1:A9)");
    let id = harness
        .carried_out(format!("{HEADERS}\n{plain}\n{neutral}\n"))
        .await;
    for result in harness.results(&id).await {
        let made = result["ResourceIdentifier"].as_str().expect("an id");
        let known = harness.get(made).await;
        let company = &known["Customer"]["Account"]["CompanyName"];
        assert_eq!(company, "=SUM(A1:A9)");
        assert_eq!(result["ErrorCode"], Value::Null);
    }
}
