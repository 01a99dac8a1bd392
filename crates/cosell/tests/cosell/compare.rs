//! `cosell compare`: what it finds between two servers, and how it ends.

mod differing;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{Server, cosell, opportunity, serve};
use differing::Differing;

const SECRET: &str = "a-secret-that-nobody-sees";

/// The scenarios that ship.
const SHIPPED: [&str; 3] = ["main-job", "refusals", "lists"];

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A server whose ids are not those of another seed.
fn server(folder: &Path, seed: &str) -> Server {
    Server::of(serve(folder).args(["--seed", seed]))
}

/// The command with keys of its environment and nothing else from it.
fn compare(words: &[&str]) -> Command {
    let mut command = cosell("compare", words);
    command.env("AWS_ACCESS_KEY_ID", "111111111111");
    command.env("AWS_SECRET_ACCESS_KEY", SECRET);
    command
}

fn output(command: &mut Command) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (printed, said) = (text(stdout), text(stderr));
    assert!(!printed.contains(SECRET) && !said.contains(SECRET));
    (status.code(), printed, said)
}

/// Runs it for a document and the exit status.
fn document(words: &[&str]) -> (Option<i32>, Value) {
    let (status, printed, said) = output(compare(words).args(["--output", "json"]));
    let document = serde_json::from_str(&printed);
    (status, document.unwrap_or_else(|_| panic!("{said}")))
}

/// A difference as call, member and kind.
type Found = (String, String, String);

/// The differences of a report.
fn found(report: &Value) -> Vec<Found> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let calls = report["calls"].as_array().expect("calls");
    let found = calls.iter().flat_map(|call| {
        let differences = call["differences"].as_array().expect("differences");
        let of = |one: &Value| {
            (
                text(&call["name"]),
                text(&one["member"]),
                text(&one["kind"]),
            )
        };
        differences.iter().map(of).collect::<Vec<_>>()
    });
    found.collect()
}

fn write(folder: &Path, name: &str, document: &Value) -> String {
    let file = folder.join(name);
    fs::write(&file, document.to_string()).expect("a file");
    file.display().to_string()
}

/// An opportunity with lists of two, and refusals of it.
fn scenario(folder: &Path) -> String {
    let mut body = opportunity("${token}");
    body["PrimaryNeedsFromAws"] = json!(["Co-Sell - Deal Support", "Co-Sell - Pricing Assistance"]);
    body["Project"]["SalesActivities"] =
        json!(["Conducted POC / Demo", "Finalized Deployment Need"]);
    let by_id = |id: &str| json!({ "Catalog": "Sandbox", "Identifier": id });
    let scenario = json!({ "calls": [
        { "name": "create", "operation": "CreateOpportunity", "input": body },
        { "name": "deal", "operation": "GetOpportunity", "input": by_id("${create.Id}") },
        { "name": "status", "operation": "GetOpportunity", "input": by_id("O1") },
        { "name": "code", "operation": "GetOpportunity", "input": by_id("no id") },
        { "name": "message", "operation": "GetEngagement", "input": by_id("eng-00000000000000") },
    ] });
    write(folder, "scenario.json", &scenario)
}

/// Plants one difference of each kind, by the number of the call.
fn plant(call: usize, status: &mut u16, body: &mut Value) {
    let take = |body: &mut Value, member| body.as_object_mut().map(|body| body.remove(member));
    match call {
        1 => {
            assert!(take(&mut body["Project"], "Title").is_some_and(|title| title.is_some()));
            body["LifeCycle"]["Stage"] = "Qualified".into();
            body["Project"]["Colour"] = "blue".into();
            body["NationalSecurity"] = false.into();
            body["PrimaryNeedsFromAws"]
                .as_array_mut()
                .expect("a list")
                .reverse();
            body["Project"]["SalesActivities"]
                .as_array_mut()
                .expect("a list")
                .remove(0);
        }
        2 => *status = 404,
        3 => body["__type"] = "InternalServerException".into(),
        4 => {
            body["Message"] = "There is nothing of that name".into();
            assert_eq!(body.get("ErrorList"), None);
            body["ErrorList"] = Value::Null;
        }
        _ => {}
    }
}

