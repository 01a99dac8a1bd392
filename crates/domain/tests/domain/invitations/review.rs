//! AWS's review of an opportunity answers the invitation to AWS.

use serde_json::{Value, json};

use crate::common::{self, NOW};
use crate::engagement::hub::{ANNA, BERT, DAY, Hub, text};
use crate::invitations::{
    accept_by_task, decide, events, invitation, invite, members, new_events, opportunity, submitted,
};

/// The status of the invitation to AWS.
async fn asked(hub: &Hub, engagement: &str) -> String {
    let input = json!({ "ParticipantType": "SENDER", "EngagementIdentifier": [engagement] });
    let list = hub.ok(ANNA, "ListEngagementInvitations", input).await;
    let mut sent = list["EngagementInvitationSummaries"]
        .as_array()
        .expect("a list")
        .iter();
    let to_aws = sent.find(|sent| sent["Receiver"]["Account"]["AwsAccountId"] == "aws");
    text(&to_aws.expect("AWS is invited")["Status"])
}

#[tokio::test]
async fn the_event_of_a_snapshot_names_the_members_who_may_read_it() {
    let hub = Hub::new().await;
    let (id, _) = submitted(&hub).await;
    let before = events(&hub).await;
    decide(&hub, ANNA, &id, "Approved").await;
    hub.0.wait_until_idle().await;
    let mut seen = Vec::new();
    for event in events(&hub).await {
        if event.detail_type == "Engagement Resource Snapshot Created" && !before.contains(&event) {
            let detail: Value = serde_json::from_str(&event.document).expect("it is JSON");
            let snapshot = &detail["resourceSnapshot"];
            seen.push((
                text(&snapshot["resourceSnapshotTemplateName"]),
                snapshot["targetMemberAccounts"].clone(),
            ));
        }
    }
    seen.sort_by(|one, two| one.0.cmp(&two.0));
    assert_eq!(
        seen,
        [
            ("AwsOpportunitySummaryFullView".to_owned(), json!([ANNA])),
            ("OpportunitySummaryView".to_owned(), json!([ANNA, "aws"])),
        ]
    );
}

#[tokio::test]
async fn approval_accepts_the_invitation_and_makes_aws_a_member() {
    let hub = Hub::new().await;
    let (id, engagement) = submitted(&hub).await;
    assert_eq!(asked(&hub, &engagement).await, "PENDING");
    assert_eq!(members(&hub, ANNA, &engagement).await, [ANNA]);

    let before = events(&hub).await;
    decide(&hub, ANNA, &id, "Approved").await;
    assert_eq!(asked(&hub, &engagement).await, "ACCEPTED");
    assert_eq!(members(&hub, ANNA, &engagement).await, [ANNA, "aws"]);
    let known = hub
        .ok(ANNA, "GetEngagement", json!({ "Identifier": engagement }))
        .await;
    assert_eq!(known["ModifiedBy"], "aws");
    hub.0.wait_until_idle().await;
    let news = new_events(&hub, ANNA, &before).await;
    for name in [
        "Engagement Invitation Accepted",
        "Engagement Member Added",
        "Opportunity Updated",
    ] {
        assert!(news.contains(&(name.to_owned(), 1)), "{name} in {news:?}");
    }
    assert!(
        news.iter()
            .any(|(name, _)| name == "Engagement Resource Snapshot Created"),
        "{news:?}"
    );
    assert!(
        events(&hub)
            .await
            .iter()
            .all(|event| event.account != "aws"),
        "AWS gets no events"
    );
}

#[tokio::test]
async fn rejection_rejects_the_invitation() {
    let hub = Hub::new().await;
    let (id, engagement) = submitted(&hub).await;
    let before = events(&hub).await;
    decide(&hub, ANNA, &id, "Rejected").await;
    assert_eq!(asked(&hub, &engagement).await, "REJECTED");
    assert_eq!(members(&hub, ANNA, &engagement).await, [ANNA]);
    let news = new_events(&hub, ANNA, &before).await;
    assert!(
        news.contains(&("Engagement Invitation Rejected".to_owned(), 1)),
        "{news:?}"
    );
}

#[tokio::test]
async fn action_required_leaves_the_invitation_open() {
    let hub = Hub::new().await;
    let (id, engagement) = submitted(&hub).await;
    decide(&hub, ANNA, &id, "Action Required").await;
    assert_eq!(asked(&hub, &engagement).await, "PENDING");
}

