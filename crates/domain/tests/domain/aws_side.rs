//! An administrator decides AWS's review of an opportunity, in either catalog.

mod seat;
mod sent;

use cosell_admin_api::aws::{Decision, Review};
use cosell_admin_api::{Word as _, task};
use cosell_api::types::ReviewStatus;
use cosell_domain::aws_side::Decided;
use serde_json::{Value, json};

use crate::common::{self, Harness, PARTNER};

/// An opportunity of [`PARTNER`] and its engagement with AWS.
struct Deal<'a> {
    harness: &'a Harness,
    catalog: task::Catalog,
    id: String,
    engagement: String,
}

impl<'a> Deal<'a> {
    /// A deal that was submitted to AWS.
    async fn submitted(harness: &'a Harness, catalog: task::Catalog) -> Self {
        let mut deal = Self {
            harness,
            catalog,
            id: String::new(),
            engagement: String::new(),
        };
        let mut input = common::opportunity();
        input["ClientToken"] = json!(format!("create in {catalog}"));
        let created = deal.ok("CreateOpportunity", input).await;
        deal.id = text(&created["Id"]);
        let solution = common::association(&deal.id, "Solutions", "S-1234567");
        deal.ok("AssociateOpportunity", solution).await;
        let start = json!({
            "ClientToken": format!("start in {catalog}"), "Identifier": deal.id,
            "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
        });
        let task = deal.ok("StartEngagementFromOpportunityTask", start).await;
        assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
        deal.engagement = text(&task["EngagementId"]);
        deal
    }

    async fn ok(&self, operation: &str, mut input: Value) -> Value {
        input["Catalog"] = json!(self.catalog);
        self.harness.ok(operation, input).await
    }

    async fn decide(&self, decision: Decision) -> Decided {
        let review = Review {
            decision,
            comments: Some(format!("Comments of {decision}.")),
            reason: Some("Other".to_owned()),
        };
        let decided = self.harness.service.review(self.id.clone(), review).await;
        decided.expect("the store works")
    }

    async fn life_cycle(&self) -> Value {
        let input = json!({ "Identifier": self.id });
        self.ok("GetOpportunity", input).await["LifeCycle"].clone()
    }

    /// The status of the invitation to AWS.
    async fn asked(&self) -> String {
        let input =
            json!({ "ParticipantType": "SENDER", "EngagementIdentifier": [self.engagement] });
        let list = self.ok("ListEngagementInvitations", input).await;
        text(&list["EngagementInvitationSummaries"][0]["Status"])
    }

    async fn members(&self) -> Vec<String> {
        let input = json!({ "Identifier": self.engagement });
        let list = self.ok("ListEngagementMembers", input).await;
        let members = list["EngagementMemberList"].as_array();
        let accounts = members.into_iter().flatten();
        accounts.map(|member| text(&member["AccountId"])).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[tokio::test]
async fn in_either_catalog_a_decision_has_the_effects_of_a_review() {
    for catalog in [task::Catalog::Aws, task::Catalog::Sandbox] {
        let harness = Harness::new().await;
        let deal = Deal::submitted(&harness, catalog).await;
        for (decision, status, asked) in [
            (Decision::TakeIntoReview, "In review", "PENDING"),
            (Decision::ActionRequired, "Action Required", "PENDING"),
            (Decision::Approve, "Approved", "ACCEPTED"),
        ] {
            let before = deal.life_cycle().await["ReviewStatus"].clone();
            let Decided::Done(stored) = deal.decide(decision).await else {
                panic!("{decision} of {before} in {catalog} is refused");
            };
            assert_eq!(stored.row.account, PARTNER);
            let life_cycle = deal.life_cycle().await;
            assert_eq!(life_cycle["ReviewStatus"], status);
            assert_eq!(
                life_cycle["ReviewComments"],
                format!("Comments of {decision}.")
            );
            assert_eq!(life_cycle["ReviewStatusReason"], "Other");
            assert_eq!(deal.asked().await, asked, "{decision}");
        }
        assert_eq!(deal.members().await, [PARTNER, "aws"]);
    }
}

#[tokio::test]
async fn an_opportunity_that_is_referred_back_requires_an_action_for_a_reason() {
    let harness = Harness::new().await;
    let deal = Deal::submitted(&harness, task::Catalog::Aws).await;
    deal.decide(Decision::TakeIntoReview).await;
    let review = |reason: Option<&str>| Review {
        decision: Decision::ReferBack,
        comments: Some("Which plant is it?".to_owned()),
        reason: reason.map(str::to_owned),
    };
    let decided = harness.service.review(deal.id.clone(), review(None)).await;
    assert!(matches!(decided, Ok(Decided::Done(_))), "{decided:?}");
    let life_cycle = deal.life_cycle().await;
    assert_eq!(life_cycle["ReviewStatus"], "Action Required");
    assert_eq!(life_cycle["ReviewComments"], "Which plant is it?");
    assert_eq!(life_cycle["ReviewStatusReason"], "Other - Internal Review");
    assert_eq!(deal.asked().await, "PENDING");

    let other = Deal::submitted(&harness, task::Catalog::Sandbox).await;
    let review = review(Some("Clarify Solution"));
    let decided = harness.service.review(other.id.clone(), review).await;
    assert!(matches!(decided, Ok(Decided::Done(_))), "{decided:?}");
    let life_cycle = other.life_cycle().await;
    assert_eq!(life_cycle["ReviewStatusReason"], "Clarify Solution");
}

#[tokio::test]
async fn a_rejection_rejects_the_invitation() {
    let harness = Harness::new().await;
    let deal = Deal::submitted(&harness, task::Catalog::Aws).await;
    let decided = deal.decide(Decision::Reject).await;
    assert!(matches!(decided, Decided::Done(_)), "{decided:?}");
    assert_eq!(deal.life_cycle().await["ReviewStatus"], "Rejected");
    assert_eq!(deal.asked().await, "REJECTED");
    assert_eq!(deal.members().await, [PARTNER]);
}

#[tokio::test]
async fn a_decision_that_the_review_status_does_not_take_changes_nothing() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    let draft = harness.get(&id).await;
    let review = |decision| Review {
        decision,
        comments: Some("No.".to_owned()),
        reason: None,
    };
    for decision in Decision::ALL {
        let decided = harness.service.review(id.clone(), review(*decision)).await;
        let decided = decided.expect("the store works");
        assert!(
            matches!(decided, Decided::Refused(ReviewStatus::PendingSubmission)),
            "{decision}: {decided:?}"
        );
    }
    assert_eq!(harness.get(&id).await, draft);

    let deal = Deal::submitted(&harness, task::Catalog::Aws).await;
    deal.decide(Decision::Approve).await;
    let approved = deal.life_cycle().await;
    for decision in Decision::ALL {
        let decided = deal.decide(*decision).await;
        assert!(
            matches!(decided, Decided::Refused(ReviewStatus::Approved)),
            "{decision}: {decided:?}"
        );
    }
    assert_eq!(deal.life_cycle().await, approved);

    let unknown = review(Decision::Approve);
    let decided = harness.service.review("O1".to_owned(), unknown).await;
    assert!(matches!(decided, Ok(Decided::Unknown)), "{decided:?}");
}
