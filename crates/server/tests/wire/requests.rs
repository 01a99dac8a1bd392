//! Recorded requests: what a client sent is seen, explained and sent again, and what is sensitive
//! is hidden until somebody asks for it.

use cosell_server::{AdminTokens, Mode};
use cosell_world::machine;
use serde_json::{Value, json};

use crate::server::{Server, Setup, opportunity, target};

fn server() -> Server {
    Server::with(Setup {
        recorded: 100,
        ..Setup::default()
    })
}

fn get(server: &Server, path: &str) -> Value {
    let answer = server.send(&format!("GET {path} HTTP/1.1\r\n"), b"");
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    answer.json()
}

/// The newest recorded request.
fn newest(server: &Server) -> Value {
    get(server, "/_cosell/requests?limit=1")["requests"][0].clone()
}

fn shown(server: &Server, id: &Value, query: &str) -> Value {
    let id = id.as_str().expect("an id");
    get(server, &format!("/_cosell/requests/{id}{query}"))
}

#[test]
fn a_call_is_found_by_the_id_that_its_client_got() {
    let server = server();
    let head = target("CreateOpportunity")
        + "User-Agent: Boto3/1.40\r\namz-sdk-invocation-id: 6a4f\r\n\
           amz-sdk-request: attempt=1; max=3\r\n";
    let created = server.send(&head, opportunity().to_string().as_bytes());
    assert_eq!(created.status, 200);
    let id = created
        .header("x-amzn-requestid")
        .expect("an id")
        .to_owned();
    let listed = newest(&server);
    assert_eq!(listed["id"], json!(id));
    assert_eq!(listed["operation"], "CreateOpportunity");
    assert_eq!(listed["account"], "111111111111");
    assert_eq!(
        (&listed["status"], &listed["error"]),
        (&json!(200), &Value::Null)
    );
    assert_eq!(
        (&listed["attempt"], &listed["max_attempts"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(listed["invocation"], "6a4f");
    // Pages of the administrative API and of the console are not calls.
    assert_eq!(newest(&server), listed);
    let detail = shown(&server, &listed["id"], "");
    assert_eq!(detail["user_agent"], "Boto3/1.40");
    assert_eq!(detail["caller"], "arn:aws:iam::111111111111:root");
    assert_eq!(detail["address"], "127.0.0.1");
}

#[test]
fn sensitive_values_are_hidden_until_they_are_asked_for() {
    let server = server();
    let mut body = opportunity();
    body["Misspelt"] = json!("Quarrystone again");
    assert_eq!(server.call("CreateOpportunity", &body).status, 200);
    let id = newest(&server)["id"].clone();
    let hidden = shown(&server, &id, "");
    assert_eq!(hidden["revealed"], false);
    assert!(!hidden.to_string().contains("Quarrystone"), "{hidden}");
    assert_eq!(hidden["body"]["LifeCycle"]["Stage"], "Prospect");
    let revealed = shown(&server, &id, "?reveal=true");
    assert_eq!(revealed["body"], body);
    assert_eq!(revealed["answer"]["Id"], hidden["answer"]["Id"]);
}

#[test]
fn the_message_of_an_error_repeats_no_sensitive_value() {
    let server = server();
    for (pointer, value) in [
        (
            "/Customer/Account/WebsiteUrl",
            json!("quarrystone \"site\""),
        ),
        (
            "/Customer/Account/CompanyName",
            json!("Quarrystone".repeat(40)),
        ),
        ("/Customer/Account/Duns", json!("quarrystone")),
        (
            "/Customer/Account/Address/PostalCode",
            json!("quarrystone".repeat(9)),
        ),
        ("/Customer/Contacts/0/Email", json!("oksana at quarrystone")),
        ("/Customer/Contacts/0/Phone", json!("quarrystone 17")),
        (
            "/Customer/Contacts/0/FirstName",
            json!({ "quarrystone": 1 }),
        ),
        ("/Quarrystone", json!("quarrystone")),
    ] {
        let mut body = opportunity();
        match body.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => body[pointer.trim_start_matches('/')] = value,
        }
        body["Origin"] = json!("Nobody");
        let refused = server.call("CreateOpportunity", &body);
        assert_eq!(refused.status, 400, "{pointer}");
        let id = newest(&server)["id"].clone();
        let hidden = shown(&server, &id, "").to_string().to_lowercase();
        assert!(!hidden.contains("quarrystone"), "{pointer}: {hidden}");
        let revealed = shown(&server, &id, "?reveal=true");
        assert_eq!(revealed["answer"], refused.json());
        // The rest of the message is shown.
        assert!(hidden.contains("origin"), "{pointer}: {hidden}");
    }
}

#[test]
fn a_refusal_names_each_rule_with_its_evidence_and_field() {
    let server = server();
    let mut body = opportunity();
    body["Project"]["SalesActivities"] = json!([]);
    body["LifeCycle"]["Stage"] = json!("Closed Lost");
    body["Origin"] = json!("Nobody");
    let refused = server.call("CreateOpportunity", &body);
    assert_eq!(refused.error(), "ValidationException");
    let listed = newest(&server);
    assert_eq!(
        (&listed["status"], &listed["error"]),
        (&json!(400), &json!("ValidationException"))
    );
    let detail = shown(&server, &listed["id"], "");
    let findings = detail["findings"].as_array().expect("a list");
    let errors = refused.json()["ErrorList"]
        .as_array()
        .expect("a list")
        .len();
    assert_eq!(findings.len(), errors, "{detail}");
    assert!(
        findings.iter().all(|one| one["evidence"] == "documented"),
        "{detail}"
    );
    let mut body = opportunity();
    body["LifeCycle"]["Stage"] = json!("Committed");
    body["LifeCycle"]["TargetCloseDate"] = json!("2001-01-01");
    server.call("CreateOpportunity", &body).error();
    let detail = shown(&server, &newest(&server)["id"], "");
    let finding = &detail["findings"][0];
    for member in ["rule", "evidence", "says", "field", "code", "message"] {
        assert!(finding[member].is_string(), "{member}: {detail}");
    }
    let only = get(&server, "/_cosell/requests?outcome=refused");
    assert_eq!(only["requests"].as_array().map(Vec::len), Some(2));
    let only = get(&server, "/_cosell/requests?outcome=ConflictException");
    assert_eq!(only["requests"].as_array().map(Vec::len), Some(0));
}

#[test]
fn what_is_no_operation_is_recorded_without_its_body() {
    let server = server();
    server
        .call("DestroyOpportunity", &json!({ "a": 1 }))
        .error();
    let listed = newest(&server);
    assert_eq!(listed["operation"], "DestroyOpportunity");
    let detail = shown(&server, &listed["id"], "?reveal=true");
    assert_eq!(
        (&detail["body"], &detail["account"]),
        (&Value::Null, &Value::Null)
    );
    let unsigned = server.send(
        "POST / HTTP/1.1\r\nX-Amz-Target: AWSPartnerCentralSelling.ListSolutions\r\n",
        b"{\"Catalog\": \"AWS\"}",
    );
    assert_eq!(unsigned.error(), "MissingAuthenticationTokenException");
    let detail = shown(&server, &newest(&server)["id"], "?reveal=true");
    assert_eq!(detail["error"], "MissingAuthenticationTokenException");
    assert_eq!(detail["body"], Value::Null);
}

#[test]
fn a_replay_has_the_same_result_and_with_a_new_token_another_one() {
    let server = server();
    let created = server.call("CreateOpportunity", &opportunity()).json()["Id"].clone();
    let first = newest(&server)["id"].clone();
    let id = first.as_str().expect("an id");
    let replay = |body: &str| {
        let head = format!("POST /_cosell/requests/{id}/replay HTTP/1.1\r\n");
        let answer = server.send(&head, body.as_bytes());
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    };
    let same = replay("{}");
    assert_eq!(
        (&same["answer"]["Id"], &same["replay_of"]),
        (&created, &first)
    );
    let other = replay(r#"{"new_token": true}"#);
    assert_eq!(other["status"], 200);
    assert_ne!(other["answer"]["Id"], created);
    assert_eq!(
        newest(&server)["id"],
        other["id"],
        "a replay is recorded, too"
    );
    let acts = get(&server, "/_cosell/audit");
    assert_eq!(acts["acts"][0]["act"], "request.replay");
}

#[test]
fn the_attempts_of_a_call_are_shown_together() {
    let server = server();
    for attempt in 1..=3 {
        let head = target("ListSolutions")
            + &format!(
                "amz-sdk-invocation-id: one\r\namz-sdk-request: attempt={attempt}; max=3\r\n"
            );
        server.send(&head, b"{\"Catalog\": \"AWS\"}");
    }
    let detail = shown(&server, &newest(&server)["id"], "");
    let attempts: Vec<_> = detail["attempts"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    let attempts: Vec<_> = attempts.iter().map(|one| one["attempt"].clone()).collect();
    assert_eq!(
        (&detail["attempt"], attempts),
        (&json!(3), vec![json!(1), json!(2)])
    );
}

#[test]
fn pages_of_the_list_have_each_request_once() {
    let server = server();
    for _ in 0..5 {
        server.call("ListSolutions", &json!({ "Catalog": "AWS" }));
    }
    let mut numbers = Vec::new();
    let mut next = String::new();
    loop {
        let page = get(&server, &format!("/_cosell/requests?limit=2{next}"));
        let requests = page["requests"].as_array().expect("a list").iter();
        numbers.extend(requests.map(|one| one["number"].as_u64().expect("a number")));
        match page["next_token"].as_str() {
            Some(token) => next = format!("&next={token}"),
            None => break,
        }
    }
    assert_eq!(numbers, [5, 4, 3, 2, 1]);
    let news = get(&server, "/_cosell/requests?after=3");
    assert_eq!(news["requests"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_server_that_records_nothing_says_how_to_change_that() {
    let tokens = AdminTokens::default();
    tokens.add("0f6b2c-a-token-for-tests").expect("a token");
    let server = Server::with(Setup {
        mode: Mode::Strict,
        tokens,
        ..Setup::default()
    });
    let token = "Authorization: Bearer 0f6b2c-a-token-for-tests\r\n";
    for path in ["", "/", "/x/copy?as=cli"].map(|rest| format!("/_cosell/requests{rest}")) {
        let answer = server.send(&format!("GET {path} HTTP/1.1\r\n{token}"), b"");
        assert_eq!(answer.status, 404, "{path}");
    }
    let head = format!("GET /_cosell/requests HTTP/1.1\r\n{token}");
    let message = server.send(&head, b"").json()["message"].to_string();
    assert!(message.contains("--recorded-requests"), "{message}");
    let server = self::server();
    let id = machine::uuid();
    let head = format!("GET /_cosell/requests/{id} HTTP/1.1\r\n");
    assert_eq!(server.send(&head, b"").status, 404);
}
