//! Snapshot jobs: they take a snapshot after each change.

use std::time::Duration;

use cosell_api::DateTime;
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_store::table::{event, job as table};
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW};
use crate::engagement::hub::{ANNA, BERT, Hub, ids, text};
use crate::engagement::snapshots::{snapshot, with_token};

#[tokio::test]
async fn a_running_job_takes_a_snapshot_of_every_change_and_a_stopped_job_of_none() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    let asked = snapshot(&engagement, &opportunity);
    let created = hub
        .ok(
            ANNA,
            "CreateResourceSnapshotJob",
            with_token(asked.clone(), "1"),
        )
        .await;
    let job = json!({ "ResourceSnapshotJobIdentifier": created["Id"] });
    let state = async || hub.ok(ANNA, "GetResourceSnapshotJob", job.clone()).await;
    let revision =
        async || hub.ok(ANNA, "GetResourceSnapshot", asked.clone()).await["Revision"].as_i64();

    let new = state().await;
    assert_eq!(new["Arn"], created["Arn"]);
    assert_eq!(new["Status"], "Stopped");
    assert_eq!(new["LastSuccessfulExecutionDate"], Value::Null);
    assert_eq!(new["EngagementId"], engagement);
    assert_eq!(new["ResourceId"], opportunity);
    assert!(
        new["ResourceArn"]
            .as_str()
            .is_some_and(|arn| arn.ends_with(&opportunity))
    );
    let missing = hub
        .refused(ANNA, "GetResourceSnapshot", asked.clone())
        .await;
    assert_eq!(
        missing, "ResourceNotFoundException",
        "the job is not started yet"
    );

    for _ in 0..2 {
        assert_eq!(
            hub.ok(ANNA, "StartResourceSnapshotJob", job.clone()).await,
            Value::Null
        );
        assert_eq!(state().await["Status"], "Running");
        hub.0.wait_until_idle().await;
        assert_eq!(revision().await, Some(1));
    }
    let now = DateTime::from_millis(NOW).to_string();
    assert_eq!(state().await["LastSuccessfulExecutionDate"], now);
    hub.change(ANNA, &opportunity, "Call Dana").await;
    assert_eq!(revision().await, Some(2));
    hub.change(ANNA, &opportunity, "Call Dana").await;
    assert_eq!(
        revision().await,
        Some(2),
        "no member of the template changed"
    );

    for _ in 0..2 {
        hub.ok(ANNA, "StopResourceSnapshotJob", job.clone()).await;
        assert_eq!(state().await["Status"], "Stopped");
    }
    hub.change(ANNA, &opportunity, "Visit Dana").await;
    assert_eq!(revision().await, Some(2));
    hub.ok(ANNA, "StartResourceSnapshotJob", job.clone()).await;
    hub.0.wait_until_idle().await;
    assert_eq!(revision().await, Some(3), "it catches up");
}

#[tokio::test]
async fn a_job_is_visible_to_its_owner_only_and_is_not_created_twice() {
    let hub = Hub::new().await;
    let opportunity = hub.opportunity(ANNA).await;
    let mut created = Vec::new();
    for title in ["one", "two", "three"] {
        let engagement = hub.engagement(ANNA, title).await;
        let asked = with_token(snapshot(&engagement, &opportunity), title);
        let job = hub
            .ok(ANNA, "CreateResourceSnapshotJob", asked.clone())
            .await;
        assert_eq!(
            hub.ok(ANNA, "CreateResourceSnapshotJob", asked.clone())
                .await,
            job,
            "replayed"
        );
        let again = with_token(asked, "another token");
        let refused = hub.refused(ANNA, "CreateResourceSnapshotJob", again).await;
        assert_eq!(refused, "ConflictException");
        created.push((engagement, text(&job["Id"])));
    }
    let job = json!({ "ResourceSnapshotJobIdentifier": created[0].1 });
    for operation in [
        "GetResourceSnapshotJob",
        "StartResourceSnapshotJob",
        "StopResourceSnapshotJob",
    ] {
        let refused = hub.refused(BERT, operation, job.clone()).await;
        assert_eq!(refused, "ResourceNotFoundException", "{operation}");
    }
    hub.ok(ANNA, "StartResourceSnapshotJob", job).await;

    let list = "ResourceSnapshotJobSummaries";
    let of = async |account: &str, filter: Value| {
        hub.pages(account, "ListResourceSnapshotJobs", filter, list)
            .await
    };
    assert_eq!(of(ANNA, json!({})).await.len(), 3);
    assert_eq!(of(BERT, json!({})).await.len(), 0);
    assert_eq!(
        ids(&of(ANNA, json!({ "Status": "Running" })).await),
        [&created[0].1]
    );
    let there = json!({ "EngagementIdentifier": created[2].0 });
    assert_eq!(ids(&of(ANNA, there).await), [&created[2].1]);
}

