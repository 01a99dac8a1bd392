//! Uploads, byte by byte: the encoding `aws-chunked`, slow and broken clients, and what an account
//! may take.

use std::io::Write as _;
use std::time::Duration;

use cosell_domain::Settings;
use cosell_domain::quota::{Limit, Quotas, Rate};
use cosell_domain::settings::StoredLimits;
use cosell_domain::upload::{BUCKET, LARGEST};
use cosell_server::Limits;
use cosell_world::machine;
use serde_json::json;

use crate::SERVER;
use crate::server::{Answer, Connection, Server, Setup};

/// A timeout short enough for a test; clients that must succeed have a longer one.
const SHORT: Duration = Duration::from_millis(100);

const MEBIBYTE: usize = 1 << 20;

/// The head of an upload, without its last empty line.
fn put(name: &str) -> String {
    format!("PUT /{BUCKET}/111111111111/{name} HTTP/1.1\r\n")
}

/// The head of an upload that announces so many bytes.
fn announcing(name: &str, length: usize) -> String {
    let head = put(name);
    format!("{head}Host: localhost\r\nContent-Length: {length}\r\n\r\n")
}

/// The code of S3's error document.
fn code(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert_eq!(answer.header("content-type"), Some("application/xml"));
    let id = answer.header("x-amz-request-id").expect("an id");
    assert!(
        text.contains(&format!("<RequestId>{id}</RequestId>")),
        "{text}"
    );
    let (_, rest) = text.split_once("<Code>").expect("a code");
    let (code, _) = rest.split_once("</Code>").expect("a code");
    assert_eq!(answer.header("x-amzn-errortype"), Some(code));
    code.to_owned()
}

fn refused(answer: &Answer) -> (u16, String) {
    (answer.status, code(answer))
}

