//! The promises of the engine, told with a kind of task whose steps count how often they happened.

use std::time::Duration;

use cosell_engine::world::World;
use cosell_engine::{Done, Engine, FIRST_EPOCH, Options, Refusal, StepCommit, StepError, Task};
use cosell_store::table::setting;
use cosell_store::table::task::{self, Step, Task as Record};
use cosell_store::{BoxFuture, Error, Location, Notice, Store, Tx};

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";
const STEPS: [&str; 3] = ["First", "Second", "Third"];

/// Longer than any of these tasks takes; a test that waits this long has failed.
const LONG: Duration = Duration::from_mins(1);

/// Three steps. Each counts itself in a setting, and only then looks whether it is to fail: the
/// input is `refuse STEP`, `hinder STEP TIMES` or empty.
struct Counting;

impl Task for Counting {
    fn kind(&self) -> &'static str {
        "counting"
    }

    fn steps(&self) -> &'static [&'static str] {
        &STEPS
    }

    fn run<'a>(
        &'a self,
        step: usize,
        task: &'a mut Record,
        tx: &'a mut Tx,
    ) -> BoxFuture<'a, Result<Done, StepError>> {
        Box::pin(async move {
            let name = format!("{} {}", task.id, STEPS[step]);
            let count = setting::find(tx, ACCOUNT, CATALOG, &name).await?;
            let count = count.and_then(|count| count.parse().ok()).unwrap_or(0) + 1;
            setting::set(tx, ACCOUNT, CATALOG, &name, &i64::to_string(&count)).await?;
            task.state = format!("{}{step}", task.state);
            let refusal = |reason: &str| Refusal {
                reason_code: reason.to_owned(),
                message: format!("{} was not to be", STEPS[step]),
            };
            let words: Vec<&str> = task.input.split(' ').collect();
            match words[..] {
                ["refuse", at] if at == STEPS[step] => Err(StepError::Refused(refusal("Refused"))),
                ["hinder", at, times]
                    if at == STEPS[step] && task.attempts < times.parse().unwrap_or(0) =>
                {
                    Err(StepError::Transient(refusal("Hindered")))
                }
                _ if step == 1 => Ok(Done::Skipped("nothing to do".to_owned())),
                _ => Ok(Done::Effect(format!("did {}", STEPS[step]))),
            }
        })
    }
}

fn options(step_commit: StepCommit) -> Options {
    Options {
        step_commit,
        attempts: 3,
        first_pause: Duration::from_millis(1),
        ..Options::default()
    }
}

fn memory() -> Store {
    Store::open(&Location::Memory).expect("memory opens")
}

async fn start(store: &Store, options: Options) -> Engine {
    let kinds: Vec<Box<dyn Task>> = vec![Box::new(Counting)];
    let engine = Engine::start(store.clone(), World::system(), kinds, options).await;
    engine.expect("the engine starts")
}

fn record(id: &str, input: &str) -> Record {
    Record {
        id: id.to_owned(),
        kind: "counting".to_owned(),
        account: ACCOUNT.to_owned(),
        catalog: CATALOG.to_owned(),
        status: "IN_PROGRESS".to_owned(),
        step: 0,
        epoch: FIRST_EPOCH,
        attempts: 0,
        next_run_at: 0,
        started_at: 0,
        ended_at: None,
        reason_code: None,
        message: None,
        opportunity_id: None,
        engagement_id: None,
        invitation_id: None,
        job_id: None,
        context_id: None,
        input: input.to_owned(),
        state: String::new(),
    }
}

/// Stores a task, and tells of it if it is to be run.
async fn store_task(store: &Store, record: Record, tell: bool) {
    let stored: Result<(), Error> = store
        .write(move |tx| {
            let record = record.clone();
            Box::pin(async move {
                task::insert(tx, &record).await?;
                if tell {
                    tx.notify(Notice::TaskReady(record.id));
                }
                Ok(())
            })
        })
        .await;
    stored.expect("the task is stored");
}

/// Runs one task to its end.
async fn run(engine: &Engine, store: &Store, id: &str, input: &str) -> Record {
    store_task(store, record(id, input), true).await;
    engine
        .wait(id, LONG)
        .await
        .expect("the store lives")
        .expect("the task is there")
}

async fn journal(store: &Store, id: &str) -> Vec<Step> {
    let id = id.to_owned();
    let steps: Result<_, Error> = store
        .read(move |tx| {
            let id = id.clone();
            Box::pin(async move { task::steps(tx, &id).await })
        })
        .await;
    steps.expect("a journal")
}

