//! Hostile and malformed bodies: each is parsed or refused with a clear error, and none harms the
//! process.

use std::path::PathBuf;
use std::{env, fs};

use cosell_api::operations::{CreateEngagement, CreateOpportunity, ListOpportunities, OPERATIONS};
use cosell_api::wire::{self, DecodeError, MAX_DEPTH};
use cosell_api::{ProtocolErrorKind, types};
use serde_json::{Value, json};

fn refusal(body: &[u8]) -> String {
    let error = wire::parse(body).expect_err("refused");
    assert_eq!(error.kind, ProtocolErrorKind::Serialization);
    assert_eq!(error.http_status(), 400);
    error.message
}

fn wrong_type(value: Value) -> String {
    match wire::decode::<CreateOpportunity>(value) {
        Err(DecodeError::Protocol(error)) => error.message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn broken_json_is_refused() {
    let bodies: [&[u8]; 16] = [
        b"{",
        b"}",
        b"{\"a\":}",
        b"{\"a\" 1}",
        b"{\"a\":1,}",
        b"{a:1}",
        b"{'a':1}",
        b"{\"a\":01}",
        b"{\"a\":1} x",
        b"{}{}",
        b"{\"a\":\"\x01\"}",
        b"{\"a\":\"\\ud800\"}",
        b"\xef\xbb\xbf{}",
        b"{\"a\":\"\xff\"}",
        b"{\"a\":NaN}",
        b"{\"a\":1e400}",
    ];
    for body in bodies {
        assert!(refusal(body).starts_with("The body is not JSON: "));
    }
    for body in ["[]", "null", "1", "\"{}\"", "true"] {
        assert_eq!(refusal(body.as_bytes()), "The body is not a JSON object");
    }
}

#[test]
fn an_empty_body_is_an_empty_object() {
    for body in ["", " \r\n\t", "{}"] {
        assert_eq!(wire::parse(body.as_bytes()), Ok(json!({})));
    }
}

#[test]
fn depth_is_bounded_before_anything_recurses() {
    let nested = |depth: usize| {
        format!(
            "{{\"a\":{}{}}}",
            "[".repeat(depth - 1),
            "]".repeat(depth - 1)
        )
        .into_bytes()
    };
    assert!(wire::parse(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(
        refusal(&nested(MAX_DEPTH + 1)),
        "The body nests deeper than 64 levels"
    );
    assert_eq!(
        refusal("[".repeat(1_000_000).as_bytes()),
        "The body nests deeper than 64 levels"
    );
    let in_text = format!("{{\"a\":\"\\\"{}\"}}", "[".repeat(1_000));
    assert!(wire::parse(in_text.as_bytes()).is_ok());
}

#[test]
fn the_last_of_a_repeated_key_counts() {
    assert_eq!(wire::parse(br#"{"a":1,"a":2}"#), Ok(json!({ "a": 2 })));
}

#[test]
fn wrong_types_are_refused_with_their_path_and_types() {
    for (body, message) in [
        (
            json!({ "Catalog": 7 }),
            "Value at 'catalog' must be a string, not a number",
        ),
        (
            json!({ "Catalog": ["AWS"] }),
            "Value at 'catalog' must be a string, not an array",
        ),
        (
            json!({ "Project": "x" }),
            "Value at 'project' must be a structure (object), not a string",
        ),
        (
            json!({ "Project": [] }),
            "Value at 'project' must be a structure (object), not an array",
        ),
        (
            json!({ "Project": { "ExpectedCustomerSpend": [{}, { "Amount": 1 }] } }),
            "Value at 'project.expectedCustomerSpend.2.member.amount' must be a string, \
             not a number",
        ),
        (
            json!({ "PrimaryNeedsFromAws": {} }),
            "Value at 'primaryNeedsFromAws' must be a list (array), not an object",
        ),
        (
            json!({ "Origin": true }),
            "Value at 'origin' must be a string, not a boolean",
        ),
    ] {
        assert_eq!(wrong_type(body), message);
    }
}

#[test]
fn integers_must_be_whole_and_in_range() {
    for number in [
        "1.5",
        "5.0",
        "1e2",
        "9223372036854775808",
        "-9223372036854775809",
        "\"5\"",
    ] {
        let body = format!("{{\"Catalog\":\"AWS\",\"MaxResults\":{number}}}");
        let value = wire::parse(body.as_bytes()).expect("JSON");
        let error = wire::decode::<ListOpportunities>(value).expect_err("refused");
        assert_eq!(error.name(), "SerializationException", "{number}");
    }
    let value = json!({ "Catalog": "AWS", "MaxResults": i64::MAX });
    let error = wire::decode::<ListOpportunities>(value).expect_err("out of range");
    assert_eq!(error.name(), "ValidationException");
}

#[test]
fn a_timestamp_must_be_a_string_with_an_instant() {
    let after = |instant: Value| {
        wire::decode::<ListOpportunities>(
            json!({ "Catalog": "AWS", "CreatedDate": { "AfterCreatedDate": instant } }),
        )
    };
    assert!(after(json!("2026-01-01T00:00:00+01:00")).is_ok());
    for wrong in [
        json!(1_700_000_000),
        json!("yesterday"),
        json!("2026-01-01"),
        json!({}),
    ] {
        let error = after(wrong).expect_err("refused");
        assert_eq!(error.name(), "SerializationException");
    }
}

#[test]
fn a_union_must_have_exactly_one_member() {
    let engagement = |payload: Value| {
        wire::decode::<CreateEngagement>(json!({
            "Catalog": "AWS", "ClientToken": "t", "Title": "x", "Description": "x",
            "Contexts": [{ "Type": "CustomerProject", "Payload": payload }],
        }))
    };
    let project = json!({ "Customer": null });
    let one = json!({ "CustomerProject": project, "Lead": null, "__type": "x", "New": {} });
    let input = engagement(one).expect("nulls and unknown members do not count");
    let contexts = input.contexts.expect("contexts");
    let payload = contexts
        .first()
        .and_then(|context| context.payload.as_ref());
    assert!(matches!(
        payload,
        Some(types::EngagementContextPayload::CustomerProject(_))
    ));
    for wrong in [
        json!({}),
        json!({ "New": {} }),
        json!({ "CustomerProject": project, "Lead": {} }),
    ] {
        let error = engagement(wrong).expect_err("refused");
        assert_eq!(error.name(), "SerializationException");
    }
}

#[test]
fn nulls_and_unknown_members_count_as_absent() {
    let input = wire::decode::<CreateOpportunity>(json!({
        "Catalog": "AWS", "ClientToken": "t", "Customer": null, "Arn": "x", "CreatedDate": 7,
        "PrimaryNeedsFromAws": [null, "Co-Sell - Deal Support", null],
        "Project": { "Title": null, "SalesActivities": null, "Unknown": { "Deep": [1] } },
    }))
    .expect("valid");
    assert_eq!(input.customer, None);
    assert_eq!(
        input.primary_needs_from_aws,
        Some(vec![types::PrimaryNeedFromAws::CoSellDealSupport])
    );
    assert_eq!(input.project, Some(types::Project::default()));
}

/// The malformed bodies of the Smithy project's protocol tests, if there is a copy next to the
/// checkout.
#[test]
fn no_known_malformed_body_panics() {
    let folder = env::var_os("COSELL_REFERENCE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = folder.join("malformed-json-bodies.json");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: no malformed bodies at {}", path.display());
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).expect("a list of cases");
    for case in &cases {
        let Some(body) = case.pointer("/request/body").and_then(Value::as_str) else {
            continue;
        };
        let Ok(value) = wire::parse(body.as_bytes()) else {
            continue;
        };
        for meta in OPERATIONS {
            // Any result is fine, but there must be one.
            let _ = wire::checked(value.clone(), meta);
            let wrapped = json!({ "Catalog": value, "Project": value, "MaxResults": value });
            let _ = wire::checked(wrapped, meta);
        }
    }
    assert!(cases.len() > 100, "only {} cases", cases.len());
}
