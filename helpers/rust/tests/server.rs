//! The helper as a test uses it.

use std::time::Duration;

use cosell_testing::{Cosell, Decided, Decision};
use serde_json::{Value, json};

fn call(cosell: &Cosell, account: &str, operation: &str, body: &Value) -> Value {
    let credential = format!(
        "AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/partnercentral-selling/\
         aws4_request, SignedHeaders=host, Signature=0"
    );
    let mut answer = ureq::post(&cosell.url())
        .header("Authorization", credential)
        .header("Content-Type", "application/x-amz-json-1.0")
        .header(
            "X-Amz-Target",
            format!("AWSPartnerCentralSelling.{operation}"),
        )
        .send(body.to_string())
        .expect("an answer");
    let text = answer.body_mut().read_to_string().expect("a text");
    serde_json::from_str(&text).expect("JSON")
}

fn create(cosell: &Cosell, account: &str) -> String {
    let body = json!({
        "Catalog": "Sandbox",
        "ClientToken": "one",
        "Origin": "Partner Referral",
        "LifeCycle": { "Stage": "Prospect", "TargetCloseDate": "2040-12-31" },
    });
    let created = call(cosell, account, "CreateOpportunity", &body);
    created["Id"].as_str().expect("an id").to_owned()
}

#[test]
fn accounts_of_one_server_do_not_see_each_other() {
    let cosell = Cosell::start().expect("a server");
    let (one, other) = (cosell.account(), cosell.account());
    create(&cosell, &one);
    let list = json!({ "Catalog": "Sandbox" });
    let listed = |account: &str| {
        let listed = call(&cosell, account, "ListOpportunities", &list);
        listed["OpportunitySummaries"].as_array().map(Vec::len)
    };
    assert_eq!((listed(&one), listed(&other)), (Some(1), Some(0)));
}

#[test]
fn ids_repeat_under_a_seed() {
    let id = || {
        let world = cosell_world::World::frozen(1_790_000_000_000, 7);
        let cosell = Cosell::builder().with_world(world).start();
        create(&cosell.expect("a server"), "111111111111")
    };
    assert_eq!(id(), id());
}

#[tokio::test]
async fn a_test_moves_the_clock_and_plays_aws_in_its_own_runtime() {
    let cosell = Cosell::builder().with_seed(1).start().expect("a server");
    let before = cosell.world().now();
    let hanging = cosell.advance(Duration::from_hours(24)).await;
    assert!(
        hanging.expect("settled").is_empty(),
        "{}",
        cosell.report().await
    );
    assert!(cosell.world().now() - before >= 86_400_000);
    let id = create(&cosell, &cosell.account());
    let decided = cosell
        .review(&id, Decision::Approve)
        .await
        .expect("a store");
    assert!(
        matches!(decided, Decided::Refused(_)),
        "it was not submitted"
    );
}
