//! Who may administer, and what a client must send for it.

use cosell_server::{AdminTokens, Mode};
use serde_json::json;

use crate::sandbox;
use crate::server::{Answer, Server, Setup, target};

const TOKEN: &str = "0f6b2c-a-token-for-tests";
const NEXT: &str = "9d1e77-the-token-after-it";

fn server(mode: Mode) -> Server {
    let tokens = AdminTokens::default();
    for token in [TOKEN, NEXT] {
        tokens.add(token).expect("a token");
    }
    Server::with(Setup {
        mode,
        tokens,
        ..Setup::default()
    })
}

fn ask(server: &Server, line: &str, headers: &str, body: &str) -> Answer {
    let mut connection = server.connect();
    let length = body.len();
    let head = format!("{line} HTTP/1.1\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
    connection.write(head.as_bytes());
    connection.answer()
}

pub(crate) const PAGES: [(&str, &str); 9] = [
    ("GET /_cosell/clock", ""),
    ("PUT /_cosell/clock", r#"{"mode": "system"}"#),
    ("POST /_cosell/clock/advance", r#"{"seconds": 1}"#),
    ("GET /_cosell/faults", ""),
    ("POST /_cosell/faults", r#"{"text": "operation.read=drop"}"#),
    ("DELETE /_cosell/faults", ""),
    ("DELETE /_cosell/faults/1", ""),
    ("GET /_cosell/tasks/oit-0000000000000", ""),
    ("HEAD /_cosell/clock", ""),
];

#[test]
fn no_page_except_health_is_shown_or_acts_without_a_token() {
    for mode in [Mode::Open, Mode::Strict] {
        let server = server(mode);
        for (line, body) in PAGES
            .into_iter()
            .filter(|(line, _)| !line.starts_with("HEAD"))
        {
            for header in [
                String::new(),
                "Authorization: Bearer \r\n".to_owned(),
                format!("Authorization: Bearer {TOKEN}x\r\n"),
                format!("Authorization: Bearer {}\r\n", &TOKEN[1..]),
                format!("Authorization: Basic {TOKEN}\r\n"),
                format!("X-Authorization: Bearer {TOKEN}\r\n"),
            ] {
                let headers = format!("Host: localhost\r\n{header}");
                let answer = ask(&server, line, &headers, body);
                assert_eq!(answer.status, 401, "{line} {header}");
                assert_eq!(answer.json()["error"], "Unauthorized");
                let challenge = answer.header("www-authenticate");
                assert_eq!(challenge, Some("Bearer realm=\"cosell\""));
            }
        }
        let faults = format!("Host: localhost\r\nAuthorization: Bearer {TOKEN}\r\n");
        let faults = ask(&server, "GET /_cosell/faults", &faults, "").json();
        assert_eq!(faults, json!({ "rules": [] }), "no rule was added");
        for line in ["GET /_cosell/health", "GET /"] {
            assert_eq!(
                ask(&server, line, "Host: localhost\r\n", "").status,
                200,
                "{line}"
            );
        }
    }
}

#[test]
fn a_client_without_a_token_sees_only_the_health_status() {
    for mode in [Mode::Open, Mode::Strict] {
        let server = server(mode);
        let ask = |line: &str, token: &str| {
            let token = format!("Host: localhost\r\nAuthorization: Bearer {token}\r\n");
            ask(&server, line, &token, "").json()
        };
        let health = "GET /_cosell/health";
        let shown = ask(health, TOKEN);
        for member in ["status", "version", "store", "uptime_seconds"] {
            assert!(!shown[member].is_null(), "{member}: {shown}");
        }
        assert_eq!(ask("GET /", TOKEN)["version"], env!("CARGO_PKG_VERSION"));
        for token in ["", "not-the-right-token"] {
            assert_eq!(ask(health, token), json!({ "status": "ok" }));
            let index = ask("GET /", token);
            assert_eq!(index["product"], "cosell");
            assert!(
                !index.to_string().contains(env!("CARGO_PKG_VERSION")),
                "{index}"
            );
        }
        server.lose("task");
        assert_eq!(ask(health, ""), json!({ "status": "unavailable" }));
    }
}

#[test]
fn each_of_the_tokens_is_accepted() {
    let server = server(Mode::Strict);
    for header in [
        format!("Authorization: Bearer {TOKEN}\r\n"),
        format!("authorization: bearer {NEXT}\r\n"),
    ] {
        let headers = format!("Host: cosell.example\r\n{header}");
        for (line, body) in PAGES
            .into_iter()
            .filter(|(line, _)| !line.starts_with("HEAD"))
        {
            let status = ask(&server, line, &headers, body).status;
            let wanted = if line.ends_with("/1") || line.contains("oit-") {
                404
            } else {
                200
            };
            // The first rule had this id, but all rules were deleted before.
            assert_eq!(status, wanted, "{line}");
        }
    }
}

#[test]
fn a_strict_server_accepts_any_host_name() {
    let server = server(Mode::Strict);
    for host in ["cosell.example", "192.0.2.7:7226"] {
        let answer = ask(
            &server,
            "GET /_cosell/health",
            &format!("Host: {host}\r\n"),
            "",
        );
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[test]
fn pages_of_other_servers_do_not_administer_even_with_the_token() {
    let server = server(Mode::Strict);
    for (origin, status) in [
        ("https://attacker.example", 403),
        ("null", 403),
        ("https://cosell.example", 200),
        ("http://localhost:3000", 200),
    ] {
        let headers = format!(
            "Host: cosell.example\r\nOrigin: {origin}\r\nAuthorization: Bearer {TOKEN}\r\n"
        );
        let answer = ask(&server, "GET /_cosell/clock", &headers, "");
        assert_eq!(answer.status, status, "{origin}");
    }
}

#[test]
fn a_token_is_not_a_signature_and_a_signature_is_not_a_token() {
    let server = server(Mode::Open);
    let head = "POST / HTTP/1.1\r\nX-Amz-Target: AWSPartnerCentralSelling.ListSolutions\r\n";
    let answer = server.send(
        &format!("{head}Authorization: Bearer {TOKEN}\r\n"),
        sandbox().to_string().as_bytes(),
    );
    assert_eq!(answer.error(), "IncompleteSignatureException");
    let signed = target("ListSolutions").replacen("POST /", "GET /_cosell/clock", 1);
    let signed = signed.replacen("X-Amz-Target", "X-Other", 1);
    assert_eq!(server.send(&signed, b"").status, 401);
}
