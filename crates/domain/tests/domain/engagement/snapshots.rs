//! Snapshots: the views of opportunities that members of an engagement share.

use serde_json::{Value, json};

use crate::engagement::hub::{ANNA, BERT, CARL, Hub};

pub(crate) fn snapshot(engagement: &str, opportunity: &str) -> Value {
    json!({
        "EngagementIdentifier": engagement,
        "ResourceType": "Opportunity",
        "ResourceIdentifier": opportunity,
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    })
}

pub(crate) fn with_token(mut input: Value, token: &str) -> Value {
    input["ClientToken"] = json!(token);
    input
}

#[tokio::test]
async fn the_first_snapshot_links_the_opportunity_to_the_engagement() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    let before = hub
        .ok(ANNA, "ListEngagementResourceAssociations", json!({}))
        .await;
    assert_eq!(before["EngagementResourceAssociationSummaries"], json!([]));

    let asked = with_token(snapshot(&engagement, &opportunity), "1");
    let taken = hub.ok(ANNA, "CreateResourceSnapshot", asked).await;
    assert_eq!(taken["Revision"], 1);

    let found = hub
        .ok(ANNA, "GetEngagement", json!({ "Identifier": engagement }))
        .await;
    let context = &found["Contexts"][0];
    assert_eq!(
        (&context["Id"], &context["Type"]),
        (&json!("1"), &json!("CustomerProject"))
    );
    let project = &context["Payload"]["CustomerProject"];
    assert_eq!(
        project["Customer"]["CompanyName"],
        "Harbour Lights Logistics"
    );
    assert_eq!(project["Project"]["Title"], "Berth planning in the cloud");
    assert!(found["ModifiedAt"].as_str() > found["CreatedAt"].as_str());

    let expected = json!([{
        "Catalog": "Sandbox",
        "CreatedBy": ANNA,
        "EngagementId": engagement,
        "ResourceId": opportunity,
        "ResourceType": "Opportunity",
    }]);
    for filter in [
        json!({}),
        json!({ "EngagementIdentifier": engagement }),
        json!({ "ResourceIdentifier": opportunity, "ResourceType": "Opportunity" }),
        json!({ "CreatedBy": ANNA }),
    ] {
        let listed = hub
            .ok(ANNA, "ListEngagementResourceAssociations", filter.clone())
            .await;
        assert_eq!(
            listed["EngagementResourceAssociationSummaries"], expected,
            "{filter}"
        );
        let theirs = hub
            .ok(BERT, "ListEngagementResourceAssociations", filter)
            .await;
        assert_eq!(theirs["EngagementResourceAssociationSummaries"], json!([]));
    }
}

#[tokio::test]
async fn a_new_revision_is_taken_only_after_a_change() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    let asked = snapshot(&engagement, &opportunity);
    let take = async |token: &str| {
        hub.ok(
            ANNA,
            "CreateResourceSnapshot",
            with_token(asked.clone(), token),
        )
        .await
    };
    let first = take("1").await;
    assert_eq!(take("2").await, first, "nothing changed");
    hub.change(ANNA, &opportunity, "Call Dana").await;
    assert_eq!(take("3").await["Revision"], 2);

    let newest = hub.ok(ANNA, "GetResourceSnapshot", asked.clone()).await;
    assert_eq!(newest["Revision"], 2);
    let shown = &newest["Payload"]["OpportunitySummary"];
    assert_eq!(shown["Lifecycle"]["NextSteps"], "Call Dana");
    assert_eq!(
        shown["Customer"]["Account"]["CompanyName"],
        "Harbour Lights Logistics"
    );
    assert_eq!(shown["Project"]["DeliveryModels"], json!(["SaaS or PaaS"]));
    assert_eq!(
        shown["Project"]["Title"],
        Value::Null,
        "the template does not contain it"
    );
    assert_eq!(shown["RelatedEntityIdentifiers"]["Solutions"], json!([]));
    assert_eq!(newest["TargetMemberAccounts"], json!([ANNA]));
    assert_eq!(newest["CreatedBy"], ANNA);
    let mut older = asked.clone();
    older["Revision"] = json!(1);
    let older = hub.ok(ANNA, "GetResourceSnapshot", older).await;
    assert_eq!(older["Arn"], first["Arn"]);
    assert_eq!(
        older["Payload"]["OpportunitySummary"]["Lifecycle"]["NextSteps"],
        "Workshop with the harbour's operators"
    );
    let mut unknown = asked.clone();
    unknown["Revision"] = json!(3);
    let refused = hub.refused(ANNA, "GetResourceSnapshot", unknown).await;
    assert_eq!(refused, "ResourceNotFoundException");

    hub.change(ANNA, &opportunity, "Call Dana again").await;
    take("4").await;
    let input = json!({ "EngagementIdentifier": engagement });
    let listed = hub
        .pages(
            ANNA,
            "ListResourceSnapshots",
            input,
            "ResourceSnapshotSummaries",
        )
        .await;
    let revisions: Vec<_> = listed
        .iter()
        .filter_map(|one| one["Revision"].as_i64())
        .collect();
    assert_eq!(revisions, [1, 2, 3]);
}

#[tokio::test]
async fn members_see_each_others_snapshots_and_take_them_of_their_own_opportunities_only() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    hub.join(&engagement, BERT).await;
    let opportunity = hub.opportunity(ANNA).await;
    let asked = snapshot(&engagement, &opportunity);
    let missing = "ResourceNotFoundException";
    let not_theirs = with_token(asked.clone(), "b");
    assert_eq!(
        hub.refused(BERT, "CreateResourceSnapshot", not_theirs.clone())
            .await,
        missing
    );
    assert_eq!(
        hub.refused(BERT, "CreateResourceSnapshotJob", not_theirs)
            .await,
        missing
    );
    assert_eq!(
        hub.refused(BERT, "GetResourceSnapshot", asked.clone())
            .await,
        missing
    );

    hub.ok(
        ANNA,
        "CreateResourceSnapshot",
        with_token(asked.clone(), "a"),
    )
    .await;
    let seen = hub.ok(BERT, "GetResourceSnapshot", asked.clone()).await;
    assert_eq!(seen["CreatedBy"], ANNA);
    assert_eq!(seen["TargetMemberAccounts"], json!([ANNA, BERT]));
    let listed = hub
        .ok(BERT, "ListEngagementResourceAssociations", json!({}))
        .await;
    assert_eq!(
        listed["EngagementResourceAssociationSummaries"][0]["CreatedBy"],
        ANNA
    );
    assert_eq!(
        hub.refused(CARL, "GetResourceSnapshot", asked).await,
        missing
    );
}

#[tokio::test]
async fn a_partner_may_use_only_one_snapshot_template() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "shared").await;
    let opportunity = hub.opportunity(ANNA).await;
    for template in ["AwsOpportunitySummaryFullView", "Opportunity"] {
        for operation in ["CreateResourceSnapshot", "CreateResourceSnapshotJob"] {
            let mut asked = with_token(snapshot(&engagement, &opportunity), template);
            asked["ResourceSnapshotTemplateIdentifier"] = json!(template);
            let refused = hub.call(ANNA, operation, asked).await.expect_err("refused");
            assert_eq!(refused.name, "ValidationException");
            let field = &refused.body["ErrorList"][0]["FieldName"];
            assert_eq!(field, "resourceSnapshotTemplateIdentifier");
        }
    }
}
