//! Request bodies: empty, malformed, deeply nested, large, slow.

use serde_json::json;

use crate::server::{opportunity, plain, target};
use crate::{SERVER, sandbox};

pub(crate) const MEBIBYTE: usize = 1 << 20;

/// A request of exactly this many bytes, most of them in a member that is ignored.
pub(crate) fn padded(size: usize) -> Vec<u8> {
    let frame = r#"{"Catalog":"Sandbox","Unknown":""}"#;
    let padding = "a".repeat(size - frame.len());
    frame
        .replace(r#""""#, &format!("\"{padding}\""))
        .into_bytes()
}

/// A request whose JSON nests this deep, its own object included.
fn nested(depth: usize) -> Vec<u8> {
    let (open, close) = ("[".repeat(depth - 1), "]".repeat(depth - 1));
    format!(r#"{{"Catalog":"Sandbox","Unknown":{open}{close}}}"#).into_bytes()
}

#[test]
fn an_operation_without_output_has_an_empty_body() {
    let id = SERVER.call("CreateOpportunity", &opportunity()).json()["Id"].clone();
    let answer = SERVER.call(
        "AssociateOpportunity",
        &json!({
            "Catalog": "Sandbox",
            "OpportunityIdentifier": id,
            "RelatedEntityType": "Solutions",
            "RelatedEntityIdentifier": "S-1234567"
        }),
    );
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-length"), Some("0"));
    assert!(answer.body.is_empty());
}

#[test]
fn nulls_and_unknown_members_are_ignored() {
    let body = json!({
        "Catalog": "Sandbox",
        "NextToken": null,
        "MaxResults": null,
        "Surprise": { "Deep": [1, 2.5, null] }
    });
    assert_eq!(SERVER.call("ListSolutions", &body).status, 200);
}

#[test]
fn malformed_json_is_refused() {
    for malformed in [
        b"{".as_slice(),
        b"[]",
        b"\"text\"",
        b"7",
        br#"{"Catalog":"Sandbox",}"#,
        br#"{"Catalog":"Sandbox"} trailing"#,
        b"{\"Catalog\":\"\xff\xfe\"}",
        br#"{"Catalog":"\ud800"}"#,
        b"\x00",
        b"Catalog=Sandbox",
    ] {
        let answer = SERVER.call_bytes("ListSolutions", malformed);
        assert_eq!(answer.status, 400);
        assert_eq!(answer.error(), "SerializationException", "{malformed:?}");
    }
}

#[test]
fn a_content_encoding_is_refused_by_its_name() {
    let body = sandbox().to_string();
    for (encoding, named) in [
        ("Content-Encoding: gzip", "gzip"),
        ("Content-Encoding: GZIP", "GZIP"),
        ("content-encoding: identity, br", "br"),
        (
            "Content-Encoding: identity\r\nContent-Encoding: zstd",
            "zstd",
        ),
        ("Content-Encoding: \u{e9}", "\u{e9}"),
    ] {
        for head in [target("ListSolutions"), plain("ListSolutions")] {
            let answer = SERVER.send(&format!("{head}{encoding}\r\n"), body.as_bytes());
            assert_eq!(
                (answer.status, answer.error().as_str()),
                (415, "SerializationException"),
                "{encoding}"
            );
            let message = answer.json()["Message"].to_string();
            assert!(
                message.contains("Content-Encoding") && message.contains(named),
                "{message}"
            );
        }
    }
    for encoding in ["Content-Encoding: identity", "Content-Encoding:"] {
        let head = format!("{}{encoding}\r\n", target("ListSolutions"));
        assert_eq!(
            SERVER.send(&head, body.as_bytes()).status,
            200,
            "{encoding}"
        );
    }
}

#[test]
fn an_empty_body_is_an_empty_request() {
    let answer = SERVER.call_bytes("ListSolutions", b"");
    assert_eq!(answer.error(), "ValidationException");
    assert_eq!(answer.json()["ErrorList"][0]["FieldName"], "catalog");
    assert_eq!(
        answer.json()["ErrorList"][0]["Code"],
        "REQUIRED_FIELD_MISSING"
    );
}

#[test]
fn a_value_of_any_wrong_type_is_refused() {
    let values = [
        json!(7),
        json!(true),
        json!([]),
        json!({}),
        json!(1.5),
        json!("text"),
        json!([[["x"]]]),
    ];
    for (member, fits) in [
        ("Catalog", "text"),
        ("MaxResults", "7"),
        ("Sort", "{}"),
        ("Status", "[]"),
    ] {
        for value in &values {
            let mut body = sandbox();
            body[member] = value.clone();
            let answer = SERVER.call("ListSolutions", &body);
            let is_right = value.to_string().trim_matches('"') == fits;
            if is_right {
                assert!(answer.status == 200 || answer.error() == "ValidationException");
            } else {
                assert_eq!(
                    answer.error(),
                    "SerializationException",
                    "{member}: {value}"
                );
            }
        }
    }
}

#[test]
fn a_body_that_is_nested_too_deeply_is_refused() {
    assert_eq!(SERVER.call_bytes("ListSolutions", &nested(64)).status, 200);
    for depth in [65, 200_000] {
        let answer = SERVER.call_bytes("ListSolutions", &nested(depth));
        assert_eq!(answer.error(), "SerializationException", "{depth}");
    }
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    assert_eq!(
        SERVER.call_bytes("ListSolutions", &padded(MEBIBYTE)).status,
        200
    );
    let answer = SERVER.call_bytes("ListSolutions", &padded(MEBIBYTE + 1));
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (413, "RequestEntityTooLargeException")
    );
}

#[test]
fn a_body_that_cannot_be_read_to_its_end_is_refused() {
    let head = target("ListSolutions");
    for (framing, body) in [
        ("Transfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", "2\r\n{}no end of a line"),
        ("Transfer-Encoding: chunked", "5\r\n{}"),
        ("Content-Length: 100", "{}"),
        ("Content-Length: 100", ""),
    ] {
        let mut connection = SERVER.connect();
        connection.write(format!("{head}Host: localhost\r\n{framing}\r\n\r\n{body}").as_bytes());
        connection.half_close();
        let answer = connection.answer();
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (400, "SerializationException"),
            "{framing} {body}"
        );
        assert_eq!(answer.header("connection"), Some("close"));
        assert!(connection.ended());
    }
}

