//! What an update may make of an approved opportunity that AWS only sees.

use serde_json::{Value, json};

use crate::common::{Harness, opportunity, update};

/// An approved opportunity for visibility only, of a government.
async fn visible(harness: &Harness, visibility: &str) -> String {
    let mut input = opportunity();
    input["Customer"]["Account"]["Industry"] = json!("Government");
    input["PrimaryNeedsFromAws"] = Value::Null;
    let made = harness.ok("CreateOpportunity", input).await;
    let id = made["Id"].as_str().expect("an id").to_owned();
    let start = json!({
        "Catalog": "Sandbox", "ClientToken": "start", "Identifier": id,
        "AwsSubmission": {
            "InvolvementType": "For Visibility Only", "Visibility": visibility,
        },
    });
    let task = harness
        .ok("StartEngagementFromOpportunityTask", start)
        .await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    let mut review = update(&harness.get(&id).await);
    review["LifeCycle"]["ReviewStatus"] = json!("Approved");
    harness.ok("UpdateOpportunity", review).await;
    id
}

async fn with(harness: &Harness, id: &str, changes: &[(&str, Value)]) -> Value {
    let mut input = update(&harness.get(id).await);
    for (member, value) in changes {
        input[*member] = value.clone();
    }
    input
}

fn locked(field: &str) -> (String, String) {
    (field.to_owned(), "ACTION_NOT_PERMITTED".to_owned())
}

/// AWS sees neither a co-sell nor an opportunity of national security in part, so an update cannot
/// make what a submission refuses.
#[tokio::test]
async fn one_of_limited_visibility_becomes_neither_a_co_sell_nor_one_of_national_security() {
    let co_sell = ("PrimaryNeedsFromAws", json!(["Co-Sell - Deal Support"]));
    let secret = ("NationalSecurity", json!("Yes"));
    let harness = Harness::new().await;
    let id = visible(&harness, "Limited").await;
    let input = with(&harness, &id, std::slice::from_ref(&co_sell)).await;
    let refused = harness.refused("UpdateOpportunity", input).await;
    assert_eq!(refused.findings(), [locked("primaryNeedsFromAws")]);
    assert_eq!(refused.rules, ["opportunity.submit.co-sell-limited"]);
    let input = with(&harness, &id, &[co_sell.clone(), secret.clone()]).await;
    let refused = harness.refused("UpdateOpportunity", input).await;
    let both = [locked("primaryNeedsFromAws"), locked("nationalSecurity")];
    assert_eq!(refused.findings(), both);
    let other = ("NationalSecurity", json!("No"));
    let input = with(&harness, &id, &[other]).await;
    harness.ok("UpdateOpportunity", input).await;

    let harness = Harness::new().await;
    let id = visible(&harness, "Full").await;
    let input = with(&harness, &id, &[co_sell, secret]).await;
    harness.ok("UpdateOpportunity", input).await;
}

#[tokio::test]
async fn the_needs_of_an_approved_opportunity_change_to_a_co_sell_and_are_not_cleared() {
    let harness = Harness::new().await;
    let id = visible(&harness, "Full").await;
    let none = json!(["Do Not Need Support from AWS Sales Rep"]);
    assert_eq!(harness.get(&id).await["PrimaryNeedsFromAws"], none);
    let needs = async |value: Value| with(&harness, &id, &[("PrimaryNeedsFromAws", value)]).await;
    let co_sell = json!(["Co-Sell - Deal Support"]);
    for cleared in [Value::Null, json!([])] {
        let input = needs(cleared).await;
        let refused = harness.refused("UpdateOpportunity", input).await;
        assert_eq!(refused.findings(), [locked("primaryNeedsFromAws")]);
        assert_eq!(refused.rules, ["opportunity.edit.needs-stay-co-sell"]);
    }
    for allowed in [none.clone(), co_sell] {
        let input = needs(allowed).await;
        harness.ok("UpdateOpportunity", input).await;
    }
    for withdrawn in [Value::Null, none] {
        let input = needs(withdrawn).await;
        let refused = harness.refused("UpdateOpportunity", input).await;
        assert_eq!(refused.findings(), [locked("primaryNeedsFromAws")]);
    }
}
