//! Documents that are not policies, and the messages of their errors.

use cosell_auth::policy::Policy;
use serde_json::{Value, json};

fn refusal(document: &str) -> String {
    match Policy::parse("test", document) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("accepted: {document}"),
    }
}

/// The refusal of a valid document with one member of its only statement replaced.
fn with(member: &str, value: Value) -> String {
    let mut statement = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    match value {
        Value::Null => drop(statement.as_object_mut().expect("an object").remove(member)),
        value => statement[member] = value,
    }
    refusal(&json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string())
}

#[test]
fn a_document_must_be_an_object_with_known_elements() {
    assert!(refusal("{").starts_with("The policy document is not valid JSON: "));
    assert_eq!(refusal("[]"), "The policy document must be an object.");
    assert_eq!(refusal("{}"), "The policy document lacks Statement.");
    // IAM's answer is that the policy has syntax errors.
    assert_eq!(refusal(r#"{"Statement": []}"#), "Statement is empty.");
    assert_eq!(
        refusal(r#"{"Statement": 5}"#),
        "Statement must be an object."
    );
    assert_eq!(
        refusal(r#"{"Version": "2026-01-01", "Statement": []}"#),
        "Version is invalid: unknown version '2026-01-01'; use 2012-10-17."
    );
    let statement = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
    assert_eq!(
        refusal(&format!(r#"{{"Statement": {statement}, "Statements": 1}}"#)),
        "The policy document has the unknown element 'Statements'."
    );
    let twice = refusal(&format!(
        r#"{{"Statement": {statement}, "Statement": {statement}}}"#
    ));
    assert!(twice.contains("duplicate member 'Statement'"), "{twice}");
    let long = format!(
        r#"{{"Statement": {statement}, "Id": "{}"}}"#,
        "x".repeat(10_240)
    );
    assert_eq!(
        refusal(&long),
        "The policy document is longer than 10240 characters."
    );
}

#[test]
fn a_document_that_is_nested_too_deep_is_refused() {
    refusal(&"[".repeat(5_000));
    refusal(&r#"{"Statement":"#.repeat(700));
}

#[test]
fn a_statement_must_have_its_elements_once_and_of_their_types() {
    for (member, value, message) in [
        ("Effect", Value::Null, "Statement[0] lacks Effect."),
        (
            "Effect",
            json!("allow"),
            "Statement[0].Effect must be Allow or Deny.",
        ),
        ("Action", Value::Null, "Statement[0] lacks Action."),
        // IAM's answers are that a statement must contain actions, and resources.
        ("Action", json!([]), "Statement[0].Action is empty."),
        ("Resource", json!([]), "Statement[0].Resource is empty."),
        (
            "Action",
            json!(["*", 5]),
            "Statement[0].Action[1] must be a string.",
        ),
        (
            "NotAction",
            json!("*"),
            "Statement[0] has both Action and NotAction.",
        ),
        ("Resource", Value::Null, "Statement[0] lacks Resource."),
        (
            "NotResource",
            json!("*"),
            "Statement[0] has both Resource and NotResource.",
        ),
        (
            "Resource",
            json!("opportunity/*"),
            "Statement[0].Resource is invalid: 'opportunity/*' is not a resource; write an ARN of \
             six parts, or *.",
        ),
        (
            "Resource",
            json!("arn:aws:s3:::${aws:username"),
            "Statement[0].Resource is invalid: the variable in 'arn:aws:s3:::${aws:username' \
             lacks its closing brace.",
        ),
        (
            "Sid",
            json!("a b"),
            "Statement[0].Sid is invalid: a Sid may contain only letters and digits.",
        ),
        ("Sid", json!(5), "Statement[0].Sid must be a string."),
        (
            "Actions",
            json!("*"),
            "Statement[0] has the unknown element 'Actions'.",
        ),
        (
            "Principal",
            json!("*"),
            "Statement[0] has the element 'Principal', which is for resource-based policies \
             only; remove it.",
        ),
    ] {
        assert_eq!(with(member, value), message);
    }
    for action in [
        "",
        "GetOpportunity",
        "partnercentral:",
        ":Get",
        "part*:Get",
        "a:b:c",
        "a:b c",
    ] {
        let message = with("Action", json!(action));
        assert!(
            message.contains("is not an action; write SERVICE:NAME"),
            "{message}"
        );
    }
}

#[test]
fn a_condition_must_be_one_that_can_be_evaluated() {
    let with = |condition: Value| with("Condition", condition);
    let path = "Statement[0].Condition";
    assert_eq!(with(json!("x")), format!("{path} must be an object."));
    assert_eq!(
        with(json!({ "StringEquals": "x" })),
        format!("{path}.StringEquals must be an object.")
    );
    for operator in [
        "stringequals",
        "StringMatches",
        "NumericLike",
        "ForSomeValues:StringEquals",
        "ForAnyValue:Null",
        "NullIfExists",
        "StringEqualsIfExistsIfExists",
        "Numeric",
    ] {
        assert_eq!(
            with(json!({ operator: { "app:Key": "true" } })),
            format!("{path}.{operator} is invalid: unknown condition operator '{operator}'.")
        );
    }
    // `conditions.rs` tests the operators for which an empty list has a meaning.
    for operator in [
        "StringEquals",
        "StringNotEquals",
        "StringNotEqualsIfExists",
        "ForAllValues:StringNotLike",
        "ForAnyValue:StringNotEquals",
        "Null",
    ] {
        assert_eq!(
            with(json!({ operator: { "app:Key": [] } })),
            format!("{path}.{operator}.app:Key is empty.")
        );
    }
    assert_eq!(
        with(json!({ "StringEquals": { "aws:UserName": "ines", "aws:username": "*" } })),
        format!(
            "{path}.StringEquals.aws:username is invalid: duplicate condition key: the case of \
             letters does not distinguish keys."
        )
    );
    for (operator, value, message) in [
        (
            "StringEquals",
            json!({}),
            " must be a string, a number or a boolean.",
        ),
        (
            "StringEquals",
            json!(["a", null]),
            "[1] must be a string, a number or a boolean.",
        ),
        (
            "StringLike",
            json!("${x}"),
            " is invalid: '${x}' is not a variable; write ${KEY} with a condition key, such as \
             ${aws:username}.",
        ),
        (
            "NumericLessThan",
            json!("many"),
            " is invalid: 'many' is not a number.",
        ),
        (
            "NumericEquals",
            json!("inf"),
            " is invalid: 'inf' is not a number.",
        ),
        (
            "DateEquals",
            json!("2026-02-30"),
            " is invalid: '2026-02-30' is not a date; write 2026-11-22T19:04:29Z, 2026-11-22 or \
             seconds since 1970.",
        ),
        (
            "Bool",
            json!("yes"),
            " is invalid: 'yes' must be true or false.",
        ),
        ("Null", json!(1), " is invalid: '1' must be true or false."),
        (
            "BinaryEquals",
            json!("%"),
            " is invalid: '%' is not base64.",
        ),
        (
            "IpAddress",
            json!("10.0.0.0/33"),
            " is invalid: '10.0.0.0/33' is not an IP address or CIDR block.",
        ),
        (
            "ArnLike",
            json!("role/*"),
            " is invalid: 'role/*' is not an ARN; an ARN has six parts.",
        ),
    ] {
        assert_eq!(
            with(json!({ operator: { "app:Key": value } })),
            format!("{path}.{operator}.app:Key{message}")
        );
    }
    assert_eq!(
        with(json!({ "Bool": { "Key": "true" } })),
        format!(
            "{path}.Bool.Key is invalid: a condition key must be SERVICE:NAME, such as \
             aws:username."
        )
    );
}

#[test]
fn a_duplicate_member_is_refused_wherever_it_is() {
    let statement = r#""Action": "*", "Resource": "*""#;
    let condition = |text: &str| {
        format!(r#"{{"Statement": {{"Effect": "Allow", {statement}, "Condition": {text}}}}}"#)
    };
    for (document, member) in [
        (
            format!(r#"{{"Statement": {{"Effect": "Deny", "Effect": "Allow", {statement}}}}}"#),
            "Effect",
        ),
        (
            format!(r#"{{"Statement": [{{"Effect": "Deny", {statement}, {statement}}}]}}"#),
            "Action",
        ),
        // The same name, written with an escape.
        (
            format!(
                r#"{{"Statement": {{"Effect": "Deny", "\u0045ffect": "Allow", {statement}}}}}"#
            ),
            "Effect",
        ),
        (
            condition(r#"{"Bool": {"a:b": "true"}, "Bool": {}}"#),
            "Bool",
        ),
        (
            condition(r#"{"Bool": {"a:b": "true", "a:b": "false"}}"#),
            "a:b",
        ),
    ] {
        let message = refusal(&document);
        let twice = format!("duplicate member '{member}'");
        assert!(message.contains(&twice), "{document}: {message}");
    }
}

#[test]
fn two_statements_may_not_share_a_sid() {
    let statement = json!({ "Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*" });
    assert_eq!(
        refusal(&json!({ "Statement": [statement, statement] }).to_string()),
        "Statement is invalid: two statements have the Sid 'A'."
    );
}
