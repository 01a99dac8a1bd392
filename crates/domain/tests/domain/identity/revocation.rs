//! A change of identities takes effect from the next request on, on every node.

use cosell_domain::identity::admin::Status;
use cosell_store::{Location, Store};
use serde_json::{Value, json};

use crate::common::Harness;
use crate::common::stores::on_postgres;
use crate::identity::{allow_all, attachment, fresh, sandbox, service, user};

const UNKNOWN: Option<&str> = Some("UnrecognizedClientException");
const DENIED: Option<&str> = Some("AccessDeniedException");

/// The name of the error of `ListOpportunities` on a node, if it is refused.
async fn list(node: &Harness, key: &str) -> Option<String> {
    node.outcome(key, "ListOpportunities", &sandbox()).await
}

/// Changes identities on one node, and after each change calls an operation on another.
async fn check_every_change_takes_effect(node: &Harness, other: &Harness) {
    let key = node.user("ines").await;
    let admin = node.admin();
    assert_eq!(list(other, &key).await.as_deref(), DENIED);
    node.allow("ines", "all", &allow_all()).await;
    assert_eq!(list(other, &key).await, None);

    let changed = admin.set_key_status(key.clone(), Status::Disabled).await;
    changed.expect("the key exists");
    assert_eq!(list(other, &key).await.as_deref(), UNKNOWN);
    let changed = admin.set_key_status(key.clone(), Status::Active).await;
    changed.expect("the key exists");
    assert_eq!(list(other, &key).await, None);

    let before = other.service.directory().find(&key).await.expect("a store");
    admin
        .rotate_key(key.clone())
        .await
        .expect("the secret is rotated");
    assert_eq!(list(other, &key).await, None);
    let after = other.service.directory().find(&key).await.expect("a store");
    let secrets = [before, after].map(|known| known.expect("the key exists").secret.clone());
    assert_ne!(secrets[0], secrets[1]);

    let detached = admin.detach(attachment("ines", "all")).await;
    detached.expect("it was attached");
    assert_eq!(list(other, &key).await.as_deref(), DENIED);
    admin
        .attach(attachment("ines", "AWSPartnerCentralSandboxFullAccess"))
        .await
        .expect("AWS's policy exists");
    assert_eq!(list(other, &key).await, None);

    for status in [Status::Disabled, Status::Active] {
        let changed = admin.set_principal_status(user("ines"), status).await;
        changed.expect("the user exists");
        let expected = UNKNOWN.filter(|_| status == Status::Disabled);
        assert_eq!(list(other, &key).await.as_deref(), expected);
    }

    // The new document replaces that of the attached policy of the same name.
    node.allow(
        "ines",
        "all",
        &json!({ "Effect": "Deny", "Action": "*", "Resource": "*" }),
    )
    .await;
    assert_eq!(list(other, &key).await.as_deref(), DENIED);

    let deleted = admin.delete_principal(user("ines")).await;
    deleted.expect("the user exists");
    assert_eq!(list(other, &key).await.as_deref(), UNKNOWN);
}

#[tokio::test]
async fn a_change_takes_effect_from_the_next_request_on() {
    let node = fresh().await;
    check_every_change_takes_effect(&node, &node).await;
}

#[tokio::test]
async fn a_change_takes_effect_on_another_node() {
    let store = Store::open(&Location::Memory).expect("a store in memory opens");
    let (node, other) = (service(&store).await, service(&store).await);
    check_every_change_takes_effect(&node, &other).await;
}

/// Two stores on one database, each with its own service, as two servers have them. It runs only
/// under `cargo xtask postgres`.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_takes_effect_across_two_stores_on_one_postgresql() {
    let Some(location) = on_postgres() else {
        return;
    };
    let open = || Store::open(&location).expect("the database opens");
    let (node, other) = (service(&open()).await, service(&open()).await);
    check_every_change_takes_effect(&node, &other).await;
}

/// What the text of the model forbids is judged like its constraints, before permission.
#[tokio::test]
async fn a_wrong_request_is_invalid_for_a_caller_without_permission() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let searches = [
        "SearchOpportunities",
        "SearchEngagements",
        "SearchCustomerAccounts",
        "GetCustomerAccountStatistics",
    ];
    let filtered = |operation| (operation, json!({ "Filter": {} }));
    let mut report = json!({ "JobId": "bulkjob-0000000000000", "ReportType": "ALL_RECORDS" });
    report["ReportFormat"] = json!("CSV");
    let report = ("GetOpportunityBulkJobReportUrl", report);
    for (operation, mut input) in searches.map(filtered).into_iter().chain([report]) {
        input["Catalog"] = json!("Sandbox");
        let refused = node.outcome(&key, operation, &input).await;
        let invalid = Some("ValidationException");
        assert_eq!(refused.as_deref(), invalid, "{operation}");
        input["Filter"] = Value::Null;
        input["ReportType"] = json!("FAILED_RECORDS");
        let refused = node.outcome(&key, operation, &input).await;
        assert_eq!(refused.as_deref(), DENIED, "{operation}");
    }
}

#[tokio::test]
async fn an_operation_of_an_outdated_cached_caller_changes_nothing() {
    let node = fresh().await;
    let key = node.user("ines").await;
    node.allow("ines", "all", &allow_all()).await;
    let caller = node.caller(&key).await.expect("the key is active");
    node.user("otto").await;
    let create = crate::common::opportunity();
    let refused = node.call_as(caller, "CreateOpportunity", create).await;
    assert_eq!(refused.expect_err("the caller is outdated").name, "");
    let listed = node.ok("ListOpportunities", sandbox()).await;
    assert_eq!(listed["OpportunitySummaries"], Value::Array(Vec::new()));
}
