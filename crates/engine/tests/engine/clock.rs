//! Backoff and delays follow the world's clock, which an operator can move.

use std::time::Duration;

use cosell_engine::{Options, StepCommit};
use cosell_world::World;

use crate::common::{Node, effects, faults, memory, options};

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_waits_for_the_clock_and_takes_no_slot() {
    let options = Options {
        first_backoff: Duration::from_hours(1),
        ..options(StepCommit::Chained)
    };
    let node = Node::on(&memory(), World::frozen(1_000, 7), options).await;
    for number in 0..200 {
        node.submit(&format!("t{number}"), "hinder Second 1").await;
    }
    node.engine.wait_until_idle().await;
    assert_eq!(node.engine.counters().parked, 200);
    // With two hundred parked tasks, a new one runs at once.
    assert_eq!(node.run("new", "").await.status.as_str(), "COMPLETE");
    node.world.set_time(1_000 + 3_600_000);
    for number in 0..200 {
        assert_eq!(
            node.end_of(&format!("t{number}")).await.status.as_str(),
            "COMPLETE"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_the_clock_runs_everything_that_falls_due_at_its_time() {
    let options = Options {
        faults: faults(&[
            "step.Second.before=delay:60s",
            "step.Third.before=delay:60s",
        ]),
        ..options(StepCommit::Chained)
    };
    let node = Node::on(&memory(), World::frozen(0, 7), options).await;
    node.submit("t", "").await;
    let advance = async |seconds| {
        let moved = node.engine.advance(Duration::from_secs(seconds)).await;
        moved.expect("the store lives");
    };
    advance(90).await;
    assert_eq!(node.world.now(), 90_000);
    assert_eq!(effects(&node.store, "t").await, [1, 1, 0]);
    advance(90).await;
    assert_eq!(node.world.now(), 180_000);
    let ended = node.end_of("t").await;
    assert_eq!(
        (ended.status.as_str(), ended.ended_at),
        ("COMPLETE", Some(120_000))
    );
}
