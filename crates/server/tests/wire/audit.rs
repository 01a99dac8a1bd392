//! The audit log: every act of administration, before it is carried out and after.

use cosell_server::AdminTokens;
use serde_json::{Value, json};

use crate::server::{Answer, Server, Setup};

const TOKEN: &str = "0f6b2c-a-token-for-tests";

fn ask(server: &Server, line: &str, body: &Value) -> Answer {
    let head = format!("{line} HTTP/1.1\r\nAuthorization: Bearer {TOKEN}\r\n");
    server.send(&head, body.to_string().as_bytes())
}

fn acts(server: &Server, query: &str) -> Value {
    let answer = ask(server, &format!("GET /_cosell/audit{query}"), &Value::Null);
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// The acts as one line each, the newest first.
fn lines(page: &Value) -> Vec<String> {
    let acts = page["acts"].as_array().expect("a list").iter();
    let text = |act: &Value, member: &str| act[member].as_str().expect(member).to_owned();
    acts.map(|act| {
        let members = ["act", "target", "outcome"].map(|member| text(act, member));
        members.join(" ")
    })
    .collect()
}

#[test]
fn every_act_is_recorded_with_its_administrator_target_and_outcome() {
    let server = Server::start(false);
    let rule = json!({ "text": "operation.read=drop;operation=GetOpportunity" });
    ask(&server, "PUT /_cosell/clock", &json!({ "mode": "system" }));
    ask(
        &server,
        "POST /_cosell/clock/advance",
        &json!({ "seconds": 1 }),
    );
    ask(
        &server,
        "POST /_cosell/clock/advance",
        &json!({ "seconds": -1 }),
    );
    ask(&server, "POST /_cosell/faults", &rule);
    ask(&server, "DELETE /_cosell/faults/1", &Value::Null);
    ask(&server, "DELETE /_cosell/faults/7", &Value::Null);
    ask(&server, "DELETE /_cosell/faults", &Value::Null);
    ask(
        &server,
        "POST /_cosell/tasks/oit-0000000000000/restart",
        &json!({}),
    );
    ask(&server, "POST /_cosell/page-key/rotate", &Value::Null);
    let page = acts(&server, "");
    assert_eq!(
        lines(&page),
        [
            "page_key.rotate page-key/2 DONE",
            "task.restart tasks/oit-0000000000000 NotFound",
            "fault.remove_all faults DONE",
            "fault.remove faults/7 NotFound",
            "fault.remove faults/1 DONE",
            "fault.add faults/1 DONE",
            "clock.advance clock Invalid",
            "clock.advance clock DONE",
            "clock.set clock DONE",
        ]
    );
    assert_eq!(page["next_token"], Value::Null);
    let numbers = page["acts"].as_array().expect("a list").iter();
    let numbers: Vec<_> = numbers.map(|act| act["number"].clone()).collect();
    assert_eq!(json!(numbers), json!([9, 8, 7, 6, 5, 4, 3, 2, 1]));
    let first = &page["acts"][0];
    assert_eq!(
        (&first["peer"], &first["administrator"]),
        (&json!("127.0.0.1"), &json!("open"))
    );
    assert!(
        !page.to_string().contains("GetOpportunity"),
        "bodies are not recorded"
    );
}

#[test]
fn an_administrator_is_named_by_the_token_without_the_token() {
    let tokens = AdminTokens::default();
    tokens.add(TOKEN).expect("a token");
    let server = Server::with(Setup {
        tokens,
        ..Setup::default()
    });
    let refused = server.send("DELETE /_cosell/faults HTTP/1.1\r\n", b"");
    assert_eq!(refused.status, 401);
    ask(&server, "DELETE /_cosell/faults", &Value::Null);
    let page = acts(&server, "");
    assert_eq!(
        lines(&page),
        ["fault.remove_all faults DONE"],
        "requests without a token are not recorded"
    );
    let name = page["acts"][0]["administrator"].as_str().expect("a name");
    assert!(
        name.starts_with("token:") && !TOKEN.contains(&name[6..]),
        "{name}"
    );
}

#[test]
fn pages_of_the_log_follow_each_other() {
    let server = Server::start(false);
    for _ in 0..5 {
        ask(&server, "DELETE /_cosell/faults", &Value::Null);
    }
    let mut query = "?limit=2".to_owned();
    let mut lengths = Vec::new();
    loop {
        let page = acts(&server, &query);
        lengths.push(lines(&page).len());
        let Some(next) = page["next_token"].as_str() else {
            break;
        };
        query = format!("?limit=2&next={next}");
    }
    assert_eq!(lengths, [2, 2, 1]);
    for query in ["?limit=0", "?limit=201", "?next=x", "?since=1"] {
        let answer = ask(&server, &format!("GET /_cosell/audit{query}"), &Value::Null);
        assert_eq!(answer.status, 400, "{query}");
    }
}

#[test]
fn an_act_that_cannot_be_recorded_is_not_carried_out() {
    let server = Server::start(false);
    let rule = json!({ "text": "operation.read=drop" });
    server.lose("audit");
    let answer = ask(&server, "POST /_cosell/faults", &rule);
    assert_eq!(answer.status, 500, "{answer:?}");
    let rules = ask(&server, "GET /_cosell/faults", &Value::Null).json();
    assert_eq!(rules, json!({ "rules": [] }));
}
