//! Engagements: their members, and which accounts see them.

use cosell_api::DateTime;
use cosell_store::{Location, Store};
use serde_json::{Value, json};

use crate::common::NOW;
use crate::engagement::hub::{ANNA, BERT, CARL, DAY, Hub, ids, text};
use crate::engagement::invitations::invitation;

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
    let refused = hub
        .call(ANNA, "CreateEngagement", input)
        .await
        .expect_err("refused");
    assert_eq!(refused.name, "ValidationException");
    assert_eq!(refused.body["Reason"], "BUSINESS_VALIDATION_FAILED");
    assert_eq!(
        refused.body["ErrorList"][0]["FieldName"],
        "contexts.payload"
    );
}

#[tokio::test]
async fn engagements_are_listed_with_sorting_paging_and_filters() {
    let store = Store::open(&Location::Memory).expect("a store in memory opens");
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
