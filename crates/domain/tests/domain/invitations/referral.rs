//! AWS refers an opportunity, simulated in the Sandbox.

use cosell_api::DateTime;
use serde_json::{Value, json};

use crate::common::{self, NOW};
use crate::engagement::hub::{ANNA, BERT, DAY, Hub, ids, text};
use crate::invitations::{accept_by_task, events, members, new_events, opportunity, read};

fn referral() -> Value {
    let mut input = common::opportunity();
    input["Origin"] = json!("AWS Referral");
    input["Tags"] = json!([{ "Key": "Region", "Value": "North" }]);
    input
}

/// Simulates a referral of an opportunity to Anna. Returns its id and that of its invitation.
async fn referred(hub: &Hub) -> (String, String) {
    let id = text(&hub.ok(ANNA, "CreateOpportunity", referral()).await["Id"]);
    let asked = json!({ "ParticipantType": "RECEIVER", "Status": ["PENDING"] });
    let list = hub.ok(ANNA, "ListEngagementInvitations", asked).await;
    (id, text(&list["EngagementInvitationSummaries"][0]["Id"]))
}

#[tokio::test]
async fn a_referral_is_an_invitation_and_its_opportunity_cannot_be_read_yet() {
    let hub = Hub::new().await;
    let (id, invitation) = referred(&hub).await;
    for account in [ANNA, BERT] {
        let asked = json!({ "Identifier": id });
        let refused = hub.refused(account, "GetOpportunity", asked).await;
        assert_eq!(refused, "ResourceNotFoundException", "{account}");
    }
    let list = hub.ok(ANNA, "ListOpportunities", json!({})).await;
    assert_eq!(list["OpportunitySummaries"], json!([]));

    let found = read(&hub, ANNA, &invitation).await;
    assert_eq!(found["SenderCompanyName"], "AWS");
    assert_eq!(found["SenderAwsAccountId"], "aws");
    assert_eq!(found["EngagementTitle"], "Berth planning in the cloud");
    let aws = json!([{ "CompanyName": "AWS", "WebsiteUrl": "www.aws.com" }]);
    assert_eq!(found["ExistingMembers"], aws);
    let payload = &found["Payload"]["OpportunityInvitation"];
    let roles = json!(["Services Partner", "Software Partner"]);
    assert_eq!(payload["ReceiverResponsibilities"], roles);
    assert_eq!(payload["SenderContacts"][0]["BusinessTitle"], "PDM");
    assert_eq!(
        payload["Customer"]["CompanyName"],
        "Harbour Lights Logistics"
    );
    assert_eq!(payload["Project"]["Title"], "Berth planning in the cloud");
    let news = new_events(&hub, ANNA, &[]).await;
    assert_eq!(news, [("Engagement Invitation Created".to_owned(), 1)]);

    let again = hub.ok(ANNA, "CreateOpportunity", referral()).await;
    assert_eq!(
        again["Id"],
        id.as_str(),
        "the same request creates one referral"
    );
}

#[tokio::test]
async fn accepting_a_referral_gives_the_whole_opportunity_under_its_id() {
    let hub = Hub::new().await;
    let (id, invitation) = referred(&hub).await;
    let later = hub.later(NOW + DAY).await;
    let before = events(&later).await;
    let refused = later.refused(
        BERT,
        "StartEngagementByAcceptingInvitationTask",
        json!({ "ClientToken": "1", "Identifier": invitation }),
    );
    assert_eq!(refused.await, "ResourceNotFoundException");

    let task = accept_by_task(&later, ANNA, &invitation).await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    assert_eq!(task["OpportunityId"], id.as_str());
    assert_eq!(task["EngagementInvitationId"], invitation.as_str());
    let task_id = text(&task["TaskId"]);
    assert!(task_id.starts_with("task-"), "{task_id}");
    let segment = "catalog/Sandbox/engagement-by-accepting-invitation-task/";
    assert!(text(&task["TaskArn"]).contains(segment), "{task:#}");

    let known = opportunity(&later, ANNA, &id).await;
    assert_eq!(known["LifeCycle"]["ReviewStatus"], "Approved");
    assert_eq!(known["LifeCycle"]["Stage"], "Prospect");
    assert_eq!(known["CreatedDate"], DateTime::from_millis(NOW).to_string());
    assert_eq!(
        known["Project"]["OtherSolutionDescription"],
        "A planning service of our own"
    );
    assert_eq!(
        known["OpportunityTeam"][0]["BusinessTitle"],
        "OpportunityOwner"
    );
    let summary = json!({ "RelatedOpportunityIdentifier": id });
    let summary = later.ok(ANNA, "GetAwsOpportunitySummary", summary).await;
    assert_eq!(summary["Origin"], "AWS Referral");
    let tags = json!({ "ResourceArn": known["Arn"] });
    let tags = later.ok(ANNA, "ListTagsForResource", tags).await;
    assert_eq!(tags["Tags"], json!([{ "Key": "Region", "Value": "North" }]));

    let engagement = text(&read(&later, ANNA, &invitation).await["EngagementId"]);
    assert_eq!(members(&later, ANNA, &engagement).await, [ANNA, "aws"]);
    let job = json!({ "ResourceSnapshotJobIdentifier": task["ResourceSnapshotJobId"] });
    let job = later.ok(ANNA, "GetResourceSnapshotJob", job).await;
    assert_eq!(job["Status"], "Running");
    assert_eq!(job["ResourceId"], id.as_str());

    let news = new_events(&later, ANNA, &before).await;
    let expected = [
        "Engagement Invitation Accepted",
        "Engagement Member Added",
        "Engagement Resource Snapshot Created",
        "Opportunity Created",
        "Opportunity Updated",
    ];
    assert_eq!(news, expected.map(|name| (name.to_owned(), 1)));
}

