//! Events reach whom `--events-to` names, at least once, whatever happens to the receiver and to
//! the server.
//!
//! The receiver is a thread of the test that answers 500, hangs, is not there, or kills the server
//! before it answers. Each event has an id, by which repetitions are told from new events.

// It raises a limit of another process.
#[cfg(target_os = "linux")]
mod file;
mod nats;
mod partial;
mod receiver;
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cosell_world::machine;
use receiver::{Answer, PATIENCE, Receiver};
use serde_json::{Value, json};

use crate::common::{Server, opportunity, serve, serve_store};

const ACCOUNT: &str = "111111111111";

fn create(server: &Server, token: &str) -> String {
    let made = server.call(ACCOUNT, "CreateOpportunity", &opportunity(token));
    let made = made.expect("an opportunity");
    made["Id"].as_str().expect("an id").to_owned()
}

/// Starts a server that sends its events to the receiver.
fn sending(folder: &Path, receiver: &Receiver, more: &[&str]) -> Server {
    let url = receiver.url();
    let arguments: Vec<&str> = ["--events-to", &url].iter().chain(more).copied().collect();
    Server::start(folder, &arguments)
}

/// Ends a server as an operator does. It must end well.
fn stop(mut server: Server) {
    signal(server.child.id(), rustix::process::Signal::TERM);
    let status = server.wait();
    assert!(status.success(), "{status}");
}

fn signal(process: u32, signal: rustix::process::Signal) {
    let process = i32::try_from(process).expect("a process");
    let process = rustix::process::Pid::from_raw(process).expect("a process");
    rustix::process::kill_process(process, signal).expect("it lives");
}

/// A sample of the metrics page.
fn metric(server: &Server, name: &str) -> f64 {
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
    let page = agent.get(format!("{}/_cosell/metrics", server.url)).call();
    let page = page.expect("a page").body_mut().read_to_string();
    let page = page.expect("a page");
    let value = page.lines().find_map(|line| {
        line.strip_prefix(name)?
            .strip_prefix("{target=\"default\"} ")
    });
    let value = value.unwrap_or_else(|| panic!("{name} is not in {page}"));
    value.parse().expect("a number")
}

/// Waits until a sample of the metrics page is as it should be.
fn wait_for(server: &Server, name: &str, wanted: impl Fn(f64) -> bool) {
    let begun = machine::instant();
    while !wanted(metric(server, name)) {
        assert!(
            machine::elapsed(begun) < PATIENCE,
            "{name} is {}",
            metric(server, name)
        );
        machine::block(Duration::from_millis(20));
    }
}

/// The events in the file of a server that was stopped, and how many are still to be sent.
fn stored(folder: &Path) -> (usize, usize) {
    let file = rusqlite::Connection::open(folder.join("cosell.sqlite")).expect("the file");
    let query = "SELECT COUNT(*), COUNT(*) FILTER (WHERE \
                 position IN (SELECT position FROM event_parked) \
                 OR COALESCE(position, 1000000) > (SELECT position FROM event_target)) FROM event";
    let counts = file.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?)));
    let (all, due): (i64, i64) = counts.expect("counts");
    let number = |count: i64| usize::try_from(count).expect("a number");
    (number(all), number(due))
}

