//! Several targets of one server: none holds up another, each receives what its filter says, and an
//! operator sends again what a target refused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cosell_world::machine;
use serde_json::{Value, json};

use super::receiver::{Answer, PATIENCE, Receiver};
use super::{ACCOUNT, create, signal, stop};
use crate::common::Server;

/// A server with the targets of this text.
pub(super) fn targets(folder: &Path, text: &str) -> Server {
    let file = folder.join("targets.toml");
    std::fs::write(&file, text).expect("a file");
    let file = file.to_str().expect("a path");
    Server::start(folder, &["--event-targets", file])
}

fn target(name: &str, receiver: &Receiver, more: &str) -> String {
    let url = receiver.url();
    format!("[[target]]\nname = \"{name}\"\nurl = \"{url}\"\n{more}\n")
}

/// Runs `cosell events …` and returns what it answers.
pub(super) fn events(server: &Server, words: &[&str]) -> Value {
    let answer = run(server, words);
    let said = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success(), "{words:?}: {said}");
    serde_json::from_slice(&answer.stdout).expect("JSON")
}

/// Sends a test event that must not arrive, and returns what the command answers.
pub(super) fn undelivered(server: &Server, target: &str) -> Value {
    let tested = run(server, &["test", target]);
    assert_eq!(tested.status.code(), Some(1), "it did not arrive");
    let tested: Value = serde_json::from_slice(&tested.stdout).expect("JSON");
    assert_eq!(tested["delivered"], false, "{tested}");
    tested
}

fn run(server: &Server, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cosell"))
        .arg("events")
        .args(words)
        .args(["--url", &server.url, "--output", "json"])
        .output()
        .expect("the binary runs")
}

/// Waits until `cosell events targets` says so of a target.
pub(super) fn wait_for(server: &Server, name: &str, wanted: impl Fn(&Value) -> bool) {
    let begun = machine::instant();
    loop {
        let all = events(server, &["targets"]);
        let all = all["targets"].as_array().expect("a list");
        let found = all.iter().find(|target| target["name"] == name);
        if found.is_some_and(&wanted) {
            return;
        }
        assert!(machine::elapsed(begun) < PATIENCE, "{found:?}");
        machine::block(Duration::from_millis(50));
    }
}

fn resource(event: &Value) -> String {
    let id = event["detail"]["opportunity"]["identifier"].as_str();
    id.expect("an opportunity").to_owned()
}

/// Changes an opportunity.
pub(super) fn relate(server: &Server, id: &str, operation: &str) {
    let body = json!({
        "Catalog": "Sandbox",
        "OpportunityIdentifier": id,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    });
    server.call(ACCOUNT, operation, &body).expect("a change");
}

const POISONOUS: usize = 40;

