//! A service in memory, called as a client calls it.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test program uses what it needs"
)]

pub mod search;
pub mod stores;

use std::sync::Arc;
use std::time::Duration;

use cosell_domain::{CallError, Caller, Error, Service, Settings, find};
use cosell_engine::Options;
use cosell_store::{Location, Store};
use cosell_world::World;
use serde_json::{Value, json};

/// The account that most tests use.
pub const PARTNER: &str = "111111111111";

/// Another account.
pub const STRANGER: &str = "222222222222";

/// The time of a frozen clock: 2026-11-22T18:32:24.559Z.
pub const NOW: i64 = 1_795_372_344_559;

/// A refused call: the error's name and body, and the rules that refused it.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub name: String,
    pub body: Value,
    pub rules: Vec<&'static str>,
}

impl Refused {
    /// The codes of a validation error's findings, each with its field.
    pub fn findings(&self) -> Vec<(String, String)> {
        let text =
            |finding: &Value, member: &str| finding[member].as_str().unwrap_or_default().to_owned();
        let list = self.body["ErrorList"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        list.iter()
            .map(|finding| (text(finding, "FieldName"), text(finding, "Code")))
            .collect()
    }

    /// The error's message.
    pub fn message(&self) -> &str {
        self.body["Message"].as_str().unwrap_or_default()
    }
}

/// A service on an empty store.
pub struct Harness {
    pub service: Service,
    pub store: Store,
}

impl Harness {
    /// A service with default settings and a clock frozen at [`NOW`].
    pub async fn new() -> Self {
        Self::with_settings(Settings::default(), World::frozen(NOW, 7)).await
    }

    /// A service with these settings, in this world.
    pub async fn with_settings(settings: Settings, world: World) -> Self {
        Self::at_location(&Location::Memory, settings, world).await
    }

    /// The same on a store at another location.
    pub async fn at_location(location: &Location, settings: Settings, world: World) -> Self {
        let store = Store::open(location).expect("the store opens");
        let service = Service::start(store.clone(), world, settings, Options::default())
            .await
            .expect("the service starts");
        Self { service, store }
    }

    /// Calls an operation for an account. A response without a body is null.
    pub async fn call(
        &self,
        account: &str,
        operation: &str,
        input: Value,
    ) -> Result<Value, Refused> {
        self.call_as(Caller::from(Arc::from(account)), operation, input)
            .await
    }

    /// The same for a caller that may be authenticated. An outdated cached caller is a refusal
    /// without a name.
    pub async fn call_as(
        &self,
        caller: Caller,
        operation: &str,
        input: Value,
    ) -> Result<Value, Refused> {
        let entry = find(operation).unwrap_or_else(|| panic!("{operation} is implemented"));
        match self.service.call(entry, caller, input).await {
            Ok(answer) => Ok(answer.body.map_or(Value::Null, |body| {
                serde_json::from_slice(&body).expect("a response body is JSON")
            })),
            Err(CallError::Decode(error)) => Err(Refused {
                name: error.name().to_owned(),
                body: error.body(),
                rules: Vec::new(),
            }),
            Err(CallError::Dropped) => panic!("{operation} got no response"),
            Err(CallError::Operation(Error::Stale { .. })) => Err(Refused {
                name: String::new(),
                body: Value::Null,
                rules: Vec::new(),
            }),
            Err(CallError::Operation(Error::Refused { error, rules })) => Err(Refused {
                name: error.kind().name().to_owned(),
                body: error.body(),
                rules,
            }),
            Err(CallError::Operation(error)) => panic!("{operation} failed: {error:?}"),
        }
    }

    /// Waits until the background work that is due at this time has ended.
    pub async fn wait_until_idle(&self) {
        let advanced = self.service.engine().advance(Duration::ZERO).await;
        advanced.expect("the store works");
    }

    /// Calls an operation of [`PARTNER`] that must succeed.
    pub async fn ok(&self, operation: &str, input: Value) -> Value {
        match self.call(PARTNER, operation, input).await {
            Ok(answer) => answer,
            Err(refused) => panic!("{operation} was refused: {refused:#?}"),
        }
    }

    /// Calls an operation of [`PARTNER`] that must be refused.
    pub async fn refused(&self, operation: &str, input: Value) -> Refused {
        match self.call(PARTNER, operation, input).await {
            Ok(answer) => panic!("{operation} was not refused: {answer:#}"),
            Err(refused) => refused,
        }
    }

