//! Fault rules are added and removed through the administration API, and affect responses.

use serde_json::{Value, json};

use crate::server::{Answer, SIGNED, Server, opportunity, target};

fn post(server: &Server, rule: &Value) -> Answer {
    let body = rule.to_string();
    server.send("POST /_cosell/faults HTTP/1.1\r\n", body.as_bytes())
}

fn delete(server: &Server, path: &str) -> Answer {
    server.send(&format!("DELETE /_cosell/{path} HTTP/1.1\r\n"), b"")
}

fn rules(server: &Server) -> Value {
    let answer = server.send("GET /_cosell/faults HTTP/1.1\r\n", b"");
    answer.json()["rules"].clone()
}

#[test]
fn a_rule_fires_is_counted_and_is_removed() {
    let server = Server::start(false);
    assert_eq!(rules(&server), json!([]));
    let added = post(
        &server,
        &json!({
            "point": "operation.before_commit",
            "action": "error",
            "error": "ConflictException",
            "operation": "CreateOpportunity",
            "count": 1,
        }),
    );
    assert_eq!(added.status, 200, "{added:?}");
    let id = added.json()["id"].clone();
    assert_eq!(
        server.call("CreateOpportunity", &opportunity()).error(),
        "ConflictException"
    );
    assert_eq!(server.call("CreateOpportunity", &opportunity()).status, 200);
    let listed = rules(&server);
    assert_eq!(
        (&listed[0]["fired"], &listed[0]["passed"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(
        listed[0]["text"],
        "operation.before_commit=error:ConflictException;operation=CreateOpportunity;count=1"
    );
    assert_eq!(delete(&server, &format!("faults/{id}")).status, 200);
    assert_eq!(delete(&server, &format!("faults/{id}")).status, 404);
    assert_eq!(rules(&server), json!([]));
}

#[test]
fn all_rules_are_removed_at_once() {
    let server = Server::start(false);
    let rule = |point| format!("{point}=error:ThrottlingException;account=111111111111");
    // The account is not known yet at the first point.
    for (text, status) in [
        (rule("request.received"), 400),
        (rule("auth.done"), 200),
        (rule("operation.read"), 200),
    ] {
        assert_eq!(post(&server, &json!({ "text": text })).status, status);
    }
    let throttled = server.call("CreateOpportunity", &opportunity());
    assert_eq!(throttled.error(), "ThrottlingException");
    assert_eq!(throttled.header("retry-after"), Some("1"));
    assert_eq!(delete(&server, "faults").json(), json!({ "removed": 2 }));
    assert_eq!(server.call("CreateOpportunity", &opportunity()).status, 200);
}

#[test]
fn a_dropped_connection_is_closed_without_a_response() {
    for (point, made) in [
        ("request.received", 0),
        ("auth.done", 0),
        ("operation.before_commit", 0),
        ("operation.after_commit", 1),
    ] {
        let server = Server::start(false);
        let text = format!("{point}=drop;operation=CreateOpportunity");
        assert_eq!(post(&server, &json!({ "text": text })).status, 200);
        let mut connection = server.connect();
        let body = opportunity().to_string();
        connection.request(&target("CreateOpportunity"), body.as_bytes());
        assert!(connection.ended(), "{point}");
        let list = server
            .call("ListOpportunities", &json!({ "Catalog": "Sandbox" }))
            .json();
        let found = list["OpportunitySummaries"].as_array().map(Vec::len);
        assert_eq!(found, Some(made), "{point}");
    }
}

#[test]
fn an_invalid_rule_is_refused_with_the_reason() {
    let server = Server::start(false);
    for (rule, reason) in [
        (
            json!({ "text": "operation.read=drop;colour=red" }),
            "colour",
        ),
        (
            json!({ "text": "operation.written=drop" }),
            "operation.written",
        ),
        (
            json!({ "point": "operation.read", "action": "explode" }),
            "action",
        ),
        (
            json!({ "point": "operation.read", "action": "error", "error": "Mishap" }),
            "Mishap",
        ),
        (json!({ "point": "operation.read" }), "action"),
        (json!([]), "expected"),
    ] {
        let answer = post(&server, &rule);
        assert_eq!(answer.status, 400, "{rule}");
        let message = answer.json()["message"].to_string();
        assert!(message.contains(reason), "{rule}: {message}");
    }
    let put = server.send(&format!("PUT /_cosell/faults HTTP/1.1\r\n{SIGNED}"), b"");
    assert_eq!(put.status, 405);
    assert_eq!(rules(&server), json!([]));
}
