//! AWS's reviewers by rule decide about submitted opportunities at their time, once, in either
//! catalog.

use std::time::Duration;

use cosell_admin_api::aws::{Decision, Review};
use cosell_domain::reviewer::{Act, Bounds, FieldCondition, KIND, Plan, Planned, Reviewer, Rule};
use cosell_domain::reviewer::{Test, When};
use cosell_domain::task::overview::{OverviewFilter, Work};
use cosell_domain::{Settings, settings::Account};
use cosell_store::table::task::{self, Outcome, Status, Task};
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{self, Harness, NOW, PARTNER};

const MINUTE: Duration = Duration::from_mins(1);

fn review(decision: Decision) -> Review {
    Review {
        decision,
        comments: Some(format!("Comments of {decision}.")),
        reason: Some("Other".to_owned()),
    }
}

/// A rule with these decisions, each so many minutes after the submission.
fn rule(name: &str, when: When, then: &[(u32, Decision)]) -> Rule {
    Rule {
        name: name.to_owned(),
        when,
        then: then
            .iter()
            .map(|(minutes, decision)| Planned {
                after: MINUTE * *minutes,
                act: Act::Review(review(*decision)),
            })
            .collect(),
    }
}

async fn harness(rules: Vec<Rule>) -> Harness {
    let settings = Settings {
        reviewer: Reviewer::new(Plan { seed: 3, rules }),
        ..Settings::default()
    };
    Harness::with_settings(settings, World::frozen(NOW, 7)).await
}

