//! Several nodes on one store: a task makes progress as long as one of them lives, and no step has
//! its effect twice.

use std::time::Duration;

use cosell_engine::{FIRST_EPOCH, Options, StepCommit};
use cosell_store::table::task::{self, Task as Record};
use cosell_store::{Error, News, Notice};
use cosell_world::World;
use cosell_world::machine::timeout;
use tokio::sync::mpsc::unbounded_channel;

use crate::common::{
    Node, effects, faults, history, memory, options, past, record, shared_stores, store_task,
};

/// The interval at which news is sent again that seems to be lost.
const RESEND: Duration = Duration::from_millis(50);

/// Options of one of several nodes, whose lease expires as soon as it is not renewed.
fn shared(commit: StepCommit, rules: &[&str]) -> Options {
    Options {
        exclusive: false,
        lease: Duration::from_millis(30),
        faults: faults(rules),
        ..options(commit)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tasks_of_a_silent_node_are_taken_over_and_its_late_writes_refused() {
    for commit in [StepCommit::Chained, StepCommit::Each] {
        let store = memory();
        // The first node loses its connection in the middle of a task, cannot renew its lease, and
        // lives on: only its clock stands still.
        let rules = ["lease.renew=drop", "step.Second.before=delay:1s"];
        let silent = Node::on(&store, World::frozen(0, 1), shared(commit, &rules)).await;
        silent.submit("t", "").await;
        silent.engine.wait_until_idle().await;
        assert_eq!(effects(&store, "t").await, [1, 0, 0]);

        let other = Node::on(&store, World::system(), shared(commit, &[])).await;
        let ended = other.end_of("t").await;
        assert_eq!(
            (ended.status.as_str(), ended.epoch),
            ("COMPLETE", FIRST_EPOCH + 1)
        );
        assert_eq!(ended.node, other.world.node());
        assert_eq!(other.engine.counters().take_overs, 1);

        // Now it resumes, and its writes are refused.
        silent.world.set_time(10_000);
        silent.engine.wait_until_idle().await;
        assert_eq!(silent.engine.counters().fenced, 1);
        assert_eq!(other.find("t").await, Some(ended));
        assert_eq!(effects(&store, "t").await, [1, 1, 1]);
        let expected = past(&[
            ("First", 0, "DONE"),
            ("Second", 0, "SKIPPED"),
            ("Third", 0, "DONE"),
        ]);
        assert_eq!(history(&store, "t").await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_renews_keeps_its_tasks() {
    let store = memory();
    let lasting = Options {
        lease: Duration::from_hours(1),
        ..shared(StepCommit::Chained, &["step.Second.before=delay:1s"])
    };
    let first = Node::on(&store, World::frozen(0, 1), lasting).await;
    first.submit("t", "").await;
    first.engine.wait_until_idle().await;
    let other = Node::on(&store, World::system(), shared(StepCommit::Chained, &[])).await;
    while other.engine.counters().renewals < 5 {
        tokio::task::yield_now().await;
    }
    assert_eq!(other.engine.counters().take_overs, 0);
    first.world.set_time(1_000);
    let ended = first.end_of("t").await;
    assert_eq!(
        (ended.status.as_str(), ended.epoch),
        ("COMPLETE", FIRST_EPOCH)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_stops_hands_its_tasks_over_at_once() {
    let store = memory();
    let lasting = Options {
        lease: Duration::from_hours(1),
        ..shared(StepCommit::Chained, &["step.Second.before=delay:1s"])
    };
    let first = Node::on(&store, World::frozen(0, 1), lasting).await;
    first.submit("t", "").await;
    first.engine.wait_until_idle().await;
    let other = Node::on(&store, World::system(), shared(StepCommit::Chained, &[])).await;
    first.engine.stop().await.expect("the store lives");
    // The lease would have expired an hour later.
    assert_eq!(other.end_of("t").await.status.as_str(), "COMPLETE");
    assert_eq!(effects(&store, "t").await, [1, 1, 1]);
}

/// Whoever takes a task over must know its steps; a node of the newer program does.
#[tokio::test(flavor = "multi_thread")]
async fn a_task_of_an_unknown_kind_is_left_to_a_node_that_knows_it() {
    for exclusive in [true, false] {
        let store = memory();
        let newer = Record {
            kind: "newer".to_owned(),
            ..record("gone", "newer", "")
        };
        store_task(&store, newer.clone(), false).await;
        store_task(&store, record("gone", "t", ""), false).await;
        let options = Options {
            exclusive,
            ..shared(StepCommit::Chained, &[])
        };
        let node = Node::on(&store, World::system(), options).await;
        assert_eq!(node.end_of("t").await.status.as_str(), "COMPLETE");
        assert_eq!(node.engine.counters().take_overs, 1);
        assert_eq!(node.find("newer").await, Some(newer));
    }
}

/// Its row is read again when a node takes it over, and not by every poll for lost tasks.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_task_is_given_up_once() {
    let store = memory();
    let node = Node::on(&store, World::system(), shared(StepCommit::Chained, &[])).await;
    // In one transaction: the node polls for lost tasks all the time.
    let damaged: Result<u64, Error> = store
        .write(node.record("t", ""), async |tx, record| {
            task::insert(tx, record).await?;
            tx.of_store();
            let damage = "UPDATE task SET catalog = 'Mars' WHERE id = 't'";
            tx.execute(damage, &[]).await
        })
        .await;
    assert_eq!(damaged.expect("the store lives"), 1);
    // Each is found by the poll for lost tasks, and the damaged one before it.
    for id in ["u", "v", "w"] {
        store_task(&store, node.record(id, ""), false).await;
        assert_eq!(node.end_of(id).await.status.as_str(), "COMPLETE");
    }
    node.engine.wait_until_idle().await;
    assert_eq!(node.engine.counters().store_failures, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_finds_its_own_task_without_a_notice() {
    let store = memory();
    let node = Node::on(&store, World::system(), shared(StepCommit::Chained, &[])).await;
    // As after a commit whose answer was lost.
    store_task(&store, node.record("t", ""), false).await;
    let ended = node.end_of("t").await;
    assert_eq!(
        (ended.status.as_str(), ended.epoch),
        ("COMPLETE", FIRST_EPOCH)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_of_dead_nodes_are_taken_over_in_batches_at_the_start() {
    let store = memory();
    for number in 0..1_200 {
        let left = crate::common::record("an earlier life", &format!("left {number}"), "");
        store_task(&store, left, false).await;
    }
    let node = Node::on(&store, World::system(), options(StepCommit::Chained)).await;
    assert_eq!(node.engine.counters().take_overs, 1_200);
    node.engine.wait_until_idle().await;
    assert_eq!(node.engine.counters().completed, 1_200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_refuses_new_tasks() {
    let options = Options {
        queue: 0,
        ..options(StepCommit::Chained)
    };
    let node = Node::on(&memory(), World::system(), options).await;
    assert!(node.engine.admit().is_err());
    assert_eq!(node.engine.counters().refused, 1);
}

/// Options under which a node learns of other nodes' tasks by news only: it never polls.
fn without_polling(rules: &[&str]) -> Options {
    Options {
        lease: Duration::from_hours(1),
        wait_poll_interval: Duration::from_hours(1),
        timer_poll_interval: Duration::from_hours(1),
        ..shared(StepCommit::Chained, rules)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiter_on_another_node_is_notified_of_the_end() {
    for (store, elsewhere) in shared_stores() {
        let delayed = without_polling(&["step.Second.before=delay:1s"]);
        let runs = Node::on(&store, World::frozen(0, 1), delayed).await;
        let waits = Node::on(&elsewhere, World::system(), without_polling(&[])).await;
        let (sender, mut received) = unbounded_channel();
        store.subscribe(move |notice| {
            if let Notice::News(news @ News::TaskAwaited(_)) = notice {
                sender.send(news.clone()).expect("the test listens");
            }
        });
        runs.submit("t", "").await;
        runs.engine.wait_until_idle().await;
        let waiting = tokio::spawn({
            let waits = waits.clone();
            async move { waits.end_of("t").await }
        });
        // Sent until it is received: a node that has just subscribed may miss the first.
        let awaited = News::TaskAwaited("t".to_owned());
        while timeout(RESEND, received.recv()).await.is_err() {
            elsewhere.publish(awaited.clone());
        }
        runs.world.set_time(1_000);
        let ended = waiting.await.expect("no panic");
        assert_eq!(
            (ended.status.as_str(), ended.epoch),
            ("COMPLETE", FIRST_EPOCH)
        );
        assert_eq!(ended.node, runs.world.node());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_stops_notifies_the_others() {
    for (store, elsewhere) in shared_stores() {
        let delayed = without_polling(&["step.Second.before=delay:1s"]);
        let leaves = Node::on(&store, World::frozen(0, 1), delayed).await;
        let stays = Node::on(&elsewhere, World::system(), without_polling(&[])).await;
        let (sender, mut received) = unbounded_channel();
        elsewhere.subscribe(move |notice| {
            // After the end of the test nobody receives.
            let _ = sender.send(notice.clone());
        });
        while timeout(RESEND, received.recv()).await.is_err() {
            store.publish(News::TaskEnded("nobody-s".to_owned()));
        }
        leaves.submit("t", "").await;
        leaves.engine.wait_until_idle().await;
        leaves.engine.stop().await.expect("the store lives");
        // The next poll, and the end of the lease, are an hour away.
        while stays.engine.counters().completed == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(stays.end_of("t").await.epoch, FIRST_EPOCH + 1);
        assert_eq!(effects(&elsewhere, "t").await, [1, 1, 1]);
    }
}
