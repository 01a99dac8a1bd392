//! What accounts can do together: engagements, invitations, snapshots and jobs.

use std::sync::Arc;

use cosell_api::DateTime;
use cosell_domain::{CallError, Error, Service, Settings, find};
use cosell_engine::Options;
use cosell_engine::world::World;
use cosell_store::table::member::{self, Member};
use cosell_store::{Location, Store};
use serde_json::{Value, json};

const ANNA: &str = "111111111111";
const BERT: &str = "222222222222";
const CARL: &str = "333333333333";

/// 2025-11-24T16:00:00Z.
const NOW: i64 = 1_764_000_000_000;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// An operation's answer, or the name and the body of its error.
type Answer = Result<Value, (&'static str, Value)>;

/// A service whose clock stands still, and its store.
struct Hub {
    service: Service,
    store: Store,
}

impl Hub {
    async fn new() -> Self {
        Self::at(Store::open(&Location::Memory).expect("memory opens"), NOW).await
    }

    /// A service on this store at another time.
    async fn at(store: Store, millis: i64) -> Self {
        let world = World::frozen(millis, u64::try_from(millis).expect("after 1970"));
        let service = Service::start(
            store.clone(),
            world,
            Settings::default(),
            Options::default(),
        );
        Self {
            service: service.await.expect("the service starts"),
            store,
        }
    }

    async fn later(&self, millis: i64) -> Self {
        Self::at(self.store.clone(), millis).await
    }

    async fn call(&self, account: &str, operation: &str, mut input: Value) -> Answer {
        let entry = find(operation).expect("the operation is built");
        let members = input.as_object_mut().expect("an object");
        members.entry("Catalog").or_insert_with(|| json!("Sandbox"));
        match self.service.call(entry, Arc::from(account), input).await {
            Ok(answer) => Ok(answer.body.map_or(Value::Null, |body| {
                serde_json::from_slice(&body).expect("the body is JSON")
            })),
            Err(CallError::Operation(Error::Refused { error, .. })) => {
                Err((error.kind().name(), error.body()))
            }
            Err(CallError::Decode(error)) => Err(("Decode", error.body())),
            Err(CallError::Operation(Error::Store(error))) => panic!("the store failed: {error}"),
        }
    }

    async fn ok(&self, account: &str, operation: &str, input: Value) -> Value {
        match self.call(account, operation, input).await {
            Ok(body) => body,
            Err((name, body)) => panic!("{operation} was refused with {name}: {body:#}"),
        }
    }

    /// The name of the error that refuses the call.
    async fn refused(&self, account: &str, operation: &str, input: Value) -> &'static str {
        match self.call(account, operation, input).await {
            Ok(body) => panic!("{operation} was not refused: {body:#}"),
            Err((name, _)) => name,
        }
    }

    async fn engagement(&self, account: &str, title: &str) -> String {
        let input = json!({ "ClientToken": format!("engagement {title}"), "Title": title });
        text(&self.ok(account, "CreateEngagement", input).await["Id"])
    }

    async fn opportunity(&self, account: &str) -> String {
        text(&self.ok(account, "CreateOpportunity", opportunity()).await["Id"])
    }

    /// Changes what the template of snapshots shows of an opportunity.
    async fn change(&self, account: &str, id: &str, next_steps: &str) {
        let known = self
            .ok(account, "GetOpportunity", json!({ "Identifier": id }))
            .await;
        let mut input = opportunity();
        let members = input.as_object_mut().expect("an object");
        for created_only in ["ClientToken", "Origin", "OpportunityTeam"] {
            members.remove(created_only);
        }
        input["Identifier"] = json!(id);
        input["LastModifiedDate"] = known["LastModifiedDate"].clone();
        input["LifeCycle"]["NextSteps"] = json!(next_steps);
        self.ok(account, "UpdateOpportunity", input).await;
    }

    /// Makes an account a member, as accepting an invitation will.
    async fn join(&self, engagement: &str, account: &str) {
        let new = Member {
            engagement_id: engagement.to_owned(),
            account: account.to_owned(),
            catalog: "Sandbox".to_owned(),
            created_at: NOW,
            joined_at: NOW,
        };
        let joined: Result<(), cosell_store::Error> = self
            .store
            .write(move |tx| {
                let new = new.clone();
                Box::pin(async move { member::insert(tx, &new).await })
            })
            .await;
        joined.expect("a new member");
    }

    /// All pages of a list, two records at a time.
    async fn pages(
        &self,
        account: &str,
        operation: &str,
        mut input: Value,
        list: &str,
    ) -> Vec<Value> {
        let mut all = Vec::new();
        input["MaxResults"] = json!(2);
        loop {
            let page = self.ok(account, operation, input.clone()).await;
            let records = page[list].as_array().expect("a list");
            assert!(records.len() <= 2);
            all.extend(records.iter().cloned());
            if page["NextToken"].is_null() {
                return all;
            }
            assert_eq!(records.len(), 2, "a page before another one is full");
            input["NextToken"] = page["NextToken"].clone();
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn ids(records: &[Value]) -> Vec<&str> {
    records
        .iter()
        .filter_map(|record| record["Id"].as_str())
        .collect()
}

fn opportunity() -> Value {
    json!({
        "ClientToken": "opportunity",
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PrimaryNeedsFromAws": ["Co-Sell - Architectural Validation"],
        "Customer": {
            "Account": {
                "CompanyName": "Nimbus Freight",
                "Industry": "Transportation and Logistics",
                "WebsiteUrl": "https://nimbus-freight.example.com",
                "Address": {
                    "CountryCode": "US", "StateOrRegion": "Washington",
                    "City": "Seattle", "PostalCode": "98101",
                },
            },
            "Contacts": [{
                "Email": "dana@nimbus-freight.example.com", "FirstName": "Dana", "LastName": "Reyes",
                "BusinessTitle": "CTO", "Phone": "+12065550100",
            }],
        },
        "LifeCycle": { "Stage": "Prospect", "TargetCloseDate": "2027-03-31" },
        "Marketing": { "Source": "None" },
        "Project": {
            "Title": "Route planning on AWS",
            "CustomerBusinessProblem": "Route planning takes hours and trucks leave half empty.",
            "CustomerUseCase": "Migration / Database Migration",
            "DeliveryModels": ["SaaS or PaaS"],
            "SalesActivities": ["Conducted POC / Demo"],
            "OtherSolutionDescription": "A planner of our own",
            "ExpectedCustomerSpend": [{
                "Amount": "12500", "CurrencyCode": "USD", "Frequency": "Monthly",
                "TargetCompany": "AWS",
            }],
        },
    })
}

fn snapshot(engagement: &str, opportunity: &str) -> Value {
    json!({
        "EngagementIdentifier": engagement,
        "ResourceType": "Opportunity",
        "ResourceIdentifier": opportunity,
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    })
}

fn with_token(mut input: Value, token: &str) -> Value {
    input["ClientToken"] = json!(token);
    input
}

fn invitation(engagement: &str, receiver: &str, token: &str) -> Value {
    json!({
        "ClientToken": token,
        "EngagementIdentifier": engagement,
        "Invitation": {
            "Message": "Let us do this together.",
            "Receiver": { "Account": { "Alias": "A friend", "AwsAccountId": receiver } },
            "Payload": { "OpportunityInvitation": {
                "ReceiverResponsibilities": ["Distributor"],
                "SenderContacts": [{ "Email": "anna@partner.example.com" }],
                "Customer": {
                    "Industry": "Agriculture", "CompanyName": "Acre", "CountryCode": "US",
                    "WebsiteUrl": "https://acre.example.com",
                },
                "Project": {
                    "Title": "Greenhouses", "TargetCompletionDate": "2027-10-04",
                    "BusinessProblem": "Nobody knows how much water they need.",
                    "ExpectedCustomerSpend": [],
                },
            } },
        },
    })
}

fn lead() -> Value {
    json!({
        "Type": "Lead",
        "Payload": { "Lead": {
            "Customer": { "CompanyName": "Acre" },
            "Interactions": [{ "Contact": {
                "BusinessTitle": "CIO", "Email": "c@acre.example.com",
                "FirstName": "C", "LastName": "I",
            } }],
        } },
    })
}

#[tokio::test]
async fn an_engagement_begins_with_its_creator_as_its_only_member() {
    let hub = Hub::new().await;
    let input = json!({
        "ClientToken": "1", "Title": "Greenhouses", "Description": "Water, mostly.",
        "Contexts": [lead(), { "Type": "CustomerProject", "Payload": { "CustomerProject": {} } }],
    });
    let created = hub.ok(ANNA, "CreateEngagement", input).await;
    let now = DateTime::from_millis(NOW).to_string();
    assert_eq!(created["ModifiedAt"], now);
    for identifier in [&created["Id"], &created["Arn"]] {
        let found = hub
            .ok(ANNA, "GetEngagement", json!({ "Identifier": identifier }))
            .await;
        assert_eq!(found["Id"], created["Id"]);
        assert_eq!(found["Title"], "Greenhouses");
        assert_eq!(found["Description"], "Water, mostly.");
        assert_eq!(found["CreatedBy"], ANNA);
        assert_eq!(found["CreatedAt"], now);
        assert_eq!(found["MemberCount"], 1);
        assert_eq!(found["Contexts"][0]["Id"], "1");
        assert_eq!(found["Contexts"][0]["Type"], "Lead");
        assert_eq!(found["Contexts"][1]["Id"], "2");
        let members = hub
            .ok(
                ANNA,
                "ListEngagementMembers",
                json!({ "Identifier": identifier }),
            )
            .await;
        let expected = json!([{
            "AccountId": ANNA,
            "CompanyName": "Partner 111111111111",
            "WebsiteUrl": "https://partner-111111111111.example.com",
        }]);
        assert_eq!(members["EngagementMemberList"], expected);
    }
}

#[tokio::test]
async fn an_engagement_does_not_exist_for_others_nor_in_the_other_catalog() {
    let hub = Hub::new().await;
    let input = json!({ "ClientToken": "1" });
    let created = hub.ok(ANNA, "CreateEngagement", input).await;
    let (id, arn) = (&created["Id"], &created["Arn"]);
    let missing = "ResourceNotFoundException";
    for identifier in [id, arn] {
        let asked = json!({ "Identifier": identifier });
        assert_eq!(
            hub.refused(BERT, "GetEngagement", asked.clone()).await,
            missing
        );
        assert_eq!(
            hub.refused(BERT, "ListEngagementMembers", asked).await,
            missing
        );
        let elsewhere = json!({ "Identifier": identifier, "Catalog": "AWS" });
        assert_eq!(hub.refused(ANNA, "GetEngagement", elsewhere).await, missing);
    }
    let snapshots = json!({ "EngagementIdentifier": id });
    assert_eq!(
        hub.refused(BERT, "ListResourceSnapshots", snapshots).await,
        missing
    );
    let invited = invitation(id.as_str().expect("an id"), CARL, "1");
    assert_eq!(
        hub.refused(BERT, "CreateEngagementInvitation", invited)
            .await,
        missing
    );
}

#[tokio::test]
async fn a_context_has_the_payload_of_its_type() {
    let hub = Hub::new().await;
    let mut context = lead();
    context["Type"] = json!("CustomerProject");
    let input = json!({ "ClientToken": "1", "Contexts": [context] });
    let (name, body) = hub
        .call(ANNA, "CreateEngagement", input)
        .await
        .expect_err("refused");
    assert_eq!(name, "ValidationException");
    assert_eq!(body["Reason"], "BUSINESS_VALIDATION_FAILED");
    assert_eq!(body["ErrorList"][0]["FieldName"], "contexts.payload");
}

#[tokio::test]
async fn engagements_are_listed_in_order_by_pages_and_filters() {
    let store = Store::open(&Location::Memory).expect("memory opens");
    let mut newest_first = Vec::new();
    for number in 0..5 {
        let hub = Hub::at(store.clone(), NOW + number).await;
        newest_first.insert(
            0,
            hub.engagement(ANNA, &format!("engagement {number}")).await,
        );
    }
    let hub = Hub::at(store, NOW + DAY).await;
    let with_lead = json!({ "ClientToken": "lead", "Contexts": [lead()] });
    newest_first.insert(
        0,
        text(&hub.ok(ANNA, "CreateEngagement", with_lead).await["Id"]),
    );
    let theirs = hub.engagement(BERT, "another's").await;

    let list = "EngagementSummaryList";
    let all = hub.pages(ANNA, "ListEngagements", json!({}), list).await;
    assert_eq!(ids(&all), newest_first);
    let ascending = json!({ "Sort": { "SortBy": "CreatedDate", "SortOrder": "ASCENDING" } });
    let mut oldest_first = hub.pages(ANNA, "ListEngagements", ascending, list).await;
    oldest_first.reverse();
    assert_eq!(ids(&oldest_first), newest_first);

    let of = async |filter: Value| hub.pages(ANNA, "ListEngagements", filter, list).await;
    let leads = of(json!({ "ContextTypes": ["Lead", "ProspectingResult"] })).await;
    assert_eq!(ids(&leads), &newest_first[..1]);
    assert_eq!(leads[0]["ContextTypes"], json!(["Lead"]));
    assert_eq!(
        ids(&of(json!({ "ExcludeContextTypes": ["Lead"] })).await),
        &newest_first[1..]
    );
    assert_eq!(of(json!({ "CreatedBy": [BERT] })).await.len(), 0);
    assert_eq!(of(json!({ "ExcludeCreatedBy": [BERT] })).await.len(), 6);
    let named = json!({ "EngagementIdentifier": [newest_first[2], all[4]["Arn"], theirs] });
    assert_eq!(
        ids(&of(named).await),
        [&*newest_first[2], &*newest_first[4]]
    );
    let elsewhere = all[0]["Arn"]
        .as_str()
        .expect("an ARN")
        .replace("Sandbox", "AWS");
    assert_eq!(
        of(json!({ "EngagementIdentifier": [elsewhere] }))
            .await
            .len(),
        0
    );
}

#[tokio::test]
async fn the_first_snapshot_links_the_opportunity_to_the_engagement() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    let before = hub
        .ok(ANNA, "ListEngagementResourceAssociations", json!({}))
        .await;
    assert_eq!(before["EngagementResourceAssociationSummaries"], json!([]));

    let asked = with_token(snapshot(&engagement, &opportunity), "1");
    let taken = hub.ok(ANNA, "CreateResourceSnapshot", asked).await;
    assert_eq!(taken["Revision"], 1);

    let found = hub
        .ok(ANNA, "GetEngagement", json!({ "Identifier": engagement }))
        .await;
    let context = &found["Contexts"][0];
    assert_eq!(
        (&context["Id"], &context["Type"]),
        (&json!("1"), &json!("CustomerProject"))
    );
    let project = &context["Payload"]["CustomerProject"];
    assert_eq!(project["Customer"]["CompanyName"], "Nimbus Freight");
    assert_eq!(project["Project"]["Title"], "Route planning on AWS");
    assert!(found["ModifiedAt"].as_str() > found["CreatedAt"].as_str());

    let expected = json!([{
        "Catalog": "Sandbox",
        "CreatedBy": ANNA,
        "EngagementId": engagement,
        "ResourceId": opportunity,
        "ResourceType": "Opportunity",
    }]);
    for filter in [
        json!({}),
        json!({ "EngagementIdentifier": engagement }),
        json!({ "ResourceIdentifier": opportunity, "ResourceType": "Opportunity" }),
        json!({ "CreatedBy": ANNA }),
    ] {
        let listed = hub
            .ok(ANNA, "ListEngagementResourceAssociations", filter.clone())
            .await;
        assert_eq!(
            listed["EngagementResourceAssociationSummaries"], expected,
            "{filter}"
        );
        let theirs = hub
            .ok(BERT, "ListEngagementResourceAssociations", filter)
            .await;
        assert_eq!(theirs["EngagementResourceAssociationSummaries"], json!([]));
    }
}

#[tokio::test]
async fn a_snapshot_is_taken_only_of_what_changed() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    let asked = snapshot(&engagement, &opportunity);
    let take = async |token: &str| {
        hub.ok(
            ANNA,
            "CreateResourceSnapshot",
            with_token(asked.clone(), token),
        )
        .await
    };
    let first = take("1").await;
    assert_eq!(take("2").await, first, "nothing changed");
    hub.change(ANNA, &opportunity, "Call Dana").await;
    assert_eq!(take("3").await["Revision"], 2);

    let newest = hub.ok(ANNA, "GetResourceSnapshot", asked.clone()).await;
    assert_eq!(newest["Revision"], 2);
    let shown = &newest["Payload"]["OpportunitySummary"];
    assert_eq!(shown["Lifecycle"]["NextSteps"], "Call Dana");
    assert_eq!(
        shown["Customer"]["Account"]["CompanyName"],
        "Nimbus Freight"
    );
    assert_eq!(shown["Project"]["DeliveryModels"], json!(["SaaS or PaaS"]));
    assert_eq!(
        shown["Project"]["Title"],
        Value::Null,
        "the template does not show it"
    );
    assert_eq!(shown["RelatedEntityIdentifiers"]["Solutions"], json!([]));
    assert_eq!(newest["TargetMemberAccounts"], json!([ANNA]));
    assert_eq!(newest["CreatedBy"], ANNA);
    let mut older = asked.clone();
    older["Revision"] = json!(1);
    let older = hub.ok(ANNA, "GetResourceSnapshot", older).await;
    assert_eq!(older["Arn"], first["Arn"]);
    assert_eq!(
        older["Payload"]["OpportunitySummary"]["Lifecycle"]["NextSteps"],
        Value::Null
    );
    let mut unknown = asked.clone();
    unknown["Revision"] = json!(3);
    let refused = hub.refused(ANNA, "GetResourceSnapshot", unknown).await;
    assert_eq!(refused, "ResourceNotFoundException");

    hub.change(ANNA, &opportunity, "Call Dana again").await;
    take("4").await;
    let input = json!({ "EngagementIdentifier": engagement });
    let listed = hub
        .pages(
            ANNA,
            "ListResourceSnapshots",
            input,
            "ResourceSnapshotSummaries",
        )
        .await;
    let revisions: Vec<_> = listed
        .iter()
        .filter_map(|one| one["Revision"].as_i64())
        .collect();
    assert_eq!(revisions, [1, 2, 3]);
}

#[tokio::test]
async fn members_see_each_others_snapshots_and_nobody_shows_what_is_not_theirs() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    hub.join(&engagement, BERT).await;
    let opportunity = hub.opportunity(ANNA).await;
    let asked = snapshot(&engagement, &opportunity);
    let missing = "ResourceNotFoundException";
    let not_theirs = with_token(asked.clone(), "b");
    assert_eq!(
        hub.refused(BERT, "CreateResourceSnapshot", not_theirs.clone())
            .await,
        missing
    );
    assert_eq!(
        hub.refused(BERT, "CreateResourceSnapshotJob", not_theirs)
            .await,
        missing
    );
    assert_eq!(
        hub.refused(BERT, "GetResourceSnapshot", asked.clone())
            .await,
        missing
    );

    hub.ok(
        ANNA,
        "CreateResourceSnapshot",
        with_token(asked.clone(), "a"),
    )
    .await;
    let seen = hub.ok(BERT, "GetResourceSnapshot", asked.clone()).await;
    assert_eq!(seen["CreatedBy"], ANNA);
    assert_eq!(seen["TargetMemberAccounts"], json!([ANNA, BERT]));
    let listed = hub
        .ok(BERT, "ListEngagementResourceAssociations", json!({}))
        .await;
    assert_eq!(
        listed["EngagementResourceAssociationSummaries"][0]["CreatedBy"],
        ANNA
    );
    assert_eq!(
        hub.refused(CARL, "GetResourceSnapshot", asked).await,
        missing
    );
}

