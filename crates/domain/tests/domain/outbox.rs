//! The outbox knows what each target still has to receive. One node at a time sends to a target,
//! and an event stays until it is received or an operator drops it.

use std::time::Duration;

use crate::common::{Harness, NOW, PARTNER};
use cosell_domain::Settings;
use cosell_domain::outbox::{Change, Outbox, Owned, Parkable};
use cosell_world::World;

/// A lease that does not expire within a test.
const LONG: Duration = Duration::from_hours(1);

const TARGET: &str = "default";

/// A service with a target. Its clock is frozen; delivery runs in real time.
async fn sending() -> (Harness, Outbox) {
    let harness = Harness::with_settings(Settings::default(), World::frozen(NOW, 7)).await;
    let outbox = Outbox::of(&harness.service);
    register(&outbox).await;
    (harness, outbox)
}

async fn register(outbox: &Outbox) {
    let registered = outbox.register(vec![TARGET.to_owned()]).await;
    registered.expect("the store works");
}

async fn acquire(outbox: &Outbox) -> Owned {
    let owned = outbox.acquire(TARGET, LONG).await.expect("the store works");
    owned.expect("nobody else has it")
}

async fn record(outbox: &Outbox, owned: &Owned, position: i64, changes: Vec<Change>) -> bool {
    let recorded = outbox.record(owned, position, LONG, changes).await;
    recorded.expect("the store works")
}

#[tokio::test]
async fn a_new_target_receives_what_is_stored_after_it() {
    let harness = Harness::new().await;
    harness.opportunity().await;
    let outbox = Outbox::of(&harness.service);
    register(&outbox).await;
    let owned = acquire(&outbox).await;
    assert!(
        outbox
            .after(owned.position, 9)
            .await
            .expect("a read")
            .is_empty()
    );
    let mut stored = outbox.stored();
    stored.mark_unchanged();
    harness.opportunity().await;
    stored.changed().await.expect("it is told");
    assert_eq!(
        outbox.after(owned.position, 9).await.expect("a read").len(),
        1
    );
}

#[tokio::test]
async fn an_event_is_there_once_its_change_is_committed_and_has_the_event_bridge_format() {
    let (harness, outbox) = sending().await;
    let id = harness.opportunity().await;
    let owned = acquire(&outbox).await;
    let events = outbox.after(owned.position, 9).await.expect("a read");
    assert_eq!(events.len(), 1, "{events:?}");
    let event = &events[0];
    assert_eq!((&*event.account, &*event.catalog), (PARTNER, "Sandbox"));
    assert_eq!((&event.resource, event.sequence), (&id, 1));
    let body = event.envelope.as_ref().expect("it can be read");
    assert_eq!(body["detail-type"], "Opportunity Created");
    assert_eq!(body["detail"]["opportunity"]["identifier"], id.as_str());
    assert_eq!(body["account"], PARTNER);
    assert_eq!(body["id"], event.id.as_str());
    assert_eq!(body["time"], "2026-11-22T18:32:24Z");
}

#[tokio::test]
async fn whoever_lost_a_target_records_nothing_any_more() {
    let (harness, outbox) = sending().await;
    harness.opportunity().await;
    let late = acquire(&outbox).await;
    let other = acquire(&outbox).await;
    assert!(!record(&outbox, &late, 1, Vec::new()).await);
    assert!(record(&outbox, &other, 1, Vec::new()).await);
    assert_eq!(acquire(&outbox).await.position, 1);
}

#[tokio::test]
async fn a_dead_letter_is_kept_until_it_is_sent_again_or_dropped() {
    let (harness, outbox) = sending().await;
    for _ in 0..2 {
        harness.opportunity().await;
    }
    let owned = acquire(&outbox).await;
    let events = outbox.after(owned.position, 9).await.expect("a read");
    let dead = |error: &str| {
        let dead = events.iter().map(|event| Change::Dead {
            event: Parkable::from(event),
            error: error.to_owned(),
        });
        dead.collect()
    };
    assert!(record(&outbox, &owned, 2, dead("no")).await);
    let lag = async || outbox.progress().await.expect("a read")[0].lag;
    assert_eq!(lag().await, Duration::ZERO, "dead letters count apart");
    let letters = outbox.dead_letters(TARGET, 0, 9).await.expect("a read");
    assert_eq!((letters.len(), &*letters[0].error), (2, "no"));
    assert_eq!(outbox.retry(TARGET, Some(1)).await.expect("a write"), 1);
    assert!(
        lag().await > Duration::ZERO,
        "it is due since it was stored"
    );
    let heads = outbox.heads(TARGET).await.expect("a read");
    assert_eq!((heads.len(), heads[0].0.position), (1, 1));
    assert_eq!(outbox.drop_dead(TARGET, None).await.expect("a write"), 1);
    let letters = outbox.dead_letters(TARGET, 0, 9).await.expect("a read");
    assert!(letters.is_empty(), "{letters:?}");
}

