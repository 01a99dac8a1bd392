//! The task that creates an engagement from an opportunity: the records that a failed task leaves,
//! and how the next task resumes with them.

use std::num::NonZeroU8;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use crate::common::{Harness, NOW, PARTNER, association, opportunity, update};
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_store::{Error as StoreError, Location, OpenOptions, Store};
use cosell_world::World;
use futures_util::FutureExt;
use serde_json::{Value, json};

/// Starts the task, and returns the response.
async fn start(harness: &Harness, id: &str, token: &str) -> Value {
    let input = json!({
        "Catalog": "Sandbox",
        "ClientToken": token,
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    harness
        .ok("StartEngagementFromOpportunityTask", input)
        .await
}

/// Creates an opportunity without details. Returns its id.
async fn empty_opportunity(harness: &Harness) -> String {
    let input = json!({ "Catalog": "Sandbox", "ClientToken": "nothing" });
    let created = harness.ok("CreateOpportunity", input).await;
    text(&created["Id"])
}

/// Gives an opportunity everything that a submission requires except a solution.
async fn complete(harness: &Harness, id: &str) {
    let mut input = opportunity();
    let known = harness.get(id).await;
    input["Identifier"] = json!(id);
    input["LastModifiedDate"] = known["LastModifiedDate"].clone();
    input["Project"]["OtherSolutionDescription"] = Value::Null;
    harness.ok("UpdateOpportunity", input).await;
}

/// The only engagement.
async fn engagement(harness: &Harness) -> Value {
    let list = harness
        .ok("ListEngagements", json!({ "Catalog": "Sandbox" }))
        .await;
    let list = list["EngagementSummaryList"].as_array().expect("a list");
    assert_eq!(list.len(), 1, "{list:#?}");
    let input = json!({ "Catalog": "Sandbox", "Identifier": list[0]["Id"] });
    harness.ok("GetEngagement", input).await
}

/// The only invitation, as its sender reads it.
async fn invitation(harness: &Harness) -> Value {
    let input = json!({ "Catalog": "Sandbox", "ParticipantType": "SENDER" });
    let list = harness.ok("ListEngagementInvitations", input).await;
    let list = list["EngagementInvitationSummaries"]
        .as_array()
        .expect("a list");
    assert_eq!(list.len(), 1, "{list:#?}");
    let input = json!({ "Catalog": "Sandbox", "Identifier": list[0]["Id"] });
    harness.ok("GetEngagementInvitation", input).await
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[tokio::test]
async fn the_engagement_of_an_empty_opportunity_is_completed_by_the_next_task() {
    let harness = Harness::new().await;
    let id = empty_opportunity(&harness).await;
    let failed = start(&harness, &id, "1").await;
    assert_eq!(failed["TaskStatus"], "FAILED");
    let made = engagement(&harness).await;
    assert_eq!(made["Title"], Value::Null);
    assert_eq!(made["Contexts"][0]["Type"], "CustomerProject");

    complete(&harness, &id).await;
    harness.associate(&id, "Solutions", "S-1234567").await;
    let done = start(&harness, &id, "2").await;
    assert_eq!(done["TaskStatus"], "COMPLETE", "{done:#}");
    let known = engagement(&harness).await;
    assert_eq!(known["Id"], made["Id"], "the next task resumes with it");
    assert_eq!(known["Title"], "Berth planning in the cloud");
    let problem = "Berths are planned by hand, and ships wait for days.";
    assert_eq!(known["Description"], problem);
    assert_eq!(known["Contexts"].as_array().map(Vec::len), Some(1));
    let said = &known["Contexts"][0]["Payload"]["CustomerProject"];
    assert_eq!(said["Customer"]["CompanyName"], "Harbour Lights Logistics");
    assert_eq!(said["Project"]["BusinessProblem"], problem);
    let sent = invitation(&harness).await;
    assert_eq!(sent["EngagementTitle"], known["Title"]);
    assert_eq!(sent["EngagementDescription"], problem);
}

#[tokio::test]
async fn the_details_of_an_existing_engagement_stay() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    let made = json!({
        "Catalog": "Sandbox", "ClientToken": "made", "Title": "Ours", "Description": "By hand",
    });
    let made = harness.ok("CreateEngagement", made).await;
    let shown = json!({
        "Catalog": "Sandbox", "ClientToken": "shown", "EngagementIdentifier": made["Id"],
        "ResourceIdentifier": id, "ResourceType": "Opportunity",
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    });
    harness.ok("CreateResourceSnapshot", shown).await;
    let before = engagement(&harness).await;
    let done = start(&harness, &id, "1").await;
    assert_eq!(done["EngagementId"], made["Id"], "{done:#}");
    assert_eq!(engagement(&harness).await, before);
}

#[tokio::test]
async fn the_first_refusal_reports_everything_that_is_missing() {
    let harness = Harness::new().await;
    let id = empty_opportunity(&harness).await;
    let failed = start(&harness, &id, "1").await;
    assert_eq!(failed["ReasonCode"], "OpportunityValidationFailed");
    let message = text(&failed["Message"]);
    let found = message.strip_prefix("OPPORTUNITY_VALIDATION_FAILED ");
    let found = found.expect("all findings are about missing members");
    for field in [
        "customer.account.companyName",
        "customer.account.address.countryCode",
        "project.title",
        "lifeCycle.targetCloseDate",
        "primaryNeedsFromAws",
        "project.customerUseCase",
        "project.deliveryModels",
        "project.expectedCustomerSpend.amount",
        "project.salesActivities",
        "relatedEntityIdentifiers.solutions",
    ] {
        let named = |text: &&str| text.to_lowercase().contains(&field.to_lowercase());
        assert_eq!(
            found.split(';').filter(named).count(),
            1,
            "{field} in {found}"
        );
    }
}

#[tokio::test]
async fn a_pending_invitation_is_updated_with_the_opportunity() {
    let harness = Harness::new().await;
    let id = empty_opportunity(&harness).await;
    complete(&harness, &id).await;
    let failed = start(&harness, &id, "1").await;
    assert_eq!(failed["TaskStatus"], "FAILED", "there is no solution");
    let first = invitation(&harness).await;

    harness.associate(&id, "Solutions", "S-1234567").await;
    let mut renamed = update(&harness.get(&id).await);
    renamed["Project"]["Title"] = json!("Berth planning for all harbours");
    harness.ok("UpdateOpportunity", renamed).await;
    let done = start(&harness, &id, "2").await;
    assert_eq!(done["TaskStatus"], "COMPLETE", "{done:#}");
    let now = invitation(&harness).await;
    assert_eq!(done["EngagementInvitationId"], first["Id"]);
    let project = |sent: &Value| sent["Payload"]["OpportunityInvitation"]["Project"].clone();
    assert_eq!(project(&first)["Title"], "Berth planning in the cloud");
    assert_eq!(project(&now)["Title"], "Berth planning for all harbours");
    assert_eq!(now["InvitationDate"], first["InvitationDate"]);
    assert_eq!(now["Status"], "PENDING");
}

#[tokio::test]
async fn an_invitation_that_was_created_by_hand_is_not_changed() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    harness
        .ok(
            "AssociateOpportunity",
            association(&id, "Solutions", "S-1234567"),
        )
        .await;
    let made = json!({ "Catalog": "Sandbox", "ClientToken": "made", "Title": "Ours" });
    let made = harness.ok("CreateEngagement", made).await;
    let shown = json!({
        "Catalog": "Sandbox", "ClientToken": "shown", "EngagementIdentifier": made["Id"],
        "ResourceIdentifier": id, "ResourceType": "Opportunity",
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    });
    harness.ok("CreateResourceSnapshot", shown).await;
    let by_hand = json!({
        "Catalog": "Sandbox", "ClientToken": "by hand", "EngagementIdentifier": made["Id"],
        "Invitation": {
            "Message": "Dear AWS, this is ours.",
            "Receiver": { "Account": { "AwsAccountId": "aws" } },
            "Payload": { "LeadInvitation": {
                "Customer": { "CompanyName": "Acre", "CountryCode": "US" },
                "Interaction": { "ContactBusinessTitle": "Gardener" },
            } },
        },
    });
    harness.ok("CreateEngagementInvitation", by_hand).await;
    let before = invitation(&harness).await;
    assert_eq!(before["SenderAwsAccountId"], PARTNER);
    let done = start(&harness, &id, "1").await;
    assert_eq!(done["EngagementInvitationId"], before["Id"], "{done:#}");
    assert_eq!(invitation(&harness).await, before);
}

#[tokio::test]
async fn a_repeated_start_is_refused_before_it_takes_a_snapshot() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    let shown = async || {
        let engagement = engagement(&harness).await;
        let input = json!({ "Catalog": "Sandbox", "EngagementIdentifier": engagement["Id"] });
        let list = harness.ok("ListResourceSnapshots", input).await;
        list["ResourceSnapshotSummaries"].clone()
    };
    for status in ["Submitted", "Approved"] {
        if status == "Approved" {
            let mut decision = update(&harness.get(&id).await);
            decision["LifeCycle"]["ReviewStatus"] = json!(status);
            harness.ok("UpdateOpportunity", decision).await;
            // The snapshot job shows the decision.
            harness.wait_until_idle().await;
        }
        let before = (engagement(&harness).await, shown().await);
        let task = start(&harness, &id, status).await;
        assert_eq!(task["TaskStatus"], "FAILED");
        assert_eq!(task["ReasonCode"], "OpportunityConflict");
        assert_eq!(
            task["Message"],
            format!(
                "BUSINESS_VALIDATION_EXCEPTION lifeCycle.reviewStatus:You cannot perform Submit \
                 action. The opportunity's ReviewStatus is '{status}'"
            )
        );
        assert_eq!((engagement(&harness).await, shown().await), before);
        let task_id = text(&task["TaskId"]);
        let steps = harness
            .service
            .task(&task_id)
            .await
            .expect("the task is read");
        let (_, steps) = steps.expect("the task exists");
        let names: Vec<_> = steps.iter().map(|step| step.name.as_str()).collect();
        assert_eq!(names, ["GetOpportunity"]);
    }
}

