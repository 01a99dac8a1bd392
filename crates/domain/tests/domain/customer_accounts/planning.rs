//! What engagements and invitations show of customer accounts.

use serde_json::{Value, json};

use super::{create, named, new, read, update, updated};
use crate::common::{self, Harness, PARTNER, STRANGER, opportunity};

/// An engagement whose only context is about this.
fn engagement(context: &Value) -> Value {
    json!({
        "Catalog": "Sandbox", "ClientToken": "plan", "Title": "Plan", "Description": "A plan.",
        "Contexts": [{ "Type": "CustomerAccount", "Payload": { "CustomerAccount": context } }],
    })
}

/// What the first context of an engagement says.
async fn shown(harness: &Harness, account: &str, id: &Value) -> Value {
    let body = json!({ "Catalog": "Sandbox", "Identifier": id });
    let found = harness.call(account, "GetEngagement", body).await;
    let found = found.unwrap_or_else(|refused| panic!("{refused:#?}"));
    found["Contexts"][0]["Payload"]["CustomerAccount"].clone()
}

fn invite(engagement: &Value, payload: &Value) -> Value {
    let engagement = engagement.as_str().expect("an id");
    let mut body = common::invitation(engagement, STRANGER);
    body["Catalog"] = json!("Sandbox");
    body["ClientToken"] = json!("invite");
    body["Invitation"]["Payload"] = json!({ "AccountPlanningInvitation": payload });
    body
}

async fn quay(harness: &Harness) -> Value {
    let mut body = new("Quay");
    body["Account"]["Industry"] = json!("Fishery");
    body["Account"]["Address"] = json!({ "CountryCode": "SE" });
    create(harness, body).await
}

#[tokio::test]
async fn a_context_shows_every_member_what_the_account_says_now_and_said_last() {
    let harness = Harness::new().await;
    let account = quay(&harness).await;
    harness.wait_until_idle().await;
    let given = json!({
        "AccountIdentifier": account["Arn"],
        "Customer": { "CompanyName": "Old", "WebsiteUrl": "https://old.example.com" },
    });
    let made = harness.ok("CreateEngagement", engagement(&given)).await;
    let expected = json!({
        "AccountIdentifier": account["Arn"],
        "Customer": {
            "CompanyName": "Quay", "Industry": "Fishery", "CountryCode": "SE",
            "WebsiteUrl": "https://old.example.com",
        },
    });
    assert_eq!(shown(&harness, PARTNER, &made["Id"]).await, expected);

    let sent = harness
        .ok(
            "CreateEngagementInvitation",
            invite(&made["Id"], &json!({ "AccountIdentifier": account["Id"] })),
        )
        .await;
    let accept = json!({ "Catalog": "Sandbox", "Identifier": sent["Id"] });
    let accepted = harness
        .call(STRANGER, "AcceptEngagementInvitation", accept)
        .await;
    accepted.expect("it is accepted");
    assert_eq!(shown(&harness, STRANGER, &made["Id"]).await, expected);
    let foreign = harness
        .call(STRANGER, "GetCustomerAccount", named(&account))
        .await;
    let refused = foreign.expect_err("it is another account's");
    assert_eq!(refused.name, "ResourceNotFoundException");

    let known = read(&harness, &account).await;
    updated(&harness, update(&known, "Pier"))
        .await
        .expect("it is updated");
    let last = shown(&harness, STRANGER, &made["Id"]).await;
    assert_eq!(last["Customer"]["CompanyName"], "Pier");
    harness.ok("DeleteCustomerAccount", named(&account)).await;
    assert_eq!(shown(&harness, STRANGER, &made["Id"]).await, last);
}

