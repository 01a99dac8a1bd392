//! Unauthenticated callers, and the form of errors.

use serde_json::json;

use crate::server::{SIGNED, Server, opportunity, target};
use crate::{SERVER, sandbox};

#[test]
fn a_request_without_a_signature_is_refused() {
    let head = target("ListSolutions").replace(SIGNED, "");
    let answer = SERVER.send(&head, sandbox().to_string().as_bytes());
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (400, "MissingAuthenticationTokenException")
    );
    for header in [
        "",
        "Bearer abc",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=, Signature=",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00",
        "\u{e9}\u{e9}",
    ] {
        let head = format!("{head}Authorization: {header}\r\n");
        let answer = SERVER.send(&head, sandbox().to_string().as_bytes());
        assert_eq!(answer.error(), "IncompleteSignatureException", "{header}");
    }
}

#[test]
fn the_caller_is_authenticated_before_the_body_is_parsed() {
    let head = target("ListSolutions").replace(SIGNED, "");
    assert_eq!(
        SERVER.send(&head, b"{").error(),
        "MissingAuthenticationTokenException"
    );
}

#[test]
fn a_modelled_error_names_itself_in_body_and_header() {
    let body = json!({ "Catalog": "Sandbox", "Identifier": "O999999999" });
    for (answer, content_type) in [
        (
            SERVER.call("GetOpportunity", &body),
            "application/x-amz-json-1.0",
        ),
        (SERVER.post("GetOpportunity", &body), "application/json"),
    ] {
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (400, "ResourceNotFoundException")
        );
        let kind = "com.amazonaws.partnercentralselling#ResourceNotFoundException";
        assert_eq!(answer.json()["__type"], kind);
        assert_eq!(answer.header("content-type"), Some(content_type));
    }
}

#[test]
fn rules_are_named_only_with_explain() {
    let explaining = Server::start(true);
    for (server, shown) in [(&*SERVER, false), (&explaining, true)] {
        let mut body = opportunity();
        body["LifeCycle"] = json!({ "Stage": "Prospect", "TargetCloseDate": "2001-01-01" });
        let answer = server.call("CreateOpportunity", &body);
        assert_eq!(answer.error(), "ValidationException");
        assert_eq!(answer.json()["Reason"], "BUSINESS_VALIDATION_FAILED");
        assert_eq!(
            answer.header("x-cosell-rules").is_some(),
            shown,
            "{answer:?}"
        );
    }
}
