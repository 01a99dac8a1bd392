//! AWS's own policies, held against the table of what operations ask for.

use cosell_auth::action::{OPERATIONS, ResourceType, TASKS, When};
use cosell_auth::policy::{Context, Policy, Request, decide, managed};

use crate::context;

const ACCOUNT: &str = "111111111111";

/// The ARN of some resource of a kind.
fn arn(resource: ResourceType, catalog: &str) -> String {
    match resource {
        ResourceType::Tagged => ResourceType::Opportunity.arn(ACCOUNT, catalog, Some("O7654321")),
        ResourceType::Role => format!("arn:aws:iam::{ACCOUNT}:role/SnapshotJobs"),
        resource => resource.arn(ACCOUNT, catalog, Some("id")),
    }
}

fn surroundings(catalog: &str) -> Context {
    let job = "resource-snapshot-job.partnercentral-selling.amazonaws.com";
    context([
        ("partnercentral:Catalog", catalog),
        ("iam:PassedToService", job),
    ])
}

/// The operations of which a policy denies something, in a catalog.
fn denied(policy: &Policy, catalog: &str) -> Vec<&'static str> {
    let context = surroundings(catalog);
    let mut denied: Vec<_> = OPERATIONS
        .iter()
        .filter(|actions| {
            actions.requirements.iter().any(|requirement| {
                let resource = arn(requirement.resource, catalog);
                let request = Request::new(requirement.action, &resource, &context);
                !decide(&[policy], &request).is_allowed()
            })
        })
        .map(|actions| actions.operation)
        .collect();
    denied.sort_unstable();
    denied
}

#[test]
fn full_access_is_access_to_all_of_both_catalogs() {
    let policy = managed("AWSPartnerCentralFullAccess").expect("the policy");
    assert!(denied(policy, "AWS").is_empty());
    assert!(denied(policy, "Sandbox").is_empty());
    assert_eq!(denied(policy, "Other").len(), OPERATIONS.len());
}

#[test]
fn sandbox_access_is_access_to_all_of_the_sandbox_and_nothing_else() {
    let policy = managed("AWSPartnerCentralSandboxFullAccess").expect("the policy");
    assert!(denied(policy, "Sandbox").is_empty());
    assert_eq!(denied(policy, "AWS").len(), OPERATIONS.len());
}

#[test]
fn opportunity_management_is_everything_but_the_settings() {
    let policy = managed("AWSPartnerCentralOpportunityManagement").expect("the policy");
    for catalog in ["AWS", "Sandbox"] {
        assert_eq!(
            denied(policy, catalog),
            ["GetSellingSystemSettings", "PutSellingSystemSettings"]
        );
    }
}

#[test]
fn opportunity_management_carries_every_task_through() {
    let policy = managed("AWSPartnerCentralOpportunityManagement").expect("the policy");
    let context = surroundings("AWS");
    for task in &TASKS {
        for requirement in task.steps.iter().flat_map(|step| step.requirements) {
            let resource = requirement.resource.arn(ACCOUNT, "AWS", None);
            let request = Request::new(requirement.action, &resource, &context);
            let decision = decide(&[policy], &request);
            assert!(decision.is_allowed(), "{}: {requirement:?}", task.operation);
        }
    }
}

/// What AWS's guide to multi-partner opportunities has a partner attach: tags need a grant of their
/// own, and only a request that has some asks for it.
#[test]
fn tags_are_asked_for_only_where_there_are_some() {
    let creating = OPERATIONS
        .iter()
        .filter(|actions| actions.operation.starts_with("Create"));
    let tagged = creating.filter(|actions| {
        actions
            .requirements
            .iter()
            .any(|requirement| requirement.when == When::Tagged)
    });
    let tagged: Vec<_> = tagged.map(|actions| actions.operation).collect();
    assert_eq!(tagged, ["CreateOpportunity", "CreateResourceSnapshotJob"]);
}