fn is(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// A server whose accounts may keep so many MiB.
fn keeping(upload_mebibytes: u32) -> Server {
    Server::with(Setup {
        settings: Settings {
            stored: StoredLimits {
                upload_mebibytes,
                ..StoredLimits::default()
            },
            ..Settings::default()
        },
        ..Setup::default()
    })
}

fn limited(limits: Limits) -> Server {
    Server::with(Setup {
        limits,
        ..Setup::default()
    })
}

fn chunked(headers: &str, length: usize, body: &[u8]) -> Answer {
    let head = format!(
        "{}x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nContent-Encoding: \
         aws-chunked\r\nx-amz-decoded-content-length: {length}\r\n{headers}",
        put("chunked.csv")
    );
    SERVER.send(&head, body)
}

#[test]
fn a_chunked_body_is_taken_with_the_checksum_behind_it() {
    let trailer = "x-amz-trailer: x-amz-checksum-crc32\r\n";
    let body = b"4\r\n1234\r\n5\r\n56789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n";
    let answer = chunked(trailer, 9, body);
    assert_eq!(answer.status, 200, "{answer:?}");
    let etag = "\"25f9e794323b453885f5181f1b624d0b\"";
    assert_eq!(answer.header("etag"), Some(etag));
    assert_eq!(answer.header("x-amz-checksum-crc32"), Some("y/Q5Jg=="));
    assert_eq!(answer.header("x-amz-version-id").map(str::len), Some(32));

    let other = b"9\r\n12345678X\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n";
    assert_eq!(refused(&chunked(trailer, 9, other)), is(400, "BadDigest"));
    let none = b"9\r\n123456789\r\n0\r\n\r\n";
    assert_eq!(
        refused(&chunked(trailer, 9, none)),
        is(400, "IncompleteBody")
    );
    let another = b"9\r\n123456789\r\n0\r\nx-amz-checksum-sha1:AA==\r\n\r\n";
    let answer = chunked(trailer, 9, another);
    assert_eq!(refused(&answer), is(400, "MalformedTrailerError"));
    for (length, body) in [
        (8, &body[..]),
        (10, &body[..]),
        (9, b"9\r\n1234\r\n0\r\n\r\n"),
    ] {
        let answer = chunked(trailer, length, body);
        assert_eq!(answer.status, 400, "{length}");
    }
    let answer = SERVER.send(
        &format!("{}x-amz-content-sha256: STREAMING-OTHER\r\n", put("x")),
        b"",
    );
    assert_eq!(refused(&answer), is(400, "InvalidArgument"));
}

#[test]
fn a_body_with_another_hash_than_was_signed_is_refused() {
    let hash = "0".repeat(64);
    let head = format!("{}x-amz-content-sha256: {hash}\r\n", put("hash.csv"));
    let answer = SERVER.send(&head, b"rows");
    assert_eq!(refused(&answer), is(400, "XAmzContentSHA256Mismatch"));
}

#[test]
fn a_client_that_waits_sends_nothing_that_is_refused() {
    let mut waiting = SERVER.connect();
    let head = announcing("expect.csv", 5).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    waiting.write(head.as_bytes());
    assert_eq!(waiting.head().status, 100);
    waiting.write(b"hello");
    assert_eq!(waiting.answer().status, 200);

    let large = usize::try_from(LARGEST).expect("a size") + 1;
    let head = announcing("l.csv", large).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    let mut waiting = SERVER.connect();
    waiting.write(head.as_bytes());
    assert_eq!(refused(&waiting.answer()), is(400, "EntityTooLarge"));
    assert!(waiting.ended(), "the body was not sent");
}

#[test]
pub(crate) fn a_file_of_100_mebibytes_and_not_a_byte_more_is_taken() {
    let large = usize::try_from(LARGEST).expect("a size");
    for (length, status) in [(large, 100), (large + 1, 400)] {
        let head = announcing("largest.csv", length);
        let head = head.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
        let mut waiting = SERVER.connect();
        waiting.write(head.as_bytes());
        assert_eq!(waiting.head().status, status, "{length}");
    }
}

#[test]
fn a_refused_client_that_sends_all_the_same_reads_why() {
    let server = keeping(2);
    let mut sender = server.connect();
    sender.request(&put("first.csv"), &vec![b'x'; MEBIBYTE]);
    assert_eq!(sender.answer().status, 200);
    sender.request(&put("second.csv"), &vec![b'x'; MEBIBYTE]);
    assert_eq!(refused(&sender.answer()), is(403, "QuotaExceeded"));
    sender.request(&put("third.csv"), b"small");
    assert_eq!(sender.answer().status, 200, "the connection is still open");
}

/// Uploads a file that fits alone, until that succeeds.
fn fits_at_last(server: &Server) {
    for _ in 0..100 {
        let answer = server.send(&put("whole.csv"), &vec![b'x'; MEBIBYTE]);
        if answer.status == 200 {
            return;
        }
        assert_eq!(code(&answer), "QuotaExceeded");
        machine::block(SHORT);
    }
    panic!("what was left of a broken upload still counts");
}

#[test]
fn what_an_account_begins_counts_and_what_breaks_off_is_removed() {
    let server = keeping(2);
    let mut broken = server.connect();
    broken.write(announcing("broken.csv", MEBIBYTE).as_bytes());
    broken.write(&vec![b'x'; MEBIBYTE / 2]);
    // Until the server has begun to read, it may take another file.
    machine::block(SHORT * 3);
    let answer = server.send(&put("other.csv"), &vec![b'x'; MEBIBYTE]);
    assert_eq!(refused(&answer), is(403, "QuotaExceeded"));
    let other = put("other.csv").replace("111111111111", "222222222222");
    let answer = server.send(&other, &vec![b'x'; MEBIBYTE]);
    assert_eq!(answer.status, 200, "another account has its own quota");
    drop(broken);
    fits_at_last(&server);
}

#[test]
fn empty_files_count_too() {
    let server = keeping(1);
    let mut taken = 0;
    loop {
        let answer = server.send(&put("empty.csv"), b"");
        if answer.status != 200 {
            assert_eq!(refused(&answer), is(403, "QuotaExceeded"));
            break;
        }
        taken += 1;
    }
    assert_eq!(taken, 21, "each counts 48 KiB");
}

#[test]
fn an_upload_below_the_minimum_rate_times_out_and_is_removed() {
    let server = Server::with(Setup {
        limits: Limits {
            body_rate_window: SHORT,
            body_rate_bytes: 64 << 10,
            ..Limits::default()
        },
        settings: Settings {
            stored: StoredLimits {
                upload_mebibytes: 2,
                ..StoredLimits::default()
            },
            ..Settings::default()
        },
        ..Setup::default()
    });
    let mut slow = server.connect();
    slow.write(announcing("slow.csv", MEBIBYTE).as_bytes());
    slow.write(b"some");
    assert_eq!(refused(&slow.answer()), is(400, "RequestTimeout"));
    assert!(slow.ended());
    fits_at_last(&server);
}

#[test]
pub(crate) fn an_upload_must_make_a_mebibyte_within_each_body_timeout() {
    let server = limited(Limits {
        body_timeout: SHORT * 3,
        body_rate_bytes: 1,
        ..Limits::default()
    });
    let mut slow = server.connect();
    slow.write(announcing("steady.csv", 2 * MEBIBYTE).as_bytes());
    slow.write(&vec![b'x'; MEBIBYTE]);
    // A byte now and then meets the minimum rate, and not this one.
    for _ in 0..200 {
        if slow.stream.write_all(b"x").is_err() {
            break;
        }
        machine::block(SHORT / 4);
    }
    assert_eq!(refused(&slow.answer()), is(400, "RequestTimeout"));

    // In time, a file may take longer than the timeout.
    let server = limited(Limits {
        body_timeout: Duration::from_mins(1),
        ..Limits::default()
    });
    let answer = server.send(&put("large.csv"), &vec![b'x'; 3 * MEBIBYTE]);
    assert_eq!(answer.status, 200);
}

#[test]
fn uploads_share_the_memory_of_bodies() {
    let server = limited(Limits {
        body_memory: 200 << 10,
        ..Limits::default()
    });
    let mut first = server.connect();
    let head = announcing("first.csv", 10);
    let head = head.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    first.write(head.as_bytes());
    // The body is asked for once its memory is taken.
    assert_eq!(first.head().status, 100);
    first.write(b"half ");
    let second = || server.send(&put("second.csv"), b"rows");
    let answer = second();
    assert_eq!(refused(&answer), is(503, "SlowDown"));
    first.write(b"whole");
    assert_eq!(first.answer().status, 200);
    assert_eq!(second().status, 200, "it is released with the upload");
}

#[test]
fn uploads_have_rates_and_fault_points_as_operations_do() {
    let mut quotas = Quotas::off();
    let limit = Limit {
        rate: Rate::new(1.0 / 3_600.0, 1),
        daily: None,
    };
    quotas.limit("PutObject", limit).expect("an operation");
    let server = Server::with(Setup {
        settings: Settings {
            quotas,
            ..Settings::default()
        },
        ..Setup::default()
    });
    assert_eq!(server.send(&put("one.csv"), b"rows").status, 200);
    let throttled = server.send(&put("two.csv"), b"rows");
    assert_eq!(refused(&throttled), is(503, "SlowDown"));
    assert!(throttled.header("retry-after").is_some());

    for (point, error, status, code) in [
        ("request.received", "ThrottlingException", 503, "SlowDown"),
        ("auth.done", "AccessDeniedException", 403, "AccessDenied"),
        (
            "request.received",
            "InternalServerException",
            500,
            "InternalError",
        ),
    ] {
        let server = Server::start(false);
        let rule = json!({
            "point": point, "action": "error", "error": error, "operation": "PutObject", "count": 1,
        });
        let rule = rule.to_string();
        let added = server.send("POST /_cosell/faults HTTP/1.1\r\n", rule.as_bytes());
        assert_eq!(added.status, 200, "{added:?}");
        let answer = server.send(&put("fault.csv"), b"rows");
        assert_eq!(refused(&answer), is(status, code));
        assert_eq!(server.send(&put("fault.csv"), b"rows").status, 200);
    }
}

#[test]
fn a_request_is_counted_by_its_operation() {
    let server = Server::start(false);
    assert_eq!(server.send(&put("counted.csv"), b"rows").status, 200);
    let get = put("counted.csv").replace("PUT", "GET");
    assert_eq!(refused(&server.send(&get, b"")), is(403, "AccessDenied"));
    let metrics = server.send("GET /_cosell/metrics HTTP/1.1\r\n", b"");
    let metrics = String::from_utf8(metrics.body).expect("text");
    for line in [
        "cosell_requests_total{operation=\"PutObject\",outcome=\"ok\"} 1",
        "cosell_requests_total{operation=\"none\",outcome=\"AccessDenied\"} 1",
    ] {
        assert!(metrics.contains(line), "{metrics}");
    }
}

#[test]
fn pages_of_other_machines_do_not_upload() {
    for header in ["Origin: https://other.example\r\n", "Origin: null\r\n"] {
        let answer = SERVER.send(&format!("{}{header}", put("page.csv")), b"rows");
        assert_eq!(refused(&answer), is(403, "AccessDenied"));
    }
    let mut rebound = SERVER.connect();
    let head = announcing("page.csv", 4).replace("localhost", &format!("{BUCKET}.other.example"));
    rebound.write(head.as_bytes());
    rebound.write(b"rows");
    assert_eq!(refused(&rebound.answer()), is(403, "AccessDenied"));
    let local = SERVER.send(
        &format!("{}Origin: http://localhost:3000\r\n", put("page.csv")),
        b"rows",
    );
    assert_eq!(local.status, 200);
    assert_eq!(local.header("access-control-allow-origin"), None);
}

#[test]
fn a_report_is_shown_only_by_its_signed_url() {
    let path = "/files/reports/111111111111/Sandbox/bulkjob-abcdefghijkl1/FAILED_RECORDS.csv";
    for query in [
        "",
        "?expires=9999999999999",
        "?expires=9999999999999&signature=1.AAAA",
    ] {
        let answer = SERVER.send(&format!("GET {path}{query} HTTP/1.1\r\n"), b"");
        assert_eq!(refused(&answer), is(403, "AccessDenied"), "{query}");
    }
    let answer = SERVER.send(&format!("POST {path} HTTP/1.1\r\n"), b"");
    assert_eq!(refused(&answer), is(405, "MethodNotAllowed"));
}

#[test]
fn an_operation_is_called_on_any_path_also_on_that_of_the_bucket() {
    let mut connection: Connection = SERVER.connect();
    let head = crate::server::target("ListSolutions");
    let head = head.replace(
        "POST / ",
        &format!("POST /{BUCKET}/111111111111/x?uploads "),
    );
    connection.request(&head, crate::sandbox().to_string().as_bytes());
    assert!(connection.answer().json()["SolutionSummaries"].is_array());
}

#[test]
fn the_bucket_may_have_another_name() {
    let server = Server::with(Setup {
        settings: Settings {
            upload_bucket: "deals".to_owned(),
            ..Settings::default()
        },
        ..Setup::default()
    });
    let answer = server.send("PUT /deals/111111111111/a.csv HTTP/1.1\r\n", b"rows");
    assert_eq!(answer.status, 200);
    let mut connection = server.connect();
    let named =
        "PUT /111111111111/a.csv HTTP/1.1\r\nHost: deals.localhost\r\nContent-Length: 4\r\n";
    connection.write(format!("{named}\r\nrows").as_bytes());
    assert_eq!(connection.answer().status, 200);
    let answer = server.send(&put("a.csv"), b"rows");
    assert_eq!(answer.status, 404, "its default name is not known");
}