#[test]
fn poisonous_events_and_a_target_that_hangs_hold_up_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let poisoning = Arc::new(AtomicBool::new(true));
    let healed = Arc::new(AtomicBool::new(false));
    let poison = Arc::new(Mutex::new(BTreeSet::new()));
    let judge = {
        let (poisoning, healed) = (Arc::clone(&poisoning), Arc::clone(&healed));
        let poison = Arc::clone(&poison);
        move |event: &Value| {
            let mut poison = poison.lock().expect("nobody panicked");
            if poisoning.load(Ordering::Relaxed) {
                poison.insert(resource(event));
            }
            let is_poison = poison.contains(&resource(event));
            Answer::Status(if is_poison && !healed.load(Ordering::Relaxed) {
                422
            } else {
                200
            })
        }
    };
    let picky = Receiver::answering(judge.clone());
    // It is sent its poisonous events again and again, longer than this test takes.
    let stubborn = Receiver::answering(judge);
    let hanging = Receiver::answering(|_| Answer::Nothing);
    let other = Receiver::start();
    let text = [
        target("picky", &picky, "max_attempts = 4"),
        target("stubborn", &stubborn, "max_attempts = 1000"),
        target("hanging", &hanging, ""),
        target("other", &other, ""),
    ];
    let server = targets(folder.path(), &text.concat());
    let ids: Vec<String> = (0..POISONOUS)
        .map(|number| create(&server, &format!("poison-{number}")))
        .collect();
    let begun = machine::instant();
    while poison.lock().expect("nobody panicked").len() < POISONOUS {
        assert!(machine::elapsed(begun) < PATIENCE);
        machine::block(Duration::from_millis(5));
    }
    poisoning.store(false, Ordering::Relaxed);
    // Two more events of a poisonous resource wait behind the first.
    relate(&server, &ids[0], "AssociateOpportunity");
    relate(&server, &ids[0], "DisassociateOpportunity");
    other.until(POISONOUS + 2);
    drop(picky.rest());

    for number in 0..5 {
        let id = create(&server, &format!("good-{number}"));
        for receiver in [&picky, &stubborn, &other] {
            while resource(&receiver.next().event) != id {}
        }
    }

    wait_for(&server, "picky", |target| {
        target["dead_letters"] == POISONOUS + 2
    });
    wait_for(&server, "picky", |target| target["lag_seconds"] == 0.0);
    let letters = events(
        &server,
        &["dead-letters", "list", "picky", "--limit", "200"],
    );
    let letters = letters["dead_letters"].as_array().expect("a list");
    assert_eq!(letters.len(), POISONOUS + 2);
    assert_eq!(letters[0]["attempts"], 4);
    assert_eq!(
        letters[0]["error"],
        "the receiver responded with status 422 Unprocessable Entity"
    );

    healed.store(true, Ordering::Relaxed);
    drop(picky.rest());
    let dropped = letters[1]["position"].to_string();
    let words = ["dead-letters", "drop", "picky", "--position", &dropped];
    assert_eq!(events(&server, &words)["dead_letters"], 1);
    events(&server, &["dead-letters", "retry", "picky"]);
    let mut sequences = Vec::new();
    for _ in 0..=POISONOUS {
        let arrival = picky.next();
        if resource(&arrival.event) == ids[0] {
            let header = "x-cosell-sequence: ";
            let mut head = arrival.head.iter();
            let sequence = head.find_map(|line| line.strip_prefix(header));
            sequences.push(sequence.expect("a number").to_owned());
        }
    }
    assert_eq!(sequences, ["1", "2", "3"], "in order again");
    wait_for(&server, "picky", |target| {
        target["dead_letters"] == 0 && target["parked"] == 0
    });
}

#[test]
fn a_target_receives_what_its_filter_matches_and_targets_are_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let filtered = Receiver::start();
    let filter = "filter = { detail-type = [{ suffix = 'Updated' }] }";
    let text = target("filtered", &filtered, filter);
    let server = targets(folder.path(), &text);
    let id = create(&server, "one");
    relate(&server, &id, "AssociateOpportunity");
    assert_eq!(filtered.next().detail_type(), "Opportunity Updated");
    wait_for(&server, "filtered", |target| target["lag_seconds"] == 0.0);

    let lines = folder.path().join("events.jsonl");
    let path = lines.display();
    let more = format!("{text}[[target]]\nname = \"lines\"\nkind = \"file\"\npath = \"{path}\"\n");
    std::fs::write(folder.path().join("targets.toml"), more).expect("a file");
    signal(server.child.id(), rustix::process::Signal::HUP);
    wait_for(&server, "lines", |_| true);
    relate(&server, &id, "DisassociateOpportunity");
    wait_for(&server, "lines", |target| target["delivered"] == 1);
    let written = std::fs::read_to_string(lines).expect("a file");
    let event: Value = serde_json::from_str(&written).expect("one line of JSON");
    assert_eq!(event["detail-type"], "Opportunity Updated");
    assert_eq!(filtered.next().detail_type(), "Opportunity Updated");
    stop(server);
    assert!(filtered.rest().is_empty());
}

