//! Bulk jobs that make customer accounts.

use std::time::Duration;

use cosell_domain::Settings;
use cosell_domain::settings::StoredLimits;
use cosell_world::World;
use serde_json::{Value, json};

use super::codes;
use super::reports::download;
use crate::common::{Harness, NOW, PARTNER, STRANGER};

const FILE: &str = "Row Id,Company Name,Website Url,DUNS,Country,Partner Account Identifier\r\n\
    a,Quay and Sons,https://quay.example.com,123456789,sweden,CRM-1\r\n\
    b,,https://pier.example.com,,,\r\n\
    c,The Quay,https://quay.example.com,123456789,,\r\n\
    d,Dock,x,,,\r\n";

fn started(uri: &str) -> Value {
    json!({ "Catalog": "Sandbox", "ClientToken": uri, "FileUri": uri })
}

async fn start(harness: &Harness, content: &str) -> Value {
    let uri = harness
        .upload(PARTNER, "book/crm.csv", content.as_bytes())
        .await;
    harness
        .ok("StartCustomerAccountBulkJob", started(&uri))
        .await
}

fn of(job: &Value) -> Value {
    json!({ "Catalog": "Sandbox", "Identifier": job["Arn"] })
}

async fn read(harness: &Harness, job: &Value) -> Value {
    harness.ok("GetCustomerAccountBulkJob", of(job)).await
}

