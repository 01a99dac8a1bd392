//! How many statements a call sends to its database, those that begin and end transactions
//! included. Unlike a time, the number does not depend on the machine: `bench/counts` has it for
//! the calls that are measured, and it may neither rise nor fall unnoticed.
//!
//! With `COSELL_WRITE_COUNTS` set the test writes the file instead of comparing it.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_store::{Location, OpenOptions, Store, Trace};
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW, association, opportunity, update};

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../bench/counts/statements.toml"
);

const HEADER: &str = "\
# Statements of each call, those that begin and end transactions included, for one caller at a time.
# A read by key leaves its transaction open: the next call that writes ends it.
# To write this file after a change:
#     COSELL_WRITE_COUNTS=1 cargo test -p cosell-domain --test domain counts

[sqlite]
";

/// The statements of a store since they were last taken.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn trace(&self) -> Trace {
        let heard = self.clone();
        Trace::new(move |text| heard.locked(|heard| heard.push(text.to_owned())))
    }

    fn take(&self) -> Vec<String> {
        self.locked(std::mem::take)
    }

    fn locked<T>(&self, act: impl FnOnce(&mut Vec<String>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Calls operations and counts their statements.
struct Counter {
    harness: Harness,
    heard: Heard,
    /// Each counted call with its statements.
    counted: Vec<(&'static str, Vec<String>)>,
}

impl Counter {
    async fn on(file: Location) -> Self {
        let heard = Heard::default();
        let options = OpenOptions {
            trace: Some(heard.trace()),
            ..OpenOptions::default()
        };
        let store = Store::open_with(&file, options).expect("the store opens");
        // Timers run when something is due, and not at a poll interval.
        let options = Options {
            timer_poll_interval: Duration::from_hours(24),
            ..Options::default()
        };
        let world = World::frozen(NOW, 7);
        let service = Service::start(store.clone(), world, Settings::default(), options).await;
        let service = service.expect("the service starts");
        Self {
            harness: Harness { service, store },
            heard,
            counted: Vec::new(),
        }
    }

    /// Calls an operation that must succeed, and counts the statements of the call and of what it
    /// makes due.
    async fn call(&mut self, operation: &'static str, input: Value) -> Value {
        self.quiet().await;
        self.heard.take();
        let answer = self.harness.ok(operation, input).await;
        self.quiet().await;
        self.counted.push((operation, self.heard.take()));
        answer
    }

    /// Waits until the store has heard nothing for a while.
    async fn quiet(&self) {
        let mut before = None;
        loop {
            let world = self.harness.service.world();
            world.sleep(Duration::from_millis(50)).await;
            let now = self.heard.locked(|heard| heard.len());
            if before == Some(now) {
                return;
            }
            before = Some(now);
        }
    }
}

#[tokio::test]
async fn each_call_sends_as_many_statements_as_the_file_of_counts_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = Location::Sqlite(folder.path().join("cosell.sqlite"));
    let mut counter = Counter::on(file).await;
    // The first calls find empty tables and prepare what later ones use.
    counter.harness.submitted().await;

    let created = counter.call("CreateOpportunity", opportunity()).await;
    let id = created["Id"].as_str().expect("an opportunity has an id");
    let by_id = json!({ "Catalog": "Sandbox", "Identifier": id });
    let mut read = counter.call("GetOpportunity", by_id.clone()).await;
    read["LifeCycle"]["TargetCloseDate"] = json!("2027-07-31");
    counter.call("UpdateOpportunity", update(&read)).await;
    let solution = association(id, "Solutions", "S-1234567");
    counter.call("AssociateOpportunity", solution).await;
    let list = json!({ "Catalog": "Sandbox" });
    counter.call("ListOpportunities", list).await;
    let start = json!({
        "Catalog": "Sandbox",
        "ClientToken": format!("start-{id}"),
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let task = "StartEngagementFromOpportunityTask";
    let started = counter.call(task, start).await;
    assert_eq!(started["TaskStatus"], "COMPLETE", "{started:#}");
    assert!(counter.counted.iter().any(|(name, statements)| {
        // The limit of issue 14.
        *name == task && statements.len() <= 25
    }));

    let mut text = HEADER.to_owned();
    for (operation, statements) in &counter.counted {
        writeln!(text, "{operation} = {}", statements.len()).expect("a string grows");
    }
    if std::env::var_os("COSELL_WRITE_COUNTS").is_some() {
        std::fs::write(Path::new(FILE), &text).expect("the file of counts is written");
        return;
    }
    let known = std::fs::read_to_string(FILE).expect("the file of counts is read");
    for (operation, statements) in &counter.counted {
        let line = format!("{operation} = {}", statements.len());
        assert!(
            known.lines().any(|known| known == line),
            "{line} is not what {FILE} says. Its statements:\n{}\nIf that is meant, write the \
             file again, as its first lines say.",
            statements.join("\n")
        );
    }
    assert_eq!(known, text, "{FILE} has other lines: write it again");
}
