//! Invitations: who sees them, and until when.

use cosell_api::DateTime;
use serde_json::{Value, json};

use crate::common::{self, NOW};
use crate::engagement::hub::{ANNA, BERT, CARL, DAY, Hub, ids, text};

pub(crate) fn invitation(engagement: &str, receiver: &str, token: &str) -> Value {
    let mut input = common::invitation(engagement, receiver);
    input["ClientToken"] = json!(token);
    input
}

#[tokio::test]
async fn only_its_sender_and_its_receiver_see_an_invitation() {
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
        "an invited account is not a member"
    );
}

#[tokio::test]
async fn invitations_are_listed_by_participant_type() {
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
async fn an_invitation_expires_at_its_expiration_date() {
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
async fn an_account_is_not_invited_twice_nor_to_a_full_engagement() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "one").await;
    let invite = async |receiver: &str, token: &str| {
        let input = invitation(&engagement, receiver, token);
        hub.call(ANNA, "CreateEngagementInvitation", input)
            .await
            .map_err(|refused| refused.name)
    };
    assert_eq!(
        invite(ANNA, "self").await,
        Err("ConflictException".to_owned()),
        "already a member"
    );
    let first = invite("900000000001", "1").await.expect("invited");
    assert_eq!(
        invite("900000000001", "1").await,
        Ok(first),
        "the same request has one effect"
    );
    assert_eq!(
        invite("900000000002", "1").await,
        Err("ConflictException".to_owned()),
        "another request"
    );
    assert_eq!(
        invite("900000000001", "again").await,
        Err("ConflictException".to_owned())
    );
    for number in 2..=9 {
        let receiver = format!("90000000000{number}");
        invite(&receiver, &receiver)
            .await
            .expect("the creator can invite nine");
    }
    assert_eq!(
        invite(BERT, "eleventh").await,
        Err("ServiceQuotaExceededException".to_owned())
    );
    let late = hub.later(NOW + 16 * DAY).await;
    let input = invitation(&engagement, BERT, "eleventh");
    late.ok(ANNA, "CreateEngagementInvitation", input).await;
}

#[tokio::test]
async fn a_filter_may_repeat_a_value_any_number_of_times() {
    let hub = Hub::new().await;
    let filter = json!({
        "ParticipantType": "SENDER",
        "PayloadType": vec!["OpportunityInvitation"; 100_000],
    });
    let list = hub.ok(ANNA, "ListEngagementInvitations", filter).await;
    assert_eq!(list["EngagementInvitationSummaries"], json!([]));
}
