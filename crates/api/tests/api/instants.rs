//! Instants are parsed in every ISO 8601 format and written in one.

use cosell_api::DateTime;

fn written(text: &str) -> Option<String> {
    text.parse::<DateTime>()
        .ok()
        .map(|instant| instant.to_string())
}

#[test]
fn every_format_of_an_instant_is_written_in_one() {
    for text in [
        "2026-11-22T18:32:24.559Z",
        "2026-11-22t18:32:24.559z",
        "2026-11-22T18:32:24.5590000000000000000Z",
        "2026-11-22T18:32:24.559999999Z",
        "2026-11-22T20:02:24.559+01:30",
        "2026-11-22T20:02:24.559+0130",
        "2026-11-22T10:32:24.559-08:00",
    ] {
        assert_eq!(
            written(text).as_deref(),
            Some("2026-11-22T18:32:24.559Z"),
            "{text}"
        );
    }
    assert_eq!(
        written("2026-11-22T18:32:24Z").as_deref(),
        Some("2026-11-22T18:32:24.000Z")
    );
    assert_eq!(
        written("1969-12-31T23:59:59.9999Z").as_deref(),
        Some("1969-12-31T23:59:59.999Z")
    );
}

#[test]
fn a_malformed_instant_is_refused() {
    let long = format!("2026-11-22T18:32:24Z[{}]", "x".repeat(100_000));
    for text in [
        "",
        "now",
        "2026-11-22",
        "2026-11-22T18:32Z",
        "2026-11-22T18:32:24",
        "2026-11-22T18:32:24.Z",
        "2026-11-22 18:32:24Z",
        "2026-02-30T00:00:00Z",
        "2026-11-22T25:00:00Z",
        "20261122T183224Z",
        "2026-11-22T18:32:24Z[UTC]",
        "2026-11-22T18:32:24,5Z",
        "1700000000",
        "2026-11-22T18:32:24é",
        "0000-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        &long,
    ] {
        assert_eq!(written(text), None, "{text}");
    }
}

#[test]
fn comparison_is_by_instant_at_full_precision() {
    let parse = |text: &str| text.parse::<DateTime>().expect("an instant");
    let fine = parse("2026-11-22T18:32:24.559123456Z");
    assert_eq!(parse("2026-11-22T19:32:24.559123456+01:00"), fine);
    assert_ne!(parse("2026-11-22T18:32:24.559Z"), fine);
    assert_eq!(parse("2026-11-22T18:32:24.559Z"), fine.truncated());
    assert!(fine.truncated() < fine);
}

#[test]
fn milliseconds_survive_a_round_trip() {
    for millis in [0, 1, -1, 1_795_372_344_559, -62_167_219_200_000] {
        assert_eq!(DateTime::from_millis(millis).as_millis(), millis);
    }
    assert_eq!(
        DateTime::from_millis(i64::MIN).to_string(),
        "0000-01-01T00:00:00.000Z"
    );
    assert_eq!(DateTime::from_millis(i64::MAX).to_string().len(), 24);
    let before = "1969-12-31T23:59:59.9995Z"
        .parse::<DateTime>()
        .expect("an instant");
    assert_eq!(before.as_millis(), -1);
}