#[test]
fn every_event_of_a_task_arrives_once_when_all_is_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::start();
    let server = sending(folder.path(), &receiver, &[]);
    let id = create(&server, "one");
    let related = json!({
        "Catalog": "Sandbox",
        "OpportunityIdentifier": id,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    });
    let associated = server.call(ACCOUNT, "AssociateOpportunity", &related);
    associated.expect("a solution");
    let task = json!({
        "Catalog": "Sandbox",
        "ClientToken": "one",
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    let task = server.call(ACCOUNT, "StartEngagementFromOpportunityTask", &task);
    assert_eq!(task.expect("a task")["TaskStatus"], "COMPLETE");

    let mut missing = BTreeSet::from([
        "Engagement Created",
        "Engagement Invitation Created",
        "Engagement Member Added",
        "Engagement Resource Snapshot Created",
        "Opportunity Created",
        "Opportunity Updated",
    ]);
    let mut arrived = Vec::new();
    while !missing.is_empty() {
        let arrival = receiver.next();
        missing.remove(arrival.detail_type());
        arrived.push(arrival);
    }
    wait_for(&server, "cosell_events_waiting_age_seconds", |age| {
        age <= 0.0
    });
    stop(server);
    arrived.extend(receiver.rest());
    let different: BTreeSet<_> = arrived.iter().map(receiver::Arrival::id).collect();
    assert_eq!(different.len(), arrived.len(), "none arrived twice");
    assert_eq!(stored(folder.path()), (arrived.len(), 0));

    // Resources have no order among each other, so the engagement's may come before these.
    let mut of_opportunity = arrived
        .iter()
        .filter(|arrival| arrival.detail_type().starts_with("Opportunity "));
    let first = of_opportunity.next().expect("the creation");
    assert_eq!(first.detail_type(), "Opportunity Created");
    assert_eq!(first.head[0], "post /inbox?key=planted-secret http/1.1");
    for header in [
        "content-type: application/json".to_owned(),
        format!("host: {}", receiver.address),
    ] {
        assert!(first.head.contains(&header), "{:?}", first.head);
    }
    assert_eq!(first.event["source"], "aws.partnercentral-selling");
    assert_eq!(first.event["account"], ACCOUNT);
    assert_eq!(first.event["detail"]["catalog"], "Sandbox");
}

#[test]
fn an_event_that_is_answered_with_an_error_is_retried_under_its_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let seen = Mutex::new(BTreeSet::new());
    let receiver = Receiver::answering(move |event| {
        let mut seen = seen.lock().expect("nobody panicked");
        let new = seen.insert(event["id"].to_string());
        Answer::Status(if new { 500 } else { 202 })
    });
    let server = sending(folder.path(), &receiver, &[]);
    for number in 0..5 {
        create(&server, &number.to_string());
    }
    let mut counts = BTreeMap::new();
    while counts.len() < 5 || counts.values().any(|count| *count < 2) {
        *counts.entry(receiver.next().id()).or_insert(0) += 1;
    }
    assert!(counts.values().all(|count| *count == 2), "{counts:?}");
    assert!(receiver.quiet());
    let of = |name| metric(&server, name);
    assert!((of("cosell_events_delivered_total") - 5.0).abs() < f64::EPSILON);
    assert!((of("cosell_event_delivery_failures_total") - 5.0).abs() < f64::EPSILON);
}

#[test]
fn an_event_that_is_never_accepted_blocks_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let poison = Arc::new(Mutex::new(None));
    let first = Arc::clone(&poison);
    let receiver = Receiver::answering(move |event| {
        let mut first = first.lock().expect("nobody panicked");
        let poison = first.get_or_insert_with(|| event["id"].clone());
        Answer::Status(if *poison == event["id"] { 422 } else { 200 })
    });
    let server = sending(folder.path(), &receiver, &[]);
    create(&server, "poison");
    receiver.next();
    for number in 0..10 {
        create(&server, &number.to_string());
    }
    receiver.until(11);
    // The last of them may be on its way back.
    wait_for(&server, "cosell_events_delivered_total", |count| {
        count >= 10.0
    });
    stop(server);
    assert_eq!(stored(folder.path()), (11, 1));
}

#[test]
fn a_receiver_that_hangs_or_hangs_up_gets_the_event_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let calls = AtomicU32::new(0);
    let receiver = Receiver::answering(move |_| match calls.fetch_add(1, Ordering::Relaxed) {
        0 => Answer::Nothing,
        1 => Answer::End,
        _ => Answer::Status(204),
    });
    let server = sending(folder.path(), &receiver, &[]);
    create(&server, "one");
    let ids: BTreeSet<_> = (0..3).map(|_| receiver.next().id()).collect();
    assert_eq!(ids.len(), 1);
    assert!(receiver.quiet());
    stop(server);
    assert_eq!(stored(folder.path()), (1, 0));
}

#[test]
fn what_happens_while_the_receiver_is_away_is_kept_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    // An address of loopback that nothing else here uses, so that its port stays free.
    let taken = std::net::TcpListener::bind("127.77.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    drop(taken);
    let url = format!("http://{address}/");
    let server = Server::start(folder.path(), &["--events-to", &url]);
    for number in 0..20 {
        create(&server, &number.to_string());
    }
    wait_for(&server, "cosell_event_delivery_failures_total", |count| {
        count >= 2.0
    });
    assert!(metric(&server, "cosell_events_waiting_age_seconds") > 0.0);
    let receiver = Receiver::at(address, |_| Answer::Status(200));
    assert_eq!(receiver.until(20).len(), 20);
}

