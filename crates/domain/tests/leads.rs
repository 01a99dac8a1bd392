//! Leads: two partners work on one, turn it into an opportunity, and have it prospected.
//!
//! Anna has the lead, Bert is invited to it. The stories run on a clock that stands still, so that
//! every time that grows does so because it must.

mod common;

use std::time::Duration;

use common::{Harness, NOW, Refused};
use cosell_domain::settings::Strictness;
use cosell_domain::{Service, Settings};
use cosell_engine::world::World;
use cosell_engine::{Options, StepCommit};
use cosell_store::table::event;
use cosell_store::table::task::{self, Task};
use cosell_store::{Location, Store};
use serde_json::{Value, json};

const ANNA: &str = "111111111111";
const BERT: &str = "222222222222";
const CARL: &str = "333333333333";

/// A service at which several accounts work on leads.
struct Hub(Harness);

impl Hub {
    async fn new() -> Self {
        Self(Harness::new().await)
    }

    async fn call(
        &self,
        account: &str,
        operation: &str,
        mut input: Value,
    ) -> Result<Value, Refused> {
        input["Catalog"] = json!("Sandbox");
        self.0.call(account, operation, input).await
    }

    async fn ok(&self, account: &str, operation: &str, input: Value) -> Value {
        match self.call(account, operation, input).await {
            Ok(answer) => answer,
            Err(refused) => panic!("{operation} was refused: {refused:#?}"),
        }
    }

    async fn refused(&self, account: &str, operation: &str, input: Value) -> Refused {
        match self.call(account, operation, input).await {
            Ok(answer) => panic!("{operation} was not refused: {answer:#}"),
            Err(refused) => refused,
        }
    }

    /// Anna's engagement with these contexts.
    async fn engagement(&self, contexts: Value) -> String {
        let token = contexts.to_string();
        let input = json!({
            "ClientToken": format!("{}-{}", token.len(), &token[..token.len().min(60)]),
            "Title": "A lead",
            "Contexts": contexts,
        });
        text(&self.ok(ANNA, "CreateEngagement", input).await["Id"])
    }

    /// Anna's engagement with one lead, which Bert takes part in.
    async fn shared_lead(&self) -> String {
        let engagement = self.engagement(json!([context("Lead", &lead())])).await;
        let invitation = json!({
            "ClientToken": format!("invite to {engagement}"),
            "EngagementIdentifier": engagement,
            "Invitation": {
                "Message": "A lead that matches what you do.",
                "Receiver": { "Account": { "AwsAccountId": BERT } },
                "Payload": { "LeadInvitation": {
                    "Customer": { "CompanyName": "Stonecliff Quarries", "CountryCode": "US" },
                    "Interaction": { "ContactBusinessTitle": "Head of IT" },
                } },
            },
        });
        let invited = self
            .ok(ANNA, "CreateEngagementInvitation", invitation)
            .await;
        let accept = json!({ "Identifier": invited["Id"] });
        self.ok(BERT, "AcceptEngagementInvitation", accept).await;
        engagement
    }

    async fn get(&self, account: &str, engagement: &str) -> Value {
        self.ok(
            account,
            "GetEngagement",
            json!({ "Identifier": engagement }),
        )
        .await
    }

    /// Updates a context of an engagement as it is now.
    async fn update(
        &self,
        account: &str,
        engagement: &str,
        context: &str,
        kind: &str,
        payload: Value,
    ) -> Result<Value, Refused> {
        let now = self.get(account, engagement).await;
        let input = json!({
            "EngagementIdentifier": engagement,
            "ContextIdentifier": context,
            "EngagementLastModifiedAt": now["ModifiedAt"],
            "Type": kind,
            "Payload": payload,
        });
        self.call(account, "UpdateEngagementContext", input).await
    }

    async fn convert(&self, account: &str, engagement: &str, context: &str, token: &str) -> Value {
        let input = json!({
            "ClientToken": token,
            "Identifier": engagement,
            "ContextIdentifier": context,
            "Tags": [{ "Key": "Source", "Value": "LeadConversion" }],
        });
        self.ok(account, "StartOpportunityFromEngagementTask", input)
            .await
    }

