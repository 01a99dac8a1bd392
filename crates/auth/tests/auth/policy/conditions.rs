//! Every operator of a Condition, and its result for missing keys and keys with several values.

use cosell_auth::policy::{Context, Policy, Request, decide};
use serde_json::{Value, json};

use super::{OPPORTUNITY, applies_with, context};

/// Operator, the policy's values, request values that match, and some that do not.
type Case = (
    &'static str,
    Value,
    &'static [&'static str],
    &'static [&'static str],
);

fn cases() -> Vec<Case> {
    vec![
        (
            "StringEquals",
            json!(["a*", "b"]),
            &["a*", "b"],
            &["A*", "ab", ""],
        ),
        (
            "StringNotEquals",
            json!(["a", "b"]),
            &["A", ""],
            &["a", "b"],
        ),
        (
            "StringEqualsIgnoreCase",
            json!("Ärzte"),
            &["äRZTE"],
            &["arzte"],
        ),
        (
            "StringNotEqualsIgnoreCase",
            json!("Aws"),
            &["sandbox"],
            &["AWS"],
        ),
        (
            "StringLike",
            json!("a?c*"),
            &["abc", "abcd"],
            &["ac", "Abc"],
        ),
        ("StringNotLike", json!(["a*", "b*"]), &["c"], &["ab", "ba"]),
        (
            "NumericEquals",
            json!("5"),
            &["5", "5.0"],
            &["6", "five", ""],
        ),
        ("NumericNotEquals", json!(5), &["6"], &["5"]),
        ("NumericLessThan", json!(5), &["4.9", "-1"], &["5", "6"]),
        ("NumericLessThanEquals", json!(5), &["5"], &["5.1"]),
        ("NumericGreaterThan", json!(-1.5), &["-1"], &["-1.5", "NaN"]),
        (
            "NumericGreaterThanEquals",
            json!("1e3"),
            &["1000"],
            &["999"],
        ),
        (
            "DateEquals",
            json!("2026-03-14"),
            &["2026-03-14T01:00:00+01:00"],
            &["2026-03-15"],
        ),
        (
            "DateNotEquals",
            json!("2026-03-14"),
            &["2026-03-15"],
            &["2026-03-14T00:00:00Z"],
        ),
        (
            "DateLessThan",
            json!("2026-03-14T12:00:00Z"),
            &["2026-03-14"],
            &["1800000000"],
        ),
        (
            "DateLessThanEquals",
            json!(1_000),
            &["1970-01-01T00:16:40Z"],
            &["1001", "soon"],
        ),
        (
            "DateGreaterThan",
            json!("2020-01-01"),
            &["2026-01-01"],
            &["2019-12-31T23:59:59Z"],
        ),
        (
            "DateGreaterThanEquals",
            json!("2020-01-01"),
            &["2020-01-01"],
            &["2019-12-31"],
        ),
        ("Bool", json!("true"), &["true", "True"], &["false", "1"]),
        ("Bool", json!(false), &["false"], &["true"]),
        (
            "BinaryEquals",
            json!("c3RvbmU="),
            &["c3RvbmU="],
            &["c3RvbmV=", "stone"],
        ),
        (
            "IpAddress",
            json!(["203.0.113.0/24", "2001:db8::/32", "10.0.0.1"]),
            &["203.0.113.255", "2001:db8:1::1", "10.0.0.1"],
            &[
                "203.0.114.0",
                "2001:db9::",
                "10.0.0.2",
                "::ffff:10.0.0.1",
                "home",
            ],
        ),
        ("NotIpAddress", json!("0.0.0.0/0"), &["::1"], &["127.0.0.1"]),
        (
            "ArnEquals",
            json!("arn:aws:iam::*:role/Sales*"),
            &["arn:aws:iam::111111111111:role/SalesLead"],
            &[
                "arn:aws:iam::111111111111:user/Sales",
                "arn:aws:iam:x:y:z:role/Sales",
                "Sales",
            ],
        ),
        (
            "ArnLike",
            json!(["arn:aws:*::1:role/a:b", "arn:aws:sns:*:*:*"]),
            &["arn:aws:iam::1:role/a:b", "arn:aws:sns:eu-west-1:1:a:b"],
            &["arn:aws:iam:eu:west:1:role/a:b", "arn:aws:sns:eu-west-1:1"],
        ),
        ("ArnLike", json!("*"), &["arn:aws:iam::1:role/a"], &["a"]),
        (
            "ArnNotEquals",
            json!("arn:aws:iam::1:*"),
            &["arn:aws:iam::2:x"],
            &["arn:aws:iam::1:x"],
        ),
        (
            "ArnNotLike",
            json!("arn:aws:iam::1:*"),
            &["arn:aws:iam::2:x"],
            &["arn:aws:iam::1:x"],
        ),
    ]
}

