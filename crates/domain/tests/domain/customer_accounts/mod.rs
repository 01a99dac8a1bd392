//! Customer accounts: what is made, read, changed and removed of them.

mod matches;
mod planning;
mod search;

use std::time::Duration;

use cosell_domain::Settings;
use cosell_domain::settings::StoredLimits;
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW, PARTNER, Refused};

/// Matches are held back for longer than these stories last.
async fn pending() -> Harness {
    let settings = Settings {
        match_delay: Duration::from_hours(1),
        ..Settings::default()
    };
    Harness::with_settings(settings, World::frozen(NOW, 7)).await
}

/// The request that creates an account of a company.
fn new(company: &str) -> Value {
    json!({ "Catalog": "Sandbox", "Account": { "CompanyName": company } })
}

async fn create(harness: &Harness, body: Value) -> Value {
    harness.ok("CreateCustomerAccount", body).await
}

fn named(account: &Value) -> Value {
    json!({ "Catalog": "Sandbox", "Identifier": account["Id"] })
}

async fn read(harness: &Harness, account: &Value) -> Value {
    harness.ok("GetCustomerAccount", named(account)).await
}

/// The request that updates an account, as it was read, to another company.
fn update(known: &Value, company: &str) -> Value {
    json!({
        "Catalog": "Sandbox", "Identifier": known["Id"],
        "LastModifiedDate": known["LastModifiedDate"],
        "Account": { "CompanyName": company },
    })
}

async fn updated(harness: &Harness, body: Value) -> Result<Value, Refused> {
    harness.call(PARTNER, "UpdateCustomerAccount", body).await
}