#[tokio::test]
async fn old_events_are_deleted_once_every_target_has_passed_them() {
    let (harness, outbox) = sending().await;
    for _ in 0..3 {
        harness.opportunity().await;
    }
    let owned = acquire(&outbox).await;
    let events = outbox.after(owned.position, 9).await.expect("a read");
    let parked = Change::Waits {
        event: Parkable::from(&events[0]),
        after: LONG,
        error: "no".to_owned(),
    };
    assert!(record(&outbox, &owned, 2, vec![parked]).await);
    harness
        .service
        .world()
        .sleep(Duration::from_millis(5))
        .await;
    let prune = async |retention| {
        let targets = vec![TARGET.to_owned()];
        let pruned = outbox.prune(0, retention, targets, 100).await;
        pruned.expect("a write");
        outbox.after(0, 9).await.expect("a read").len()
    };
    assert_eq!(prune(LONG).await, 3, "none is old");
    assert_eq!(
        prune(Duration::ZERO).await,
        2,
        "one is parked, and one not passed"
    );
}

#[tokio::test]
async fn a_replay_is_a_cursor_beside_that_of_its_target() {
    let (harness, outbox) = sending().await;
    for _ in 0..3 {
        harness.opportunity().await;
    }
    assert_eq!(outbox.replay("nobody", 1, 9).await.expect("a write"), None);
    let replay = outbox.replay(TARGET, 2, 9).await.expect("a write");
    let replay = replay.expect("there is such a target");
    let replays = outbox.replays().await.expect("a read");
    assert_eq!(replays, [(replay.clone(), TARGET.to_owned())]);
    let owned = outbox.acquire(&replay, LONG).await.expect("a write");
    let owned = owned.expect("nobody else has it");
    assert_eq!((owned.position, owned.ends_at), (1, Some(3)));
    outbox.finish(&replay).await.expect("a write");
    assert!(outbox.replays().await.expect("a read").is_empty());
}

/// A replay whose target leaves the configuration before it ends has nobody who ends it. It must
/// not keep every later event for ever; and it goes on should the target come back.
#[tokio::test]
async fn a_replay_keeps_events_while_its_target_is_configured_or_a_node_sends_to_it() {
    let (harness, outbox) = sending().await;
    for _ in 0..3 {
        harness.opportunity().await;
    }
    let owned = acquire(&outbox).await;
    let recorded = outbox.record(&owned, 3, Duration::ZERO, Vec::new()).await;
    assert!(recorded.expect("a write"));
    let replay = outbox.replay(TARGET, 2, 9).await.expect("a write");
    let replay = replay.expect("there is such a target");
    let sent_by_another = outbox.acquire(&replay, LONG).await.expect("a write");
    let sent_by_another = sent_by_another.expect("nobody else has it");
    let pause = Duration::from_millis(5);
    harness.service.world().sleep(pause).await;
    let prune = async |targets: &[&str]| {
        let targets = targets.iter().map(ToString::to_string).collect();
        let pruned = outbox.prune(0, Duration::ZERO, targets, 100).await;
        pruned.expect("a write");
        outbox.after(0, 9).await.expect("a read").len()
    };
    assert_eq!(prune(&[]).await, 2, "another node sends the rest");
    let recorded = outbox.record(&sent_by_another, 1, Duration::ZERO, Vec::new());
    assert!(recorded.await.expect("a write"));
    assert_eq!(prune(&[TARGET]).await, 2, "this node will send the rest");
    assert_eq!(prune(&["other"]).await, 0, "nobody will");
    let replays = outbox.replays().await.expect("a read");
    assert_eq!(replays, [(replay, TARGET.to_owned())]);
}