#[test]
fn every_operator_matches_its_values_and_no_others() {
    for (operator, values, matching, others) in cases() {
        for (sent, expected) in [(matching, true), (others, false)] {
            for value in sent {
                let condition = json!({ operator: { "app:Key": values } });
                let context = context([("APP:key", *value)]);
                assert_eq!(
                    applies_with(&condition, &context),
                    expected,
                    "{condition} {value}"
                );
                let if_exists = json!({ format!("{operator}IfExists"): { "app:Key": values } });
                assert_eq!(
                    applies_with(&if_exists, &context),
                    expected,
                    "{if_exists} {value}"
                );
            }
        }
    }
}

#[test]
fn a_missing_key_fails_unless_the_operator_is_negated_or_if_exists() {
    let missing = Context::default();
    for (operator, values, _, _) in cases() {
        let of =
            |operator: String| applies_with(&json!({ operator: { "app:Key": values } }), &missing);
        assert_eq!(
            of(operator.to_owned()),
            operator.contains("Not"),
            "{operator}"
        );
        assert!(of(format!("{operator}IfExists")), "{operator}IfExists");
        assert!(
            of(format!("ForAllValues:{operator}")),
            "ForAllValues:{operator}"
        );
        assert!(
            !of(format!("ForAnyValue:{operator}")),
            "ForAnyValue:{operator}"
        );
        assert!(
            of(format!("ForAnyValue:{operator}IfExists")),
            "ForAnyValue:{operator}IfExists"
        );
    }
}

/// The table of IAM's documentation: which requests with tag keys match which quantifier.
#[test]
fn a_quantifier_says_how_many_of_several_values_must_match() {
    let policy_keys = json!({ "aws:TagKeys": ["environment", "cost-center"] });
    for (sent, all, any, all_not, any_not) in [
        (vec!["environment"], true, true, false, false),
        (vec!["environment", "cost-center"], true, true, false, false),
        (vec!["environment", "dept"], false, true, false, true),
        (vec!["dept"], false, false, true, true),
        (vec![], true, false, true, false),
    ] {
        let mut context = Context::default();
        context.set_all("aws:TagKeys", sent.clone());
        for (operator, expected) in [
            ("ForAllValues:StringEquals", all),
            ("ForAnyValue:StringEquals", any),
            ("ForAllValues:StringNotEquals", all_not),
            ("ForAnyValue:StringNotEquals", any_not),
        ] {
            let condition = json!({ operator: policy_keys });
            assert_eq!(
                applies_with(&condition, &context),
                expected,
                "{operator} {sent:?}"
            );
        }
    }
}

/// As IAM Access Analyzer explains empty lists to their authors.
#[test]
fn an_empty_list_matches_no_value_of_a_request() {
    let there = context([("app:Key", "value")]);
    let missing = Context::default();
    for (operator, of_missing) in [
        ("ForAllValues:StringEquals", true),
        ("ForAnyValue:StringEquals", false),
        ("StringEqualsIfExists", true),
        ("NumericLessThanIfExists", true),
    ] {
        let condition = json!({ operator: { "app:Key": [] } });
        assert!(!applies_with(&condition, &there), "{operator}");
        assert_eq!(applies_with(&condition, &missing), of_missing, "{operator}");
    }
    for nothing in [json!({}), json!({ "StringEquals": {} })] {
        assert!(
            applies_with(&nothing, &missing),
            "{nothing} requires nothing"
        );
    }
}

