//! Every fault point accepts every action, in both commit modes, and no effect is lost or doubled.

use cosell_engine::{Options, StepCommit};
use cosell_world::World;

use crate::common::{Node, STEPS, effects, faults, history, memory, options, past};

const PLACES: [&str; 4] = ["before", "after_effect", "before_commit", "after_commit"];
const COMMITS: [StepCommit; 2] = [StepCommit::Chained, StepCommit::Each];

async fn node(commit: StepCommit, rules: &[&str]) -> Node {
    let options = Options {
        faults: faults(rules),
        ..options(commit)
    };
    Node::on(&memory(), World::frozen(1_000, 7), options).await
}

/// The step at which an error takes effect: after a commit, it is the next one.
fn hit(step: usize, place: &str) -> usize {
    step + usize::from(place == "after_commit")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_ends_the_task_with_its_reason_and_undoes_its_step() {
    for commit in COMMITS {
        for (step, name) in STEPS.iter().enumerate() {
            for place in PLACES {
                let rule = format!("step.{name}.{place}=error:EngagementConflict");
                let node = node(commit, &[&rule]).await;
                let ended = node.run("t", "").await;
                let hit = hit(step, place);
                let did = effects(&node.store, "t").await;
                for (at, count) in did.iter().enumerate() {
                    assert_eq!(*count, i64::from(at < hit), "{rule} {commit:?}");
                }
                if hit < STEPS.len() {
                    let reason = ended.reason_code.as_deref();
                    assert_eq!(reason, Some("EngagementConflict"), "{rule} {commit:?}");
                    assert_eq!(ended.step, i64::try_from(hit).expect("few"), "{rule}");
                    let history = history(&node.store, "t").await;
                    let last = history.last().expect("a journal");
                    assert_eq!((last.0.as_str(), last.2.as_str()), (STEPS[hit], "REFUSED"));
                } else {
                    // No step is left to fail after the last commit.
                    assert_eq!(ended.status.as_str(), "COMPLETE", "{rule} {commit:?}");
                }
                // Waiters are notified before the point after the last commit is hit.
                node.engine.wait_until_idle().await;
                assert_eq!(node.engine.faults().list()[0].fired, 1, "{rule}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transient_error_is_retried() {
    for commit in COMMITS {
        for place in PLACES {
            let rule = format!("step.First.{place}=error:RequestThrottled;count=2");
            let node = node(commit, &[&rule]).await;
            node.submit("t", "").await;
            node.engine
                .advance(crate::common::LONG)
                .await
                .expect("the store lives");
            assert_eq!(
                node.end_of("t").await.status.as_str(),
                "COMPLETE",
                "{rule} {commit:?}"
            );
            assert_eq!(
                effects(&node.store, "t").await,
                [1, 1, 1],
                "{rule} {commit:?}"
            );
            node.engine.wait_until_idle().await;
            let retried = if place == "after_commit" { 1 } else { 2 };
            assert_eq!(node.engine.counters().retries, retried, "{rule} {commit:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delay_keeps_what_was_done_and_fires_once_for_each_hit() {
    for commit in COMMITS {
        for (step, name) in STEPS.iter().enumerate() {
            for place in PLACES {
                let rule = format!("step.{name}.{place}=delay:5s");
                let node = node(commit, &[&rule]).await;
                node.submit("t", "").await;
                node.engine.wait_until_idle().await;
                let waits = hit(step, place);
                if waits < STEPS.len() {
                    let waiting = node.find("t").await.expect("it is there");
                    assert_eq!(waiting.status.as_str(), "IN_PROGRESS", "{rule} {commit:?}");
                    let counters = node.engine.counters();
                    assert_eq!((counters.running, counters.parked), (0, 1), "{rule}");
                    let did: i64 = effects(&node.store, "t").await.iter().sum();
                    assert_eq!(did, i64::try_from(waits).expect("few"), "{rule} {commit:?}");
                }
                node.world.set_time(6_000);
                assert_eq!(
                    node.end_of("t").await.status.as_str(),
                    "COMPLETE",
                    "{rule} {commit:?}"
                );
                assert_eq!(
                    effects(&node.store, "t").await,
                    [1, 1, 1],
                    "{rule} {commit:?}"
                );
                // Waiters are notified before the point after the last commit is hit.
                node.engine.wait_until_idle().await;
                assert_eq!(node.engine.faults().list()[0].fired, 1, "{rule}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_loses_no_step_and_doubles_none() {
    for commit in COMMITS {
        for place in PLACES {
            let rule = format!("step.*.{place}=drop;count=3");
            let node = node(commit, &[&rule]).await;
            let ended = node.run("t", "").await;
            assert_eq!(ended.status.as_str(), "COMPLETE", "{rule} {commit:?}");
            node.engine.wait_until_idle().await;
            assert_eq!(
                effects(&node.store, "t").await,
                [1, 1, 1],
                "{rule} {commit:?}"
            );
            let expected = past(&[
                ("First", 0, "DONE"),
                ("Second", 0, "SKIPPED"),
                ("Third", 0, "DONE"),
            ]);
            assert_eq!(
                history(&node.store, "t").await,
                expected,
                "{rule} {commit:?}"
            );
            assert_eq!(
                node.engine.counters().store_failures,
                3,
                "{rule} {commit:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_matches_the_context_of_its_point_and_counts_its_hits() {
    let rules = [
        "step.*.before=error:A;task=another",
        "step.*.before=error:B;account=another",
        "step.*.before=error:C;operation=First",
        "step.Second.before=error:D;skip=1;count=1",
        "step.Second.*=error:E;probability=0",
    ];
    let node = node(StepCommit::Chained, &rules).await;
    let mut reasons = Vec::new();
    for id in ["first", "second", "third"] {
        reasons.push(node.run(id, "").await.reason_code);
    }
    assert_eq!(reasons, [None, Some("D".to_owned()), None]);
    node.engine.wait_until_idle().await;
    let counts: Vec<_> = node
        .engine
        .faults()
        .list()
        .iter()
        .map(|listed| (listed.hits, listed.fired))
        .collect();
    // For each task that continues, the last rule is hit at three points before the commit and one
    // after it.
    assert_eq!(counts, [(0, 0), (0, 0), (0, 0), (3, 1), (8, 0)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_added_and_removed_while_tasks_run() {
    let node = node(StepCommit::Chained, &[]).await;
    assert_eq!(node.run("free", "").await.status.as_str(), "COMPLETE");
    let rules = node.engine.faults();
    let first = rules.add("step.First.before=error:Gone".parse().expect("a rule"));
    let second = rules.add("step.Third.before=error:Left".parse().expect("a rule"));
    assert_eq!(
        node.run("one", "").await.reason_code.as_deref(),
        Some("Gone")
    );
    assert_eq!(rules.remove(first).map(|removed| removed.fired), Some(1));
    assert_eq!(rules.remove(first), None);
    assert_eq!(
        node.run("two", "").await.reason_code.as_deref(),
        Some("Left")
    );
    assert_eq!(rules.list()[0].id, second);
    assert_eq!(rules.clear(), 1);
    assert_eq!(node.run("three", "").await.status.as_str(), "COMPLETE");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_probability_repeats_with_its_seed() {
    let mut outcomes = Vec::new();
    for seed in [1, 1, 2] {
        let rule = format!("step.First.before=error:Chance;probability=0.5;seed={seed}");
        let node = node(StepCommit::Chained, &[&rule]).await;
        let mut failed = Vec::new();
        for number in 0..20 {
            failed.push(node.run(&format!("t{number}"), "").await.status.as_str() == "FAILED");
        }
        outcomes.push(failed);
    }
    assert_eq!(outcomes[0], outcomes[1]);
    assert_ne!(outcomes[0], outcomes[2]);
}

/// A panic is a bug of one step. Its task is not lost, and its slot is freed.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_panics_is_retried() {
    for commit in COMMITS {
        for name in STEPS {
            for place in PLACES {
                let rule = format!("step.{name}.{place}=panic;count=2");
                let node = node(commit, &[&rule]).await;
                let ended = node.run("t", "").await;
                assert_eq!(ended.status.as_str(), "COMPLETE", "{rule} {commit:?}");
                assert_eq!(
                    effects(&node.store, "t").await,
                    [1, 1, 1],
                    "{rule} {commit:?}"
                );
                node.engine.wait_until_idle().await;
                let counters = node.engine.counters();
                assert_eq!(
                    (counters.running, counters.parked),
                    (0, 0),
                    "{rule} {commit:?}"
                );
                let fired = node.engine.faults().list()[0].fired;
                let failures = counters.store_failures;
                assert_eq!(failures, fired, "{rule} {commit:?}");
            }
        }
    }
}