#[tokio::test]
async fn a_context_names_an_account_a_customer_or_both_and_is_never_updated() {
    let harness = Harness::new().await;
    let refused = harness
        .refused("CreateEngagement", engagement(&json!({})))
        .await;
    let field = "contexts.payload.customerAccount".to_owned();
    assert_eq!(
        refused.findings(),
        [(field, "REQUIRED_FIELD_MISSING".to_owned())]
    );
    let unknown = json!({ "AccountIdentifier": "cust-acc-0000000000000" });
    let refused = harness
        .refused("CreateEngagement", engagement(&unknown))
        .await;
    assert_eq!(refused.name, "ResourceNotFoundException");

    let customer = json!({ "Customer": { "CompanyName": "Quay" } });
    let made = harness.ok("CreateEngagement", engagement(&customer)).await;
    let found = shown(&harness, PARTNER, &made["Id"]).await;
    assert_eq!(found["Customer"]["CompanyName"], "Quay");
    assert_eq!(found["AccountIdentifier"], Value::Null);
    let listed = json!({ "Catalog": "Sandbox", "ContextTypes": ["CustomerAccount"] });
    let listed = harness.ok("ListEngagements", listed).await;
    assert_eq!(listed["EngagementSummaryList"][0]["Id"], made["Id"]);
    let body = json!({
        "Catalog": "Sandbox", "EngagementIdentifier": made["Id"], "ContextIdentifier": "1",
        "EngagementLastModifiedAt": made["ModifiedAt"], "Type": "CustomerAccount",
        "Payload": { "CustomerProject": {} },
    });
    let refused = harness.refused("UpdateEngagementContext", body).await;
    assert_eq!(refused.name, "ValidationException");
    let convert = json!({
        "Catalog": "Sandbox", "ClientToken": "convert", "Identifier": made["Id"],
        "ContextIdentifier": "1",
    });
    let refused = harness
        .call(PARTNER, "StartOpportunityFromEngagementTask", convert)
        .await;
    let ended = refused.unwrap_or_else(|refused| json!({ "TaskStatus": refused.name }));
    assert_ne!(ended["TaskStatus"], "COMPLETE", "{ended:#}");
}

/// What does not exist comes before the findings, and the findings before the quota.
#[tokio::test]
async fn contexts_are_looked_up_then_judged_all_at_once_and_then_counted() {
    let harness = Harness::new().await;
    let about = |payload: Value| json!({ "Type": "CustomerAccount", "Payload": payload });
    let unnamed = about(json!({ "CustomerAccount": {} }));
    let absent = about(json!({
        "CustomerAccount": { "AccountIdentifier": "cust-acc-0000000000000" },
    }));
    let other = about(json!({ "CustomerProject": {} }));
    let empty = json!({ "Type": "CustomerAccount" });
    let no_lead = json!({ "Type": "Lead" });
    let mut body = engagement(&json!({}));
    body["Contexts"] = json!([other, unnamed, empty, no_lead, absent]);
    let refused = harness.refused("CreateEngagement", body.clone()).await;
    assert_eq!(refused.name, "ResourceNotFoundException");

    body["Contexts"] = json!([other, unnamed, empty, no_lead]);
    let refused = harness.refused("CreateEngagement", body.clone()).await;
    let mut found = refused.findings();
    found.sort();
    let missing = "REQUIRED_FIELD_MISSING";
    let expected = [
        ("contexts.payload", "INVALID_VALUE"),
        ("contexts.payload", missing),
        ("contexts.payload", missing),
        ("contexts.payload.customerAccount", missing),
    ];
    let expected = expected.map(|(field, code)| (field.to_owned(), code.to_owned()));
    assert_eq!(found, expected, "{refused:#?}");

    // A project and a prospecting result may leave out everything, their payload as well.
    body["Contexts"] = json!([{ "Type": "CustomerProject" }, { "Type": "ProspectingResult" }]);
    harness.ok("CreateEngagement", body).await;
}

/// A receiver that cannot be invited is told last: what the invitation lacks comes first.
#[tokio::test]
async fn an_invitation_is_judged_before_its_receiver() {
    let harness = Harness::new().await;
    let plain = json!({
        "Catalog": "Sandbox", "ClientToken": "plan", "Title": "Plan", "Description": "A plan.",
    });
    let made = harness.ok("CreateEngagement", plain).await;
    let customer = json!({ "Customer": { "CompanyName": "Quay" } });
    harness
        .ok("CreateEngagementInvitation", invite(&made["Id"], &customer))
        .await;
    for (payload, error) in [
        (
            json!({ "AccountIdentifier": "cust-acc-0000000000000" }),
            "ResourceNotFoundException",
        ),
        (json!({}), "ValidationException"),
        (customer, "ConflictException"),
    ] {
        let mut body = invite(&made["Id"], &payload);
        body["ClientToken"] = json!(error);
        let refused = harness.refused("CreateEngagementInvitation", body).await;
        assert_eq!(refused.name, error, "{payload}");
    }
}

