//! The host names that an open server accepts.
//!
//! A web page can resolve its own host name to this machine (DNS rebinding) and then call the
//! server as its own origin. The server recognises it by `Host`, where the browser sends that name.

use crate::server::{Answer, plain, target};
use crate::{SERVER, sandbox};

fn ask(head: &str, host: &str, body: &str) -> Answer {
    let mut connection = SERVER.connect();
    let length = body.len();
    let head = format!("{head}{host}Content-Length: {length}\r\n\r\n{body}");
    connection.write(head.as_bytes());
    connection.answer()
}

#[test]
fn names_of_this_machine_are_accepted() {
    for host in [
        "localhost",
        "LocalHost:7226",
        "127.0.0.1",
        "127.0.0.1:7226",
        "127.8.9.10:1",
        "[::1]",
        "[::1]:7226",
    ] {
        let header = format!("Host: {host}\r\n");
        let answer = ask("GET /_cosell/health HTTP/1.1\r\n", &header, "");
        assert_eq!(answer.status, 200, "{host}");
        let answer = ask(&target("ListSolutions"), &header, &sandbox().to_string());
        assert_eq!(answer.status, 200, "{host}");
    }
    let answer = ask("GET /_cosell/health HTTP/1.0\r\n", "", "");
    assert_eq!(answer.status, 200);
}

#[test]
fn other_names_are_refused_on_every_route() {
    let routes = [
        target("ListSolutions"),
        plain("ListSolutions"),
        "GET / HTTP/1.1\r\n".to_owned(),
        "GET /_cosell/health HTTP/1.1\r\n".to_owned(),
        "GET /_cosell/tasks/oit-0000000000000 HTTP/1.1\r\n".to_owned(),
        "GET /nothing HTTP/1.1\r\n".to_owned(),
    ];
    for host in [
        "Host: attacker.example\r\n",
        "Host: attacker.example:7226\r\n",
        "Host: localhost.attacker.example\r\n",
        "Host: 127.0.0.1.attacker.example\r\n",
        "Host: localhost@attacker.example\r\n",
        "Host: attacker.example@localhost\r\n",
        "Host: 0.0.0.0:7226\r\n",
        "Host: 192.0.2.7\r\n",
        "Host: [::2]:7226\r\n",
        "Host: ::1\r\n",
        "Host: localhost:port\r\n",
        "Host: \u{e9}\r\n",
        "Host:\r\n",
        "Host: localhost\r\nHost: attacker.example\r\n",
        "",
    ] {
        for route in &routes {
            let answer = ask(route, host, "");
            assert_eq!(
                (answer.status, answer.error().as_str()),
                (403, "AccessDeniedException"),
                "{route}{host}"
            );
            let message = answer.json()["Message"].to_string();
            assert!(message.contains("Host"), "{message}");
        }
    }
}

#[test]
fn a_host_in_the_request_line_is_checked_as_well() {
    for (line, status) in [
        ("GET http://localhost:7226/_cosell/health HTTP/1.1\r\n", 200),
        (
            "GET http://attacker.example/_cosell/health HTTP/1.1\r\n",
            403,
        ),
    ] {
        assert_eq!(ask(line, "Host: localhost\r\n", "").status, status);
    }
}

#[test]
fn pages_of_other_origins_are_refused() {
    // A browser sends this request without a preflight.
    let advance = "POST /_cosell/clock/advance HTTP/1.1\r\nContent-Type: text/plain\r\n";
    for origin in [
        "https://attacker.example",
        "http://localhost.attacker.example:7226",
        "http://attacker.example/localhost",
        "null",
        "",
    ] {
        let headers = format!("Host: localhost\r\nOrigin: {origin}\r\n");
        for (head, body) in [
            (advance, r#"{"seconds": 1}"#),
            ("GET /_cosell/health HTTP/1.1\r\n", ""),
        ] {
            let answer = ask(head, &headers, body);
            assert_eq!(
                (answer.status, answer.error().as_str()),
                (403, "AccessDeniedException"),
                "{origin}"
            );
            let message = answer.json()["Message"].to_string();
            assert!(message.contains("Origin"), "{message}");
        }
    }
    for origin in [
        "http://localhost:3000",
        "https://127.0.0.1",
        "http://[::1]:7226",
    ] {
        let headers = format!("Host: localhost\r\nOrigin: {origin}\r\n");
        let answer = ask("GET /_cosell/health HTTP/1.1\r\n", &headers, "");
        assert_eq!(answer.status, 200, "{origin}");
    }
}
