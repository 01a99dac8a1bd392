//! A partner invites another partner to its engagement with AWS.

use cosell_domain::Settings;
use cosell_domain::settings::Strictness;
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW};
use crate::engagement::hub::{ANNA, BERT, CARL, Hub, text};
use crate::invitations::{
    accept_by_task, decide, events, invitation, invite, members, new_events, opportunity, read,
    submitted,
};

/// The title of the opportunity that Anna shares.
const TITLE: &str = "Berth planning in the cloud";

/// The review status of an account's opportunity.
async fn status(hub: &Hub, account: &str, id: &str) -> String {
    text(&opportunity(hub, account, id).await["LifeCycle"]["ReviewStatus"])
}

/// A member of an engagement invites an account, which accepts by the task. Returns the id of the
/// receiver's copy.
async fn joined(hub: &Hub, sender: &str, engagement: &str, receiver: &str) -> String {
    let id = invite(hub, sender, invitation(engagement, receiver, TITLE)).await;
    let task = accept_by_task(hub, receiver, &id).await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    text(&task["OpportunityId"])
}

#[tokio::test]
async fn the_receiver_gets_a_copy_of_what_the_invitation_says() {
    let hub = Hub::new().await;
    let (source, engagement) = submitted(&hub).await;
    let before = events(&hub).await;
    let copy = joined(&hub, ANNA, &engagement, BERT).await;
    assert_ne!(copy, source);
    let known = opportunity(&hub, BERT, &copy).await;
    let account = &known["Customer"]["Account"];
    assert_eq!(account["CompanyName"], "Acre");
    assert_eq!(account["Industry"], "Agriculture");
    assert_eq!(account["WebsiteUrl"], "https://acre.example.com");
    assert_eq!(account["Address"]["CountryCode"], "US");
    assert_eq!(account["Address"]["PostalCode"], Value::Null);
    assert_eq!(known["Customer"]["Contacts"], json!([]));
    assert_eq!(known["Project"]["Title"], TITLE);
    assert_eq!(
        known["Project"]["ExpectedCustomerSpend"][0]["Amount"],
        "10000"
    );
    assert_eq!(known["Project"]["OtherSolutionDescription"], Value::Null);
    assert_eq!(known["LifeCycle"]["TargetCloseDate"], "2027-10-04");
    assert_eq!(known["LifeCycle"]["Stage"], "Prospect");
    assert_eq!(known["Marketing"]["Source"], "None");
    let needs = json!(["Do Not Need Support from AWS Sales Rep"]);
    assert_eq!(known["PrimaryNeedsFromAws"], needs);
    assert_eq!(known["OpportunityType"], "Net New Business");
    assert_eq!(known["NationalSecurity"], "No");
    let owner = &known["OpportunityTeam"][0]["Email"];
    assert_eq!(owner, &format!("alliance-lead@partner-{BERT}.example.com"));

    let refused = hub
        .refused(BERT, "GetOpportunity", json!({ "Identifier": source }))
        .await;
    assert_eq!(
        refused, "ResourceNotFoundException",
        "the sender's opportunity is not shared"
    );
    assert_eq!(members(&hub, BERT, &engagement).await, [ANNA, BERT]);
    let news = new_events(&hub, BERT, &before).await;
    for name in [
        "Engagement Invitation Accepted",
        "Engagement Member Added",
        "Opportunity Created",
        "Opportunity Updated",
    ] {
        assert!(news.contains(&(name.to_owned(), 1)), "{name} in {news:?}");
    }
}

#[tokio::test]
async fn awss_summary_of_a_copy_shows_the_deal_of_the_sender() {
    let hub = Hub::new().await;
    let (source, engagement) = submitted(&hub).await;
    let copy = joined(&hub, ANNA, &engagement, BERT).await;
    let summary = async |account, id: &str| {
        let input = json!({ "RelatedOpportunityIdentifier": id });
        hub.ok(account, "GetAwsOpportunitySummary", input).await
    };
    let of_source = summary(ANNA, &source).await;
    let of_copy = summary(BERT, &copy).await;
    assert_eq!(of_copy["RelatedOpportunityId"], copy);
    for member in ["Customer", "Project"] {
        assert_eq!(of_copy[member], of_source[member], "{member}");
    }
    let contacts = of_copy["Customer"]["Contacts"].as_array();
    assert!(contacts.is_some_and(|contacts| !contacts.is_empty()));
    let input = json!({ "Identifier": source });
    let sent = hub.ok(ANNA, "GetOpportunity", input).await;
    assert!(sent["LifeCycle"]["NextSteps"].is_string());
    assert_eq!(
        of_copy["LifeCycle"]["NextSteps"],
        sent["LifeCycle"]["NextSteps"]
    );
    assert_eq!(of_source["LifeCycle"], Value::Null);
}