#[test]
fn without_a_receiver_nothing_waits_to_be_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    create(&server, "one");
    stop(server);
    let receiver = Receiver::start();
    let server = sending(folder.path(), &receiver, &[]);
    assert!(receiver.quiet(), "what was before the receiver is not sent");
    stop(server);
    assert_eq!(stored(folder.path()), (1, 0));
}

#[test]
fn a_fault_rule_fails_attempts_and_the_event_arrives_all_the_same() {
    for action in ["error:InternalServerException", "drop"] {
        let folder = tempfile::tempdir().expect("a folder");
        let receiver = Receiver::start();
        let rule = format!("event.deliver={action};count=2;account={ACCOUNT}");
        let server = sending(folder.path(), &receiver, &["--fault", &rule]);
        create(&server, "one");
        receiver.next();
        wait_for(&server, "cosell_events_delivered_total", |count| {
            count >= 1.0
        });
        let failed = metric(&server, "cosell_event_delivery_failures_total");
        assert!((failed - 2.0).abs() < f64::EPSILON, "{action}: {failed}");
        assert!(receiver.rest().is_empty(), "{action}");
    }
}

#[test]
fn a_fault_rule_delays_an_event() {
    const DELAY: Duration = Duration::from_millis(700);
    let folder = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::start();
    let rule = "event.deliver=delay:700ms";
    let server = sending(folder.path(), &receiver, &["--fault", rule]);
    let begun = machine::instant();
    create(&server, "one");
    let arrival = receiver.next();
    assert!(arrival.at - begun >= DELAY, "it came at once");
}

/// The server ends with an event in hand, and the next one has to know.
#[test]
fn a_stop_waits_for_no_receiver_that_hangs_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let hanging = Receiver::answering(|_| Answer::Nothing);
    let server = sending(folder.path(), &hanging, &[]);
    for number in 0..3 {
        create(&server, &number.to_string());
    }
    hanging.next();
    stop(server);
    assert_eq!(stored(folder.path()), (3, 3));
    let receiver = Receiver::start();
    let server = sending(folder.path(), &receiver, &[]);
    assert_eq!(receiver.until(3).len(), 3);
    stop(server);
}

const EVENTS: usize = 8;

/// Kills the server when the receiver holds an event and has not answered; the next server must
/// send that one again, and every other.
fn killed_with_an_event_in_hand(start: &dyn Fn(&Receiver) -> Server) {
    let victim = Arc::new(AtomicU32::new(0));
    let (process, killed) = (Arc::clone(&victim), AtomicBool::new(false));
    let receiver = Receiver::answering(move |_| {
        let process = process.load(Ordering::Acquire);
        if process == 0 || killed.swap(true, Ordering::Relaxed) {
            return Answer::Status(200);
        }
        signal(process, rustix::process::Signal::KILL);
        Answer::End
    });
    let mut server = start(&receiver);
    for number in 0..EVENTS {
        // From the middle on the next event that arrives is the last that this server sends.
        if number == EVENTS / 2 {
            victim.store(server.child.id(), Ordering::Release);
        }
        let body = opportunity(&number.to_string());
        let _ = server.call(ACCOUNT, "CreateOpportunity", &body);
    }
    server.wait();

    let server = start(&receiver);
    for number in 0..EVENTS {
        // What was not acknowledged is asked for again; what was, is not done twice.
        create(&server, &number.to_string());
    }
    let mut opportunities = BTreeMap::new();
    let mut ids = BTreeMap::new();
    // All have arrived, and the one that was in hand has done so again.
    while opportunities.len() < EVENTS || !ids.values().any(|count| *count > 1) {
        let arrival = receiver.next();
        let told = arrival.event["detail"]["opportunity"]["identifier"].to_string();
        *ids.entry(arrival.id()).or_insert(0) += 1;
        *opportunities.entry(told).or_insert(0) += 1;
    }
    wait_for(&server, "cosell_events_waiting_age_seconds", |age| {
        age <= 0.0
    });
    for arrival in receiver.rest() {
        *ids.entry(arrival.id()).or_insert(0) += 1;
    }
    assert_eq!(ids.len(), EVENTS, "one event for each opportunity: {ids:?}");
    assert!(ids.values().all(|count| *count <= 2), "{ids:?}");
}

#[test]
fn a_server_killed_between_sending_and_marking_sends_twice_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    killed_with_an_event_in_hand(&|receiver| sending(folder.path(), receiver, &[]));
}

