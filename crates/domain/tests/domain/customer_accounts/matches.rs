//! The match: all four statuses by their real causes, each account matched once.

use std::time::Duration;

use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_world::World;
use serde_json::{Value, json};

use super::{create, named, new, read, update, updated};
use crate::common::{Harness, NOW, PARTNER};

/// The request that creates an account with a domain.
fn of_domain(company: &str, domain: &str) -> Value {
    let mut body = new(company);
    body["Account"]["Domain"] = json!(domain);
    body
}

fn rule(harness: &Harness, text: &str) {
    let rule = text.parse().expect(text);
    cosell_domain::fault::check(&rule).expect(text);
    harness.service.engine().faults().add(rule);
}

#[tokio::test]
async fn an_account_is_enriched_by_what_it_says_under_a_clock_that_stands_still() {
    let harness = Harness::new().await;
    let made = create(
        &harness,
        json!({ "Catalog": "Sandbox", "Account": {
            "CompanyName": "Quay and Sons", "WebsiteUrl": "https://quay.example.com",
            "Industry": "Agriculture", "OtherIndustry": "Nets",
            "Address": { "CountryCode": "SE" },
        } }),
    )
    .await;
    assert_eq!(made["Status"], "PENDING", "however fast the match is");
    harness.wait_until_idle().await;
    let known = read(&harness, &made).await;
    assert_eq!(known["EnrichmentStatus"], "ENRICHED");
    let customer = &known["AwsEnrichment"]["Customer"];
    for (member, value) in [
        ("AccountName", "Quay and Sons"),
        ("Industry", "Agriculture"),
        ("SubIndustry", "Nets"),
        ("Country", "SE"),
        ("Geo", "EMEA"),
        ("Region", "Europe"),
        ("CustomerAccountPlanningQualification", "Qualified"),
    ] {
        assert_eq!(customer[member], value, "{member}");
    }
    assert_eq!(customer["EligiblePrograms"], json!([]));
    let insights = &known["AwsEnrichment"]["Insights"];
    assert_eq!(insights["SolutionScore"], "Medium");
    assert_eq!(insights["SolutionCategory"], "General");
    assert_ne!(known["LastModifiedDate"], known["CreatedDate"]);
    harness.wait_until_idle().await;
    assert_eq!(read(&harness, &made).await, known, "it is matched once");
}

#[tokio::test]
async fn a_domain_that_nobody_has_is_not_found() {
    let harness = Harness::new().await;
    let mut by_site = new("Reef");
    by_site["Account"]["WebsiteUrl"] = json!("https://www.reef.invalid/about");
    for body in [of_domain("Quay", "quay.INVALID"), by_site] {
        let made = create(&harness, body).await;
        harness.wait_until_idle().await;
        let known = read(&harness, &made).await;
        assert_eq!(known["EnrichmentStatus"], "NO_MATCH_FOUND");
        for absent in ["AwsEnrichment", "ReasonCode", "Message"] {
            assert_eq!(known[absent], Value::Null, "{absent}");
        }
    }
}

#[tokio::test]
async fn the_first_account_of_a_customer_has_it_and_the_others_name_it() {
    let harness = Harness::new().await;
    let mut made = Vec::new();
    for (company, domain) in [
        ("Quay", "quay.example.com"),
        ("The Quay", "www.quay.example.com"),
        ("Pier", "pier.example.com"),
    ] {
        made.push(create(&harness, of_domain(company, domain)).await);
    }
    harness.wait_until_idle().await;
    let first = read(&harness, &made[0]).await;
    assert_eq!(first["EnrichmentStatus"], "ENRICHED");
    let second = read(&harness, &made[1]).await;
    assert_eq!(second["EnrichmentStatus"], "ACTION_REQUIRED");
    assert_eq!(second["ReasonCode"], "DUPLICATE_CUSTOMER_MATCH");
    assert_eq!(second["ExistingCustomerAccountArn"], made[0]["Arn"]);
    let message = second["Message"].as_str().expect("a message");
    assert!(message.contains(made[0]["Arn"].as_str().expect("an ARN")));
    let third = read(&harness, &made[2]).await;
    assert_eq!(third["EnrichmentStatus"], "ENRICHED");

    // It stays a duplicate until it is updated; then the key is free.
    harness.ok("DeleteCustomerAccount", named(&made[0])).await;
    harness.wait_until_idle().await;
    assert_eq!(read(&harness, &made[1]).await, second);
    let mut again = update(&second, "The Quay");
    again["Account"]["Domain"] = json!("quay.example.com");
    let pending = updated(&harness, again).await.expect("it is updated");
    assert_eq!(pending["Status"], "PENDING");
    harness.wait_until_idle().await;
    let known = read(&harness, &made[1]).await;
    assert_eq!(known["EnrichmentStatus"], "ENRICHED");
    for absent in ["ReasonCode", "Message", "ExistingCustomerAccountArn"] {
        assert_eq!(known[absent], Value::Null, "{absent}");
    }
}

