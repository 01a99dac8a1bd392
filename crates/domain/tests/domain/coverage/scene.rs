//! The records that exist before a case begins.

use std::sync::atomic::{AtomicUsize, Ordering};

use cosell_domain::Settings;
use cosell_domain::settings::{Account, EngagementGroup};
use cosell_store::Location;
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{self, Harness, NOW, PARTNER};

/// An account that has a pending invitation.
pub(super) const GUEST: &str = "333333333333";

/// A solution that only [`PARTNER`] has.
pub(super) const OWN_SOLUTION: &str = "S-7000001";

/// The ARN of that solution on the marketplace.
pub(super) const MARKETPLACE_SOLUTION: &str =
    "arn:aws:aws-marketplace:us-east-1:111111111111:AWSMarketplace/Solution/soln-1";

/// A group of engagements that only [`PARTNER`] sees.
pub(super) const OWN_GROUP: &str = "eng-grp-ofthepartner00";

/// The number of the next client token of the scene.
static TOKENS: AtomicUsize = AtomicUsize::new(0);

/// The records that exist before a case begins.
pub(super) struct Scene {
    pub(super) harness: Harness,
    /// A complete opportunity, and how it is read.
    pub(super) draft: String,
    pub(super) known: Value,
    /// An opportunity with a snapshot in an engagement, and with a stopped job.
    pub(super) linked: String,
    pub(super) engagement: String,
    pub(super) job: String,
    /// An opportunity whose task has ended.
    pub(super) submitted: String,
    /// The invitation of [`GUEST`] to the engagement.
    pub(super) invitation: String,
    /// The invitation that [`GUEST`] accepted by a task, and the engagement that it joined.
    pub(super) accepted: String,
    pub(super) joined: String,
    /// An engagement with a lead, and when it was last modified.
    pub(super) lead: String,
    pub(super) lead_modified: Value,
    /// An engagement whose lead became an opportunity.
    pub(super) converted: String,
    /// A prospecting task of that engagement.
    pub(super) prospecting: String,
    /// A customer account whose match has ended, and when it was last modified.
    pub(super) customer: String,
    pub(super) customer_modified: Value,
    /// A file of customer accounts, and one of opportunities, each with two rows.
    pub(super) files: [String; 2],
    /// The jobs that read them, which are over.
    pub(super) imported: [String; 2],
}

impl Scene {
    pub(super) async fn new() -> Self {
        Self::on(&Location::Memory).await
    }

    pub(super) async fn on(location: &Location) -> Self {
        let mut partner = Account::implicit(PARTNER);
        let mut own = partner.solutions[0].clone();
        OWN_SOLUTION.clone_into(&mut own.id);
        own.marketplace_arn = Some(MARKETPLACE_SOLUTION.to_owned());
        partner.solutions.push(own);
        let mut settings = Settings::default();
        settings.accounts.insert(PARTNER.to_owned(), partner);
        let criteria = settings.engagement_groups[0].criteria.clone();
        settings.engagement_groups.push(EngagementGroup {
            accounts: vec![PARTNER.to_owned()],
            ..EngagementGroup::new(OWN_GROUP, "Its own", criteria)
        });
        let harness = Harness::at_location(location, settings, World::frozen(NOW, 7)).await;

        let draft = harness.opportunity().await;
        let linked = harness.opportunity().await;
        for id in [&draft, &linked] {
            harness.associate(id, "Solutions", "S-1234567").await;
        }
        let known = harness.get(&draft).await;
        let submitted = harness.submitted().await;
        let mut scene = Self {
            harness,
            draft,
            known,
            linked,
            engagement: String::new(),
            job: String::new(),
            submitted,
            invitation: String::new(),
            accepted: String::new(),
            joined: String::new(),
            lead: String::new(),
            lead_modified: Value::Null,
            converted: String::new(),
            prospecting: String::new(),
            customer: String::new(),
            customer_modified: Value::Null,
            files: Default::default(),
            imported: Default::default(),
        };
        scene.share().await;
        scene.create_leads().await;
        scene.map_customer().await;
        scene.import().await;
        scene
    }

    /// Creates an engagement with an opportunity, a job and invitations.
    async fn share(&mut self) {
        self.engagement = self
            .id(
                "CreateEngagement",
                json!({ "Title": "Harbour", "Description": "Ships." }),
            )
            .await;
        self.invitation = self
            .id(
                "CreateEngagementInvitation",
                common::invitation(&self.engagement, GUEST),
            )
            .await;
        let shown = shown(self, &self.linked);
        self.make(PARTNER, "CreateResourceSnapshot", shown.clone())
            .await;
        self.job = self.id("CreateResourceSnapshotJob", shown).await;

        self.joined = self
            .id(
                "CreateEngagement",
                json!({ "Title": "Docks", "Description": "Ships." }),
            )
            .await;
        self.accepted = self
            .id(
                "CreateEngagementInvitation",
                common::invitation(&self.joined, GUEST),
            )
            .await;
        let accept = json!({ "Identifier": self.accepted });
        let task = self
            .make(GUEST, "StartEngagementByAcceptingInvitationTask", accept)
            .await;
        assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    }

