//! A task runs each of its steps once, whatever interrupts it.

use std::time::Duration;

use cosell_engine::{FIRST_EPOCH, StepCommit};
use cosell_store::table::task::{self, Progress, Status, Task as Record};
use cosell_store::{Error, Location, Store};
use cosell_world::{World, machine};

use crate::common::{
    ACCOUNT, LONG, Node, STEPS, effects, history, journal, memory, options, past, ready, record,
    shared_stores, store_task, taken,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_task_runs_each_step_once() {
    let node = Node::start(options(StepCommit::Chained)).await;
    let ended = node.run("t", "").await;
    assert_eq!((ended.status.as_str(), ended.step), ("COMPLETE", 3));
    assert!(ended.ended_at.is_some());
    assert_eq!(
        ended.state, "012",
        "each step saw what the one before it left"
    );
    assert_eq!(effects(&node.store, "t").await, [1, 1, 1]);
    let expected = past(&[
        ("First", 0, "DONE"),
        ("Second", 0, "SKIPPED"),
        ("Third", 0, "DONE"),
    ]);
    assert_eq!(history(&node.store, "t").await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_step_ends_the_task_and_keeps_what_was_done_before() {
    for commit in [StepCommit::Chained, StepCommit::Each] {
        let node = Node::start(options(commit)).await;
        let ended = node.run("t", "refuse Second").await;
        assert_eq!((ended.status.as_str(), ended.step), ("FAILED", 1));
        assert_eq!(ended.reason_code.as_deref(), Some("Refused"));
        assert_eq!(ended.message.as_deref(), Some("Second was not to be"));
        assert_eq!(ended.state, "0", "the refused step's state is gone");
        assert_eq!(
            effects(&node.store, "t").await,
            [1, 0, 0],
            "and so is its effect"
        );
        let expected = past(&[("First", 0, "DONE"), ("Second", 0, "REFUSED")]);
        assert_eq!(history(&node.store, "t").await, expected);
    }
}

/// Statements whose answer nobody waits for are refused when the step has ended, rows that are
/// inserted together at the end of the run. Both are failures of their step.
#[tokio::test(flavor = "multi_thread")]
async fn a_step_whose_writes_the_database_refuses_each_time_fails_alone() {
    for (store, _) in shared_stores() {
        for commit in [StepCommit::Chained, StepCommit::Each] {
            for (word, step) in [("spoil", 1), ("repeat", 1), ("spoil", 2), ("repeat", 2)] {
                let id = format!("{word} {step} {commit:?}");
                let prepared: Result<(), Error> = store
                    .write(id.clone(), async |tx, id| {
                        task::journal(tx, &taken(id));
                        Ok(())
                    })
                    .await;
                prepared.expect("the row is stored");
                let node = Node::on(&store, World::system(), options(commit)).await;
                let ended = node.run(&id, &format!("{word} {}", STEPS[step])).await;
                assert_eq!(ended.status.as_str(), "FAILED", "{id}");
                assert_eq!(ended.reason_code.as_deref(), Some("InternalError"), "{id}");
                let mut expected = vec![("First", 0, "DONE")];
                if step == 2 {
                    expected.push(("Second", 0, "SKIPPED"));
                }
                let name = STEPS[step];
                expected.extend([
                    (name, 0, "RETRIED"),
                    (name, 1, "RETRIED"),
                    (name, 2, "REFUSED"),
                ]);
                assert_eq!(history(&store, &id).await, past(&expected), "{id}");
                let mut done = [0; 3];
                done[..step].fill(1);
                assert_eq!(effects(&store, &id).await, done, "{id}");
                node.engine.stop().await.expect("the store lives");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_with_a_transient_error_is_retried_and_has_its_effect_once() {
    let node = Node::start(options(StepCommit::Chained)).await;
    let ended = node.run("t", "hinder Second 2").await;
    assert_eq!((ended.status.as_str(), ended.attempts), ("COMPLETE", 0));
    assert_eq!(effects(&node.store, "t").await, [1, 1, 1]);
    let expected = past(&[
        ("First", 0, "DONE"),
        ("Second", 0, "RETRIED"),
        ("Second", 1, "RETRIED"),
        ("Second", 2, "SKIPPED"),
        ("Third", 0, "DONE"),
    ]);
    assert_eq!(history(&node.store, "t").await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_keeps_failing_fails_the_task_after_its_last_attempt() {
    let node = Node::start(options(StepCommit::Chained)).await;
    let ended = node.run("t", "hinder Third 99").await;
    assert_eq!((ended.status.as_str(), ended.step), ("FAILED", 2));
    assert_eq!(ended.reason_code.as_deref(), Some("Hindered"));
    assert_eq!(effects(&node.store, "t").await, [1, 1, 0]);
    let attempts = journal(&node.store, "t")
        .await
        .iter()
        .filter(|step| step.step == 2)
        .count();
    assert_eq!(attempts, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_finishes_the_tasks_of_an_earlier_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let location = Location::Sqlite(folder.path().join("cosell.db"));
    let store = Store::open(&location).expect("a file");
    // Tasks at every step, as a process leaves them that died between two commits.
    for step in 0..3 {
        let left = Record {
            step,
            ..record("an earlier life", &format!("left {step}"), "")
        };
        store_task(&store, left, false).await;
    }
    drop(store);

    let store = Store::open(&location).expect("the same file");
    let node = Node::on(&store, World::system(), options(StepCommit::Chained)).await;
    for (step, expected) in [[1, 1, 1], [0, 1, 1], [0, 0, 1]].into_iter().enumerate() {
        let id = format!("left {step}");
        let ended = node.end_of(&id).await;
        assert_eq!(ended.status.as_str(), "COMPLETE");
        assert_eq!(ended.epoch, FIRST_EPOCH + 1, "taken over");
        assert_eq!(
            effects(&store, &id).await,
            expected,
            "a step that was done is not repeated"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_leaves_ended_tasks_alone() {
    let store = memory();
    let mut failed = Progress::begun();
    failed.go(Status::Failed).expect("a task may fail");
    let ended = Record {
        status: failed,
        step: 1,
        ..record("an earlier life", "t", "")
    };
    store_task(&store, ended.clone(), false).await;
    let node = Node::on(&store, World::system(), options(StepCommit::Chained)).await;
    assert_eq!(node.end_of("t").await, ended);
    assert_eq!(effects(&node.store, "t").await, [0, 0, 0]);
}

/// A row with a value that no program writes is an error that says where it is: the task does not
/// run, is not retried, and does not keep others from running.
#[tokio::test(flavor = "multi_thread")]
async fn a_task_whose_row_is_damaged_is_not_run() {
    let node = Node::start(options(StepCommit::Chained)).await;
    store_task(&node.store, node.record("t", ""), false).await;
    let damaged: Result<u64, Error> = node
        .store
        .write((), async |tx, ()| {
            tx.notify(ready("t"));
            tx.of_store();
            let damage = "UPDATE task SET catalog = 'Mars' WHERE id = 't'";
            tx.execute(damage, &[]).await
        })
        .await;
    assert_eq!(damaged.expect("the store lives"), 1);
    assert_eq!(node.run("u", "").await.status.as_str(), "COMPLETE");
    let idle = machine::timeout(LONG, node.engine.wait_until_idle()).await;
    assert!(idle.is_ok(), "it is not retried");
    let counters = node.engine.counters();
    assert_eq!((counters.store_failures, counters.parked), (1, 0));
    let found = node.engine.wait(ACCOUNT, "t", Duration::ZERO).await;
    assert_eq!(
        found.expect_err("it is damaged").to_string(),
        "task \"t\" \"111111111111\": column catalog is not one of AWS Sandbox"
    );
    assert_eq!(effects(&node.store, "t").await, [0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn both_commit_modes_write_the_same_history() {
    for input in [
        "",
        "refuse First",
        "refuse Third",
        "hinder Second 1",
        "hinder First 9",
    ] {
        let mut histories = Vec::new();
        for commit in [StepCommit::Chained, StepCommit::Each] {
            let node = Node::start(options(commit)).await;
            let ended = node.run("t", input).await;
            let outcome = (ended.status, ended.step, ended.reason_code, ended.state);
            histories.push((
                outcome,
                history(&node.store, "t").await,
                effects(&node.store, "t").await,
            ));
        }
        assert_eq!(histories[0], histories[1], "with input `{input}`");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_ends_at_the_timeout_when_the_task_does_not() {
    let node = Node::start(options(StepCommit::Chained)).await;
    // The engine is not notified of this task, so nobody runs it.
    store_task(&node.store, node.record("t", ""), false).await;
    for time in [Duration::ZERO, Duration::from_millis(5)] {
        let found = node
            .engine
            .wait(ACCOUNT, "t", time)
            .await
            .expect("the store lives");
        assert_eq!(
            found.map(|found| found.status.as_str()),
            Some("IN_PROGRESS")
        );
    }
    assert_eq!(
        node.engine
            .wait(ACCOUNT, "another", LONG)
            .await
            .expect("the store lives"),
        None
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_waiter_is_notified_of_the_end() {
    let node = Node::start(options(StepCommit::Each)).await;
    let waiting: Vec<_> = (0..20)
        .map(|number| {
            let node = node.clone();
            tokio::spawn(async move { node.run(&format!("t{number}"), "").await })
        })
        .collect();
    for waiter in waiting {
        assert_eq!(waiter.await.expect("no panic").status.as_str(), "COMPLETE");
    }
}

#[tokio::test]
async fn a_runner_of_an_earlier_epoch_writes_nothing() {
    let store = memory();
    store_task(&store, record("n", "t", ""), false).await;
    let passed: Result<_, Error> = store
        .write((), async |tx, ()| {
            let mut mine = task::find(tx, ACCOUNT, "t")
                .await?
                .unwrap_or_else(|| record("n", "t", ""));
            let held = task::Held {
                id: "t".to_owned(),
                account: ACCOUNT.to_owned(),
                epoch: mine.epoch,
                next_run_at: 0,
            };
            let taken = task::take_over(tx, &held, "m").await?;
            let taken_twice = task::take_over(tx, &held, "m").await?;
            mine.step += 1;
            let stale = task::advance(tx, 0, &mine).await?;
            mine.epoch += 1;
            let owned = task::advance(tx, 0, &mine).await?;
            let repeated = task::advance(tx, 0, &mine).await?;
            Ok([taken, taken_twice, stale, owned, repeated])
        })
        .await;
    assert_eq!(
        passed.expect("a transaction"),
        [true, false, false, true, false]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_drops_a_task_that_was_taken_over() {
    let node = Node::start(options(StepCommit::Chained)).await;
    let taken = Record {
        epoch: FIRST_EPOCH + 1,
        ..node.record("taken", "")
    };
    store_task(&node.store, taken.clone(), true).await;
    node.engine.wait_until_idle().await;
    assert_eq!(node.find("taken").await, Some(taken));
    assert_eq!(node.engine.counters().fenced, 1);
    assert_eq!(effects(&node.store, "taken").await, [0, 0, 0]);
    assert!(journal(&node.store, "taken").await.is_empty());
}
