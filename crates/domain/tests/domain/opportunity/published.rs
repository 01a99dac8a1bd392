//! AWS publishes flows for the Sandbox, in which a partner simulates AWS. They run here unchanged:
//! each update sends back the whole response of the read before it, with a member or two changed.

use cosell_domain::Settings;
use cosell_domain::settings::Strictness;
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW, Refused, update};

/// Reads an opportunity and sends it back with these members of its life cycle changed.
async fn change_life_cycle(
    harness: &Harness,
    id: &str,
    members: &[(&str, &str)],
) -> Result<Value, Refused> {
    let mut input = update(&harness.get(id).await);
    for (member, value) in members {
        input["LifeCycle"][*member] = json!(value);
    }
    harness
        .call(crate::common::PARTNER, "UpdateOpportunity", input)
        .await
}

async fn life_cycle(harness: &Harness, id: &str, member: &str) -> Value {
    harness.get(id).await["LifeCycle"][member].clone()
}

/// An opportunity with the status Action Required and a comment of AWS's.
pub(super) async fn sent_back(harness: &Harness) -> String {
    let id = harness.submitted().await;
    let question = [
        ("ReviewStatus", "Action Required"),
        ("ReviewComments", "Which berths are meant?"),
    ];
    let sent = change_life_cycle(harness, &id, &question).await;
    sent.expect("AWS may require an action");
    id
}

async fn documented() -> Harness {
    let settings = Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    Harness::with_settings(settings, World::frozen(NOW, 7)).await
}

#[tokio::test]
async fn an_opportunity_is_sent_back_corrected_approved_and_launched() {
    let harness = Harness::new().await;
    let id = sent_back(&harness).await;
    let read = harness.get(&id).await;
    assert_eq!(read["LifeCycle"]["ReviewStatus"], "Action Required");
    assert_eq!(
        read["LifeCycle"]["ReviewComments"],
        "Which berths are meant?"
    );

    let mut corrected = update(&read);
    let problem = "Berths of the outer harbour are planned by hand, and ships wait for days.";
    corrected["Project"]["CustomerBusinessProblem"] = json!(problem);
    harness.ok("UpdateOpportunity", corrected).await;
    let read = harness.get(&id).await;
    assert_eq!(read["Project"]["CustomerBusinessProblem"], problem);
    assert_eq!(read["LifeCycle"]["ReviewStatus"], "Action Required");

    let approved = change_life_cycle(&harness, &id, &[("ReviewStatus", "Approved")]).await;
    approved.expect("approval does not require another submission");
    assert_eq!(life_cycle(&harness, &id, "ReviewStatus").await, "Approved");
    let summary = json!({ "Catalog": "Sandbox", "RelatedOpportunityIdentifier": id });
    let summary = harness.ok("GetAwsOpportunitySummary", summary).await;
    assert_eq!(summary["RelatedOpportunityId"], id);
    assert_eq!(summary["Origin"], "Partner Referral");
    let engagements = harness
        .ok("ListEngagements", json!({ "Catalog": "Sandbox" }))
        .await;
    let engagement = &engagements["EngagementSummaryList"][0]["Id"];
    let asked = json!({ "Catalog": "Sandbox", "Identifier": engagement });
    let members = harness.ok("ListEngagementMembers", asked).await;
    let members = members["EngagementMemberList"].as_array().map(Vec::len);
    assert_eq!(members, Some(2), "AWS accepted its invitation");

    let steps: [&[(&str, &str)]; 3] = [
        &[("Stage", "Technical Validation")],
        &[
            ("Stage", "Business Validation"),
            ("NextSteps", "Obtain the signatures."),
            ("TargetCloseDate", "2027-12-31"),
        ],
        &[("Stage", "Launched")],
    ];
    for step in steps {
        change_life_cycle(&harness, &id, step)
            .await
            .expect("the stage advances");
        for (member, value) in step {
            assert_eq!(life_cycle(&harness, &id, member).await, *value);
        }
    }
}

