//! The invariants, each with the two calls that could break it.

use std::time::Duration;

use cosell_domain::Settings;
use cosell_domain::settings::StoredLimits;
use cosell_world::World;
use serde_json::{Value, json};

use super::{Act, Outcome, race, succeeded};
use crate::common::stores::on_postgres;
use crate::common::{self, Harness, NOW, PARTNER, STRANGER};
use crate::leads::hub::{context, lead, text};

const THIRD: &str = "333333333333";

async fn ok(harness: &Harness, account: &str, operation: &str, mut input: Value) -> Value {
    input["Catalog"] = json!("Sandbox");
    let answer = harness.call(account, operation, input).await;
    answer.unwrap_or_else(|refused| panic!("{operation} was refused: {refused:#?}"))
}

async fn opportunity(harness: &Harness) -> String {
    let id = harness.opportunity().await;
    harness.associate(&id, "Solutions", "S-1234567").await;
    id
}

async fn engagement(harness: &Harness, number: usize, contexts: Value) -> String {
    let input = json!({
        "ClientToken": format!("engagement-{number}"), "Title": "A race", "Contexts": contexts,
    });
    text(&ok(harness, PARTNER, "CreateEngagement", input).await["Id"])
}

fn invite(engagement: &str, receiver: &str, token: &str) -> Value {
    let mut input = common::invitation(engagement, receiver);
    input["ClientToken"] = json!(token);
    input
}

async fn invited(harness: &Harness, number: usize, engagement: &str, receiver: &str) -> String {
    let input = invite(engagement, receiver, &format!("invite-{receiver}-{number}"));
    text(&ok(harness, PARTNER, "CreateEngagementInvitation", input).await["Id"])
}

async fn members(harness: &Harness, engagement: &str) -> usize {
    let input = json!({ "Identifier": engagement });
    let listed = ok(harness, PARTNER, "ListEngagementMembers", input).await;
    listed["EngagementMemberList"]
        .as_array()
        .expect("a list")
        .len()
}

async fn snapshots(harness: &Harness, engagement: &str) -> Vec<i64> {
    let input = json!({ "EngagementIdentifier": engagement, "MaxResults": 100 });
    let listed = ok(harness, PARTNER, "ListResourceSnapshots", input).await;
    let listed = listed["ResourceSnapshotSummaries"]
        .as_array()
        .expect("a list");
    let revisions = listed
        .iter()
        .map(|shown| shown["Revision"].as_i64().expect("a number"));
    revisions.collect()
}

fn names(outcomes: &[Outcome; 2]) -> Vec<&str> {
    let names = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    names.map(|refused| refused.name.as_str()).collect()
}