    /// Creates engagements with leads, and converts and prospects them.
    async fn create_leads(&mut self) {
        let with_lead = |title: &str| {
            let contexts = json!([{ "Type": "Lead", "Payload": lead() }]);
            json!({ "Title": title, "Description": "A lead.", "Contexts": contexts })
        };
        self.converted = self.id("CreateEngagement", with_lead("Customer")).await;
        let convert = json!({ "Identifier": self.converted, "ContextIdentifier": "1" });
        let task = self
            .make(PARTNER, "StartOpportunityFromEngagementTask", convert)
            .await;
        assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");

        let made = self
            .make(PARTNER, "CreateEngagement", with_lead("Lead"))
            .await;
        made["Id"]
            .as_str()
            .expect("an id")
            .clone_into(&mut self.lead);
        self.lead_modified = made["ModifiedAt"].clone();
        let prospect = json!({ "Identifiers": [self.converted], "TaskName": "Summer" });
        let task = self
            .make(PARTNER, "StartProspectingFromEngagementTask", prospect)
            .await;
        task["TaskId"]
            .as_str()
            .expect("an id")
            .clone_into(&mut self.prospecting);
    }

    /// A customer account, and its match.
    async fn map_customer(&mut self) {
        let body = json!({ "Account": customer() });
        self.customer = self.id("CreateCustomerAccount", body).await;
        self.harness.wait_until_idle().await;
        let read = json!({ "Identifier": self.customer });
        let known = self.make(PARTNER, "GetCustomerAccount", read).await;
        self.customer_modified = known["LastModifiedDate"].clone();
    }

    /// Files, and the jobs that carried their rows out.
    async fn import(&mut self) {
        let rows = [
            "Company Name\nQuay\nPier\n",
            "Customer Company Name\nQuay\nPier\n",
        ];
        for (file, (rows, key)) in self.files.iter_mut().zip(rows.iter().zip(["a", "o"])) {
            *file = self.harness.upload(PARTNER, key, rows.as_bytes()).await;
        }
        let [accounts, opportunities] = self.files.clone();
        let body = json!({ "FileUri": accounts });
        let accounts = self.id("StartCustomerAccountBulkJob", body).await;
        let body = json!({ "FileURI": opportunities, "FileFormat": "CSV" });
        let job = self.make(PARTNER, "StartOpportunityBulkJob", body).await;
        let opportunities = job["JobId"].as_str().expect("an id").to_owned();
        self.imported = [accounts, opportunities];
        self.harness.wait_until_idle().await;
    }

    /// Calls an operation with a new client token.
    pub(super) async fn make(&self, account: &str, operation: &str, mut body: Value) -> Value {
        let number = TOKENS.fetch_add(1, Ordering::Relaxed);
        body["ClientToken"] = json!(format!("of-the-scene-{number}"));
        body["Catalog"] = json!("Sandbox");
        match self.harness.call(account, operation, body).await {
            Ok(answer) => answer,
            Err(refused) => panic!("{operation} was refused: {refused:#?}"),
        }
    }

    /// Creates something of [`PARTNER`] and returns its id.
    pub(super) async fn id(&self, operation: &str, body: Value) -> String {
        let made = self.make(PARTNER, operation, body).await;
        made["Id"]
            .as_str()
            .expect("a created resource has an id")
            .to_owned()
    }
}

/// The resource of the snapshots here, as requests name it.
pub(super) fn shown(scene: &Scene, opportunity: &str) -> Value {
    json!({
        "EngagementIdentifier": scene.engagement,
        "ResourceType": "Opportunity",
        "ResourceIdentifier": opportunity,
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    })
}

pub(super) fn interaction(action: &str) -> Value {
    json!({
        "CustomerAction": action,
        "BusinessProblem": "Nobody knows which berth is free.",
        "Contact": {
            "BusinessTitle": "Harbour master", "Email": "dana@quay.example.com",
            "FirstName": "Dana", "LastName": "Quay",
        },
    })
}

/// The lead of a new engagement.
pub(super) fn lead() -> Value {
    json!({ "Lead": {
        "Customer": {
            "CompanyName": "Quay and Sons", "WebsiteUrl": "https://quay.example.com",
            "Industry": "Transportation and Logistics", "Address": { "CountryCode": "US" },
        },
        "Interactions": [interaction("Asked for a call")],
    } })
}

/// What a partner says of a customer.
pub(super) fn customer() -> Value {
    json!({ "CompanyName": "Quay and Sons", "WebsiteUrl": "https://quay.example.com" })
}