#[test]
fn ten_planted_differences_are_found_and_nothing_else() {
    let folders = [folder(), folder()];
    let left = server(folders[0].path(), "1");
    let right = server(folders[1].path(), "2");
    let scenario = scenario(folders[0].path());
    let same = Differing::start(&right.url, |_, _, _| {});
    let (status, report) = document(&[&left.url, &same.url, "--scenario", &scenario]);
    assert_eq!((status, found(&report)), (Some(0), vec![]), "{report:#}");

    let other = Differing::start(&right.url, plant);
    let (status, report) = document(&[&left.url, &other.url, "--scenario", &scenario]);
    let mut expected = [
        ("deal", "Project.Title", "missing"),
        ("deal", "Project.Colour", "extra"),
        ("deal", "NationalSecurity", "type"),
        ("deal", "LifeCycle.Stage", "value"),
        ("message", "ErrorList", "null"),
        ("deal", "PrimaryNeedsFromAws", "order"),
        ("deal", "Project.SalesActivities", "length"),
        ("status", "status", "status"),
        ("code", "__type", "code"),
        ("message", "Message", "message"),
    ]
    .map(|(call, member, kind)| (call.to_owned(), member.to_owned(), kind.to_owned()));
    let mut found = found(&report);
    expected.sort();
    found.sort();
    assert_eq!(
        (status, found.as_slice()),
        (Some(1), &expected[..]),
        "{report:#}"
    );
    assert_eq!(report["differences"], 10);
}

#[test]
fn every_scenario_that_ships_finds_nothing_between_two_servers() {
    let folders = [folder(), folder()];
    let left = server(folders[0].path(), "1");
    let right = server(folders[1].path(), "2");
    let (_, _, said) = output(&mut compare(&["x", "y", "--scenario=nothing-like-it"]));
    assert!(said.trim_end().ends_with(&SHIPPED.join(", ")), "{said}");
    for name in SHIPPED {
        for other in [&left, &right] {
            let (status, report) = document(&[&left.url, &other.url, "--scenario", name]);
            assert_eq!((status, found(&report)), (Some(0), vec![]), "{report:#}");
            assert_eq!(report["not_sent"], 0, "{report:#}");
        }
    }
}

#[test]
fn known_differences_are_shown_apart_and_do_not_count() {
    let folder = folder();
    let server = server(folder.path(), "1");
    let other = Differing::start(&server.url, |call, status, body| {
        // The second run has the same calls.
        if call % 5 == 1 {
            body["PrimaryNeedsFromAws"]
                .as_array_mut()
                .expect("a list")
                .reverse();
            body["Project"]["Title"] = Value::Null;
        }
        if call % 5 == 2 {
            *status = 404;
        }
    });
    let scenario = scenario(folder.path());
    let of = |operation: &str, member: &str| {
        let reason = "seen in May";
        json!({ "operation": operation, "member": member, "reason": reason })
    };
    let mut by_rule = of("GetOpportunity", "Project.Title");
    by_rule["rule"] = "client-token.one-request".into();
    let rules = json!({
        "known": [by_rule, of("*", "status"), of("GetEngagement", "Title")],
        "unordered": [{ "operation": "GetOpportunity", "member": "PrimaryNeedsFromAws" }],
    });
    let rules = write(folder.path(), "known.json", &rules);
    let words = [
        &server.url,
        &other.url,
        "--scenario",
        &scenario,
        "--known",
        &rules,
    ];
    let (status, printed, said) = output(&mut compare(&words));
    assert_eq!(status, Some(0), "{printed}{said}");
    let (top, known) = printed.split_once("Known differences:").expect(&printed);
    assert!(!top.contains("Project.Title"), "{printed}");
    for line in [
        "deal GetOpportunity: seen in May",
        "rule client-token.one-request",
        "Project.Title: type",
        "status: status",
        "Rules that excused nothing:\n  GetEngagement Title",
        "5 calls, no differences, 2 known",
    ] {
        assert!(known.contains(line), "{line}: {printed}");
    }
    let (_, report) = document(&words);
    assert_eq!(report["known"], 2);
    assert_eq!(report["unused_rules"], json!(["GetEngagement Title"]));
}