async fn results(harness: &Harness, job: &Value) -> Vec<Value> {
    let found = harness
        .ok("ListCustomerAccountBulkJobResults", of(job))
        .await;
    found["Results"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn each_row_creates_an_account_whatever_its_match_becomes() {
    let harness = Harness::new().await;
    let job = start(&harness, FILE).await;
    assert_eq!(job["Status"], "SUBMITTED");
    let id = job["Id"].as_str().expect("an id");
    let place = format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox");
    assert_eq!(
        job["Arn"],
        format!("{place}/customer-account-bulk-job/{id}")
    );
    harness.wait_until_idle().await;

    let known = read(&harness, &job).await;
    for (member, value) in [
        ("Status", json!("COMPLETED")),
        ("FileName", json!("crm.csv")),
        ("TotalRecords", json!(4)),
        ("ProcessedRecords", json!(4)),
        ("SuccessCount", json!(2)),
        ("FailureCount", json!(2)),
        ("DeletedCount", json!(0)),
    ] {
        assert_eq!(known[member], value, "{member}: {known:#}");
    }
    let by_id = json!({ "Catalog": "Sandbox", "Identifier": id });
    assert_eq!(harness.ok("GetCustomerAccountBulkJob", by_id).await, known);
    let results = results(&harness, &job).await;
    let wanted = ["", "MISSING_COMPANY", "", "INVALID_STRING_FORMAT"];
    let found = codes(&results);
    assert_eq!(found[..3], wanted[..3], "{results:#?}");
    assert!(!found[3].is_empty(), "{results:#?}");

    let made = results[0]["ResourceIdentifier"].clone();
    let get = json!({ "Catalog": "Sandbox", "Identifier": made });
    let account = harness.ok("GetCustomerAccount", get.clone()).await;
    assert_eq!(account["PartnerAccountIdentifier"], "CRM-1");
    assert_eq!(account["Account"]["Address"]["CountryCode"], "SE");
    assert_eq!(account["EnrichmentStatus"], "ENRICHED");
    let twin = json!({
        "Catalog": "Sandbox", "Identifier": results[2]["ResourceIdentifier"],
    });
    let twin = harness.ok("GetCustomerAccount", twin).await;
    assert_eq!(twin["ReasonCode"], "DUPLICATE_CUSTOMER_MATCH");

    // What is deleted is counted once, and the other counts stay.
    for _ in 0..2 {
        harness.ok("DeleteCustomerAccount", get.clone()).await;
    }
    let after = read(&harness, &job).await;
    assert_eq!(after["DeletedCount"], 1);
    assert_eq!(after["SuccessCount"], 2);
}

#[tokio::test]
async fn a_repeated_start_answers_the_first_job_with_its_status_of_now() {
    let harness = Harness::new().await;
    let uri = harness.upload(PARTNER, "crm.csv", FILE.as_bytes()).await;
    let first = harness
        .ok("StartCustomerAccountBulkJob", started(&uri))
        .await;
    harness.wait_until_idle().await;
    let again = harness
        .ok("StartCustomerAccountBulkJob", started(&uri))
        .await;
    assert_eq!(again["Status"], "COMPLETED");
    for same in ["Id", "Arn", "CreatedAt"] {
        assert_eq!(again[same], first[same], "{same}");
    }
}

#[tokio::test]
async fn jobs_are_listed_by_id_arn_and_status() {
    let harness = Harness::new().await;
    let first = start(&harness, FILE).await;
    harness.wait_until_idle().await;
    let failed = start(&harness, "Country\nSE\n").await;
    harness.wait_until_idle().await;
    let listed = async |account: &str, filter: Value| {
        let body = json!({ "Catalog": "Sandbox", "Filter": filter });
        let page = harness
            .call(account, "ListCustomerAccountBulkJobs", body)
            .await;
        let page = page.expect("a page");
        let jobs = page["items"].as_array().expect("a list").clone();
        jobs.into_iter()
            .map(|job| job["Id"].clone())
            .collect::<Vec<_>>()
    };
    let both: Vec<_> = listed(PARTNER, Value::Null).await;
    assert_eq!(both.len(), 2);
    for (filter, wanted) in [
        (
            json!({ "Identifier": first["Id"] }),
            vec![first["Id"].clone()],
        ),
        (
            json!({ "Identifier": first["Arn"] }),
            vec![first["Id"].clone()],
        ),
        (json!({ "Status": "FAILED" }), vec![failed["Id"].clone()]),
        (
            json!({ "Status": "FAILED", "Identifier": first["Id"] }),
            vec![],
        ),
        (json!({ "Identifier": "arn:aws:other" }), vec![]),
    ] {
        assert_eq!(listed(PARTNER, filter.clone()).await, wanted, "{filter}");
    }
    assert!(listed(STRANGER, Value::Null).await.is_empty());
    let reason = read(&harness, &failed).await["FailureReason"].clone();
    let reason = reason.as_str().expect("a reason");
    assert!(reason.contains("Company Name"), "{reason}");
}

#[tokio::test]
async fn a_report_of_accounts_is_about_the_failed_rows_or_about_all() {
    let harness = Harness::new().await;
    let job = start(&harness, FILE).await;
    harness.wait_until_idle().await;
    let mut body = of(&job);
    let failed = harness
        .ok("GetCustomerAccountBulkJobReportUrl", body.clone())
        .await;
    assert_eq!(failed["ReportType"], "FAILED_RECORDS");
    let (content, name) = download(&harness, &failed["Url"]).await.expect("a report");
    assert_eq!(name, "crm-failed.csv");
    let first: Vec<_> = content.lines().map(|line| &line[..1]).collect();
    assert_eq!(first, ["R", "b", "d"]);

    body["ReportType"] = json!("ALL_RECORDS");
    // It is made on request, so it never expires; its URL does.
    let week = Duration::from_hours(8 * 24);
    harness
        .service
        .engine()
        .advance(week)
        .await
        .expect("the clock moves");
    let all = harness.ok("GetCustomerAccountBulkJobReportUrl", body).await;
    assert_eq!(all["ReportStatus"], "AVAILABLE");
    let (content, name) = download(&harness, &all["Url"]).await.expect("a report");
    assert_eq!(name, "crm-all.csv");
    let header = content.lines().next().expect("a header");
    let more = ",Status,Resource Identifier,Error Code,Error Message";
    assert!(header.ends_with(more), "{header}");
    assert_eq!(content.lines().count(), 5);
    let first = content.lines().nth(1).expect("a row");
    assert!(first.contains(",SUCCEEDED,cust-acc-"), "{first}");
    assert_eq!(download(&harness, &failed["Url"]).await, None);
}

#[tokio::test]
async fn the_row_that_makes_one_account_too_many_fails_by_itself() {
    let settings = Settings {
        stored: StoredLimits {
            customer_accounts: 1,
            ..StoredLimits::default()
        },
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let job = start(&harness, "Company Name\nQuay\nPier\n").await;
    harness.wait_until_idle().await;
    let results = results(&harness, &job).await;
    assert_eq!(codes(&results), ["", "ServiceQuotaExceededException"]);
    assert_eq!(results[1]["RequestId"], "2");
    assert_eq!(read(&harness, &job).await["Status"], "COMPLETED");
}