/// The journal without its times: step, attempt, outcome.
async fn history(store: &Store, id: &str) -> Vec<(String, i64, String)> {
    let steps = journal(store, id).await;
    steps
        .into_iter()
        .map(|step| (step.name, step.attempt, step.outcome))
        .collect()
}

fn past(entries: &[(&str, i64, &str)]) -> Vec<(String, i64, String)> {
    let owned = |(name, attempt, outcome): &(&str, i64, &str)| {
        ((*name).to_owned(), *attempt, (*outcome).to_owned())
    };
    entries.iter().map(owned).collect()
}

/// How often each step's effect is there.
async fn effects(store: &Store, id: &str) -> [i64; 3] {
    let id = id.to_owned();
    let counts: Result<_, Error> = store
        .read(move |tx| {
            let id = id.clone();
            Box::pin(async move {
                let mut counts = [0; 3];
                for (count, step) in counts.iter_mut().zip(STEPS) {
                    let name = format!("{id} {step}");
                    let found = setting::find(tx, ACCOUNT, CATALOG, &name).await?;
                    *count = found.and_then(|found| found.parse().ok()).unwrap_or(0);
                }
                Ok(counts)
            })
        })
        .await;
    counts.expect("the effects")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_runs_through_its_steps_once_each() {
    let store = memory();
    let engine = start(&store, options(StepCommit::Chained)).await;
    let ended = run(&engine, &store, "t", "").await;
    assert_eq!((ended.status.as_str(), ended.step), ("COMPLETE", 3));
    assert!(ended.ended_at.is_some());
    assert_eq!(
        ended.state, "012",
        "each step saw what the one before it left"
    );
    assert_eq!(effects(&store, "t").await, [1, 1, 1]);
    let expected = past(&[
        ("First", 0, "DONE"),
        ("Second", 0, "SKIPPED"),
        ("Third", 0, "DONE"),
    ]);
    assert_eq!(history(&store, "t").await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_step_ends_the_task_and_keeps_what_was_done_before() {
    for commit in [StepCommit::Chained, StepCommit::Each] {
        let store = memory();
        let engine = start(&store, options(commit)).await;
        let ended = run(&engine, &store, "t", "refuse Second").await;
        assert_eq!((ended.status.as_str(), ended.step), ("FAILED", 1));
        assert_eq!(ended.reason_code.as_deref(), Some("Refused"));
        assert_eq!(ended.message.as_deref(), Some("Second was not to be"));
        assert_eq!(ended.state, "0", "the refused step's state is gone");
        assert_eq!(
            effects(&store, "t").await,
            [1, 0, 0],
            "and so is its effect"
        );
        let expected = past(&[("First", 0, "DONE"), ("Second", 0, "REFUSED")]);
        assert_eq!(history(&store, "t").await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hindered_step_is_tried_again_and_happens_once() {
    let store = memory();
    let engine = start(&store, options(StepCommit::Chained)).await;
    let ended = run(&engine, &store, "t", "hinder Second 2").await;
    assert_eq!((ended.status.as_str(), ended.attempts), ("COMPLETE", 0));
    assert_eq!(effects(&store, "t").await, [1, 1, 1]);
    let expected = past(&[
        ("First", 0, "DONE"),
        ("Second", 0, "RETRIED"),
        ("Second", 1, "RETRIED"),
        ("Second", 2, "SKIPPED"),
        ("Third", 0, "DONE"),
    ]);
    assert_eq!(history(&store, "t").await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_stays_hindered_fails_the_task_after_its_last_attempt() {
    let store = memory();
    let engine = start(&store, options(StepCommit::Chained)).await;
    let ended = run(&engine, &store, "t", "hinder Third 99").await;
    assert_eq!((ended.status.as_str(), ended.step), ("FAILED", 2));
    assert_eq!(ended.reason_code.as_deref(), Some("Hindered"));
    assert_eq!(effects(&store, "t").await, [1, 1, 0]);
    let attempts = journal(&store, "t")
        .await
        .iter()
        .filter(|step| step.step == 2)
        .count();
    assert_eq!(attempts, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_finishes_what_an_earlier_process_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let location = Location::Sqlite(folder.path().join("cosell.db"));
    let store = Store::open(&location).expect("a file");
    // Tasks at every step, as a process leaves them that ended between two commits.
    for step in 0..3 {
        let left = Record {
            step,
            ..record(&format!("left {step}"), "")
        };
        store_task(&store, left, false).await;
    }
    drop(store);

    let store = Store::open(&location).expect("the same file");
    let engine = start(&store, options(StepCommit::Chained)).await;
    for (step, expected) in [[1, 1, 1], [0, 1, 1], [0, 0, 1]].into_iter().enumerate() {
        let id = format!("left {step}");
        let ended = engine
            .wait(&id, LONG)
            .await
            .expect("the store lives")
            .expect("it is there");
        assert_eq!(ended.status, "COMPLETE");
        assert_eq!(ended.epoch, FIRST_EPOCH + 1, "taken over");
        assert_eq!(
            effects(&store, &id).await,
            expected,
            "what was passed is not repeated"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_leaves_ended_tasks_alone() {
    let store = memory();
    let ended = Record {
        status: "FAILED".to_owned(),
        step: 1,
        ..record("t", "")
    };
    store_task(&store, ended.clone(), false).await;
    let engine = start(&store, options(StepCommit::Chained)).await;
    let found = engine.wait("t", LONG).await.expect("the store lives");
    assert_eq!(found, Some(ended));
    assert_eq!(effects(&store, "t").await, [0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn committing_each_step_writes_the_same_history() {
    for input in [
        "",
        "refuse First",
        "refuse Third",
        "hinder Second 1",
        "hinder First 9",
    ] {
        let mut told = Vec::new();
        for commit in [StepCommit::Chained, StepCommit::Each] {
            let store = memory();
            let engine = start(&store, options(commit)).await;
            let ended = run(&engine, &store, "t", input).await;
            let outcome = (ended.status, ended.step, ended.reason_code, ended.state);
            told.push((
                outcome,
                history(&store, "t").await,
                effects(&store, "t").await,
            ));
        }
        assert_eq!(told[0], told[1], "with input `{input}`");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_ends_with_the_time_when_the_task_does_not() {
    let store = memory();
    let engine = start(&store, options(StepCommit::Chained)).await;
    // Nobody is told of this task, so nobody runs it.
    store_task(&store, record("t", ""), false).await;
    for time in [Duration::ZERO, Duration::from_millis(5)] {
        let found = engine.wait("t", time).await.expect("the store lives");
        assert_eq!(
            found.map(|found| found.status).as_deref(),
            Some("IN_PROGRESS")
        );
    }
    assert_eq!(
        engine.wait("another", LONG).await.expect("the store lives"),
        None
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_who_waits_is_told_of_the_end() {
    let store = memory();
    let engine = start(&store, options(StepCommit::Each)).await;
    let waiting: Vec<_> = (0..20)
        .map(|number| {
            let (engine, store) = (engine.clone(), store.clone());
            tokio::spawn(async move { run(&engine, &store, &format!("t{number}"), "").await })
        })
        .collect();
    for waiter in waiting {
        assert_eq!(waiter.await.expect("no panic").status, "COMPLETE");
    }
}

#[tokio::test]
async fn a_runner_of_an_earlier_epoch_writes_nothing() {
    let store = memory();
    store_task(&store, record("t", ""), false).await;
    let passed: Result<_, Error> = store
        .write(|tx| {
            Box::pin(async move {
                let mut mine = task::find(tx, "t")
                    .await?
                    .unwrap_or_else(|| record("t", ""));
                let taken = task::take_over(tx, "t", mine.epoch).await?;
                let taken_twice = task::take_over(tx, "t", mine.epoch).await?;
                mine.step += 1;
                let stale = task::advance(tx, 0, &mine).await?;
                mine.epoch += 1;
                let owned = task::advance(tx, 0, &mine).await?;
                let repeated = task::advance(tx, 0, &mine).await?;
                Ok([taken, taken_twice, stale, owned, repeated])
            })
        })
        .await;
    assert_eq!(
        passed.expect("a transaction"),
        [true, false, false, true, false]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_drops_a_task_that_was_taken_over() {
    let store = memory();
    let engine = start(&store, options(StepCommit::Chained)).await;
    let taken = Record {
        epoch: FIRST_EPOCH + 1,
        ..record("taken", "")
    };
    store_task(&store, taken.clone(), true).await;
    // Behind it in the queue, so that it was looked at when this one has ended.
    assert_eq!(run(&engine, &store, "next", "").await.status, "COMPLETE");
    assert_eq!(
        engine
            .wait("taken", Duration::ZERO)
            .await
            .expect("the store lives"),
        Some(taken)
    );
    assert_eq!(effects(&store, "taken").await, [0, 0, 0]);
    assert!(journal(&store, "taken").await.is_empty());
}
