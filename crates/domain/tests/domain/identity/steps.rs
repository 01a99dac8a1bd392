//! Every step of every task is authorized with the policies that its caller has when it runs.

use cosell_domain::identity::admin::Status;
use cosell_domain::permission::Requires;
use cosell_domain::permission::{ResourceType, When};
use cosell_domain::task::{Declared, declared};
use serde_json::{Value, json};

use crate::common::{self, Harness, PARTNER, STRANGER};
use crate::identity::{allow_all, fresh, user};

/// The ARN pattern of all resources of a type.
fn any(resource: ResourceType) -> &'static str {
    match resource {
        ResourceType::Opportunity => {
            "arn:aws:partnercentral:us-east-1:*:catalog/Sandbox/opportunity/*"
        }
        ResourceType::Engagement => {
            "arn:aws:partnercentral:us-east-1:*:catalog/Sandbox/engagement/*"
        }
        ResourceType::EngagementInvitation => {
            "arn:aws:partnercentral:us-east-1:*:catalog/Sandbox/engagement-invitation/*"
        }
        ResourceType::ResourceSnapshot => {
            "arn:aws:partnercentral:us-east-1:*:catalog/Sandbox/engagement/*/snapshot/*"
        }
        ResourceType::ResourceSnapshotJob => {
            "arn:aws:partnercentral:us-east-1:*:catalog/Sandbox/resource-snapshot-job/*"
        }
        other => panic!("no step requires an action on {other:?}"),
    }
}

/// The reason code of a task whose step was denied.
fn reason(step: &str) -> &'static str {
    match step {
        "GetOpportunity" | "CreateOpportunity" | "SubmitOpportunity" => "OpportunityAccessDenied",
        "GetEngagement" | "CreateEngagement" => "EngagementAccessDenied",
        "CreateResourceSnapshot" => "ResourceSnapshotAccessDenied",
        "CreateResourceSnapshotJob" => "ResourceSnapshotJobAccessDenied",
        "GetEngagementInvitation" | "AcceptEngagementInvitation" | "CreateEngagementInvitation" => {
            "InvitationAccessDenied"
        }
        other => panic!("the step {other} has no case"),
    }
}

/// Creates what a task needs, and returns the request by which [`PARTNER`] starts it.
async fn request(node: &Harness, operation: &str, number: usize) -> Value {
    let mut input = json!({
        "Catalog": "Sandbox",
        "ClientToken": format!("start-{number}"),
        "Tags": [{ "Key": "team", "Value": "north" }],
    });
    match operation {
        "StartEngagementFromOpportunityTask" => {
            let id = node.opportunity().await;
            node.associate(&id, "Solutions", "S-1234567").await;
            input["Identifier"] = json!(id);
            input["AwsSubmission"] = json!({ "InvolvementType": "Co-Sell", "Visibility": "Full" });
        }
        "StartEngagementByAcceptingInvitationTask" => {
            input["Identifier"] = json!(invited(node, number).await);
        }
        "StartOpportunityFromEngagementTask" => {
            let made = node.ok("CreateEngagement", with_lead(number)).await;
            input["Identifier"] = made["Id"].clone();
            input["ContextIdentifier"] = json!("1");
        }
        other => panic!("the task {other} has no case"),
    }
    input
}

/// An invitation of [`STRANGER`] to [`PARTNER`].
async fn invited(node: &Harness, number: usize) -> String {
    let made = async |operation: &str, mut input: Value| {
        input["Catalog"] = json!("Sandbox");
        input["ClientToken"] = json!(format!("{operation}-{number}"));
        let made = node.call(STRANGER, operation, input).await;
        let made = made.unwrap_or_else(|refused| panic!("{operation}: {refused:#?}"));
        made["Id"].as_str().expect("an id").to_owned()
    };
    let engagement = json!({ "Title": "Docks", "Description": "Ships." });
    let engagement = made("CreateEngagement", engagement).await;
    let invitation = common::invitation(&engagement, PARTNER);
    made("CreateEngagementInvitation", invitation).await
}

fn with_lead(number: usize) -> Value {
    json!({
        "Catalog": "Sandbox",
        "ClientToken": format!("lead-{number}"),
        "Title": "Customer",
        "Description": "A lead.",
        "Contexts": [{ "Type": "Lead", "Payload": { "Lead": {
            "Customer": {
                "CompanyName": "Quay and Sons", "WebsiteUrl": "https://quay.example.com",
                "Industry": "Transportation and Logistics", "Address": { "CountryCode": "US" },
            },
            "Interactions": [{
                "CustomerAction": "Asked for a call",
                "BusinessProblem": "Nobody knows which berth is free.",
                "Contact": {
                    "BusinessTitle": "Harbour master", "Email": "dana@quay.example.com",
                    "FirstName": "Dana", "LastName": "Quay",
                },
            }],
        } } }],
    })
}

