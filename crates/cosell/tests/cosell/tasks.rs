//! `cosell task` against a running server: what it lists, shows, follows and starts again.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{Server, opportunity};

const PARTNER: &str = "111111111111";
const STRANGER: &str = "222222222222";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A command that talks to the server.
fn task(server: &Server, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    command
        .arg("task")
        .args(arguments)
        .env_remove("COSELL_ADMIN_TOKEN")
        .env("COSELL_URL", &server.url)
        .stdin(Stdio::null());
    command
}

fn run(server: &Server, arguments: &[&str]) -> Output {
    task(server, arguments).output().expect("the binary runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a command prints under `--json`; it must have ended well.
fn document(server: &Server, arguments: &[&str]) -> Value {
    let output = task(server, arguments).arg("--json").output();
    let output = output.expect("the binary runs");
    assert!(output.status.success(), "{}", complaint(&output));
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

/// Starts the main task of an account on a new opportunity, and answers with it.
fn start(server: &Server, account: &str, token: &str) -> Value {
    let made = server.call(account, "CreateOpportunity", &opportunity(token));
    let id = made.expect("an opportunity")["Id"].clone();
    let solution = json!({
        "Catalog": "Sandbox",
        "OpportunityIdentifier": id,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    });
    let associated = server.call(account, "AssociateOpportunity", &solution);
    associated.expect("a solution");
    let input = json!({
        "Catalog": "Sandbox",
        "ClientToken": token,
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let started = server.call(account, "StartEngagementFromOpportunityTask", &input);
    started.expect("a task")
}

fn text(document: &Value, member: &str) -> String {
    document[member].as_str().expect("a text").to_owned()
}

#[test]
fn a_list_holds_the_tasks_of_all_accounts_the_newest_first() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let mut ids = Vec::new();
    for (place, account) in [PARTNER, STRANGER, PARTNER].into_iter().enumerate() {
        let started = start(&server, account, &format!("token-{place}"));
        assert_eq!(started["TaskStatus"], "COMPLETE");
        ids.push(text(&started, "TaskId"));
    }
    ids.reverse();
    let listed = |arguments: &[&str]| -> Vec<String> {
        let page = document(&server, &[&["list"], arguments].concat());
        let tasks = page["tasks"].as_array().expect("a list").iter();
        tasks.map(|task| text(task, "id")).collect()
    };
    assert_eq!(listed(&[]), ids);
    assert_eq!(listed(&["--account", STRANGER]), [ids[1].clone()]);
    assert_eq!(listed(&["--status=COMPLETE", "--catalog=Sandbox"]), ids);
    assert_eq!(listed(&["--status=FAILED"]).len(), 0);
    assert_eq!(
        listed(&["--kind=prospecting-from-engagement-task"]).len(),
        0
    );
    let about = text(&document(&server, &["show", &ids[2]]), "opportunity_id");
    assert_eq!(listed(&["--opportunity", &about]), [ids[2].clone()]);

    // Page by page it is the same.
    let mut paged = Vec::new();
    let mut arguments = vec!["list".to_owned(), "--limit=1".to_owned()];
    loop {
        let arguments_now: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let page = document(&server, &arguments_now);
        let tasks = page["tasks"].as_array().expect("a list");
        paged.extend(tasks.iter().map(|task| text(task, "id")));
        match page["next_token"].as_str() {
            Some(token) => {
                arguments.truncate(2);
                arguments.extend(["--next".to_owned(), token.to_owned()]);
            }
            None => break,
        }
    }
    assert_eq!(paged, ids);

    let table = run(&server, &["list"]);
    assert!(ids.iter().all(|id| printed(&table).contains(id)));
}

#[test]
fn a_failed_task_shows_where_and_why_and_is_started_again_from_there() {
    let folder = folder();
    let fault = "step.SubmitOpportunity.before=error:OpportunitySubmissionFailed;count=1";
    let server = Server::start(folder.path(), &["--fault", fault]);
    let started = start(&server, PARTNER, "token");
    let (id, arn) = (text(&started, "TaskId"), text(&started, "TaskArn"));

    let shown = document(&server, &["show", &arn]);
    assert_eq!(
        (
            &shown["status"],
            &shown["reason_code"],
            &shown["next_step_name"]
        ),
        (
            &json!("FAILED"),
            &json!("OpportunitySubmissionFailed"),
            &json!("SubmitOpportunity")
        )
    );
    let steps = shown["steps"].as_array().expect("a list");
    let refused = steps.last().expect("a step");
    assert_eq!(refused["outcome"], "REFUSED");
    assert!(
        steps
            .iter()
            .all(|step| step["node"] == shown["node"] && step["node"] != "")
    );
    let table = printed(&run(&server, &["show", &id]));
    for part in [
        "FAILED",
        "OpportunitySubmissionFailed",
        "SubmitOpportunity",
        "REFUSED",
    ] {
        assert!(table.contains(part), "{part} is not in\n{table}");
    }
    for (account, count) in [(PARTNER, 1), (STRANGER, 0)] {
        let failed = document(&server, &["list", "--status=FAILED", "--account", account]);
        let failed = failed["tasks"].as_array().expect("a list");
        assert_eq!(failed.len(), count);
        assert!(failed.iter().all(|task| text(task, "id") == id));
    }
    let watched = run(&server, &["watch", &id]);
    assert_eq!(watched.status.code(), Some(4));
    assert!(complaint(&watched).contains("OpportunitySubmissionFailed"));

    let restarted = run(&server, &["restart", &id]);
    assert!(restarted.status.success(), "{}", complaint(&restarted));
    let watched = run(&server, &["watch", &id]);
    assert_eq!(watched.status.code(), Some(0), "{}", complaint(&watched));
    let done = document(&server, &["show", &id]);
    assert_eq!(
        (&done["status"], &done["epoch"]),
        (&json!("COMPLETE"), &json!(2))
    );
    let steps = done["steps"].as_array().expect("a list");
    let names: Vec<&str> = steps
        .iter()
        .filter_map(|step| step["name"].as_str())
        .collect();
    assert_eq!(
        names
            .iter()
            .filter(|name| **name == "SubmitOpportunity")
            .count(),
        2
    );
    assert_eq!(
        names
            .iter()
            .filter(|name| **name == "CreateEngagement")
            .count(),
        1
    );

    let again = run(&server, &["restart", &id]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        complaint(&again).contains("has not failed"),
        "{}",
        complaint(&again)
    );
}

#[test]
fn a_watch_prints_every_step_until_the_end() {
    let folder = folder();
    let fault = "step.CreateEngagementInvitation.before=delay:700ms;count=1";
    let server = Server::start(folder.path(), &["--fault", fault, "--task-wait=0"]);
    let mut all = task(&server, &["watch", "--json"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut lines = BufReader::new(all.stdout.take().expect("a pipe")).lines();

    let id = text(&start(&server, PARTNER, "token"), "TaskId");
    let watched = run(&server, &["watch", &id]);
    assert!(watched.status.success(), "{}", complaint(&watched));
    let told = printed(&watched);
    for step in [
        "GetOpportunity",
        "CreateEngagementInvitation",
        "SubmitOpportunity",
        "COMPLETE",
    ] {
        assert!(told.contains(step), "{step} is not in\n{told}");
    }
    let ended = lines.by_ref().find_map(|line| {
        let task: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        (task["status"] == "COMPLETE").then_some(task)
    });
    assert_eq!(ended.expect("its end")["id"], json!(id));
    let _ = all.kill();
    let _ = all.wait();
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    let folder = folder();
    let mut server = Server::start(folder.path(), &["--fault", "operation.read=abort"]);
    for (arguments, status, part) in [
        (
            &["show", "oit-0000000000000"][..],
            5,
            "no task with this id",
        ),
        (&["show", "../faults"], 5, "no task with this id"),
        (&["restart", "oit-0000000000000"], 5, "no task with this id"),
        (
            &["list", "--kind=nonsense"],
            1,
            "engagement-from-opportunity-task",
        ),
        (&["list", "--next-token=nonsense"], 1, "next_token"),
    ] {
        let output = run(&server, arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        assert!(output.stdout.is_empty());
        let complaint = complaint(&output);
        assert!(complaint.contains(part), "{arguments:?}: {complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
    }
    let _ = server.call(PARTNER, "ListSolutions", &json!({ "Catalog": "Sandbox" }));
    server.wait();
    let output = run(&server, &["list"]);
    assert_eq!(output.status.code(), Some(7));
    let complaint = complaint(&output);
    let reached = complaint.contains("cannot reach the server at http://127.0.0.1:")
        && complaint.contains("is `cosell serve` running there?");
    assert!(reached && complaint.lines().count() == 1, "{complaint}");
    for wrong in [
        &["list", "--status=DONE"][..],
        &["list", "--limit=0"],
        &["list", "--url=x"],
    ] {
        let output = run(&server, wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_bulk_job_is_listed_shown_and_followed_like_a_task() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let bucket = "aws-partner-central-marketplace-ephemeral-writeonly-files";
    let input = json!({
        "Catalog": "Sandbox", "ClientToken": "a", "FileFormat": "CSV",
        "FileURI": format!("s3://{bucket}/{PARTNER}/deals.csv"),
    });
    let started = server.call(PARTNER, "StartOpportunityBulkJob", &input);
    let id = text(&started.expect("a job"), "JobId");
    let followed = run(&server, &["watch", &id]);
    assert_eq!(followed.status.code(), Some(4), "{}", complaint(&followed));
    assert!(printed(&followed).contains("There is no such file"));
    assert!(
        complaint(&followed).contains("FAILED"),
        "{}",
        complaint(&followed)
    );

    let listed = printed(&run(&server, &["list", "--kind=Opportunity-Bulk-Job"]));
    assert!(listed.contains(&id), "{listed}");
    let shown = run(&server, &["show", &id]);
    for fact in ["kind: opportunity-bulk-job", "rows: ", "status: FAILED"] {
        assert!(printed(&shown).contains(fact), "{}", printed(&shown));
    }
    let job = document(&server, &["show", &id]);
    assert_eq!(job["progress"]["done"], 0);
    let refused = run(&server, &["restart", &id]);
    assert!(
        complaint(&refused).contains("not restarted"),
        "{}",
        complaint(&refused)
    );
}
