//! The outbox holds the events for an event target. One sender at a time claims an event, and it
//! stays in the outbox until it is delivered.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::common::{Harness, NOW, PARTNER};
use cosell_domain::Settings;
use cosell_domain::outbox::{Claimed, Outbox, Outcome};
use cosell_store::table::event::{self, Event};
use cosell_world::World;
use serde_json::Value;

/// A claim that does not expire within a test.
const LONG: Duration = Duration::from_hours(1);

/// A service with an event target. Its clock is frozen; delivery runs in real time.
async fn sending() -> (Harness, Outbox) {
    let settings = Settings {
        events_sent: true,
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let outbox = Outbox::of(&harness.service);
    (harness, outbox)
}

async fn claim(outbox: &Outbox, time: Duration) -> Vec<Claimed> {
    outbox.claim(100, time).await.expect("a claim")
}

async fn record(outbox: &Outbox, claimed: Vec<Claimed>, outcome: Outcome) {
    let outcomes = claimed.into_iter().map(|event| (event, outcome));
    let settled = outbox.record(outcomes.collect()).await;
    settled.expect("the store works");
}

fn ids(claimed: &[Claimed]) -> BTreeSet<String> {
    claimed.iter().map(Claimed::id).collect()
}

#[tokio::test]
async fn without_an_event_target_no_event_is_due() {
    let harness = Harness::new().await;
    harness.opportunity().await;
    let outbox = Outbox::of(&harness.service);
    assert_eq!(outbox.next().await.expect("the outbox is read"), None);
    assert!(claim(&outbox, LONG).await.is_empty());
}

#[tokio::test]
async fn an_event_is_due_once_its_change_is_committed_and_has_the_event_bridge_format() {
    let (harness, outbox) = sending().await;
    let id = harness.opportunity().await;
    outbox.news().await;
    let claimed = claim(&outbox, LONG).await;
    assert_eq!(claimed.len(), 1, "{claimed:?}");
    assert_eq!(
        (claimed[0].account(), claimed[0].catalog()),
        (PARTNER, "Sandbox")
    );
    let body = claimed[0].body.as_deref().expect("it can be read");
    let body: Value = serde_json::from_slice(body).expect("JSON");
    assert_eq!(body["detail-type"], "Opportunity Created");
    assert_eq!(body["detail"]["opportunity"]["identifier"], id.as_str());
    assert_eq!(body["account"], PARTNER);
    assert_eq!(body["id"], claimed[0].id());
    assert_eq!(body["time"], "2026-11-22T18:32:24Z");
}

#[tokio::test]
async fn a_claimed_event_cannot_be_claimed_again_until_it_is_returned() {
    let (harness, outbox) = sending().await;
    for _ in 0..3 {
        harness.opportunity().await;
    }
    let mine = claim(&outbox, LONG).await;
    assert_eq!(mine.len(), 3);
    assert!(claim(&outbox, LONG).await.is_empty());
    let known = ids(&mine);
    record(&outbox, mine, Outcome::Returned).await;
    let again = claim(&outbox, LONG).await;
    assert_eq!(ids(&again), known);
    record(&outbox, again, Outcome::Sent).await;
    assert_eq!(outbox.next().await.expect("the outbox is read"), None);
}

#[tokio::test]
async fn a_failed_delivery_is_retried_with_the_same_event_id() {
    let (harness, outbox) = sending().await;
    harness.opportunity().await;
    let first = claim(&outbox, LONG).await;
    let known = ids(&first);
    record(&outbox, first, Outcome::Failed).await;
    loop {
        let again = claim(&outbox, LONG).await;
        if !again.is_empty() {
            assert_eq!(ids(&again), known);
            break;
        }
        let (wait, _) = outbox
            .next()
            .await
            .expect("the outbox is read")
            .expect("it is pending");
        assert!(wait <= Duration::from_millis(200), "{wait:?}");
        harness.service.world().sleep(wait).await;
    }
}

/// A node that was paused until its claim expired finds its events claimed by another node.
#[tokio::test]
async fn an_expired_claim_cannot_take_an_event_from_a_new_claim_but_can_mark_it_sent() {
    let (harness, outbox) = sending().await;
    harness.opportunity().await;
    let late = claim(&outbox, Duration::ZERO).await;
    let other = claim(&outbox, LONG).await;
    assert_eq!(ids(&late), ids(&other));
    for outcome in [Outcome::Returned, Outcome::Failed] {
        record(&outbox, late.clone(), outcome).await;
        let (wait, _) = outbox
            .next()
            .await
            .expect("the outbox is read")
            .expect("it is pending");
        assert!(wait > LONG / 2, "{wait:?} after {outcome:?}");
    }
    record(&outbox, late, Outcome::Sent).await;
    record(&outbox, other, Outcome::Failed).await;
    assert_eq!(outbox.next().await.expect("the outbox is read"), None);
}

#[tokio::test]
async fn a_restart_does_not_wait_for_the_claims_of_the_ended_process() {
    let (harness, outbox) = sending().await;
    harness.opportunity().await;
    let lost = claim(&outbox, LONG).await;
    outbox.begin().await.expect("the store works");
    assert_eq!(ids(&claim(&outbox, LONG).await), ids(&lost));
}

/// An event id consists of a millisecond and random bits, so transactions may commit in another
/// order than that of their event ids.
#[tokio::test]
async fn an_event_that_is_committed_late_is_not_skipped() {
    let (harness, outbox) = sending().await;
    for id in ["b", "a"] {
        let late = Event {
            id: id.to_owned(),
            account: PARTNER.to_owned(),
            catalog: "Sandbox".to_owned(),
            detail_type: "Opportunity Updated".to_owned(),
            created_at: 1,
            document: "{}".to_owned(),
        };
        let stored: Result<(), cosell_store::Error> = harness
            .store
            .write(late, async |tx, late| {
                event::insert(tx, late, Some(1)).await
            })
            .await;
        stored.expect("it is stored");
        let claimed = claim(&outbox, LONG).await;
        assert_eq!(claimed.len(), 1, "{id}");
        record(&outbox, claimed, Outcome::Sent).await;
    }
}
