//! `cosell check` and its page: they say what the operation says, and change nothing.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::common::{Server, opportunity};

const PARTNER: &str = "111111111111";

fn check(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).arg("check").args(words);
    command.stdin(Stdio::null()).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn write(folder: &Path, name: &str, request: &Value) {
    let text = serde_json::to_string_pretty(request).expect("JSON");
    fs::write(folder.join(name), text).expect("a file");
}

/// An opportunity that a submission refuses: its project has no title.
fn untitled() -> Value {
    let mut request = opportunity("untitled");
    let project = request["Project"].as_object_mut().expect("a project");
    project.remove("Title");
    request
}

#[test]
fn a_request_is_checked_without_a_server_and_ends_with_a_status_for_ci() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(folder, "good.json", &opportunity("good"));
    write(
        folder,
        "wrong.json",
        &json!({ "Catalog": "Sandbox", "Origin": "Nobody" }),
    );
    fs::write(folder.join("no.json"), "{").expect("a file");
    write(folder, "unclear.json", &json!({ "Catalog": "Sandbox" }));

    // The message alone says which member it is: the service names no field.
    let typed = "{\"Catalog\": \"Sandbox\", \"Project\": {\n\"DeliveryModels\": [\"Other\",\n 7]}}";
    fs::write(folder.join("typed.json"), typed).expect("a file");
    let refused = check(
        folder,
        &["--local", "--operation=CreateOpportunity", "typed.json"],
    );
    let said = text(&refused.stdout);
    assert!(said.contains("typed.json:3:2: Value at "), "{said}");

    let good = check(folder, &["--local", "good.json"]);
    assert_eq!(good.status.code(), Some(0), "{}", text(&good.stderr));
    let said = text(&good.stdout);
    assert_eq!(
        said.trim(),
        "good.json: CreateOpportunity would be accepted"
    );

    let both = check(folder, &["--local", "good.json", "wrong.json"]);
    assert_eq!(both.status.code(), Some(1), "{}", text(&both.stdout));
    let said = text(&both.stdout);
    assert!(said.contains("wrong.json:3:13: origin: "), "{said}");
    assert!(said.contains("the API's model (documented)"), "{said}");
    let complaint = text(&both.stderr);
    assert!(
        complaint.contains("1 of 2 requests would be refused"),
        "{complaint}"
    );

    for (file, says) in [
        ("no.json", "no.json is not JSON"),
        ("missing.json", "could not read missing.json"),
        ("unclear.json", "CreateOpportunity"),
    ] {
        let output = check(folder, &["--local", file]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        let complaint = text(&output.stderr);
        assert!(complaint.contains(says), "{complaint}");
    }
}

#[test]
fn a_request_needs_no_client_token_since_the_sdks_add_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut create = opportunity("unused");
    create
        .as_object_mut()
        .expect("an object")
        .remove("ClientToken");
    write(folder, "create.json", &create);
    let start = json!({
        "Catalog": "Sandbox",
        "Identifier": "O1234567",
        "AwsSubmission": { "InvolvementType": "Co-Sell" },
    });
    write(folder, "start.json", &start);
    let output = check(folder, &["--local", "create.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let output = check(folder, &["--local", "start.json"]);
    let said = text(&output.stdout);
    assert!(
        said.contains("StartEngagementFromOpportunityTask"),
        "{said}"
    );
    assert!(!said.contains("oken"), "{said}");

    // An empty one is the request's own.
    create["ClientToken"] = "".into();
    write(folder, "create.json", &create);
    let said = text(&check(folder, &["--local", "create.json"]).stdout);
    assert!(said.contains("clientToken"), "{said}");
}

#[test]
fn findings_name_the_rule_its_evidence_and_the_line_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(folder, "untitled.json", &untitled());
    let words = ["--local", "--submit", "untitled.json"];
    let people = text(&check(folder, &words).stdout);
    assert!(
        people.contains("rule opportunity.complete.title (documented): "),
        "{people}"
    );
    // The title is missing, so the finding is where it belongs.
    let lines = fs::read_to_string(folder.join("untitled.json")).expect("the file");
    let line = lines.lines().position(|line| line.contains("\"Project\""));
    let line = line.expect("the project") + 1;
    assert!(
        people.contains(&format!("untitled.json:{line}:")),
        "{people}"
    );

    let output = check(folder, &[&words[..], &["--output=json"]].concat());
    assert_eq!(output.status.code(), Some(1));
    let reports: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let finding = &reports[0]["findings"][0];
    assert_eq!(finding["rule"], "opportunity.complete.title", "{reports}");
    assert_eq!(reports[0]["places"][0]["line"], line);

    let output = check(folder, &[&words[..], &["--output=sarif"]].concat());
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["results"][0]["ruleId"], "opportunity.complete.title");
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "untitled.json");
    assert_eq!(place["region"]["startLine"], line);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let mut ids = rules.iter().map(|rule| &rule["id"]);
    assert!(ids.any(|id| id == "opportunity.complete.title"), "{run}");
    // An accepted request has no results.
    write(folder, "good.json", &opportunity("good"));
    let output = check(folder, &["--local", "good.json", "--output=sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn a_server_says_of_a_request_what_its_operation_would_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(
        folder.path(),
        &["--seed=7", "--clock=frozen:2026-11-22T18:32:24Z"],
    );
    let id = |server: &Server, token: &str| {
        let made = server.call(PARTNER, "CreateOpportunity", &opportunity(token));
        made.expect("an opportunity")["Id"].clone()
    };
    let first = id(&server, "first");
    let mut update = opportunity("unused");
    let members = update.as_object_mut().expect("an object");
    for name in ["ClientToken", "Origin"] {
        members.remove(name);
    }
    members.insert("Identifier".to_owned(), first);
    members.insert("LastModifiedDate".to_owned(), "2020-01-01T00:00:00Z".into());
    write(folder.path(), "create.json", &opportunity("second"));
    write(folder.path(), "update.json", &update);
    let url = format!("--url={}", server.url);
    for _ in 0..3 {
        let created = check(folder.path(), &[&url, "create.json"]);
        assert_eq!(created.status.code(), Some(0), "{}", text(&created.stdout));
    }
    let output = check(folder.path(), &[&url, "update.json", "--output=json"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let reports: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(reports[0]["operation"], "UpdateOpportunity");
    let refused = server.call(PARTNER, "UpdateOpportunity", &update);
    let refused: Value = serde_json::from_str(&refused.expect_err("stale")).expect("JSON");
    assert_eq!(reports[0]["message"], refused["Message"]);

    let list = json!({ "Catalog": "Sandbox" });
    let list = server
        .call(PARTNER, "ListOpportunities", &list)
        .expect("a list");
    assert_eq!(
        list["OpportunitySummaries"].as_array().map(Vec::len),
        Some(1)
    );
    let with_checks = id(&server, "second");
    drop(server);
    // The ids under a seed are those of a server that nobody asked.
    let other = tempfile::tempdir().expect("a folder");
    let server = Server::start(
        other.path(),
        &["--seed=7", "--clock=frozen:2026-11-22T18:32:24Z"],
    );
    id(&server, "first");
    assert_eq!(id(&server, "second"), with_checks);
}