/// A server on PostgreSQL at a schema of its own, or none where there is no PostgreSQL.
fn postgres(name: &str) -> Option<String> {
    let Ok(server) = std::env::var("COSELL_TEST_POSTGRES") else {
        eprintln!("left out: COSELL_TEST_POSTGRES names no server");
        return None;
    };
    let schema = format!("events_{name}_{}", std::process::id());
    Some(format!("{server}?options=-csearch_path%3D{schema}"))
}

fn sending_from(store: &str, receiver: &Receiver) -> Server {
    let mut command: Command = serve_store(store);
    Server::of(command.args(["--events-to", &receiver.url()]))
}

#[test]
fn the_same_on_postgresql_once_the_claim_of_the_dead_is_over() {
    let Some(store) = postgres("killed") else {
        return;
    };
    killed_with_an_event_in_hand(&|receiver| sending_from(&store, receiver));
}

#[test]
fn two_nodes_on_one_database_send_every_event() {
    let Some(store) = postgres("nodes") else {
        return;
    };
    let receiver = Receiver::start();
    let nodes = [(); 2].map(|()| sending_from(&store, &receiver));
    let mut created = BTreeSet::new();
    for number in 0..40 {
        let node = &nodes[number % 2];
        created.insert(create(node, &number.to_string()));
    }
    let mut told = BTreeSet::new();
    while told.len() < created.len() {
        let event: Value = receiver.next().event;
        let id = event["detail"]["opportunity"]["identifier"].as_str();
        told.insert(id.expect("an id").to_owned());
    }
    assert_eq!(told, created);
}

#[test]
fn a_server_that_a_rule_ends_before_it_sends_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::start();
    let rule = ["--fault", "event.deliver=abort@2"];
    let mut server = sending(folder.path(), &receiver, &rule);
    for number in 0..EVENTS {
        let body = opportunity(&number.to_string());
        let _ = server.call(ACCOUNT, "CreateOpportunity", &body);
    }
    server.wait();
    let server = sending(folder.path(), &receiver, &[]);
    for number in 0..EVENTS {
        create(&server, &number.to_string());
    }
    assert_eq!(receiver.until(EVENTS).len(), EVENTS);
    stop(server);
    assert_eq!(stored(folder.path()).0, EVENTS);
}

#[test]
fn a_receiver_with_tls_gets_events_only_when_its_certificate_is_trusted() {
    let folder = tempfile::tempdir().expect("a folder");
    let right = Receiver::secure("127.0.0.1");
    let misnamed = Receiver::secure("localhost");
    let start = |receiver: &Receiver, authority: Option<&Receiver>| {
        let mut command = serve(folder.path());
        command.args(["--events-to", &receiver.url()]);
        if let Some(authority) = authority {
            let file = folder.path().join("authority.pem");
            std::fs::write(&file, authority.certificate()).expect("a file");
            command.env("SSL_CERT_FILE", &file);
        }
        Server::of(&mut command)
    };
    let mut created = BTreeSet::new();
    for (receiver, authority) in [(&right, None), (&misnamed, Some(&misnamed))] {
        let server = start(receiver, authority);
        created.insert(create(&server, &created.len().to_string()));
        let failures = "cosell_event_delivery_failures_total";
        wait_for(&server, failures, |failures| failures > 0.0);
        stop(server);
        assert!(receiver.rest().is_empty());
    }
    let server = start(&right, Some(&right));
    let told = created.iter().map(|_| {
        let event = right.next().event;
        let id = event["detail"]["opportunity"]["identifier"].as_str();
        id.expect("an id").to_owned()
    });
    assert_eq!(told.collect::<BTreeSet<_>>(), created);
    stop(server);
}

#[test]
fn a_url_that_cannot_be_sent_to_is_refused_and_not_repeated() {
    for (url, reason) in [
        ("ftp://example.com/planted", "not a valid URL"),
        ("http://ada:planted@example.com/", "leave it out"),
        ("planted", "not a valid URL"),
    ] {
        let answer = Command::new(env!("CARGO_BIN_EXE_cosell"))
            .args(["serve", "--store", "memory", "--listen", "127.0.0.1:0"])
            .args(["--events-to", url])
            .output()
            .expect("the binary runs");
        let said = String::from_utf8_lossy(&answer.stderr);
        assert_eq!(answer.status.code(), Some(2), "{said}");
        assert!(said.contains(reason), "{said}");
        assert!(!said.contains("planted"), "{said}");
    }
}
