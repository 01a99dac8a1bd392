//! Documents that are no policies, and the words with which they are refused.

use cosell_auth::policy::Policy;
use serde_json::{Value, json};

fn refusal(document: &str) -> String {
    match Policy::parse("test", document) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("accepted: {document}"),
    }
}

/// The refusal of a good document with one member of its only statement replaced.
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
    assert!(refusal("{").starts_with("The policy document is no JSON: "));
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
        "Version is refused: there is no version '2026-01-01', but 2012-10-17."
    );
    let statement = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
    assert_eq!(
        refusal(&format!(r#"{{"Statement": {statement}, "Statements": 1}}"#)),
        "The policy document has the unknown element 'Statements'."
    );
    let twice = refusal(&format!(
        r#"{{"Statement": {statement}, "Statement": {statement}}}"#
    ));
    assert!(
        twice.contains("member 'Statement' is there twice"),
        "{twice}"
    );
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
            "Statement[0].Resource is refused: 'opportunity/*' is neither an ARN nor *.",
        ),
        (
            "Resource",
            json!("arn:aws:s3:::${aws:username"),
            "Statement[0].Resource is refused: the variable in 'arn:aws:s3:::${aws:username' has \
             no closing brace.",
        ),
        (
            "Sid",
            json!("a b"),
            "Statement[0].Sid is refused: a Sid holds letters and digits only.",
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
            "Statement[0] names a principal with 'Principal', which only a policy of a resource \
             does.",
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
        assert!(message.contains("is no action"), "{message}");
    }
}

#[test]
fn a_condition_must_be_one_that_can_be_decided() {
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
            format!("{path}.{operator} is refused: there is no operator '{operator}'.")
        );
    }
    // What no values mean is told of other operators: `conditions.rs`.
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
            "{path}.StringEquals.aws:username is refused: the key is there before in other \
             letters, which mean the same."
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
            " is refused: '${x}' names no condition key.",
        ),
        (
            "NumericLessThan",
            json!("many"),
            " is refused: 'many' is no number.",
        ),
        (
            "NumericEquals",
            json!("inf"),
            " is refused: 'inf' is no number.",
        ),
        (
            "DateEquals",
            json!("2026-02-30"),
            " is refused: '2026-02-30' is no date.",
        ),
        (
            "Bool",
            json!("yes"),
            " is refused: 'yes' is neither true nor false.",
        ),
        (
            "Null",
            json!(1),
            " is refused: '1' is neither true nor false.",
        ),
        ("BinaryEquals", json!("%"), " is refused: '%' is no base64."),
        (
            "IpAddress",
            json!("10.0.0.0/33"),
            " is refused: '10.0.0.0/33' is neither an address nor a range of them.",
        ),
        (
            "ArnLike",
            json!("role/*"),
            " is refused: 'role/*' is no ARN; an ARN has six parts.",
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
            "{path}.Bool.Key is refused: a condition key is written SERVICE:NAME, such as \
             aws:username."
        )
    );
}

#[test]
fn a_member_that_is_there_twice_is_refused_wherever_it_is() {
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
        // The same name, written otherwise.
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
        let twice = format!("member '{member}' is there twice");
        assert!(message.contains(&twice), "{document}: {message}");
    }
}

#[test]
fn two_statements_may_not_share_a_sid() {
    let statement = json!({ "Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*" });
    assert_eq!(
        refusal(&json!({ "Statement": [statement, statement] }).to_string()),
        "Statement is refused: two statements have the Sid 'A'."
    );
}
