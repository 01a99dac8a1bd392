//! CORS: which web pages may call operations and read the responses. Also the host names that the
//! operator allows.

use cosell_server::{AdminTokens, Allowed, Mode};
use serde_json::json;

use crate::access::PAGES;
use crate::sandbox;
use crate::server::{Answer, Server, Setup, opportunity, plain, target};
use crate::signer::{Signed, key};

const TOKEN: &str = "0f6b2c-a-token-for-tests";
const ALLOWED: &str = "https://app.example:8443";
const LOCAL: [&str; 4] = [
    "http://localhost:3000",
    "https://127.0.0.1",
    "http://127.8.9.10:1",
    "http://[::1]:5173",
];

/// Origins that resemble the allowed one, and one that does not.
const FOREIGN: [&str; 10] = [
    "https://attacker.example",
    "https://app.example",
    "http://app.example:8443",
    "https://app.example:84430",
    "https://app.example:8443/",
    "https://APP.example:8443",
    "https://sub.app.example:8443",
    "https://app.example:8443.attacker.example",
    "null",
    "*",
];

fn server(mode: Mode, allows: bool) -> Server {
    let tokens = AdminTokens::default();
    tokens.add(TOKEN).expect("a token");
    let origins = allows.then(|| ALLOWED.parse().expect("an origin"));
    Server::with(Setup {
        mode,
        tokens,
        explain: true,
        allowed: Allowed {
            hosts: vec!["cosell".parse().expect("a name")],
            origins: origins.into_iter().collect(),
        },
        keys: vec![key()],
        ..Setup::default()
    })
}

fn ask(server: &Server, head: &str, body: &str) -> Answer {
    let mut connection = server.connect();
    let length = body.len();
    connection.write(format!("{head}Content-Length: {length}\r\n\r\n{body}").as_bytes());
    connection.answer()
}

/// Asks as a browser does for a page of this origin.
fn preflight(server: &Server, path: &str, origin: &str) -> Answer {
    let asks = "Access-Control-Request-Method: POST\r\n\
                Access-Control-Request-Headers: authorization,content-type,x-amz-target\r\n";
    let line = format!("OPTIONS {path} HTTP/1.1\r\nHost: localhost\r\n");
    let mut connection = server.connect();
    connection.write(format!("{line}Origin: {origin}\r\n{asks}\r\n").as_bytes());
    connection.answer()
}

/// Calls an operation from a page of this origin, signed in mode `strict`.
fn call(server: &Server, mode: Mode, origin: &str) -> Answer {
    let body = sandbox().to_string();
    if mode == Mode::Open {
        let headers = format!("Host: localhost\r\nOrigin: {origin}\r\n");
        return ask(
            server,
            &format!("{}{headers}", target("ListSolutions")),
            &body,
        );
    }
    let json = ("content-type", "application/json");
    let mut request = Signed::post("/ListSolutions", &[json], &body);
    request
        .headers
        .push(("origin".to_owned(), origin.to_owned()));
    let mut connection = server.connect();
    connection.write(&request.bytes());
    connection.answer()
}

fn grants(answer: &Answer) -> bool {
    answer
        .names()
        .any(|name| name.starts_with("access-control-"))
}

fn assert_granted(server: &Server, mode: Mode, origin: &str) {
    for path in ["/", "/ListSolutions", "/behind/a/gateway"] {
        let answer = preflight(server, path, origin);
        assert_eq!(
            (answer.status, answer.body.len()),
            (204, 0),
            "{origin} {path}"
        );
        for (name, value) in [
            ("access-control-allow-origin", origin),
            ("access-control-allow-methods", "POST"),
            (
                "access-control-allow-headers",
                "authorization,content-type,x-amz-target",
            ),
            ("vary", "origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{origin} {path}");
        }
        let credentials = answer.header("access-control-allow-credentials");
        assert_eq!(credentials, None);
    }
    let answer = call(server, mode, origin);
    assert_eq!(answer.status, 200, "{origin}: {answer:?}");
    assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
    assert_eq!(answer.header("vary"), Some("origin"));
}

#[test]
fn pages_of_this_machine_call_an_open_server_and_allowed_ones_too() {
    for allows in [false, true] {
        let server = server(Mode::Open, allows);
        for origin in LOCAL.into_iter().chain(allows.then_some(ALLOWED)) {
            assert_granted(&server, Mode::Open, origin);
        }
        for origin in FOREIGN.into_iter().chain((!allows).then_some(ALLOWED)) {
            for answer in [
                preflight(&server, "/", origin),
                call(&server, Mode::Open, origin),
            ] {
                assert_eq!(answer.error(), "AccessDeniedException", "{origin}");
                assert_eq!((answer.status, grants(&answer)), (403, false), "{origin}");
                let message = answer.json()["Message"].to_string();
                assert!(message.contains("--allowed-origin"), "{message}");
            }
        }
    }
}

#[test]
fn a_strict_server_allows_the_origins_of_its_operator_and_no_others() {
    let server = server(Mode::Strict, true);
    assert_granted(&server, Mode::Strict, ALLOWED);
    for origin in FOREIGN.into_iter().chain(LOCAL) {
        let refused = preflight(&server, "/", origin);
        assert_eq!((refused.status, grants(&refused)), (404, false), "{origin}");
        let answer = call(&server, Mode::Strict, origin);
        assert_eq!((answer.status, grants(&answer)), (200, false), "{origin}");
        assert_eq!(answer.header("vary"), Some("origin"), "{origin}");
    }
}

