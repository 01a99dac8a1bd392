//! The model's patterns match here what they match in Java.

use cosell_api::Shape;
use cosell_api::check;
use cosell_api::shape::Kind;
use cosell_api::shapes;
use regex::Regex;
use serde_json::Value;

use crate::sample::text;

fn accepts(shape: &'static Shape, text: &str) -> bool {
    check::constraints(&Value::from(text), shape).is_empty()
}

#[test]
fn every_pattern_compiles_and_matches_what_it_describes() {
    let mut count = 0;
    for shape in shapes::ALL {
        if let Kind::Text {
            length,
            pattern: Some(pattern),
        } = &shape.kind
        {
            count += 1;
            assert!(Regex::new(pattern.source).is_ok(), "{}", shape.name);
            let sample = text(shape.name, *length, Some(pattern));
            assert!(accepts(shape, &sample), "{} refuses {sample:?}", shape.name);
        }
    }
    assert!(count > 40, "only {count} patterns");
}

#[test]
fn valid_and_invalid_values_are_distinguished() {
    for (shape, good, bad) in [
        (&shapes::OPPORTUNITY_IDENTIFIER, "O1234567", "O1234567\n"),
        (&shapes::CATALOG_IDENTIFIER, "Sandbox", "Sandbox1"),
        (&shapes::PHONE_NUMBER, "+4930123456", "+٤٩٣٠١٢٣٤٥٦"),
        (&shapes::AWS_ACCOUNT, "111111111111", "kontö"),
        (&shapes::AMOUNT, "", "01"),
        (&shapes::MONETARY_AMOUNT, "10000.00", "10,000"),
        (&shapes::DATE, "2026-12-31", "2026-13-01"),
        (&shapes::EMAIL, "ann@example.com", "ann@example"),
        (
            &shapes::SENDER_CONTACT_EMAIL,
            "Ann@example.com",
            "Ann@@example.com",
        ),
        (
            &shapes::COMPANY_WEBSITE_URL,
            "https://www.example.com",
            "https://example",
        ),
        (
            &shapes::COMPANY_WEBSITE_URL,
            "example.com/a(b)|c=d?e;F",
            "example.com/a#b",
        ),
        (&shapes::CLIENT_TOKEN, "any thing", "two\u{2028}lines"),
        (&shapes::TAG_KEY, "Größe : 1", "a\tb"),
        (&shapes::REJECTION_REASON_STRING, "Zu spät", "tab\t"),
        (
            &shapes::TASK_IDENTIFIER,
            "oit-ab0cd1ef2gh3i",
            "oit-ab0cd1ef2gh3",
        ),
        (
            &shapes::ESTIMATION_URL,
            "https://calculator.aws/#/estimate?id=0123456789abcdef0123456789abcdef",
            "https://calculatorxaws/#/estimate?id=0123456789abcdef0123456789abcdef",
        ),
        (
            &shapes::RESOURCE_SNAPSHOT_JOB_ROLE_ARN,
            "arn:aws:iam::111111111111:role/service/Job",
            "arn:aws:iam::111111111111:user/Job",
        ),
    ] {
        assert!(accepts(shape, good), "{} refuses {good:?}", shape.name);
        assert!(!accepts(shape, bad), "{} takes {bad:?}", shape.name);
    }
}

/// The class `[a-zA-Z0-9(-|/|=|?)??]` has the range from `(` to `|`, intended or not. Java reads it
/// so, and so must this crate: every character from `(` to `|`, and no other printable one.
#[test]
fn the_odd_range_in_website_urls_is_parsed_as_in_java() {
    for character in ' '..='~' {
        let allowed = ('('..='|').contains(&character);
        let address = format!("a.{character}{character}");
        assert_eq!(
            accepts(&shapes::COMPANY_WEBSITE_URL, &address),
            allowed,
            "{character:?}"
        );
    }
}

/// Texts that would take a backtracking engine years. The regex crate does not backtrack, and a
/// text that is longer than its shape allows is not matched at all: the only finding is the length.
#[test]
fn hostile_texts_end_at_the_length_guard() {
    let hostile = [
        "a".repeat(60),
        "a-".repeat(50_000),
        "a.".repeat(50_000),
        "a@a.".repeat(25_000),
    ];
    for shape in [
        &shapes::COMPANY_WEBSITE_URL,
        &shapes::EMAIL,
        &shapes::SENDER_CONTACT_EMAIL,
        &shapes::RESOURCE_SNAPSHOT_JOB_ROLE_ARN,
        &shapes::TAGGABLE_RESOURCE_ARN,
    ] {
        for text in &hostile {
            let findings = check::constraints(&Value::from(text.as_str()), shape);
            let [finding] = findings.listed() else {
                panic!("{}: {findings:?}", shape.name);
            };
            let about_length = finding.message.contains("Member must have length");
            assert_eq!(about_length, text.len() > 60, "{}", finding.message);
        }
    }
}

/// A pattern without a maximum does not match a whole body either: a text that is longer than any
/// ARN or id matches no pattern.
#[test]
fn a_text_longer_than_any_identifier_matches_no_pattern() {
    for (text, matches) in [("a".repeat(2044), true), ("a".repeat(1 << 20), false)] {
        let arn = Value::from(format!("arn:{text}"));
        let findings = check::constraints(&arn, &shapes::TASK_ARN);
        assert_eq!(findings.is_empty(), matches, "{findings:?}");
        let name = Value::from(text);
        let findings = check::constraints(&name, &shapes::CATALOG_IDENTIFIER);
        assert_eq!(findings.is_empty(), matches, "{findings:?}");
    }
}
