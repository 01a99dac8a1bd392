//! Every operation is tested with a request that its model forbids, with a request for a resource
//! of another account and, if it takes a client token, with a repeated request.
//!
//! [`cases`] holds an entry for each operation. An operation without an entry fails the first
//! test; the model says what an entry must hold.

mod arns;
mod cases;
mod permission;
mod scene;
mod tags;
mod tokens;

use cosell_domain::OPERATIONS;
use serde_json::{Value, json};

use self::cases::{Stranger, cases, implemented, members};
use self::scene::Scene;
use crate::common::{Refused, STRANGER};

/// Members whose names end like an identifier and that do not name an account's resource.
const NO_RESOURCES: &[&str] = &[
    "PartnerAccountIdentifier",
    "PartnerOpportunityIdentifier",
    "ResourceSnapshotJobRoleIdentifier",
    "ResourceSnapshotTemplateIdentifier",
];

#[test]
fn every_operation_has_the_cases_that_its_model_requires() {
    let cases = cases();
    let mut missing = Vec::new();
    for entry in OPERATIONS {
        let meta = entry.meta;
        let Some(case) = cases.iter().find(|case| case.operation == meta.name) else {
            missing.push(format!("{} has no entry", meta.name));
            continue;
        };
        let names_a_resource = members(meta).any(|member| {
            let identifies = ["Identifier", "Identifiers", "Arn"];
            identifies.iter().any(|end| member.ends_with(end)) && !NO_RESOURCES.contains(&member)
        });
        if names_a_resource && matches!(case.stranger, Stranger::NotConcerned) {
            missing.push(format!(
                "{} has no case for another account's resource",
                meta.name
            ));
        }
        if meta.idempotency_token.is_some() != case.changed.is_some() {
            missing.push(format!("{} has no case for its client token", meta.name));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[tokio::test]
async fn every_operation_refuses_input_that_its_model_forbids() {
    let scene = Scene::new().await;
    for case in implemented() {
        let (member, value) = &case.refused;
        let mut body = case.body(&scene);
        body[member] = value.clone();
        let what = format!("{} with {member} {value}", case.operation);
        let refused = match scene.harness.call(case.caller, case.operation, body).await {
            Ok(answer) => panic!("{what} was not refused: {answer:#}"),
            Err(refused) => refused,
        };
        assert_eq!(
            refused.name, "ValidationException",
            "{what}: {:#}",
            refused.body
        );
        assert_eq!(
            refused.body["Reason"], "REQUEST_VALIDATION_FAILED",
            "{what}"
        );
        let field = member[..1].to_lowercase() + &member[1..];
        let found = refused
            .findings()
            .iter()
            .any(|(name, _)| name.starts_with(&field));
        assert!(found, "{what}: {:?}", refused.findings());
    }
}

#[tokio::test]
async fn a_resource_of_another_account_does_not_exist() {
    for case in implemented() {
        let scene = Scene::new().await;
        let body = case.body(&scene);
        let what = case.operation;
        let seen = scene.harness.call(STRANGER, what, body.clone()).await;
        match case.stranger {
            Stranger::NotConcerned => continue,
            Stranger::FindsNothing => {
                let name = seen.err().map(|refused| refused.name);
                assert_eq!(name.as_deref(), Some("ResourceNotFoundException"), "{what}");
            }
            Stranger::ListsNothing(list) => {
                let seen = seen.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
                assert_eq!(seen[list], json!([]), "{what}");
            }
            Stranger::ChangesNothing(read) => {
                seen.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
                let there = scene.harness.call(case.caller, read, body.clone()).await;
                there.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
            }
        }
        let own = scene.harness.call(case.caller, what, body).await;
        let own = own.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
        if let Stranger::ListsNothing(list) = case.stranger {
            assert!(
                own[list].as_array().is_some_and(|list| !list.is_empty()),
                "{what}: {own:#}"
            );
        }
    }
}

/// A repeated request must get its first response whatever has become of its resource, so the token
/// is looked up before anything else: a token of another request is a conflict first.
#[tokio::test]
async fn a_token_of_another_request_is_a_conflict_before_anything_is_looked_up() {
    let scene = Scene::new().await;
    let what = "StartEngagementFromOpportunityTask";
    let case = implemented().find(|case| case.operation == what);
    let mut body = case.expect("it has an entry").body(&scene);
    let first = scene.harness.ok(what, body.clone()).await;
    let known = scene.harness.ok(what, body.clone()).await;
    assert_eq!(known["TaskId"], first["TaskId"]);
    body["Identifier"] = json!("O1");
    body["Tags"] = json!([{ "Key": "aws:made", "Value": "by me" }]);
    let other = scene.harness.refused(what, body.clone()).await;
    assert_eq!(other.name, "ConflictException");
    body["ClientToken"] = json!("another");
    let absent = scene.harness.refused(what, body).await;
    assert_eq!(absent.name, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_client_token_identifies_one_request() {
    for case in implemented() {
        let Some((member, value)) = &case.changed else {
            continue;
        };
        let scene = Scene::new().await;
        let mut body = case.body(&scene);
        let what = case.operation;
        // The task or job may have made progress between two responses; it is the same one.
        let call = async |body: Value| {
            let mut answer = scene.harness.call(case.caller, what, body).await?;
            let status = match what {
                "StartCustomerAccountBulkJob" => "Status",
                _ => "TaskStatus",
            };
            answer.as_object_mut().map(|members| members.remove(status));
            Ok::<_, Refused>(answer)
        };
        let first = call(body.clone()).await;
        let first = first.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
        let again = call(body.clone()).await;
        assert_eq!(
            again,
            Ok(first),
            "{what}: the same request has the same response"
        );
        body[member] = value.clone();
        let other = call(body).await.err().map(|refused| refused.name);
        assert_eq!(other.as_deref(), Some("ConflictException"), "{what}");
    }
}
