//! A request waits for its task for as long as `task_wait` says, whatever the task waits for.

use std::sync::Arc;
use std::time::Duration;

use cosell_domain::Settings;
use cosell_engine::{Options, StepCommit};
use cosell_store::Error;
use cosell_store::table::opportunity;
use cosell_world::machine::{sleep, timeout};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::{Act, Arena, Outcome, PATIENCE, Side, carry_out};
use crate::common::PARTNER;

/// More tasks than a node runs at once.
const TASKS: usize = 80;

/// The database ends a transaction that is idle for ten seconds.
const KEEP_ALIVE: Duration = Duration::from_secs(1);

/// A transaction that has an opportunity locked.
struct Lock {
    released: Arc<Notify>,
    holder: JoinHandle<Result<(), Error>>,
}

impl Lock {
    /// Ends the transaction, which has had the lock until now.
    async fn release(self) {
        self.released.notify_one();
        let held = self.holder.await.expect("no panic");
        held.expect("a transaction");
    }
}

/// Locks an opportunity from outside of the services.
async fn lock(arena: &Arena, id: &str) -> Lock {
    let (locked, released) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let key = (id.to_owned(), PARTNER.to_owned());
    let input = ([key], Arc::clone(&locked), Arc::clone(&released));
    let store = arena.store.clone();
    let holder = tokio::spawn(async move {
        let held = store.write(input, async |tx, (keys, locked, released)| {
            opportunity::lock_all(tx, keys).await?;
            locked.notify_one();
            while timeout(KEEP_ALIVE, released.notified()).await.is_err() {
                opportunity::lock_all(tx, keys).await?;
            }
            Ok::<_, Error>(())
        });
        held.await
    });
    locked.notified().await;
    Lock { released, holder }
}

/// An opportunity that a task can submit.
async fn ready(side: &Side) -> String {
    let id = side.harness.opportunity().await;
    side.harness.associate(&id, "Solutions", "S-1234567").await;
    id
}

/// Starts the engagement with AWS.
fn start(side: &Side, token: &str, id: &str) -> JoinHandle<Outcome> {
    let input = json!({
        "ClientToken": token, "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let act = Act::Call(PARTNER, "StartEngagementFromOpportunityTask", input);
    let harness = Arc::clone(&side.harness);
    tokio::spawn(async move { carry_out(&harness, act).await })
}

/// The opportunity's lock is held until the task is stored. A request that waited for the lock
/// before it stores the task would wait for as long as the database lets it.
#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_stored_while_another_transaction_has_its_opportunity_locked() {
    let Some(arena) = Arena::open(&Settings::default(), &Options::default()).await else {
        return;
    };
    let [side, _] = &arena.sides;
    let id = ready(side).await;

    let lock = lock(&arena, &id).await;
    let call = start(side, "locked", &id);
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
        sleep(Duration::from_millis(1)).await;
    }
    lock.release().await;
    let answer: Value = call.await.expect("no panic").expect("an answer");
    assert_eq!(answer["TaskStatus"], "COMPLETE", "{answer:#}");
}

/// The requests wait for their tasks, and the tasks for one opportunity. A task on another one ends
/// meanwhile: in the transaction of its request, or by a runner, with a commit for each step.
#[tokio::test(flavor = "multi_thread")]
async fn tasks_on_a_locked_opportunity_leave_the_node_to_those_on_others() {
    for step_commit in [StepCommit::Chained, StepCommit::Each] {
        let settings = Settings {
            task_wait: Duration::from_hours(1),
            ..Settings::default()
        };
        let options = Options {
            step_commit,
            ..Options::default()
        };
        let Some(arena) = Arena::open(&settings, &options).await else {
            return;
        };
        let [side, _] = &arena.sides;
        let (id, other) = (ready(side).await, ready(side).await);
        let lock = lock(&arena, &id).await;
        let start_one = |number| start(side, &format!("locked {number}"), &id);
        let calls: Vec<_> = (0..TASKS).map(start_one).collect();
        let all_wait = async {
            // Two may wait in their transactions.
            while side.harness.service.engine().counters().parked + 2 < TASKS as u64 {
                sleep(Duration::from_millis(1)).await;
            }
        };
        let waited = timeout(PATIENCE, all_wait).await;
        waited.expect("the tasks give back their slots");
        let answer = timeout(PATIENCE, start(side, "other", &other)).await;
        let answer = answer.expect("the task ends").expect("no panic");
        assert_eq!(answer.expect("an answer")["TaskStatus"], "COMPLETE");
        assert!(calls.iter().all(|call| !call.is_finished()));

        lock.release().await;
        let mut complete = 0;
        for call in calls {
            let answer = call.await.expect("no panic").expect("an answer");
            if answer["TaskStatus"] == "COMPLETE" {
                complete += 1;
            } else {
                assert_eq!(answer["ReasonCode"], "OpportunityConflict", "{answer:#}");
            }
        }
        // Of tasks on one opportunity one submits it.
        assert_eq!(complete, 1);
        let engine = side.harness.service.engine();
        engine.wait_until_idle().await;
        let counters = engine.counters();
        let ended = (counters.completed, counters.failed);
        assert_eq!(ended, (2, TASKS as u64 - 1));
    }
}
