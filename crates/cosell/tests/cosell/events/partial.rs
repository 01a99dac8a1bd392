//! EventBridge and SQS accept a part of a call: what they accepted is not sent again, what failed
//! is retried or given up, and the events of each resource arrive in their order.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::receiver::{Answer, Receiver};
use super::targets::{events, relate, targets, wait_for};
use super::{create, stop};

/// How many opportunities of each sort there are: more than one call has room for.
const EACH: usize = 6;

/// The kind of the event that fails.
const CREATED: &str = "Opportunity Created";

/// The attempts after which an event is given up.
const MOST: usize = 4;

/// An entry of a call, and the code with which it failed; an empty code is no answer to the entry.
type Outcome = (Value, Option<&'static str>);

/// A service that takes several events with one call.
#[derive(Clone, Copy, Debug)]
struct Service {
    kind: &'static str,
    more: &'static str,
    /// The envelope, or what there is of it, in an entry of a call.
    event: fn(&Value) -> Value,
    /// The answer to the entries of a call.
    answer: fn(Vec<Outcome>) -> Value,
}

const BUS: Service = Service {
    kind: "eventbridge",
    more: "bus = \"partner\"\nsource = \"test\"",
    event: |entry| {
        let detail = entry["Detail"].as_str().expect("a text");
        let detail: Value = serde_json::from_str(detail).expect("JSON");
        json!({ "detail-type": entry["DetailType"], "detail": detail })
    },
    answer: |outcomes| {
        let failed = outcomes.iter().filter(|(_, code)| code.is_some()).count();
        let entries = outcomes.into_iter().map(|(_, code)| match code {
            None => json!({ "EventId": "11710aed-b79e-4468-a20b-bb3c0c3b4860" }),
            Some("") => json!({}),
            Some(code) => json!({ "ErrorCode": code, "ErrorMessage": "No." }),
        });
        json!({ "FailedEntryCount": failed, "Entries": entries.collect::<Vec<_>>() })
    },
};

const QUEUE: Service = Service {
    kind: "sqs",
    more: "",
    event: |entry| {
        let body = entry["MessageBody"].as_str().expect("a text");
        serde_json::from_str(body).expect("JSON")
    },
    answer: |outcomes| {
        let (mut successful, mut failed) = (Vec::new(), Vec::new());
        for (entry, code) in outcomes {
            let id = &entry["Id"];
            match code {
                None => successful.push(json!({ "Id": id, "MessageId": "1" })),
                Some("") => {}
                Some(code) => failed.push(json!({
                    "Id": id, "Code": code, "Message": "No.", "SenderFault": true,
                })),
            }
        }
        json!({ "Successful": successful, "Failed": failed })
    },
};

/// What becomes of the first event of an opportunity.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Good,
    /// It fails twice.
    Throttled,
    /// The first answer does not have it.
    Forgotten,
    /// It fails until it is given up.
    Invalid,
    /// Every call that has it fails as a whole.
    Spoiling,
}

const FATES: [Fate; 5] = [
    Fate::Good,
    Fate::Throttled,
    Fate::Forgotten,
    Fate::Invalid,
    Fate::Spoiling,
];

/// What a service has seen of an opportunity.
#[derive(Debug)]
struct Seen {
    fate: Fate,
    accepted: Vec<String>,
    refusals: usize,
}

type Book = Arc<Mutex<BTreeMap<String, Seen>>>;

