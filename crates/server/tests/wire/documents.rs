//! JSON documents of administrators: a repeated member is refused on every page.

use std::path::Path;

use serde_json::Value;

use crate::server::{Answer, Server};

fn send(server: &Server, line: &str, body: &str) -> Answer {
    server.send(&format!("{line} HTTP/1.1\r\n"), body.as_bytes())
}

#[test]
fn a_repeated_member_is_refused_on_every_page() {
    let server = Server::start(false);
    let account = "\"account\": \"111111111111\"";
    for (line, body) in [
        (
            "PUT /_cosell/clock",
            r#"{"mode": "system", "mode": "system"}"#,
        ),
        (
            "POST /_cosell/clock/advance",
            r#"{"seconds": 0, "seconds": 0}"#,
        ),
        (
            "POST /_cosell/faults",
            r#"{"text": "auth.done=drop", "text": "auth.done=drop"}"#,
        ),
        (
            "POST /_cosell/faults",
            r#"{"point": "auth.done", "action": "drop", "action": "drop"}"#,
        ),
        (
            "POST /_cosell/accounts",
            r#"{"id": "777777777777", "id": "777777777777"}"#,
        ),
        (
            "POST /_cosell/accounts",
            r#"{"id": "777777777777", "owner": {"first_name": "A", "first_name": "A",
                "last_name": "B", "email": "a@example.com"}}"#,
        ),
        (
            "POST /_cosell/accounts/111111111111/users",
            r#"{"name": "ines", "name": "ines"}"#,
        ),
        (
            "POST /_cosell/accounts/111111111111/roles",
            r#"{"name": "crm", "name": "crm"}"#,
        ),
        ("POST /_cosell/keys", &format!("{{{account}, {account}}}")),
        (
            "POST /_cosell/policies",
            &format!(
                r#"{{{account}, "name": "one", "document": {{"Version": "2012-10-17", "Statement":
                    {{"Effect": "Deny", "Effect": "Allow", "Action": "*", "Resource": "*"}}}}}}"#
            ),
        ),
        (
            "POST /_cosell/policies",
            &format!(
                r#"{{{account}, "name": "one", "document": "{{\"Version\": \"2012-10-17\",
                    \"Statement\": {{\"Effect\": \"Deny\", \"Effect\": \"Allow\", \"Action\": \"*\",
                    \"Resource\": \"*\"}}}}"}}"#
            )
            .replace('\n', " "),
        ),
        (
            "POST /_cosell/policies/attach",
            &format!(r#"{{{account}, "user": "ines", "policy": "one", "policy": "two"}}"#),
        ),
        (
            "POST /_cosell/policies/detach",
            &format!(r#"{{{account}, "user": "ines", "policy": "one", "policy": "two"}}"#),
        ),
        (
            "POST /_cosell/policies/explain",
            r#"{"principal": "arn:aws:iam::111111111111:root", "operation": "TagResource",
                "request": {"ResourceArn": "a", "ResourceArn": "b"}}"#,
        ),
    ] {
        let answer = send(&server, line, body);
        assert_eq!(answer.status, 400, "{line} {body}: {answer:?}");
        let message = answer.json()["message"].to_string();
        assert!(
            message.contains("duplicate member"),
            "{line} {body}: {message}"
        );
    }
    for (page, list) in [
        ("faults", "rules"),
        ("policies?account=111111111111", "policies"),
    ] {
        let kept = send(&server, &format!("GET /_cosell/{page}"), "").json();
        assert_eq!(kept[list].as_array().map(Vec::len), Some(0), "{kept:#}");
    }
}

#[test]
fn a_policy_is_accepted_as_json_and_as_a_string_of_json() {
    let server = Server::start(false);
    let document = r#"{"Version": "2012-10-17", "Statement":
        {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;
    let text = Value::from(document);
    for (name, document) in [("json", document), ("text", &text.to_string())] {
        let body =
            format!(r#"{{"account": "111111111111", "name": "{name}", "document": {document}}}"#);
        let kept = send(&server, "POST /_cosell/policies", &body);
        assert_eq!(kept.status, 200, "{kept:?}");
        assert_eq!(kept.json()["document"]["Statement"]["Effect"], "Deny");
    }
}

/// A page that parsed its body elsewhere might accept a repeated member.
#[test]
fn bodies_of_administrators_are_parsed_in_one_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/admin");
    let mut folders = vec![folder.clone()];
    let mut readers = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a module");
            let reads = ["from_slice", "from_str(", "from_reader", "json::read("];
            readers.extend(
                reads
                    .into_iter()
                    .filter(|read| text.contains(read))
                    .map(|_| path.clone()),
            );
        }
    }
    assert_eq!(readers, [folder.join("mod.rs")]);
}
