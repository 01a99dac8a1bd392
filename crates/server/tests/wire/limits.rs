//! Every documented limit is enforced: a request at the limit succeeds, one beyond it is refused.

use std::fs;
use std::io::Write as _;

use cosell_api::Findings;
use cosell_domain::upload::LARGEST;
use cosell_server::{Limit, Limits};
use serde_json::json;

use crate::bodies::{MEBIBYTE, padded};
use crate::server::{Connection, Server, Setup, target};
use crate::{SERVER, sandbox, slow, tls, uploads};

fn server(limits: Limits) -> Server {
    Server::with(Setup {
        limits,
        ..Setup::default()
    })
}

fn status(connection: &mut Connection) -> u16 {
    connection.request(&target("ListSolutions"), sandbox().to_string().as_bytes());
    connection.answer().status
}

/// So many concurrent connections are served, and the next one is answered with 503.
fn serves(limits: Limits, count: usize) {
    let server = server(limits);
    let mut held: Vec<_> = (0..count).map(|_| server.connect()).collect();
    assert!(held.iter_mut().all(|connection| status(connection) == 200));
    let mut beyond = server.connect();
    assert_eq!(beyond.answer().status, 503);
    assert!(beyond.ended());
}

/// The response to this head has this status; a refused connection is closed.
fn head_is(head: &str, wanted: u16) {
    let mut connection = SERVER.connect();
    let written = connection.stream.write_all(head.as_bytes());
    if wanted != 200 && written.is_err() {
        // The connection was closed before the whole head was sent.
        return;
    }
    let answer = connection.answer();
    assert_eq!(answer.status, wanted, "{} bytes", head.len());
    assert!(wanted == 200 || connection.ended());
}

/// A head of exactly this size, most of it in the request line or in a header.
fn head_of(bytes: usize, in_line: bool) -> String {
    let padded = |padding: usize| {
        let padding = "x".repeat(padding);
        let (line, header) = if in_line {
            (padding.as_str(), "")
        } else {
            ("", padding.as_str())
        };
        format!("GET /_cosell/health?{line} HTTP/1.1\r\nHost: localhost\r\nX: {header}\r\n\r\n")
    };
    padded(bytes - padded(0).len())
}

fn head_with(headers: usize) -> String {
    // The host is one of them.
    let others = "X: y\r\n".repeat(headers - 1);
    format!("GET /_cosell/health HTTP/1.1\r\nHost: localhost\r\n{others}\r\n")
}

/// The largest body is accepted, again and again, when there is as much memory as it needs, and is
/// refused when there is one byte less. A small body is always accepted.
fn room_is(limits: impl Fn(usize) -> Limits) {
    let needed = MEBIBYTE - Limits::default().body_free;
    for (room, status, error) in [
        (needed, 200, None),
        (needed - 1, 400, Some("ThrottlingException")),
    ] {
        let server = server(limits(room));
        for _ in 0..3 {
            let answer = server.call_bytes("ListSolutions", &padded(MEBIBYTE));
            assert_eq!(answer.status, status, "{room}");
            assert_eq!(answer.header("x-amzn-errortype"), error, "{room}");
            assert_eq!(answer.header("retry-after").is_some(), error.is_some());
            assert_eq!(
                server.call_bytes("ListSolutions", &padded(1_000)).status,
                200
            );
        }
    }
}

