//! What AWS does beside its review: it answers invitations, and changes its side of an opportunity
//! and the opportunity itself. Each promise holds in both catalogs.

use std::collections::BTreeSet;

use cosell_admin_api::Word as _;
use cosell_admin_api::aws::Decision;
use cosell_admin_api::task::Catalog;
use cosell_domain::Error;
use cosell_domain::aws_side::answer::Answer;
use cosell_domain::aws_side::body::Members;
use cosell_store::table::event;
use serde_json::{Value, json};

use super::{Deal, text};
use crate::common::{self, Harness, PARTNER};

/// The events of all accounts; what follows is compared with it.
pub(super) async fn events(harness: &Harness) -> BTreeSet<(String, String, String)> {
    let events: Result<_, cosell_store::Error> = harness
        .store
        .read((), async |tx, ()| event::list_after(tx, "", 1_000).await)
        .await;
    let events = events.expect("events").into_iter();
    events
        .map(|event| (event.account, event.detail_type, event.id))
        .collect()
}

/// The detail types of the events of [`PARTNER`] since then, sorted.
pub(super) async fn since(
    harness: &Harness,
    known: &BTreeSet<(String, String, String)>,
) -> Vec<String> {
    harness.wait_until_idle().await;
    let all = events(harness).await;
    let new = all.difference(known);
    let types = new.map(|(account, detail_type, _)| {
        assert_eq!(account, PARTNER);
        detail_type.clone()
    });
    types.collect()
}

pub(super) fn members(value: Value) -> Members {
    let Value::Object(members) = value else {
        panic!("an object");
    };
    members
}

pub(super) fn message<T>(done: Result<T, Error>) -> (&'static str, String) {
    let Err(error) = done else {
        panic!("it was not refused");
    };
    let refused = error.refused().expect("a refusal");
    (refused.kind().name(), refused.message().to_owned())
}

impl Deal<'_> {
    /// The id of the invitation to AWS.
    async fn invitation(&self) -> String {
        let input =
            json!({ "ParticipantType": "SENDER", "EngagementIdentifier": [self.engagement] });
        let list = self.ok("ListEngagementInvitations", input).await;
        text(&list["EngagementInvitationSummaries"][0]["Id"])
    }

    async fn summary(&self) -> Value {
        let input = json!({ "RelatedOpportunityIdentifier": self.id });
        self.ok("GetAwsOpportunitySummary", input).await
    }

    async fn opportunity(&self) -> Value {
        self.ok("GetOpportunity", json!({ "Identifier": self.id }))
            .await
    }
}

