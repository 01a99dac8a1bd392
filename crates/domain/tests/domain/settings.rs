//! Selling system settings, assignment, and the snapshot by AWS that only the owner sees.

use crate::common::{Harness, NOW, PARTNER, STRANGER, update};
use cosell_api::DateTime;
use cosell_domain::settings::Strictness;
use cosell_domain::{Catalog, Context, Error, PageKeys, Settings, opportunity, snapshot};
use cosell_store::table::member::{self, Member};
use cosell_store::table::setting;
use cosell_world::World;
use serde_json::{Value, json};

const SANDBOX: &str = "Sandbox";

#[tokio::test]
async fn a_role_may_be_set_by_name_or_arn_and_is_returned_as_its_arn() {
    let harness = Harness::new().await;
    let get = async |catalog: &str| {
        harness
            .ok("GetSellingSystemSettings", json!({ "Catalog": catalog }))
            .await
    };
    let put = async |identifier: Value| {
        let input = json!({ "Catalog": SANDBOX, "ResourceSnapshotJobRoleIdentifier": identifier });
        harness.ok("PutSellingSystemSettings", input).await
    };
    let settings = |catalog: &str, role: Option<&str>| {
        json!({
            "Catalog": catalog, "ResourceSnapshotJobRoleArn": role,
        })
    };
    assert_eq!(
        get(SANDBOX).await,
        settings(SANDBOX, None),
        "no role is set yet"
    );

    let arn = format!("arn:aws:iam::{PARTNER}:role/SnapshotJobs");
    for identifier in ["SnapshotJobs", &arn] {
        assert_eq!(put(json!(identifier)).await, settings(SANDBOX, Some(&arn)));
        assert_eq!(get(SANDBOX).await, settings(SANDBOX, Some(&arn)));
    }
    assert_eq!(
        get("AWS").await,
        settings("AWS", None),
        "each catalog has its own settings"
    );
    let with_path = format!("arn:aws:iam::{PARTNER}:role/jobs/SnapshotJobs");
    assert_eq!(
        put(json!(with_path)).await,
        settings(SANDBOX, Some(&with_path))
    );
    let stranger = harness
        .call(
            STRANGER,
            "GetSellingSystemSettings",
            json!({ "Catalog": SANDBOX }),
        )
        .await;
    assert_eq!(stranger, Ok(settings(SANDBOX, None)), "accounts are apart");

    assert_eq!(
        put(Value::Null).await,
        settings(SANDBOX, None),
        "an omitted role is removed"
    );
    assert_eq!(get(SANDBOX).await, settings(SANDBOX, None));
}

/// Submits an opportunity, approves it, and changes a member that snapshots contain. Returns the
/// job and the snapshot's member then.
async fn after_a_change(harness: &Harness) -> (Value, Value) {
    let id = harness.submitted().await;
    for (member, value) in [
        ("ReviewStatus", "Approved"),
        ("NextSteps", "Call the pilot"),
    ] {
        let mut input = update(&harness.get(&id).await);
        input["LifeCycle"][member] = json!(value);
        harness.ok("UpdateOpportunity", input).await;
    }
    job_and_snapshot(harness, &id).await
}

/// A string in the response of a list.
async fn text(harness: &Harness, operation: &str, pointer: &str) -> String {
    let list = harness.ok(operation, json!({ "Catalog": SANDBOX })).await;
    let found = list.pointer(pointer).and_then(Value::as_str);
    found.expect("a text").to_owned()
}

/// The request that sets the role of snapshot jobs.
fn with_role(role: &str) -> Value {
    json!({ "Catalog": SANDBOX, "ResourceSnapshotJobRoleIdentifier": role })
}

