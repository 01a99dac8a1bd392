//! Events leave the outbox once somebody is to be told: each is claimed by one, and stays until its
//! receiver has it.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::common::{Harness, NOW, PARTNER};
use cosell_domain::Settings;
use cosell_domain::outbox::{Claimed, Outbox, Outcome};
use cosell_store::table::event::{self, Event};
use cosell_world::World;
use serde_json::Value;

/// Longer than any test.
const LONG: Duration = Duration::from_hours(1);

/// A service whose events are to be sent. Its clock stands still, which sending does not.
async fn sending() -> (Harness, Outbox) {
    let settings = Settings {
        events_sent: true,
        ..Settings::default()
    };
    let harness = Harness::with(settings, World::frozen(NOW, 7)).await;
    let outbox = Outbox::of(&harness.service);
    (harness, outbox)
}

async fn claim(outbox: &Outbox, time: Duration) -> Vec<Claimed> {
    outbox.claim(100, time).await.expect("a claim")
}

async fn settle(outbox: &Outbox, claimed: Vec<Claimed>, outcome: Outcome) {
    let outcomes = claimed.into_iter().map(|event| (event, outcome));
    let settled = outbox.record(outcomes.collect()).await;
    settled.expect("the store lives");
}

fn ids(claimed: &[Claimed]) -> BTreeSet<String> {
    claimed.iter().map(Claimed::id).collect()
}

#[tokio::test]
async fn without_an_event_target_no_event_is_due() {
    let harness = Harness::new().await;
    harness.opportunity().await;
    let outbox = Outbox::of(&harness.service);
    assert_eq!(outbox.next().await.expect("a look"), None);
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
    settle(&outbox, mine, Outcome::Returned).await;
    let again = claim(&outbox, LONG).await;
    assert_eq!(ids(&again), known);
    settle(&outbox, again, Outcome::Sent).await;
    assert_eq!(outbox.next().await.expect("a look"), None);
}

#[tokio::test]
async fn a_failed_delivery_is_retried_with_the_same_event_id() {
    let (harness, outbox) = sending().await;
    harness.opportunity().await;
    let first = claim(&outbox, LONG).await;
    let known = ids(&first);
    settle(&outbox, first, Outcome::Failed).await;
    loop {
        let again = claim(&outbox, LONG).await;
        if !again.is_empty() {
            assert_eq!(ids(&again), known);
            break;
        }
        let (wait, _) = outbox.next().await.expect("a look").expect("it is pending");
        assert!(wait <= Duration::from_millis(200), "{wait:?}");
        harness.service.world().sleep(wait).await;
    }
}

/// A node that stood still while its claim ran out comes back to events that are another's.
#[tokio::test]
async fn an_expired_claim_cannot_take_an_event_from_a_new_claim_but_can_mark_it_sent() {
    let (harness, outbox) = sending().await;
    harness.opportunity().await;
    let late = claim(&outbox, Duration::ZERO).await;
    let other = claim(&outbox, LONG).await;
    assert_eq!(ids(&late), ids(&other));
    for outcome in [Outcome::Returned, Outcome::Failed] {
        settle(&outbox, late.clone(), outcome).await;
        let (wait, _) = outbox.next().await.expect("a look").expect("it is pending");
        assert!(wait > LONG / 2, "{wait:?} behind {outcome:?}");
    }
    settle(&outbox, late, Outcome::Sent).await;
    settle(&outbox, other, Outcome::Failed).await;
    assert_eq!(outbox.next().await.expect("a look"), None);
}

#[tokio::test]
async fn a_restart_does_not_wait_for_the_claims_of_the_ended_process() {
    let (harness, outbox) = sending().await;
    harness.opportunity().await;
    let lost = claim(&outbox, LONG).await;
    outbox.begin().await.expect("the store lives");
    assert_eq!(ids(&claim(&outbox, LONG).await), ids(&lost));
}

/// Ids hold a millisecond and chance, so transactions commit in another order than their events
/// sort.
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
        settle(&outbox, claimed, Outcome::Sent).await;
    }
}
