//! Two calls race for one decision, in every interleaving that matters.
//!
//! Two services on one PostgreSQL each carry out a call, one step of a transaction at a time. All
//! schedules are tried in which one takes some steps, the other takes some, and then each runs to
//! its end: an invariant that two transactions can break by coming between each other's steps is
//! broken by one of these. A call that waits for a lock lets the other one run. Two that wait for
//! each other fail the test: transactions lock in one order.
//!
//! `docs/invariants.md` names the test of each invariant. The tests need PostgreSQL, as under
//! `cargo xtask test`: elsewhere one transaction writes at a time.

mod gate;
mod invariants;
mod order;
mod task_wait;

use std::sync::Arc;
use std::time::Duration;

use cosell_domain::{CallError, Service, Settings, find};
use cosell_engine::Options;
use cosell_store::{Error, Location, Store};
use cosell_world::{World, machine};
use serde_json::Value;
use tokio::task::JoinHandle;

use crate::common::{Harness, NOW, Refused};
use gate::Gate;

/// How long a call may neither take a step nor wait for a lock.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long two calls wait for locks that wait for each other; less than the database lets them.
const CIRCLE: Duration = Duration::from_millis(800);

/// What races.
#[derive(Clone, Debug)]
enum Act {
    Call(&'static str, &'static str, Value),
    /// The timers do what is due after this time.
    Timers(Duration),
}

type Outcome = Result<Value, Refused>;

/// A service, and the way of its transactions.
struct Side {
    name: String,
    harness: Arc<Harness>,
    gate: Gate,
}

/// Two services on one store, which is read by a third way.
struct Arena {
    sides: [Side; 2],
    store: Store,
}

/// A race that runs: a call of each side.
struct Runner<'a> {
    side: &'a Side,
    call: JoinHandle<Outcome>,
}

impl Runner<'_> {
    /// Whether the call has ended. What its service then does in the background is no part of the
    /// race, and must not keep locks from the other one.
    fn has_ended(&self) -> bool {
        let ended = self.call.is_finished();
        if ended {
            self.side.gate.open();
        }
        ended
    }
}

impl Arena {
    /// `None` without PostgreSQL.
    async fn open(settings: &Settings, options: &Options) -> Option<Self> {
        let Ok(server) = std::env::var("COSELL_TEST_POSTGRES") else {
            eprintln!("left out: COSELL_TEST_POSTGRES names no server");
            return None;
        };
        let (process, number) = (std::process::id(), machine::number());
        let (user, rest) = server.split_once('@').expect("user@host");
        let (host, database) = rest.split_once('/').expect("host/database");
        let at = |host: &str, name: &str| {
            let address = format!(
                "{user}@{host}/{database}?sslmode=disable&application_name={name}\
                 &options=-csearch_path%3Drace_{process}_{number}"
            );
            Location::Postgres(address.parse().expect("an address"))
        };
        let direct = at(host, "direct");
        let store = tokio::task::spawn_blocking(move || Store::open(&direct));
        let store = store.await.expect("no panic").expect("the store opens");
        let mut sides = Vec::new();
        for (seed, name) in [(7, "a"), (8, "b")] {
            let (gate, port) = Gate::to(host.to_owned()).await;
            let name = format!("{name}_{process}_{number}");
            let location = at(&format!("127.0.0.1:{port}"), &name);
            let world = World::frozen(NOW, seed);
            let store = Store::open(&location).expect("the store opens");
            let options = options.clone();
            let service = Service::start(store.clone(), world, settings.clone(), options).await;
            let service = service.expect("the service starts");
            let harness = Harness { service, store };
            sides.push(Side {
                name,
                harness: Arc::new(harness),
                gate,
            });
        }
        let sides = sides.try_into().ok().expect("two");
        Some(Self { sides, store })
    }

    /// Whether a transaction of this side waits for a lock.
    async fn waits_for_lock(&self, side: &Side) -> bool {
        let text = "SELECT COUNT(*) FROM pg_stat_activity \
                    WHERE application_name = $1 AND wait_event_type = 'Lock'";
        let name = side.name.clone();
        let counted: Result<i64, Error> = self
            .store
            .read(name, async |tx, name| {
                let row = tx.query_one(text, &[name.as_str().into()]).await?;
                row.map_or(Ok(0), |mut row| row.integer(0))
            })
            .await;
        counted.expect("the activity is read") > 0
    }

    /// Waits until a call can take a step (`true`), or has ended (`true`), or waits for a lock.
    async fn settle(&self, runner: &Runner<'_>) -> bool {
        let begun = machine::instant();
        let mut polls = 0_u32;
        loop {
            if runner.has_ended() || runner.side.gate.waiting() > 0 {
                return true;
            }
            polls += 1;
            if polls.is_multiple_of(4) && self.waits_for_lock(runner.side).await {
                return false;
            }
            assert!(machine::elapsed(begun) < PATIENCE, "a call stands still");
            machine::sleep(Duration::from_micros(500)).await;
        }
    }