#[tokio::test]
async fn a_copy_is_submitted_and_approved_with_its_source() {
    let hub = Hub::new().await;
    let (source, engagement) = submitted(&hub).await;
    let copy = joined(&hub, ANNA, &engagement, BERT).await;
    assert_eq!(status(&hub, BERT, &copy).await, "Submitted");
    let summary = json!({ "RelatedOpportunityIdentifier": copy });
    let summary = hub.ok(BERT, "GetAwsOpportunitySummary", summary).await;
    assert_eq!(summary["InvolvementType"], "Co-Sell");
    assert_eq!(summary["Visibility"], "Full");

    decide(&hub, ANNA, &source, "Action Required").await;
    assert_eq!(
        status(&hub, BERT, &copy).await,
        "Submitted",
        "the copy does not get Action Required"
    );
    let again = json!({
        "ClientToken": "again",
        "Identifier": source,
        "AwsSubmission": { "InvolvementType": "Co-Sell" },
    });
    hub.ok(ANNA, "StartEngagementFromOpportunityTask", again)
        .await;

    let before = events(&hub).await;
    decide(&hub, ANNA, &source, "Approved").await;
    assert_eq!(status(&hub, BERT, &copy).await, "Approved");
    let news = new_events(&hub, BERT, &before).await;
    assert!(
        news.contains(&("Opportunity Updated".to_owned(), 1)),
        "{news:?}"
    );
    assert_eq!(members(&hub, BERT, &engagement).await, [ANNA, BERT, "aws"]);
}

#[tokio::test]
async fn a_copy_of_an_approved_opportunity_is_approved_at_once() {
    let hub = Hub::new().await;
    let (source, engagement) = submitted(&hub).await;
    decide(&hub, ANNA, &source, "Approved").await;
    let copy = joined(&hub, ANNA, &engagement, BERT).await;
    assert_eq!(status(&hub, BERT, &copy).await, "Approved");
}

#[tokio::test]
async fn a_copy_is_rejected_with_its_source() {
    let hub = Hub::new().await;
    let (source, engagement) = submitted(&hub).await;
    let copy = joined(&hub, ANNA, &engagement, BERT).await;
    decide(&hub, ANNA, &source, "Rejected").await;
    assert_eq!(status(&hub, BERT, &copy).await, "Rejected");
}

#[tokio::test]
async fn copies_of_copies_follow_the_review_too() {
    let hub = Hub::new().await;
    let (source, engagement) = submitted(&hub).await;
    let first = joined(&hub, ANNA, &engagement, BERT).await;
    let second = joined(&hub, BERT, &engagement, CARL).await;
    assert_eq!(status(&hub, CARL, &second).await, "Submitted");
    decide(&hub, ANNA, &source, "Approved").await;
    assert_eq!(status(&hub, BERT, &first).await, "Approved");
    assert_eq!(status(&hub, CARL, &second).await, "Approved");
}

