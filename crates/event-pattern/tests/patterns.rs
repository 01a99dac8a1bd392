//! Patterns match what AWS's documentation of event patterns says that they match, and mistakes in
//! a pattern are found with their place.

use cosell_event_pattern::{Mismatch, Pattern};
use serde_json::{Value, json};

fn pattern(value: &Value) -> Pattern {
    let parsed = value.to_string().parse();
    parsed.unwrap_or_else(|error| panic!("{value}: {error}"))
}

/// Whether an event matches, which the explanation must say, too.
fn matches(pattern: &Pattern, event: &Value) -> bool {
    let matches = pattern.matches(event);
    let why = pattern.explain(event);
    assert_eq!(why.is_empty(), matches, "{event}: {why:?}");
    matches
}

/// Patterns of one field `f`, with values of it that match and values that do not. The documented
/// examples are among them.
fn of_one_field() -> Vec<(Value, Vec<Value>, Vec<Value>)> {
    let condition = |name: &str, operand: Value| json!([{ name: operand }]);
    vec![
        (
            json!(["Alice"]),
            vec![json!("Alice"), json!(["Bob", "Alice"])],
            vec![json!("alice"), json!("Alic"), json!(["Bob"]), json!([])],
        ),
        (json!([""]), vec![json!("")], vec![json!(" "), Value::Null]),
        (
            json!([null]),
            vec![Value::Null],
            vec![json!("null"), json!(0)],
        ),
        (
            json!([true]),
            vec![json!(true)],
            vec![json!("true"), json!(false)],
        ),
        (
            json!([100]),
            vec![json!(100)],
            vec![json!("100"), json!(100.0)],
        ),
        (
            json!(["Credit", "Debit"]),
            vec![json!("Credit"), json!("Debit")],
            vec![json!("Cash")],
        ),
        (
            condition("prefix", json!("us-")),
            vec![json!("us-east-1"), json!("us-")],
            vec![json!("eu-west-1"), json!("US-east-1"), json!(1)],
        ),
        (
            condition("prefix", json!({"equals-ignore-case": "EventB"})),
            vec![json!("EVENTBRIDGE"), json!("eventb")],
            vec![json!("event")],
        ),
        (
            condition("suffix", json!(".png")),
            vec![json!("a.png"), json!(".png")],
            vec![json!("a.PNG"), json!("png")],
        ),
        (
            condition("suffix", json!({"equals-ignore-case": ".png"})),
            vec![json!("a.PNG"), json!("a.png")],
            vec![json!("a.pngx")],
        ),
        (
            condition("equals-ignore-case", json!("alice")),
            vec![json!("Alice"), json!("ALICE")],
            vec![json!("Alice ")],
        ),
        (
            condition("anything-but", json!("initializing")),
            vec![
                json!("running"),
                json!(5),
                json!(["initializing", "running"]),
            ],
            vec![json!("initializing"), json!([])],
        ),
        (
            condition("anything-but", json!(123)),
            vec![json!(124), json!("123")],
            vec![json!(123)],
        ),
        (
            condition("anything-but", json!(["stopped", "overloaded"])),
            vec![json!("running")],
            vec![json!("stopped"), json!("overloaded")],
        ),
        (
            condition("anything-but", json!([100, 200, 300])),
            vec![json!(400)],
            vec![json!(200)],
        ),
        (
            condition("anything-but", json!({"prefix": "init"})),
            vec![json!("running")],
            vec![json!("initializing"), json!("init")],
        ),
        (
            condition("anything-but", json!({"prefix": ["init", "stop"]})),
            vec![json!("running")],
            vec![json!("initializing"), json!("stopped")],
        ),
        (
            condition("anything-but", json!({"suffix": [".txt", ".rtf"]})),
            vec![json!("a.png")],
            vec![json!("a.txt"), json!("a.rtf")],
        ),
        (
            condition("anything-but", json!({"equals-ignore-case": ["a", "B"]})),
            vec![json!("c")],
            vec![json!("A"), json!("b")],
        ),
        (
            condition("anything-but", json!({"wildcard": "*/lib/*"})),
            vec![json!("a/bin/b")],
            vec![json!("a/lib/b"), json!("/lib/")],
        ),
        (
            condition("numeric", json!(["=", 100])),
            vec![json!(100), json!(100.0)],
            vec![json!(101), json!("100")],
        ),
        (
            condition("numeric", json!([">", 10, "<=", 20])),
            vec![json!(10.5), json!(20)],
            vec![json!(10), json!(21)],
        ),
        (
            condition("numeric", json!(["<", 10])),
            vec![json!(-4)],
            vec![json!(10)],
        ),
        (
            condition("cidr", json!("10.0.0.0/24")),
            vec![json!("10.0.0.255")],
            vec![json!("10.0.1.0"), json!("10.0.0.0/24"), json!("fe80::1")],
        ),
        (
            condition("cidr", json!("2001:db8::/32")),
            vec![json!("2001:db8:5::1")],
            vec![json!("2001:db9::1"), json!("10.0.0.1")],
        ),
        (
            condition("wildcard", json!("dir/*.png")),
            vec![
                json!("dir/a.png"),
                json!("dir/sub/a.png"),
                json!("dir/.png"),
            ],
            vec![
                json!("dir/a.pngx"),
                json!("other/dir/a.png"),
                json!("dir.png"),
            ],
        ),
        (
            condition("wildcard", json!("a*b*a")),
            vec![json!("aba"), json!("abba"), json!("axbya")],
            vec![json!("ab"), json!("aa"), json!("abab")],
        ),
        (
            condition("wildcard", json!(r"1\*2\\*")),
            vec![json!(r"1*2\"), json!(r"1*2\3")],
            vec![json!(r"1x2\3"), json!("1*23")],
        ),
        (
            condition("wildcard", json!("no")),
            vec![json!("no")],
            vec![json!("not")],
        ),
        (
            condition("exists", json!(true)),
            vec![json!(1), Value::Null, json!([1])],
            vec![json!({"g": 1}), json!([])],
        ),
        (
            condition("exists", json!(false)),
            vec![json!({"g": 1}), json!([])],
            vec![json!(""), Value::Null],
        ),
    ]
}

#[test]
fn a_condition_on_one_field_matches_what_is_documented() {
    for (condition, matched, others) in of_one_field() {
        let pattern = pattern(&json!({ "f": condition }));
        for value in matched {
            assert!(
                matches(&pattern, &json!({ "f": value })),
                "{condition} {value}"
            );
        }
        for value in others {
            assert!(
                !matches(&pattern, &json!({ "f": value })),
                "{condition} {value}"
            );
        }
    }
}

#[test]
fn an_absent_field_matches_only_where_it_must_be_absent() {
    for (condition, ..) in of_one_field() {
        let of_absent = condition == json!([{ "exists": false }]);
        let pattern = pattern(&json!({ "f": condition }));
        assert_eq!(
            matches(&pattern, &json!({ "g": 1 })),
            of_absent,
            "{condition}"
        );
        assert_eq!(matches(&pattern, &json!(7)), of_absent, "{condition}");
    }
}

#[test]
fn every_field_must_match_and_others_may_have_any_value() {
    let of_catalog = pattern(&json!({
        "source": ["aws.partnercentral-selling"],
        "detail": { "catalog": ["AWS"], "opportunity": { "identifier": [{ "prefix": "O" }] } },
    }));
    let event = |catalog: &str, identifier: &str| {
        json!({
            "source": "aws.partnercentral-selling",
            "resources": [],
            "detail": { "catalog": catalog, "opportunity": { "identifier": identifier } },
        })
    };
    assert!(matches(&of_catalog, &event("AWS", "O1")));
    assert!(!matches(&of_catalog, &event("Sandbox", "O1")));
    assert!(!matches(&of_catalog, &event("AWS", "1")));
}

#[test]
fn or_needs_one_of_its_patterns_beside_the_other_fields() {
    let either = pattern(&json!({
        "source": ["a"],
        "$or": [
            { "Location": ["New York"] },
            { "Day": ["Monday"], "detail": { "n": [{ "numeric": [">", 3] }] } },
        ],
    }));
    assert!(matches(
        &either,
        &json!({ "source": "a", "Location": "New York" })
    ));
    assert!(matches(
        &either,
        &json!({ "source": "a", "Day": "Monday", "detail": { "n": 4 } })
    ));
    assert!(!matches(
        &either,
        &json!({ "source": "a", "Day": "Monday", "detail": { "n": 3 } })
    ));
    assert!(!matches(
        &either,
        &json!({ "source": "b", "Location": "New York" })
    ));
}

#[test]
fn one_element_of_a_list_of_objects_must_meet_all_conditions() {
    let both = pattern(&json!({ "list": { "a": [1], "b": [2] } }));
    assert!(matches(
        &both,
        &json!({ "list": [{ "a": 0, "b": 2 }, { "a": 1, "b": 2 }] })
    ));
    assert!(!matches(
        &both,
        &json!({ "list": [{ "a": 1, "b": 0 }, { "a": 0, "b": 2 }] })
    ));
}

#[test]
fn a_mistake_is_found_with_its_place() {
    let mistakes = [
        ("", "must be JSON"),
        ("[]", "at its beginning: write an object or a list"),
        ("{}", "at its beginning: an object needs at least one field"),
        (r#"{"a": "b"}"#, "at a: write an object or a list"),
        (r#"{"a": []}"#, "at a: a list needs at least one value"),
        (r#"{"a": {"b": ["c", ["d"]]}}"#, "at a.b[1]: write a text"),
        (
            r#"{"a": [{"starts": "b"}]}"#,
            "at a[0].starts: unknown operator starts",
        ),
        (
            r#"{"a": [{"prefix": "b", "suffix": "c"}]}"#,
            "at a[0]: write a text",
        ),
        (
            r#"{"a": [{"prefix": 1}]}"#,
            "at a[0].prefix: write a text, or",
        ),
        (
            r#"{"a": [{"exists": "yes"}]}"#,
            "at a[0].exists: write true or false",
        ),
        (
            r#"{"a": [{"numeric": [">", 5, "<", 5]}]}"#,
            "at a[0].numeric: write pairs",
        ),
        (
            r#"{"a": [{"numeric": ["=", 6e9]}]}"#,
            "at a[0].numeric: write pairs",
        ),
        (
            r#"{"a": [{"numeric": [">"]}]}"#,
            "at a[0].numeric: write pairs",
        ),
        (
            r#"{"a": [{"cidr": "10.0.0.0/33"}]}"#,
            "at a[0].cidr: write a block",
        ),
        (
            r#"{"a": [{"wildcard": "b**"}]}"#,
            "at a[0].wildcard: two wildcards",
        ),
        (
            r#"{"a": [{"wildcard": "b\\c"}]}"#,
            "at a[0].wildcard: a backslash",
        ),
        (
            r#"{"a": [{"anything-but": ["b", 1]}]}"#,
            "at a[0].anything-but: anything-but takes",
        ),
        (
            r#"{"a": [{"anything-but": {"prefix": [1]}}]}"#,
            "anything-but.prefix[0]: write a text",
        ),
        (
            r#"{"$or": [{"a": ["b"]}]}"#,
            "at $or: $or needs a list of at least two",
        ),
        (
            r#"{"$or": [{"a": ["b"]}, {"c": "d"}]}"#,
            "at $or[1].c: write an object or a list",
        ),
    ];
    for (text, wanted) in mistakes {
        let error = text.parse::<Pattern>().expect_err(text).to_string();
        assert!(error.contains(wanted), "{text}: {error}");
    }
}

#[test]
fn what_does_not_match_is_named_with_what_is_wanted_and_found() {
    let wanted = pattern(&json!({
        "detail": {
            "catalog": ["AWS"],
            "opportunity": { "identifier": [{ "prefix": "O" }] },
            "list": { "a": [1], "b": [2] },
        },
        "$or": [{ "x": [1], "y": [1] }, { "x": [2], "y": [{ "exists": true }] }],
    }));
    let event = json!({
        "detail": { "catalog": "Sandbox", "list": [{ "a": 0 }, { "a": 1, "b": [3, 4] }] },
        "x": 2,
    });
    let shown = |(field, wanted, found): (&str, Value, Vec<Value>)| Mismatch {
        field: field.to_owned(),
        wanted,
        found,
    };
    let expected = [
        ("detail.catalog", json!(["AWS"]), vec![json!("Sandbox")]),
        ("detail.list.b", json!([2]), vec![json!(3), json!(4)]),
        (
            "detail.opportunity.identifier",
            json!([{ "prefix": "O" }]),
            vec![],
        ),
        ("y", json!([{ "exists": true }]), vec![]),
    ];
    let mut found = wanted.explain(&event);
    found.sort_by(|one, other| one.field.cmp(&other.field));
    assert_eq!(found, expected.map(shown));
}

#[test]
fn a_list_without_elements_does_not_match_and_says_so() {
    let absent = pattern(&json!({ "list": { "a": [{ "exists": false }] } }));
    assert!(matches(&absent, &json!({ "list": [{}] })));
    assert!(!matches(&absent, &json!({ "list": [] })));
}
