//! The administration API.

use serde_json::json;

use crate::SERVER;
use crate::server::opportunity;

#[test]
fn health_answers_without_a_signature() {
    let answer = SERVER.send("GET /_cosell/health HTTP/1.1\r\n", b"");
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("application/json"))
    );
    let health = answer.json();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["store"], "memory");
    assert!(health["uptime_seconds"].is_u64());
}

#[test]
fn administration_pages_are_read_only_and_few() {
    assert_eq!(
        SERVER.send("POST /_cosell/health HTTP/1.1\r\n", b"").status,
        405
    );
    for path in ["", "tasks", "tasks/", "tasks/oit-0000000000000", "nothing"] {
        let answer = SERVER.send(&format!("GET /_cosell/{path} HTTP/1.1\r\n"), b"");
        assert_eq!(
            (answer.status, &answer.json()["error"]),
            (404, &json!("NotFound")),
            "{path}"
        );
    }
}

#[test]
fn a_task_shows_the_journal_of_its_steps() {
    let id = SERVER.call("CreateOpportunity", &opportunity()).json()["Id"].clone();
    let started = SERVER.call(
        "StartEngagementFromOpportunityTask",
        &json!({
            "Catalog": "Sandbox",
            "ClientToken": uuid::Uuid::new_v4().to_string(),
            "Identifier": id,
            "AwsSubmission": { "InvolvementType": "Co-Sell" }
        }),
    );
    let started = started.json();
    for member in ["TaskId", "TaskArn"] {
        let path = started[member].as_str().expect("an id");
        let page = SERVER
            .send(&format!("GET /_cosell/tasks/{path} HTTP/1.1\r\n"), b"")
            .json();
        assert_eq!(page["id"], started["TaskId"]);
        assert_eq!(page["status"], started["TaskStatus"]);
        assert_eq!(page["opportunity_id"], id);
        let steps = page["steps"].as_array().expect("a list");
        assert!(
            steps
                .iter()
                .all(|step| step["name"].is_string() && step["ended_at"].is_string())
        );
        assert!(!steps.is_empty());
    }
}