/// Starts a task as a user and returns its answer.
async fn start(node: &Harness, key: &str, operation: &str, input: &Value) -> Value {
    let caller = node.caller(key).await.expect("the key is active");
    let started = node.call_as(caller, operation, input.clone()).await;
    started.unwrap_or_else(|refused| panic!("{operation}: {refused:#?}"))
}

#[tokio::test]
async fn every_step_of_every_task_is_denied_by_its_own_action() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let mut number = 0;
    for task in declared() {
        let requires_it = |(_, requires): &(&str, Requires), action: &str| {
            let requirements = requires.requirements();
            requirements.iter().any(|one| one.action == action)
        };
        for (step, requires) in task.steps.iter().copied() {
            let requirements = match requires {
                Requires::All(requirements) => requirements,
                // `each_engagement_of_a_prospecting_task_is_authorized_separately` covers it.
                Requires::Each(_) if task.operation.contains("Prospecting") => continue,
                Requires::Each(one) => panic!("{step} has no case for {}", one.action),
            };
            assert!(!requirements.is_empty(), "{step} requires nothing");
            for requirement in requirements {
                // The first step that requires the action is denied.
                let first = |step: &(&str, Requires)| requires_it(step, requirement.action);
                let at = task.steps.iter().position(first).expect("this step");
                if task.steps[at].0 != step {
                    continue;
                }
                number += 1;
                let deny = json!({
                    "Effect": "Deny",
                    "Action": requirement.action,
                    "Resource": any(requirement.resource),
                });
                node.allow("ines", "test", &json!([allow_all(), deny]))
                    .await;
                let mut input = request(&node, task.operation, number).await;
                let ended = start(&node, &key, task.operation, &input).await;
                let what = format!("{} without {}", task.operation, requirement.action);
                assert_eq!(ended["TaskStatus"], "FAILED", "{what}: {ended:#}");
                assert_eq!(ended["ReasonCode"], reason(step), "{what}: {ended:#}");
                let message = ended["Message"].as_str().unwrap_or_default();
                let denial = format!(
                    "User: arn:aws:iam::{PARTNER}:user/ines is not authorized to perform: {} on \
                     resource: arn:aws:partnercentral:us-east-1:",
                    requirement.action
                );
                assert!(message.starts_with(&denial), "{what}: {message}");
                assert!(
                    message.contains("with an explicit deny"),
                    "{what}: {message}"
                );
                let id = ended["TaskId"].as_str().expect("an id");
                let found = node.service.task(id).await.expect("a store");
                let (record, _) = found.expect("the task");
                assert_eq!(usize::try_from(record.step).ok(), Some(at), "{what}");

                if requirement.when == When::Tagged {
                    number += 1;
                    input = request(&node, task.operation, number).await;
                    input["Tags"] = Value::Null;
                    let ended = start(&node, &key, task.operation, &input).await;
                    assert_eq!(
                        ended["TaskStatus"], "COMPLETE",
                        "{what}, untagged: {ended:#}"
                    );
                }
            }
        }
        if task.operation.contains("Prospecting") {
            continue;
        }
        number += 1;
        node.allow("ines", "test", &json!([allow_all()])).await;
        let input = request(&node, task.operation, number).await;
        let ended = start(&node, &key, task.operation, &input).await;
        assert_eq!(ended["TaskStatus"], "COMPLETE", "{ended:#}");
    }
}

/// After a missing permission is granted, a restarted task resumes at the step that failed: the
/// policies of that moment are evaluated.
#[tokio::test]
async fn a_step_is_authorized_with_the_policies_in_force_when_it_runs() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let deny = json!({
        "Effect": "Deny", "Action": "partnercentral:SubmitOpportunity", "Resource": "*",
    });
    node.allow("ines", "test", &json!([allow_all(), deny]))
        .await;
    let operation = "StartEngagementFromOpportunityTask";
    let input = request(&node, operation, 1).await;
    let ended = start(&node, &key, operation, &input).await;
    assert_eq!(ended["ReasonCode"], "OpportunityAccessDenied", "{ended:#}");
    let id = ended["TaskId"].as_str().expect("an id").to_owned();

    node.allow("ines", "test", &allow_all()).await;
    restart(&node, &id).await;
    assert_eq!(status(&node, &id).await, "COMPLETE");
}

/// A task does not go on for a principal that no longer exists, also when a new user has the same
/// name.
#[tokio::test]
async fn the_task_of_a_disabled_or_deleted_principal_is_denied_at_its_next_step() {
    for gone in ["disabled", "deleted", "another"] {
        let node = fresh().await;
        let key = node.user("ines").await;
        let deny = json!({
            "Effect": "Deny", "Action": "partnercentral:SubmitOpportunity", "Resource": "*",
        });
        node.allow("ines", "test", &json!([allow_all(), deny]))
            .await;
        let operation = "StartEngagementFromOpportunityTask";
        let input = request(&node, operation, 1).await;
        let ended = start(&node, &key, operation, &input).await;
        let id = ended["TaskId"].as_str().expect("an id").to_owned();
        node.allow("ines", "test", &allow_all()).await;
        let admin = node.admin();
        if gone == "disabled" {
            let changed = admin.set_principal_status(user("ines"), Status::Disabled);
            changed.await.expect("the user exists");
        } else {
            let deleted = admin.delete_principal(user("ines")).await;
            deleted.expect("the user exists");
        }
        if gone == "another" {
            node.user("ines").await;
            node.allow("ines", "test", &allow_all()).await;
        }
        restart(&node, &id).await;
        assert_eq!(status(&node, &id).await, "FAILED", "{gone}");
    }
}

