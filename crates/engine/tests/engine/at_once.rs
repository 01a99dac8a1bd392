//! A task may run in the transaction that stores it, with the same history as after its commit.

use std::time::Duration;

use cosell_engine::{Begun, Engine, Options, StepCommit};
use cosell_store::table::task::{self, Task as Record};
use cosell_store::{Error, Store};
use cosell_trace::{Sampler, Span, Tracer};
use cosell_world::World;

use crate::common::{ACCOUNT, LONG, Node, effects, faults, history, options, shared_stores};

/// Stores a task and begins it. With `damage` the transaction fails after its first run.
async fn begin(node: &Node, record: Record, at_once: bool, damage: bool) -> Result<Begun, Error> {
    let input = (node.engine.clone(), record, at_once, damage);
    node.store
        .write(input, async |tx, (engine, record, at_once, damage)| {
            if *at_once {
                tx.keep_rows();
            }
            task::insert(tx, record).await?;
            let begun = Engine::begin(engine, tx, record.clone(), *at_once).await?;
            if *damage {
                return Err(Error::Statement("damaged".to_owned()));
            }
            Ok(begun)
        })
        .await
}

async fn node(store: &Store, options: Options) -> Node {
    Node::on(store, World::system(), options).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_has_the_same_history_whether_it_runs_at_once_or_after_the_commit() {
    for (store, _) in shared_stores() {
        let node = node(&store, options(StepCommit::Chained)).await;
        let inputs = ["", "refuse Second", "hinder Second 2", "hinder Third 99"];
        for (number, input) in inputs.into_iter().enumerate() {
            let mut ends = Vec::new();
            for at_once in [false, true] {
                let id = format!("{number} {at_once}");
                let mark = node.engine.mark();
                let begun = begin(&node, node.record(&id, input), at_once, false).await;
                let begun = node.engine.begun(begun.expect("the task is stored"), None);
                assert_eq!(begun.status.as_str(), "IN_PROGRESS");
                let ended = node.engine.wait_from(mark, &begun, LONG).await;
                let ended = ended.expect("the store answers").expect("a task");
                ends.push((
                    (ended.status, ended.step, ended.attempts, ended.reason_code),
                    ended.state,
                    history(&store, &id).await,
                    effects(&store, &id).await,
                ));
            }
            assert_eq!(ends[0], ends[1], "{input}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_ends_at_once_is_run_once_and_counted_once() {
    let (store, _) = shared_stores().remove(0);
    let node = node(&store, options(StepCommit::Chained)).await;
    let before = node.engine.counters();
    let begun = begin(&node, node.record("t", ""), true, false).await;
    node.engine.begun(begun.expect("the task is stored"), None);
    node.engine.wait_until_idle().await;
    let after = node.engine.counters();
    assert_eq!(after.runs - before.runs, 1);
    assert_eq!(after.steps - before.steps, 3);
    assert_eq!(after.completed - before.completed, 1);
    assert_eq!(effects(&store, "t").await, [1, 1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_transaction_that_fails_neither_the_task_nor_its_effects_remain() {
    for (store, _) in shared_stores() {
        let node = node(&store, options(StepCommit::Chained)).await;
        for input in ["", "refuse Second", "hinder Second 1"] {
            let begun = begin(&node, node.record("t", input), true, true).await;
            assert!(begun.is_err());
            node.engine.wait_until_idle().await;
            let found = node.engine.wait(ACCOUNT, "t", Duration::ZERO).await;
            assert_eq!(found.expect("the store answers"), None);
            assert_eq!(effects(&store, "t").await, [0, 0, 0]);
            assert_eq!(history(&store, "t").await, []);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_each_step_commits_or_a_fault_may_come_between_no_task_runs_at_once() {
    let (store, _) = shared_stores().remove(0);
    let each = node(&store, options(StepCommit::Each)).await;
    assert!(!each.engine.runs_at_once());

    let chained = node(&store, options(StepCommit::Chained)).await;
    assert!(chained.engine.runs_at_once());

    let options = Options {
        faults: faults(&["step.First.before=delay:1s"]),
        ..options(StepCommit::Chained)
    };
    let faulty = node(&store, options).await;
    assert!(!faulty.engine.runs_at_once());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_committed_run_has_spans() {
    let (store, _) = shared_stores().remove(0);
    let tracer = Tracer::new(Sampler::default());
    let options = Options {
        tracer: Some(tracer.clone()),
        ..options(StepCommit::Chained)
    };
    let node = node(&store, options).await;
    let request = tracer.request(None).expect("it is recorded");
    let failed = begin(&node, node.record("t", ""), true, true).await;
    assert!(failed.is_err());
    assert!(tracer.take(9).is_empty());

    let begun = begin(&node, node.record("t", "hinder Second 1"), true, false).await;
    let begun = begun.expect("the task is stored");
    node.engine.begun(begun, Some(request.context()));
    let found = node.engine.wait(ACCOUNT, "t", LONG).await;
    let found = found.expect("it is read");
    assert_eq!(found.expect("a task").status.as_str(), "COMPLETE");
    node.engine.wait_until_idle().await;
    let spans: Vec<Span> = tracer.take(9);
    let named = |name: &'static str| -> Vec<&Span> {
        let named = spans.iter().filter(|span| span.name == name);
        named.collect()
    };
    // The later run may have ended before this one was counted.
    let (within, later): (Vec<_>, Vec<_>) = named("counting run")
        .into_iter()
        .partition(|run| run.parent.is_some());
    assert_eq!((within.len(), later.len()), (1, 1), "{spans:?}");
    assert_eq!(within[0].parent, Some(request.context().span));
    assert_eq!(later[0].link, None);
    let second = |run: &Span| {
        let parent = Some(run.context.span);
        let step = named("Second").into_iter().find(|of| of.parent == parent);
        step.expect("an attempt").failed
    };
    assert_eq!((second(within[0]), second(later[0])), (true, false));
    assert_eq!(named("First").len(), 1);
}