    /// Waits until a prospecting task has ended.
    async fn prospected(&self, task: &Value) -> Value {
        let input = json!({ "TaskIdentifier": task["TaskId"] });
        for _ in 0..500 {
            let found = self
                .ok(ANNA, "GetProspectingFromEngagementTask", input.clone())
                .await;
            if !found["EndTime"].is_null() {
                return found;
            }
            self.0.service.world().sleep(Duration::from_millis(5)).await;
        }
        panic!("{task:#} does not end");
    }

    /// Stores a conversion of Anna's lead that came as far as its draft.
    async fn left_behind(&self, status: &str, engagement: &str, draft: &str) {
        let input = json!({
            "Catalog": "Sandbox",
            "ClientToken": "left behind",
            "Identifier": engagement,
            "ContextIdentifier": "1",
        });
        let record = Task {
            id: "task-0000000000000".to_owned(),
            kind: "opportunity-from-engagement-task".to_owned(),
            account: ANNA.to_owned(),
            catalog: "Sandbox".to_owned(),
            status: status.to_owned(),
            step: 2,
            epoch: 1,
            node: "a node".to_owned(),
            attempts: 0,
            next_run_at: NOW,
            started_at: NOW,
            ended_at: Some(NOW).filter(|_| status == "FAILED"),
            reason_code: None,
            message: None,
            opportunity_id: Some(draft.to_owned()),
            engagement_id: Some(engagement.to_owned()),
            invitation_id: None,
            job_id: None,
            context_id: Some("1".to_owned()),
            input: input.to_string(),
            state: String::new(),
        };
        let stored = self.0.store.write(move |tx| {
            let record = record.clone();
            Box::pin(async move { task::insert(tx, &record).await })
        });
        stored.await.expect("the record is stored");
    }

