//! Contexts of an engagement: leads and customer projects, as members add and change them.

use serde_json::{Value, json};

use crate::leads::hub::{ANNA, BERT, CARL, Hub, context, lead, lead_update, project, text};

#[tokio::test]
async fn a_lead_is_stored_as_it_was_sent_and_gets_a_date() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let found = hub.get(ANNA, &engagement).await;
    let lead = &found["Contexts"][0]["Payload"]["Lead"];
    assert_eq!(found["Contexts"][0]["Id"], "1");
    assert_eq!(lead["QualificationStatus"], Value::Null);
    assert_eq!(
        lead["Interactions"][0]["InteractionDate"],
        found["CreatedAt"]
    );
    assert_eq!(
        lead["Interactions"][0]["Contact"]["Email"],
        "it@stonecliff.example.com"
    );
    assert_eq!(lead["Interactions"][0]["Usecase"], Value::Null);
}

#[tokio::test]
async fn a_member_adds_contexts_until_there_are_five() {
    let hub = Hub::new().await;
    let engagement = hub.shared_lead().await;
    let input = |token: &str, kind: &str, payload: Value| {
        let mut input = context(kind, &payload);
        input["ClientToken"] = json!(token);
        input["EngagementIdentifier"] = json!(engagement);
        input
    };
    let before = hub.get(BERT, &engagement).await;
    let add = "CreateEngagementContext";
    let first = hub
        .ok(BERT, add, input("2", "CustomerProject", project()))
        .await;
    assert_eq!(first["ContextId"], "2");
    assert_eq!(first["EngagementId"], engagement);
    assert!(text(&first["EngagementLastModifiedAt"]) > text(&before["ModifiedAt"]));
    assert_eq!(hub.get(ANNA, &engagement).await["ModifiedBy"], BERT);

    // The same token with the same request adds nothing; with another request it is refused.
    assert_eq!(
        hub.ok(BERT, add, input("2", "CustomerProject", project()))
            .await,
        first
    );
    let other = hub.refused(BERT, add, input("2", "Lead", lead())).await;
    assert_eq!(other.name, "ConflictException");

    // An engagement may have several customer projects.
    hub.ok(ANNA, add, input("3", "CustomerProject", project()))
        .await;
    hub.ok(ANNA, add, input("4", "Lead", lead())).await;
    hub.ok(ANNA, add, input("5", "ProspectingResult", json!({})))
        .await;
    let sixth = hub.refused(ANNA, add, input("6", "Lead", lead())).await;
    assert_eq!(sixth.name, "ServiceQuotaExceededException");
    assert_eq!(
        hub.get(ANNA, &engagement).await["Contexts"]
            .as_array()
            .map(Vec::len),
        Some(5)
    );

    for account in [ANNA, BERT] {
        let events = hub.events(account, "Engagement Updated").await;
        assert_eq!(events.len(), 4, "{account} got {events:#?}");
        let types = json!([
            "Lead",
            "CustomerProject",
            "CustomerProject",
            "Lead",
            "ProspectingResult"
        ]);
        let last = events.iter().map(|detail| &detail["engagement"]);
        let last: Vec<_> = last
            .filter(|event| event["ContextTypes"] == types)
            .collect();
        assert_eq!(last.len(), 1, "{events:#?}");
        assert_eq!(last[0]["engagementId"], engagement);
        assert_eq!(last[0]["LastModifiedBy"], ANNA);
    }
}

#[tokio::test]
async fn a_payload_of_another_type_is_refused_and_other_accounts_find_nothing() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let mut input = json!({
        "ClientToken": "c",
        "EngagementIdentifier": engagement,
        "Type": "Lead",
        "Payload": { "CustomerProject": project() },
    });
    let refused = hub
        .refused(ANNA, "CreateEngagementContext", input.clone())
        .await;
    assert_eq!(
        refused.findings(),
        [("payload".to_owned(), "INVALID_VALUE".to_owned())]
    );
    input["Type"] = json!("CustomerProject");
    let stranger = hub.refused(CARL, "CreateEngagementContext", input).await;
    assert_eq!(stranger.name, "ResourceNotFoundException");

    let update = json!({ "CustomerProject": project() });
    let other = hub
        .update(ANNA, &engagement, "1", "CustomerProject", update)
        .await;
    assert_eq!(
        other.expect_err("the context is a lead").name,
        "ValidationException"
    );
    let absent = hub
        .update(ANNA, &engagement, "9", "Lead", lead_update(None))
        .await;
    assert_eq!(
        absent.expect_err("there is one context").name,
        "ResourceNotFoundException"
    );
    let now = hub.get(ANNA, &engagement).await["ModifiedAt"].clone();
    let input = json!({
        "EngagementIdentifier": engagement,
        "ContextIdentifier": "1",
        "EngagementLastModifiedAt": now,
        "Type": "Lead",
        "Payload": lead_update(None),
    });
    let stranger = hub.refused(CARL, "UpdateEngagementContext", input).await;
    assert_eq!(stranger.name, "ResourceNotFoundException");
}

#[tokio::test]
async fn an_update_of_an_outdated_version_is_refused() {
    let hub = Hub::new().await;
    let engagement = hub.shared_lead().await;
    let read = text(&hub.get(BERT, &engagement).await["ModifiedAt"]);
    let input = |at: &str| {
        json!({
            "EngagementIdentifier": engagement,
            "ContextIdentifier": "1",
            "EngagementLastModifiedAt": at,
            "Type": "Lead",
            "Payload": lead_update(Some("Qualified")),
        })
    };
    // The same instant, written with an offset and with digits below a millisecond.
    let instant = read.replace('Z', "000+00:00");
    let updated = hub
        .ok(BERT, "UpdateEngagementContext", input(&instant))
        .await;
    assert_eq!(updated["ContextId"], "1");
    assert_eq!(updated["EngagementId"], engagement);
    let next = text(&updated["EngagementLastModifiedAt"]);
    assert!(next > read, "{next} > {read}");

    let late = hub
        .refused(ANNA, "UpdateEngagementContext", input(&read))
        .await;
    assert_eq!(late.name, "ConflictException");
    let again = hub.ok(ANNA, "UpdateEngagementContext", input(&next)).await;
    assert!(text(&again["EngagementLastModifiedAt"]) > next);
}

#[tokio::test]
async fn an_update_of_a_lead_replaces_the_customer_and_adds_the_interaction() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let update = |status| hub.update(ANNA, &engagement, "1", "Lead", lead_update(status));
    update(Some("Qualified")).await.expect("an update");
    update(None).await.expect("an update");
    let lead = hub.get(ANNA, &engagement).await["Contexts"][0]["Payload"]["Lead"].clone();
    assert_eq!(lead["Customer"]["CompanyName"], "Stonecliff Group");
    assert_eq!(lead["Customer"]["Address"]["City"], Value::Null);
    assert_eq!(
        lead["QualificationStatus"], "Qualified",
        "an omitted status stays"
    );
    assert_eq!(lead["Interactions"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        lead["Interactions"][1]["InteractionDate"],
        "2025-09-08T13:26:51.645Z"
    );

    for _ in 3..10 {
        update(None).await.expect("an update");
    }
    let full = update(None).await.expect_err("there are ten interactions");
    assert_eq!(full.name, "ServiceQuotaExceededException");
    let mut without = lead_update(Some("Contacted"));
    without["Lead"]["Interaction"] = Value::Null;
    hub.update(ANNA, &engagement, "1", "Lead", without)
        .await
        .expect("the update without an interaction is accepted");
}
