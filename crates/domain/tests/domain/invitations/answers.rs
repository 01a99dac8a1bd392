//! An invitation is accepted or rejected once, by its receiver, before it expires.

use cosell_domain::Settings;
use cosell_domain::settings::Strictness;
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW};
use crate::engagement::hub::{ANNA, BERT, CARL, DAY, Hub};
use crate::invitations::{
    accept_by_task, events, invitation, invite, invited, members, new_events, read,
};

#[tokio::test]
async fn the_receiver_accepts_and_becomes_a_member() {
    let hub = Hub::new().await;
    let (engagement, id) = invited(&hub, BERT).await;
    let before = events(&hub).await;
    let asked = json!({ "Identifier": id });
    for account in [ANNA, CARL] {
        let refused = hub
            .refused(account, "AcceptEngagementInvitation", asked.clone())
            .await;
        assert_eq!(
            refused, "ResourceNotFoundException",
            "{account} is not the receiver"
        );
    }
    let answer = hub
        .ok(BERT, "AcceptEngagementInvitation", asked.clone())
        .await;
    assert_eq!(answer, Value::Null, "the answer has no body");

    let found = read(&hub, BERT, &id).await;
    assert_eq!(found["Status"], "ACCEPTED");
    assert_eq!(found["ExpirationDate"], Value::Null);
    assert_eq!(found["ExistingMembers"].as_array().map(Vec::len), Some(2));
    assert_eq!(members(&hub, BERT, &engagement).await, [ANNA, BERT]);
    let known = hub
        .ok(BERT, "GetEngagement", json!({ "Identifier": engagement }))
        .await;
    assert_eq!(known["MemberCount"], 2);
    assert_eq!(known["ModifiedBy"], BERT);
    assert_ne!(
        known["ModifiedAt"], known["CreatedAt"],
        "the modification time grows"
    );

    for account in [ANNA, BERT] {
        let news = new_events(&hub, account, &before).await;
        let expected = ["Engagement Invitation Accepted", "Engagement Member Added"];
        assert_eq!(news, expected.map(|name| (name.to_owned(), 1)), "{account}");
    }
    for operation in ["AcceptEngagementInvitation", "RejectEngagementInvitation"] {
        let refused = hub.refused(BERT, operation, asked.clone()).await;
        assert_eq!(refused, "ConflictException", "{operation} after the answer");
    }
}

#[tokio::test]
async fn a_receiver_that_rejected_sees_the_status_and_no_details() {
    let hub = Hub::new().await;
    let (engagement, id) = invited(&hub, BERT).await;
    let before = events(&hub).await;
    let input = json!({ "Identifier": id, "RejectionReason": "Unable to support" });
    let refused = hub
        .refused(ANNA, "RejectEngagementInvitation", input.clone())
        .await;
    assert_eq!(
        refused, "ResourceNotFoundException",
        "the sender cannot reject"
    );
    hub.ok(BERT, "RejectEngagementInvitation", input).await;

    let mine = read(&hub, BERT, &id).await;
    assert_eq!(mine["Status"], "REJECTED");
    assert_eq!(mine["RejectionReason"], "Unable to support");
    for member in ["Payload", "InvitationMessage", "EngagementDescription"] {
        assert_eq!(mine[member], Value::Null, "{member}");
    }
    assert_eq!(mine["ExistingMembers"], json!([]));
    let theirs = read(&hub, ANNA, &id).await;
    assert_eq!(theirs["RejectionReason"], "Unable to support");
    assert_ne!(theirs["Payload"], Value::Null);
    let asked = json!({ "ParticipantType": "RECEIVER", "Status": ["REJECTED"] });
    let list = hub.ok(BERT, "ListEngagementInvitations", asked).await;
    assert_eq!(list["EngagementInvitationSummaries"][0]["Id"], id.as_str());

    assert_eq!(members(&hub, ANNA, &engagement).await, [ANNA]);
    for account in [ANNA, BERT] {
        let news = new_events(&hub, account, &before).await;
        assert_eq!(
            news,
            [("Engagement Invitation Rejected".to_owned(), 1)],
            "{account}"
        );
    }
    let refused = hub
        .refused(
            BERT,
            "AcceptEngagementInvitation",
            json!({ "Identifier": id }),
        )
        .await;
    assert_eq!(refused, "ConflictException");
    invite(&hub, ANNA, {
        let mut again = invitation(&engagement, BERT, "Greenhouses");
        again["ClientToken"] = json!("again");
        again
    })
    .await;
}

#[tokio::test]
async fn an_invitation_cannot_be_answered_after_fifteen_days() {
    let hub = Hub::new().await;
    let (engagement, id) = invited(&hub, BERT).await;
    let late = hub.later(NOW + 15 * DAY).await;
    assert_eq!(read(&late, BERT, &id).await["Status"], "EXPIRED");
    for operation in ["AcceptEngagementInvitation", "RejectEngagementInvitation"] {
        let refused = late
            .refused(BERT, operation, json!({ "Identifier": id }))
            .await;
        assert_eq!(refused, "ConflictException", "{operation}");
    }
    assert_eq!(members(&late, ANNA, &engagement).await, [ANNA]);
}

#[tokio::test]
async fn a_task_on_an_expired_invitation_fails() {
    let hub = Hub::new().await;
    let (_, id) = invited(&hub, BERT).await;
    // Two services on one store would both run its tasks, each with its own clock; so there is one.
    let expired = id.clone();
    let expire = hub.0.store.write(expired, async |tx, id| {
        tx.of_store();
        let text = "UPDATE invitation SET expires_at = invited_at WHERE id = $1";
        tx.execute(text, &[id.into()]).await
    });
    let changed: Result<u64, cosell_store::Error> = expire.await;
    assert_eq!(changed.expect("the invitation is changed"), 1);
    let task = accept_by_task(&hub, BERT, &id).await;
    assert_eq!(task["TaskStatus"], "FAILED");
    assert_eq!(task["ReasonCode"], "EngagementInvitationConflict");
    assert_eq!(task["Message"], "The invitation has expired.");
}

#[tokio::test]
async fn documented_strictness_accepts_only_the_listed_rejection_reasons() {
    let settings = Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    let strict = Hub(Harness::with_settings(settings, World::frozen(NOW, 7)).await);
    for (hub, refused) in [
        (Hub::new().await, None),
        (strict, Some("ValidationException")),
    ] {
        let (_, id) = invited(&hub, BERT).await;
        let input = json!({ "Identifier": id, "RejectionReason": "No time" });
        let answer = hub.call(BERT, "RejectEngagementInvitation", input).await;
        assert_eq!(answer.err().map(|error| error.name).as_deref(), refused);
    }
}