#[test]
fn a_comparison_that_is_not_whole_does_not_end_with_0() {
    let folder = folder();
    let server = server(folder.path(), "1");
    let url = server.url.as_str();
    let by_id = |id: &str| json!({ "Catalog": "Sandbox", "Identifier": id });
    let calls = json!({ "calls": [
        { "name": "one", "operation": "GetOpportunity", "input": by_id("O1") },
        { "name": "two", "operation": "GetOpportunity", "input": by_id("${one.Id}") },
    ] });
    let calls = write(folder.path(), "calls.json", &calls);
    let real = json!({ "calls": [
        { "operation": "ListSolutions", "input": { "Catalog": "AWS" } },
    ] });
    let real = write(folder.path(), "real.json", &real);
    let by_reference = json!({ "calls": [
        { "name": "one", "operation": "GetOpportunity", "input": by_id("O1") },
        { "operation": "ListSolutions", "input": { "Catalog": "${one.Word}" } },
    ] });
    let by_reference = write(folder.path(), "by-reference.json", &by_reference);
    let rules = json!({ "known": [
        { "operation": "ListSolutions", "member": "*", "reason": "x", "rule": "no.such-rule" },
    ] });
    let rules = write(folder.path(), "rules.json", &rules);
    let away = "https://hub.example.com";
    let arn = "arn:aws:partnercentral:us-east-1:111111111111:catalog/AWS/opportunity/O1";
    let by_arn = json!({ "calls": [
        { "operation": "ListTagsForResource", "input": { "ResourceArn": arn } },
    ] });
    let by_arn = write(folder.path(), "by-arn.json", &by_arn);
    let worded = Differing::start(url, |_, _, body| body["Word"] = "AWS".into());
    // An address of this machine that is no loopback address.
    let not_loopback = worded.url.replace("127.0.0.1", "0.0.0.0");
    let foreign = Differing::start(url, |_, _, body| *body = "no JSON".into());
    let stranger = Differing::start(url, |_, status, body| {
        *status = 400;
        *body = json!({ "__type": "UnrecognizedClientException" });
    });
    let closed = "http://127.0.0.1:1";
    for (words, expected, says) in [
        (vec![url, url, "--scenario", &calls], 5, "1 call not sent"),
        (
            vec![url, url, "--scenario", "nothing-like-it"],
            5,
            "no scenario",
        ),
        (vec![url, "nowhere"], 2, "RIGHT: it must begin with http"),
        (
            vec![url, "http://u:p@127.0.0.1"],
            2,
            "RIGHT: a user and a password",
        ),
        (
            vec![url, away, "--scenario", &real],
            2,
            "--allow-catalog-aws",
        ),
        (
            vec![url, away, "--scenario", &by_arn],
            2,
            "--allow-catalog-aws",
        ),
        (
            vec![&worded.url, &not_loopback, "--scenario", &by_reference],
            2,
            "--allow-catalog-aws",
        ),
        (
            vec![url, url, "--known", &rules],
            2,
            "has no rule no.such-rule",
        ),
        (
            vec![url, url, "--left-profile", "other"],
            5,
            "no profile other",
        ),
        (vec![url, closed], 7, "cannot reach RIGHT"),
        (vec![url, &foreign.url], 8, "without JSON"),
        (vec![url, &stranger.url], 6, "UnrecognizedClientException"),
    ] {
        let (status, printed, said) = output(&mut compare(&words));
        assert_eq!(status, Some(expected), "{words:?}: {printed}{said}");
        assert!(said.contains(says), "{words:?}: {said}");
    }
    let mut keyless = compare(&[url, url]);
    let (status, _, said) = output(keyless.env_remove("AWS_ACCESS_KEY_ID"));
    assert_eq!(status, Some(6));
    assert!(said.contains("no AWS keys"), "{said}");
}

/// Both sides verify signatures, of different keys.
#[test]
fn calls_are_signed_with_the_profile_of_each_side() {
    let folder = folder();
    let mut command = serve(folder.path());
    let token = "0f6b2c-a-token-for-tests";
    command.args(["--auth=strict", "--admin-token", token]);
    command.env("COSELL_SECRETS_KEY", "ab".repeat(32));
    let server = Server::of(&mut command);
    let admin = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
        command
            .args(words)
            .args(["--url", &server.url, "--admin-token", token]);
        let output = command
            .args(["--output", "json"])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {said}");
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")
    };
    let mut profiles = Vec::new();
    let mut secrets = Vec::new();
    for account in ["111111111111", "222222222222"] {
        let key = admin(&["key", "create", account]);
        let text = |member: &str| key[member].as_str().expect("a text").to_owned();
        let (id, secret) = (text("id"), text("secret"));
        profiles.push(format!(
            "[of-{account}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n"
        ));
        secrets.push(secret);
    }
    let file = folder.path().join("credentials");
    fs::write(&file, profiles.concat()).expect("a file");
    let words = [server.url.as_str(), &server.url];
    let mut command = compare(&words);
    command.env("AWS_SHARED_CREDENTIALS_FILE", &file);
    command.args([
        "--left-profile=of-111111111111",
        "--right-profile=of-222222222222",
    ]);
    let (status, printed, said) = output(&mut command);
    assert_eq!(status, Some(0), "{printed}{said}");
    assert!(
        secrets
            .iter()
            .all(|secret| !printed.contains(secret) && !said.contains(secret))
    );
    let (status, _, said) = output(&mut compare(&words));
    assert_eq!(status, Some(6), "{said}");
}
