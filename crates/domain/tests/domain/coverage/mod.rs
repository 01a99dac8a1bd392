//! Every operation is tested with a request that its model forbids, with a request for a resource
//! of another account and, if it takes a client token, with a repeated request.
//!
//! [`cases`] holds an entry for each operation. An operation without an entry fails the first
//! test; the model says what an entry must hold.

mod arns;
mod permission;
mod tags;
mod tokens;

use crate::common;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::{Harness, NOW, PARTNER, Refused, STRANGER, association, opportunity, update};
use cosell_api::OperationMeta;
use cosell_api::shape::Kind;
use cosell_domain::settings::{Account, EngagementGroup};
use cosell_domain::{OPERATIONS, Settings, find};
use cosell_store::Location;
use cosell_world::World;
use serde_json::{Value, json};

/// An account that has a pending invitation.
const GUEST: &str = "333333333333";

/// A solution that only [`PARTNER`] has.
const OWN_SOLUTION: &str = "S-7000001";

/// The ARN of that solution on the marketplace.
const MARKETPLACE_SOLUTION: &str =
    "arn:aws:aws-marketplace:us-east-1:111111111111:AWSMarketplace/Solution/soln-1";

/// A group of engagements that only [`PARTNER`] sees.
const OWN_GROUP: &str = "eng-grp-ofthepartner00";

/// Members whose names end like an identifier and that do not name an account's resource.
const NO_RESOURCES: &[&str] = &[
    "PartnerAccountIdentifier",
    "PartnerOpportunityIdentifier",
    "ResourceSnapshotJobRoleIdentifier",
    "ResourceSnapshotTemplateIdentifier",
];

/// The number of the next client token of the scene.
static TOKENS: AtomicUsize = AtomicUsize::new(0);

