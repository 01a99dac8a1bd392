//! SIGHUP ends nothing and takes over what it can; SIGTERM waits for answers and for no one else.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{ChildStderr, Command, Stdio};
use std::time::Duration;

use rustix::process::Signal;

use super::{ACCOUNT, PATIENCE, create, health, page, signal, stop};
use crate::common::{Server, serve};

/// A server with a file for its configuration, whose log is read.
fn start(folder: &Path, file: &str) -> (Server, Log) {
    fs::write(folder.join("cosell.toml"), file).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    command
        .current_dir(folder)
        .args(["serve", "--config=cosell.toml"]);
    logging(&mut command)
}

/// A server whose log is read.
fn logging(command: &mut Command) -> (Server, Log) {
    let mut server = Server::of(command.stderr(Stdio::piped()));
    let errors = server.child.stderr.take().expect("its log");
    let seen = String::new();
    (server, Log { errors, seen })
}

struct Log {
    errors: ChildStderr,
    seen: String,
}

impl Log {
    /// Reads on until this is in it, and forgets what it read.
    fn wait_for(&mut self, what: &str) -> String {
        let mut piece = [0; 4096];
        while !self.seen.contains(what) {
            let count = self.errors.read(&mut piece).expect("its log");
            assert!(count > 0, "the server ended: {}", self.seen);
            self.seen
                .push_str(&String::from_utf8_lossy(&piece[..count]));
        }
        std::mem::take(&mut self.seen)
    }

    /// What is left of it once the server has ended.
    fn rest(mut self) -> String {
        let mut rest = Vec::new();
        self.errors.read_to_end(&mut rest).expect("its log");
        self.seen + &String::from_utf8_lossy(&rest)
    }
}

/// What the log says when the server gave up waiting.
const GAVE_UP: &str = "stopped before all requests were answered";

/// The status of a page for whoever has this token.
fn status_for(server: &Server, token: &str) -> u16 {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let request = agent.get(&format!("{}/_cosell/tasks", server.url));
    let answer = request
        .header("Authorization", format!("Bearer {token}"))
        .call();
    answer.expect("an answer").status().as_u16()
}

const DONE: &str = "the configuration was read again";

#[test]
fn a_hangup_ends_nothing_and_takes_over_tokens_and_the_log_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let tokens = folder.path().join("tokens");
    fs::write(&tokens, "the-first-token-of-all\n").expect("a file");
    let file = "listen = '127.0.0.1:0'\nadmin_token_file = 'tokens'\nlog_level = 'info'\n";
    let (server, mut log) = start(folder.path(), file);
    assert_eq!(status_for(&server, "the-first-token-of-all"), 200);

    fs::write(&tokens, "the-second-token-of-all\n").expect("a file");
    let changed = file.replace("info", "debug") + "seed = 7\n";
    fs::write(folder.path().join("cosell.toml"), changed).expect("a file");
    signal(&server, Signal::HUP);
    let said = log.wait_for(DONE);
    assert!(said.contains("keys=\"seed\""), "{said}");
    assert!(said.contains("the admin tokens were read again"), "{said}");
    assert!(said.contains("level=\"debug\""), "{said}");
    assert_eq!(status_for(&server, "the-first-token-of-all"), 401);
    assert_eq!(status_for(&server, "the-second-token-of-all"), 200);

    // What cannot be taken over stays as it was.
    fs::write(&tokens, "").expect("a file");
    signal(&server, Signal::HUP);
    let said = log.wait_for(DONE);
    assert!(
        said.contains("could not reload the admin tokens; the server keeps the old ones"),
        "{said}"
    );
    assert_eq!(status_for(&server, "the-second-token-of-all"), 200);
    fs::write(folder.path().join("cosell.toml"), "listen = 7").expect("a file");
    signal(&server, Signal::HUP);
    log.wait_for("could not reload the configuration; the server keeps the old one");
    create(&server, "after").expect("created");
    assert_eq!(stop(server).code(), Some(0));
}

/// The signal may come before there is anything to take over.
#[test]
fn a_hangup_right_after_the_first_line_ends_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    for _ in 0..10 {
        signal(&server, Signal::HUP);
    }
    assert_eq!(health(&server).0, 200);
    assert_eq!(stop(server).code(), Some(0));
}