    /// The events of one type that an account is told.
    async fn events(&self, account: &str, detail_type: &str) -> Vec<Value> {
        let read = self
            .0
            .store
            .read(|tx| Box::pin(async move { event::behind(tx, "", 1000).await }));
        let events = read.await.expect("events are read");
        events
            .into_iter()
            .filter(|event| event.account == account && event.detail_type == detail_type)
            .map(|event| serde_json::from_str(&event.document).expect("a detail is JSON"))
            .collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn context(kind: &str, payload: &Value) -> Value {
    json!({ "Type": kind, "Payload": { kind: payload } })
}

fn interaction(problem: Option<&str>) -> Value {
    json!({
        "SourceType": "Campaign",
        "SourceName": "Quarry fair",
        "CustomerAction": "Completed Form",
        "BusinessProblem": problem,
        "Contact": {
            "BusinessTitle": "Head of IT",
            "Email": "it@stonecliff.example.com",
            "FirstName": "Petra",
            "LastName": "Stein",
        },
    })
}

fn lead() -> Value {
    json!({
        "Customer": {
            "CompanyName": "Stonecliff Quarries",
            "Industry": "Mining",
            "Address": { "CountryCode": "US", "City": "Barre" },
        },
        "Interactions": [interaction(None)],
    })
}

fn lead_update(status: Option<&str>) -> Value {
    let mut update = json!({ "Lead": {
        "Customer": {
            "CompanyName": "Stonecliff Group",
            "Industry": "Manufacturing",
            "WebsiteUrl": "https://stonecliff.example.com",
            "Address": { "CountryCode": "US", "StateOrRegion": "Vermont" },
            "MarketSegment": "Enterprise",
        },
        "Interaction": interaction(Some("Saws stand still because nobody sees them wear.")),
    } });
    if let Some(status) = status {
        update["Lead"]["QualificationStatus"] = json!(status);
    }
    update["Lead"]["Interaction"]["InteractionDate"] = json!("2025-09-08T13:26:51.645895823Z");
    update
}

fn project() -> Value {
    json!({ "Customer": {
        "Industry": "Mining",
        "CompanyName": "Stonecliff Quarries",
        "WebsiteUrl": "https://stonecliff.example.com",
        "CountryCode": "US",
    } })
}

#[tokio::test]
async fn a_lead_is_kept_as_it_was_given_and_dated() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let found = hub.get(ANNA, &engagement).await;
    let lead = &found["Contexts"][0]["Payload"]["Lead"];
    assert_eq!(found["Contexts"][0]["Id"], "1");
    assert_eq!(lead["QualificationStatus"], Value::Null);
    assert_eq!(
        lead["Interactions"][0]["InteractionDate"],
        found["CreatedAt"]
    );
    assert_eq!(
        lead["Interactions"][0]["Contact"]["Email"],
        "it@stonecliff.example.com"
    );
    assert_eq!(lead["Interactions"][0]["Usecase"], Value::Null);
}

#[tokio::test]
async fn a_member_adds_contexts_until_there_are_five() {
    let hub = Hub::new().await;
    let engagement = hub.shared_lead().await;
    let input = |token: &str, kind: &str, payload: Value| {
        let mut input = context(kind, &payload);
        input["ClientToken"] = json!(token);
        input["EngagementIdentifier"] = json!(engagement);
        input
    };
    let before = hub.get(BERT, &engagement).await;
    let add = "CreateEngagementContext";
    let first = hub
        .ok(BERT, add, input("2", "CustomerProject", project()))
        .await;
    assert_eq!(first["ContextId"], "2");
    assert_eq!(first["EngagementId"], engagement);
    assert!(text(&first["EngagementLastModifiedAt"]) > text(&before["ModifiedAt"]));
    assert_eq!(hub.get(ANNA, &engagement).await["ModifiedBy"], BERT);

    // The same token says the same again and adds nothing; with another request it is refused.
    assert_eq!(
        hub.ok(BERT, add, input("2", "CustomerProject", project()))
            .await,
        first
    );
    let other = hub.refused(BERT, add, input("2", "Lead", lead())).await;
    assert_eq!(other.name, "ConflictException");

    // An engagement may have several customer projects.
    hub.ok(ANNA, add, input("3", "CustomerProject", project()))
        .await;
    hub.ok(ANNA, add, input("4", "Lead", lead())).await;
    hub.ok(ANNA, add, input("5", "ProspectingResult", json!({})))
        .await;
    let sixth = hub.refused(ANNA, add, input("6", "Lead", lead())).await;
    assert_eq!(sixth.name, "ServiceQuotaExceededException");
    assert_eq!(
        hub.get(ANNA, &engagement).await["Contexts"]
            .as_array()
            .map(Vec::len),
        Some(5)
    );

    for account in [ANNA, BERT] {
        let told = hub.events(account, "Engagement Updated").await;
        assert_eq!(told.len(), 4, "{account} was told {told:#?}");
        let types = json!([
            "Lead",
            "CustomerProject",
            "CustomerProject",
            "Lead",
            "ProspectingResult"
        ]);
        let last = told.iter().map(|detail| &detail["engagement"]);
        let last: Vec<_> = last.filter(|told| told["ContextTypes"] == types).collect();
        assert_eq!(last.len(), 1, "{told:#?}");
        assert_eq!(last[0]["engagementId"], engagement);
        assert_eq!(last[0]["LastModifiedBy"], ANNA);
    }
}

#[tokio::test]
async fn a_payload_of_another_type_is_refused_and_strangers_find_nothing() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let mut input = json!({
        "ClientToken": "c",
        "EngagementIdentifier": engagement,
        "Type": "Lead",
        "Payload": { "CustomerProject": project() },
    });
    let refused = hub
        .refused(ANNA, "CreateEngagementContext", input.clone())
        .await;
    assert_eq!(
        refused.findings(),
        [("payload".to_owned(), "INVALID_VALUE".to_owned())]
    );
    input["Type"] = json!("CustomerProject");
    let stranger = hub.refused(CARL, "CreateEngagementContext", input).await;
    assert_eq!(stranger.name, "ResourceNotFoundException");