#[tokio::test]
async fn without_a_task_wait_the_response_is_in_progress_and_a_replay_returns_the_state() {
    let settings = Settings {
        task_wait: Duration::ZERO,
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    for round in 0..20 {
        let id = harness.opportunity().await;
        harness.associate(&id, "Solutions", "S-1234567").await;
        let token = format!("token {round}");
        let begun = start(&harness, &id, &token).await;
        assert_eq!(begun["TaskStatus"], "IN_PROGRESS", "{begun:#}");
        assert_eq!(begun["EngagementId"], Value::Null);
        let mut now = begun.clone();
        for _ in 0..500 {
            now = start(&harness, &id, &token).await;
            if now["TaskStatus"] != "IN_PROGRESS" {
                break;
            }
            harness
                .service
                .world()
                .sleep(Duration::from_millis(2))
                .await;
        }
        assert_eq!(now["TaskStatus"], "COMPLETE", "{now:#}");
        assert_eq!(now["TaskId"], begun["TaskId"]);
    }
}

/// The number of readers of the store that [`occupy`] blocks.
const READERS: u8 = 2;

/// Blocks the readers of a store and fills their queue, until the sender is dropped.
fn occupy(store: &Store) -> mpsc::Sender<()> {
    let (open, closed) = mpsc::channel::<()>();
    let gate = Arc::new(Mutex::new(closed));
    let inside = Arc::new(AtomicUsize::new(0));
    for _ in 0..10_000_000 {
        let input = (Arc::clone(&gate), Arc::clone(&inside));
        let read = store.read(input, async |_, (gate, inside)| {
            inside.fetch_add(1, Ordering::SeqCst);
            let gate = gate.lock().expect("no reader panics");
            // An error: the sender is gone.
            let _ = gate.recv();
            Ok::<_, StoreError>(())
        });
        if let Some(Err(error)) = read.now_or_never() {
            assert!(matches!(error, StoreError::Overloaded), "{error:?}");
            // A reader that has not started yet would take one more from the queue.
            if inside.load(Ordering::SeqCst) == usize::from(READERS) {
                return open;
            }
            std::thread::yield_now();
        }
    }
    panic!("the queue is never full, or fewer than {READERS} readers started");
}

#[tokio::test]
async fn the_start_of_a_task_is_answered_while_all_readers_are_busy() {
    let folder = tempfile::tempdir().expect("a folder");
    let location = Location::Sqlite(folder.path().join("store.sqlite"));
    let readers = OpenOptions {
        readers: NonZeroU8::new(READERS),
        ..OpenOptions::default()
    };
    let store = Store::open_with(&location, readers).expect("the store opens");
    let (world, settings) = (World::frozen(NOW, 7), Settings::default());
    let service = Service::start(store.clone(), world, settings, Options::default());
    let service = service.await.expect("the service starts");
    let harness = Harness { service, store };
    let id = harness.opportunity().await;
    harness.associate(&id, "Solutions", "S-1234567").await;

    let gate = occupy(&harness.store);
    // The end of a task is known without a read.
    let begun = start(&harness, &id, "1").await;
    assert_eq!(begun["TaskStatus"], "COMPLETE", "{begun:#}");
    drop(gate);
    let again = start(&harness, &id, "1").await;
    assert_eq!(again["TaskStatus"], "COMPLETE", "{again:#}");
    assert_eq!(again["TaskId"], begun["TaskId"]);
}
