//! An ARN with another account id in it is not found: it names neither the caller's resource with
//! that id nor one of the other account.
//!
//! The members are those of the model whose pattern accepts an ARN, and the entities that
//! `AssociateOpportunity` accepts as an ARN.

use cosell_api::shape::{Kind, Shape};
use cosell_api::types::RelatedEntityType;
use cosell_domain::settings::Strictness;
use cosell_domain::{Settings, find};
use cosell_world::World;
use serde_json::{Value, json};

use super::cases::{Case, Stranger, arn, implemented};
use super::scene::{MARKETPLACE_SOLUTION, OWN_GROUP, Scene};
use crate::common::{Harness, NOW, PARTNER, STRANGER, association};

/// Members whose ARN is not resolved: the result of a prospecting task names its task, and every
/// member of the engagement may send it back as it was read.
const TEXTS: [&str; 2] = [
    "Contexts[].Payload.ProspectingResult.Aws.TaskArn",
    "Payload.ProspectingResult.Aws.TaskArn",
];

/// Members that name a customer account, in the payloads that have one.
const ACCOUNTS: [&str; 3] = [
    "Contexts[].Payload.CustomerAccount.AccountIdentifier",
    "Payload.CustomerAccount.AccountIdentifier",
    "Invitation.Payload.AccountPlanningInvitation.AccountIdentifier",
];

/// The paths to all members of a shape whose pattern accepts an ARN.
fn members(shape: &Shape, path: &str, found: &mut Vec<String>) {
    match &shape.kind {
        Kind::Structure { members: all, .. } => {
            for member in all.iter().filter(|member| !member.shape.leads_to(shape)) {
                let dot = if path.is_empty() { "" } else { "." };
                members(member.shape, &format!("{path}{dot}{}", member.name), found);
            }
        }
        Kind::List { member, .. } => members(member, &format!("{path}[]"), found),
        Kind::Map { value, .. } => members(value, &format!("{path}{{}}"), found),
        Kind::Text { pattern, .. } => {
            let arn = |pattern: &str| pattern.contains("arn:");
            if pattern
                .as_ref()
                .is_some_and(|pattern| arn(pattern.published))
            {
                found.push(path.to_owned());
            }
        }
        _ => {}
    }
}

/// The caller's own ARN for a member: the case's request succeeds with it.
async fn own(scene: &Scene, case: &Case, member: &str) -> String {
    match member {
        "ResourceArn" => arn(scene),
        _ if ACCOUNTS.contains(&member) => customer_account(&scene.customer),
        "Filter.Identifier" => bulk_job(&scene.imported[0]),
        "ResourceSnapshotJobRoleIdentifier" => format!("arn:aws:iam::{PARTNER}:role/SnapshotJobs"),
        "AwsMarketplaceSolutionArn[]" => MARKETPLACE_SOLUTION.to_owned(),
        "EngagementGroupIdentifiers[]" => {
            format!(
                "arn:aws:partnercentral:us-east-1::catalog/Sandbox/engagement-group/{OWN_GROUP}"
            )
        }
        "Identifier"
        | "EngagementIdentifier"
        | "EngagementIdentifier[]"
        | "EngagementInvitationIdentifier[]"
        | "TaskIdentifier[]" => {
            let body = case.body(scene);
            let name = member.trim_end_matches("[]");
            let given = [&body[name], &body[name][0]]
                .into_iter()
                .find_map(Value::as_str);
            let id = match given {
                Some(id) => id.to_owned(),
                None => listed(scene, case, name).await,
            };
            let kind = match id.split_once('-').map(|(prefix, _)| prefix) {
                Some("eng") => "engagement",
                Some("engi") => "engagement-invitation",
                Some("cust") => return customer_account(&id),
                Some("bulkjob") => return bulk_job(&id),
                _ => "engagement-from-opportunity-task",
            };
            format!("arn:aws:partnercentral:us-east-1::catalog/Sandbox/{kind}/{id}")
        }
        _ => panic!(
            "{}.{member} has no case for another account's ARN",
            case.operation
        ),
    }
}

fn customer_account(id: &str) -> String {
    format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/customer-account/{id}")
}

fn bulk_job(id: &str) -> String {
    let place = format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox");
    format!("{place}/customer-account-bulk-job/{id}")
}

/// The id in the first record of a list for the filter of this name.
async fn listed(scene: &Scene, case: &Case, filter: &str) -> String {
    let Stranger::ListsNothing(list) = case.stranger else {
        panic!(
            "{} is not a list, and its case has no {filter}",
            case.operation
        );
    };
    let all = scene
        .harness
        .call(case.caller, case.operation, case.body(scene))
        .await;
    let all = all.unwrap_or_else(|refused| panic!("{}: {refused:#?}", case.operation));
    let record = &all[list][0];
    let names = match filter {
        "TaskIdentifier" => ["TaskId", "TaskId"],
        _ => ["EngagementId", "Id"],
    };
    let id = names.into_iter().find_map(|name| record[name].as_str());
    id.unwrap_or_else(|| panic!("{}: no {filter} in {record:#}", case.operation))
        .to_owned()
}

