//! A test that settles the service sees everything that was due, or learns what hangs.

use std::time::Duration;

use cosell_domain::outbox::Outbox;
use cosell_domain::{Catalog, Settings};
use cosell_engine::first_record;
use cosell_store::table::task;
use cosell_world::World;
use serde_json::json;

use crate::common::{Harness, NOW, PARTNER};

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(50);

async fn unattended() -> Harness {
    let settings = Settings {
        task_wait: Duration::ZERO,
        ..Settings::default()
    };
    Harness::with_settings(settings, World::frozen(NOW, 7)).await
}

/// Starts to share an opportunity, and gives the id of the task.
async fn start(harness: &Harness) -> String {
    let id = harness.opportunity().await;
    harness.associate(&id, "Solutions", "S-1234567").await;
    let input = json!({
        "Catalog": "Sandbox", "ClientToken": "start", "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let task = harness
        .ok("StartEngagementFromOpportunityTask", input)
        .await;
    task["TaskId"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_settled_service_has_ended_its_tasks_and_timers_and_has_not_moved_its_clock() {
    let harness = unattended().await;
    let id = start(&harness).await;
    let hanging = harness
        .service
        .settle(LONG, Vec::new())
        .await
        .expect("an answer");
    assert!(hanging.is_empty(), "{hanging:?}");
    let (task, _) = harness
        .service
        .task(&id)
        .await
        .expect("a task")
        .expect("a task");
    assert_eq!(task.status.as_str(), "COMPLETE");
    assert!(
        harness
            .service
            .engine()
            .due_timers()
            .await
            .expect("timers")
            .is_empty()
    );
    assert_eq!(harness.service.world().now(), NOW);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_does_not_settle_says_what_hangs() {
    let harness = unattended().await;
    let outbox = Outbox::of(&harness.service);
    for names in [vec!["removed".to_owned()], vec!["webhook".to_owned()]] {
        outbox.register(names).await.expect("a target");
    }
    start(&harness).await;
    // A node that does not answer owns this one.
    let place = (PARTNER, Catalog::Sandbox);
    let kind = "engagement-from-opportunity-task";
    let stuck = first_record(
        "oit-stuck00000000".to_owned(),
        kind,
        place,
        "elsewhere",
        NOW,
    );
    let later = task::Task {
        id: "oit-later00000000".to_owned(),
        next_run_at: NOW + 1,
        ..stuck.clone()
    };
    let stored: Result<_, cosell_store::Error> = harness
        .store
        .write((stuck, later), async |tx, (stuck, later)| {
            task::insert(tx, stuck).await?;
            task::insert(tx, later).await
        })
        .await;
    stored.expect("the store works");
    let hanging = harness
        .service
        .settle(SHORT, vec!["webhook".to_owned()])
        .await
        .expect("an answer");
    let tasks: Vec<_> = hanging.tasks.iter().map(|task| task.id.as_str()).collect();
    assert_eq!(tasks, ["oit-stuck00000000"]);
    assert!(hanging.timers.is_empty(), "{:?}", hanging.timers);
    let [waiting] = hanging.targets.as_slice() else {
        panic!("{:?}", hanging.targets);
    };
    assert!(
        waiting.target == "webhook" && waiting.events > 3,
        "{waiting:?}"
    );
}
