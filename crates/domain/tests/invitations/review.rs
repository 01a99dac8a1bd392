//! AWS answers the invitation to it by reviewing the opportunity.

use serde_json::json;

use crate::common::NOW;
use crate::hub::{ANNA, DAY, Hub, text};
use crate::{decide, events, members, submitted, told};

/// The status of the invitation to AWS.
async fn asked(hub: &Hub, engagement: &str) -> String {
    let input = json!({ "ParticipantType": "SENDER", "EngagementIdentifier": [engagement] });
    let list = hub.ok(ANNA, "ListEngagementInvitations", input).await;
    text(&list["EngagementInvitationSummaries"][0]["Status"])
}

#[tokio::test]
async fn approval_accepts_and_makes_aws_a_member() {
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
    let news = told(&hub, ANNA, &before).await;
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
        "AWS needs no telling"
    );
}

#[tokio::test]
async fn rejection_rejects() {
    let hub = Hub::new().await;
    let (id, engagement) = submitted(&hub).await;
    let before = events(&hub).await;
    decide(&hub, ANNA, &id, "Rejected").await;
    assert_eq!(asked(&hub, &engagement).await, "REJECTED");
    assert_eq!(members(&hub, ANNA, &engagement).await, [ANNA]);
    let news = told(&hub, ANNA, &before).await;
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