#[test]
fn stored_events_are_shown_and_sent_once_more_to_whom_the_operator_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::start();
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    let secrets = format!("secrets = [\"{secret}\", \"{other}\"]");
    let server = targets(folder.path(), &target("crm", &receiver, &secrets));
    let created: Vec<String> = (0..3)
        .map(|number| create(&server, &number.to_string()))
        .collect();
    let first: BTreeSet<String> = receiver.until(3).into_keys().collect();
    let shown = events(&server, &["show", "2"]);
    assert_eq!(
        shown["event"]["detail"]["opportunity"]["identifier"],
        created[1]
    );
    assert_eq!(shown["sequence"], 1);

    let tailed = Command::new(env!("CARGO_BIN_EXE_cosell"))
        .args(["events", "tail", "--no-follow", "--after", "1"])
        .args(["--filter", "{\"source\": [{\"prefix\": \"aws.\"}]}"])
        .args(["--url", &server.url, "--output", "json"])
        .output();
    let tailed = tailed.expect("the binary runs").stdout;
    let tailed = String::from_utf8(tailed).expect("text");
    let positions: Vec<Value> = tailed
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON")["position"].take())
        .collect();
    assert_eq!(positions, [2, 3], "{tailed}");

    let words = ["replay", "--target", "crm", "--from", "2", "--to", "3"];
    let replay = events(&server, &words);
    assert!(
        replay["name"]
            .as_str()
            .expect("a name")
            .starts_with("crm/replay-")
    );
    let again: BTreeSet<String> = receiver.until(2).into_keys().collect();
    assert!(again.is_subset(&first), "under their ids");
    let begun = machine::instant();
    while events(&server, &["targets"])["targets"]
        .as_array()
        .map(Vec::len)
        != Some(1)
    {
        assert!(
            machine::elapsed(begun) < PATIENCE,
            "the replay does not end"
        );
        machine::block(Duration::from_millis(50));
    }

    assert_eq!(events(&server, &["test", "crm"])["delivered"], true);
    let test = receiver.next();
    assert_eq!(test.detail_type(), "Test Event");
    let header = |name: &str| {
        let mut head = test.head.iter();
        let value = head.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        value.expect(name)
    };
    assert_eq!(header("webhook-id"), test.id());
    header("webhook-timestamp");
    assert_eq!(
        header("webhook-signature").split(' ').count(),
        2,
        "one of each secret"
    );
    assert!(receiver.rest().is_empty());
}

#[test]
fn a_target_at_a_private_address_is_connected_to_only_if_that_is_allowed() {
    let folder = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::start();
    let text = [
        target("refused", &receiver, "allow_private = false"),
        target("allowed", &receiver, "allow_private = true"),
    ];
    let server = targets(folder.path(), &text.concat());
    let tested = undelivered(&server, "refused");
    let error = tested["error"].as_str().expect("a reason");
    assert!(error.contains("an address that is not public"), "{error}");
    assert!(receiver.rest().is_empty());
    assert_eq!(events(&server, &["test", "allowed"])["delivered"], true);
    create(&server, "one");
    // Nothing is to blame for it that the target cannot be reached: the event waits.
    wait_for(&server, "refused", |target| target["failed"] != 0);
    wait_for(&server, "refused", |target| {
        target["parked"] == 0 && target["lag_seconds"].as_f64() > Some(0.0)
    });
}

#[test]
fn a_mistake_in_the_file_of_targets_is_told_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("targets.toml");
    let text = "[[target]]\nname = \"crm\"\nurl = \"https://e.com\"\nsecrets = [\"planted\"]\n";
    std::fs::write(&file, text).expect("a file");
    let answer = Command::new(env!("CARGO_BIN_EXE_cosell"))
        .args(["serve", "--store", "memory", "--listen", "127.0.0.1:0"])
        .arg("--event-targets")
        .arg(&file)
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&answer.stderr);
    assert_eq!(answer.status.code(), Some(2), "{said}");
    assert!(
        said.contains("line 4: target `crm`: not a webhook secret"),
        "{said}"
    );
    assert!(!said.contains("planted"), "{said}");
}