/// A file that cannot be read to its end must hold up neither answers nor the end.
#[test]
fn a_hangup_with_a_pipe_in_place_of_a_file_holds_up_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let tokens = folder.path().join("tokens");
    fs::write(&tokens, "the-first-token-of-all\n").expect("a file");
    let file = "listen = '127.0.0.1:0'\nadmin_token_file = 'tokens'\nlog_level = 'info'\n";
    let (server, mut log) = start(folder.path(), file);
    fs::remove_file(&tokens).expect("a file");
    let made = Command::new("mkfifo").arg(&tokens).status();
    assert!(made.expect("mkfifo runs").success());
    for _ in 0..2 {
        signal(&server, Signal::HUP);
        let said = log.wait_for("could not reload the configuration; the server keeps the old one");
        assert!(said.contains("not a regular file"), "{said}");
    }
    assert_eq!(status_for(&server, "the-first-token-of-all"), 200);
    assert_eq!(stop(server).code(), Some(0));
}

/// Answers that are not taken stand before a request that never arrives.
#[test]
fn a_stop_does_not_wait_for_clients_that_read_no_responses() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut server, log) = logging(&mut serve(folder.path()));
    let address = server.url.strip_prefix("http://").expect("an address");
    let mut deaf = TcpStream::connect(address).expect("a connection");
    // Until the server reads no more, because its answers are not taken.
    deaf.set_write_timeout(Some(Duration::from_secs(1)))
        .expect("a timeout");
    let requests = "GET /_cosell/health HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1000);
    while deaf.write_all(requests.as_bytes()).is_ok() {}
    signal(&server, Signal::TERM);
    assert_eq!(server.wait().code(), Some(0));
    let said = log.rest();
    assert!(!said.contains(GAVE_UP), "{said}");
    drop(deaf);
}

/// Requests that have not arrived, and that nothing but the stop may end.
const HALVES: [&str; 3] = [
    "POST / HTTP/1.1\r\nHost: local",
    "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSPartnerCentralSelling.ListSolutions\r\n\
     Content-Length: 100\r\n\r\n{\"Catalog\":",
    "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
];

#[test]
fn a_stop_waits_for_answers_and_not_for_requests_that_never_arrive() {
    let folder = tempfile::tempdir().expect("a folder");
    let patient = [
        "--header-timeout=10m",
        "--body-timeout=10m",
        "--idle-timeout=10m",
    ];
    let slow = "--fault=operation.read=delay:2s;operation=ListSolutions";
    let (mut server, log) = logging(serve(folder.path()).args(patient).arg(slow));
    let address = server
        .url
        .strip_prefix("http://")
        .expect("an address")
        .to_owned();
    let halves: Vec<TcpStream> = (0..99)
        .map(|number| {
            let mut stream = TcpStream::connect(&address).expect("a connection");
            stream
                .write_all(HALVES[number % HALVES.len()].as_bytes())
                .expect("a half");
            stream
        })
        .collect();
    // An answer says that all of them were accepted before.
    assert_eq!(page(&server, "health").expect("an answer").0, 200);
    let body = r#"{"Catalog": "Sandbox"}"#;
    let request = format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\n\
         X-Amz-Target: AWSPartnerCentralSelling.ListSolutions\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential={ACCOUNT}/20260101/us-east-1/\
         partnercentral-selling/aws4_request, SignedHeaders=host, Signature=0\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut whole = TcpStream::connect(&address).expect("a connection");
    whole.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    whole.write_all(request.as_bytes()).expect("a request");
    until_read(&server);

    signal(&server, Signal::TERM);
    let mut answer = String::new();
    whole.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(server.wait().code(), Some(0));
    let said = log.rest();
    assert!(!said.contains(GAVE_UP), "{said}");
    drop(halves);
}

/// Waits until the slow request is being answered.
fn until_read(server: &Server) {
    super::until("the request is read", || {
        let (_, faults) = page(server, "faults").expect("an answer");
        faults.contains("\"fired\":1")
    });
}
