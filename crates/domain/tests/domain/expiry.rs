//! What expires or is pruned when the clock advances and no request arrives.

use crate::common;
use std::time::Duration;

use crate::common::{Harness, opportunity};
use crate::engagement::hub::{ANNA, BERT, Hub, text};
use cosell_store::table::event;
use cosell_store::table::token::{self, Key};
use serde_json::json;

const DAY: Duration = Duration::from_hours(24);

/// Longer than the retention of an ended task.
const LONG: Duration = Duration::from_hours(91 * 24);

async fn advance(harness: &Harness, time: Duration) {
    let passed = harness.service.engine().advance(time).await;
    passed.expect("the store works");
}

/// The events of a detail type: the account and the time of each.
async fn events_of(harness: &Harness, detail_type: &str) -> Vec<(String, i64)> {
    let events: Result<_, cosell_store::Error> = harness
        .store
        .read((), async |tx, ()| event::list_after(tx, "", 1_000).await)
        .await;
    let mut found: Vec<_> = events
        .expect("events")
        .into_iter()
        .filter(|event| event.detail_type == detail_type)
        .map(|event| (event.account, event.created_at))
        .collect();
    found.sort();
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_expires_at_its_time_and_both_sides_get_one_event() {
    const EXPIRED: &str = "Engagement Invitation Expired";
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "Greenhouses").await;
    let mut invitation = common::invitation(&engagement, BERT);
    invitation["ClientToken"] = json!("invite");
    let sent = hub.ok(ANNA, "CreateEngagementInvitation", invitation).await;
    let asked = json!({ "Identifier": sent["Id"] });
    let found = hub.ok(BERT, "GetEngagementInvitation", asked.clone()).await;
    let expires: cosell_api::DateTime =
        serde_json::from_value(found["ExpirationDate"].clone()).expect("an instant");

    advance(&hub.0, 14 * DAY).await;
    assert_eq!(events_of(&hub.0, EXPIRED).await, []);
    advance(&hub.0, 30 * DAY).await;
    let at = expires.as_millis();
    let both = [(ANNA.to_owned(), at), (BERT.to_owned(), at)];
    assert_eq!(events_of(&hub.0, EXPIRED).await, both);
    let found = hub.ok(ANNA, "GetEngagementInvitation", asked.clone()).await;
    assert_eq!(text(&found["Status"]), "EXPIRED");
    let refused = hub.refused(BERT, "AcceptEngagementInvitation", asked).await;
    assert_eq!(refused, "ConflictException");
    advance(&hub.0, 30 * DAY).await;
    assert_eq!(events_of(&hub.0, EXPIRED).await, both);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_token_expires_after_a_day() {
    let harness = Harness::new().await;
    harness.ok("CreateOpportunity", opportunity()).await;
    let stored = async || {
        let found: Result<_, cosell_store::Error> = harness
            .store
            .read((), async |tx, ()| {
                let key = Key {
                    account: ANNA,
                    catalog: "Sandbox",
                    operation: "CreateOpportunity",
                    token: "create-harbour",
                };
                token::find(tx, key, 0).await
            })
            .await;
        found.expect("the store works").is_some()
    };
    advance(&harness, DAY).await;
    assert!(stored().await, "valid to the last millisecond");
    advance(&harness, Duration::from_millis(1)).await;
    assert!(!stored().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_task_is_pruned_after_its_retention_and_its_results_stay() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    let tasks = async || {
        let list = harness
            .ok(
                "ListEngagementFromOpportunityTasks",
                json!({ "Catalog": "Sandbox" }),
            )
            .await;
        list["TaskSummaries"].as_array().map_or(0, Vec::len)
    };
    advance(&harness, 89 * DAY).await;
    assert_eq!(tasks().await, 1);
    advance(&harness, LONG).await;
    assert_eq!(tasks().await, 0);
    assert_eq!(
        harness.get(&id).await["LifeCycle"]["ReviewStatus"],
        "Submitted"
    );
}