#[tokio::test]
async fn a_partner_shows_opportunities_through_one_template() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    for template in ["AwsOpportunitySummaryFullView", "Opportunity"] {
        for operation in ["CreateResourceSnapshot", "CreateResourceSnapshotJob"] {
            let mut asked = with_token(snapshot(&engagement, &opportunity), template);
            asked["ResourceSnapshotTemplateIdentifier"] = json!(template);
            let (name, body) = hub.call(ANNA, operation, asked).await.expect_err("refused");
            assert_eq!(name, "ValidationException");
            let field = &body["ErrorList"][0]["FieldName"];
            assert_eq!(field, "resourceSnapshotTemplateIdentifier");
        }
    }
}

#[tokio::test]
async fn a_running_job_shows_every_change_and_a_stopped_one_none() {
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
        "it was not started yet"
    );

    for _ in 0..2 {
        assert_eq!(
            hub.ok(ANNA, "StartResourceSnapshotJob", job.clone()).await,
            Value::Null
        );
        assert_eq!(state().await["Status"], "Running");
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
        "nothing that the template shows changed"
    );

    for _ in 0..2 {
        hub.ok(ANNA, "StopResourceSnapshotJob", job.clone()).await;
        assert_eq!(state().await["Status"], "Stopped");
    }
    hub.change(ANNA, &opportunity, "Visit Dana").await;
    assert_eq!(revision().await, Some(2));
    hub.ok(ANNA, "StartResourceSnapshotJob", job.clone()).await;
    assert_eq!(revision().await, Some(3), "it catches up");
}