#[tokio::test]
async fn an_invitation_to_plan_an_account_shows_its_receiver_whose_it_is() {
    let harness = Harness::new().await;
    let account = quay(&harness).await;
    let plain = json!({
        "Catalog": "Sandbox", "ClientToken": "plan", "Title": "Plan", "Description": "A plan.",
    });
    let made = harness.ok("CreateEngagement", plain).await;
    let refused = harness
        .refused(
            "CreateEngagementInvitation",
            invite(&made["Id"], &json!({})),
        )
        .await;
    let field = "invitation.payload.accountPlanningInvitation".to_owned();
    assert_eq!(
        refused.findings(),
        [(field, "REQUIRED_FIELD_MISSING".to_owned())]
    );
    let payload = json!({
        "AccountIdentifier": account["Id"],
        "SenderContacts": [{ "Email": "sales@partner.example.com" }],
        "PreferredContact": { "Window": "MORNING", "Timezone": "Nowhere/Land" },
    });
    let sent = harness
        .ok("CreateEngagementInvitation", invite(&made["Id"], &payload))
        .await;
    harness.ok("DeleteCustomerAccount", named(&account)).await;
    let body = json!({ "Catalog": "Sandbox", "Identifier": sent["Id"] });
    let found = harness
        .call(STRANGER, "GetEngagementInvitation", body)
        .await;
    let found = found.expect("it was received");
    assert_eq!(found["PayloadType"], "AccountPlanningInvitation");
    assert_eq!(found["EnrichmentContext"], Value::Null);
    let planning = &found["Payload"]["AccountPlanningInvitation"];
    assert_eq!(planning["AccountIdentifier"], account["Id"]);
    assert_eq!(planning["Customer"]["CompanyName"], "Quay");
    assert_eq!(planning["Customer"]["CountryCode"], "SE");
    assert_eq!(planning["PreferredContact"]["Timezone"], "Nowhere/Land");
    let listed = json!({
        "Catalog": "Sandbox", "ParticipantType": "RECEIVER",
        "PayloadType": ["AccountPlanningInvitation"],
    });
    let listed = harness
        .call(STRANGER, "ListEngagementInvitations", listed)
        .await;
    let listed = listed.expect("a list");
    assert_eq!(listed["EngagementInvitationSummaries"][0]["Id"], sent["Id"]);

    let task = accept(&harness, &sent).await;
    assert_eq!(task["TaskStatus"], "FAILED", "{task:#}");
}

/// Starts the task that accepts an invitation, for its receiver, and waits for its end.
async fn accept(harness: &Harness, sent: &Value) -> Value {
    let task = json!({
        "Catalog": "Sandbox", "ClientToken": "accept", "Identifier": sent["Id"],
    });
    let task = harness
        .call(STRANGER, "StartEngagementByAcceptingInvitationTask", task)
        .await;
    task.expect("it is started")
}

#[tokio::test]
async fn the_type_of_an_opportunity_comes_with_its_invitation() {
    let harness = Harness::new().await;
    let plain = json!({
        "Catalog": "Sandbox", "ClientToken": "plan", "Title": "Plan", "Description": "A plan.",
    });
    let made = harness.ok("CreateEngagement", plain).await;
    let mut body = common::invitation(made["Id"].as_str().expect("an id"), STRANGER);
    body["Catalog"] = json!("Sandbox");
    body["ClientToken"] = json!("invite");
    body["Invitation"]["Payload"]["OpportunityInvitation"]["OpportunityType"] = json!("Expansion");
    let sent = harness.ok("CreateEngagementInvitation", body).await;
    let task = accept(&harness, &sent).await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    let body = json!({ "Catalog": "Sandbox", "Identifier": task["OpportunityId"] });
    let found = harness.call(STRANGER, "GetOpportunity", body).await;
    assert_eq!(
        found.expect("it is its own")["OpportunityType"],
        "Expansion"
    );
    assert_ne!(opportunity()["OpportunityType"], "Expansion");

    // A task that invites AWS says of which type its opportunity is.
    let id = harness.submitted().await;
    let listed = json!({
        "Catalog": "Sandbox", "ParticipantType": "SENDER",
        "PayloadType": ["OpportunityInvitation"],
    });
    let listed = harness.ok("ListEngagementInvitations", listed).await;
    let mut types = Vec::new();
    for summary in listed["EngagementInvitationSummaries"]
        .as_array()
        .expect("a list")
    {
        let body = json!({ "Catalog": "Sandbox", "Identifier": summary["Id"] });
        let found = harness.ok("GetEngagementInvitation", body).await;
        types.push(found["Payload"]["OpportunityInvitation"]["OpportunityType"].clone());
    }
    let own = harness.get(&id).await["OpportunityType"].clone();
    assert!(types.contains(&own), "{types:?}");
}
