//! Which requests reach an operation, and what every response has.

use crate::server::{SIGNED, Server, target};
use crate::{SERVER, sandbox};

#[test]
fn a_response_has_the_form_of_its_request() {
    let aws = SERVER.call("ListSolutions", &sandbox());
    assert_eq!(
        (aws.status, aws.header("content-type")),
        (200, Some("application/x-amz-json-1.0"))
    );
    let plain = SERVER.post("ListSolutions", &sandbox());
    assert_eq!(
        (plain.status, plain.header("content-type")),
        (200, Some("application/json"))
    );
    assert_eq!(aws.json(), plain.json());
    assert!(
        aws.json()["SolutionSummaries"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    );
    assert!(aws.header("date").is_some());
}

#[test]
fn the_target_header_is_accepted_on_any_path() {
    let head = target("ListSolutions").replace("POST / ", "POST /behind/a/gateway?x=1 ");
    assert_eq!(
        SERVER.send(&head, sandbox().to_string().as_bytes()).status,
        200
    );
}

#[test]
fn the_plain_form_accepts_parameters_of_its_content_type() {
    let head = format!(
        "POST /ListSolutions HTTP/1.1\r\nContent-Type: Application/JSON; charset=utf-8\r\n{SIGNED}"
    );
    assert_eq!(
        SERVER.send(&head, sandbox().to_string().as_bytes()).status,
        200
    );
    let head = head.replace("Application/JSON", "text/plain");
    let answer = SERVER.send(&head, sandbox().to_string().as_bytes());
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (404, "UnknownOperationException")
    );
}

#[test]
fn every_response_has_a_unique_request_id() {
    let mut ids = std::collections::HashSet::new();
    for _ in 0..3 {
        for answer in [
            SERVER.call("ListSolutions", &sandbox()),
            SERVER.call("LaunchRocket", &sandbox()),
            SERVER.send("GET /_cosell/health HTTP/1.1\r\n", b""),
        ] {
            let id = answer.header("x-amzn-requestid").expect("an id").to_owned();
            assert!(uuid::Uuid::parse_str(&id).is_ok(), "{id}");
            assert!(ids.insert(id));
        }
    }
}

#[test]
fn one_connection_carries_many_requests() {
    let mut connection = SERVER.connect();
    for _ in 0..3 {
        connection.request(&target("ListSolutions"), sandbox().to_string().as_bytes());
        assert_eq!(connection.answer().status, 200);
        connection.request(&target("LaunchRocket"), b"{");
        assert_eq!(connection.answer().status, 400);
    }
}

#[test]
fn a_half_closed_connection_is_still_answered() {
    let mut connection = SERVER.connect();
    connection.request(&target("ListSolutions"), sandbox().to_string().as_bytes());
    connection.half_close();
    assert_eq!(connection.answer().status, 200);
    assert!(connection.ended());
}

#[test]
fn an_unknown_operation_is_refused() {
    let answer = SERVER.call("LaunchRocket", &sandbox());
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (400, "UnknownOperationException")
    );
    let answer = SERVER.post("LaunchRocket", &sandbox());
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (404, "UnknownOperationException")
    );
    let foreign =
        target("ListSolutions").replace("AWSPartnerCentralSelling.", "DynamoDB_20120810.");
    let answer = SERVER.send(&foreign, b"{}");
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (400, "UnknownOperationException")
    );
}

#[test]
fn an_unsupported_operation_is_named_in_the_error() {
    let unbuilt = cosell_api::operations::OPERATIONS
        .iter()
        .filter(|meta| cosell_domain::find(meta.name).is_none());
    for meta in unbuilt {
        let answer = SERVER.call(meta.name, &sandbox());
        assert_eq!(answer.status, 400);
        assert_eq!(answer.error(), "UnknownOperationException");
        let message = answer.json()["Message"].to_string();
        assert!(
            message.contains(meta.name) && message.contains("yet"),
            "{message}"
        );
    }
}

#[test]
fn a_request_that_names_no_operation_is_not_found() {
    for head in [
        "GET /ListSolutions HTTP/1.1\r\n",
        "PUT /ListSolutions HTTP/1.1\r\n",
        "DELETE /favicon.ico HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nX-Amz-Target: AWSPartnerCentralSelling.ListSolutions\r\n",
        "PUT / HTTP/1.1\r\n",
        "POST / HTTP/1.1\r\nContent-Type: application/json\r\n",
        "POST /a/b HTTP/1.1\r\nContent-Type: application/json\r\n",
        "OPTIONS * HTTP/1.1\r\n",
    ] {
        let answer = SERVER.send(head, b"");
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (404, "UnknownOperationException"),
            "{head}"
        );
    }
}

#[test]
fn a_stop_does_not_wait_for_idle_connections() {
    let mut server = Server::start(false);
    let mut connection = server.connect();
    connection.request(&target("ListSolutions"), sandbox().to_string().as_bytes());
    assert_eq!(connection.answer().status, 200);
    server.stop();
    assert!(connection.ended());
}

#[test]
fn bytes_that_are_not_http_do_not_disturb_other_clients() {
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01".as_slice(),
        b"HELO mail\r\n\r\n",
        b"\r\n\r\n\0\0",
    ] {
        let mut connection = SERVER.connect();
        connection.write(bytes);
        connection.half_close();
        if !connection.ended() {
            assert_eq!(connection.answer().status, 400);
        }
    }
    let mut gone = SERVER.connect();
    gone.write(
        format!(
            "{}Host: localhost\r\nContent-Length: 100\r\n\r\n{{",
            target("ListSolutions")
        )
        .as_bytes(),
    );
    drop(gone);
    assert_eq!(SERVER.call("ListSolutions", &sandbox()).status, 200);
}