#[tokio::test]
async fn a_job_is_its_owners_and_one_of_its_kind() {
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
async fn an_invitation_is_between_its_sender_and_its_receiver() {
    let hub = Hub::new().await;
    let input = json!({ "ClientToken": "1", "Title": "Greenhouses", "Description": "Water." });
    let engagement = text(&hub.ok(ANNA, "CreateEngagement", input).await["Id"]);
    let sent = hub
        .ok(
            ANNA,
            "CreateEngagementInvitation",
            invitation(&engagement, BERT, "1"),
        )
        .await;
    for (account, identifier) in [(ANNA, &sent["Id"]), (BERT, &sent["Arn"])] {
        let asked = json!({ "Identifier": identifier });
        let found = hub
            .ok(account, "GetEngagementInvitation", asked.clone())
            .await;
        assert_eq!(found["Id"], sent["Id"]);
        assert_eq!(found["Status"], "PENDING");
        assert_eq!(
            found["InvitationDate"],
            DateTime::from_millis(NOW).to_string()
        );
        assert_eq!(
            found["ExpirationDate"],
            DateTime::from_millis(NOW + 15 * DAY).to_string()
        );
        assert_eq!(found["SenderAwsAccountId"], ANNA);
        assert_eq!(found["SenderCompanyName"], "Partner 111111111111");
        let receiver = json!({ "Account": { "Alias": "A friend", "AwsAccountId": BERT } });
        assert_eq!(found["Receiver"], receiver);
        assert_eq!(found["EngagementId"], engagement);
        assert_eq!(found["EngagementTitle"], "Greenhouses");
        assert_eq!(found["EngagementDescription"], "Water.");
        assert_eq!(found["InvitationMessage"], "Let us do this together.");
        assert_eq!(found["PayloadType"], "OpportunityInvitation");
        let project = &found["Payload"]["OpportunityInvitation"]["Project"];
        assert_eq!(project["Title"], "Greenhouses");
        assert_eq!(
            found["ExistingMembers"][0]["CompanyName"],
            "Partner 111111111111"
        );
        assert_eq!(found["RejectionReason"], Value::Null);
        let refused = hub.refused(CARL, "GetEngagementInvitation", asked).await;
        assert_eq!(refused, "ResourceNotFoundException");
    }
    let asked = json!({ "Identifier": engagement });
    let refused = hub.refused(BERT, "GetEngagement", asked).await;
    assert_eq!(
        refused, "ResourceNotFoundException",
        "being invited is not being a member"
    );
}

#[tokio::test]
async fn invitations_are_listed_by_side() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "one").await;
    let theirs = hub.engagement(BERT, "two").await;
    for (sender, engagement, receiver) in [
        (ANNA, &engagement, BERT),
        (ANNA, &engagement, CARL),
        (ANNA, &engagement, "aws"),
        (BERT, &theirs, ANNA),
    ] {
        let input = invitation(engagement, receiver, receiver);
        hub.ok(sender, "CreateEngagementInvitation", input).await;
    }
    let of = async |account: &str, side: &str, mut filter: Value| {
        filter["ParticipantType"] = json!(side);
        let list = "EngagementInvitationSummaries";
        hub.pages(account, "ListEngagementInvitations", filter, list)
            .await
    };
    let sent = of(ANNA, "SENDER", json!({})).await;
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|one| one["ParticipantType"] == "SENDER"));
    assert!(sent.iter().all(|one| one["EngagementTitle"] == "one"));
    let received = of(ANNA, "RECEIVER", json!({})).await;
    assert_eq!(received.len(), 1);
    assert_eq!(received[0]["SenderAwsAccountId"], BERT);
    assert_eq!(received[0]["ParticipantType"], "RECEIVER");
    assert_eq!(
        of(CARL, "RECEIVER", json!({ "SenderAwsAccountId": [ANNA] }))
            .await
            .len(),
        1
    );
    assert_eq!(
        of(CARL, "RECEIVER", json!({ "SenderAwsAccountId": [BERT] }))
            .await
            .len(),
        0
    );
    assert_eq!(
        of(
            CARL,
            "RECEIVER",
            json!({ "PayloadType": ["LeadInvitation"] })
        )
        .await
        .len(),
        0
    );
    let filter = json!({ "EngagementIdentifier": [engagement] });
    assert_eq!(of(CARL, "RECEIVER", filter).await.len(), 1);
    let ascending = json!({ "Sort": { "SortBy": "InvitationDate", "SortOrder": "ASCENDING" } });
    let mut reversed = of(ANNA, "SENDER", ascending).await;
    reversed.reverse();
    assert_eq!(ids(&reversed), ids(&sent));
}

