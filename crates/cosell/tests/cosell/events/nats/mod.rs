//! A stream of NATS JetStream has every event once, in the order of its resource, whatever happens
//! to the server.

mod broker;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::targets::{events, relate, targets, undelivered, wait_for};
use super::{ACCOUNT, create, stop};
use crate::common::{Server, opportunity, serve};
use broker::{Broker, Message};

fn target(broker: &Broker, more: &str) -> String {
    format!(
        "[[target]]\nname = \"stream\"\nkind = \"nats\"\nurl = \"nats://{}\"\n{more}\n",
        broker.address
    )
}

fn nobody() -> Value {
    json!({ "verbose": false })
}

/// Creates and changes an opportunity.
fn change(server: &Server, token: &str) -> String {
    let id = create(server, token);
    relate(server, &id, "AssociateOpportunity");
    relate(server, &id, "DisassociateOpportunity");
    id
}

/// The numbers of the events of each resource, in the order of the stream.
fn numbers(messages: &[Message]) -> BTreeMap<&str, Vec<&str>> {
    let mut numbers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for message in messages {
        let resource = message.header("Cosell-Resource");
        let number = message.header("Cosell-Sequence");
        numbers.entry(resource).or_default().push(number);
    }
    numbers
}

#[test]
fn a_stream_has_every_event_once_under_its_id_and_the_subject_of_its_resource() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(broker) = Broker::start(folder.path(), "", nobody()) else {
        return;
    };
    broker.create_stream("cosell.>");
    let server = targets(folder.path(), &target(&broker, ""));
    let id = change(&server, "one");
    let other = change(&server, "two");
    let messages = broker.until(6);
    let numbers = numbers(&messages);
    assert_eq!(numbers.len(), 2);
    for resource in [&id, &other] {
        assert_eq!(numbers[resource.as_str()], ["1", "2", "3"]);
    }
    for message in &messages {
        assert_eq!(message.event["id"], message.header("Nats-Msg-Id"));
        let resource = message.header("Cosell-Resource");
        let subject = format!("cosell.Sandbox.{ACCOUNT}.{resource}");
        assert_eq!(message.subject, subject);
    }

    // An event that is sent again is in the stream already.
    let words = ["replay", "--target", "stream", "--from", "1", "--to", "6"];
    events(&server, &words);
    wait_for(&server, "stream", |_| {
        let all = events(&server, &["targets"]);
        all["targets"].as_array().map(Vec::len) == Some(1)
    });
    assert_eq!(broker.count(), 6);
    stop(server);
}

#[test]
fn what_happens_while_the_server_is_away_is_in_the_stream_later_and_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(mut broker) = Broker::start(folder.path(), "", nobody()) else {
        return;
    };
    broker.create_stream("fixed");
    let text = target(&broker, "subject = \"fixed\"");
    let server = targets(folder.path(), &text);
    change(&server, "before");
    broker.until(3);
    broker.kill();
    for number in 0..5 {
        change(&server, &format!("meanwhile-{number}"));
    }
    wait_for(&server, "stream", |target| {
        target["failed"] != 0 && target["parked"] == 0
    });
    broker.restart();
    let messages = broker.until(18);
    assert_eq!(messages.len(), 18);
    for numbers in numbers(&messages).values() {
        assert_eq!(*numbers, ["1", "2", "3"]);
    }
    assert!(messages.iter().all(|message| message.subject == "fixed"));
    stop(server);
}

#[test]
fn an_event_whose_subject_no_stream_has_becomes_a_dead_letter() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(broker) = Broker::start(folder.path(), "", nobody()) else {
        return;
    };
    broker.create_stream("other");
    let server = targets(folder.path(), &target(&broker, "max_attempts = 2"));
    create(&server, "one");
    wait_for(&server, "stream", |target| target["dead_letters"] == 1);
    let list = events(&server, &["dead-letters", "list", "stream"]);
    assert_eq!(
        list["dead_letters"][0]["error"],
        "the service responded with no stream: none has the subject of the event"
    );
    assert_eq!(broker.count(), 0);
    stop(server);
}

