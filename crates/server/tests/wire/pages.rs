//! The table of pages: what is true of every declared page of the administration API.

use cosell_admin_api::Declaration;
use cosell_admin_api::pages::DECLARED;
use cosell_server::AdminTokens;
use serde_json::Value;

use crate::server::{Answer, Server, Setup};

const TOKEN: &str = "0f6b2c-a-token-for-tests";

/// A server that requires an admin token.
fn server() -> Server {
    let tokens = AdminTokens::default();
    tokens.add(TOKEN).expect("a token");
    Server::with(Setup {
        tokens,
        ..Setup::default()
    })
}

/// Requests a page about an object that does not exist.
fn ask(server: &Server, method: &str, page: &Declaration, token: bool) -> Answer {
    let path = page.path.replace("{*", "{");
    let mut parts: Vec<&str> = path.split('/').collect();
    for part in &mut parts {
        if part.starts_with('{') {
            *part = "nothing";
        }
    }
    let path = parts.join("/");
    let authorization = if token {
        format!("Authorization: Bearer {TOKEN}\r\n")
    } else {
        String::new()
    };
    server.send(
        &format!("{method} {path} HTTP/1.1\r\n{authorization}"),
        b"{}",
    )
}

#[test]
fn every_page_requires_a_token_unless_it_is_declared_open() {
    let server = server();
    for page in DECLARED {
        let status = ask(&server, page.method.as_str(), page, false).status;
        if page.open {
            assert_eq!(status, 200, "{}", page.name);
        } else {
            assert_eq!(status, 401, "{}", page.name);
        }
        let status = ask(&server, page.method.as_str(), page, true).status;
        assert_ne!(status, 401, "{}", page.name);
    }
}

#[test]
fn every_page_that_changes_something_records_its_act() {
    let server = server();
    let mut pages = 0;
    for page in DECLARED {
        let Some(act) = page.act else {
            continue;
        };
        pages += 1;
        ask(&server, page.method.as_str(), page, true);
        let head =
            format!("GET /_cosell/audit?limit=1 HTTP/1.1\r\nAuthorization: Bearer {TOKEN}\r\n");
        let newest = server.send(&head, b"").json()["acts"][0].clone();
        assert_eq!(
            (&newest["number"], &newest["act"]),
            (&Value::from(pages), &Value::from(act.name)),
            "{}",
            page.name
        );
        let target = newest["target"].as_str().expect("a target");
        let named = act.target.split('/').next().expect("a part");
        assert!(target.starts_with(named), "{}: {target}", page.name);
        let by_id = act.target.contains('{');
        assert!(
            !by_id || target.contains("nothing"),
            "{}: {target}",
            page.name
        );
    }
    assert!(pages > 0);
}

#[test]
fn a_page_names_the_methods_that_it_accepts() {
    let server = server();
    for page in DECLARED.iter().filter(|page| page.path != "/") {
        let refused = ask(&server, "PATCH", page, true);
        assert_eq!(refused.status, 405, "{}", page.name);
        let allowed = refused.header("allow").expect("a header");
        let mut methods = allowed.split(", ");
        let method = page.method.as_str();
        assert!(
            methods.any(|allowed| allowed == method),
            "{}: {allowed}",
            page.name
        );
    }
}

#[test]
fn every_page_of_the_table_is_in_the_openapi_document() {
    let server = Server::start(false);
    let answer = server.send("GET /_cosell/openapi.json HTTP/1.1\r\n", b"");
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("application/json"))
    );
    let document = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut written = 0;
    for methods in document["paths"].as_object().expect("paths").values() {
        written += methods.as_object().expect("methods").len();
    }
    assert_eq!(written, DECLARED.len());
    for page in DECLARED {
        let path = page.path.replace("{*", "{");
        let method = page.method.as_str().to_lowercase();
        let operation = &document["paths"][path][method];
        assert_eq!(operation["operationId"], page.name, "{}", page.name);
    }
}