/// What an account sees of another account's resources.
#[derive(Clone, Copy, Debug)]
enum Stranger {
    /// The resource in the request does not exist for the account.
    FindsNothing,
    /// The list in this member is empty for the account, and not for the owner.
    ListsNothing(&'static str),
    /// The request succeeds and changes nothing; the owner still reads the resource with this
    /// operation.
    ChangesNothing(&'static str),
    /// The request does not name a resource.
    NotConcerned,
}

/// The records that exist before a case begins.
struct Scene {
    harness: Harness,
    /// A complete opportunity, and how it is read.
    draft: String,
    known: Value,
    /// An opportunity with a snapshot in an engagement, and with a stopped job.
    linked: String,
    engagement: String,
    job: String,
    /// An opportunity whose task has ended.
    submitted: String,
    /// The invitation of [`GUEST`] to the engagement.
    invitation: String,
    /// The invitation that [`GUEST`] accepted by a task, and the engagement that it joined.
    accepted: String,
    joined: String,
    /// An engagement with a lead, and when it was last modified.
    lead: String,
    lead_modified: Value,
    /// An engagement whose lead became an opportunity.
    converted: String,
    /// A prospecting task of that engagement.
    prospecting: String,
    /// A customer account whose match has ended, and when it was last modified.
    customer: String,
    customer_modified: Value,
    /// A file of customer accounts, and one of opportunities, each with two rows.
    files: [String; 2],
    /// The jobs that read them, which are over.
    imported: [String; 2],
}

/// The entry of an operation.
struct Case {
    operation: &'static str,
    caller: &'static str,
    /// A request that succeeds in the scene; the catalog is added.
    request: fn(&Scene) -> Value,
    /// A member and a value of it that the model forbids.
    refused: (&'static str, Value),
    stranger: Stranger,
    /// A member and a value that make the request another one.
    changed: Option<(&'static str, Value)>,
}

impl Case {
    fn new(
        operation: &'static str,
        request: fn(&Scene) -> Value,
        refused: (&'static str, Value),
        stranger: Stranger,
    ) -> Self {
        Self {
            operation,
            caller: PARTNER,
            request,
            refused,
            stranger,
            changed: None,
        }
    }

    /// The same, called by another account.
    fn by(self, caller: &'static str) -> Self {
        Self { caller, ..self }
    }

    /// The same, with a member and a value that make the request another one.
    fn changed(self, member: &'static str, value: Value) -> Self {
        Self {
            changed: Some((member, value)),
            ..self
        }
    }

    fn body(&self, scene: &Scene) -> Value {
        let mut body = (self.request)(scene);
        let meta = find(self.operation)
            .expect("the operation is implemented")
            .meta;
        if members(meta).any(|member| member == "Catalog") {
            body["Catalog"] = json!("Sandbox");
        }
        body
    }
}

fn members(meta: &OperationMeta) -> impl Iterator<Item = &'static str> {
    let members = match meta.input.kind {
        Kind::Structure { members, .. } => members,
        _ => &[],
    };
    members.iter().map(|member| member.name)
}

/// The resource of the snapshots here, as requests name it.
fn shown(scene: &Scene, opportunity: &str) -> Value {
    json!({
        "EngagementIdentifier": scene.engagement,
        "ResourceType": "Opportunity",
        "ResourceIdentifier": opportunity,
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    })
}

fn with_token(mut body: Value) -> Value {
    body["ClientToken"] = json!("the-token");
    body
}

fn of_job(scene: &Scene) -> Value {
    json!({ "ResourceSnapshotJobIdentifier": scene.job })
}

fn arn(scene: &Scene) -> String {
    let linked = &scene.linked;
    format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/{linked}")
}

fn interaction(action: &str) -> Value {
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
fn lead() -> Value {
    json!({ "Lead": {
        "Customer": {
            "CompanyName": "Quay and Sons", "WebsiteUrl": "https://quay.example.com",
            "Industry": "Transportation and Logistics", "Address": { "CountryCode": "US" },
        },
        "Interactions": [interaction("Asked for a call")],
    } })
}

/// What a partner says of a customer.
fn customer() -> Value {
    json!({ "CompanyName": "Quay and Sons", "WebsiteUrl": "https://quay.example.com" })
}

/// An entry for each operation, sorted by name.
fn cases() -> Vec<Case> {
    use Stranger::{ChangesNothing, FindsNothing, ListsNothing, NotConcerned};
    let no_id = || json!("nothing");
    vec![
        Case::new(
            "AcceptEngagementInvitation",
            |scene| json!({ "Identifier": scene.invitation }),
            ("Identifier", no_id()),
            FindsNothing,
        )
        .by(GUEST),
        Case::new(
            "AssignOpportunity",
            |scene| {
                json!({ "Identifier": scene.draft, "Assignee": {
                    "BusinessTitle": "OpportunityOwner", "Email": "eva@partner.example.com",
                    "FirstName": "Eva", "LastName": "Lind",
                } })
            },
            ("Identifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "AssociateOpportunity",
            |scene| association(&scene.draft, "Solutions", "S-0059631"),
            ("OpportunityIdentifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "CreateCustomerAccount",
            |_| with_token(json!({ "Account": customer() })),
            ("PartnerAccountIdentifier", json!("p".repeat(65))),
            NotConcerned,
        )
        .changed("PartnerAccountIdentifier", json!("CRM-1")),
        Case::new(
            "CreateEngagement",
            |_| with_token(json!({ "Title": "Berths", "Description": "Planned in the cloud." })),
            ("Title", json!("t".repeat(41))),
            NotConcerned,
        )
        .changed("Title", json!("Docks")),
        Case::new(
            "CreateEngagementContext",
            |scene| {
                with_token(json!({
                    "EngagementIdentifier": scene.engagement, "Type": "Lead", "Payload": lead(),
                }))
            },
            ("Type", json!("Rumour")),
            FindsNothing,
        )
        .changed("EngagementIdentifier", json!("eng-00000000000000")),
        Case::new(
            "CreateEngagementInvitation",
            |scene| {
                let mut body = with_token(common::invitation(&scene.engagement, GUEST));
                body["Invitation"]["Receiver"]["Account"]["AwsAccountId"] = json!("444444444444");
                body
            },
            ("EngagementIdentifier", no_id()),
            FindsNothing,
        )
        .changed("EngagementIdentifier", json!("eng-00000000000000")),
        Case::new(
            "CreateOpportunity",
            |_| with_token(opportunity()),
            ("OpportunityType", json!("Unheard Of")),
            NotConcerned,
        )
        .changed("NationalSecurity", json!("Yes")),
        Case::new(
            "CreateResourceSnapshot",
            |scene| with_token(shown(scene, &scene.draft)),
            ("ResourceType", json!("Engagement")),
            FindsNothing,
        )
        .changed("ResourceIdentifier", json!("O1")),
        Case::new(
            "CreateResourceSnapshotJob",
            |scene| with_token(shown(scene, &scene.draft)),
            ("EngagementIdentifier", no_id()),
            FindsNothing,
        )
        .changed("Tags", json!([{ "Key": "Team", "Value": "Sea" }])),
        Case::new(
            "DeleteCustomerAccount",
            |scene| json!({ "Identifier": scene.customer }),
            ("Identifier", no_id()),
            ChangesNothing("GetCustomerAccount"),
        ),
        Case::new(
            "DeleteResourceSnapshotJob",
            of_job,
            ("ResourceSnapshotJobIdentifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "DisassociateOpportunity",
            |scene| association(&scene.draft, "Solutions", "S-1234567"),
            ("RelatedEntityType", json!("Friends")),
            FindsNothing,
        ),
        Case::new(
            "GetAwsOpportunitySummary",
            |scene| json!({ "RelatedOpportunityIdentifier": scene.submitted }),
            ("RelatedOpportunityIdentifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "GetCustomerAccount",
            |scene| json!({ "Identifier": scene.customer }),
            ("Identifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "GetCustomerAccountBulkJob",
            |scene| json!({ "Identifier": scene.imported[0] }),
            ("Identifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "GetCustomerAccountBulkJobReportUrl",
            |scene| json!({ "Identifier": scene.imported[0] }),
            ("ReportType", json!("SOME_RECORDS")),
            FindsNothing,
        ),
        Case::new(
            "GetCustomerAccountStatistics",
            |_| json!({ "Aggregations": [{ "GroupBy": ["GEO"] }] }),
            ("Aggregations", json!([{ "GroupBy": ["GEO", "REGION"] }])),
            NotConcerned,
        ),
        Case::new(
            "GetEngagement",
            |scene| json!({ "Identifier": scene.engagement }),
            ("Identifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "GetEngagementInvitation",
            |scene| json!({ "Identifier": scene.invitation }),
            ("Identifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "GetOpportunity",
            |scene| json!({ "Identifier": scene.draft }),
            ("Identifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "GetOpportunityBulkJobReportUrl",
            |scene| json!({ "JobId": scene.imported[1], "ReportFormat": "CSV" }),
            ("ReportFormat", json!("PDF")),
            FindsNothing,
        ),
        Case::new(
            "GetProspectingFromEngagementTask",
            |scene| json!({ "TaskIdentifier": scene.prospecting }),
            ("TaskIdentifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "GetResourceSnapshot",
            |scene| shown(scene, &scene.linked),
            ("Revision", json!(0)),
            FindsNothing,
        ),
        Case::new(
            "GetResourceSnapshotJob",
            of_job,
            ("ResourceSnapshotJobIdentifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "GetSellingSystemSettings",
            |_| json!({}),
            ("Catalog", json!("!")),
            NotConcerned,
        ),
        Case::new(
            "ListCustomerAccountBulkJobResults",
            |scene| json!({ "Identifier": scene.imported[0] }),
            ("Status", json!("TIRED")),
            FindsNothing,
        ),
        Case::new(
            "ListCustomerAccountBulkJobs",
            |_| json!({}),
            ("MaxResults", json!(101)),
            ListsNothing("items"),
        ),
        Case::new(
            "ListEngagementByAcceptingInvitationTasks",
            |scene| json!({ "EngagementInvitationIdentifier": [scene.accepted] }),
            ("MaxResults", json!(0)),
            ListsNothing("TaskSummaries"),
        )
        .by(GUEST),
        Case::new(
            "ListEngagementFromOpportunityTasks",
            |scene| json!({ "OpportunityIdentifier": [scene.submitted] }),
            ("MaxResults", json!(0)),
            ListsNothing("TaskSummaries"),
        ),
        Case::new(
            "ListEngagementGroups",
            |_| json!({ "EngagementGroupIdentifiers": [OWN_GROUP] }),
            ("ReadinessLevel", json!("Ready")),
            ListsNothing("EngagementGroupSummaries"),
        ),
        Case::new(
            "ListEngagementInvitations",
            |_| json!({ "ParticipantType": "SENDER" }),
            ("ParticipantType", json!("WITNESS")),
            ListsNothing("EngagementInvitationSummaries"),
        ),
        Case::new(
            "ListEngagementMembers",
            |scene| json!({ "Identifier": scene.engagement }),
            ("MaxResults", json!(11)),
            FindsNothing,
        ),
        Case::new(
            "ListEngagementResourceAssociations",
            |scene| json!({ "EngagementIdentifier": scene.engagement }),
            ("EngagementIdentifier", no_id()),
            ListsNothing("EngagementResourceAssociationSummaries"),
        ),
        Case::new(
            "ListEngagements",
            |scene| json!({ "EngagementIdentifier": [scene.engagement] }),
            ("MaxResults", json!(101)),
            ListsNothing("EngagementSummaryList"),
        ),
        Case::new(
            "ListOpportunities",
            |scene| json!({ "Identifier": [scene.draft] }),
            ("LifeCycleStage", json!(["Somewhere"])),
            ListsNothing("OpportunitySummaries"),
        ),
        Case::new(
            "ListOpportunityBulkJobResults",
            |scene| json!({ "JobId": scene.imported[1] }),
            ("MaxResults", json!(1001)),
            FindsNothing,
        ),
        Case::new(
            "ListOpportunityBulkJobs",
            |scene| json!({ "JobId": scene.imported[1] }),
            ("JobId", no_id()),
            ListsNothing("OpportunityBulkJobSummaries"),
        ),
        Case::new(
            "ListOpportunityFromEngagementTasks",
            |scene| json!({ "EngagementIdentifier": [scene.converted] }),
            ("MaxResults", json!(0)),
            ListsNothing("TaskSummaries"),
        ),
        Case::new(
            "ListProspectingFromEngagementTasks",
            |scene| json!({ "TaskIdentifier": [scene.prospecting] }),
            ("MaxResults", json!(0)),
            ListsNothing("TaskSummaries"),
        ),
        Case::new(
            "ListResourceSnapshotJobs",
            |scene| json!({ "EngagementIdentifier": scene.engagement }),
            ("Status", json!("Tired")),
            ListsNothing("ResourceSnapshotJobSummaries"),
        ),
        Case::new(
            "ListResourceSnapshots",
            |scene| json!({ "EngagementIdentifier": scene.engagement }),
            ("MaxResults", json!(1001)),
            FindsNothing,
        ),
        Case::new(
            "ListSolutions",
            |_| json!({ "Identifier": [OWN_SOLUTION] }),
            ("Status", json!(["Tired"])),
            ListsNothing("SolutionSummaries"),
        ),
        Case::new(
            "ListTagsForResource",
            |scene| json!({ "ResourceArn": arn(scene) }),
            ("ResourceArn", no_id()),
            FindsNothing,
        ),
        Case::new(
            "PutSellingSystemSettings",
            |_| json!({ "ResourceSnapshotJobRoleIdentifier": "SnapshotJobs" }),
            ("ResourceSnapshotJobRoleIdentifier", json!("two words")),
            NotConcerned,
        ),
        Case::new(
            "RejectEngagementInvitation",
            |scene| json!({ "Identifier": scene.invitation, "RejectionReason": "Other" }),
            ("Identifier", no_id()),
            FindsNothing,
        )
        .by(GUEST),
        Case::new(
            "SearchCustomerAccounts",
            |_| json!({}),
            ("MaxResults", json!(0)),
            ListsNothing("CustomerAccountSummaries"),
        ),
        Case::new(
            "SearchEngagements",
            |_| json!({ "Keyword": "harbour" }),
            ("GroupId", json!("eng-grp-1")),
            ListsNothing("EngagementSearchSummaries"),
        ),
        Case::new(
            "SearchOpportunities",
            |_| json!({ "Keyword": "harbour" }),
            ("MaxResults", json!(0)),
            ListsNothing("OpportunitySearchSummaries"),
        ),
        Case::new(
            "StartCustomerAccountBulkJob",
            |scene| with_token(json!({ "FileUri": scene.files[0] })),
            ("FileUri", json!("http://example.com/a.csv")),
            NotConcerned,
        )
        .changed("FileUri", json!("s3://another/file.csv")),
        Case::new(
            "StartEngagementByAcceptingInvitationTask",
            |scene| with_token(json!({ "Identifier": scene.invitation })),
            ("Identifier", no_id()),
            FindsNothing,
        )
        .by(GUEST)
        .changed("Tags", json!([{ "Key": "Team", "Value": "Sea" }])),
        Case::new(
            "StartEngagementFromOpportunityTask",
            |scene| {
                with_token(json!({
                    "Identifier": scene.draft,
                    "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
                }))
            },
            ("Identifier", no_id()),
            FindsNothing,
        )
        .changed(
            "AwsSubmission",
            json!({ "InvolvementType": "For Visibility Only" }),
        ),
        Case::new(
            "StartOpportunityBulkJob",
            |scene| with_token(json!({ "FileURI": scene.files[1], "FileFormat": "CSV" })),
            ("FileFormat", json!("XLSX")),
            NotConcerned,
        )
        .changed("FileURI", json!("s3://another/file.csv")),
        Case::new(
            "StartOpportunityFromEngagementTask",
            |scene| with_token(json!({ "Identifier": scene.lead, "ContextIdentifier": "1" })),
            ("ContextIdentifier", json!("first")),
            FindsNothing,
        )
        .changed("ContextIdentifier", json!("2")),
        Case::new(
            "StartProspectingFromEngagementTask",
            |scene| with_token(json!({ "Identifiers": [scene.lead], "TaskName": "Autumn" })),
            ("TaskName", json!("")),
            FindsNothing,
        )
        .changed("TaskName", json!("Winter")),
        Case::new(
            "StartResourceSnapshotJob",
            of_job,
            ("ResourceSnapshotJobIdentifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "StopResourceSnapshotJob",
            of_job,
            ("ResourceSnapshotJobIdentifier", no_id()),
            FindsNothing,
        ),
        Case::new(
            "SubmitOpportunity",
            |scene| {
                json!({
                    "Identifier": scene.linked, "InvolvementType": "Co-Sell", "Visibility": "Full",
                })
            },
            ("InvolvementType", json!("Sell")),
            FindsNothing,
        ),
        Case::new(
            "TagResource",
            |scene| {
                let tags = json!([{ "Key": "Team", "Value": "Sea" }]);
                json!({ "ResourceArn": arn(scene), "Tags": tags })
            },
            ("Tags", json!([])),
            FindsNothing,
        ),
        Case::new(
            "UntagResource",
            |scene| json!({ "ResourceArn": arn(scene), "TagKeys": ["Team"] }),
            ("TagKeys", json!([])),
            FindsNothing,
        ),
        Case::new(
            "UpdateCustomerAccount",
            |scene| {
                json!({
                    "Identifier": scene.customer,
                    "LastModifiedDate": scene.customer_modified,
                    "Account": customer(),
                })
            },
            ("Account", json!({ "CompanyName": "c".repeat(121) })),
            FindsNothing,
        ),
        Case::new(
            "UpdateEngagementContext",
            |scene| {
                json!({
                    "EngagementIdentifier": scene.lead,
                    "ContextIdentifier": "1",
                    "EngagementLastModifiedAt": scene.lead_modified,
                    "Type": "Lead",
                    "Payload": { "Lead": {
                        "Customer": lead()["Lead"]["Customer"],
                        "Interaction": interaction("Asked for a price"),
                    } },
                })
            },
            ("ContextIdentifier", json!("first")),
            FindsNothing,
        ),
        Case::new(
            "UpdateOpportunity",
            |scene| update(&scene.known),
            ("OpportunityType", json!("Unheard Of")),
            FindsNothing,
        ),
    ]
}

impl Scene {
    async fn new() -> Self {
        Self::on(&Location::Memory).await
    }

    async fn on(location: &Location) -> Self {
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
    async fn make(&self, account: &str, operation: &str, mut body: Value) -> Value {
        let number = TOKENS.fetch_add(1, Ordering::Relaxed);
        body["ClientToken"] = json!(format!("of-the-scene-{number}"));
        body["Catalog"] = json!("Sandbox");
        match self.harness.call(account, operation, body).await {
            Ok(answer) => answer,
            Err(refused) => panic!("{operation} was refused: {refused:#?}"),
        }
    }

    /// Creates something of [`PARTNER`] and returns its id.
    async fn id(&self, operation: &str, body: Value) -> String {
        let made = self.make(PARTNER, operation, body).await;
        made["Id"]
            .as_str()
            .expect("a created resource has an id")
            .to_owned()
    }
}

#[test]
fn every_operation_has_the_cases_that_its_model_requires() {
    let cases = cases();
    let mut missing = Vec::new();
    for entry in OPERATIONS {
        let meta = entry.meta;
        let Some(case) = cases.iter().find(|case| case.operation == meta.name) else {
            missing.push(format!("{} has no entry", meta.name));
            continue;
        };
        let names_a_resource = members(meta).any(|member| {
            let identifies = ["Identifier", "Identifiers", "Arn"];
            identifies.iter().any(|end| member.ends_with(end)) && !NO_RESOURCES.contains(&member)
        });
        if names_a_resource && matches!(case.stranger, Stranger::NotConcerned) {
            missing.push(format!(
                "{} has no case for another account's resource",
                meta.name
            ));
        }
        if meta.idempotency_token.is_some() != case.changed.is_some() {
            missing.push(format!("{} has no case for its client token", meta.name));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[tokio::test]
async fn every_operation_refuses_input_that_its_model_forbids() {
    let scene = Scene::new().await;
    for case in implemented() {
        let (member, value) = &case.refused;
        let mut body = case.body(&scene);
        body[member] = value.clone();
        let what = format!("{} with {member} {value}", case.operation);
        let refused = match scene.harness.call(case.caller, case.operation, body).await {
            Ok(answer) => panic!("{what} was not refused: {answer:#}"),
            Err(refused) => refused,
        };
        assert_eq!(
            refused.name, "ValidationException",
            "{what}: {:#}",
            refused.body
        );
        assert_eq!(
            refused.body["Reason"], "REQUEST_VALIDATION_FAILED",
            "{what}"
        );
        let field = member[..1].to_lowercase() + &member[1..];
        let found = refused
            .findings()
            .iter()
            .any(|(name, _)| name.starts_with(&field));
        assert!(found, "{what}: {:?}", refused.findings());
    }
}

#[tokio::test]
async fn a_resource_of_another_account_does_not_exist() {
    for case in implemented() {
        let scene = Scene::new().await;
        let body = case.body(&scene);
        let what = case.operation;
        let seen = scene.harness.call(STRANGER, what, body.clone()).await;
        match case.stranger {
            Stranger::NotConcerned => continue,
            Stranger::FindsNothing => {
                let name = seen.err().map(|refused| refused.name);
                assert_eq!(name.as_deref(), Some("ResourceNotFoundException"), "{what}");
            }
            Stranger::ListsNothing(list) => {
                let seen = seen.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
                assert_eq!(seen[list], json!([]), "{what}");
            }
            Stranger::ChangesNothing(read) => {
                seen.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
                let there = scene.harness.call(case.caller, read, body.clone()).await;
                there.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
            }
        }
        let own = scene.harness.call(case.caller, what, body).await;
        let own = own.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
        if let Stranger::ListsNothing(list) = case.stranger {
            assert!(
                own[list].as_array().is_some_and(|list| !list.is_empty()),
                "{what}: {own:#}"
            );
        }
    }
}

#[tokio::test]
async fn a_client_token_identifies_one_request() {
    for case in implemented() {
        let Some((member, value)) = &case.changed else {
            continue;
        };
        let scene = Scene::new().await;
        let mut body = case.body(&scene);
        let what = case.operation;
        // The task or job may have made progress between two responses; it is the same one.
        let call = async |body: Value| {
            let mut answer = scene.harness.call(case.caller, what, body).await?;
            let status = match what {
                "StartCustomerAccountBulkJob" => "Status",
                _ => "TaskStatus",
            };
            answer.as_object_mut().map(|members| members.remove(status));
            Ok::<_, Refused>(answer)
        };
        let first = call(body.clone()).await;
        let first = first.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
        let again = call(body.clone()).await;
        assert_eq!(
            again,
            Ok(first),
            "{what}: the same request has the same response"
        );
        body[member] = value.clone();
        let other = call(body).await.err().map(|refused| refused.name);
        assert_eq!(other.as_deref(), Some("ConflictException"), "{what}");
    }
}

/// The entries of implemented operations.
fn implemented() -> impl Iterator<Item = Case> {
    cases()
        .into_iter()
        .filter(|case| find(case.operation).is_some())
}
