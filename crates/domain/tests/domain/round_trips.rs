//! How often a call waits for PostgreSQL.
//!
//! The counts do not depend on how busy the machine is: one that rises is a change for the worse.

use cosell_domain::Settings;
use cosell_world::World;
use serde_json::json;

use crate::common::stores::on_postgres;
use crate::common::{Harness, NOW, opportunity};

/// The most round trips of the transaction of `CreateOpportunity`: its token, and all writes with
/// the commit.
const CREATE: u64 = 2;

/// The most round trips of the transactions of a task that turns an opportunity into an engagement,
/// that of its start included.
const TASK: u64 = 4;

async fn counted(harness: &Harness, call: impl AsyncFnOnce()) -> u64 {
    harness.wait_until_idle().await;
    let before = harness.store.counts();
    call().await;
    let after = harness.store.counts();
    println!("{} transactions", after.commits - before.commits);
    after.round_trips - before.round_trips
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_wait_for_few_answers_of_a_database() {
    let Some(location) = on_postgres() else {
        eprintln!("left out: COSELL_TEST_POSTGRES names no server");
        return;
    };
    let world = World::frozen(NOW, 7);
    let harness = Harness::at_location(&location, Settings::default(), world).await;
    let create = async |token: &str| {
        let mut input = opportunity();
        input["ClientToken"] = json!(token);
        let made = harness.ok("CreateOpportunity", input).await;
        made["Id"].as_str().expect("an id").to_owned()
    };
    let id = create("first").await;
    harness.associate(&id, "Solutions", "S-1234567").await;
    let waited = counted(&harness, async || _ = create("second").await).await;
    println!("CreateOpportunity: {waited} round trips");
    assert!(waited <= CREATE, "CreateOpportunity: {waited} round trips");
    let start = async || {
        let submission = json!({ "InvolvementType": "Co-Sell", "Visibility": "Full" });
        let input = json!({
            "Catalog": "Sandbox", "ClientToken": "start", "Identifier": id,
            "AwsSubmission": submission,
        });
        let task = harness
            .ok("StartEngagementFromOpportunityTask", input)
            .await;
        assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    };
    let waited = counted(&harness, start).await;
    println!("StartEngagementFromOpportunityTask: {waited} round trips");
    assert!(waited <= TASK, "a task: {waited} round trips");
}