#[test]
fn every_limit_is_enforced_exactly() {
    let limits = Limits::default();
    for limit in Limit::ALL {
        match limit {
            Limit::Connections => serves(
                Limits {
                    connections: 3,
                    ..limits
                },
                3,
            ),
            Limit::ConnectionsPerPeer => serves(
                Limits {
                    connections_per_peer: 2,
                    ..limits
                },
                2,
            ),
            Limit::HeadBytes => {
                for in_line in [true, false] {
                    head_is(&head_of(limits.head_bytes, in_line), 200);
                    for more in [1, 2, 1_000, 35_000, 100_000] {
                        head_is(&head_of(limits.head_bytes + more, in_line), 431);
                    }
                }
            }
            Limit::HeadFields => {
                head_is(&head_with(100), 200);
                head_is(&head_with(101), 431);
            }
            Limit::BodyBytes => {
                for (size, wanted) in [(MEBIBYTE, 200), (MEBIBYTE + 1, 413)] {
                    let answer = SERVER.call_bytes("ListSolutions", &padded(size));
                    assert_eq!(answer.status, wanted, "{size}");
                }
            }
            Limit::BodyMemory => room_is(|body_memory| Limits {
                body_memory,
                ..limits
            }),
            Limit::BodyMemoryPerPeer => room_is(|body_memory_per_peer| Limits {
                body_memory_per_peer,
                ..limits
            }),
            Limit::Findings => {
                for (count, more) in [(100, false), (101, true)] {
                    // Each tag lacks its value.
                    let tags = vec![json!({ "Key": "team" }); count];
                    let arn = "arn:aws:partnercentral:us-east-1:111111111111:catalog/Sandbox/\
                               opportunity/O1234567";
                    let body = json!({ "ResourceArn": arn, "Tags": tags });
                    let answer = SERVER.call("TagResource", &body).json();
                    assert_eq!(answer["ErrorList"].as_array().map(Vec::len), Some(100));
                    let message = answer["Message"].as_str().expect("a message");
                    let start = format!("{count} validation errors: ");
                    assert!(message.starts_with(&start), "{message}");
                    let says = message.ends_with("; ErrorList has the first 100");
                    assert_eq!(says, more, "{message}");
                }
            }
            // Each timeout is tested with a client that is in time, and with one that never is.
            Limit::HandshakeTimeout => tls::a_handshake_times_out_and_delays_no_other_client(),
            Limit::HeaderTimeout => slow::a_head_that_does_not_end_times_out(),
            Limit::BodyTimeout => slow::a_body_above_the_minimum_rate_times_out_as_well(),
            Limit::UploadRate => {
                slow::a_small_body_meets_the_minimum_rate();
                slow::a_body_below_the_minimum_rate_times_out();
            }
            Limit::FileBytes => uploads::a_file_of_100_mebibytes_and_not_a_byte_more_is_taken(),
            Limit::FileRate => {
                uploads::an_upload_must_make_a_mebibyte_within_each_body_timeout();
            }
            Limit::WriteTimeout => {
                slow::a_response_that_the_client_does_not_read_closes_the_connection();
            }
            Limit::IdleTimeout => slow::an_idle_connection_is_closed(),
        }
    }
}

#[test]
fn every_limit_is_documented_with_its_value() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/limits.md");
    let docs = fs::read_to_string(docs).expect("the page");
    let (_, section) = docs
        .split_once("\n## Requests and connections\n")
        .expect("the section");
    let (section, _) = section.split_once("\n## ").expect("the next section");
    let rows: Vec<Vec<&str>> = section
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .filter(|row: &Vec<&str>| row[0] != "limit")
        .collect();
    let titles: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(titles, Limit::ALL.map(Limit::title));
    let limits = Limits::default();
    let seconds = |time: std::time::Duration| format!("{} s", time.as_secs());
    let kibibytes = |bytes: usize| format!("{} KiB", bytes >> 10);
    for (limit, row) in Limit::ALL.into_iter().zip(rows) {
        let value = match limit {
            Limit::Connections => limits.connections.to_string(),
            Limit::ConnectionsPerPeer => limits.connections_per_peer.to_string(),
            Limit::HandshakeTimeout => seconds(limits.handshake_timeout),
            Limit::HeadBytes => kibibytes(limits.head_bytes),
            Limit::HeadFields => Limits::HEAD_FIELDS.to_string(),
            Limit::HeaderTimeout => seconds(limits.header_timeout),
            Limit::BodyBytes | Limit::FileRate => format!("{} MiB", MEBIBYTE >> 20),
            Limit::BodyTimeout => seconds(limits.body_timeout),
            Limit::UploadRate => kibibytes(limits.body_rate_bytes),
            Limit::FileBytes => format!("{} MiB", LARGEST >> 20),
            Limit::BodyMemory => format!("{} MiB", limits.body_memory >> 20),
            Limit::BodyMemoryPerPeer => format!("{} MiB", limits.body_memory_per_peer >> 20),
            Limit::Findings => Findings::MOST.to_string(),
            Limit::WriteTimeout => seconds(limits.write_timeout),
            Limit::IdleTimeout => seconds(limits.idle_timeout),
        };
        let documented = row[1].replace(',', "");
        assert!(documented.starts_with(&value), "{}: {documented}", row[0]);
    }
}