#[test]
fn events_that_the_login_may_not_publish_hold_up_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let more = "authorization { users = [ { user: \"crm\", password: \"planted\", permissions: { \
                publish: [\"cosell.Sandbox.>\", \"$JS.API.>\"], subscribe: \"_INBOX.>\" } } ] }";
    let login = json!({ "verbose": false, "user": "crm", "pass": "planted" });
    let Some(broker) = Broker::start(folder.path(), more, login) else {
        return;
    };
    broker.create_stream("cosell.>");
    let more = "user = \"crm\"\npassword = \"planted\"\nmax_attempts = 3";
    let server = targets(folder.path(), &target(&broker, more));
    for number in 0..5 {
        let mut body = opportunity(&format!("forbidden-{number}"));
        body["Catalog"] = json!("AWS");
        let made = server.call(ACCOUNT, "CreateOpportunity", &body);
        made.expect("an opportunity");
        change(&server, &format!("allowed-{number}"));
    }
    wait_for(&server, "stream", |target| {
        target["dead_letters"] == 5 && target["parked"] == 0 && target["lag_seconds"] == 0.0
    });
    let messages = broker.until(15);
    assert_eq!(messages.len(), 15);
    for numbers in numbers(&messages).values() {
        assert_eq!(*numbers, ["1", "2", "3"]);
    }
    let list = events(&server, &["dead-letters", "list", "stream"]);
    let error = list["dead_letters"][0]["error"].as_str().expect("a reason");
    assert!(
        error.contains("Permissions Violation for Publish"),
        "{error}"
    );
    stop(server);
}

#[test]
fn a_server_that_wants_a_login_accepts_the_right_one_and_no_secret_is_told() {
    for (more, login, right, wrong) in [
        (
            "authorization { user: \"crm\", password: \"planted\" }",
            json!({ "verbose": false, "user": "crm", "pass": "planted" }),
            "user = \"crm\"\npassword = \"planted\"",
            "user = \"crm\"\npassword = \"planted-not\"",
        ),
        (
            "authorization { token: \"planted\" }",
            json!({ "verbose": false, "auth_token": "planted" }),
            "token = \"planted\"",
            "token = \"planted-not\"",
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let Some(broker) = Broker::start(folder.path(), more, login) else {
            return;
        };
        broker.create_stream("cosell.>");
        let server = targets(folder.path(), &target(&broker, wrong));
        let tested = undelivered(&server, "stream");
        let error = tested["error"].as_str().expect("a reason");
        assert!(error.contains("Authorization Violation"), "{error}");
        assert!(!error.contains("planted"), "{error}");
        stop(server);

        let server = targets(folder.path(), &target(&broker, right));
        assert_eq!(events(&server, &["test", "stream"])["delivered"], true);
        let messages = broker.until(1);
        assert_eq!(messages[0].event["detail-type"], "Test Event");
        stop(server);
    }
}

#[test]
fn a_server_with_tls_gets_events_only_when_its_certificate_is_trusted() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = rcgen::generate_simple_self_signed(["127.77.0.2".to_owned()]);
    let made = made.expect("a certificate");
    let (certificate, key) = (
        folder.path().join("cert.pem"),
        folder.path().join("key.pem"),
    );
    std::fs::write(&certificate, made.cert.pem()).expect("a file");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("a file");
    let more = format!(
        "tls {{ cert_file: \"{}\", key_file: \"{}\" }}",
        certificate.display(),
        key.display()
    );
    let Some(broker) = Broker::start(folder.path(), &more, nobody()) else {
        return;
    };
    let plain = target(&broker, "");
    let secure = plain.replace("nats://", "tls://");
    let file = folder.path().join("targets.toml");
    for (text, trusted, says) in [
        (
            &plain,
            true,
            "the server requires TLS; write tls:// in the URL",
        ),
        (&secure, false, "TLS handshake failed"),
        // It is reached, and has no stream.
        (&secure, true, "no stream"),
    ] {
        std::fs::write(&file, text).expect("a file");
        let mut command = serve(folder.path());
        command.arg("--event-targets").arg(&file);
        if trusted {
            command.env("SSL_CERT_FILE", &certificate);
        }
        let server = Server::of(&mut command);
        let tested = undelivered(&server, "stream");
        let error = tested["error"].as_str().expect("a reason");
        assert!(error.contains(says), "{error}");
        stop(server);
    }
}
