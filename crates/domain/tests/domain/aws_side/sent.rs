//! AWS sends referrals and leads, in both catalogs.

use cosell_admin_api::Word as _;
use cosell_admin_api::task::Catalog;
use cosell_domain::Settings;
use cosell_domain::aws_side::body::Members;
use cosell_domain::aws_side::refer::{Content, Sending};
use cosell_domain::settings::Strictness;
use cosell_world::World;
use serde_json::{Value, json};

use super::seat::{events, members, message, since};
use crate::common::{self, Harness, NOW, PARTNER};

fn sending(catalog: Catalog, content: Content) -> Sending {
    Sending {
        account: PARTNER.to_owned(),
        catalog: match catalog {
            Catalog::Aws => cosell_domain::Catalog::Aws,
            Catalog::Sandbox => cosell_domain::Catalog::Sandbox,
        },
        content,
    }
}

/// An opportunity as the body of a referral has it.
fn opportunity() -> Members {
    let mut given = members(common::opportunity());
    for name in ["Catalog", "ClientToken", "Origin"] {
        given.remove(name);
    }
    given
}

fn lead() -> Value {
    json!({
        "Title": "Greenhouses",
        "Customer": {
            "CompanyName": "Acre", "Industry": "Agriculture",
            "Address": { "CountryCode": "US", "City": "Boise" },
        },
        "Interactions": [{
            "SourceType": "Webinar", "CustomerAction": "Asked",
            "Contact": {
                "FirstName": "Ada", "LastName": "Quill", "Email": "ada@acre.example.com",
                "BusinessTitle": "CTO",
            },
        }],
    })
}

#[tokio::test]
async fn a_referral_is_handed_over_when_its_invitation_is_accepted() {
    for catalog in Catalog::ALL {
        for content in [Content::Given(opportunity()), Content::Seed(7)] {
            let harness = Harness::new().await;
            let before = events(&harness).await;
            let sent = harness.service.send_referral(sending(*catalog, content));
            let sent = sent.await.expect("a referral");
            let id = sent.opportunity_id.expect("an opportunity");
            assert_eq!(
                since(&harness, &before).await,
                ["Engagement Invitation Created"]
            );

            let read = json!({ "Catalog": catalog, "Identifier": id });
            let hidden = harness.refused("GetOpportunity", read.clone()).await;
            assert_eq!(hidden.name, "ResourceNotFoundException");
            let invitation = json!({ "Catalog": catalog, "Identifier": sent.invitation.id });
            let shown = harness.ok("GetEngagementInvitation", invitation).await;
            assert_eq!(shown["SenderCompanyName"], "AWS");
            assert_eq!(shown["PayloadType"], "OpportunityInvitation");
            assert_eq!(shown["Status"], "PENDING");

            let before = events(&harness).await;
            let accept = json!({
                "Catalog": catalog, "ClientToken": "accept", "Identifier": sent.invitation.id,
            });
            let task = harness
                .ok("StartEngagementByAcceptingInvitationTask", accept)
                .await;
            assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
            assert_eq!(task["OpportunityId"], json!(id));
            let stored = harness.ok("GetOpportunity", read).await;
            assert_eq!(stored["LifeCycle"]["ReviewStatus"], "Approved");
            let summary = json!({ "Catalog": catalog, "RelatedOpportunityIdentifier": id });
            let summary = harness.ok("GetAwsOpportunitySummary", summary).await;
            assert_eq!(summary["Origin"], "AWS Referral");
            let mut types = since(&harness, &before).await;
            types.dedup();
            assert_eq!(
                types,
                [
                    "Engagement Invitation Accepted",
                    "Engagement Member Added",
                    "Engagement Resource Snapshot Created",
                    "Opportunity Created",
                    "Opportunity Updated",
                ]
            );
        }
    }
}