/// The same ARN with another account id in it.
fn foreign(own: &str) -> String {
    let parts: Vec<&str> = own.splitn(6, ':').collect();
    [&parts[..4], &[STRANGER], &parts[5..]].concat().join(":")
}

fn with(mut body: Value, member: &str, arn: &str) -> Value {
    let payload = json!({ "CustomerAccount": { "AccountIdentifier": arn } });
    match member.split('.').next() {
        Some("Contexts[]") => {
            body["Contexts"] = json!([{ "Type": "CustomerAccount", "Payload": payload }]);
            return body;
        }
        Some("Payload") => {
            (body["Type"], body["Payload"]) = (json!("CustomerAccount"), payload);
            return body;
        }
        Some("Filter") => {
            body["Filter"] = json!({ "Identifier": arn });
            return body;
        }
        Some("Invitation") => {
            let planning = json!({ "AccountIdentifier": arn });
            body["Invitation"]["Payload"] = json!({ "AccountPlanningInvitation": planning });
            return body;
        }
        _ => {}
    }
    match member.strip_suffix("[]") {
        Some(list) => body[list] = json!([arn]),
        None => body[member] = json!(arn),
    }
    body
}

#[tokio::test]
async fn an_arn_with_another_account_id_is_not_found() {
    let mut seen = 0;
    for case in implemented() {
        let meta = find(case.operation).expect("it is implemented").meta;
        let mut found = Vec::new();
        members(meta.input, "", &mut found);
        for member in found
            .iter()
            .filter(|member| !TEXTS.contains(&member.as_str()))
        {
            let scene = Scene::new().await;
            let own = own(&scene, &case, member).await;
            let what = format!("{} with {member}", case.operation);
            let call = |arn: &str| {
                let body = with(case.body(&scene), member, arn);
                scene.harness.call(case.caller, case.operation, body)
            };
            let refused = call(&foreign(&own)).await;
            match case.stranger {
                Stranger::ListsNothing(list) => {
                    let seen = refused.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
                    assert_eq!(seen[list], json!([]), "{what}");
                }
                Stranger::FindsNothing => {
                    let name = refused.err().map(|refused| refused.name);
                    assert_eq!(name.as_deref(), Some("ResourceNotFoundException"), "{what}");
                }
                Stranger::ChangesNothing(read) => {
                    refused.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
                    let body = case.body(&scene);
                    let there = scene.harness.call(case.caller, read, body).await;
                    there.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
                }
                Stranger::NotConcerned => {
                    let name = refused.err().map(|refused| refused.name);
                    // An account is looked up, also by an operation that names nothing else.
                    let expected = if ACCOUNTS.contains(&member.as_str()) {
                        "ResourceNotFoundException"
                    } else {
                        "ValidationException"
                    };
                    assert_eq!(name.as_deref(), Some(expected), "{what}");
                }
            }
            let answer = call(&own).await;
            let answer = answer.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
            if let Stranger::ListsNothing(list) = case.stranger {
                assert_ne!(answer[list], json!([]), "{what}");
            }
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[tokio::test]
async fn an_entity_of_another_seller_is_not_found() {
    for strictness in [Strictness::Observed, Strictness::Documented] {
        let settings = Settings {
            strictness,
            ..Settings::default()
        };
        for entity in RelatedEntityType::ALL {
            let name = match entity {
                // Named by ids, which are resolved for the caller's account.
                RelatedEntityType::Solutions | RelatedEntityType::AwsProducts => continue,
                RelatedEntityType::AwsMarketplaceOffers => "Offer/offer-1",
                RelatedEntityType::AwsMarketplaceOfferSets => "OfferSet/offerset-1",
                RelatedEntityType::AwsMarketplaceSolutions => "Solution/soln-1",
                RelatedEntityType::AwsMarketplaceProducts => "SaaSProduct/prod-1",
            };
            let harness = Harness::with_settings(settings.clone(), World::frozen(NOW, 7)).await;
            let id = harness.opportunity().await;
            let own = format!("arn:aws:aws-marketplace:us-east-1:{PARTNER}:AWSMarketplace/{name}");
            let request = association(&id, entity.as_str(), &foreign(&own));
            for operation in ["AssociateOpportunity", "DisassociateOpportunity"] {
                let refused = harness.refused(operation, request.clone()).await;
                assert_eq!(
                    refused.name, "ResourceNotFoundException",
                    "{operation} {entity}"
                );
            }
            harness.associate(&id, entity.as_str(), &own).await;
        }
    }
}