fn start(opportunity: &str, token: &str) -> Value {
    json!({
        "ClientToken": token, "Identifier": opportunity,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_updates_of_one_version_one_is_a_conflict() {
    let prepare = async |harness: &Harness, _: usize| {
        let id = harness.opportunity().await;
        let mut known = common::update(&harness.get(&id).await);
        let one = known.clone();
        known["LifeCycle"]["NextSteps"] = json!("Another way");
        let acts = [one, known].map(|input| Act::Call(PARTNER, "UpdateOpportunity", input));
        (acts, id)
    };
    race(Settings::default(), prepare, async |_, _, outcomes| {
        assert_eq!(succeeded(outcomes), 1, "{outcomes:#?}");
        assert_eq!(names(outcomes), ["ConflictException"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_token_has_one_effect_and_one_answer() {
    let prepare = async |_: &Harness, number: usize| {
        let mut input = common::opportunity();
        input["ClientToken"] = json!(format!("twice-{number}"));
        let act = Act::Call(PARTNER, "CreateOpportunity", input);
        ([act.clone(), act], ())
    };
    race(Settings::default(), prepare, async |_, (), outcomes| {
        assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
        assert_eq!(outcomes[0], outcomes[1]);
    })
    .await;
}

/// Its claim waits for the commit, behind the reads of the task's steps.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_token_starts_one_task() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = opportunity(harness).await;
        let input = start(&id, &format!("twice-{number}"));
        let act = Act::Call(PARTNER, "StartEngagementFromOpportunityTask", input);
        ([act.clone(), act], ())
    };
    race(Settings::default(), prepare, async |_, (), outcomes| {
        assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
        assert_eq!(outcomes[0], outcomes[1]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_has_one_open_invitation_to_an_engagement() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = engagement(harness, number, json!([])).await;
        let act = |token: &str| {
            let input = invite(&id, STRANGER, &format!("{token}-{number}"));
            Act::Call(PARTNER, "CreateEngagementInvitation", input)
        };
        ([act("one"), act("other")], ())
    };
    race(Settings::default(), prepare, async |_, (), outcomes| {
        assert_eq!(names(outcomes), ["ConflictException"], "{outcomes:#?}");
    })
    .await;
}

fn few_members() -> Settings {
    Settings {
        stored: StoredLimits {
            engagement_members: 2,
            ..StoredLimits::default()
        },
        ..Settings::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invitations_leave_an_engagement_its_limit_of_members() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = engagement(harness, number, json!([])).await;
        let act = |receiver: &str| {
            let input = invite(&id, receiver, &format!("{receiver}-{number}"));
            Act::Call(PARTNER, "CreateEngagementInvitation", input)
        };
        ([act(STRANGER), act(THIRD)], ())
    };
    race(few_members(), prepare, async |_, (), outcomes| {
        assert_eq!(
            names(outcomes),
            ["ServiceQuotaExceededException"],
            "{outcomes:#?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_that_join_at_once_are_all_counted() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = engagement(harness, number, json!([])).await;
        let one = invited(harness, number, &id, STRANGER).await;
        let other = invited(harness, number, &id, THIRD).await;
        let act = |account, invitation: &str| {
            let input = json!({ "Identifier": invitation });
            Act::Call(account, "AcceptEngagementInvitation", input)
        };
        ([act(STRANGER, &one), act(THIRD, &other)], id)
    };
    race(
        Settings::default(),
        prepare,
        async |harness, id, outcomes| {
            assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
            assert_eq!(members(harness, id).await, 3);
            let listed = ok(
                harness,
                PARTNER,
                "GetEngagement",
                json!({ "Identifier": id }),
            )
            .await;
            assert_eq!(listed["MemberCount"], 3);
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_answered_once() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = engagement(harness, number, json!([])).await;
        let invitation = invited(harness, number, &id, STRANGER).await;
        let input = json!({ "Identifier": invitation });
        let acts = ["AcceptEngagementInvitation", "RejectEngagementInvitation"];
        let acts = acts.map(|answer| Act::Call(STRANGER, answer, input.clone()));
        (acts, (id, invitation))
    };
    let check =
        async |harness: &Harness, (id, invitation): &(String, String), outcomes: &[Outcome; 2]| {
            assert_eq!(names(outcomes), ["ConflictException"], "{outcomes:#?}");
            let input = json!({ "Identifier": invitation });
            let shown = ok(harness, PARTNER, "GetEngagementInvitation", input).await;
            let (status, count) = if outcomes[0].is_ok() {
                ("ACCEPTED", 2)
            } else {
                ("REJECTED", 1)
            };
            assert_eq!(shown["Status"], status);
            assert_eq!(members(harness, id).await, count);
        };
    race(Settings::default(), prepare, check).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn contexts_that_are_added_at_once_are_both_kept() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = engagement(harness, number, json!([])).await;
        let act = |token: &str| {
            let mut input = context("Lead", &lead());
            input["EngagementIdentifier"] = json!(id);
            input["ClientToken"] = json!(format!("{token}-{number}"));
            Act::Call(PARTNER, "CreateEngagementContext", input)
        };
        ([act("one"), act("other")], id)
    };
    race(
        Settings::default(),
        prepare,
        async |harness, id, outcomes| {
            assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
            let ids = outcomes
                .iter()
                .flatten()
                .map(|answer| text(&answer["ContextId"]));
            let mut ids: Vec<_> = ids.collect();
            ids.sort();
            assert_eq!(ids, ["1", "2"]);
            let shown = ok(
                harness,
                PARTNER,
                "GetEngagement",
                json!({ "Identifier": id }),
            )
            .await;
            assert_eq!(shown["Contexts"].as_array().map(Vec::len), Some(2));
        },
    )
    .await;
}

fn snapshot(engagement: &str, opportunity: &str, token: &str) -> Value {
    json!({
        "ClientToken": token, "EngagementIdentifier": engagement, "ResourceType": "Opportunity",
        "ResourceIdentifier": opportunity,
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn revisions_have_numbers_without_gaps_and_differ() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = harness.opportunity().await;
        let place = engagement(harness, number, json!([])).await;
        let act = |token: &str| {
            let input = snapshot(&place, &id, &format!("{token}-{number}"));
            Act::Call(PARTNER, "CreateResourceSnapshot", input)
        };
        ([act("one"), act("other")], place)
    };
    race(
        Settings::default(),
        prepare,
        async |harness, place, outcomes| {
            assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
            assert_eq!(
                snapshots(harness, place).await,
                [1],
                "the second shows nothing new"
            );
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resource_has_one_job_in_an_engagement() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = harness.opportunity().await;
        let place = engagement(harness, number, json!([])).await;
        let act = |token: &str| {
            let input = snapshot(&place, &id, &format!("{token}-{number}"));
            Act::Call(PARTNER, "CreateResourceSnapshotJob", input)
        };
        ([act("one"), act("other")], ())
    };
    race(Settings::default(), prepare, async |_, (), outcomes| {
        assert_eq!(names(outcomes), ["ConflictException"], "{outcomes:#?}");
    })
    .await;
}

/// An opportunity that a running job shows in an engagement, and the job.
async fn followed(harness: &Harness, number: usize) -> (String, String, String) {
    let id = harness.opportunity().await;
    let place = engagement(harness, number, json!([])).await;
    let input = snapshot(&place, &id, &format!("job-{number}"));
    let job = ok(harness, PARTNER, "CreateResourceSnapshotJob", input).await;
    let job = text(&job["Id"]);
    let named = json!({ "ResourceSnapshotJobIdentifier": job });
    ok(harness, PARTNER, "StartResourceSnapshotJob", named).await;
    harness.wait_until_idle().await;
    (id, place, job)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_shows_every_change_or_was_stopped_before_it() {
    let prepare = async |harness: &Harness, number: usize| {
        let (id, place, job) = followed(harness, number).await;
        let mut known = common::update(&harness.get(&id).await);
        known["LifeCycle"]["NextSteps"] = json!(format!("Step {number}"));
        let stop = json!({ "ResourceSnapshotJobIdentifier": job });
        let acts = [
            Act::Call(PARTNER, "UpdateOpportunity", known),
            Act::Call(PARTNER, "StopResourceSnapshotJob", stop.clone()),
        ];
        (acts, (place, stop))
    };
    let check =
        async |harness: &Harness, (place, stop): &(String, Value), outcomes: &[Outcome; 2]| {
            assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
            let shown = ok(harness, PARTNER, "GetResourceSnapshotJob", stop.clone()).await;
            assert_eq!(shown["Status"], "Stopped");
            let revisions = snapshots(harness, place).await;
            assert!(revisions.len() <= 2, "{revisions:?}");
        };
    race(Settings::default(), prepare, check).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_runs_while_its_opportunity_changes_shows_the_last_state() {
    let prepare = async |harness: &Harness, number: usize| {
        let (id, place, _) = followed(harness, number).await;
        let mut known = common::update(&harness.get(&id).await);
        known["LifeCycle"]["NextSteps"] = json!(format!("Step {number}"));
        let acts = [
            Act::Call(PARTNER, "UpdateOpportunity", known),
            Act::Timers(Duration::ZERO),
        ];
        (acts, (place, id, number))
    };
    let check = async |harness: &Harness,
                       (place, id, number): &(String, String, usize),
                       outcomes: &[Outcome; 2]| {
        assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
        let input = json!({
            "EngagementIdentifier": place, "ResourceType": "Opportunity", "ResourceIdentifier": id,
            "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
        });
        let shown = ok(harness, PARTNER, "GetResourceSnapshot", input).await;
        let steps = &shown["Payload"]["OpportunitySummary"]["Lifecycle"]["NextSteps"];
        assert_eq!(*steps, json!(format!("Step {number}")), "{shown:#}");
    };
    race(Settings::default(), prepare, check).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_belongs_to_one_opportunity() {
    let prepare = async |harness: &Harness, number: usize| {
        let (one, other) = (harness.opportunity().await, harness.opportunity().await);
        let offer = format!(
            "arn:aws:aws-marketplace:us-east-1:{PARTNER}:AWSMarketplace/Offer/offer-{number}"
        );
        let acts = [one, other].map(|id| {
            let input = common::association(&id, "AwsMarketplaceOffers", &offer);
            Act::Call(PARTNER, "AssociateOpportunity", input)
        });
        (acts, ())
    };
    race(Settings::default(), prepare, async |_, (), outcomes| {
        assert_eq!(names(outcomes), ["ValidationException"], "{outcomes:#?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_enriched_once_and_places_have_no_gaps() {
    let prepare = async |_: &Harness, number: usize| {
        let act = |token: &str| {
            let input = json!({
                "ClientToken": format!("{token}-{number}"),
                "Account": { "CompanyName": token, "Domain": format!("quay-{number}.example.com") },
            });
            Act::Call(PARTNER, "CreateCustomerAccount", input)
        };
        ([act("one"), act("other")], ())
    };
    race(
        Settings::default(),
        prepare,
        async |harness, (), outcomes| {
            assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
            let mut statuses = Vec::new();
            for made in outcomes.iter().flatten() {
                let input = json!({ "Identifier": made["Id"] });
                let shown = ok(harness, PARTNER, "GetCustomerAccount", input).await;
                statuses.push(text(&shown["EnrichmentStatus"]));
            }
            statuses.sort();
            assert_eq!(statuses, ["ACTION_REQUIRED", "ENRICHED"]);
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resource_has_its_limit_of_tags() {
    let tags = |from: usize, count: usize| -> Value {
        let tags = (from..from + count).map(|at| json!({ "Key": format!("k{at}"), "Value": "v" }));
        tags.collect()
    };
    let prepare = async |harness: &Harness, _: usize| {
        let id = harness.opportunity().await;
        let arn = text(&harness.get(&id).await["Arn"]);
        let set = |tags: Value| json!({ "ResourceArn": arn, "Tags": tags });
        ok(harness, PARTNER, "TagResource", set(tags(0, 199))).await;
        let acts = [300, 400].map(|at| Act::Call(PARTNER, "TagResource", set(tags(at, 1))));
        (acts, arn)
    };
    race(
        Settings::default(),
        prepare,
        async |harness, arn, outcomes| {
            assert_eq!(succeeded(outcomes), 1, "{outcomes:#?}");
            let input = json!({ "ResourceArn": arn });
            let listed = ok(harness, PARTNER, "ListTagsForResource", input).await;
            assert_eq!(listed["Tags"].as_array().map(Vec::len), Some(200));
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opportunity_is_submitted_once_in_one_engagement() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = opportunity(harness).await;
        let act = |token: &str| {
            let input = start(&id, &format!("{token}-{number}"));
            Act::Call(PARTNER, "StartEngagementFromOpportunityTask", input)
        };
        ([act("one"), act("other")], id)
    };
    race(
        Settings::default(),
        prepare,
        async |harness, id, outcomes| {
            let mut statuses: Vec<_> = outcomes
                .iter()
                .flatten()
                .map(|task| text(&task["TaskStatus"]))
                .collect();
            statuses.sort();
            assert_eq!(statuses, ["COMPLETE", "FAILED"], "{outcomes:#?}");
            let input = json!({ "ResourceType": "Opportunity", "ResourceIdentifier": id });
            let listed = ok(
                harness,
                PARTNER,
                "ListEngagementResourceAssociations",
                input,
            )
            .await;
            let shown = listed["EngagementResourceAssociationSummaries"].as_array();
            assert_eq!(shown.map(Vec::len), Some(1), "{listed:#}");
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_is_converted_once() {
    let prepare = async |harness: &Harness, number: usize| {
        let id = engagement(harness, number, json!([context("Lead", &lead())])).await;
        let act = |token: &str| {
            let input = json!({
                "ClientToken": format!("{token}-{number}"), "Identifier": id,
                "ContextIdentifier": "1",
            });
            Act::Call(PARTNER, "StartOpportunityFromEngagementTask", input)
        };
        ([act("one"), act("other")], ())
    };
    race(Settings::default(), prepare, async |_, (), outcomes| {
        let mut statuses: Vec<_> = outcomes
            .iter()
            .flatten()
            .map(|task| text(&task["TaskStatus"]))
            .collect();
        statuses.sort();
        assert_eq!(statuses, ["COMPLETE", "FAILED"], "{outcomes:#?}");
    })
    .await;
}

fn bulk_limit() -> Settings {
    Settings {
        stored: StoredLimits {
            bulk_jobs_running: 1,
            ..StoredLimits::default()
        },
        bulk_hosts: vec!["files.example.com".to_owned()],
        ..Settings::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_its_limit_of_bulk_jobs() {
    let prepare = async |_: &Harness, number: usize| {
        // Its file is never fetched here, so the job is not over.
        let account: &str = format!("{:012}", 400_000_000_000 + number).leak();
        let act = |token: &str| {
            let input = json!({
                "ClientToken": format!("{token}-{number}"),
                "FileUri": "https://files.example.com/a.csv",
            });
            Act::Call(account, "StartCustomerAccountBulkJob", input)
        };
        ([act("one"), act("other")], ())
    };
    race(bulk_limit(), prepare, async |_, (), outcomes| {
        assert_eq!(
            names(outcomes),
            ["ServiceQuotaExceededException"],
            "{outcomes:#?}"
        );
    })
    .await;
}

/// The copy of an opportunity follows its review, whichever comes first.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_follows_the_review_that_it_meets() {
    let prepare = async |harness: &Harness, number: usize| {
        let (id, engagement) = harness.submitted_in().await;
        let invitation = invited(harness, number, &engagement, STRANGER).await;
        let mut reviewed = common::update(&harness.get(&id).await);
        reviewed["LifeCycle"]["ReviewStatus"] = json!("Approved");
        let accept = json!({
            "ClientToken": format!("accept-{number}"), "Identifier": invitation,
        });
        let acts = [
            Act::Call(PARTNER, "UpdateOpportunity", reviewed),
            Act::Call(STRANGER, "StartEngagementByAcceptingInvitationTask", accept),
        ];
        (acts, ())
    };
    race(
        Settings::default(),
        prepare,
        async |harness, (), outcomes| {
            assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
            let task = outcomes[1].as_ref().expect("a task");
            assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
            let input = json!({ "Identifier": task["OpportunityId"] });
            let copy = ok(harness, STRANGER, "GetOpportunity", input).await;
            assert_eq!(copy["LifeCycle"]["ReviewStatus"], "Approved", "{copy:#}");
        },
    )
    .await;
}

/// Two nodes draw the same number at once, for opportunities of two accounts.
#[tokio::test]
async fn opportunities_of_all_accounts_have_different_ids() {
    let Some(place) = on_postgres() else {
        return;
    };
    let mut ids = Vec::new();
    for account in [PARTNER, STRANGER] {
        let world = World::frozen(NOW, 7);
        let harness = Harness::at_location(&place, Settings::default(), world).await;
        let created = ok(
            &harness,
            account,
            "CreateOpportunity",
            common::opportunity(),
        )
        .await;
        ids.push(text(&created["Id"]));
    }
    assert_ne!(ids[0], ids[1]);
}