/// Submits an opportunity in a catalog, and returns its id and its engagement's.
async fn submitted(harness: &Harness, catalog: &str) -> (String, String) {
    let ok = async |operation: &str, mut input: Value| {
        input["Catalog"] = json!(catalog);
        harness.ok(operation, input).await
    };
    let mut input = common::opportunity();
    input["ClientToken"] = json!(format!("create in {catalog}"));
    let created = ok("CreateOpportunity", input).await;
    let id = created["Id"].as_str().expect("an id").to_owned();
    ok(
        "AssociateOpportunity",
        common::association(&id, "Solutions", "S-1234567"),
    )
    .await;
    let start = json!({
        "ClientToken": format!("start in {catalog}"), "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let task = ok("StartEngagementFromOpportunityTask", start).await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    (id, task["EngagementId"].as_str().expect("an id").to_owned())
}

async fn status(harness: &Harness, catalog: &str, id: &str) -> String {
    let input = json!({ "Catalog": catalog, "Identifier": id });
    let read = harness.ok("GetOpportunity", input).await;
    let status = read["LifeCycle"]["ReviewStatus"].as_str();
    status.expect("a status").to_owned()
}

async fn advance(harness: &Harness, time: Duration) {
    let advanced = harness.service.engine().advance(time).await;
    advanced.expect("the store works");
}

/// The review tasks, the oldest first, each with its status and the line of its journal.
async fn reviews(harness: &Harness) -> Vec<(Status, Option<(Outcome, String)>)> {
    let filter = OverviewFilter {
        kind: Some(KIND),
        ..OverviewFilter::default()
    };
    let found = harness.service.tasks(&filter, None, 100).await;
    let mut tasks = Vec::new();
    for work in found.expect("the store works").works {
        let Work::Task(task) = work else {
            panic!("{work:?} is a job");
        };
        let read = harness.service.task(&task.id).await;
        let (task, steps) = read.expect("the store works").expect("it is there");
        let line = steps.into_iter().next();
        tasks.push((*task.status, line.map(|step| (step.outcome, step.detail))));
    }
    tasks.reverse();
    tasks
}

#[tokio::test]
async fn a_rule_takes_into_review_and_approves_at_its_times_in_either_catalog() {
    let then = [(1, Decision::TakeIntoReview), (2, Decision::Approve)];
    for catalog in ["AWS", "Sandbox"] {
        let harness = harness(vec![rule("all", When::default(), &then)]).await;
        let (id, engagement) = submitted(&harness, catalog).await;
        assert_eq!(status(&harness, catalog, &id).await, "Submitted");
        advance(&harness, Duration::from_millis(59_999)).await;
        assert_eq!(status(&harness, catalog, &id).await, "Submitted");
        advance(&harness, Duration::from_millis(1)).await;
        assert_eq!(status(&harness, catalog, &id).await, "In review");
        advance(&harness, MINUTE).await;
        assert_eq!(status(&harness, catalog, &id).await, "Approved");
        let input = json!({ "Catalog": catalog, "Identifier": engagement });
        let members = harness.ok("ListEngagementMembers", input).await;
        let members = members["EngagementMemberList"].as_array().expect("a list");
        assert!(members.iter().any(|member| member["AccountId"] == "aws"));
        let done = reviews(&harness).await;
        assert_eq!(done.len(), 2, "{done:?}");
        for (status, line) in &done {
            assert_eq!(*status, Status::Complete);
            let (outcome, detail) = line.as_ref().expect("a line");
            assert_eq!(*outcome, Outcome::Done);
            assert!(
                detail.contains(&id) && detail.contains("\"all\""),
                "{detail}"
            );
        }
    }
}

#[tokio::test]
async fn both_decisions_are_made_in_order_when_the_clock_jumps_over_them() {
    let then = [(1, Decision::TakeIntoReview), (2, Decision::Reject)];
    let harness = harness(vec![rule("all", When::default(), &then)]).await;
    let (id, _) = submitted(&harness, "Sandbox").await;
    advance(&harness, 60 * MINUTE).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Rejected");
    let done = reviews(&harness).await;
    let lines = done.into_iter().filter_map(|(_, line)| line);
    let made: Vec<_> = lines.map(|(outcome, _)| outcome).collect();
    assert_eq!(made, [Outcome::Done, Outcome::Done]);
}

#[tokio::test]
async fn a_decision_that_somebody_made_first_is_not_made_again() {
    for (decision, ended) in [
        (Decision::Reject, "Rejected"),
        (Decision::ActionRequired, "Action Required"),
    ] {
        let then = [(1, Decision::TakeIntoReview), (2, Decision::Approve)];
        let harness = harness(vec![rule("all", When::default(), &then)]).await;
        let (id, _) = submitted(&harness, "Sandbox").await;
        let decided = harness.service.review(id.clone(), review(decision)).await;
        decided.expect("the store works");
        advance(&harness, 5 * MINUTE).await;
        assert_eq!(status(&harness, "Sandbox", &id).await, ended);
        for (status, line) in reviews(&harness).await {
            assert_eq!(status, Status::Complete);
            let (outcome, detail) = line.expect("a line");
            assert_eq!(outcome, Outcome::Skipped, "{detail}");
            assert!(detail.contains(ended), "{detail}");
        }
    }
}

#[tokio::test]
async fn what_was_planned_for_a_submission_does_not_decide_about_the_next_one() {
    for asks in [Decision::ActionRequired, Decision::ReferBack] {
        decides_about_each_submission(asks).await;
    }
}

async fn decides_about_each_submission(asks: Decision) {
    let then = [(1, asks), (10, Decision::Reject)];
    let harness = harness(vec![rule("all", When::default(), &then)]).await;
    let (id, _) = submitted(&harness, "Sandbox").await;
    advance(&harness, MINUTE).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Action Required");
    advance(&harness, 4 * MINUTE).await;
    // The partner answers, which submits it again.
    let mut read = harness.get(&id).await;
    read["LifeCycle"]["ReviewStatus"] = json!("Submitted");
    harness.ok("UpdateOpportunity", common::update(&read)).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Submitted");
    advance(&harness, MINUTE / 2).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Submitted");
    advance(&harness, MINUTE / 2).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Action Required");
    // Ten minutes after the first submission nothing happens, ten after the second it does.
    advance(&harness, 4 * MINUTE).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Action Required");
    advance(&harness, 5 * MINUTE).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Rejected");
}

/// A rule about large deals, which the opportunities of these tests are: it takes them into review
/// after one minute and approves them after two.
fn large_deals() -> Rule {
    let when = When {
        spend: Some(Bounds {
            at_least: Some(10_000.0),
            less_than: None,
        }),
        ..When::default()
    };
    let then = [(1, Decision::TakeIntoReview), (2, Decision::Approve)];
    rule("large deals", when, &then)
}

/// An operator asks for an action, and the partner lowers the spend and submits again.
async fn resubmitted_smaller(harness: &Harness, id: &str) {
    let asked = review(Decision::ActionRequired);
    let decided = harness.service.review(id.to_owned(), asked).await;
    decided.expect("the store works");
    let mut read = harness.get(id).await;
    read["LifeCycle"]["ReviewStatus"] = json!("Submitted");
    read["Project"]["ExpectedCustomerSpend"][0]["Amount"] = json!("900.00");
    harness.ok("UpdateOpportunity", common::update(&read)).await;
    assert_eq!(status(harness, "Sandbox", id).await, "Submitted");
}

/// The lines of the review tasks' journals, the oldest first.
async fn lines(harness: &Harness) -> Vec<String> {
    let done = reviews(harness).await;
    let lines = done.into_iter().filter_map(|(_, line)| line);
    lines.map(|(_, detail)| detail).collect()
}

#[tokio::test]
async fn a_submission_that_no_rule_is_about_is_not_decided_by_the_plan_for_an_earlier_one() {
    // Before the first decision, which is the time of the submission, and between the two.
    for wait in [Duration::ZERO, 3 * MINUTE / 2] {
        let harness = harness(vec![large_deals()]).await;
        let (id, _) = submitted(&harness, "Sandbox").await;
        advance(&harness, wait).await;
        resubmitted_smaller(&harness, &id).await;
        advance(&harness, 60 * MINUTE).await;
        assert_eq!(status(&harness, "Sandbox", &id).await, "Submitted");
        let last = lines(&harness).await.pop();
        let wanted = "the opportunity was submitted again";
        assert_eq!(last.as_deref(), Some(wanted), "after {wait:?}");
    }
}

#[tokio::test]
async fn a_decision_waits_for_its_time_after_the_clock_was_set_back() {
    let harness = harness(vec![rule("all", When::default(), &[(1, Decision::Reject)])]).await;
    let id = harness.opportunity().await;
    harness.associate(&id, "Solutions", "S-1234567").await;
    // An edit while the clock is ahead: the opportunity was changed in the future then.
    advance(&harness, Duration::from_hours(24)).await;
    let read = harness.get(&id).await;
    harness.ok("UpdateOpportunity", common::update(&read)).await;
    harness.service.world().set_time(NOW);
    harness.submit(&id).await;
    harness.wait_until_idle().await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Submitted");
    advance(&harness, MINUTE).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Rejected");
}

#[tokio::test]
async fn a_submission_after_the_rules_were_removed_is_left_to_people() {
    let harness = harness(vec![large_deals()]).await;
    let (id, _) = submitted(&harness, "Sandbox").await;
    advance(&harness, MINUTE).await;
    let reviewer = &harness.service.settings().reviewer;
    reviewer.replace(Plan::default().into());
    resubmitted_smaller(&harness, &id).await;
    advance(&harness, 60 * MINUTE).await;
    assert_eq!(status(&harness, "Sandbox", &id).await, "Submitted");
}

/// Makes a review task what a version stored that did not count submissions. The opportunity has no
/// count before it is submitted again.
async fn store_uncounted(harness: &Harness) {
    let filter = OverviewFilter {
        kind: Some(KIND),
        ..OverviewFilter::default()
    };
    let found = harness.service.tasks(&filter, None, 1).await;
    let found = found.expect("the store works").works.pop();
    let Some(Work::Task(task)) = found else {
        panic!("{found:?} is no task");
    };
    let stored = harness.store.write(task, async |tx, task| {
        let input = task.input.replace("\"submission\":null,", "");
        assert_ne!(input, task.input);
        let earlier = Task {
            input,
            ..task.clone()
        };
        let text = "DELETE FROM task WHERE id = $1";
        tx.execute(text, &[(&task.id).into()]).await?;
        task::insert(tx, &earlier).await
    });
    stored.await.expect("the store works");
}

#[tokio::test]
async fn what_an_earlier_version_planned_is_done_unless_the_opportunity_was_submitted_again() {
    let decided = harness(vec![large_deals()]).await;
    let (id, _) = submitted(&decided, "Sandbox").await;
    store_uncounted(&decided).await;
    advance(&decided, MINUTE).await;
    assert_eq!(status(&decided, "Sandbox", &id).await, "In review");
    advance(&decided, MINUTE).await;
    assert_eq!(status(&decided, "Sandbox", &id).await, "Approved");

    let again = harness(vec![large_deals()]).await;
    let (id, _) = submitted(&again, "Sandbox").await;
    store_uncounted(&again).await;
    advance(&again, MINUTE).await;
    resubmitted_smaller(&again, &id).await;
    advance(&again, 60 * MINUTE).await;
    assert_eq!(status(&again, "Sandbox", &id).await, "Submitted");
}

#[tokio::test]
async fn the_first_rule_whose_conditions_all_hold_decides() {
    let field = |path: &str, test| When {
        fields: vec![FieldCondition {
            path: path.parse().expect("a path"),
            test,
        }],
        ..When::default()
    };
    let within = |at_least, less_than| Bounds {
        at_least,
        less_than,
    };
    let company = "Customer.Account.CompanyName";
    let amount = "Project.ExpectedCustomerSpend.Amount";
    let opportunity = common::opportunity();
    let name = opportunity.pointer("/Customer/Account/CompanyName");
    let name = name.and_then(Value::as_str).expect("a name").to_owned();
    let spend = opportunity.pointer("/Project/ExpectedCustomerSpend/0/Amount");
    let spend: f64 = spend
        .and_then(Value::as_str)
        .and_then(|text| text.parse().ok())
        .expect("an amount");
    let spends = |bounds| When {
        spend: Some(bounds),
        ..When::default()
    };
    let cases = [
        (When::default(), true),
        (
            When {
                accounts: vec![PARTNER.to_owned()],
                ..When::default()
            },
            true,
        ),
        (
            When {
                accounts: vec!["222222222222".to_owned()],
                ..When::default()
            },
            false,
        ),
        (
            When {
                catalog: Some(cosell_store::Catalog::Sandbox),
                ..When::default()
            },
            true,
        ),
        (
            When {
                catalog: Some(cosell_store::Catalog::Aws),
                ..When::default()
            },
            false,
        ),
        (
            When {
                share: Some(0.0),
                ..When::default()
            },
            false,
        ),
        (
            When {
                share: Some(1.0),
                ..When::default()
            },
            true,
        ),
        (
            When {
                text: Some(name.to_uppercase()),
                ..When::default()
            },
            true,
        ),
        (
            When {
                text: Some("no such words".to_owned()),
                ..When::default()
            },
            false,
        ),
        (spends(within(Some(spend), None)), true),
        (spends(within(None, Some(spend))), false),
        (
            field(
                company,
                Test::Equals(vec!["other".to_owned(), name.clone()]),
            ),
            true,
        ),
        (
            field(company, Test::Equals(vec![name.to_lowercase()])),
            false,
        ),
        (field(company, Test::Contains(name.to_lowercase())), true),
        (field(company, Test::Present(false)), false),
        (
            field("Project.RelatedOpportunityIdentifier", Test::Present(false)),
            true,
        ),
        (
            field(amount, Test::Within(within(Some(spend), Some(spend + 1.0)))),
            true,
        ),
        (
            field(amount, Test::Within(within(Some(spend + 1.0), None))),
            false,
        ),
    ];
    for (when, holds) in cases {
        let rules = vec![
            rule("first", when.clone(), &[(0, Decision::Reject)]),
            rule("second", When::default(), &[(0, Decision::Approve)]),
        ];
        let harness = harness(rules).await;
        let (id, _) = submitted(&harness, "Sandbox").await;
        harness.wait_until_idle().await;
        let expected = if holds { "Rejected" } else { "Approved" };
        assert_eq!(status(&harness, "Sandbox", &id).await, expected, "{when:?}");
    }
}

#[tokio::test]
async fn rules_that_are_read_again_concern_later_submissions() {
    let harness = harness(vec![rule("all", When::default(), &[(1, Decision::Reject)])]).await;
    let (first, _) = submitted(&harness, "Sandbox").await;
    let reviewer = &harness.service.settings().reviewer;
    reviewer.replace(Plan::default().into());
    let second = harness.submitted().await;
    advance(&harness, MINUTE).await;
    assert_eq!(status(&harness, "Sandbox", &first).await, "Rejected");
    assert_eq!(status(&harness, "Sandbox", &second).await, "Submitted");
}

#[tokio::test]
async fn a_share_of_the_opportunities_is_about_that_large_and_always_the_same() {
    let when = When {
        share: Some(0.25),
        ..When::default()
    };
    let plan = |seed| {
        let rules = vec![rule("some", when.clone(), &[(0, Decision::Reject)])];
        Plan { seed, rules }
    };
    let of = async |seed| {
        let settings = Settings {
            reviewer: Reviewer::new(plan(seed)),
            accounts: [(PARTNER.to_owned(), Account::implicit(PARTNER))].into(),
            ..Settings::default()
        };
        let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
        let mut rejected = Vec::new();
        for _ in 0..60 {
            let id = harness.submitted().await;
            harness.wait_until_idle().await;
            rejected.push(status(&harness, "Sandbox", &id).await == "Rejected");
        }
        rejected
    };
    let first = of(3).await;
    let count = first.iter().filter(|rejected| **rejected).count();
    assert!((5..=28).contains(&count), "{count} of 60");
    assert_ne!(first, of(4).await);
}

#[tokio::test]
async fn a_rule_changes_the_side_of_aws_once_it_may() {
    let change = json!({ "LifeCycle": { "NextSteps": "Meet the customer." } });
    let change = change.as_object().expect("an object").clone();
    let mut told = rule("all", When::default(), &[(1, Decision::Approve)]);
    told.then.push(Planned {
        after: 2 * MINUTE,
        act: Act::Summary(change),
    });
    let harness = harness(vec![told]).await;
    let (id, _) = submitted(&harness, "Sandbox").await;
    advance(&harness, 2 * MINUTE).await;
    let input = json!({ "Catalog": "Sandbox", "RelatedOpportunityIdentifier": id });
    let read = harness.ok("GetAwsOpportunitySummary", input).await;
    assert_eq!(read["LifeCycle"]["NextSteps"], "Meet the customer.");
    let done = reviews(&harness).await;
    let lines = done.into_iter().filter_map(|(_, line)| line);
    let made: Vec<_> = lines.map(|(outcome, _)| outcome).collect();
    assert_eq!(made, [Outcome::Done, Outcome::Done]);
}
