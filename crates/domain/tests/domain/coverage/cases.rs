//! An entry for each operation: a request, a forbidden one, and what another account sees.

use cosell_api::OperationMeta;
use cosell_api::shape::Kind;
use cosell_domain::find;
use serde_json::{Value, json};

use super::scene::{GUEST, OWN_GROUP, OWN_SOLUTION, Scene, customer, interaction, lead, shown};
use crate::common::{self, PARTNER, association, opportunity, update};

/// What an account sees of another account's resources.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stranger {
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

/// The entry of an operation.
pub(super) struct Case {
    pub(super) operation: &'static str,
    pub(super) caller: &'static str,
    /// A request that succeeds in the scene; the catalog is added.
    pub(super) request: fn(&Scene) -> Value,
    /// A member and a value of it that the model forbids.
    pub(super) refused: (&'static str, Value),
    pub(super) stranger: Stranger,
    /// A member and a value that make the request another one.
    pub(super) changed: Option<(&'static str, Value)>,
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

    pub(super) fn body(&self, scene: &Scene) -> Value {
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

pub(super) fn members(meta: &OperationMeta) -> impl Iterator<Item = &'static str> {
    let members = match meta.input.kind {
        Kind::Structure { members, .. } => members,
        _ => &[],
    };
    members.iter().map(|member| member.name)
}

pub(super) fn with_token(mut body: Value) -> Value {
    body["ClientToken"] = json!("the-token");
    body
}

pub(super) fn of_job(scene: &Scene) -> Value {
    json!({ "ResourceSnapshotJobIdentifier": scene.job })
}

pub(super) fn arn(scene: &Scene) -> String {
    let linked = &scene.linked;
    format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/{linked}")
}

/// An entry for each operation, sorted by name.
pub(super) fn cases() -> Vec<Case> {
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

/// The entries of implemented operations.
pub(super) fn implemented() -> impl Iterator<Item = Case> {
    cases()
        .into_iter()
        .filter(|case| find(case.operation).is_some())
}
