//! Files of bulk jobs at `https://` addresses: which are fetched, and what becomes of the others.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cosell_world::machine;
use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process};
use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

use crate::common::{Server, serve};

const ACCOUNT: &str = "111111111111";

const FILE: &str = "Company Name\r\nQuay Line Freight\r\n";

/// A host of files that speaks TLS, with a certificate for 127.0.0.1 and localhost.
struct Host {
    address: SocketAddr,
    certificate: String,
    requests: Arc<AtomicUsize>,
}

impl Host {
    fn start() -> Self {
        let names = ["127.0.0.1", "localhost"].map(str::to_owned);
        let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())
            .expect("a key of the certificate");
        let config = Arc::new(config);
        let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = socket.local_addr().expect("an address");
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in socket.incoming() {
                let tls = ServerConnection::new(Arc::clone(&config)).expect("a connection");
                let mut stream = StreamOwned::new(tls, stream.expect("a connection"));
                let mut head = Vec::new();
                let mut byte = [0];
                while !head.ends_with(b"\r\n\r\n") && stream.read_exact(&mut byte).is_ok() {
                    head.push(byte[0]);
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let Some(path) = head.split(' ').nth(1) else {
                    continue;
                };
                counted.fetch_add(1, Ordering::Relaxed);
                let _ = stream.write_all(answer(path).as_bytes());
                if path.starts_with("/stalled.csv") {
                    let _ = stream.flush();
                    // The rest never comes. The other side ends the connection.
                    while stream.read_exact(&mut byte).is_ok() {}
                }
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        });
        Self {
            address,
            certificate: made.cert.pem(),
            requests,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("https://{}/{path}?signature=planted-secret", self.address)
    }
}

/// What the host answers, by the first part of the path.
fn answer(path: &str) -> String {
    let ok = |headers: &str, length: usize, body: &str| {
        format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {length}\r\n\r\n{body}")
    };
    match path.split(['/', '?']).nth(1).unwrap_or_default() {
        "good.csv" => ok("", FILE.len(), FILE),
        "moved.csv" => {
            "HTTP/1.1 302 Found\r\nLocation: /good.csv\r\nContent-Length: 0\r\n\r\n".into()
        }
        "compressed.csv" => ok("Content-Encoding: gzip\r\n", FILE.len(), FILE),
        "large.csv" => ok("", (100 << 20) + 1, FILE),
        "chunked.csv" => {
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n".into()
        }
        "short.csv" | "stalled.csv" => ok("", FILE.len() + 1, FILE),
        _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".into(),
    }
}

/// A server that may fetch from these hosts and trusts the authority of this one.
fn fetching(folder: &Path, hosts: &[&str], trusted: Option<&Host>) -> Server {
    let mut command = serve(folder);
    for host in hosts {
        command.args(["--bulk-host", host]);
    }
    if let Some(host) = trusted {
        let file = folder.join("authority.pem");
        std::fs::write(&file, &host.certificate).expect("a file");
        command.env("SSL_CERT_FILE", &file);
    }
    Server::of(&mut command)
}

fn start(server: &Server, url: &str) -> Result<Value, String> {
    let body = json!({ "Catalog": "Sandbox", "ClientToken": url, "FileUri": url });
    server.call(ACCOUNT, "StartCustomerAccountBulkJob", &body)
}

/// The job over this file, once it is over.
fn carried_out(server: &Server, url: &str) -> Value {
    let started = start(server, url).expect("a job");
    assert_eq!(started["Status"], "SUBMITTED");
    let body = json!({ "Catalog": "Sandbox", "Identifier": started["Id"] });
    for _ in 0..600 {
        let job = server.call(ACCOUNT, "GetCustomerAccountBulkJob", &body);
        let job = job.expect("the job");
        if !job["CompletedAt"].is_null() {
            return job;
        }
        machine::block(Duration::from_millis(50));
    }
    panic!("the job does not end");
}