#[test]
fn a_body_without_an_end_is_cut_off() {
    let mut connection = SERVER.connect();
    let head = target("ListSolutions");
    connection
        .write(format!("{head}Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\n").as_bytes());
    let chunk = [b"10000\r\n".as_slice(), &vec![b'a'; 0x10000], b"\r\n"].concat();
    // The server reads five mebibytes and then closes the connection, so the last writes may fail.
    for _ in 0..1000 {
        if std::io::Write::write_all(&mut connection.stream, &chunk).is_err() {
            return;
        }
    }
    panic!("the server read 64 MiB");
}

#[test]
fn a_client_that_expects_to_continue_with_a_large_body_is_refused_at_once() {
    let mut connection = SERVER.connect();
    let head = target("ListSolutions");
    let length = MEBIBYTE + 1;
    connection.write(
        format!(
            "{head}Host: localhost\r\nExpect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
        )
        .as_bytes(),
    );
    let answer = connection.answer();
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (413, "RequestEntityTooLargeException")
    );
    assert!(connection.ended());
}

#[test]
fn a_client_that_expects_to_continue_may_continue() {
    let mut connection = SERVER.connect();
    let body = sandbox().to_string();
    let head = target("ListSolutions");
    let length = body.len();
    connection.write(
        format!(
            "{head}Host: localhost\r\nExpect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
        )
        .as_bytes(),
    );
    assert_eq!(connection.answer().status, 100);
    connection.write(body.as_bytes());
    assert_eq!(connection.answer().status, 200);
}
