//! A server that is reached by others: what it demands before it listens, and how it is operated.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::Server;

const TOKEN: &str = "0f6b2c-a-token-for-tests";

const HERE: &str = "127.0.0.1:0";
const EVERYWHERE: &str = "0.0.0.0:0";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The command that serves this folder, at an address of its own and with nothing in its
/// environment.
fn serve_at(folder: &Path, address: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    command.current_dir(folder);
    command.args(["serve", "--store=sqlite:cosell.sqlite", "--listen", address]);
    command
}

fn serve(folder: &Path) -> Command {
    serve_at(folder, HERE)
}

/// The same in mode `strict`, with the key that it needs.
fn strict(folder: &Path, address: &str) -> Command {
    let mut command = serve_at(folder, address);
    command.arg("--auth=strict");
    command.env("COSELL_SECRETS_KEY", "ab".repeat(32));
    command
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn refused(command: &mut Command, says: &str) {
    let output = command.output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(2), "{}", complaint(&output));
    assert!(
        complaint(&output).contains(says),
        "{says}: {}",
        complaint(&output)
    );
}

#[test]
fn a_bucket_that_would_hide_a_page_is_refused() {
    let folder = folder();
    for name in ["console", "files", "mcp"] {
        let mut command = serve(folder.path());
        refused(
            command.arg(format!("--upload-bucket={name}")),
            "a page of the server",
        );
    }
}

/// A process that may open few files accepts fewer connections, and answers those beyond them.
#[test]
fn connections_fit_into_the_files_that_the_process_may_open() {
    // The soft limit of `ulimit -S` is raised, the hard one of `ulimit -n` is not.
    for (limit, refuses) in [("-Sn", false), ("-n", true)] {
        let folder = folder();
        let serve = serve(folder.path());
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit {limit} 200 && exec \"$0\" \"$@\"")]);
        command.arg(serve.get_program()).args(serve.get_args());
        command.current_dir(folder.path());
        let server = Server::of(&mut command);
        let address = server.url.trim_start_matches("http://").to_owned();
        let connect = |_| TcpStream::connect(&address).expect("it listens");
        let open: Vec<TcpStream> = (0..120).map(connect).collect();
        let mut one = connect(0);
        let request =
            "GET /_cosell/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        one.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        one.read_to_string(&mut answer).expect("an answer");
        let wanted = if refuses {
            "HTTP/1.1 503"
        } else {
            "HTTP/1.1 200"
        };
        assert!(answer.starts_with(wanted), "{limit}: {answer}");
        drop(open);
    }
}

#[test]
fn a_server_that_proves_callers_does_not_start_without_an_admin_token() {
    let folder = folder();
    refused(&mut strict(folder.path(), HERE), "COSELL_ADMIN_TOKEN");
    refused(
        strict(folder.path(), HERE).arg("--admin-token=short"),
        "at least 16",
    );
    let file = folder.path().join("tokens");
    fs::write(&file, "\n\n").expect("a file");
    refused(
        strict(folder.path(), HERE)
            .arg("--admin-token-file")
            .arg(&file),
        "COSELL_ADMIN_TOKEN",
    );
    refused(
        strict(folder.path(), HERE).arg("--admin-token-file=/nowhere/token"),
        "/nowhere/token",
    );
}

#[test]
fn others_are_listened_to_only_when_they_are_proven_and_not_read_on_the_way() {
    let folder = folder();
    let mut open = serve_at(folder.path(), EVERYWHERE);
    refused(open.args(["--tls-dev", "--insecure"]), "--auth strict");
    let mut plain = strict(folder.path(), EVERYWHERE);
    refused(plain.args(["--admin-token", TOKEN]), "--insecure");
    for (way, scheme) in [("--insecure", "http"), ("--tls-dev", "https")] {
        let mut command = strict(folder.path(), EVERYWHERE);
        let server = Server::of(command.args(["--admin-token", TOKEN, way]));
        let wanted = format!("{scheme}://0.0.0.0:");
        assert!(server.url.starts_with(&wanted), "{}", server.url);
    }
}