#[tokio::test]
async fn an_invitation_expires_by_the_clock_alone() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "one").await;
    let input = invitation(&engagement, BERT, "1");
    let sent = hub
        .ok(ANNA, "CreateEngagementInvitation", input.clone())
        .await;
    let listed = async |hub: &Hub, status: &str| {
        let input = json!({ "ParticipantType": "RECEIVER", "Status": [status] });
        let found = hub.ok(BERT, "ListEngagementInvitations", input).await;
        found["EngagementInvitationSummaries"]
            .as_array()
            .expect("a list")
            .clone()
    };
    let just_before = hub.later(NOW + 15 * DAY - 1).await;
    assert_eq!(listed(&just_before, "PENDING").await.len(), 1);
    assert_eq!(listed(&just_before, "EXPIRED").await.len(), 0);
    let again = invitation(&engagement, BERT, "2");
    let refused = just_before
        .refused(ANNA, "CreateEngagementInvitation", again.clone())
        .await;
    assert_eq!(refused, "ConflictException", "it is open still");

    let late = hub.later(NOW + 15 * DAY).await;
    assert_eq!(listed(&late, "PENDING").await.len(), 0);
    let expired = listed(&late, "EXPIRED").await;
    assert_eq!(ids(&expired), [text(&sent["Id"])]);
    assert_eq!(expired[0]["Status"], "EXPIRED");
    assert_eq!(expired[0]["ExpirationDate"], Value::Null);
    let asked = json!({ "Identifier": sent["Id"] });
    let found = late.ok(ANNA, "GetEngagementInvitation", asked).await;
    assert_eq!(
        (&found["Status"], &found["ExpirationDate"]),
        (&json!("EXPIRED"), &Value::Null)
    );
    late.ok(ANNA, "CreateEngagementInvitation", again).await;
    assert_eq!(
        listed(&late, "PENDING").await.len(),
        1,
        "it may be sent anew"
    );
}

