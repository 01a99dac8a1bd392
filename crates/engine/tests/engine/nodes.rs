//! Several nodes on one store: a task gets on as long as one of them lives, and no step happens
//! twice.

use std::time::Duration;

use cosell_engine::{FIRST_EPOCH, Options, StepCommit};
use cosell_store::{News, Notice};
use cosell_world::World;
use cosell_world::machine::timeout;
use tokio::sync::mpsc::unbounded_channel;

use crate::common::{Node, effects, faults, history, memory, options, past, shared_stores};

/// When news is told again that nobody seems to have heard.
const AGAIN: Duration = Duration::from_millis(50);

/// One of several nodes, whose lease is over as soon as it is not renewed.
fn shared(commit: StepCommit, rules: &[&str]) -> Options {
    Options {
        alone: false,
        lease: Duration::from_millis(30),
        faults: faults(rules),
        ..options(commit)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tasks_of_a_silent_node_are_taken_over_and_its_late_writes_refused() {
    for commit in [StepCommit::Chained, StepCommit::Each] {
        let store = memory();
        // The first node is cut off in the middle of a task, renews nothing more and lives on: it
        // is only its clock that stands still.
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

        // Now it goes on where it was, and gets nowhere.
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
    // An hour before the lease would have been over.
    assert_eq!(other.end_of("t").await.status.as_str(), "COMPLETE");
    assert_eq!(effects(&store, "t").await, [1, 1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_finds_its_own_task_though_nobody_told_it() {
    let store = memory();
    let node = Node::on(&store, World::system(), shared(StepCommit::Chained, &[])).await;
    // As by a commit whose answer was lost.
    crate::common::store_task(&store, node.record("t", ""), false).await;
    let ended = node.end_of("t").await;
    assert_eq!(
        (ended.status.as_str(), ended.epoch),
        ("COMPLETE", FIRST_EPOCH)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_work_goes_before_new_work_in_batches() {
    let store = memory();
    for number in 0..1_200 {
        let left = crate::common::record("an earlier life", &format!("left {number}"), "");
        crate::common::store_task(&store, left, false).await;
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

/// Options under which nothing but news lets a node look at what others have in hand.
fn patient(rules: &[&str]) -> Options {
    Options {
        lease: Duration::from_hours(1),
        wait_poll_interval: Duration::from_hours(1),
        timer_poll_interval: Duration::from_hours(1),
        ..shared(StepCommit::Chained, rules)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_on_another_node_is_told_of_the_end() {
    for (store, elsewhere) in shared_stores() {
        let delayed = patient(&["step.Second.before=delay:1s"]);
        let runs = Node::on(&store, World::frozen(0, 1), delayed).await;
        let waits = Node::on(&elsewhere, World::system(), patient(&[])).await;
        let (tell, mut told) = unbounded_channel();
        store.subscribe(move |notice| {
            if let Notice::News(news @ News::TaskAwaited(_)) = notice {
                tell.send(news.clone()).expect("the test listens");
            }
        });
        runs.submit("t", "").await;
        runs.engine.wait_until_idle().await;
        let waiting = tokio::spawn({
            let waits = waits.clone();
            async move { waits.end_of("t").await }
        });
        // Told until it is heard: a node that begins to listen may be asked too early.
        let asked = News::TaskAwaited("t".to_owned());
        while timeout(AGAIN, told.recv()).await.is_err() {
            elsewhere.publish(asked.clone());
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
async fn a_node_that_stops_lets_the_others_know() {
    for (store, elsewhere) in shared_stores() {
        let delayed = patient(&["step.Second.before=delay:1s"]);
        let leaves = Node::on(&store, World::frozen(0, 1), delayed).await;
        let stays = Node::on(&elsewhere, World::system(), patient(&[])).await;
        let (tell, mut told) = unbounded_channel();
        elsewhere.subscribe(move |notice| {
            // Behind the end of the test nobody listens.
            let _ = tell.send(notice.clone());
        });
        while timeout(AGAIN, told.recv()).await.is_err() {
            store.publish(News::TaskEnded("nobody-s".to_owned()));
        }
        leaves.submit("t", "").await;
        leaves.engine.wait_until_idle().await;
        leaves.engine.stop().await.expect("the store lives");
        // An hour before anyone would look, and before the lease would have been over.
        while stays.engine.counters().completed == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(stays.end_of("t").await.epoch, FIRST_EPOCH + 1);
        assert_eq!(effects(&elsewhere, "t").await, [1, 1, 1]);
    }
}