    let update = json!({ "CustomerProject": project() });
    let other = hub
        .update(ANNA, &engagement, "1", "CustomerProject", update)
        .await;
    assert_eq!(
        other.expect_err("the context is a lead").name,
        "ValidationException"
    );
    let absent = hub
        .update(ANNA, &engagement, "9", "Lead", lead_update(None))
        .await;
    assert_eq!(
        absent.expect_err("there is one context").name,
        "ResourceNotFoundException"
    );
    let now = hub.get(ANNA, &engagement).await["ModifiedAt"].clone();
    let input = json!({
        "EngagementIdentifier": engagement,
        "ContextIdentifier": "1",
        "EngagementLastModifiedAt": now,
        "Type": "Lead",
        "Payload": lead_update(None),
    });
    let stranger = hub.refused(CARL, "UpdateEngagementContext", input).await;
    assert_eq!(stranger.name, "ResourceNotFoundException");
}

#[tokio::test]
async fn an_update_of_what_changed_meanwhile_is_refused() {
    let hub = Hub::new().await;
    let engagement = hub.shared_lead().await;
    let read = text(&hub.get(BERT, &engagement).await["ModifiedAt"]);
    let input = |at: &str| {
        json!({
            "EngagementIdentifier": engagement,
            "ContextIdentifier": "1",
            "EngagementLastModifiedAt": at,
            "Type": "Lead",
            "Payload": lead_update(Some("Qualified")),
        })
    };
    // The same instant, written with an offset and more digits than matter.
    let instant = read.replace('Z', "000+00:00");
    let updated = hub
        .ok(BERT, "UpdateEngagementContext", input(&instant))
        .await;
    assert_eq!(updated["ContextId"], "1");
    assert_eq!(updated["EngagementId"], engagement);
    let next = text(&updated["EngagementLastModifiedAt"]);
    assert!(next > read, "{next} > {read}");

    let late = hub
        .refused(ANNA, "UpdateEngagementContext", input(&read))
        .await;
    assert_eq!(late.name, "ConflictException");
    let again = hub.ok(ANNA, "UpdateEngagementContext", input(&next)).await;
    assert!(text(&again["EngagementLastModifiedAt"]) > next);
}