#[tokio::test]
async fn nobody_is_invited_twice_nor_into_a_full_engagement() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "one").await;
    let invite = async |receiver: &str, token: &str| {
        let input = invitation(&engagement, receiver, token);
        hub.call(ANNA, "CreateEngagementInvitation", input)
            .await
            .map_err(|(name, _)| name)
    };
    assert_eq!(
        invite(ANNA, "self").await,
        Err("ConflictException"),
        "a member already"
    );
    let first = invite("900000000001", "1").await.expect("invited");
    assert_eq!(
        invite("900000000001", "1").await,
        Ok(first),
        "the same request happens once"
    );
    assert_eq!(
        invite("900000000002", "1").await,
        Err("ConflictException"),
        "another request"
    );
    assert_eq!(
        invite("900000000001", "again").await,
        Err("ConflictException")
    );
    for number in 2..=9 {
        let receiver = format!("90000000000{number}");
        invite(&receiver, &receiver)
            .await
            .expect("the creator can invite nine");
    }
    assert_eq!(
        invite(BERT, "eleventh").await,
        Err("ServiceQuotaExceededException")
    );
    let late = hub.later(NOW + 16 * DAY).await;
    let input = invitation(&engagement, BERT, "eleventh");
    late.ok(ANNA, "CreateEngagementInvitation", input).await;
}