    /// Creates the [`opportunity`] and returns its id.
    pub async fn opportunity(&self) -> String {
        static TOKENS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let token = TOKENS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut input = opportunity();
        input["ClientToken"] = json!(format!("token-{token}"));
        let created = self.ok("CreateOpportunity", input).await;
        created["Id"]
            .as_str()
            .expect("an opportunity has an id")
            .to_owned()
    }

    /// An opportunity of [`PARTNER`] as it is now.
    pub async fn get(&self, id: &str) -> Value {
        self.ok(
            "GetOpportunity",
            json!({ "Catalog": "Sandbox", "Identifier": id }),
        )
        .await
    }

    /// Creates an opportunity with a solution, starts the engagement with AWS and waits until the
    /// opportunity is submitted. Returns its id.
    pub async fn submitted(&self) -> String {
        self.submitted_in().await.0
    }

    /// The same. Returns the ids of the opportunity and of the engagement.
    pub async fn submitted_in(&self) -> (String, String) {
        let id = self.opportunity().await;
        self.associate(&id, "Solutions", "S-1234567").await;
        let engagement = self.submit(&id).await;
        (id, engagement)
    }

    /// Starts the engagement with AWS and waits until the opportunity is submitted. Returns the id
    /// of the engagement.
    pub async fn submit(&self, id: &str) -> String {
        let task = self
            .ok(
                "StartEngagementFromOpportunityTask",
                json!({
                    "Catalog": "Sandbox",
                    "ClientToken": format!("start-{id}"),
                    "Identifier": id,
                    "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
                }),
            )
            .await;
        assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
        let engagement = task["EngagementId"].as_str().expect("an engagement");
        engagement.to_owned()
    }

    /// Associates an entity with an opportunity.
    pub async fn associate(&self, id: &str, entity: &str, identifier: &str) {
        self.ok("AssociateOpportunity", association(id, entity, identifier))
            .await;
    }
}

/// The request that associates or disassociates an entity.
pub fn association(id: &str, entity: &str, identifier: &str) -> Value {
    json!({
        "Catalog": "Sandbox",
        "OpportunityIdentifier": id,
        "RelatedEntityType": entity,
        "RelatedEntityIdentifier": identifier,
    })
}

/// The request that invites an account to an opportunity.
pub fn invitation(engagement: &str, receiver: &str) -> Value {
    json!({
        "EngagementIdentifier": engagement,
        "Invitation": {
            "Message": "Let us do this together.",
            "Receiver": { "Account": { "Alias": "A friend", "AwsAccountId": receiver } },
            "Payload": { "OpportunityInvitation": {
                "ReceiverResponsibilities": ["Distributor"],
                "SenderContacts": [{ "Email": "sales@partner.example.com" }],
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

/// The request that sends an opportunity back as it was read.
pub fn update(known: &Value) -> Value {
    let mut input = known.clone();
    input["Identifier"] = known["Id"].clone();
    input
}

/// A complete opportunity, as a partner would create it.
pub fn opportunity() -> Value {
    json!({
        "Catalog": "Sandbox",
        "ClientToken": "create-harbour",
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PartnerOpportunityIdentifier": "CRM-4711",
        "PrimaryNeedsFromAws": ["Co-Sell - Architectural Validation"],
        "Customer": {
            "Account": {
                "CompanyName": "Harbour Lights Logistics",
                "Industry": "Transportation and Logistics",
                "WebsiteUrl": "https://harbour-lights.example.com",
                "Duns": "123456789",
                "Address": {
                    "City": "Seattle",
                    "CountryCode": "US",
                    "PostalCode": "98101",
                    "StateOrRegion": "Washington",
                    "StreetAddress": "1 Pier Road",
                },
            },
            "Contacts": [{
                "BusinessTitle": "CTO",
                "Email": "ada@harbour-lights.example.com",
                "FirstName": "Ada",
                "LastName": "Quay",
                "Phone": "+12065550100",
            }],
        },
        "LifeCycle": {
            "Stage": "Prospect",
            "TargetCloseDate": "2027-06-30",
            "NextSteps": "Workshop with the harbour's operators",
        },
        "Marketing": { "Source": "None" },
        "Project": {
            "Title": "Berth planning in the cloud",
            "CustomerBusinessProblem": "Berths are planned by hand, and ships wait for days.",
            "CustomerUseCase": "Migration / Database Migration",
            "DeliveryModels": ["SaaS or PaaS"],
            "ExpectedCustomerSpend": [{
                "Amount": "10000.00",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS",
            }],
            "SalesActivities": ["Initialized discussions with customer"],
            "OtherSolutionDescription": "A planning service of our own",
        },
    })
}
