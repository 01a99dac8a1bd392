//! AWS's managed policies, compared with the actions that operations and steps require.

use cosell_auth::policy::{Context, Policy, Request, decide, managed};
use cosell_domain::permission::{ResourceType, Subject, When};
use cosell_domain::task::declared;
use cosell_domain::{OPERATIONS, find};

const ACCOUNT: &str = "111111111111";

/// The ARN of a resource of a requirement's type.
fn arn(subject: Subject, catalog: &str) -> String {
    let of = |resource: ResourceType, id| resource.arn(ACCOUNT, catalog, id);
    match subject {
        Subject::Any => "*".to_owned(),
        Subject::Created(resource) => of(resource, None),
        Subject::Named(resource, _) | Subject::Each(resource, _) => of(resource, Some("id")),
        Subject::Snapshot => of(ResourceType::ResourceSnapshot, Some("id")),
        Subject::Arn(_) => of(ResourceType::Opportunity, Some("O7654321")),
        Subject::Role(_) => format!("arn:aws:iam::{ACCOUNT}:role/SnapshotJobs"),
    }
}

fn surroundings(catalog: &str) -> Context {
    let job = "resource-snapshot-job.partnercentral-selling.amazonaws.com";
    let mut context = Context::default();
    context.set("partnercentral:Catalog", catalog);
    context.set("iam:PassedToService", job);
    context
}

/// The operations that a policy does not fully allow, in a catalog.
fn denied(policy: &Policy, catalog: &str) -> Vec<&'static str> {
    let context = surroundings(catalog);
    let mut denied: Vec<_> = OPERATIONS
        .iter()
        .filter(|entry| {
            entry.requires.iter().any(|requirement| {
                let resource = arn(requirement.subject, catalog);
                let request = Request::new(requirement.action, &resource, &context);
                !decide(&[policy], &request).is_allowed()
            })
        })
        .map(|entry| entry.meta.name)
        .collect();
    denied.sort_unstable();
    denied
}

#[test]
fn full_access_allows_everything_in_both_catalogs() {
    let policy = managed("AWSPartnerCentralFullAccess").expect("the policy");
    assert!(denied(policy, "AWS").is_empty());
    assert!(denied(policy, "Sandbox").is_empty());
    assert_eq!(denied(policy, "Other").len(), OPERATIONS.len());
}

#[test]
fn sandbox_access_allows_everything_in_the_sandbox_and_nothing_else() {
    let policy = managed("AWSPartnerCentralSandboxFullAccess").expect("the policy");
    assert!(denied(policy, "Sandbox").is_empty());
    assert_eq!(denied(policy, "AWS").len(), OPERATIONS.len());
}

/// Operations that were published after the policy, which names none of them.
const NEWER: [&str; 18] = [
    "CreateCustomerAccount",
    "DeleteCustomerAccount",
    "GetCustomerAccount",
    "GetCustomerAccountBulkJob",
    "GetCustomerAccountBulkJobReportUrl",
    "GetCustomerAccountStatistics",
    "GetOpportunityBulkJobReportUrl",
    "ListCustomerAccountBulkJobResults",
    "ListCustomerAccountBulkJobs",
    "ListEngagementGroups",
    "ListOpportunityBulkJobResults",
    "ListOpportunityBulkJobs",
    "SearchCustomerAccounts",
    "SearchEngagements",
    "SearchOpportunities",
    "StartCustomerAccountBulkJob",
    "StartOpportunityBulkJob",
    "UpdateCustomerAccount",
];

#[test]
fn opportunity_management_allows_everything_except_the_settings_and_newer_operations() {
    let policy = managed("AWSPartnerCentralOpportunityManagement").expect("the policy");
    for catalog in ["AWS", "Sandbox"] {
        let mut expected = vec!["GetSellingSystemSettings", "PutSellingSystemSettings"];
        expected.extend(NEWER.iter().filter(|name| find(name).is_some()));
        expected.sort_unstable();
        assert_eq!(denied(policy, catalog), expected);
    }
}

#[test]
fn opportunity_management_allows_every_step_of_every_task() {
    let policy = managed("AWSPartnerCentralOpportunityManagement").expect("the policy");
    let context = surroundings("AWS");
    for task in declared() {
        let requirements = task.steps.iter();
        let requirements = requirements.flat_map(|(_, requires)| requires.requirements());
        for requirement in requirements {
            let resource = requirement.resource.arn(ACCOUNT, "AWS", None);
            let request = Request::new(requirement.action, &resource, &context);
            let decision = decide(&[policy], &request);
            assert!(decision.is_allowed(), "{}: {requirement:?}", task.operation);
        }
    }
}

/// AWS's guide to multi-partner opportunities attaches a separate permission to tag; only a request
/// with tags requires it.
#[test]
fn a_tagging_permission_is_required_only_for_requests_with_tags() {
    let creating = OPERATIONS
        .iter()
        .filter(|entry| entry.meta.name.starts_with("Create"));
    let tagged = creating.filter(|entry| {
        entry
            .requires
            .iter()
            .any(|requirement| requirement.when == When::Tagged)
    });
    let tagged: Vec<_> = tagged.map(|entry| entry.meta.name).collect();
    assert_eq!(
        tagged,
        [
            "CreateCustomerAccount",
            "CreateOpportunity",
            "CreateResourceSnapshotJob"
        ]
    );
}