#[tokio::test]
async fn an_update_of_a_lead_replaces_the_customer_and_adds_the_interaction() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let update = |status| hub.update(ANNA, &engagement, "1", "Lead", lead_update(status));
    update(Some("Qualified")).await.expect("an update");
    update(None).await.expect("an update");
    let lead = hub.get(ANNA, &engagement).await["Contexts"][0]["Payload"]["Lead"].clone();
    assert_eq!(lead["Customer"]["CompanyName"], "Stonecliff Group");
    assert_eq!(lead["Customer"]["Address"]["City"], Value::Null);
    assert_eq!(
        lead["QualificationStatus"], "Qualified",
        "left out, it stays"
    );
    assert_eq!(lead["Interactions"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        lead["Interactions"][1]["InteractionDate"],
        "2025-09-08T13:26:51.645Z"
    );

    for _ in 3..10 {
        update(None).await.expect("an update");
    }
    let full = update(None).await.expect_err("there are ten interactions");
    assert_eq!(full.name, "ServiceQuotaExceededException");
    let mut without = lead_update(Some("Contacted"));
    without["Lead"]["Interaction"] = Value::Null;
    hub.update(ANNA, &engagement, "1", "Lead", without)
        .await
        .expect("no interaction to add");
}

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
    let told = hub.events(ANNA, "Engagement Updated").await;
    let types = json!(["Lead", "CustomerProject"]);
    assert!(
        told.iter()
            .any(|told| told["engagement"]["ContextTypes"] == types),
        "{told:#?}"
    );

    // The rest of the deal, by the ordinary operations.
    let associate = json!({
        "OpportunityIdentifier": id,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    });
    hub.ok(BERT, "AssociateOpportunity", associate).await;
    let mut update = common::update(&hub.ok(BERT, "GetOpportunity", get.clone()).await);
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
async fn steps_that_commit_one_by_one_come_to_the_same_end() {
    let store = Store::open(&Location::Memory).expect("memory opens");
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
async fn a_draft_is_stored_however_strict_the_settings_are() {
    let settings = Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    let hub = Hub(Harness::with(settings, World::frozen(NOW, 7)).await);
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let task = hub.convert(ANNA, &engagement, "1", "convert").await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
}

#[tokio::test]
async fn what_cannot_be_converted_fails_the_task_and_leaves_nothing() {
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

    // Requalified, the lead can be converted after all.
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
async fn a_conversion_goes_on_with_the_draft_that_a_failed_one_left() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let draft = hub.0.opportunity().await;
    hub.left_behind("IN_PROGRESS", &engagement, &draft).await;
    let early = hub.convert(ANNA, &engagement, "1", "too early").await;
    assert_eq!(early["ReasonCode"], "OpportunityConflict", "{early:#}");

    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let draft = hub.0.opportunity().await;
    hub.left_behind("FAILED", &engagement, &draft).await;
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

#[tokio::test]
async fn a_full_engagement_refuses_the_conversion_before_anything_is_made() {
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

#[tokio::test]
async fn prospecting_answers_at_once_and_each_engagement_has_its_own_outcome() {
    let hub = Hub::new().await;
    let with_lead = hub.engagement(json!([context("Lead", &lead())])).await;
    let with_project = hub
        .engagement(json!([context("CustomerProject", &project())]))
        .await;
    let empty = hub.engagement(json!([])).await;
    let leads: Vec<Value> = (0..5).map(|_| context("Lead", &lead())).collect();
    let full = hub.engagement(json!(leads)).await;
    let input = json!({
        "ClientToken": "prospect",
        "TaskName": "Spring",
        "Identifiers": [with_lead, empty, with_project, full, with_lead],
    });
    let start = "StartProspectingFromEngagementTask";
    let started = hub.ok(ANNA, start, input.clone()).await;
    assert_eq!(started["TaskStatus"], "PENDING");
    assert_eq!(started["Identifiers"], input["Identifiers"]);
    assert_eq!(started["TaskName"], "Spring");

    let done = hub.prospected(&started).await;
    assert_eq!(done["TaskId"], started["TaskId"]);
    assert_eq!(done["TaskArn"], started["TaskArn"]);
    let results = done["Engagements"].as_array().expect("results");
    let summary: Vec<_> = results
        .iter()
        .map(|result| {
            let reason = result["ReasonCode"].as_str().unwrap_or("");
            (
                text(&result["EngagementIdentifier"]),
                text(&result["Status"]),
                reason.to_owned(),
            )
        })
        .collect();
    let row = |id: &str, status: &str, reason: &str| {
        (id.to_owned(), status.to_owned(), reason.to_owned())
    };
    assert_eq!(
        summary,
        [
            row(&with_lead, "COMPLETED", ""),
            row(&empty, "FAILED", "EngagementValidationFailed"),
            row(&with_project, "COMPLETED", ""),
            row(&full, "FAILED", "ServiceQuotaExceeded"),
        ]
    );
    assert!(text(&results[0]["EngagementContextId"]).starts_with("ctx-"));
    assert!(text(&results[1]["Message"]).contains("lead"));

    let again = hub.ok(ANNA, start, input.clone()).await;
    assert_eq!(again, started, "the same request has the same answer");
    let shown = hub.get(ANNA, &with_lead).await;
    assert_eq!(
        shown["Contexts"].as_array().map(Vec::len),
        Some(2),
        "looked at once"
    );
    let result = &shown["Contexts"][1]["Payload"]["ProspectingResult"]["Aws"];
    assert_eq!(result["TaskId"], started["TaskId"]);
    assert_eq!(result["Customer"]["AccountName"], "Stonecliff Quarries");
    assert_eq!(result["Customer"]["Region"], "North America");
    assert_eq!(result["Insights"]["MarketplaceEngagementScore"], "Low");

    let mut other = input;
    other["TaskName"] = json!("Summer");
    assert_eq!(
        hub.refused(ANNA, start, other).await.name,
        "ConflictException"
    );
}

#[tokio::test]
async fn only_a_members_engagements_are_prospected_and_only_the_owner_sees_the_task() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let input = |engagements: Value| json!({ "ClientToken": "p", "TaskName": "Spring", "Identifiers": engagements });
    let start = "StartProspectingFromEngagementTask";
    let stranger = hub.refused(BERT, start, input(json!([engagement]))).await;
    assert_eq!(stranger.name, "ResourceNotFoundException");
    let none = hub.refused(ANNA, start, input(json!([]))).await;
    let expected = (
        "identifiers".to_owned(),
        "REQUIRED_FIELD_MISSING".to_owned(),
    );
    assert_eq!(none.findings(), [expected]);

    let started = hub.ok(ANNA, start, input(json!([engagement]))).await;
    let get = json!({ "TaskIdentifier": started["TaskId"] });
    let stranger = hub
        .refused(BERT, "GetProspectingFromEngagementTask", get)
        .await;
    assert_eq!(stranger.name, "ResourceNotFoundException");
    let listed = hub
        .ok(BERT, "ListProspectingFromEngagementTasks", json!({}))
        .await;
    assert_eq!(listed["TaskSummaries"], json!([]));
}

#[tokio::test]
async fn prospecting_tasks_are_listed_in_every_order_page_by_page() {
    let hub = Hub::new().await;
    let good = hub.engagement(json!([context("Lead", &lead())])).await;
    let bad = hub.engagement(json!([])).await;
    for (name, engagements) in [
        ("Spring", vec![&good]),
        ("Autumn", vec![&good, &bad]),
        ("Winter", vec![&bad]),
    ] {
        let input = json!({ "ClientToken": name, "TaskName": name, "Identifiers": engagements });
        let started = hub
            .ok(ANNA, "StartProspectingFromEngagementTask", input)
            .await;
        hub.prospected(&started).await;
    }
    let hub = &hub;
    let names = |filter: Value| async move {
        let (mut names, mut token) = (Vec::new(), Value::Null);
        loop {
            let mut input = filter.clone();
            input["MaxResults"] = json!(1);
            input["NextToken"] = token;
            let answer = hub
                .ok(ANNA, "ListProspectingFromEngagementTasks", input)
                .await;
            let page = answer["TaskSummaries"]
                .as_array()
                .cloned()
                .expect("summaries");
            names.extend(page.iter().map(|task| text(&task["TaskName"])));
            token = answer["NextToken"].clone();
            if token.is_null() {
                return names;
            }
        }
    };
    let sorted = |by: &str, order: &str| json!({ "Sort": { "SortBy": by, "SortOrder": order } });
    assert_eq!(
        names(sorted("TaskName", "ASCENDING")).await,
        ["Autumn", "Spring", "Winter"]
    );
    assert_eq!(
        names(sorted("TaskName", "DESCENDING")).await,
        ["Winter", "Spring", "Autumn"]
    );
    let by_failed = names(sorted("FailedEngagementCount", "ASCENDING")).await;
    assert_eq!(by_failed.first().map(String::as_str), Some("Spring"));
    assert_eq!(names(json!({})).await.len(), 3);
    assert_eq!(names(json!({ "TaskName": ["Winter"] })).await, ["Winter"]);
    let after = json!({ "StartAfter": "2026-11-22T18:32:24.559Z" });
    assert_eq!(names(after).await.len(), 0, "after means after");
    let around = json!({
        "StartAfter": "2026-11-22T18:32:24.558Z",
        "StartBefore": "2026-11-22T18:32:24.560Z",
    });
    assert_eq!(names(around).await.len(), 3);

    let answer = hub.ok(
        ANNA,
        "ListProspectingFromEngagementTasks",
        json!({ "TaskName": ["Autumn"] }),
    );
    let task = answer.await["TaskSummaries"][0].clone();
    assert_eq!(task["TotalEngagementCount"], 2);
    assert_eq!(task["CompletedEngagementCount"], 1);
    assert_eq!(task["FailedEngagementCount"], 1);
}