#[tokio::test]
async fn a_lead_is_an_engagement_of_aws_with_an_invitation_that_names_nobody() {
    for catalog in Catalog::ALL {
        for content in [Content::Given(members(lead())), Content::Seed(7)] {
            let harness = Harness::new().await;
            let before = events(&harness).await;
            let sent = harness.service.send_lead(sending(*catalog, content)).await;
            let sent = sent.expect("a lead");
            assert!(sent.opportunity_id.is_none());
            assert_eq!(
                since(&harness, &before).await,
                ["Engagement Invitation Created"]
            );
            let invitation = json!({ "Catalog": catalog, "Identifier": sent.invitation.id });
            let shown = harness
                .ok("GetEngagementInvitation", invitation.clone())
                .await;
            assert_eq!(shown["PayloadType"], "LeadInvitation");
            let payload = &shown["Payload"]["LeadInvitation"];
            assert!(payload["Interaction"]["ContactBusinessTitle"].is_string());
            assert!(!payload.to_string().contains('@'), "{payload}");

            let before = events(&harness).await;
            harness.ok("AcceptEngagementInvitation", invitation).await;
            let engagement = sent.invitation.engagement_id;
            let read = json!({ "Catalog": catalog, "Identifier": engagement });
            let engagement = harness.ok("GetEngagement", read).await;
            assert_eq!(engagement["CreatedBy"], "aws");
            assert_eq!(engagement["Contexts"][0]["Type"], "Lead");
            let said = &engagement["Contexts"][0]["Payload"]["Lead"]["Interactions"][0];
            assert!(said["InteractionDate"].is_string());
            assert_eq!(
                since(&harness, &before).await,
                ["Engagement Invitation Accepted", "Engagement Member Added"]
            );
        }
    }
}

#[tokio::test]
async fn every_seed_invents_what_the_strictest_checks_accept_and_the_same_each_time() {
    let mut titles = Vec::new();
    for strictness in [Strictness::Observed, Strictness::Documented] {
        let settings = Settings {
            strictness,
            ..Settings::default()
        };
        let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
        for seed in 0..100 {
            let referral = sending(Catalog::Aws, Content::Seed(seed));
            let sent = harness.service.send_referral(referral.clone()).await;
            let sent = sent.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            let lead = harness.service.send_lead(referral).await;
            lead.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            let read = json!({ "Catalog": "AWS", "Identifier": sent.invitation.id });
            let shown = harness.ok("GetEngagementInvitation", read).await;
            titles.push(shown["Payload"].to_string());
        }
    }
    let (observed, documented) = titles.split_at(100);
    assert_eq!(observed, documented);
    let mut different = observed.to_vec();
    different.sort();
    different.dedup();
    assert!(different.len() > 80, "{}", different.len());
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_and_nothing_is_made() {
    let harness = Harness::new().await;
    let before = events(&harness).await;
    let mut thin = opportunity();
    thin.remove("Customer");
    let mut typo = opportunity();
    typo.insert("Costumer".to_owned(), json!({}));
    let mut origin = opportunity();
    origin.insert("Origin".to_owned(), json!("Partner Referral"));
    for given in [thin, typo, origin] {
        let sending = sending(Catalog::Aws, Content::Given(given));
        let (name, said) = message(harness.service.send_referral(sending).await);
        assert_eq!(name, "ValidationException", "{said}");
    }
    let mut alone = members(lead());
    alone.insert("Interactions".to_owned(), json!([]));
    let mut wordy = members(lead());
    wordy.insert("Message".to_owned(), json!("x".repeat(256)));
    for given in [alone, wordy] {
        let sending = sending(Catalog::Aws, Content::Given(given));
        let (name, said) = message(harness.service.send_lead(sending).await);
        assert_eq!(name, "ValidationException", "{said}");
    }
    for account in ["aws", "1", "1234567890123"] {
        let mut sending = sending(Catalog::Aws, Content::Seed(1));
        account.clone_into(&mut sending.account);
        let (name, said) = message(harness.service.send_referral(sending).await);
        assert_eq!(name, "ValidationException", "{said}");
    }
    assert!(since(&harness, &before).await.is_empty());
}