/// The job of an opportunity, and the next steps in its newest snapshot, after the job has run.
async fn job_and_snapshot(harness: &Harness, id: &str) -> (Value, Value) {
    harness.wait_until_idle().await;
    let jobs = harness
        .ok("ListResourceSnapshotJobs", json!({ "Catalog": SANDBOX }))
        .await;
    let summary = &jobs["ResourceSnapshotJobSummaries"][0];
    let named = json!({ "Catalog": SANDBOX, "ResourceSnapshotJobIdentifier": summary["Id"] });
    let job = harness.ok("GetResourceSnapshotJob", named).await;
    let newest = json!({
        "Catalog": SANDBOX,
        "EngagementIdentifier": job["EngagementId"],
        "ResourceType": "Opportunity",
        "ResourceIdentifier": id,
        "ResourceSnapshotTemplateIdentifier": snapshot::SUMMARY_VIEW,
    });
    let newest = harness.ok("GetResourceSnapshot", newest).await;
    (
        job,
        newest["Payload"]["OpportunitySummary"]["Lifecycle"]["NextSteps"].clone(),
    )
}

#[tokio::test]
async fn jobs_require_a_role_with_documented_strictness_only() {
    let (job, shown) = after_a_change(&Harness::new().await).await;
    assert_eq!(shown, "Call the pilot");
    assert_eq!(job["Status"], "Running");
    assert_eq!(job["LastFailure"], Value::Null);

    let strict = || Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    let harness = Harness::with_settings(strict(), World::frozen(NOW, 7)).await;
    let (job, shown) = after_a_change(&harness).await;
    assert_ne!(shown, "Call the pilot", "the snapshot does not change");
    assert_eq!(job["Status"], "Running");
    let failure = job["LastFailure"]
        .as_str()
        .expect("the job names its failure");
    assert!(failure.contains("role"), "{failure}");
    let id = text(&harness, "ListOpportunities", "/OpportunitySummaries/0/Id").await;
    harness
        .ok("PutSellingSystemSettings", with_role("SnapshotJobs"))
        .await;
    let (job, shown) = job_and_snapshot(&harness, &id).await;
    assert_eq!(
        shown, "Call the pilot",
        "the job runs as soon as a role is set"
    );
    assert_eq!(job["LastFailure"], Value::Null);

    let harness = Harness::with_settings(strict(), World::frozen(NOW, 7)).await;
    harness
        .ok("PutSellingSystemSettings", with_role("SnapshotJobs"))
        .await;
    let (job, shown) = after_a_change(&harness).await;
    assert_eq!(shown, "Call the pilot");
    assert_eq!(job["LastFailure"], Value::Null);
}

#[tokio::test]
async fn a_job_that_failed_is_retried_after_a_while() {
    let strict = Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    let harness = Harness::with_settings(strict, World::frozen(NOW, 7)).await;
    let (job, _) = after_a_change(&harness).await;
    assert_ne!(job["LastFailure"], Value::Null);
    // The role is written to the store directly, so no request wakes the job.
    let there: Result<(), cosell_store::Error> = harness
        .store
        .write((), async |tx, ()| {
            let name = "resource-snapshot-job-role";
            let role = "arn:aws:iam::111111111111:role/SnapshotJobs";
            setting::set(tx, PARTNER, SANDBOX, name, role).await
        })
        .await;
    there.expect("a role");
    let id = text(&harness, "ListOpportunities", "/OpportunitySummaries/0/Id").await;
    let (_, shown) = job_and_snapshot(&harness, &id).await;
    assert_ne!(shown, "Call the pilot", "the job is not due yet");
    let hour = std::time::Duration::from_hours(1);
    harness
        .service
        .engine()
        .advance(hour)
        .await
        .expect("the clock advances");
    let (job, shown) = job_and_snapshot(&harness, &id).await;
    assert_eq!(shown, "Call the pilot");
    assert_eq!(job["LastFailure"], Value::Null);
}