#[tokio::test]
async fn a_fault_rule_ends_a_match_and_an_update_tries_again() {
    let harness = Harness::new().await;
    rule(&harness, "match.run=error:PROCESSING_ERROR;count=1");
    let made = create(&harness, new("Quay")).await;
    harness.wait_until_idle().await;
    let known = read(&harness, &made).await;
    assert_eq!(known["EnrichmentStatus"], "ACTION_REQUIRED");
    assert_eq!(known["ReasonCode"], "PROCESSING_ERROR");
    assert_eq!(
        known["Message"],
        "The account could not be matched. Update it to try again."
    );
    updated(&harness, update(&known, "Quay"))
        .await
        .expect("it is updated");
    harness.wait_until_idle().await;
    let known = read(&harness, &made).await;
    assert_eq!(known["EnrichmentStatus"], "ENRICHED");
    assert_eq!(known["ReasonCode"], Value::Null);
}

#[tokio::test]
async fn a_match_whose_transaction_is_lost_is_made_again() {
    let harness = Harness::new().await;
    rule(&harness, "match.run=drop;count=1");
    let made = create(&harness, new("Quay")).await;
    for _ in 0..2 {
        // The first round may be the one that is lost.
        let _ = harness.service.engine().advance(Duration::ZERO).await;
    }
    let known = read(&harness, &made).await;
    assert_eq!(known["EnrichmentStatus"], "ENRICHED");
}

#[tokio::test]
async fn a_match_is_held_back_and_an_update_prepared_before_it_conflicts() {
    let settings = Settings {
        match_delay: Duration::from_mins(1),
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let made = create(&harness, new("Quay")).await;
    harness.wait_until_idle().await;
    let known = read(&harness, &made).await;
    assert_eq!(known["EnrichmentStatus"], "PENDING");
    let advanced = harness
        .service
        .engine()
        .advance(Duration::from_mins(1))
        .await;
    advanced.expect("the store lives");
    let matched = read(&harness, &made).await;
    assert_eq!(matched["EnrichmentStatus"], "ENRICHED");
    let refused = updated(&harness, update(&known, "Quay")).await;
    assert_eq!(refused.expect_err("it is stale").name, "ConflictException");
}

#[tokio::test]
async fn an_account_that_is_updated_while_pending_is_matched_by_what_it_says_then() {
    let settings = Settings {
        match_delay: Duration::from_mins(1),
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let made = create(&harness, of_domain("Quay", "quay.invalid")).await;
    let known = read(&harness, &made).await;
    updated(&harness, update(&known, "Pier"))
        .await
        .expect("it is updated");
    let advanced = harness
        .service
        .engine()
        .advance(Duration::from_mins(1))
        .await;
    advanced.expect("the store lives");
    let known = read(&harness, &made).await;
    assert_eq!(known["EnrichmentStatus"], "ENRICHED");
    assert_eq!(known["AwsEnrichment"]["Customer"]["AccountName"], "Pier");
}

/// What a program leaves pending when it ends, the next one matches; of two programs on one store
/// each account is matched by one.
#[tokio::test(flavor = "multi_thread")]
async fn a_pending_account_is_matched_once_by_whoever_comes_next() {
    let settings = Settings {
        match_delay: Duration::from_mins(1),
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings.clone(), World::frozen(NOW, 7)).await;
    let made = create(&harness, new("Quay")).await;
    let later = World::frozen(NOW + 60_000, 8);
    let options = Options::default();
    let next = Service::start(harness.store.clone(), later, settings, options).await;
    let next = next.expect("another program starts");
    for _ in 0..2 {
        let advanced = next.engine().advance(Duration::ZERO).await;
        advanced.expect("the store lives");
        let advanced = harness
            .service
            .engine()
            .advance(Duration::from_mins(1))
            .await;
        advanced.expect("the store lives");
    }
    let revision: Result<_, cosell_store::Error> = harness
        .store
        .read(made["Id"].clone(), async |tx, id| {
            let id = id.as_str().unwrap_or_default();
            let found = cosell_store::table::customer_account::find(tx, PARTNER, "Sandbox", id);
            Ok(found.await?.map(|row| row.revision))
        })
        .await;
    assert_eq!(revision.expect("the store lives"), Some(2));
    assert_eq!(read(&harness, &made).await["EnrichmentStatus"], "ENRICHED");
}
