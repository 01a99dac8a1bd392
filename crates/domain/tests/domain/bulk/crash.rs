//! Each row happens once, whatever happens to the program that carries it out.

use std::collections::BTreeSet;
use std::time::Duration;

use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_store::table::bulk;
use cosell_store::{Location, Store};
use cosell_world::World;
use serde_json::{Value, json};

use super::{codes, file};
use crate::common::stores::every_place;
use crate::common::{Harness, NOW};

/// Fails unless each of the rows has one outcome, and each opportunity is of one row.
async fn once(harness: &Harness, id: &str, rows: usize) {
    let job = harness.job(id).await;
    assert_eq!(job["Status"], "COMPLETED", "{job:#}");
    for count in ["TotalRecords", "ProcessedRecords", "SuccessCount"] {
        assert_eq!(job[count], json!(rows), "{count}: {job:#}");
    }
    let results = harness.results(id).await;
    let ids: Vec<_> = results.iter().map(|it| it["RequestId"].clone()).collect();
    let wanted: Vec<_> = (1..=rows).map(|at| format!("r{at}")).collect();
    assert_eq!(ids, wanted);
    let made: BTreeSet<_> = results
        .iter()
        .filter_map(|it| it["ResourceIdentifier"].as_str())
        .collect();
    assert_eq!(made.len(), rows);
    assert_eq!(harness.opportunities_of_partner().await, rows.min(100));
}

async fn advance(harness: &Harness, time: Duration) -> bool {
    harness.service.engine().advance(time).await.is_ok()
}

#[tokio::test]
async fn a_transaction_that_is_lost_at_any_point_of_a_row_is_made_again() {
    for point in ["before", "after_effect", "before_commit"] {
        let harness = Harness::new().await;
        harness.inject(&format!("bulk.row.{point}=drop;skip=1;count=3"));
        let id = harness.start(file(50)).await;
        for _ in 0..10 {
            advance(&harness, Duration::ZERO).await;
        }
        once(&harness, &id, 50).await;
        let fired = harness.service.engine().faults().list()[0].fired;
        assert_eq!(fired, 3, "{point}");
    }
}

#[tokio::test]
async fn a_panic_at_any_point_of_a_row_leaves_nothing_of_its_transaction() {
    for point in ["before", "after_effect", "before_commit"] {
        let harness = Harness::new().await;
        harness.inject(&format!("bulk.row.{point}=panic;skip=1;count=2"));
        let id = harness.start(file(30)).await;
        for _ in 0..10 {
            advance(&harness, Duration::ZERO).await;
        }
        once(&harness, &id, 30).await;
    }
}

#[tokio::test]
async fn an_error_at_a_row_fails_that_row_and_undoes_its_effect() {
    for point in ["before", "after_effect"] {
        let harness = Harness::new().await;
        let rule = format!("bulk.row.{point}=error:ThrottlingException;skip=1;count=1");
        harness.inject(&rule);
        let id = harness.carried_out(file(3)).await;
        let results = harness.results(&id).await;
        assert_eq!(codes(&results), ["", "ThrottlingException", ""], "{point}");
        assert_eq!(results[1]["RequestId"], "r2");
        assert_eq!(results[1]["ResourceIdentifier"], Value::Null);
        assert_eq!(harness.opportunities_of_partner().await, 2, "{point}");
    }
}

#[tokio::test]
async fn a_delay_holds_each_row_up_once_and_its_job_shows_how_far_it_is() {
    for point in ["before", "after_effect"] {
        let harness = Harness::new().await;
        harness.inject(&format!("bulk.row.{point}=delay:10s"));
        let id = harness.start(file(3)).await;
        for done in 0..3 {
            advance(&harness, Duration::ZERO).await;
            let job = harness.job(&id).await;
            assert_eq!(job["Status"], "IN_PROGRESS");
            assert_eq!(job["TotalRecords"], 3);
            assert_eq!(job["ProcessedRecords"], json!(done), "{point}");
            assert_eq!(job["CompletedAt"], Value::Null);
            assert_eq!(harness.results(&id).await.len(), done);
            let body = json!({ "Catalog": "Sandbox", "JobId": id, "ReportFormat": "CSV" });
            let refused = harness
                .refused("GetOpportunityBulkJobReportUrl", body)
                .await;
            assert_eq!(refused.name, "ConflictException");
            advance(&harness, Duration::from_secs(10)).await;
        }
        once(&harness, &id, 3).await;
    }
}