#[tokio::test]
async fn an_opportunity_may_be_reassigned_during_the_review() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    let before = harness.get(&id).await;
    let assignee = json!({
        "BusinessTitle": "OpportunityOwner", "Email": "eva@partner.example.com",
        "FirstName": "Eva", "LastName": "Lind",
    });
    let mut input = json!({ "Catalog": SANDBOX, "Identifier": id, "Assignee": assignee });
    assert_eq!(
        harness.ok("AssignOpportunity", input.clone()).await,
        Value::Null
    );
    let after = harness.get(&id).await;
    assert_eq!(after["OpportunityTeam"][0]["FirstName"], "Eva");
    assert_eq!(after["OpportunityTeam"].as_array().map(Vec::len), Some(1));
    assert!(after["LastModifiedDate"].as_str() > before["LastModifiedDate"].as_str());

    input["Assignee"]["BusinessTitle"] = json!("Bystander");
    let refused = harness.refused("AssignOpportunity", input).await;
    assert_eq!(
        refused.findings(),
        [(
            "assignee.businessTitle".to_owned(),
            "INVALID_ENUM_VALUE".to_owned()
        )],
    );
}

#[tokio::test]
async fn only_the_owner_sees_the_snapshot_by_aws() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    let engagements = harness
        .ok("ListEngagements", json!({ "Catalog": SANDBOX }))
        .await;
    let engagement = engagements["EngagementSummaryList"][0]["Id"]
        .as_str()
        .expect("one")
        .to_owned();
    let cx = Context {
        account: PARTNER.into(),
        caller: None,
        catalog: Catalog::Sandbox,
        now: DateTime::from_millis(NOW),
        world: World::frozen(NOW, 9),
        settings: Settings::default().into(),
        page_keys: PageKeys::default(),
        trace: None,
    };
    let (named, at) = (engagement.clone(), id.clone());
    let taken = harness
        .store
        .write((cx, named, at), async |tx, (cx, named, at)| {
            let stored = opportunity::store::load(cx, tx, at).await?;
            let first = snapshot::full_view::take(cx, tx, named, &stored).await?;
            let again = snapshot::full_view::take(cx, tx, named, &stored).await?;
            let other = Member {
                engagement_id: named.clone(),
                account: STRANGER.to_owned(),
                catalog: Catalog::Sandbox,
                created_at: NOW,
                joined_at: NOW,
            };
            member::insert(tx, &other).await?;
            Ok::<_, Error>((first.new, again.new))
        })
        .await;
    assert_eq!(
        taken.expect("AWS takes a snapshot"),
        (true, false),
        "an unchanged opportunity gets no new revision"
    );

    let list = json!({ "Catalog": SANDBOX, "EngagementIdentifier": engagement });
    let templates = async |account: &str| {
        let all = harness
            .call(account, "ListResourceSnapshots", list.clone())
            .await;
        let all = all.expect("a member may list snapshots");
        let all = all["ResourceSnapshotSummaries"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let name = |one: &Value| one["ResourceSnapshotTemplateName"].clone();
        all.iter().map(name).collect::<Vec<_>>()
    };
    let (full, summary) = (snapshot::AWS_FULL_VIEW, snapshot::SUMMARY_VIEW);
    assert!(templates(PARTNER).await.contains(&json!(full)));
    let others = templates(STRANGER).await;
    assert!(others.contains(&json!(summary)));
    assert!(!others.contains(&json!(full)));

    let mut get = list;
    get["ResourceType"] = json!("Opportunity");
    get["ResourceIdentifier"] = json!(id);
    get["ResourceSnapshotTemplateIdentifier"] = json!(full);
    let seen = harness.ok("GetResourceSnapshot", get.clone()).await;
    assert_eq!(seen["CreatedBy"], "aws");
    assert_eq!(seen["TargetMemberAccounts"], json!([PARTNER]));
    let side = &seen["Payload"]["AwsOpportunitySummaryFullView"];
    assert_eq!(side["RelatedOpportunityId"], id);
    assert_eq!(side["InvolvementType"], "Co-Sell");
    assert_eq!(
        side["Project"]["ExpectedCustomerSpend"][0]["Amount"],
        "10000"
    );
    let hidden = harness.call(STRANGER, "GetResourceSnapshot", get).await;
    let name = hidden.err().map(|refused| refused.name);
    assert_eq!(name.as_deref(), Some("ResourceNotFoundException"));
}
