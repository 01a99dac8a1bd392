//! `cosell compare`: two servers of one kind do not differ, and one that differs on purpose does.

use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::common::{Server, serve_store};

fn compare(one: &Server, other: &Server, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    for name in [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
    ] {
        command.env_remove(name);
    }
    command.args(["compare", "--url", &one.url, "--with-url", &other.url]);
    command.args(words).stdin(Stdio::null());
    command.output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn start(words: &[&str]) -> Server {
    Server::of(serve_store("memory").args(words))
}

/// Makes a server fail on purpose.
fn plant(server: &Server, rule: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    command.args(["fault", "add", rule, "--url", &server.url]);
    assert!(command.output().expect("it runs").status.success());
}

#[test]
fn two_servers_of_one_kind_do_not_differ_although_each_has_its_own_ids() {
    let one = start(&["--seed=1"]);
    let other = start(&["--seed=2", "--clock=moved:2031-01-01T00:00:00Z"]);
    let output = compare(&one, &other, &[]);
    let (said, complaint) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said}{complaint}");
    assert!(!said.contains(" | ") || said.contains("known: "), "{said}");
}

#[test]
fn what_one_server_does_on_purpose_is_found_and_nothing_else() {
    let one = start(&[]);
    let rule = "operation.read=error:ThrottlingException;operation=GetEngagement";
    let other = start(&[]);
    plant(&other, rule);
    let output = compare(&one, &other, &["--output=json"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = found.as_array().expect("a list");
    let found = found.iter().filter(|found| found.get("known").is_none());
    let found: Vec<_> = found.collect();
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|found| found["call"] == "GetEngagement"),
        "{found:?}"
    );
    let mut members = found.iter().map(|found| &found["member"]);
    assert!(members.any(|member| member == "/status"), "{found:?}");
}

#[test]
fn a_scenario_of_ones_own_may_expect_differences() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = start(&[]);
    let rule = "operation.read=error:ThrottlingException;operation=ListSolutions;count=1";
    let other = start(&[]);
    plant(&other, rule);
    let file = folder.path().join("scenario.json");
    let known = json!({ "/status": "planted", "/body/SolutionSummaries": "planted",
        "/body/Message": "planted", "/body/__type": "planted" });
    let step = json!({ "call": "ListSolutions", "request": { "Catalog": "Sandbox" },
        "known": known });
    fs::write(&file, json!({ "steps": [step] }).to_string()).expect("a file");
    let file = file.display().to_string();
    let output = compare(&one, &other, &[&file]);
    let said = text(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{said}{}",
        text(&output.stderr)
    );
    assert!(
        said.contains("/status: 200 | 400 (known: planted)"),
        "{said}"
    );

    fs::write(
        &file,
        r#"{"steps": [{"call": "GetOpportunity", "request": {"Identifier": "$no"}}]}"#,
    )
    .expect("a file");
    let output = compare(&one, &other, &[&file]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = text(&output.stderr);
    assert!(
        complaint.contains("step 1: no step before saves $no"),
        "{complaint}"
    );
}