#[tokio::test]
async fn action_required_leads_to_a_decision_and_with_documented_strictness_to_submitted_only() {
    for (status, by_the_documents) in [
        ("Approved", false),
        ("Rejected", false),
        ("Submitted", true),
        ("In review", false),
        ("Pending Submission", false),
    ] {
        let refused = |turned: Result<Value, Refused>| turned.err().map(|refused| refused.rules);
        let transition = || Some(vec!["opportunity.review.transition"]);
        let observed = Harness::new().await;
        let id = sent_back(&observed).await;
        let turned = change_life_cycle(&observed, &id, &[("ReviewStatus", status)]).await;
        if matches!(status, "Approved" | "Rejected" | "Submitted") {
            assert_eq!(refused(turned), None, "{status}");
            assert_eq!(life_cycle(&observed, &id, "ReviewStatus").await, status);
        } else {
            assert_eq!(refused(turned), transition(), "{status}");
        }
        let documented = documented().await;
        let id = sent_back(&documented).await;
        let turned = change_life_cycle(&documented, &id, &[("ReviewStatus", status)]).await;
        let expected = if by_the_documents { None } else { transition() };
        assert_eq!(refused(turned), expected, "{status}");
    }
}

#[tokio::test]
async fn an_update_that_resubmits_may_change_only_what_action_required_allows() {
    for status in ["Approved", "Submitted"] {
        let harness = Harness::new().await;
        let id = sent_back(&harness).await;
        let mut input = update(&harness.get(&id).await);
        input["LifeCycle"]["ReviewStatus"] = json!(status);
        input["Customer"]["Account"]["Address"]["City"] = json!("Tacoma");
        let mut too_much = input.clone();
        too_much["Project"]["Title"] = json!("Another title");
        let refused = harness.refused("UpdateOpportunity", too_much).await;
        assert_eq!(refused.rules, ["opportunity.edit.action-required"]);
        harness.ok("UpdateOpportunity", input).await;
        let read = harness.get(&id).await;
        assert_eq!(read["Customer"]["Account"]["Address"]["City"], "Tacoma");
        assert_eq!(read["LifeCycle"]["ReviewStatus"], status);
    }
}

#[tokio::test]
async fn an_update_that_resubmits_must_be_complete() {
    for harness in [Harness::new().await, documented().await] {
        let id = sent_back(&harness).await;
        let mut input = update(&harness.get(&id).await);
        input["LifeCycle"]["ReviewStatus"] = json!("Submitted");
        input["LifeCycle"]["TargetCloseDate"] = json!("2026-11-22");
        input["Customer"]["Account"]["Address"]["PostalCode"] = Value::Null;
        let refused = harness.refused("UpdateOpportunity", input).await;
        let missing = "opportunity.complete.postal-code";
        let late = "opportunity.complete.future-close-date";
        assert_eq!(refused.rules, [missing, late]);
    }
}

/// An approval answers a submission, so an opportunity that lost required members meanwhile is not
/// approved.
#[tokio::test]
async fn an_approval_after_action_required_must_be_complete() {
    let harness = Harness::new().await;
    let id = sent_back(&harness).await;
    let mut emptied = update(&harness.get(&id).await);
    emptied["LifeCycle"]["ReviewStatus"] = json!("Approved");
    emptied["LifeCycle"]["TargetCloseDate"] = Value::Null;
    emptied["Project"]["CustomerBusinessProblem"] = Value::Null;
    emptied["Project"]["ExpectedCustomerSpend"] = json!([]);
    let refused = harness.refused("UpdateOpportunity", emptied).await;
    let fields: Vec<_> = refused
        .findings()
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    for field in [
        "lifeCycle.targetCloseDate",
        "project.customerBusinessProblem",
        "project.expectedCustomerSpend",
    ] {
        assert!(
            fields.iter().any(|found| found.starts_with(field)),
            "{fields:?}"
        );
    }
    assert_eq!(
        life_cycle(&harness, &id, "ReviewStatus").await,
        "Action Required"
    );
}

/// Only the review members of a decision are stored, but the whole request is validated.
#[tokio::test]
async fn a_decision_with_a_closed_lost_reason_without_a_loss_is_refused() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    for status in ["Approved", "Action Required", "Rejected"] {
        let members = [("ReviewStatus", status), ("ClosedLostReason", "Price")];
        let refused = change_life_cycle(&harness, &id, &members).await;
        let refused = refused.expect_err("the opportunity is not lost");
        assert_eq!(
            refused.findings(),
            [(
                "lifeCycle.closedLostReason".to_owned(),
                "ACTION_NOT_PERMITTED".to_owned()
            )]
        );
    }
}
