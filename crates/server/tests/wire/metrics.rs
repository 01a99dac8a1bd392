//! The metrics page: it is well formed and bounded, and its counters follow the requests.

#![expect(
    clippy::float_cmp,
    reason = "the compared values are whole numbers, which are exact"
)]

use std::collections::BTreeMap;

use serde_json::json;

use crate::server::{SIGNED, Server, opportunity};

/// The samples of a page by name and labels.
fn samples(server: &Server) -> BTreeMap<String, f64> {
    let answer = server.send("GET /_cosell/metrics HTTP/1.1\r\n", b"");
    let kind = answer.header("content-type").expect("a type");
    assert_eq!(
        (answer.status, kind),
        (200, "text/plain; version=0.0.4; charset=utf-8")
    );
    let page = String::from_utf8(answer.body).expect("text");
    let mut samples = BTreeMap::new();
    let mut typed = Vec::new();
    for line in page.lines().filter(|line| !line.is_empty()) {
        if let Some(comment) = line.strip_prefix("# ") {
            let mut words = comment.split(' ');
            let (what, name) = (words.next().expect("a word"), words.next().expect("a name"));
            assert!(name.starts_with("cosell_"), "{line}");
            if what == "TYPE" {
                typed.push(name.to_owned());
            }
            continue;
        }
        let (sample, value) = line.rsplit_once(' ').expect("a value");
        let name = sample.split('{').next().expect("a name");
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        assert!(name.bytes().all(letters), "{line}");
        assert!(
            typed.iter().any(|known| name.starts_with(known.as_str())),
            "{line}"
        );
        let value: f64 = value.parse().expect("a number");
        assert!(
            samples.insert(sample.to_owned(), value).is_none(),
            "{line} is there twice"
        );
    }
    samples
}

fn of(samples: &BTreeMap<String, f64>, name: &str) -> f64 {
    let sample = samples.get(name);
    *sample.unwrap_or_else(|| panic!("{name} is not in {samples:#?}"))
}

#[test]
fn counters_follow_the_requests() {
    let server = Server::start(false);
    let before = samples(&server);
    assert_eq!(of(&before, "cosell_store_up"), 1.0);
    assert_eq!(of(&before, "cosell_tasks_completed_total"), 0.0);

    let made = server.call("CreateOpportunity", &opportunity()).json();
    let refused = server.call("CreateOpportunity", &json!({ "Catalog": "Sandbox" }));
    assert_eq!(refused.error(), "ValidationException");
    let started = server.call(
        "StartEngagementFromOpportunityTask",
        &json!({
            "Catalog": "Sandbox",
            "ClientToken": "metrics",
            "Identifier": made["Id"],
            "AwsSubmission": { "InvolvementType": "Co-Sell" }
        }),
    );
    // It lacks a solution, so it fails at its last step.
    assert_eq!(started.json()["TaskStatus"], "FAILED");

    let after = samples(&server);
    for (name, value) in [
        (
            r#"cosell_requests_total{operation="CreateOpportunity",outcome="ok"}"#,
            1.0,
        ),
        (
            r#"cosell_requests_total{operation="CreateOpportunity",outcome="ValidationException"}"#,
            1.0,
        ),
        (
            r#"cosell_request_duration_seconds_count{operation="CreateOpportunity"}"#,
            2.0,
        ),
        (
            r#"cosell_request_duration_seconds_bucket{operation="CreateOpportunity",le="+Inf"}"#,
            2.0,
        ),
        ("cosell_tasks_failed_total", 1.0),
        ("cosell_task_steps_total", 5.0),
    ] {
        assert_eq!(of(&after, name), value, "{name}");
    }
    for name in [
        "cosell_store_commits_total",
        "cosell_store_transactions_total",
    ] {
        assert!(of(&after, name) > of(&before, name), "{name}");
    }
    let commits = of(&after, "cosell_store_commits_total");
    for name in [
        "cosell_store_commit_duration_seconds",
        "cosell_store_commit_transactions",
    ] {
        assert_eq!(of(&after, &format!("{name}_count")), commits);
        assert_eq!(
            of(&after, &format!("{name}_bucket{{le=\"+Inf\"}}")),
            commits
        );
    }
}

#[test]
fn waiting_tasks_are_shown_by_their_step() {
    let server = Server::start(false);
    let rule = json!({ "text": "step.CreateEngagement.before=delay:10m" });
    let added = server.send(
        "POST /_cosell/faults HTTP/1.1\r\n",
        rule.to_string().as_bytes(),
    );
    assert_eq!(added.status, 200);
    let made = server.call("CreateOpportunity", &opportunity()).json();
    let mut connection = server.connect();
    let body = json!({
        "Catalog": "Sandbox",
        "ClientToken": "metrics",
        "Identifier": made["Id"],
        "AwsSubmission": { "InvolvementType": "Co-Sell" }
    });
    connection.request(
        &crate::server::target("StartEngagementFromOpportunityTask"),
        body.to_string().as_bytes(),
    );
    let step = r#"{kind="engagement-from-opportunity-task",step="CreateEngagement"}"#;
    let name = format!("cosell_task_backlog{step}");
    // The response is not awaited: the task waits at that step for ten minutes.
    let waiting = std::iter::repeat_with(|| samples(&server)).find(|page| page.contains_key(&name));
    let waiting = waiting.expect("an endless iterator");
    assert_eq!(of(&waiting, &name), 1.0);
    assert_eq!(
        of(&waiting, &format!("cosell_task_backlog_age_seconds{step}")),
        0.0
    );
}

#[test]
fn no_text_of_a_client_becomes_a_label() {
    let server = Server::start(false);
    for path in [
        "/planted-path",
        "/_cosell/planted-page",
        "/_cosell/tasks/planted-task",
    ] {
        server.send(
            &format!("POST {path} HTTP/1.1\r\nContent-Type: application/json\r\n{SIGNED}"),
            b"{}",
        );
        server.send(&format!("GET {path}?planted HTTP/1.1\r\n"), b"");
    }
    server.call("PlantedOperation", &json!({ "Catalog": "planted-catalog" }));
    let page = samples(&server);
    let planted: Vec<&String> = page
        .keys()
        .filter(|sample| {
            sample.to_lowercase().contains("planted") || sample.contains("111111111111")
        })
        .collect();
    assert!(planted.is_empty(), "{planted:?}");
    assert!(
        page.keys()
            .any(|sample| sample.contains(r#"operation="none""#))
    );
}

#[test]
fn a_store_that_cannot_be_read_is_shown_on_the_page() {
    let server = Server::start(false);
    server.lose("task");
    let page = samples(&server);
    assert_eq!(of(&page, "cosell_store_up"), 0.0);
    assert!(page.contains_key("cosell_uptime_seconds"));
}
