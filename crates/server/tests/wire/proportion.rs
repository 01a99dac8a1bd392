//! No error response is larger than it needs to be, whatever the request contains.

use cosell_api::operations::OPERATIONS;
use cosell_api::shape::{Kind, Shape};
use serde_json::{Value, json};

use crate::SERVER;
use crate::server::{Answer, plain, target};

/// The largest body of an error response, in bytes.
const LARGEST: usize = 64 << 10;

/// Bytes of a text in a request: more than any response may have, so that a response which repeats
/// the text is too large.
const LONG: usize = 100 << 10;

fn small(what: &str, answer: &Answer) {
    assert!(
        (400..500).contains(&answer.status),
        "{what}: {}",
        answer.status
    );
    let size = answer.body.len();
    assert!(size <= LARGEST, "{what}: {size} bytes");
}

/// Hostile values of a member: very long texts, and lists with an error in every element.
fn hostile(shape: &'static Shape) -> Vec<Value> {
    match &shape.kind {
        Kind::Text { .. } | Kind::Enumeration(_) | Kind::Timestamp => {
            let arn = format!("arn:aws:partnercentral:us-east-1:{}", "a".repeat(LONG));
            vec![
                json!("a".repeat(LONG)),
                json!("💡".repeat(LONG / 4)),
                json!(arn),
            ]
        }
        Kind::List { member, .. } => {
            let long = hostile(member).into_iter().map(|value| json!([value]));
            let mistakes = match &member.kind {
                Kind::Structure { .. } | Kind::Map { .. } => json!({}),
                _ => json!(""),
            };
            long.chain([vec![mistakes; 10_000].into()]).collect()
        }
        Kind::Structure { members, .. } => {
            let members = members
                .iter()
                .filter(|member| !member.shape.leads_to(shape));
            let objects = members.flat_map(|member| {
                let values = hostile(member.shape).into_iter();
                // One value of each nested member is enough.
                values.take(1).map(|value| json!({ member.name: value }))
            });
            objects.collect()
        }
        Kind::Map { .. } => vec![json!({ "k".repeat(LONG): "v".repeat(LONG) })],
        Kind::Integer(_) | Kind::Double | Kind::Boolean => Vec::new(),
    }
}

#[test]
fn no_member_of_any_operation_causes_a_large_response() {
    let mut tried = 0;
    for meta in OPERATIONS {
        let Kind::Structure { members, .. } = &meta.input.kind else {
            panic!("{}", meta.name);
        };
        for member in *members {
            for value in hostile(member.shape) {
                let mut body = json!({
                    "Catalog": "Sandbox",
                    "ClientToken": "a-token",
                    "Identifier": "O1234567",
                });
                body[member.name] = value;
                let answer = SERVER.call(meta.name, &body);
                tried += 1;
                let what = format!("{} {}", meta.name, member.name);
                if answer.status == 200 {
                    // The value was ignored or accepted.
                    assert!(answer.body.len() <= LARGEST, "{what}");
                } else {
                    small(&what, &answer);
                }
            }
        }
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn no_request_head_causes_a_large_response() {
    let long = "a".repeat(50_000);
    for head in [
        target(&long),
        plain(&long),
        format!("POST /_cosell/{long} HTTP/1.1\r\n"),
        format!("GET /_cosell/tasks/{long} HTTP/1.1\r\n"),
        format!("GET /_cosell/tasks?{long}=1 HTTP/1.1\r\n"),
        format!("{}Content-Encoding: {long}\r\n", target("ListSolutions")),
        format!("{}Origin: {long}\r\n", target("ListSolutions")),
        format!("POST / HTTP/1.1\r\nX-Amz-Target: {long}\r\nAuthorization: {long}\r\n"),
    ] {
        small(&head[..40], &SERVER.send(&head, b"{}"));
    }
}
