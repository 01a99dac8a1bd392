//! `kill -9` at every named point of every step, and the task ends as if nothing had happened.
//!
//! The server is told to end itself by SIGKILL at one point of one step of the task. Its client
//! sees the connection die. The server is started again on the same file, without the fault: it
//! finds the task, finishes it, and there is one engagement, one snapshot, one job and one
//! invitation — not none, not two.

use std::os::unix::process::ExitStatusExt;

use serde_json::{Value, json};

use crate::common::{Server, opportunity};

const STEPS: [&str; 6] = [
    "GetOpportunity",
    "CreateEngagement",
    "CreateResourceSnapshot",
    "CreateResourceSnapshotJob",
    "CreateEngagementInvitation",
    "SubmitOpportunity",
];

const PLACES: [&str; 4] = ["before", "after_effect", "before_commit", "after_commit"];

const ACCOUNT: &str = "111111111111";
const SIGKILL: i32 = 9;

fn start_task(server: &Server, id: &str) -> Result<Value, String> {
    let body = json!({
        "Catalog": "Sandbox",
        "ClientToken": "the-one-token",
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    server.call(ACCOUNT, "StartEngagementFromOpportunityTask", &body)
}

fn ready_opportunity(server: &Server) -> String {
    let made = server
        .call(ACCOUNT, "CreateOpportunity", &opportunity("create"))
        .expect("created");
    let id = made["Id"].as_str().expect("an id").to_owned();
    let solution = json!({
        "Catalog": "Sandbox",
        "OpportunityIdentifier": id,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    });
    server
        .call(ACCOUNT, "AssociateOpportunity", &solution)
        .expect("associated");
    id
}

/// The number of records that a list operation returns.
fn count(server: &Server, operation: &str, list: &str, mut body: Value) -> usize {
    body["Catalog"] = json!("Sandbox");
    let answer = server.call(ACCOUNT, operation, &body).expect("a list");
    answer[list].as_array().expect("items").len()
}

fn crash_at(mode: &str, point: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let fault = format!("{point}=abort");
    let mut server = Server::start(folder.path(), &["--step-commit", mode, "--fault", &fault]);
    let id = ready_opportunity(&server);
    // Behind the commit of its last step the task has ended, and its caller may know that already.
    if let Ok(task) = start_task(&server, &id) {
        assert!(
            point.ends_with("after_commit"),
            "{mode} {point}: the server did not die: {task}"
        );
        assert_eq!(task["TaskStatus"], "COMPLETE", "{mode} {point}");
    }
    let status = server.wait();
    assert_eq!(
        status.signal(),
        Some(SIGKILL),
        "{mode} {point}: ended by {status}"
    );

    let server = Server::start(folder.path(), &["--step-commit", mode]);
    // The same token leads to the same task and waits for its end.
    let task = start_task(&server, &id).expect("an answer");
    assert_eq!(task["TaskStatus"], "COMPLETE", "{mode} {point}: {task}");
    let of_engagement = json!({ "EngagementIdentifier": task["EngagementId"] });
    let sent = json!({ "ParticipantType": "SENDER" });
    let counted = [
        count(
            &server,
            "ListEngagementFromOpportunityTasks",
            "TaskSummaries",
            json!({}),
        ),
        count(
            &server,
            "ListEngagements",
            "EngagementSummaryList",
            json!({}),
        ),
        count(
            &server,
            "ListResourceSnapshots",
            "ResourceSnapshotSummaries",
            of_engagement,
        ),
        count(
            &server,
            "ListResourceSnapshotJobs",
            "ResourceSnapshotJobSummaries",
            json!({}),
        ),
        count(
            &server,
            "ListEngagementInvitations",
            "EngagementInvitationSummaries",
            sent,
        ),
    ];
    assert_eq!(
        counted, [1; 5],
        "{mode} {point}: tasks, engagements, snapshots, jobs, invitations"
    );
    let named = json!({ "Catalog": "Sandbox", "Identifier": id });
    let stored = server
        .call(ACCOUNT, "GetOpportunity", &named)
        .expect("the opportunity");
    assert_eq!(
        stored["LifeCycle"]["ReviewStatus"], "Submitted",
        "{mode} {point}"
    );
}

fn crash_everywhere(mode: &str) {
    for step in STEPS {
        for place in PLACES {
            crash_at(mode, &format!("step.{step}.{place}"));
        }
    }
}

#[test]
fn a_task_killed_at_any_point_of_chained_steps_ends_complete_and_once() {
    crash_everywhere("chained");
}

#[test]
fn a_task_killed_at_any_point_of_separate_steps_ends_complete_and_once() {
    crash_everywhere("each");
}

#[test]
fn a_fault_point_that_is_not_reached_kills_no_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(
        folder.path(),
        &["--fault", "step.AcceptEngagementInvitation.before=abort"],
    );
    let id = ready_opportunity(&server);
    let task = start_task(&server, &id).expect("an answer");
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task}");
}
