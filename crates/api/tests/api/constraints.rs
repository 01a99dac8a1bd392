//! Every constraint of the model is checked, and every violated one is named.

use cosell_api::operations::OPERATIONS;
use cosell_api::types::ValidationExceptionErrorCode as Code;
use cosell_api::wire::{DecodeError, checked};
use cosell_api::{Error, FieldError, find};
use serde_json::{Value, json};

use crate::sample::{full, minimal, violations};

pub(crate) fn findings(operation: &str, value: Value) -> Vec<FieldError> {
    let meta = find(operation).expect("an operation");
    match checked(value, meta) {
        Ok(_) => Vec::new(),
        Err(DecodeError::Modelled(Error::Validation { errors, .. })) => errors,
        Err(other) => panic!("{operation}: {other}"),
    }
}

#[test]
fn what_the_model_allows_is_accepted() {
    for meta in OPERATIONS {
        assert_eq!(
            findings(meta.name, minimal(meta.input)),
            [],
            "{}",
            meta.name
        );
        assert_eq!(findings(meta.name, full(meta.input)), [], "{}", meta.name);
    }
}

#[test]
fn every_single_violation_is_found_and_named() {
    let mut count = 0;
    for meta in OPERATIONS {
        for violation in violations(meta.input) {
            count += 1;
            let found = findings(meta.name, violation.value);
            let is_whole = |finding: &FieldError| !finding.message.ends_with('…');
            assert!(found.iter().all(is_whole), "{found:?}");
            let place = format!(
                "{}: {} {:?}",
                meta.name, violation.field_name, violation.code
            );
            assert!(!found.is_empty(), "not found: {place}");
            for finding in &found {
                assert_eq!(
                    finding.field_name.as_ref(),
                    Some(&violation.field_name),
                    "{place}"
                );
                assert_eq!(finding.code, violation.code, "{place}");
            }
        }
    }
    // The model of November 2026 has so many constraints; a generator that finds fewer of them is
    // broken.
    assert!(count > 2_399, "only {count} violations");
}

#[test]
fn all_findings_are_listed_not_just_the_first() {
    let found = findings(
        "CreateOpportunity",
        json!({
            "Catalog": "AWS-1",
            "PrimaryNeedsFromAws": ["Co-Sell - Deal Support", "More money"],
            "Project": { "Title": "x".repeat(256), "ExpectedCustomerSpend": [
                {
                    "Amount": "1", "CurrencyCode": "USD",
                    "Frequency": "Monthly", "TargetCompany": "AWS",
                },
                {
                    "Amount": "one", "CurrencyCode": "EUX",
                    "Frequency": "Monthly", "TargetCompany": "",
                },
            ]},
        }),
    );
    let named: Vec<_> = found
        .iter()
        .map(|finding| {
            (
                finding.field_name.as_deref().unwrap_or_default(),
                finding.code,
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("clientToken", Code::RequiredFieldMissing),
            ("catalog", Code::InvalidStringFormat),
            ("primaryNeedsFromAws", Code::InvalidEnumValue),
            (
                "project.expectedCustomerSpend.amount",
                Code::InvalidStringFormat
            ),
            (
                "project.expectedCustomerSpend.currencyCode",
                Code::InvalidEnumValue
            ),
            (
                "project.expectedCustomerSpend.targetCompany",
                Code::InvalidStringFormat
            ),
            ("project.title", Code::InvalidStringFormat),
        ]
    );
}

#[test]
fn messages_name_the_item_and_the_constraint_but_never_the_value() {
    let found = findings(
        "CreateOpportunity",
        json!({
            "Catalog": "AWS", "ClientToken": "t",
            "Customer": { "Contacts": [null, { "Phone": "secret 1" }] },
            "PrimaryNeedsFromAws": ["secret 2"],
            "Project": { "Title": "secret 3".repeat(100) },
        }),
    );
    let messages: Vec<_> = found
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        messages[1],
        "Value at 'customer.contacts.2.member.phone' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: \\+[1-9]\\d{1,14}"
    );
    assert!(
        messages[0].contains("'primaryNeedsFromAws.1.member'"),
        "{}",
        messages[0]
    );
    assert!(messages[0].contains("Member must satisfy enum value set: [Co-Sell - Arch"));
    assert!(messages[2].ends_with("Member must have length less than or equal to 255"));
    assert!(!messages.join(" ").contains("secret"));
}

#[test]
fn lengths_count_characters_not_bytes() {
    let title = |title: String| {
        let project = json!({ "Title": title });
        json!({ "Catalog": "AWS", "ClientToken": "t", "Project": project })
    };
    assert_eq!(findings("CreateOpportunity", title("é".repeat(255))), []);
    assert_eq!(findings("CreateOpportunity", title("💡".repeat(255))), []);
    assert_eq!(
        findings("CreateOpportunity", title("💡".repeat(256))).len(),
        1
    );
}

#[test]
fn task_ids_are_accepted_in_both_styles() {
    for id in [
        "oit-ab0cd1ef2gh3i",
        "task-ab0cd1ef2gh3i",
        "arn:aws:partnercentral:x:1:task/oit-1",
    ] {
        let input = json!({ "Catalog": "AWS", "TaskIdentifier": [id] });
        assert_eq!(
            findings("ListEngagementFromOpportunityTasks", input),
            [],
            "{id}"
        );
    }
    let input = json!({ "Catalog": "AWS", "TaskIdentifier": ["job-ab0cd1ef2gh3i"] });
    assert_eq!(
        findings("ListEngagementFromOpportunityTasks", input).len(),
        1
    );
}