#[tokio::test]
async fn an_accepted_invitation_approves_the_opportunity_under_review() {
    for catalog in Catalog::ALL {
        let harness = Harness::new().await;
        let deal = Deal::submitted(&harness, *catalog).await;
        let before = events(&harness).await;
        let id = deal.invitation().await;
        let answered = harness
            .service
            .answer_invitation(id.clone(), Answer::Accept);
        let answered = answered.await.expect("an answer");
        assert_eq!(answered.invitation.status.as_str(), "ACCEPTED");
        let reviewed = answered.reviewed.expect("a decision");
        assert_eq!(reviewed.row.id, deal.id);
        assert_eq!(deal.life_cycle().await["ReviewStatus"], "Approved");
        assert_eq!(deal.asked().await, "ACCEPTED");
        assert_eq!(deal.members().await, [PARTNER, "aws"]);
        let mut expected = vec![
            "Engagement Invitation Accepted",
            "Engagement Member Added",
            "Engagement Resource Snapshot Created",
            "Engagement Resource Snapshot Created",
            "Opportunity Updated",
        ];
        expected.sort_unstable();
        assert_eq!(since(&harness, &before).await, expected, "{catalog}");

        let again = harness.service.answer_invitation(id, Answer::Accept).await;
        let (name, said) = message(again);
        assert_eq!(name, "ConflictException");
        assert!(
            said.contains("ACCEPTED") && said.contains("PENDING"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn a_rejected_invitation_rejects_the_opportunity_and_says_why() {
    for catalog in Catalog::ALL {
        let harness = Harness::new().await;
        let deal = Deal::submitted(&harness, *catalog).await;
        let before = events(&harness).await;
        let id = deal.invitation().await;
        let answer = Answer::Reject(Some("Unable to support".to_owned()));
        let answered = harness.service.answer_invitation(id.clone(), answer);
        let answered = answered.await.expect("an answer");
        assert_eq!(answered.invitation.status.as_str(), "REJECTED");
        assert_eq!(deal.life_cycle().await["ReviewStatus"], "Rejected");
        assert_eq!(deal.members().await, [PARTNER]);
        let shown = deal
            .ok("GetEngagementInvitation", json!({ "Identifier": id }))
            .await;
        assert_eq!(shown["RejectionReason"], "Unable to support");
        let types = since(&harness, &before).await;
        assert!(types.contains(&"Engagement Invitation Rejected".to_owned()));
        assert!(types.contains(&"Opportunity Updated".to_owned()));
        assert!(types.contains(&"Engagement Resource Snapshot Created".to_owned()));
    }
}

#[tokio::test]
async fn an_invitation_without_an_opportunity_under_review_is_answered_alone() {
    for catalog in Catalog::ALL {
        let harness = Harness::new().await;
        let deal = Deal {
            harness: &harness,
            catalog: *catalog,
            id: String::new(),
            engagement: String::new(),
        };
        let create = json!({ "ClientToken": "engage", "Title": "Alone", "Description": "Alone" });
        let engagement = text(&deal.ok("CreateEngagement", create).await["Id"]);
        let mut invite = common::invitation(&engagement, "aws");
        invite["ClientToken"] = json!("invite");
        let id = text(&deal.ok("CreateEngagementInvitation", invite).await["Id"]);
        let before = events(&harness).await;
        let answered = harness.service.answer_invitation(id, Answer::Accept);
        let answered = answered.await.expect("an answer");
        assert!(answered.reviewed.is_none());
        assert_eq!(answered.invitation.status.as_str(), "ACCEPTED");
        assert_eq!(
            since(&harness, &before).await,
            ["Engagement Invitation Accepted", "Engagement Member Added"]
        );
    }
    let harness = Harness::new().await;
    let unknown = harness
        .service
        .answer_invitation("engi-none".to_owned(), Answer::Accept);
    assert_eq!(message(unknown.await).0, "ResourceNotFoundException");
}

#[tokio::test]
async fn the_owner_reads_the_side_that_aws_sets() {
    for catalog in Catalog::ALL {
        let harness = Harness::new().await;
        let deal = Deal::submitted(&harness, *catalog).await;
        let before = events(&harness).await;
        let change = json!({
            "LifeCycle": {
                "Stage": "Qualified", "TargetCloseDate": "2028-01-31", "NextSteps": "Call.",
            },
            "OpportunityTeam": [{ "Email": "sam@aws.example.com", "BusinessTitle": "PSM" }],
            "Insights": { "EngagementScore": "High", "NextBestActions": "Meet." },
            "CosellMotion": "Joint", "CosellMotionReason": "Both are needed.",
        });
        let set = |change: &Value| {
            let change = members(change.clone());
            harness.service.set_summary(deal.id.clone(), change)
        };
        let done = set(&change).await.expect("a change");
        assert_eq!(
            done.hidden,
            ["LifeCycle.Stage", "LifeCycle.TargetCloseDate"]
        );
        let shown = deal.summary().await;
        assert_eq!(shown["LifeCycle"]["Stage"], Value::Null);
        assert_eq!(shown["LifeCycle"]["NextSteps"], "Call.");
        assert_eq!(shown["OpportunityTeam"][0]["BusinessTitle"], "PSM");
        assert_eq!(shown["Insights"]["EngagementScore"], "High");
        assert_eq!(shown["CosellMotion"], "Joint");
        assert_eq!(
            since(&harness, &before).await,
            [
                "Engagement Resource Snapshot Created",
                "Opportunity Updated"
            ]
        );

        // What is left out stays, and null removes.
        let change = json!({ "LifeCycle": { "Stage": "Launched" }, "CosellMotion": null });
        let done = set(&change).await.expect("a change");
        assert!(done.hidden.is_empty());
        let shown = deal.summary().await;
        assert_eq!(shown["LifeCycle"]["Stage"], "Launched");
        assert_eq!(shown["LifeCycle"]["TargetCloseDate"], "2028-01-31");
        assert_eq!(shown["LifeCycle"]["NextSteps"], "Call.");
        assert_eq!(shown["CosellMotion"], Value::Null);

        // The partner's own fields stay as they are, and saying the same again says nothing.
        assert_eq!(deal.life_cycle().await["Stage"], "Prospect");
        let before = events(&harness).await;
        set(&change).await.expect("a change");
        assert!(since(&harness, &before).await.is_empty());
    }
}

#[tokio::test]
async fn a_summary_that_cannot_be_is_refused() {
    let harness = Harness::new().await;
    let draft = harness.opportunity().await;
    let set = |id: &str, change: Value| harness.service.set_summary(id.to_owned(), members(change));
    let (name, said) = message(set(&draft, json!({ "CosellMotion": "Joint" })).await);
    assert_eq!(name, "ConflictException");
    assert!(said.contains("Pending Submission"), "{said}");

    let deal = Deal::submitted(&harness, Catalog::Aws).await;
    let before = deal.summary().await;
    for (change, expected) in [
        (json!({}), "ValidationException"),
        (json!({ "Lifecycle": {} }), "ValidationException"),
        (json!({ "Origin": "AWS Referral" }), "ValidationException"),
        (
            json!({ "LifeCycle": { "Stage": "Won" } }),
            "ValidationException",
        ),
        (
            json!({ "LifeCycle": { "Stage": 3 } }),
            "ValidationException",
        ),
        (json!({ "InvolvementType": "None" }), "ValidationException"),
        (
            json!({ "InvolvementType": "For Visibility Only" }),
            "ConflictException",
        ),
        (
            json!({ "LifeCycle": { "ClosedLostReason": "Other" } }),
            "ConflictException",
        ),
    ] {
        let (name, said) = message(set(&deal.id, change.clone()).await);
        assert_eq!(name, expected, "{change}: {said}");
    }
    assert_eq!(deal.summary().await, before);
    let unknown = set("O1", json!({})).await;
    assert_eq!(message(unknown).0, "ResourceNotFoundException");
}

#[tokio::test]
async fn aws_changes_members_of_the_opportunity_that_its_owner_may_not() {
    for catalog in Catalog::ALL {
        let harness = Harness::new().await;
        let deal = Deal::submitted(&harness, *catalog).await;
        let update = |change: Value| {
            let change = members(change);
            harness.service.update_by_aws(deal.id.clone(), change)
        };
        let known = deal.opportunity().await;
        let before = events(&harness).await;
        let change = json!({
            "Project": { "Title": "Berths by AWS" },
            "LifeCycle": { "Stage": "Qualified", "NextSteps": null },
        });
        update(change.clone()).await.expect("a change");
        let mut expected = known;
        expected["Project"]["Title"] = json!("Berths by AWS");
        expected["LifeCycle"]["Stage"] = json!("Qualified");
        expected["LifeCycle"]["NextSteps"] = Value::Null;
        let mut now = deal.opportunity().await;
        expected["LastModifiedDate"] = now["LastModifiedDate"].take();
        now["LastModifiedDate"] = expected["LastModifiedDate"].clone();
        assert_eq!(now, expected);
        assert_eq!(
            since(&harness, &before).await,
            [
                "Engagement Resource Snapshot Created",
                "Opportunity Updated"
            ]
        );

        let before = events(&harness).await;
        update(change).await.expect("the same");
        assert!(since(&harness, &before).await.is_empty());

        for (change, named) in [
            (
                json!({ "LifeCycle": { "ReviewStatus": "Approved" } }),
                "review",
            ),
            (
                json!({ "LifeCycle": { "TargetCloseDate": "2001-01-01" } }),
                "TargetCloseDate",
            ),
            (json!({ "Origin": "AWS Referral" }), "Origin"),
            (json!({ "Project": { "Titel": "x" } }), "Titel"),
            (json!({ "Marketing": null }), "Marketing"),
        ] {
            let (name, said) = message(update(change.clone()).await);
            assert_eq!(name, "ValidationException", "{change}");
            assert!(
                said.to_lowercase().contains(&named.to_lowercase()),
                "{said}"
            );
        }
        deal.decide(Decision::Reject).await;
        let (name, said) = message(update(json!({ "Project": { "Title": "Late" } })).await);
        assert_eq!(name, "ConflictException");
        assert!(
            said.contains("Rejected") && said.contains("Approved"),
            "{said}"
        );
    }
}