#[test]
fn an_open_server_is_reached_by_the_names_that_its_operator_allows() {
    let folder = folder();
    let with = |options: &[&str]| {
        let mut command = serve_at(folder.path(), EVERYWHERE);
        command.args(options);
        command
    };
    refused(&mut with(&["--insecure"]), "--allowed-host");
    refused(&mut with(&["--allowed-host=cosell"]), "--insecure");
    let names = [
        "--allowed-host=cosell",
        "--allowed-host=host.docker.internal",
    ];
    let mut command = with(&[&names[..], &["--insecure"]].concat());
    let mut server = Server::of(command.stderr(Stdio::piped()));
    server.url = server.url.replace("0.0.0.0", "127.0.0.1");
    for (host, status) in [
        ("cosell:7226", 200),
        ("host.docker.internal", 200),
        ("localhost", 200),
        ("192.0.2.7", 403),
        ("evil.example", 403),
    ] {
        assert_eq!(health(&server, host, "http://localhost"), status, "{host}");
    }
    assert_eq!(health(&server, "cosell", "http://cosell"), 403, "a page");
    kill_process(Pid::from_child(&server.child), Signal::TERM).expect("the process is there");
    let mut said = String::new();
    let mut errors = server.child.stderr.take().expect("its log");
    errors.read_to_string(&mut said).expect("text");
    assert!(said.contains("can act as any account"), "{said}");
}

#[test]
fn a_certificate_needs_its_key_and_no_other_beside_it() {
    let folder = folder();
    for options in [
        &["--tls-cert=a.pem"][..],
        &["--tls-key=a.key"],
        &["--tls-cert=a.pem", "--tls-key=a.key", "--tls-dev"],
    ] {
        refused(serve(folder.path()).args(options), "--tls-cert");
    }
    let missing = ["--tls-cert=a.pem", "--tls-key=a.key"];
    let output = serve(folder.path()).args(missing).output();
    let output = output.expect("the binary runs");
    assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
    assert!(
        complaint(&output).contains("a.pem"),
        "{}",
        complaint(&output)
    );
}

#[test]
fn the_log_says_how_to_trust_a_generated_certificate() {
    let folder = folder();
    let command = &mut serve(folder.path());
    let authority = folder.path().join("trusted.pem");
    command.arg(format!("--tls-dev={}", authority.display()));
    let mut server = Server::of(command.stderr(Stdio::piped()));
    assert!(
        server.url.starts_with("https://127.0.0.1:"),
        "{}",
        server.url
    );
    let pem = fs::read_to_string(&authority).expect("the file");
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"), "{pem}");
    kill_process(Pid::from_child(&server.child), Signal::TERM).expect("the process is there");
    let mut said = String::new();
    let mut errors = server.child.stderr.take().expect("its log");
    errors.read_to_string(&mut said).expect("text");
    let told = format!("AWS_CA_BUNDLE={}", authority.display());
    assert!(said.contains(&told), "{said}");
}

#[test]
fn a_hangup_reads_the_certificate_again_and_ends_nothing() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    fs::write(path("a.pem"), cert.pem()).expect("a file");
    fs::write(path("a.key"), signing_key.serialize_pem()).expect("a file");
    let command = &mut serve(folder.path());
    command.args(["--tls-cert=a.pem", "--tls-key=a.key"]);
    let mut server = Server::of(command.stderr(Stdio::piped()));
    let id = Pid::from_child(&server.child);
    let mut log = server.child.stderr.take().expect("its log");
    let mut seen = String::new();
    let mut wait_for = |what: &str| {
        let mut piece = [0; 512];
        while !seen.contains(what) {
            let count = log.read(&mut piece).expect("its log");
            assert!(count > 0, "the server ended: {seen}");
            seen.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
    };
    kill_process(id, Signal::HUP).expect("the process is there");
    wait_for("the certificate was read again");
    fs::write(path("a.key"), "nothing").expect("a file");
    kill_process(id, Signal::HUP).expect("the process is there");
    wait_for("could not reload the certificate; the server keeps the old one");
    kill_process(id, Signal::TERM).expect("the process is there");
    assert_eq!(server.wait().code(), Some(0));
}

fn audit(server: &Server, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    command.arg("audit").args(arguments);
    command
        .env_remove("COSELL_ADMIN_TOKEN")
        .env_remove("COSELL_CA_FILE")
        .env("COSELL_URL", &server.url);
    command.output().expect("the binary runs")
}

