//! Timers do work that falls due without a request.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cosell_engine::{Batch, Options, StepCommit, Timer};
use cosell_store::table::setting;
use cosell_store::table::task::{self, Task as Record};
use cosell_store::{BoxFuture, Error, Notice, Tx};
use cosell_world::World;

use crate::common::{LONG, Node, memory, options, ready, record};

/// Falls due at each full second up to the tenth, and records when it ran.
struct Seconds;

async fn ran(tx: &mut Tx) -> Result<Vec<i64>, Error> {
    let text = setting::find(tx, "timer", "AWS", "ran").await?;
    let text = text.unwrap_or_default();
    Ok(text
        .split_whitespace()
        .filter_map(|at| at.parse().ok())
        .collect())
}

impl Timer for Seconds {
    fn name(&self) -> &'static str {
        "seconds"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move {
            let next = i64::try_from(ran(tx).await?.len()).unwrap_or(0) * 1_000 + 1_000;
            Ok(Some(next).filter(|next| *next <= 10_000))
        })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let mut ran = ran(tx).await?;
            ran.push(now);
            let text: Vec<String> = ran.iter().map(ToString::to_string).collect();
            setting::set(tx, "timer", "AWS", "ran", &text.join(" ")).await?;
            Ok(1.into())
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_the_clock_runs_each_timer_at_its_time() {
    let store = memory();
    let (world, options) = (World::frozen(0, 1), options(StepCommit::Chained));
    let node = Node::with(&store, world, vec![Box::new(Seconds)], options).await;
    let advance = node.engine.advance(Duration::from_millis(3_500));
    advance.await.expect("the store lives");
    let times: Result<_, Error> = store.read((), async |tx, ()| ran(tx).await).await;
    assert_eq!(times.expect("times"), [1_000, 2_000, 3_000]);
    assert_eq!(node.world.now(), 3_500);
    assert_eq!(node.engine.counters().timer_effects, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_fell_due_while_no_program_ran_is_done_at_the_next_start() {
    let store = memory();
    let (world, options) = (World::frozen(7_500, 1), options(StepCommit::Chained));
    let node = Node::with(&store, world, vec![Box::new(Seconds)], options).await;
    while node.engine.counters().timer_effects < 7 {
        tokio::task::yield_now().await;
    }
    let times: Result<_, Error> = store.read((), async |tx, ()| ran(tx).await).await;
    assert_eq!(times.expect("times"), [7_500; 7]);
}

/// Falls due when a setting says so.
struct OnDemand;

impl Timer for OnDemand {
    fn name(&self) -> &'static str {
        "on demand"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move {
            let wanted = setting::find(tx, "timer", "AWS", "wanted").await?;
            Ok(wanted.filter(|wanted| wanted == "yes").map(|_| 0))
        })
    }

    fn run<'a>(&'a self, _: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            setting::set(tx, "timer", "AWS", "wanted", "no").await?;
            Ok(1.into())
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn timers_run_at_once_when_work_has_become_due() {
    let store = memory();
    let without_polling = Options {
        timer_poll_interval: Duration::from_hours(1),
        ..options(StepCommit::Chained)
    };
    let node = Node::with(
        &store,
        World::system(),
        vec![Box::new(OnDemand)],
        without_polling,
    )
    .await;
    for done in 1..=3 {
        let wanted: Result<(), Error> = store
            .write((), async |tx, ()| {
                tx.notify(Notice::TimerDue);
                setting::set(tx, "timer", "AWS", "wanted", "yes").await
            })
            .await;
        wanted.expect("a write");
        while node.engine.counters().timer_effects < done {
            tokio::task::yield_now().await;
        }
    }
}

/// Has something to do at all times, and takes long over it.
struct Busy;

impl Timer for Busy {
    fn name(&self) -> &'static str {
        "busy"
    }

    fn due<'a>(&'a self, _: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async { Ok(Some(0)) })
    }

    fn run<'a>(&'a self, _: i64, _: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async {
            cosell_world::machine::block(Duration::from_millis(10));
            Ok(1.into())
        })
    }
}

/// Fails whenever it runs.
struct Broken;

impl Timer for Broken {
    fn name(&self) -> &'static str {
        "broken"
    }

    fn due<'a>(&'a self, _: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async { Ok(Some(0)) })
    }

    fn run<'a>(&'a self, _: i64, _: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async { Err(Error::Document("for a test".to_owned())) })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timer_that_never_ends_or_always_fails_keeps_no_other_from_its_turn() {
    for (what, first) in [
        ("busy", Box::new(Busy) as Box<dyn Timer>),
        ("broken", Box::new(Broken)),
    ] {
        let store = memory();
        let (world, options) = (World::frozen(3_500, 1), options(StepCommit::Chained));
        let all = vec![first, Box::new(Seconds)];
        let node = Node::with(&store, world, all, options).await;
        let seconds = loop {
            let found: Result<_, Error> = store.read((), async |tx, ()| ran(tx).await).await;
            let found = found.expect("times");
            if found.len() == 3 {
                break found;
            }
            tokio::task::yield_now().await;
        };
        assert_eq!(seconds, [3_500; 3], "{what}");
        node.engine.stop().await.expect("the store lives");
    }
}

