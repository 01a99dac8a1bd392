//! A lead becomes an opportunity, once for each account.

use cosell_domain::settings::Strictness;
use cosell_domain::{Service, Settings};
use cosell_engine::{Options, Restarted, StepCommit};
use cosell_store::{Location, Store};
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW};
use crate::leads::hub::{ANNA, BERT, CARL, Hub, context, lead, lead_update, project, text};

#[tokio::test]
async fn a_lead_becomes_an_opportunity_that_is_submitted_from_the_same_engagement() {
    let hub = Hub::new().await;
    let engagement = hub.shared_lead().await;
    let update = lead_update(Some("Qualified"));
    hub.update(BERT, &engagement, "1", "Lead", update)
        .await
        .expect("an update");

    let task = hub.convert(BERT, &engagement, "1", "convert").await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    assert_eq!(task["EngagementId"], engagement);
    assert_eq!(task["ContextId"], "2");
    let arn = format!(
        "arn:aws:partnercentral:us-east-1::catalog/Sandbox/opportunity-from-engagement-task/{}",
        text(&task["TaskId"])
    );
    assert_eq!(task["TaskArn"], arn);

    let id = text(&task["OpportunityId"]);
    let get = json!({ "Identifier": id });
    let draft = hub.ok(BERT, "GetOpportunity", get.clone()).await;
    assert_eq!(draft["Project"]["Title"], "Converted from Lead");
    assert_eq!(
        draft["Project"]["CustomerBusinessProblem"],
        "Saws stand still because nobody sees them wear."
    );
    assert_eq!(draft["Project"]["ExpectedCustomerSpend"], json!([]));
    assert_eq!(draft["LifeCycle"]["TargetCloseDate"], "2027-02-20");
    assert_eq!(draft["LifeCycle"]["ReviewStatus"], "Pending Submission");
    assert_eq!(draft["Marketing"]["Source"], "None");
    assert_eq!(draft["OpportunityType"], "Net New Business");
    assert_eq!(draft["NationalSecurity"], "No");
    let account = &draft["Customer"]["Account"];
    assert_eq!(account["CompanyName"], "Stonecliff Group");
    assert_eq!(account["Industry"], "Manufacturing");
    assert_eq!(account["WebsiteUrl"], "https://stonecliff.example.com");
    assert_eq!(account["Address"]["CountryCode"], "US");
    assert_eq!(account["Address"]["StateOrRegion"], Value::Null);
    assert_eq!(draft["Customer"]["Contacts"], json!([]));

    let shown = hub.get(ANNA, &engagement).await;
    let project = &shown["Contexts"][1];
    assert_eq!(
        (&project["Id"], &project["Type"]),
        (&json!("2"), &json!("CustomerProject"))
    );
    let payload = &project["Payload"]["CustomerProject"];
    assert_eq!(payload["Customer"]["CompanyName"], "Stonecliff Group");
    assert_eq!(payload["Project"]["Title"], "Converted from Lead");
    assert_eq!(shown["Contexts"].as_array().map(Vec::len), Some(2));
    let events = hub.events(ANNA, "Engagement Updated").await;
    let types = json!(["Lead", "CustomerProject"]);
    assert!(
        events
            .iter()
            .any(|event| event["engagement"]["ContextTypes"] == types),
        "{events:#?}"
    );

    // The rest of the co-sell, by the ordinary operations.
    let associate = json!({
        "OpportunityIdentifier": id,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    });
    hub.ok(BERT, "AssociateOpportunity", associate).await;
    let mut update = crate::common::update(&hub.ok(BERT, "GetOpportunity", get.clone()).await);
    update["Customer"]["Account"]["Address"] =
        json!({ "CountryCode": "US", "PostalCode": "05641", "StateOrRegion": "Vermont" });
    update["Project"]["CustomerUseCase"] = json!("Security & Compliance");
    update["Project"]["DeliveryModels"] = json!(["SaaS or PaaS"]);
    update["Project"]["ExpectedCustomerSpend"] = json!([{
        "Amount": "12900",
        "CurrencyCode": "USD",
        "Frequency": "Monthly",
        "TargetCompany": "AWS",
    }]);
    hub.ok(BERT, "UpdateOpportunity", update).await;
    let submit = json!({
        "ClientToken": "submit",
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "For Visibility Only", "Visibility": "Full" },
    });
    let submitted = hub
        .ok(BERT, "StartEngagementFromOpportunityTask", submit)
        .await;
    assert_eq!(submitted["TaskStatus"], "COMPLETE", "{submitted:#}");
    assert_eq!(
        submitted["EngagementId"], engagement,
        "no second engagement is made"
    );
    assert_eq!(
        submitted["ResourceSnapshotJobId"],
        task["ResourceSnapshotJobId"]
    );
    assert!(
        submitted["EngagementInvitationId"].is_string(),
        "AWS is invited"
    );
    let stored = hub.ok(BERT, "GetOpportunity", get).await;
    assert_eq!(stored["LifeCycle"]["ReviewStatus"], "Submitted");
    assert_eq!(
        stored["PrimaryNeedsFromAws"],
        json!(["Do Not Need Support from AWS Sales Rep"])
    );
    assert_eq!(
        hub.get(BERT, &engagement).await["Contexts"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[tokio::test]
async fn steps_that_commit_separately_have_the_same_result() {
    let store = Store::open(&Location::Memory).expect("a store in memory opens");
    let options = Options {
        step_commit: StepCommit::Each,
        ..Options::default()
    };
    let world = World::frozen(NOW, 7);
    let service = Service::start(store.clone(), world, Settings::default(), options).await;
    let hub = Hub(Harness {
        service: service.expect("the service starts"),
        store,
    });
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let task = hub.convert(ANNA, &engagement, "1", "convert").await;
    assert_eq!(
        (&task["TaskStatus"], &task["ContextId"]),
        (&json!("COMPLETE"), &json!("2"))
    );
    assert_eq!(
        hub.get(ANNA, &engagement).await["Contexts"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[tokio::test]
async fn a_draft_is_stored_with_documented_strictness_too() {
    let settings = Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    let hub = Hub(Harness::with_settings(settings, World::frozen(NOW, 7)).await);
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let task = hub.convert(ANNA, &engagement, "1", "convert").await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
}

#[tokio::test]
async fn a_context_that_cannot_be_converted_fails_the_task_and_leaves_nothing() {
    let hub = Hub::new().await;
    let contexts = json!([
        context("Lead", &lead()),
        context("CustomerProject", &project()),
        context("ProspectingResult", &json!({})),
    ]);
    let engagement = hub.engagement(contexts).await;
    let update = lead_update(Some("Disqualified"));
    hub.update(ANNA, &engagement, "1", "Lead", update)
        .await
        .expect("an update");
    let cases = [
        ("1", "DisqualifiedLeadNotPermitted"),
        ("2", "CustomerProjectContextNotPermitted"),
        ("3", "CustomerProjectContextNotPermitted"),
        ("4", "ContextNotFound"),
    ];
    for (context, reason) in cases {
        let task = hub.convert(ANNA, &engagement, context, context).await;
        assert_eq!(task["TaskStatus"], "FAILED");
        assert_eq!(task["ReasonCode"], reason, "{task:#}");
        assert_eq!(task["ContextId"], context);
        assert_eq!(task["OpportunityId"], Value::Null);
        assert_eq!(task["ResourceSnapshotJobId"], Value::Null);
    }
    let listed = hub.ok(ANNA, "ListOpportunities", json!({})).await;
    assert_eq!(listed["OpportunitySummaries"], json!([]));
    assert_eq!(
        hub.get(ANNA, &engagement).await["Contexts"]
            .as_array()
            .map(Vec::len),
        Some(3)
    );

    // After it is qualified again, the lead can be converted.
    let update = lead_update(Some("Qualified"));
    hub.update(ANNA, &engagement, "1", "Lead", update)
        .await
        .expect("an update");
    let task = hub.convert(ANNA, &engagement, "1", "again").await;
    assert_eq!(
        (&task["TaskStatus"], &task["ContextId"]),
        (&json!("COMPLETE"), &json!("4"))
    );
}

#[tokio::test]
async fn a_lead_is_converted_once_by_each_account() {
    let hub = Hub::new().await;
    let engagement = hub.shared_lead().await;
    let first = hub.convert(ANNA, &engagement, "1", "convert").await;
    assert_eq!(first["TaskStatus"], "COMPLETE", "{first:#}");
    assert_eq!(
        hub.convert(ANNA, &engagement, "1", "convert").await,
        first,
        "the same token"
    );

    let second = hub.convert(ANNA, &engagement, "1", "convert again").await;
    assert_eq!(second["ReasonCode"], "CustomerProjectContextNotPermitted");
    assert!(text(&second["Message"]).contains(&text(&first["OpportunityId"])));

    let other = hub.convert(BERT, &engagement, "1", "convert").await;
    assert_eq!(
        (&other["TaskStatus"], &other["ContextId"]),
        (&json!("COMPLETE"), &json!("3"))
    );
    let stranger = hub
        .refused(
            CARL,
            "StartOpportunityFromEngagementTask",
            json!({ "ClientToken": "c", "Identifier": engagement, "ContextIdentifier": "1" }),
        )
        .await;
    assert_eq!(stranger.name, "ResourceNotFoundException");
    let reused = hub
        .refused(
            ANNA,
            "StartOpportunityFromEngagementTask",
            json!({ "ClientToken": "convert", "Identifier": engagement, "ContextIdentifier": "2" }),
        )
        .await;
    assert_eq!(reused.name, "ConflictException");
}

#[tokio::test]
async fn a_conversion_resumes_with_the_draft_that_a_failed_one_left() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let draft = hub.0.opportunity().await;
    hub.store_conversion("IN_PROGRESS", &engagement, &draft)
        .await;
    let early = hub.convert(ANNA, &engagement, "1", "too early").await;
    assert_eq!(early["ReasonCode"], "OpportunityConflict", "{early:#}");

    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let draft = hub.0.opportunity().await;
    hub.store_conversion("FAILED", &engagement, &draft).await;
    let task = hub.convert(ANNA, &engagement, "1", "convert").await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    assert_eq!(task["OpportunityId"], draft);
    assert_eq!(task["ContextId"], "2");
    let listed = hub.ok(ANNA, "ListOpportunities", json!({})).await;
    assert_eq!(
        listed["OpportunitySummaries"].as_array().map(Vec::len),
        Some(1)
    );
}

/// Makes the next task that gets there fail before this step.
fn fail_before(hub: &Hub, step: &str) {
    let rule = format!("step.{step}.before=error:ConflictException;count=1");
    let rule = rule.parse().expect("a rule");
    hub.0.service.engine().faults().add(rule);
}

/// Restarts a failed task of Anna's, and returns it once it has ended.
async fn restarted(hub: &Hub, task: &Value) -> Value {
    let id = text(&task["TaskId"]);
    let restarted = hub.0.service.engine().restart(&id).await;
    assert_eq!(restarted.expect("the store works"), Restarted::Started);
    hub.0.wait_until_idle().await;
    let only = json!({ "TaskIdentifier": [id] });
    let listed = hub.ok(ANNA, "ListOpportunityFromEngagementTasks", only);
    listed.await["TaskSummaries"][0].clone()
}

#[tokio::test]
async fn a_restarted_conversion_adds_no_second_customer_project() {
    // Another task has completed the conversion since.
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    fail_before(&hub, "CreateResourceSnapshot");
    let first = hub.convert(ANNA, &engagement, "1", "first").await;
    assert_eq!(first["ReasonCode"], "ResourceSnapshotConflict", "{first:#}");
    let second = hub.convert(ANNA, &engagement, "1", "second").await;
    assert_eq!(second["TaskStatus"], "COMPLETE", "{second:#}");
    let first = restarted(&hub, &first).await;
    let reason = "CustomerProjectContextNotPermitted";
    assert_eq!(first["ReasonCode"], reason, "{first:#}");
    assert!(text(&first["Message"]).contains(&text(&second["OpportunityId"])));
    assert_eq!(hub.contexts(&engagement).await, 2);

    // Another task has added the customer project, and failed after it.
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    fail_before(&hub, "CreateResourceSnapshot");
    let first = hub.convert(ANNA, &engagement, "1", "first").await;
    fail_before(&hub, "CreateResourceSnapshotJob");
    let second = hub.convert(ANNA, &engagement, "1", "second").await;
    let reason = "ResourceSnapshotJobConflict";
    assert_eq!(second["ReasonCode"], reason, "{second:#}");
    let first = restarted(&hub, &first).await;
    assert_eq!(first["TaskStatus"], "COMPLETE", "{first:#}");
    assert_eq!(first["ContextId"], second["ContextId"]);
    assert_eq!(hub.contexts(&engagement).await, 2);

    // Another task is about to add it.
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    fail_before(&hub, "CreateResourceSnapshot");
    let first = hub.convert(ANNA, &engagement, "1", "first").await;
    let listed = hub.ok(ANNA, "ListOpportunities", json!({})).await;
    let draft = text(&listed["OpportunitySummaries"][0]["Id"]);
    hub.store_conversion("IN_PROGRESS", &engagement, &draft)
        .await;
    let first = restarted(&hub, &first).await;
    assert_eq!(first["ReasonCode"], "OpportunityConflict", "{first:#}");
    assert_eq!(hub.contexts(&engagement).await, 1);
}

#[tokio::test]
async fn a_full_engagement_refuses_the_conversion_before_anything_is_created() {
    let hub = Hub::new().await;
    let leads: Vec<Value> = (0..5).map(|_| context("Lead", &lead())).collect();
    let engagement = hub.engagement(json!(leads)).await;
    let task = hub.convert(ANNA, &engagement, "1", "convert").await;
    assert_eq!(task["ReasonCode"], "ServiceQuotaExceeded", "{task:#}");
    let listed = hub.ok(ANNA, "ListOpportunities", json!({})).await;
    assert_eq!(listed["OpportunitySummaries"], json!([]));
}

#[tokio::test]
async fn conversions_are_listed_by_every_filter() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let failed = hub.convert(ANNA, &engagement, "7", "failed").await;
    let done = hub.convert(ANNA, &engagement, "1", "done").await;
    let listed = |filter: Value| async {
        let answer = hub
            .ok(ANNA, "ListOpportunityFromEngagementTasks", filter)
            .await;
        let tasks = answer["TaskSummaries"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        tasks
            .iter()
            .map(|task| text(&task["TaskId"]))
            .collect::<Vec<_>>()
    };
    let (failed, complete) = (text(&failed["TaskId"]), text(&done["TaskId"]));
    assert_eq!(listed(json!({})).await.len(), 2);
    let only = |id: &str| vec![id.to_owned()];
    assert_eq!(
        listed(json!({ "TaskStatus": ["FAILED"] })).await,
        only(&failed)
    );
    assert_eq!(
        listed(json!({ "ContextIdentifier": ["7"] })).await,
        only(&failed)
    );
    assert_eq!(
        listed(json!({ "ContextIdentifier": ["2"] })).await,
        only(&complete)
    );
    assert_eq!(
        listed(json!({ "TaskIdentifier": [done["TaskArn"]] })).await,
        only(&complete)
    );
    let by_opportunity = json!({ "OpportunityIdentifier": [done["OpportunityId"]] });
    assert_eq!(listed(by_opportunity).await, only(&complete));
    assert_eq!(
        listed(json!({ "EngagementIdentifier": [engagement] }))
            .await
            .len(),
        2
    );
    assert_eq!(
        listed(json!({ "EngagementIdentifier": ["eng-00000000000000"] }))
            .await
            .len(),
        0
    );
    let other = hub
        .ok(BERT, "ListOpportunityFromEngagementTasks", json!({}))
        .await;
    assert_eq!(other["TaskSummaries"], json!([]));
}
