//! The administration API.

use cosell_world::machine;
use serde_json::json;

use crate::SERVER;
use crate::server::{Server, opportunity};

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
fn health_is_refused_while_the_store_cannot_be_read() {
    let server = Server::start(false);
    let health = || server.send("GET /_cosell/health HTTP/1.1\r\n", b"");
    assert_eq!(
        (health().status, &health().json()["status"]),
        (200, &json!("ok"))
    );
    server.lose("task");
    let answer = health();
    assert_eq!(answer.status, 503, "{answer:?}");
    let health = answer.json();
    assert_eq!(health["status"], "unavailable");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert!(!health.to_string().contains("table"), "{health}");
}

#[test]
fn health_and_metrics_do_not_wait_for_a_store_that_hangs() {
    let server = Server::start(false);
    let health = || server.send("GET /_cosell/health HTTP/1.1\r\n", b"");
    let hanging = server.hang();
    let answer = health();
    assert_eq!(
        (answer.status, &answer.json()["status"]),
        (503, &json!("unavailable"))
    );
    let metrics = server.send("GET /_cosell/metrics HTTP/1.1\r\n", b"");
    let page = String::from_utf8_lossy(&metrics.body);
    assert_eq!(metrics.status, 200, "{page}");
    assert!(page.contains("\ncosell_store_up 0"), "{page}");
    drop(hanging);
    assert_eq!(health().status, 200);
}

#[test]
fn pages_answer_head_requests_without_a_body() {
    for path in ["/", "/_cosell/health"] {
        let mut connection = SERVER.connect();
        for _ in 0..2 {
            connection.write(format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
            let head = connection.head();
            assert_eq!(
                (head.status, head.header("content-type")),
                (200, Some("application/json")),
                "{path}"
            );
        }
    }
}

#[test]
fn the_root_names_the_product_and_the_health_page() {
    let answer = SERVER.send("GET / HTTP/1.1\r\n", b"");
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("application/json"))
    );
    let page = answer.json();
    assert_eq!(page["product"], "cosell");
    assert_eq!(page["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(page["health"], "/_cosell/health");
}

#[test]
fn the_administrative_api_has_an_index_of_its_pages() {
    for path in ["/_cosell", "/_cosell/"] {
        let answer = SERVER.send(&format!("GET {path} HTTP/1.1\r\n"), b"");
        assert_eq!(answer.status, 200, "{path}");
        let pages = answer.json()["pages"].as_array().expect("a list").clone();
        let restart = pages
            .iter()
            .find(|page| page["path"] == "/_cosell/tasks/{*id}/restart");
        let restart = restart.expect("the page that restarts a task");
        assert_eq!(restart["method"], "POST");
        assert!(
            restart["about"]
                .as_str()
                .is_some_and(|about| !about.is_empty())
        );
    }
    let answer = SERVER.send("POST /_cosell/ HTTP/1.1\r\n", b"");
    assert_eq!(answer.status, 405);
}

#[test]
fn administration_pages_are_read_only_and_few() {
    for path in ["health", "tasks", "tasks/oit-0000000000000"] {
        let answer = SERVER.send(&format!("POST /_cosell/{path} HTTP/1.1\r\n"), b"");
        assert_eq!(answer.status, 405, "{path}");
    }
    for path in ["tasks/", "tasks/oit-0000000000000", "nothing"] {
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
            "ClientToken": machine::uuid().to_string(),
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

#[test]
fn a_list_of_tasks_accepts_its_filters_and_refuses_others() {
    for query in [
        "",
        "?",
        "?limit=200",
        "?status=FAILED&catalog=AWS",
        "?account=x%20y",
    ] {
        let answer = SERVER.send(&format!("GET /_cosell/tasks{query} HTTP/1.1\r\n"), b"");
        assert_eq!(answer.status, 200, "{query}");
        assert!(answer.json()["tasks"].is_array(), "{query}");
    }
    for query in [
        "limit=0",
        "limit=201",
        "limit=x",
        "status=DONE",
        "catalog=sandbox",
        "kind=x",
        "next=x",
        "next=x.y",
        "statu=FAILED",
        "status=FAILED&status=COMPLETE",
        "account=%ff",
    ] {
        let answer = SERVER.send(&format!("GET /_cosell/tasks?{query} HTTP/1.1\r\n"), b"");
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.json()["error"], "Invalid", "{query}");
    }
}

#[test]
fn an_unknown_task_is_not_restarted() {
    let head = "POST /_cosell/tasks/oit-0000000000000/restart HTTP/1.1\r\n";
    let answer = SERVER.send(head, b"");
    assert_eq!(
        (answer.status, &answer.json()["error"]),
        (404, &json!("NotFound"))
    );
}

#[test]
fn health_says_when_the_store_refuses_writes_and_when_it_accepts_them_again() {
    let server = Server::start(false);
    let health = || server.send("GET /_cosell/health HTTP/1.1\r\n", b"");
    // No more pages than there are now, like a full disk.
    server.limit_pages(1);
    let refused = (0..200).find(|_| server.call("CreateOpportunity", &opportunity()).status == 500);
    assert!(refused.is_some(), "the database does not become full");
    let answer = health();
    assert_eq!(
        (answer.status, &answer.json()["status"]),
        (503, &json!("unavailable"))
    );
    let read = server.call("ListSolutions", &json!({ "Catalog": "Sandbox" }));
    assert_eq!(read.status, 200, "reads go on: {read:?}");
    server.limit_pages(u32::MAX - 1);
    let answer = health();
    assert_eq!(
        (answer.status, &answer.json()["status"]),
        (200, &json!("ok"))
    );
    assert_eq!(server.call("CreateOpportunity", &opportunity()).status, 200);
}