#[tokio::test]
async fn the_task_completes_for_an_invitation_that_was_accepted_before() {
    let hub = Hub::new().await;
    let (_, engagement) = submitted(&hub).await;
    for (receiver, by_hand) in [(BERT, false), (CARL, true)] {
        let id = invite(&hub, ANNA, invitation(&engagement, receiver, TITLE)).await;
        if by_hand {
            let input = json!({ "Identifier": id });
            hub.ok(receiver, "AcceptEngagementInvitation", input).await;
        }
        let before = events(&hub).await;
        let first = accept_by_task(&hub, receiver, &id).await;
        assert_eq!(first["TaskStatus"], "COMPLETE", "{first:#}");
        let accepted = ("Engagement Invitation Accepted".to_owned(), 1);
        let news = new_events(&hub, receiver, &before).await;
        assert_eq!(news.contains(&accepted), !by_hand, "{news:?}");

        hub.0.wait_until_idle().await;
        let before = events(&hub).await;
        let input = json!({ "ClientToken": "another", "Identifier": id });
        let again = hub
            .ok(receiver, "StartEngagementByAcceptingInvitationTask", input)
            .await;
        assert_ne!(again["TaskId"], first["TaskId"]);
        for member in ["TaskStatus", "OpportunityId", "ResourceSnapshotJobId"] {
            assert_eq!(again[member], first[member], "{member}");
        }
        assert_eq!(
            new_events(&hub, receiver, &before).await,
            [],
            "there are no new events"
        );
    }
}

#[tokio::test]
async fn a_copy_without_a_submitted_source_is_pending_submission() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "Greenhouses").await;
    let copy = joined(&hub, ANNA, &engagement, BERT).await;
    assert_eq!(status(&hub, BERT, &copy).await, "Pending Submission");
}

#[tokio::test]
async fn the_tags_of_the_start_are_on_the_copy_and_its_job() {
    let hub = Hub::new().await;
    let (_, engagement) = submitted(&hub).await;
    let id = invite(&hub, ANNA, invitation(&engagement, BERT, TITLE)).await;
    let input = json!({
        "ClientToken": "tags",
        "Identifier": id,
        "Tags": [{ "Key": "Team", "Value": "Green" }],
    });
    let task = hub
        .ok(
            BERT,
            "StartEngagementByAcceptingInvitationTask",
            input.clone(),
        )
        .await;
    let copy = opportunity(&hub, BERT, &text(&task["OpportunityId"])).await;
    let job = json!({ "ResourceSnapshotJobIdentifier": task["ResourceSnapshotJobId"] });
    let job = hub.ok(BERT, "GetResourceSnapshotJob", job).await;
    for resource in [&copy["Arn"], &job["Arn"]] {
        let asked = json!({ "ResourceArn": resource });
        let tags = hub.ok(BERT, "ListTagsForResource", asked).await;
        assert_eq!(tags["Tags"], input["Tags"], "{resource}");
    }
    let mut reserved = input;
    reserved["ClientToken"] = json!("reserved");
    reserved["Tags"][0]["Key"] = json!("aws:team");
    let refused = hub
        .refused(BERT, "StartEngagementByAcceptingInvitationTask", reserved)
        .await;
    assert_eq!(refused, "ValidationException");
}

#[tokio::test]
async fn an_invitation_that_cannot_become_an_opportunity_is_refused_before_acceptance() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(ANNA, "Greenhouses").await;
    let mut past = invitation(&engagement, BERT, TITLE);
    past["Invitation"]["Payload"]["OpportunityInvitation"]["Project"]["TargetCompletionDate"] =
        json!("2020-01-01");
    let mut lead = invitation(&engagement, CARL, TITLE);
    lead["Invitation"]["Payload"] = json!({ "LeadInvitation": {
        "Customer": { "CompanyName": "Acre" },
        "Interaction": { "ContactBusinessTitle": "Gardener" },
    } });
    for (receiver, input, named) in [
        (BERT, past, "lifeCycle.targetCloseDate"),
        (CARL, lead, "payloadType"),
    ] {
        let id = invite(&hub, ANNA, input).await;
        let task = accept_by_task(&hub, receiver, &id).await;
        assert_eq!(task["TaskStatus"], "FAILED");
        assert_eq!(task["ReasonCode"], "InvitationValidationFailed");
        assert!(text(&task["Message"]).contains(named), "{task:#}");
        assert_eq!(read(&hub, receiver, &id).await["Status"], "PENDING");
    }
    assert_eq!(members(&hub, ANNA, &engagement).await, [ANNA]);
}

#[tokio::test]
async fn documented_strictness_does_not_prevent_a_copy() {
    let settings = Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    let hub = Hub(Harness::with_settings(settings, World::frozen(NOW, 7)).await);
    let (_, engagement) = submitted(&hub).await;
    let copy = joined(&hub, ANNA, &engagement, BERT).await;
    assert_eq!(status(&hub, BERT, &copy).await, "Submitted");
}
