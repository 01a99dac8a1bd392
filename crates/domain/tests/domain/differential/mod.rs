//! The same requests get the same responses, byte for byte, on every database.
//!
//! A service in memory, one on a SQLite file and one on PostgreSQL run in worlds of the same seed,
//! whose clocks are frozen between requests. Each gets the same pseudo-random sequence of requests
//! from several accounts. Every response is compared as it arrives; the events in the outboxes are
//! compared at the end. PostgreSQL takes part if `COSELL_TEST_POSTGRES` is the address of a server,
//! as under `cargo xtask test`.

pub(crate) mod play;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use crate::common::NOW;
use crate::common::stores::on_postgres;
use cosell_domain::{CallError, Service, Settings, find};
use cosell_engine::Options;
use cosell_store::table::event::{self, Event};
use cosell_store::table::page_key::{self, PageKey};
use cosell_store::{Location, Store};
use cosell_world::World;
use play::{Dice, Known, Request};
use serde_json::Value;

/// Requests in one sequence: enough for engagements with members and a history.
const REQUESTS: usize = 300;

/// The most that the clocks advance before a request, in milliseconds. All advances together stay
/// below a day, after which client tokens expire in the background.
const STEP: usize = 200_000;

struct Side {
    name: &'static str,
    service: Service,
    store: Store,
}

impl Side {
    async fn start(name: &'static str, location: &Location, seed: u64) -> Self {
        let store = Store::open(location).expect("the store opens");
        // With keys of their own the sides would return different page tokens.
        let key = store.write((), async |tx, ()| {
            let (number, key) = (1, "A".repeat(43) + "=");
            page_key::insert(tx, &PageKey { number, key }).await
        });
        key.await.expect("the key is stored");
        let world = World::frozen(NOW, seed);
        let (settings, options) = (Settings::default(), Options::default());
        let service = Service::start(store.clone(), world, settings, options).await;
        let service = service.expect("the service starts");
        Self {
            name,
            service,
            store,
        }
    }

    /// The response as a client reads it: a body, or an error's name and body.
    async fn answer(&self, request: &Request) -> String {
        let entry = find(request.operation).expect("the operation is implemented");
        let call = self
            .service
            .call(entry, Arc::from(request.account), request.input.clone());
        let answer = match call.await {
            Ok(answer) => match answer.body {
                Some(body) => String::from_utf8(body).expect("a response body is UTF-8"),
                None => "null".to_owned(),
            },
            Err(CallError::Decode(error)) => format!("{}: {}", error.name(), error.body()),
            Err(CallError::Dropped) => panic!("{}: no response: {request:?}", self.name),
            Err(CallError::Operation(error)) => match error.refused() {
                Some(refused) => format!("{}: {}", refused.kind().name(), refused.body()),
                None => panic!("{}: {error:?}: {request:?}", self.name),
            },
        };
        // Background work that the request started must end before the next request.
        let advanced = self.service.engine().advance(Duration::ZERO).await;
        advanced.expect("the background work ends");
        answer
    }

    async fn events(&self) -> Vec<Event> {
        let all = self
            .store
            .read((), async |tx, ()| event::list(tx, 100_000).await);
        let mut all = all.await.expect("events are read");
        for event in &mut all {
            // Real time, which no two of them share.
            event.stored_at = 0;
        }
        all
    }
}

async fn sides(seed: u64, folder: &std::path::Path) -> Vec<Side> {
    let file = Location::Sqlite(folder.join("cosell.sqlite"));
    let mut sides = vec![
        Side::start("memory", &Location::Memory, seed).await,
        Side::start("SQLite", &file, seed).await,
    ];
    match on_postgres() {
        Some(location) => sides.push(Side::start("PostgreSQL", &location, seed).await),
        None => eprintln!("without PostgreSQL: COSELL_TEST_POSTGRES is not set"),
    }
    sides
}

/// Runs one sequence. Returns how often each operation succeeded.
async fn play(seed: u64) -> BTreeMap<&'static str, usize> {
    let folder = tempfile::tempdir().expect("a folder");
    let sides = sides(seed, folder.path()).await;
    let (mut dice, mut known) = (Dice::new(seed), Known::default());
    let mut succeeded = BTreeMap::new();
    for number in 0..REQUESTS {
        let step = Duration::from_millis(u64::try_from(dice.below(STEP)).expect("a small number"));
        let request = known.request(&mut dice);
        let mut answers = Vec::with_capacity(sides.len());
        for side in &sides {
            side.service
                .engine()
                .advance(step)
                .await
                .expect("the clock advances");
            answers.push(side.answer(&request).await);
        }
        for (side, answer) in sides.iter().zip(&answers).skip(1) {
            assert_eq!(
                answer, &answers[0],
                "{} and memory differ in request {number} of seed {seed}: {request:#?}",
                side.name
            );
        }
        if let Ok(answer) = serde_json::from_str::<Value>(&answers[0]) {
            known.learn(&request, &answer);
            *succeeded.entry(request.operation).or_default() += 1;
        }
    }
    let events = sides[0].events().await;
    for side in &sides[1..] {
        assert_eq!(side.events().await, events, "the events of {}", side.name);
    }
    assert!(!events.is_empty());
    check_creation_first(&events);
    succeeded
}

/// Consumers rely on it that the creation of what they are told of comes first.
fn check_creation_first(events: &[Event]) {
    let mut told = BTreeSet::new();
    for event in events {
        let known = !told.insert((&event.account, &event.resource));
        let is_creation = matches!(
            &*event.detail_type,
            "Opportunity Created" | "Engagement Created"
        );
        assert!(!(is_creation && known), "told before: {event:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_database_gives_the_same_responses() {
    let mut succeeded: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in [7, 26] {
        for (operation, count) in play(seed).await {
            *succeeded.entry(operation).or_default() += count;
        }
    }
    println!("{succeeded:#?}");
    // A sequence of refusals would prove little.
    assert!(succeeded.len() >= 30, "too few succeeded: {succeeded:#?}");
}