#[tokio::test]
async fn the_template_and_the_tags_of_a_job_are_refused_together() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    let mut asked = with_token(snapshot(&engagement, &opportunity), "1");
    asked["ResourceSnapshotTemplateIdentifier"] = json!("Opportunity");
    asked["Tags"] = json!([{ "Key": "aws:made", "Value": "by me" }]);
    let refused = hub.call(ANNA, "CreateResourceSnapshotJob", asked).await;
    let refused = refused.expect_err("both are wrong");
    assert_eq!(
        refused.rules,
        ["snapshot.template.known", "tag.key.reserved"]
    );
}

#[tokio::test]
async fn a_job_does_not_start_in_an_engagement_with_no_room_for_the_project() {
    let hub = Hub::new().await;
    let opportunity = hub.opportunity(ANNA).await;
    let contact = json!({
        "BusinessTitle": "Gardener", "Email": "g@acre.example.com",
        "FirstName": "Gil", "LastName": "Green",
    });
    let lead = json!({
        "Type": "Lead",
        "Payload": { "Lead": {
            "Customer": { "CompanyName": "Acre", "Address": {} },
            "Interactions": [{ "SourceType": "Fair", "SourceId": "1", "SourceName": "Fair",
                "CustomerAction": "Came by", "Contact": contact }],
        } },
    });
    let full = json!({
        "ClientToken": "full", "Title": "Full", "Description": "Of leads",
        "Contexts": [lead, lead, lead, lead, lead],
    });
    let engagement = text(&hub.ok(ANNA, "CreateEngagement", full).await["Id"]);
    let asked = with_token(snapshot(&engagement, &opportunity), "1");
    let refused = hub
        .refused(ANNA, "CreateResourceSnapshot", asked.clone())
        .await;
    assert_eq!(refused, "ServiceQuotaExceededException");
    let job = hub.ok(ANNA, "CreateResourceSnapshotJob", asked).await;
    let job = json!({ "ResourceSnapshotJobIdentifier": job["Id"] });
    let refused = hub
        .call(ANNA, "StartResourceSnapshotJob", job.clone())
        .await;
    let refused = refused.expect_err("the engagement is full");
    assert_eq!(refused.name, "ValidationException");
    assert_eq!(
        refused.findings(),
        [(String::new(), "INVALID_RESOURCE_STATE".to_owned())]
    );
    assert_eq!(
        hub.ok(ANNA, "GetResourceSnapshotJob", job).await["Status"],
        "Stopped"
    );
}

/// An opportunity of Anna's in an engagement, and a running job that has taken a snapshot of it.
/// Returns the opportunity, and the requests that read its snapshots and its job.
async fn running(hub: &Hub) -> (String, Value, Value) {
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    let asked = snapshot(&engagement, &opportunity);
    let new = with_token(asked.clone(), "1");
    let created = hub.ok(ANNA, "CreateResourceSnapshotJob", new).await;
    let job = json!({ "ResourceSnapshotJobIdentifier": created["Id"] });
    hub.ok(ANNA, "StartResourceSnapshotJob", job.clone()).await;
    hub.0.wait_until_idle().await;
    (opportunity, asked, job)
}

