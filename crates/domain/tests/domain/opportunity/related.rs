//! The related opportunity, which a renewal or an expansion has and net new business has not.

use cosell_store::{Error, Value as Parameter};
use serde_json::{Value, json};

use super::published::sent_back;
use crate::common::{Harness, opportunity, update};

fn of_type(kind: &str, related: &str) -> Value {
    let mut input = opportunity();
    input["ClientToken"] = json!(format!("{kind} of {related}"));
    input["OpportunityType"] = json!(kind);
    input["Project"]["RelatedOpportunityIdentifier"] = json!(related);
    input
}

fn related(known: &Value) -> &Value {
    &known["Project"]["RelatedOpportunityIdentifier"]
}

async fn created(harness: &Harness, input: Value) -> Value {
    let created = harness.ok("CreateOpportunity", input).await;
    harness.get(created["Id"].as_str().expect("an id")).await
}

#[tokio::test]
async fn net_new_business_has_no_related_opportunity_whatever_a_request_says() {
    let harness = Harness::new().await;
    let parent = harness.opportunity().await;
    for named in [&parent, "O404"] {
        let new = created(&harness, of_type("Net New Business", named)).await;
        assert_eq!(related(&new), &Value::Null);
    }
    let unknown = of_type("Expansion", "O404");
    let refused = harness.refused("CreateOpportunity", unknown).await;
    assert_eq!(refused.rules, ["opportunity.related-opportunity.exists"]);
    for kind in ["Expansion", "Flat Renewal"] {
        let mut known = created(&harness, of_type(kind, &parent)).await;
        let id = known["Id"].as_str().expect("an id").to_owned();
        assert_eq!(related(&known), &json!(parent), "{kind}");
        for (kind, expected) in [
            ("Net New Business", Value::Null),
            (kind, json!(parent)),
            ("Net New Business", Value::Null),
        ] {
            known["OpportunityType"] = json!(kind);
            known["Project"]["RelatedOpportunityIdentifier"] = json!(parent);
            harness.ok("UpdateOpportunity", update(&known)).await;
            known = harness.get(&id).await;
            assert_eq!(related(&known), &expected, "{kind}");
        }
    }
}

/// It is locked while AWS waits for corrections, and an update sends back what was read.
#[tokio::test]
async fn one_that_an_older_version_stored_does_not_lock_an_opportunity() {
    let harness = Harness::new().await;
    let id = sent_back(&harness).await;
    let stored = harness.store.write(id.clone(), async |tx, id| {
        tx.of_store();
        let text = "SELECT document FROM opportunity WHERE id = $1";
        let row = tx.query_one(text, &[id.into()]).await?;
        let text = row.expect("it is stored").text(0)?;
        let none = "\"RelatedOpportunityIdentifier\":null";
        assert!(text.contains(none), "{text}");
        let text = text.replace(none, "\"RelatedOpportunityIdentifier\":\"O404\"");
        let values = [Parameter::document(&text), id.into()];
        let update = "UPDATE opportunity SET document = $1 WHERE id = $2";
        tx.execute(update, &values).await.map(drop)
    });
    let stored: Result<(), Error> = stored.await;
    stored.expect("the store works");
    let known = harness.get(&id).await;
    assert_eq!(related(&known), "O404");
    harness.ok("UpdateOpportunity", update(&known)).await;
    assert_eq!(related(&harness.get(&id).await), &Value::Null);
}