/// The ids of the events of each resource, in their order.
type Told = BTreeMap<String, Vec<String>>;

/// All stored events.
fn stored(server: &Server) -> Told {
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
    let url = format!("{}/_cosell/events/log?after=0&limit=1000", server.url);
    let page = agent
        .get(url)
        .call()
        .expect("a page")
        .body_mut()
        .read_to_string();
    let page: Value = serde_json::from_str(&page.expect("a page")).expect("JSON");
    let mut found = BTreeMap::new();
    for event in page["events"].as_array().expect("a list") {
        let resource = event["resource"].as_str().expect("a resource").to_owned();
        let id = event["event"]["id"].as_str().expect("an id").to_owned();
        found.entry(resource).or_insert_with(Vec::new).push(id);
    }
    found
}

/// A receiver that answers 500, hangs up and is slow, and what it has accepted of each resource, in
/// its order and once.
fn unsteady() -> (Receiver, Arc<Mutex<Told>>) {
    let accepted: Arc<Mutex<Told>> = Arc::default();
    let known = Arc::clone(&accepted);
    let calls = AtomicU32::new(0);
    let receiver = Receiver::answering(move |event: &Value| {
        match calls.fetch_add(1, Ordering::Relaxed) % 7 {
            1 | 4 => return Answer::Status(500),
            2 => return Answer::End,
            5 => machine::block(Duration::from_millis(30)),
            _ => {}
        }
        let id = event["id"].as_str().expect("an id").to_owned();
        let mut known = known.lock().expect("nobody panicked");
        let of = known.entry(resource(event)).or_default();
        if !of.contains(&id) {
            of.push(id);
        }
        Answer::Status(200)
    });
    (receiver, accepted)
}

/// Creates and changes opportunities, as many as the numbers.
fn change(server: &Server, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let id = create(server, &format!("change-{number}"));
        relate(server, &id, "AssociateOpportunity");
        relate(server, &id, "DisassociateOpportunity");
    }
}

fn wait_until_accepted(accepted: &Mutex<Told>, wanted: &Told) {
    let begun = machine::instant();
    loop {
        let found = accepted.lock().expect("nobody panicked").clone();
        let count = |of: &Told| of.values().map(Vec::len).sum::<usize>();
        if count(&found) >= count(wanted) {
            assert_eq!(found, *wanted, "every event, in the order of its resource");
            return;
        }
        assert!(machine::elapsed(begun) < PATIENCE, "{found:?}");
        machine::block(Duration::from_millis(20));
    }
}

#[test]
fn every_event_arrives_in_order_whatever_the_receiver_and_the_server_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let (receiver, accepted) = unsteady();
    let text = target("unsteady", &receiver, "");
    let mut server = targets(folder.path(), &text);
    change(&server, 0..10);
    signal(server.child.id(), rustix::process::Signal::KILL);
    server.wait();
    let server = targets(folder.path(), &text);
    change(&server, 10..20);
    wait_until_accepted(&accepted, &stored(&server));
    stop(server);
}

#[test]
fn two_nodes_send_in_order_also_when_one_of_them_stops() {
    let Some(store) = super::postgres("order") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (receiver, accepted) = unsteady();
    let file = folder.path().join("targets.toml");
    std::fs::write(&file, target("unsteady", &receiver, "")).expect("a file");
    let [first, second] = [(); 2].map(|()| {
        let mut command: Command = crate::common::serve_store(&store);
        Server::of(command.arg("--event-targets").arg(&file))
    });
    change(&first, 0..5);
    change(&second, 5..10);
    stop(first);
    change(&second, 10..15);
    wait_until_accepted(&accepted, &stored(&second));
    stop(second);
}
