//! Quotas: the rates of an account's calls, and the number of its stored records.

use std::time::Duration;

use crate::common::{Harness, NOW, PARTNER, Refused, STRANGER, association, opportunity};
use cosell_domain::Settings;
use cosell_domain::quota::{Limit, Quotas, Rate};
use cosell_domain::settings::StoredLimits;
use cosell_world::World;
use serde_json::{Value, json};

async fn limited(quotas: Quotas) -> Harness {
    let settings = Settings {
        quotas,
        ..Settings::default()
    };
    Harness::with_settings(settings, World::frozen(NOW, 7)).await
}

fn sandbox() -> Value {
    json!({ "Catalog": "Sandbox" })
}

async fn read(harness: &Harness, account: &str) -> Result<Value, Refused> {
    harness.call(account, "ListSolutions", sandbox()).await
}

#[tokio::test]
async fn the_eleventh_read_in_a_second_is_throttled_for_its_account_only() {
    let harness = limited(Quotas::aws()).await;
    for _ in 0..10 {
        read(&harness, PARTNER).await.expect("one of ten");
    }
    let refused = read(&harness, PARTNER).await.expect_err("the eleventh");
    assert_eq!(refused.name, "ThrottlingException");
    assert!(refused.message().contains("read"), "{refused:?}");
    // Another operation of the same class counts as one of the ten, one of another class does not.
    let get = json!({ "Catalog": "Sandbox", "Identifier": "O0000001" });
    let refused = harness.refused("GetOpportunity", get.clone()).await;
    assert_eq!(
        refused.name, "ThrottlingException",
        "throttling precedes the lookup"
    );
    harness.ok("ListEngagements", sandbox()).await;
    harness.opportunity().await;
    read(&harness, STRANGER).await.expect("another account");

    let advanced = harness.service.engine().advance(Duration::from_millis(100));
    advanced.await.expect("the clock advances");
    read(&harness, PARTNER)
        .await
        .expect("a tenth of a second later");
    read(&harness, PARTNER).await.expect_err("and no more");
    let advanced = harness.service.engine().advance(Duration::from_secs(1));
    advanced.await.expect("the clock advances");
    let refused = harness.refused("GetOpportunity", get).await;
    assert_eq!(refused.name, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_throttled_call_uses_no_client_token_and_an_invalid_call_no_quota() {
    let harness = limited(Quotas::aws()).await;
    let mut input = opportunity();
    input["Catalog"] = json!("Elsewhere");
    let refused = harness.refused("CreateOpportunity", input.clone()).await;
    assert_eq!(refused.name, "ValidationException");
    harness.opportunity().await;

    input["Catalog"] = json!("Sandbox");
    let refused = harness.refused("CreateOpportunity", input.clone()).await;
    assert_eq!(refused.name, "ThrottlingException");
    let advanced = harness.service.engine().advance(Duration::from_secs(1));
    advanced.await.expect("the clock advances");
    let created = harness.ok("CreateOpportunity", input.clone()).await;
    let advanced = harness.service.engine().advance(Duration::from_secs(1));
    advanced.await.expect("the clock advances");
    assert_eq!(harness.ok("CreateOpportunity", input).await, created);
}

#[tokio::test]
async fn the_steps_of_a_task_do_not_count_as_calls_of_the_account() {
    let limit = |rate| Limit {
        rate: Rate::new(rate, 1),
        daily: None,
    };
    let mut quotas = Quotas::off();
    for class in ["read", "write", "engagement_write"] {
        quotas.limit(class, limit(1.0)).expect("a class");
    }
    let harness = limited(quotas).await;
    let id = harness.opportunity().await;
    let pause = || harness.service.engine().advance(Duration::from_secs(1));
    pause().await.expect("the clock advances");
    harness.associate(&id, "Solutions", "S-1234567").await;
    pause().await.expect("the clock advances");
    let task = harness
        .ok(
            "StartEngagementFromOpportunityTask",
            json!({
                "Catalog": "Sandbox",
                "ClientToken": "start",
                "Identifier": id,
                "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
            }),
        )
        .await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    let usage = harness.service.throttle().usage(None, "", 10, NOW + 2_000);
    let left: Vec<_> = usage
        .iter()
        .map(|usage| (&*usage.account, &*usage.class, usage.available))
        .collect();
    let unused = |class| (PARTNER, class, Some(1));
    assert_eq!(
        left,
        [
            unused("read"),
            (PARTNER, "write", Some(0)),
            unused("engagement_write")
        ]
    );
}

#[tokio::test]
async fn no_call_is_throttled_without_configured_quotas() {
    let harness = Harness::new().await;
    for _ in 0..50 {
        read(&harness, PARTNER).await.expect("no quota applies");
    }
    assert_eq!(harness.service.throttle().usage(None, "", 10, NOW), []);
}

#[tokio::test]
async fn stored_limits_are_those_that_the_operator_sets() {
    let settings = Settings {
        stored: StoredLimits {
            engagement_members: 2,
            engagement_contexts: 1,
            aws_products: 1,
            ..StoredLimits::default()
        },
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let id = harness.opportunity().await;
    harness
        .associate(&id, "AwsProducts", "AmazonEC2Linux")
        .await;
    let input = association(&id, "AwsProducts", "AmazonS3");
    let refused = harness.refused("AssociateOpportunity", input).await;
    let finding = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(
        refused.findings(),
        [finding("relatedEntityIdentifier", "TOO_MANY_VALUES")]
    );

    let context = json!({
        "Type": "CustomerProject",
        "Payload": { "CustomerProject": { "Project": {
            "Title": "Berths", "BusinessProblem": "Ships wait at the berth for days.",
            "TargetCompletionDate": "2030-01-01",
        } } },
    });
    let engagement = |contexts: Vec<Value>, token: &str| {
        json!({
            "Catalog": "Sandbox", "ClientToken": token, "Title": "Berths",
            "Description": "Planning", "Contexts": contexts,
        })
    };
    let two = engagement(vec![context.clone(), context.clone()], "two");
    let refused = harness.refused("CreateEngagement", two).await;
    assert_eq!(refused.name, "ServiceQuotaExceededException");
    let one = engagement(vec![context.clone()], "one");
    let made = harness.ok("CreateEngagement", one).await;
    let mut more = context;
    more["Catalog"] = json!("Sandbox");
    more["ClientToken"] = json!("more");
    more["EngagementIdentifier"] = made["Id"].clone();
    let refused = harness.refused("CreateEngagementContext", more).await;
    assert_eq!(refused.name, "ServiceQuotaExceededException");
    assert!(refused.message().contains("1 contexts"), "{refused:?}");
}