#[test]
fn the_audit_log_is_shown_with_the_admin_token_only() {
    let folder = folder();
    let server = Server::of(serve(folder.path()).env("COSELL_ADMIN_TOKEN", TOKEN));
    let advance = ureq::post(&format!("{}/_cosell/clock/advance", server.url))
        .header("Authorization", format!("Bearer {TOKEN}"))
        .send(r#"{"seconds": 60}"#);
    assert_eq!(advance.expect("an answer").status(), 200);

    let output = audit(&server, &[]);
    assert_eq!(output.status.code(), Some(6));
    let said = complaint(&output);
    assert!(
        said.contains("COSELL_ADMIN_TOKEN or --admin-token"),
        "{said}"
    );
    let output = audit(
        &server,
        &["--admin-token", "another-token-of-thirty-two-letters"],
    );
    assert_eq!(output.status.code(), Some(6));
    let said = complaint(&output);
    assert!(said.contains("invalid admin token"), "{said}");
    let output = audit(&server, &["--admin-token", TOKEN]);
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(
        table.contains("clock.advance") && table.contains("token:"),
        "{table}"
    );
    let output = audit(&server, &["--admin-token", TOKEN, "--json"]);
    let page: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(page["acts"][0]["outcome"], "DONE");
}

/// The status of health for a request that names the server, and maybe a page, like this.
fn health(server: &Server, host: &str, origin: &str) -> u16 {
    let request = ureq::get(&format!("{}/_cosell/health", server.url));
    let config = request.config().http_status_as_error(false).proxy(None);
    let request = config.build().header("Host", host);
    let answer = request.header("Origin", origin).call();
    answer.expect("an answer").status().as_u16()
}

/// The origin that a browser is told may call, when it asks for a page of this one.
fn allowed(server: &Server, origin: &str) -> Option<String> {
    let request = ureq::options(&format!("{}/", server.url));
    let config = request.config().http_status_as_error(false).proxy(None);
    let request = config.build().header("Origin", origin);
    let answer = request
        .header("Access-Control-Request-Method", "POST")
        .call();
    let answer = answer.expect("an answer");
    let allowed = answer.headers().get("access-control-allow-origin")?;
    Some(allowed.to_str().expect("text").to_owned())
}

#[test]
fn names_and_pages_are_allowed_by_option_by_environment_and_by_file() {
    let folder = folder();
    let (one, two) = ("https://one.example", "http://two.example:3000");
    let file = "allowed_host = [\"one\", \"two\"]\n\
                allowed_origin = [\"https://one.example\", \"http://two.example:3000\"]\n";
    fs::write(folder.path().join("cosell.toml"), file).expect("a file");
    let (mut option, mut variable, mut by_file) = (
        serve(folder.path()),
        serve(folder.path()),
        serve(folder.path()),
    );
    option.args(["--allowed-host=one", "--allowed-host=two"]);
    option.args(["--allowed-origin", one, "--allowed-origin", two]);
    variable.env("COSELL_ALLOWED_HOST", "one,two");
    variable.env("COSELL_ALLOWED_ORIGIN", format!("{one},{two}"));
    by_file.arg("--config=cosell.toml");
    for command in [&mut option, &mut variable, &mut by_file] {
        let server = Server::of(command);
        for (host, status) in [("one", 200), ("two:7226", 200), ("three", 403)] {
            assert_eq!(
                health(&server, host, "http://localhost"),
                status,
                "{command:?} {host}"
            );
        }
        for origin in [one, two] {
            assert_eq!(
                allowed(&server, origin).as_deref(),
                Some(origin),
                "{command:?}"
            );
            assert_eq!(
                health(&server, "one", origin),
                403,
                "a page administers: {command:?}"
            );
        }
        assert_eq!(
            allowed(&server, "https://three.example"),
            None,
            "{command:?}"
        );
    }
    for (option, says) in [
        ("--allowed-host=one:7226", "without a port"),
        ("--allowed-host=", "without a port"),
        ("--allowed-origin=*", "SCHEME://HOST"),
        ("--allowed-origin=https://one.example/", "without a path"),
        (
            "--allowed-origin=https://one.example:443",
            "leave out the scheme's default port",
        ),
    ] {
        refused(serve(folder.path()).arg(option), says);
    }
}
