//! The typed inputs and outputs have exactly the members of the shape tables.

use std::collections::BTreeSet;

use cosell_api::operations::{self, OPERATIONS};
use cosell_api::shape::Kind;
use cosell_api::types::{self, Project};
use cosell_api::{Nullable, Operation, Shape, find, wire};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::sample::{full, minimal, object, texts, without_nulls};

/// Calls `$check::<Operation>()` with every operation, in the order of the table.
macro_rules! every_operation {
    ($check:ident) => {
        every_operation!($check:
            AcceptEngagementInvitation AssignOpportunity AssociateOpportunity CreateCustomerAccount
            CreateEngagement CreateEngagementContext CreateEngagementInvitation CreateOpportunity
            CreateResourceSnapshot CreateResourceSnapshotJob DeleteCustomerAccount
            DeleteResourceSnapshotJob DisassociateOpportunity GetAwsOpportunitySummary
            GetCustomerAccount GetCustomerAccountBulkJob GetCustomerAccountBulkJobReportUrl
            GetCustomerAccountStatistics GetEngagement GetEngagementInvitation GetOpportunity
            GetOpportunityBulkJobReportUrl GetProspectingFromEngagementTask GetResourceSnapshot
            GetResourceSnapshotJob GetSellingSystemSettings ListCustomerAccountBulkJobResults
            ListCustomerAccountBulkJobs ListEngagementByAcceptingInvitationTasks
            ListEngagementFromOpportunityTasks ListEngagementGroups ListEngagementInvitations
            ListEngagementMembers ListEngagementResourceAssociations ListEngagements
            ListOpportunities ListOpportunityBulkJobResults ListOpportunityBulkJobs
            ListOpportunityFromEngagementTasks ListProspectingFromEngagementTasks
            ListResourceSnapshotJobs ListResourceSnapshots ListSolutions ListTagsForResource
            PutSellingSystemSettings RejectEngagementInvitation SearchCustomerAccounts
            SearchEngagements SearchOpportunities StartCustomerAccountBulkJob
            StartEngagementByAcceptingInvitationTask StartEngagementFromOpportunityTask
            StartOpportunityBulkJob StartOpportunityFromEngagementTask
            StartProspectingFromEngagementTask StartResourceSnapshotJob StopResourceSnapshotJob
            SubmitOpportunity TagResource UntagResource UpdateCustomerAccount
            UpdateEngagementContext UpdateOpportunity)
    };
    ($check:ident: $($operation:ident)*) => {
        [$((operations::$operation::META.name, $check::<operations::$operation>())),*]
    };
}

fn round_trip<T: Serialize + DeserializeOwned>(shape: &'static Shape) {
    for value in [minimal(shape), full(shape)] {
        let typed: T = serde_json::from_value(value.clone())
            .unwrap_or_else(|error| panic!("{}: {error}", shape.name));
        let written = serde_json::to_value(&typed).expect("writable");
        every_member_is_written(&written, shape);
        assert_eq!(
            without_nulls(written),
            without_nulls(value),
            "{}",
            shape.name
        );
    }
}

fn every_member_is_written(value: &Value, shape: &Shape) {
    match (&shape.kind, value) {
        (
            Kind::Structure {
                members,
                union: false,
            },
            Value::Object(object),
        ) => {
            let expected: BTreeSet<_> = members.iter().map(|member| member.name).collect();
            let written: BTreeSet<_> = object.keys().map(String::as_str).collect();
            assert_eq!(written, expected, "{}", shape.name);
            for member in *members {
                every_member_is_written(&object[member.name], member.shape);
            }
        }
        (Kind::List { member, .. }, Value::Array(items)) => {
            for item in items {
                every_member_is_written(item, member);
            }
        }
        _ => {}
    }
}

fn input<O: Operation>() {
    round_trip::<O::Input>(O::META.input);
    for value in [minimal(O::META.input), full(O::META.input)] {
        assert!(wire::decode::<O>(value).is_ok(), "{}", O::META.name);
    }
}

#[test]
fn inputs_hold_every_member_and_write_absent_ones_as_null() {
    let names = every_operation!(input).map(|(name, ())| name);
    assert_eq!(names, OPERATIONS.map(|meta| meta.name));
}

fn output<O: Operation<Output: DeserializeOwned>>() {
    if let Some(shape) = O::META.output {
        round_trip::<O::Output>(shape);
    } else {
        let unit: O::Output = serde_json::from_value(Value::Null).expect("no output");
        assert_eq!(wire::encode::<O>(&unit), Ok(Vec::new()), "{}", O::META.name);
    }
}

#[test]
fn outputs_hold_every_member_and_write_absent_ones_as_null() {
    every_operation!(output);
}

fn silent<O: Operation<Input: std::fmt::Debug>>() {
    let value = full(O::META.input);
    let mut sensitive = Vec::new();
    let mut open = BTreeSet::new();
    texts(&value, O::META.input, &mut |text, hidden| {
        if hidden {
            sensitive.push(text.to_owned());
        } else {
            open.insert(text.to_owned());
        }
    });
    let input: O::Input = serde_json::from_value(value).expect("valid");
    let shown = format!("{input:?}");
    for text in sensitive
        .iter()
        .filter(|text| text.len() > 5 && !open.contains(*text))
    {
        let text = format!("{text:?}");
        assert!(!shown.contains(&text), "{} shows {text}", O::META.name);
    }
}

#[test]
fn debug_output_never_shows_a_sensitive_value() {
    every_operation!(silent);
    let input = json!({ "Phone": "+4912345678", "Email": "ann@example.com" });
    let contact: types::Contact = serde_json::from_value(input).expect("a contact");
    let shown = format!("{contact:?}");
    assert!(
        shown.contains("Phone: [redacted]") && !shown.contains("ann@"),
        "{shown}"
    );
}

#[test]
fn operations_are_found_by_their_exact_name() {
    for meta in OPERATIONS {
        assert_eq!(find(meta.name).map(|found| found.name), Some(meta.name));
    }
    assert!(find("getOpportunity").is_none());
    assert!(find("").is_none());
}

#[test]
fn operations_that_take_a_token_name_it() {
    let with_token = OPERATIONS
        .iter()
        .filter(|meta| meta.idempotency_token.is_some());
    assert_eq!(with_token.count(), 13);
    let start = operations::StartEngagementFromOpportunityTask::META;
    assert_eq!(start.idempotency_token, Some("ClientToken"));
    assert!(!start.readonly && operations::GetOpportunity::META.readonly);
}

#[test]
fn a_null_contract_duration_is_not_an_absent_one() {
    let update = |project: Value| {
        let body = json!({
            "Catalog": "AWS", "Identifier": "O1", "LastModifiedDate": "2026-01-01T00:00:00Z",
            "Project": project,
        });
        let input = wire::decode::<operations::UpdateOpportunity>(body).expect("valid");
        input.project.expect("a project").expected_contract_duration
    };
    assert_eq!(update(json!({})), Nullable::Absent);
    assert_eq!(
        update(json!({ "ExpectedContractDuration": null })),
        Nullable::Null
    );
    let given = update(json!({ "ExpectedContractDuration": { "Term": "Months", "Value": "12" } }));
    assert_eq!(
        given.as_ref().map(|duration| duration.value.as_str()),
        Some("12")
    );
    assert_eq!(
        given.into_option().map(|duration| duration.value),
        Some("12".to_owned())
    );

    let written = object(serde_json::to_value(Project::default()).expect("writable"));
    assert_eq!(written["ExpectedContractDuration"], Value::Null);
}
