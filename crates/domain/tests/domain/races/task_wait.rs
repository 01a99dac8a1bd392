//! A request waits for its task for as long as `task_wait` says, whatever the task waits for.

use std::sync::Arc;
use std::time::Duration;

use cosell_domain::Settings;
use cosell_engine::Options;
use cosell_store::Error;
use cosell_store::table::opportunity;
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::{Act, Arena, carry_out};
use crate::common::PARTNER;

/// The opportunity's lock is held until the task is stored. A request that waited for the lock
/// before it stores the task would wait for as long as the database lets it.
#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_stored_while_another_transaction_has_its_opportunity_locked() {
    let Some(arena) = Arena::open(&Settings::default(), &Options::default()).await else {
        return;
    };
    let [side, _] = &arena.sides;
    let id = side.harness.opportunity().await;
    side.harness.associate(&id, "Solutions", "S-1234567").await;

    let (locked, released) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let input = (id.clone(), Arc::clone(&locked), Arc::clone(&released));
    let store = arena.store.clone();
    let holder = tokio::spawn(async move {
        let held = store.write(input, async |tx, (id, locked, released)| {
            let key = (id.clone(), PARTNER.to_owned());
            opportunity::lock_all(tx, &[key]).await?;
            locked.notify_one();
            released.notified().await;
            Ok::<_, Error>(())
        });
        held.await
    });
    locked.notified().await;

    let input = json!({
        "ClientToken": "locked", "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let act = Act::Call(PARTNER, "StartEngagementFromOpportunityTask", input);
    let harness = Arc::clone(&side.harness);
    let call = tokio::spawn(async move { carry_out(&harness, act).await });
    let stored = async || {
        let list = json!({ "Catalog": "Sandbox", "OpportunityIdentifier": [id] });
        let listed = "ListEngagementFromOpportunityTasks";
        let listed = side.harness.ok(listed, list).await;
        listed["TaskSummaries"] != json!([])
    };
    loop {
        // The task's runner waits for the lock, but it cannot before the task is stored.
        let waits = arena.waits_for_lock(side).await;
        if stored().await {
            break;
        }
        assert!(!waits, "the request waits for the lock");
        cosell_world::machine::sleep(Duration::from_millis(1)).await;
    }
    released.notify_one();
    holder.await.expect("no panic").expect("a transaction");
    let answer: Value = call.await.expect("no panic").expect("an answer");
    assert_eq!(answer["TaskStatus"], "COMPLETE", "{answer:#}");
}