async fn node(store: &Store, world: World) -> Harness {
    node_with(store, world, Options::default()).await
}

async fn node_with(store: &Store, world: World, options: Options) -> Harness {
    let settings = Settings::default();
    let service = Service::start(store.clone(), world, settings, options).await;
    Harness {
        service: service.expect("the service starts"),
        store: store.clone(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_node_stops_on_its_way_goes_on_at_the_next_row() {
    let (_folder, places) = every_place();
    for place in places {
        let store = Store::open(&place).expect("the store opens");
        let first = node(&store, World::frozen(NOW, 1)).await;
        first.inject("bulk.row.before=delay:3600s;skip=33;count=1");
        let id = first.start(file(60)).await;
        advance(&first, Duration::ZERO).await;
        assert_eq!(first.job(&id).await["ProcessedRecords"], 33);
        first
            .service
            .engine()
            .stop()
            .await
            .expect("the store lives");

        let next = node(&store, World::frozen(NOW + 3_600_000, 2)).await;
        advance(&next, Duration::ZERO).await;
        once(&next, &id, 60).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_leaves_a_job_to_the_one_that_carries_it_on_until_its_claim_is_over() {
    let store = Store::open(&Location::Memory).expect("the store opens");
    let shared = || Options {
        exclusive: false,
        ..Options::default()
    };
    let first = node_with(&store, World::frozen(NOW, 1), shared()).await;
    first.inject("bulk.row.before=delay:3600s;skip=33;count=1");
    let id = first.start(file(60)).await;
    advance(&first, Duration::ZERO).await;
    let later = World::frozen(NOW + 3_600_000, 2);
    let other = node_with(&store, later, shared()).await;
    advance(&other, Duration::ZERO).await;
    assert_eq!(other.job(&id).await["ProcessedRecords"], 33);

    let over: Result<(), cosell_store::Error> = store
        .write(id.clone(), async |tx, id| {
            let job = bulk::of_any_account(tx, id).await?;
            let mut job = job.expect("it is there");
            assert!(job.claimed_until > 0);
            job.claimed_until = 0;
            bulk::update(tx, &job).await.map(drop)
        })
        .await;
    over.expect("a write");
    advance(&other, Duration::ZERO).await;
    once(&other, &id, 60).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_carry_out_the_same_job_do_each_row_once() {
    let (_folder, places) = every_place();
    for place in places {
        let store = Store::open(&place).expect("the store opens");
        let first = node(&store, World::system()).await;
        let second = node(&store, World::system()).await;
        let id = first.start(file(200)).await;
        while second.job(&id).await["Status"] != "COMPLETED" {
            advance(&first, Duration::ZERO).await;
            advance(&second, Duration::ZERO).await;
        }
        once(&second, &id, 200).await;
    }
}

/// The answers of one story, without the ids that a random number is in.
async fn story(place: &Location) -> Vec<Value> {
    let store = Store::open(place).expect("the store opens");
    let harness = node(&store, World::frozen(NOW, 7)).await;
    let id = harness.carried_out(super::rows_of_all_kinds()).await;
    let mut seen = vec![harness.job(&id).await];
    seen.extend(harness.results(&id).await);
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_the_same_outcomes_on_every_store() {
    let (_folder, places) = every_place();
    let wanted = story(&places[0]).await;
    assert!(wanted.len() > 4);
    for place in &places[1..] {
        assert_eq!(story(place).await, wanted, "{place:?}");
    }
}