#[tokio::test]
async fn an_account_is_read_as_it_was_made() {
    let harness = pending().await;
    let body = json!({
        "Catalog": "Sandbox", "PartnerAccountIdentifier": "CRM-1",
        "Account": {
            "CompanyName": "Quay and Sons", "WebsiteUrl": "https://quay.example.com",
            "Duns": "123456789", "Industry": "Fishery", "OtherIndustry": "Nets",
            "Domain": "quay.example.com", "ParentCompanyName": "Harbour",
            "Address": { "City": "Seattle", "CountryCode": "US" },
        },
        "Tags": [{ "Key": "Team", "Value": "Sea" }],
    });
    let made = create(&harness, body.clone()).await;
    let arn = made["Arn"].as_str().expect("an ARN");
    let id = made["Id"].as_str().expect("an id");
    let start = format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox");
    assert_eq!(arn, format!("{start}/customer-account/{id}"));
    assert_eq!(made["Status"], "PENDING");
    assert_eq!(made["PartnerAccountIdentifier"], "CRM-1");
    assert!(made.get("LastModifiedDate").is_none(), "{made:#}");

    let known = read(&harness, &made).await;
    for (name, value) in body["Account"].as_object().expect("members") {
        match value.as_object() {
            None => assert_eq!(known["Account"][name], *value, "{name}"),
            Some(inner) => {
                for (member, value) in inner {
                    assert_eq!(known["Account"][name][member], *value, "{member}");
                }
            }
        }
    }
    assert_eq!(known["EnrichmentStatus"], "PENDING");
    assert_eq!(known["CreatedDate"], made["CreatedDate"]);
    assert_eq!(known["Tags"], body["Tags"]);
    for absent in ["AwsEnrichment", "ReasonCode", "Message", "Issues"] {
        assert_eq!(known[absent], Value::Null, "{absent}");
    }
    let by_arn = json!({ "Catalog": "Sandbox", "Identifier": arn });
    assert_eq!(harness.ok("GetCustomerAccount", by_arn).await, known);
    let elsewhere = json!({ "Catalog": "AWS", "Identifier": arn });
    let refused = harness.refused("GetCustomerAccount", elsewhere).await;
    assert_eq!(refused.name, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_blank_company_name_is_refused_and_nothing_else_beyond_the_model() {
    let harness = pending().await;
    let finding = [(
        "account.companyName".to_owned(),
        "REQUIRED_FIELD_MISSING".to_owned(),
    )];
    for blank in ["", "  \t"] {
        let refused = harness.refused("CreateCustomerAccount", new(blank)).await;
        assert_eq!(refused.body["Reason"], "BUSINESS_VALIDATION_FAILED");
        assert_eq!(refused.findings(), finding);
    }
    let known = create(&harness, new("Quay")).await;
    let known = read(&harness, &known).await;
    let refused = updated(&harness, update(&known, " ")).await;
    assert_eq!(refused.expect_err("it is blank").findings(), finding);
    let mut odd = new("Quay");
    odd["Account"]["WebsiteUrl"] = json!("no website");
    odd["Account"]["Address"] = json!({ "CountryCode": "US", "PostalCode": "none" });
    create(&harness, odd).await;
}

#[tokio::test]
async fn tags_of_an_account_are_a_list_and_go_with_it() {
    let harness = pending().await;
    let made = create(&harness, new("Quay")).await;
    assert_eq!(read(&harness, &made).await["Tags"], json!([]));
    let tags = json!([{ "Key": "Team", "Value": "Sea" }]);
    let body = json!({ "ResourceArn": made["Arn"], "Tags": tags });
    harness.ok("TagResource", body).await;
    assert_eq!(read(&harness, &made).await["Tags"], tags);
    harness.ok("DeleteCustomerAccount", named(&made)).await;
    let listed = json!({ "ResourceArn": made["Arn"] });
    let refused = harness.refused("ListTagsForResource", listed).await;
    assert_eq!(refused.name, "ResourceNotFoundException");
}

#[tokio::test]
async fn an_update_replaces_the_details_whole_and_keeps_the_key_of_the_crm() {
    let harness = pending().await;
    let mut body = new("Quay");
    body["Account"]["Duns"] = json!("123456789");
    body["PartnerAccountIdentifier"] = json!("CRM-1");
    let made = create(&harness, body).await;
    let known = read(&harness, &made).await;
    let changed = updated(&harness, update(&known, "Pier")).await;
    let changed = changed.expect("it is the stored version");
    assert_eq!(changed["Status"], "PENDING");
    assert_eq!(changed["PartnerAccountIdentifier"], "CRM-1");
    assert_ne!(changed["LastModifiedDate"], known["LastModifiedDate"]);
    let after = read(&harness, &made).await;
    assert_eq!(after["Account"]["CompanyName"], "Pier");
    assert_eq!(after["Account"]["Duns"], Value::Null);
    assert_eq!(after["LastModifiedDate"], changed["LastModifiedDate"]);

    let mut cleared = update(&after, "Pier");
    cleared["PartnerAccountIdentifier"] = json!("");
    let cleared = updated(&harness, cleared).await.expect("it is cleared");
    assert_eq!(cleared["PartnerAccountIdentifier"], Value::Null);
}

#[tokio::test]
async fn a_stale_version_is_a_conflict() {
    let harness = pending().await;
    let made = create(&harness, new("Quay")).await;
    let known = read(&harness, &made).await;
    updated(&harness, update(&known, "Pier"))
        .await
        .expect("it is the stored version");
    let refused = updated(&harness, update(&known, "Dock")).await;
    assert_eq!(refused.expect_err("it is stale").name, "ConflictException");
}

#[tokio::test]
async fn a_deleted_account_is_deleted_again_with_success() {
    let harness = pending().await;
    let made = create(&harness, new("Quay")).await;
    for _ in 0..2 {
        let answer = harness.ok("DeleteCustomerAccount", named(&made)).await;
        assert_eq!(answer, json!({}));
        let refused = harness.refused("GetCustomerAccount", named(&made)).await;
        assert_eq!(refused.name, "ResourceNotFoundException");
    }
    let unknown = json!({ "Catalog": "Sandbox", "Identifier": "cust-acc-0000000000000" });
    harness.ok("DeleteCustomerAccount", unknown).await;
}

#[tokio::test]
async fn a_partner_has_as_many_accounts_as_the_operator_says() {
    let settings = Settings {
        stored: StoredLimits {
            customer_accounts: 2,
            ..StoredLimits::default()
        },
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let first = create(&harness, new("Quay")).await;
    create(&harness, new("Pier")).await;
    let refused = harness.refused("CreateCustomerAccount", new("Dock")).await;
    assert_eq!(refused.name, "ServiceQuotaExceededException");
    let mut elsewhere = new("Dock");
    elsewhere["Catalog"] = json!("AWS");
    create(&harness, elsewhere).await;
    harness.ok("DeleteCustomerAccount", named(&first)).await;
    create(&harness, new("Dock")).await;
}