#[tokio::test]
async fn each_engagement_of_a_prospecting_task_is_authorized_separately() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let mut engagements = Vec::new();
    for number in 0..2 {
        let made = node.ok("CreateEngagement", with_lead(number)).await;
        engagements.push(made["Id"].as_str().expect("an id").to_owned());
    }
    // The deny applies only to calls on behalf of the caller: the start is allowed, the step not.
    let own_hand = json!({
        "Effect": "Deny", "Action": "*",
        "Resource": format!("arn:aws:partnercentral:*:*:*/{}", engagements[1]),
        "Condition": { "Bool": { "aws:ViaAWSService": "true" } },
    });
    node.allow("ines", "test", &json!([allow_all(), own_hand]))
        .await;
    let operation = "StartProspectingFromEngagementTask";
    let input = json!({
        "Catalog": "Sandbox", "ClientToken": "prospect", "Identifiers": engagements,
        "TaskName": "Summer",
    });
    let started = start(&node, &key, operation, &input).await;
    node.service.engine().wait_until_idle().await;
    let got = node
        .ok(
            "GetProspectingFromEngagementTask",
            json!({ "Catalog": "Sandbox", "TaskIdentifier": started["TaskId"] }),
        )
        .await;
    let text = got.to_string();
    assert!(text.contains("EngagementAccessDenied"), "{got:#}");
    assert_eq!(text.matches("EngagementAccessDenied").count(), 1, "{got:#}");
    assert!(text.contains("with an explicit deny"), "{got:#}");
}

async fn restart(node: &Harness, id: &str) {
    let engine = node.service.engine();
    engine.restart(id).await.expect("a store");
    let at_most = std::time::Duration::from_secs(20);
    engine.wait(PARTNER, id, at_most).await.expect("it ends");
}

async fn status(node: &Harness, id: &str) -> String {
    let found = node.service.task(id).await.expect("a store");
    found.expect("the task").0.status.to_string()
}

/// A step runs the operation of its name, so its first requirement is the first one of that
/// operation.
#[test]
fn every_step_requires_first_the_action_of_its_operation() {
    let own = |operation: &str| {
        let entry = cosell_domain::find(operation);
        entry.map(|entry| entry.requires[0].action)
    };
    for Declared {
        operation, steps, ..
    } in declared()
    {
        for (step, requires) in steps {
            let (first, of) = match requires {
                Requires::All(requirements) => (requirements[0].action, step),
                Requires::Each(requirement) => (requirement.action, operation),
            };
            assert_eq!(Some(first), own(of), "{step} of {operation}");
        }
    }
}

/// The steps of a task require the actions that AWS's Service Authorization Reference lists for the
/// task besides its own.
#[test]
fn the_steps_of_a_task_require_the_actions_that_aws_lists_for_it() {
    let listed = |operation: &str| -> &[&str] {
        match operation {
            // The reference lacks CreateEngagementInvitation, but the model has it.
            "StartEngagementFromOpportunityTask" => &[
                "CreateEngagement",
                "CreateEngagementInvitation",
                "CreateResourceSnapshot",
                "CreateResourceSnapshotJob",
                "GetOpportunity",
                "StartResourceSnapshotJob",
                "SubmitOpportunity",
                "TagResource",
            ],
            "StartEngagementByAcceptingInvitationTask" => &[
                "AcceptEngagementInvitation",
                "CreateOpportunity",
                "CreateResourceSnapshot",
                "CreateResourceSnapshotJob",
                "GetEngagementInvitation",
                "GetOpportunity",
                "StartResourceSnapshotJob",
                "SubmitOpportunity",
                "TagResource",
            ],
            "StartOpportunityFromEngagementTask" => &[
                "CreateOpportunity",
                "CreateResourceSnapshot",
                "CreateResourceSnapshotJob",
                "GetEngagement",
                "GetOpportunity",
                "StartResourceSnapshotJob",
                "TagResource",
            ],
            "StartProspectingFromEngagementTask" => &["StartProspectingFromEngagementTask"],
            other => panic!("the task {other} has no case"),
        }
    };
    for task in declared() {
        let mut required: Vec<_> = task
            .steps
            .iter()
            .flat_map(|(_, requires)| requires.requirements())
            .map(|requirement| requirement.action.trim_start_matches("partnercentral:"))
            .collect();
        required.sort_unstable();
        required.dedup();
        assert_eq!(required, listed(task.operation), "{}", task.operation);
    }
}