/// Waits until something is so.
async fn until(is_so: impl AsyncFn() -> bool) {
    let waited = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    let waited = cosell_world::machine::timeout(LONG, waited).await;
    waited.expect("it never was so");
}

/// Has twenty batches to do, each of which takes a part of a turn.
struct Long;

impl Timer for Long {
    fn name(&self) -> &'static str {
        "long"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { Ok((ran(tx).await?.len() < 20).then_some(0)) })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        cosell_world::machine::block(Duration::from_millis(10));
        Seconds.run(now, tx)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timer_that_fails_does_not_end_the_turns_of_another() {
    let without_polling = Options {
        timer_poll_interval: Duration::from_hours(1),
        ..options(StepCommit::Chained)
    };
    let (store, world) = (memory(), World::frozen(0, 1));
    let all: Vec<Box<dyn Timer>> = vec![Box::new(Broken), Box::new(Long)];
    let node = Node::with(&store, world, all, without_polling).await;
    until(async || node.engine.counters().timer_effects == 20).await;
}

/// Fails when it first runs.
#[derive(Default)]
struct Flaky(AtomicBool);

impl Timer for Flaky {
    fn name(&self) -> &'static str {
        "flaky"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { Ok(ran(tx).await?.is_empty().then_some(0)) })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        if self.0.swap(true, Ordering::Relaxed) {
            return Seconds.run(now, tx);
        }
        Broken.run(now, tx)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timer_that_failed_has_another_turn_while_one_never_ends() {
    let polling = Options {
        timer_poll_interval: Duration::from_millis(1),
        ..options(StepCommit::Chained)
    };
    let (store, world) = (memory(), World::frozen(0, 1));
    let all: Vec<Box<dyn Timer>> = vec![Box::new(Flaky::default()), Box::new(Busy)];
    let node = Node::with(&store, world, all, polling).await;
    until(async || {
        let found: Result<_, Error> = store.read((), async |tx, ()| ran(tx).await).await;
        found.expect("times").len() == 1
    })
    .await;
    node.engine.stop().await.expect("the store lives");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timer_that_fails_stops_no_clock_and_is_reported() {
    let (store, world) = (memory(), World::frozen(0, 1));
    let all: Vec<Box<dyn Timer>> = vec![Box::new(Broken), Box::new(Seconds)];
    let node = Node::with(&store, world, all, options(StepCommit::Chained)).await;
    let failed = node.engine.advance(Duration::from_millis(2_500)).await;
    assert!(matches!(failed, Err(Error::Document(_))), "{failed:?}");
    let times: Result<_, Error> = store.read((), async |tx, ()| ran(tx).await).await;
    assert_eq!(times.expect("times"), [1_000, 2_000]);
    assert_eq!(node.world.now(), 2_500);
}

/// Stores a task after a second, which is to run after two.
struct Planner;

impl Timer for Planner {
    fn name(&self) -> &'static str {
        "planner"
    }

    fn due<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Option<i64>, Error>> {
        Box::pin(async move { Ok(ran(tx).await?.is_empty().then_some(1_000)) })
    }

    fn run<'a>(&'a self, now: i64, tx: &'a mut Tx) -> BoxFuture<'a, Result<Batch, Error>> {
        Box::pin(async move {
            let node = setting::find(tx, "timer", "AWS", "node").await?;
            let planned = Record {
                next_run_at: 2_000,
                ..record(&node.unwrap_or_default(), "planned", "")
            };
            task::insert(tx, &planned).await?;
            tx.notify(ready("planned"));
            Seconds.run(now, tx).await
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_the_clock_runs_a_task_of_a_timer_at_its_time() {
    let (store, world) = (memory(), World::frozen(0, 1));
    let all: Vec<Box<dyn Timer>> = vec![Box::new(Planner)];
    let node = Node::with(&store, world, all, options(StepCommit::Chained)).await;
    let name = node.world.node().to_owned();
    let named: Result<(), Error> = store
        .write(name, async |tx, name| {
            setting::set(tx, "timer", "AWS", "node", name).await
        })
        .await;
    named.expect("the store lives");
    let advance = node.engine.advance(Duration::from_mins(1));
    advance.await.expect("the store lives");
    let planned = node.find("planned").await.expect("it was stored");
    assert_eq!(planned.ended_at, Some(2_000));
}