#[tokio::test]
async fn accepting_twice_creates_one_opportunity() {
    let hub = Hub::new().await;
    let (id, invitation) = referred(&hub).await;
    hub.ok(
        ANNA,
        "AcceptEngagementInvitation",
        json!({ "Identifier": invitation }),
    )
    .await;
    let refused = hub
        .refused(ANNA, "GetOpportunity", json!({ "Identifier": id }))
        .await;
    assert_eq!(
        refused, "ResourceNotFoundException",
        "only the task creates the opportunity"
    );

    let first = accept_by_task(&hub, ANNA, &invitation).await;
    assert_eq!(
        first,
        accept_by_task(&hub, ANNA, &invitation).await,
        "the same token"
    );
    let input = json!({ "ClientToken": "another", "Identifier": invitation });
    let second = hub
        .ok(ANNA, "StartEngagementByAcceptingInvitationTask", input)
        .await;
    assert_ne!(second["TaskId"], first["TaskId"]);
    for member in ["OpportunityId", "ResourceSnapshotJobId", "TaskStatus"] {
        assert_eq!(second[member], first[member], "{member}");
    }
    let list = hub.ok(ANNA, "ListOpportunities", json!({})).await;
    assert_eq!(
        ids(list["OpportunitySummaries"].as_array().expect("a list")),
        [id]
    );
}

#[tokio::test]
async fn tasks_are_filtered_by_their_resources() {
    let hub = Hub::new().await;
    let (id, invitation) = referred(&hub).await;
    let task = accept_by_task(&hub, ANNA, &invitation).await;
    let list = |filter: Value| hub.ok(ANNA, "ListEngagementByAcceptingInvitationTasks", filter);
    for found in [
        json!({}),
        json!({ "TaskIdentifier": [task["TaskArn"]] }),
        json!({ "TaskStatus": ["COMPLETE"] }),
        json!({ "OpportunityIdentifier": [id] }),
        json!({ "EngagementInvitationIdentifier": [invitation] }),
    ] {
        let page = list(found.clone()).await;
        assert_eq!(page["TaskSummaries"], json!([task]), "{found}");
    }
    for missed in [
        json!({ "TaskIdentifier": ["task-0000000000000"] }),
        json!({ "TaskStatus": ["FAILED", "IN_PROGRESS"] }),
        json!({ "OpportunityIdentifier": ["O1"] }),
        json!({ "EngagementInvitationIdentifier": ["engi-0000000000000"] }),
    ] {
        assert_eq!(
            list(missed.clone()).await["TaskSummaries"],
            json!([]),
            "{missed}"
        );
    }
    let theirs = hub
        .ok(BERT, "ListEngagementByAcceptingInvitationTasks", json!({}))
        .await;
    assert_eq!(theirs["TaskSummaries"], json!([]));
}

#[tokio::test]
async fn the_opportunity_of_a_rejected_referral_never_appears() {
    let hub = Hub::new().await;
    let (id, invitation) = referred(&hub).await;
    hub.ok(
        ANNA,
        "RejectEngagementInvitation",
        json!({ "Identifier": invitation }),
    )
    .await;
    let task = accept_by_task(&hub, ANNA, &invitation).await;
    assert_eq!(task["TaskStatus"], "FAILED");
    assert_eq!(task["ReasonCode"], "EngagementInvitationConflict");
    assert_eq!(task["Message"], "The invitation was already rejected.");
    assert_eq!(task["OpportunityId"], Value::Null);
    let refused = hub
        .refused(ANNA, "GetOpportunity", json!({ "Identifier": id }))
        .await;
    assert_eq!(refused, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_referral_must_have_what_an_invitation_needs_and_is_simulated_in_the_sandbox_only() {
    let hub = Hub::new().await;
    let little = json!({
        "ClientToken": "little",
        "Origin": "AWS Referral",
        "Marketing": { "Source": "Marketing Activity" },
    });
    let refused = hub.call(ANNA, "CreateOpportunity", little).await;
    let findings = refused.expect_err("the referral lacks details").findings();
    for field in [
        "customer.account.websiteUrl",
        "lifeCycle.targetCloseDate",
        "marketing.awsFundingUsed",
        "project.title",
    ] {
        assert!(
            findings.iter().any(|(found, _)| found == field),
            "{field} in {findings:?}"
        );
    }

    let mut real = referral();
    real["Catalog"] = json!("AWS");
    let refused = hub
        .call(ANNA, "CreateOpportunity", real)
        .await
        .expect_err("AWS alone refers");
    assert_eq!(
        refused.findings(),
        [("origin".to_owned(), "ACTION_NOT_PERMITTED".to_owned())]
    );
}