#[test]
fn a_strict_server_allows_no_origin_without_the_option() {
    let server = server(Mode::Strict, false);
    for origin in FOREIGN.into_iter().chain(LOCAL).chain([ALLOWED]) {
        let refused = preflight(&server, "/", origin);
        let answer = call(&server, Mode::Strict, origin);
        assert_eq!((refused.status, answer.status), (404, 200), "{origin}");
        for answer in [refused, answer] {
            assert!(!grants(&answer), "{origin}: {answer:?}");
            assert_eq!(answer.header("vary"), None, "{origin}");
        }
    }
}

#[test]
fn a_request_with_two_origins_is_not_allowed() {
    let server = server(Mode::Open, true);
    let origins = format!(
        "Host: localhost\r\nOrigin: {ALLOWED}\r\nOrigin: {}\r\n",
        LOCAL[0]
    );
    let head = format!("{}{origins}", target("ListSolutions"));
    assert!(!grants(&ask(&server, &head, &sandbox().to_string())));
}

#[test]
fn administration_and_the_root_allow_no_origin() {
    let own = [
        ("GET /_cosell/health", ""),
        ("GET /", ""),
        ("POST /_cosell/nothing", ""),
    ];
    for mode in [Mode::Open, Mode::Strict] {
        let server = server(mode, true);
        for origin in LOCAL
            .into_iter()
            .chain([ALLOWED, "https://attacker.example"])
        {
            for (line, body) in PAGES.into_iter().chain(own) {
                if line.starts_with("HEAD") {
                    continue;
                }
                let head = format!(
                    "{line} HTTP/1.1\r\nHost: localhost\r\nOrigin: {origin}\r\n\
                     Authorization: Bearer {TOKEN}\r\n"
                );
                let answer = ask(&server, &head, body);
                assert!(!grants(&answer), "{line} {origin}: {answer:?}");
                // Pages of this machine may administer; an unknown path is not found.
                let status = answer.status;
                let is_refused = status == 403 || line.ends_with("/nothing");
                assert!(
                    is_refused || LOCAL.contains(&origin),
                    "{line} {origin}: {answer:?}"
                );
                let path = line.split(' ').nth(1).expect("a path");
                if path.starts_with("/_cosell/") {
                    let answer = preflight(&server, path, origin);
                    assert!(answer.status >= 400, "{path} {origin}");
                    assert!(!grants(&answer), "{path} {origin}: {answer:?}");
                }
            }
        }
    }
}

#[test]
fn a_page_can_read_every_header_of_an_operations_response() {
    let server = server(Mode::Open, false);
    let origin = format!("Host: localhost\r\nOrigin: {}\r\n", LOCAL[0]);
    let rule = json!({ "text": "operation.read=error:ThrottlingException;count=1" });
    let mut wrong = opportunity();
    wrong["LifeCycle"] = json!({ "Stage": "Prospect", "TargetCloseDate": "2001-01-01" });
    let call =
        |operation: &str, body: &str| ask(&server, &format!("{}{origin}", target(operation)), body);
    let mut answers = vec![
        call("ListSolutions", &sandbox().to_string()),
        call("LaunchRocket", "{}"),
        call("CreateOpportunity", &wrong.to_string()),
        call("ListSolutions", &"x".repeat((1 << 20) + 1)),
        ask(&server, &format!("{}{origin}", plain("ListSolutions")), "{"),
    ];
    let token = format!("Authorization: Bearer {TOKEN}\r\nHost: localhost\r\n");
    let faults = format!("POST /_cosell/faults HTTP/1.1\r\n{token}");
    assert_eq!(ask(&server, &faults, &rule.to_string()).status, 200);
    answers.push(call("ListSolutions", &sandbox().to_string()));
    let mut seen = Vec::new();
    for answer in &answers {
        let exposed = answer.header("access-control-expose-headers");
        let exposed: Vec<&str> = exposed.expect("a list").split(", ").collect();
        for name in answer.names() {
            // Safelisted headers, those for the browser alone, and the CORS headers themselves.
            let others = ["content-type", "content-length", "connection", "vary"];
            let is_known = others.contains(&name) || name.starts_with("access-control-");
            assert!(is_known || exposed.contains(&name), "{name} of {answer:?}");
            seen.push(name);
        }
    }
    for name in [
        "x-cosell-rules",
        "x-amzn-errortype",
        "x-amzn-requestid",
        "date",
    ] {
        assert!(seen.contains(&name), "no answer had {name}");
    }
}

#[test]
fn an_allowed_host_name_is_accepted_and_no_other() {
    let server = server(Mode::Open, false);
    let health = |line: &str, host: &str| {
        let head = format!("{line} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {TOKEN}\r\n");
        ask(&server, &head, "")
    };
    for host in ["cosell", "COSELL:7226", "cosell:1", "localhost"] {
        let head = format!("{}Host: {host}\r\n", target("ListSolutions"));
        assert_eq!(
            ask(&server, &head, &sandbox().to_string()).status,
            200,
            "{host}"
        );
        assert_eq!(health("GET /_cosell/clock", host).status, 200, "{host}");
    }
    let line = "GET http://cosell:7226/_cosell/health";
    assert_eq!(health(line, "cosell:7226").status, 200);
    for host in [
        "cosell.attacker.example",
        "xcosell",
        "cosell.",
        "cosell:port",
        "cosell:7226:1",
    ] {
        let head = format!("{}Host: {host}\r\n", target("ListSolutions"));
        let answer = ask(&server, &head, &sandbox().to_string());
        assert_eq!(answer.status, 403, "{host}");
        let message = answer.json()["Message"].to_string();
        assert!(message.contains("--allowed-host"), "{message}");
    }
    // An allowed host name is not an allowed origin.
    let head = format!(
        "{}Host: cosell\r\nOrigin: http://cosell\r\n",
        target("ListSolutions")
    );
    assert_eq!(ask(&server, &head, &sandbox().to_string()).status, 403);
}
