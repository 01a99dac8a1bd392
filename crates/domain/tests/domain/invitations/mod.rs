//! Answers to invitations: by their receivers, by AWS's review, and by the task that creates an
//! opportunity from one.

mod answers;
mod partner;
mod referral;
mod review;

use crate::common;
use std::collections::BTreeMap;

use cosell_store::table::event::{self, Event};
use serde_json::{Value, json};

use crate::engagement::hub::{ANNA, Hub, text};

/// The request that invites a partner to an opportunity with this title.
pub(crate) fn invitation(engagement: &str, receiver: &str, title: &str) -> Value {
    let mut input = common::invitation(engagement, receiver);
    input["ClientToken"] = json!(format!("{engagement} {receiver}"));
    let project = &mut input["Invitation"]["Payload"]["OpportunityInvitation"]["Project"];
    project["Title"] = json!(title);
    project["ExpectedCustomerSpend"] = json!([{
        "Amount": "10000.00", "CurrencyCode": "USD", "Frequency": "Monthly",
        "TargetCompany": "AWS",
    }]);
    input
}

/// Sends an invitation and returns its id.
pub(crate) async fn invite(hub: &Hub, sender: &str, input: Value) -> String {
    text(&hub.ok(sender, "CreateEngagementInvitation", input).await["Id"])
}

/// Creates an engagement of Anna's with an invitation to this account. Returns their ids.
pub(crate) async fn invited(hub: &Hub, receiver: &str) -> (String, String) {
    let engagement = hub.engagement(ANNA, "Greenhouses").await;
    let id = invite(hub, ANNA, invitation(&engagement, receiver, "Greenhouses")).await;
    (engagement, id)
}

/// An invitation as an account reads it.
pub(crate) async fn read(hub: &Hub, account: &str, id: &str) -> Value {
    hub.ok(
        account,
        "GetEngagementInvitation",
        json!({ "Identifier": id }),
    )
    .await
}

/// The accounts that take part in an engagement, as one of them sees it.
pub(crate) async fn members(hub: &Hub, account: &str, engagement: &str) -> Vec<String> {
    let asked = json!({ "Identifier": engagement });
    let list = hub.ok(account, "ListEngagementMembers", asked).await;
    let members = list["EngagementMemberList"].as_array().expect("a list");
    members
        .iter()
        .map(|member| text(&member["AccountId"]))
        .collect()
}

/// Starts the task that accepts an invitation, and returns its end.
pub(crate) async fn accept_by_task(hub: &Hub, account: &str, invitation: &str) -> Value {
    let input = json!({ "ClientToken": format!("accept {invitation}"), "Identifier": invitation });
    hub.ok(account, "StartEngagementByAcceptingInvitationTask", input)
        .await
}

/// An opportunity as its owner reads it.
pub(crate) async fn opportunity(hub: &Hub, account: &str, id: &str) -> Value {
    hub.ok(account, "GetOpportunity", json!({ "Identifier": id }))
        .await
}

/// Creates an opportunity of Anna's and submits it by the task. Returns its id and that of its
/// engagement.
pub(crate) async fn submitted(hub: &Hub) -> (String, String) {
    let id = hub.opportunity(ANNA).await;
    let solution = common::association(&id, "Solutions", "S-1234567");
    hub.ok(ANNA, "AssociateOpportunity", solution).await;
    let input = json!({
        "ClientToken": format!("start {id}"),
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let task = hub
        .ok(ANNA, "StartEngagementFromOpportunityTask", input)
        .await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    (id, text(&task["EngagementId"]))
}

/// Simulates AWS's decision on an opportunity.
pub(crate) async fn decide(hub: &Hub, account: &str, id: &str, decision: &str) {
    let mut input = common::update(&opportunity(hub, account, id).await);
    input["LifeCycle"]["ReviewStatus"] = json!(decision);
    hub.ok(account, "UpdateOpportunity", input).await;
}

/// How many events of each type an account has got in addition to those of `known`.
pub(crate) async fn new_events(hub: &Hub, account: &str, known: &[Event]) -> Vec<(String, usize)> {
    let mut types = BTreeMap::new();
    for event in events(hub).await {
        if event.account == account && !known.contains(&event) {
            *types.entry(event.detail_type).or_insert(0) += 1;
        }
    }
    types.into_iter().collect()
}

/// Every event so far.
pub(crate) async fn events(hub: &Hub) -> Vec<Event> {
    let events = hub
        .0
        .store
        .read((), async |tx, ()| event::list_after(tx, "", 1000).await);
    events.await.expect("events are read")
}