async fn revision(hub: &Hub, asked: &Value) -> i64 {
    let newest = hub.ok(ANNA, "GetResourceSnapshot", asked.clone()).await;
    newest["Revision"].as_i64().expect("a number")
}

/// Changes an opportunity, and does not wait for its jobs.
async fn touch(hub: &Hub, id: &str, next_steps: &str) {
    let known = hub
        .ok(ANNA, "GetOpportunity", json!({ "Identifier": id }))
        .await;
    let mut input = crate::common::update(&known);
    input["LifeCycle"]["NextSteps"] = json!(next_steps);
    hub.ok(ANNA, "UpdateOpportunity", input).await;
}

#[tokio::test]
async fn a_job_runs_after_a_change_although_the_clock_is_frozen() {
    let hub = Hub::new().await;
    let (opportunity, asked, _) = running(&hub).await;
    touch(&hub, &opportunity, "Call Dana").await;
    // No request starts the job; a test that hangs here has failed.
    while revision(&hub, &asked).await == 1 {
        hub.0.service.world().sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(revision(&hub, &asked).await, 2);
}

#[tokio::test]
async fn a_change_made_before_a_job_was_stopped_is_in_a_snapshot() {
    let hub = Hub::new().await;
    let (opportunity, asked, job) = running(&hub).await;
    touch(&hub, &opportunity, "Call Dana").await;
    hub.ok(ANNA, "StopResourceSnapshotJob", job.clone()).await;
    assert_eq!(revision(&hub, &asked).await, 2);
    hub.change(ANNA, &opportunity, "Visit Dana").await;
    assert_eq!(revision(&hub, &asked).await, 2);
    let stopped = hub.ok(ANNA, "GetResourceSnapshotJob", job).await;
    assert_eq!(stopped["Status"], "Stopped");
}

/// The process that made the change stopped before the job ran; only the mark in the store is left.
#[tokio::test]
async fn a_change_left_by_a_stopped_process_is_processed_by_the_next_one() {
    let hub = Hub::new().await;
    let (opportunity, asked, _) = running(&hub).await;
    hub.0.service.engine().stop().await.expect("it stops");
    touch(&hub, &opportunity, "Call Dana").await;
    let next = hub.later(NOW + 1).await;
    next.0.wait_until_idle().await;
    assert_eq!(revision(&next, &asked).await, 2);
    let due: Result<_, cosell_store::Error> = next
        .0
        .store
        .read((), async |tx, ()| table::next_due(tx).await)
        .await;
    assert_eq!(due.expect("the store works"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_several_nodes_runs_a_job_for_a_change() {
    let hub = Hub::new().await;
    let (opportunity, asked, _) = running(&hub).await;
    let mut nodes = Vec::new();
    for seed in 1..=3 {
        let options = Options {
            exclusive: false,
            ..Options::default()
        };
        let (store, world) = (hub.0.store.clone(), World::frozen(NOW, seed));
        let service = Service::start(store.clone(), world, Settings::default(), options).await;
        let service = service.expect("the node starts");
        nodes.push(Harness { service, store });
    }
    for change in 0..10 {
        touch(&hub, &opportunity, &format!("Call number {change}")).await;
        let (one, two, three) = (&nodes[0], &nodes[1], &nodes[2]);
        tokio::join!(
            hub.0.wait_until_idle(),
            one.wait_until_idle(),
            two.wait_until_idle(),
            three.wait_until_idle()
        );
        assert_eq!(revision(&hub, &asked).await, change + 2);
    }
    let events: Result<_, cosell_store::Error> = hub
        .0
        .store
        .read((), async |tx, ()| event::list_after(tx, "", 1_000).await)
        .await;
    let name = "Engagement Resource Snapshot Created";
    let events = events.expect("the store works").into_iter();
    assert_eq!(events.filter(|event| event.detail_type == name).count(), 11);
}