    /// Lets a call take so many steps. `false` when it ended before, or waits for a lock.
    async fn steps(&self, runner: &Runner<'_>, count: usize) -> bool {
        for _ in 0..count {
            if !self.settle(runner).await || runner.has_ended() {
                return false;
            }
            runner.side.gate.step();
        }
        self.settle(runner).await && !runner.has_ended()
    }

    /// Races two acts: the first takes `head` steps, the second `tail`, and then each runs to its
    /// end. Returns the outcomes, and whether each had as many steps to take.
    async fn race(
        &self,
        acts: [Act; 2],
        order: [usize; 2],
        counts: [usize; 2],
    ) -> ([Outcome; 2], [bool; 2]) {
        let runners = [0, 1].map(|at| {
            let side = &self.sides[at];
            side.gate.shut();
            let (harness, act) = (Arc::clone(&side.harness), acts[at].clone());
            let call = tokio::spawn(async move { carry_out(&harness, act).await });
            Runner { side, call }
        });
        let mut had = [false; 2];
        for at in order {
            had[at] = self.steps(&runners[at], counts[at]).await;
        }
        let mut moved_at = machine::instant();
        while runners.iter().any(|runner| !runner.has_ended()) {
            for at in order {
                while !runners[at].has_ended() && self.settle(&runners[at]).await {
                    moved_at = machine::instant();
                    if !runners[at].has_ended() {
                        runners[at].side.gate.step();
                    }
                }
            }
            let circle = machine::elapsed(moved_at) > CIRCLE;
            assert!(
                !circle,
                "the calls wait for each other: {acts:?} {counts:?}"
            );
        }
        let mut outcomes = Vec::new();
        for runner in runners {
            runner.side.gate.open();
            outcomes.push(runner.call.await.expect("no panic"));
        }
        (outcomes.try_into().expect("two"), had)
    }
}

async fn carry_out(harness: &Harness, act: Act) -> Outcome {
    match act {
        Act::Call(account, operation, mut input) => {
            input["Catalog"] = "Sandbox".into();
            let entry = find(operation).expect("the operation is implemented");
            match harness.service.call(entry, Arc::from(account), input).await {
                Ok(answer) => Ok(answer.body.map_or(Value::Null, |body| {
                    serde_json::from_slice(&body).expect("a response body is JSON")
                })),
                Err(CallError::Operation(cosell_domain::Error::Refused { error, rules })) => {
                    Err(Refused {
                        name: error.kind().name().to_owned(),
                        body: error.body(),
                        rules,
                    })
                }
                Err(error) => panic!("{operation} failed: {error:?}"),
            }
        }
        Act::Timers(time) => {
            let advanced = harness.service.engine().advance(time).await;
            advanced.expect("the timers run");
            Ok(Value::Null)
        }
    }
}

/// Races the acts that `prepare` makes in every schedule, each on data of its own, and checks each
/// end.
async fn race<D>(
    settings: Settings,
    prepare: impl AsyncFn(&Harness, usize) -> ([Act; 2], D),
    check: impl AsyncFn(&Harness, &D, &[Outcome; 2]),
) {
    if let Some(arena) = Arena::open(&settings, &Options::default()).await {
        let prepare = async |number| prepare(&arena.sides[0].harness, number).await;
        race_in(&arena, prepare, check).await;
    }
}

/// The same between the services of an arena.
async fn race_in<D>(
    arena: &Arena,
    prepare: impl AsyncFn(usize) -> ([Act; 2], D),
    check: impl AsyncFn(&Harness, &D, &[Outcome; 2]),
) {
    let mut number = 0;
    for order in [[0, 1], [1, 0]] {
        let [first, second] = order;
        let mut head = 1;
        loop {
            let (mut more, mut tail) = (false, 0);
            loop {
                let harness = &arena.sides[0].harness;
                let (acts, data) = prepare(number).await;
                harness.service.engine().wait_until_idle().await;
                number += 1;
                let mut counts = [0; 2];
                (counts[first], counts[second]) = (head, tail);
                let (outcomes, went_on) = arena.race(acts, order, counts).await;
                for side in &arena.sides {
                    side.harness.wait_until_idle().await;
                }
                check(harness, &data, &outcomes).await;
                more |= went_on[first];
                if !went_on[second] {
                    break;
                }
                tail = after(tail);
            }
            if !more {
                break;
            }
            head = after(head);
        }
    }
    println!("{number} schedules");
    for side in &arena.sides {
        let counts = side.harness.store.counts();
        println!(
            "{}: {} commits, {} reruns",
            side.name, counts.commits, counts.reruns
        );
    }
}

/// The next number of steps that is tried. A long call has many steps, and not all of them matter.
fn after(steps: usize) -> usize {
    steps + 1 + steps / 4
}

/// How many of the outcomes are successes.
fn succeeded(outcomes: &[Outcome; 2]) -> usize {
    outcomes.iter().filter(|outcome| outcome.is_ok()).count()
}