#[test]
fn each_of_several_values_of_a_key_can_match() {
    let mut context = Context::default();
    context.set_all("aws:ResourceTag/Team", ["sea", "land"]);
    for team in ["sea", "land"] {
        let condition = json!({ "StringEquals": { "aws:ResourceTag/TEAM": team } });
        assert!(applies_with(&condition, &context), "{team}");
    }
}

#[test]
fn null_checks_whether_a_key_is_missing() {
    let there = context([("aws:TokenIssueTime", "2026-03-14T00:00:00Z")]);
    let missing = Context::default();
    for (value, of_there, of_missing) in [
        (json!("true"), false, true),
        (json!(false), true, false),
        (json!(["true", "false"]), true, true),
    ] {
        let condition = json!({ "Null": { "aws:TokenIssueTime": value } });
        assert_eq!(applies_with(&condition, &there), of_there, "{condition}");
        assert_eq!(
            applies_with(&condition, &missing),
            of_missing,
            "{condition}"
        );
    }
}

#[test]
fn all_operators_and_all_keys_must_match() {
    let condition = json!({
        "StringEquals": { "partnercentral:Catalog": "Sandbox", "aws:ResourceTag/Team": "north" },
        "IpAddress": { "aws:SourceIp": "10.0.0.0/8" },
    });
    let right = [
        ("partnercentral:Catalog", "Sandbox"),
        ("aws:ResourceTag/team", "north"),
        ("aws:SourceIp", "10.1.2.3"),
    ];
    assert!(applies_with(&condition, &context(right)));
    for wrong in 0..right.len() {
        let mut values = right;
        values[wrong].1 = "172.16.0.1";
        assert!(
            !applies_with(&condition, &context(values)),
            "{}",
            right[wrong].0
        );
    }
    assert!(applies_with(&json!({}), &Context::default()));
}

#[test]
fn variables_compare_the_request_with_itself() {
    let condition = |operator: &str| {
        let value = "${aws:PrincipalTag/Team}";
        json!({ operator: { "aws:ResourceTag/Team": value } })
    };
    let same = context([
        ("aws:ResourceTag/Team", "n*"),
        ("aws:PrincipalTag/Team", "n*"),
    ]);
    let star = context([
        ("aws:ResourceTag/Team", "north"),
        ("aws:PrincipalTag/Team", "n*"),
    ]);
    let case = context([
        ("aws:ResourceTag/Team", "North"),
        ("aws:PrincipalTag/Team", "north"),
    ]);
    let none = context([("aws:ResourceTag/Team", "north")]);
    for (operator, of_same, of_star, of_case, of_none) in [
        ("StringEquals", true, false, false, false),
        ("StringLike", true, false, false, false),
        ("StringEqualsIgnoreCase", true, false, true, false),
        ("StringNotEquals", false, true, true, true),
    ] {
        for (context, expected) in [
            (&same, of_same),
            (&star, of_star),
            (&case, of_case),
            (&none, of_none),
        ] {
            assert_eq!(
                applies_with(&condition(operator), context),
                expected,
                "{operator} {context:?}"
            );
        }
    }
    let arn = json!({ "ArnLike": { "app:Arn": "arn:aws:iam::${aws:PrincipalAccount}:role/*" } });
    let values = [
        ("app:Arn", "arn:aws:iam::1:role/a"),
        ("aws:PrincipalAccount", "1"),
    ];
    assert!(applies_with(&arn, &context(values)));
}

/// Before version 2012-10-17 a dollar sign was a plain character.
#[test]
fn the_older_version_has_no_variables() {
    let document = json!({
        "Version": "2008-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "*",
            "Resource": "*",
            "Condition": { "StringEquals": { "app:Key": "${aws:username}" } },
        },
    });
    let policy = Policy::parse("old", &document.to_string()).expect("a policy");
    let allows = |context: &Context| {
        let request = Request::new("partnercentral:GetOpportunity", OPPORTUNITY, context);
        decide(&[&policy], &request).is_allowed()
    };
    assert!(allows(&context([
        ("app:Key", "${aws:username}"),
        ("aws:username", "ann")
    ])));
    assert!(!allows(&context([
        ("app:Key", "ann"),
        ("aws:username", "ann")
    ])));
}