/// Why the job over this file failed.
fn failure(server: &Server, url: &str) -> String {
    let job = carried_out(server, url);
    assert_eq!(job["Status"], "FAILED", "{job}");
    let reason = job["FailureReason"].as_str().expect("a reason");
    assert!(!reason.contains("planted"), "{reason}");
    reason.to_owned()
}

#[test]
fn a_file_of_a_listed_host_is_fetched_and_nothing_that_looks_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = Host::start();
    let listed = host.address.to_string();
    let server = fetching(folder.path(), &[&listed], Some(&host));
    let job = carried_out(&server, &host.url("good.csv"));
    assert_eq!(job["Status"], "COMPLETED", "{job}");
    assert_eq!(
        (&job["TotalRecords"], &job["SuccessCount"]),
        (&json!(1), &json!(1))
    );
    for (path, says) in [
        ("moved.csv", "status 302"),
        ("missing.csv", "status 404"),
        ("compressed.csv", "compressed"),
        ("large.csv", "larger than 100 MiB"),
        ("chunked.csv", "how long the file is"),
    ] {
        let before = host.requests.load(Ordering::Relaxed);
        let reason = failure(&server, &host.url(path));
        assert!(reason.contains(says), "{path}: {reason}");
        let asked = host.requests.load(Ordering::Relaxed) - before;
        assert_eq!(asked, 1, "{path} is not tried again");
    }
}

#[test]
fn a_file_that_ends_too_early_is_tried_three_times() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = Host::start();
    let server = fetching(folder.path(), &[&host.address.to_string()], Some(&host));
    let reason = failure(&server, &host.url("short.csv"));
    assert!(reason.contains("the connection failed"), "{reason}");
    assert_eq!(host.requests.load(Ordering::Relaxed), 3);
}

/// The next start fetches the file again. What was reserved for it must not count until it expires.
#[test]
fn a_stop_in_the_middle_of_a_file_leaves_nothing_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = Host::start();
    let mut server = fetching(folder.path(), &[&host.address.to_string()], Some(&host));
    start(&server, &host.url("stalled.csv")).expect("a job");
    while host.requests.load(Ordering::Relaxed) == 0 {
        machine::block(Duration::from_millis(10));
    }
    // The head of the response arrives, and the file is begun.
    machine::block(Duration::from_secs(1));
    let process = i32::try_from(server.child.id()).expect("a process");
    let process = Pid::from_raw(process).expect("a process");
    kill_process(process, Signal::TERM).expect("it lives");
    assert!(server.wait().success());
    let file = Connection::open(folder.path().join("cosell.sqlite")).expect("the file");
    let query = "SELECT (SELECT COUNT(*) FROM upload), attempts FROM bulk_fetch";
    let found = file.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?)));
    let (uploads, attempts): (i64, i64) = found.expect("a file to fetch");
    assert_eq!((uploads, attempts), (0, 0));
}

#[test]
fn other_hosts_private_addresses_and_unknown_authorities_are_not_fetched_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = Host::start();
    let port = host.address.port();
    let named = format!("localhost:{port}");
    let server = fetching(folder.path(), &[&named], Some(&host));
    let refused = start(&server, &host.url("good.csv")).expect_err("not listed");
    assert!(refused.contains("--bulk-host"), "{refused}");
    assert!(!refused.contains("planted"), "{refused}");
    // Its name is listed, and its address is private.
    let reason = failure(&server, &format!("https://{named}/good.csv"));
    assert!(reason.contains("no public address"), "{reason}");
    drop(server);

    let folder = tempfile::tempdir().expect("a folder");
    let server = fetching(folder.path(), &[&host.address.to_string()], None);
    let reason = failure(&server, &host.url("good.csv"));
    assert!(reason.contains("TLS handshake"), "{reason}");
    assert_eq!(host.requests.load(Ordering::Relaxed), 0);
}