#[tokio::test]
async fn a_review_after_fifteen_days_leaves_the_invitation_expired() {
    let hub = Hub::new().await;
    let (id, engagement) = submitted(&hub).await;
    let late = hub.later(NOW + 15 * DAY).await;
    decide(&late, ANNA, &id, "Approved").await;
    assert_eq!(asked(&late, &engagement).await, "EXPIRED");
    assert_eq!(members(&late, ANNA, &engagement).await, [ANNA]);
}

/// Starts the task that submits an account's opportunity for co-sell, and returns its end.
async fn start(hub: &Hub, account: &str, id: &str) -> Value {
    let input = json!({
        "ClientToken": format!("start {id}"),
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let task = hub
        .ok(account, "StartEngagementFromOpportunityTask", input)
        .await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    task
}

/// Creates an engagement of Anna's with her opportunity and Bert's copy of it, which he completed
/// and submitted. Returns the engagement, her opportunity, his, and his ended task.
async fn two_submissions(hub: &Hub) -> (String, String, String, Value) {
    let source = hub.opportunity(ANNA).await;
    let solution = |id: &str| common::association(id, "Solutions", "S-1234567");
    hub.ok(ANNA, "AssociateOpportunity", solution(&source))
        .await;
    let engagement = hub.engagement(ANNA, "Berths").await;
    let shown = json!({
        "ClientToken": "shown", "EngagementIdentifier": engagement,
        "ResourceIdentifier": source, "ResourceType": "Opportunity",
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    });
    hub.ok(ANNA, "CreateResourceSnapshot", shown).await;
    let partner = invite(hub, ANNA, invitation(&engagement, BERT, "Berths")).await;
    let copy = text(&accept_by_task(hub, BERT, &partner).await["OpportunityId"]);
    let first = start(hub, ANNA, &source).await;
    assert_eq!(first["EngagementId"], engagement);

    let mut completed = common::update(&opportunity(hub, BERT, &copy).await);
    let full = common::opportunity();
    completed["Customer"] = full["Customer"].clone();
    completed["Project"] = full["Project"].clone();
    completed["PrimaryNeedsFromAws"] = full["PrimaryNeedsFromAws"].clone();
    hub.ok(BERT, "UpdateOpportunity", completed).await;
    hub.ok(BERT, "AssociateOpportunity", solution(&copy)).await;
    let second = start(hub, BERT, &copy).await;
    (engagement, source, copy, second)
}

#[tokio::test]
async fn a_task_does_not_name_an_invitation_that_its_caller_cannot_read() {
    let hub = Hub::new().await;
    let (engagement, _, copy, task) = two_submissions(&hub).await;
    assert_eq!(task["EngagementId"], engagement);
    assert_eq!(task["EngagementInvitationId"], Value::Null);
    let list = json!({ "OpportunityIdentifier": [copy] });
    let list = hub
        .ok(BERT, "ListEngagementFromOpportunityTasks", list)
        .await;
    assert_eq!(
        list["TaskSummaries"][0]["EngagementInvitationId"],
        Value::Null
    );
}

#[tokio::test]
async fn the_approval_of_any_opportunity_of_the_engagement_makes_aws_a_member() {
    let hub = Hub::new().await;
    let (engagement, source, copy, _) = two_submissions(&hub).await;
    decide(&hub, BERT, &copy, "Approved").await;
    assert_eq!(asked(&hub, &engagement).await, "ACCEPTED");
    assert_eq!(members(&hub, ANNA, &engagement).await, [ANNA, BERT, "aws"]);
    decide(&hub, ANNA, &source, "Rejected").await;
    assert_eq!(asked(&hub, &engagement).await, "ACCEPTED");
}

#[tokio::test]
async fn a_rejection_leaves_the_invitation_pending_while_another_opportunity_is_under_review() {
    let hub = Hub::new().await;
    let (engagement, source, copy, _) = two_submissions(&hub).await;
    decide(&hub, BERT, &copy, "Rejected").await;
    assert_eq!(asked(&hub, &engagement).await, "PENDING");
    decide(&hub, ANNA, &source, "Rejected").await;
    assert_eq!(asked(&hub, &engagement).await, "REJECTED");
    assert_eq!(members(&hub, ANNA, &engagement).await, [ANNA, BERT]);
}

#[tokio::test]
async fn the_rejection_of_an_opportunity_and_its_copy_rejects_the_invitation_once() {
    let hub = Hub::new().await;
    let (engagement, source, _, _) = two_submissions(&hub).await;
    let before = events(&hub).await;
    decide(&hub, ANNA, &source, "Rejected").await;
    assert_eq!(asked(&hub, &engagement).await, "REJECTED");
    let news = new_events(&hub, ANNA, &before).await;
    assert!(
        news.contains(&("Engagement Invitation Rejected".to_owned(), 1)),
        "{news:?}"
    );
}