/// Accepts and refuses the entries of each call, by their opportunities, which have their fates in
/// turn.
fn judge(service: Service, book: &Book) -> Receiver {
    let book = Arc::clone(book);
    Receiver::answering(move |call: &Value| {
        let mut book = book.lock().expect("nobody panicked");
        let entries = call["Entries"].as_array().expect("entries");
        assert!(entries.len() <= 10, "{call}");
        let events: Vec<(String, String)> = entries
            .iter()
            .map(|entry| {
                let event = (service.event)(entry);
                let id = event["detail"]["opportunity"]["identifier"].as_str();
                let kind = event["detail-type"].as_str().expect("a type");
                (id.expect("an opportunity").to_owned(), kind.to_owned())
            })
            .collect();
        let mut is_spoilt = false;
        for (id, kind) in &events {
            let known = book.len();
            let seen = book.entry(id.clone()).or_insert_with(|| Seen {
                fate: FATES[known % FATES.len()],
                accepted: Vec::new(),
                refusals: 0,
            });
            is_spoilt |= seen.fate == Fate::Spoiling && kind == CREATED;
        }
        if is_spoilt {
            let error = json!({ "__type": "com.example#ValidationException", "message": "No." });
            return Answer::Document(400, error);
        }
        let mut outcomes = Vec::new();
        for (entry, (id, kind)) in entries.iter().zip(events) {
            let seen = book.get_mut(&id).expect("it is known");
            let first = kind == CREATED;
            let code = match seen.fate {
                Fate::Throttled if first && seen.refusals < 2 => Some("ThrottlingException"),
                Fate::Forgotten if first && seen.refusals < 1 => Some(""),
                Fate::Invalid if first => Some("ValidationException"),
                _ => None,
            };
            match code {
                None => seen.accepted.push(kind),
                Some(_) => seen.refusals += 1,
            }
            outcomes.push((entry.clone(), code));
        }
        Answer::Document(200, (service.answer)(outcomes))
    })
}

/// What the service accepts of a call is sent once. What it throttles arrives before the later
/// events of its opportunity, and what it never accepts becomes a dead letter, also when it spoils
/// the whole call.
fn a_part_of_a_call_fails(service: Service) {
    let folder = tempfile::tempdir().expect("a folder");
    let book = Book::default();
    let receiver = judge(service, &book);
    let Service { kind, more, .. } = service;
    let text = format!(
        "[[target]]\nname = \"aws\"\nkind = \"{kind}\"\nurl = \"{}\"\nmax_attempts = {MOST}\n\
         region = \"us-east-1\"\naccess_key_id = \"a\"\nsecret_access_key = \"b\"\n{more}\n",
        receiver.url()
    );
    let server = targets(folder.path(), &text);
    for number in 0..FATES.len() * EACH {
        let id = create(&server, &format!("{kind}-{number}"));
        relate(&server, &id, "AssociateOpportunity");
        relate(&server, &id, "DisassociateOpportunity");
    }
    wait_for(&server, "aws", |target| {
        target["dead_letters"] == 2 * EACH && target["parked"] == 0 && target["lag_seconds"] == 0.0
    });

    let list = events(&server, &["dead-letters", "list", "aws"]);
    stop(server);
    let book = book.lock().expect("nobody panicked");
    for letter in list["dead_letters"].as_array().expect("a list") {
        assert_eq!(letter["attempts"], MOST);
        assert_eq!(letter["event"]["detail-type"], CREATED);
        let fate = book[letter["resource"].as_str().expect("an id")].fate;
        let error = match fate {
            Fate::Spoiling => {
                "the service refused the call: status 400 Bad Request, ValidationException"
            }
            _ => "the service responded with ValidationException: No.",
        };
        assert_eq!(letter["error"], error, "{fate:?}");
    }

    let whole = ["Created", "Updated", "Updated"].map(|kind| format!("Opportunity {kind}"));
    assert_eq!(book.len(), FATES.len() * EACH);
    for (id, seen) in &*book {
        let (accepted, refusals) = match seen.fate {
            Fate::Good => (&whole[..], 0),
            Fate::Throttled => (&whole[..], 2),
            Fate::Forgotten => (&whole[..], 1),
            Fate::Invalid => (&whole[1..], MOST),
            Fate::Spoiling => (&whole[1..], 0),
        };
        assert_eq!(seen.accepted, accepted, "{id}: {seen:?}");
        assert_eq!(seen.refusals, refusals, "{id}: {seen:?}");
    }
}

#[test]
fn of_a_call_to_eventbridge_only_what_failed_is_sent_again() {
    a_part_of_a_call_fails(BUS);
}

#[test]
fn of_a_call_to_sqs_only_what_failed_is_sent_again() {
    a_part_of_a_call_fails(QUEUE);
}
