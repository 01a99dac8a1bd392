//! Every thread and every loop of the supervisor's table is made to panic, and health says so or
//! the process ends with the status for it.
//!
//! What only nodes on one PostgreSQL have is left out when `COSELL_TEST_POSTGRES` names no server.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use cosell_supervisor::{Loop, OnPanic, end};
use rustix::process::Signal;
use serde_json::json;
use tempfile::TempDir;

use super::{ACCOUNT, create, health, metric, page, signal, stop, talkative, until};
use crate::common::{Server, serve_store};

/// Whether a loop runs on a shared store only.
fn is_of_nodes(of: Loop) -> bool {
    match of {
        Loop::StoreNews | Loop::Lease | Loop::TakeOver => true,
        Loop::StoreWrite
        | Loop::StoreRead
        | Loop::StoreCheckpoint
        | Loop::Tasks
        | Loop::Timers
        | Loop::Targets
        | Loop::Delivery
        | Loop::Fetch
        | Loop::Telemetry
        | Loop::Accept
        | Loop::Connections
        | Loop::Replacement
        | Loop::Reload
        | Loop::Log => false,
    }
}

/// Lets a loop come to its next round.
fn wake(server: &Server, of: Loop) {
    match of {
        Loop::Reload => signal(server, Signal::HUP),
        Loop::StoreWrite => drop(create(server, "wake")),
        Loop::Replacement => {
            // The process ends before it answers.
            let _ = ureq::post(&format!("{}/_cosell/reset", server.url)).send_empty();
        }
        // The log becomes full.
        Loop::StoreCheckpoint => {
            let _ = (0..2_000).all(|number| create(server, &format!("wake-{number}")).is_ok());
        }
        // They begin a round at the start, by themselves, or with the request that looks at health.
        Loop::StoreRead
        | Loop::StoreNews
        | Loop::Tasks
        | Loop::Lease
        | Loop::TakeOver
        | Loop::Timers
        | Loop::Targets
        | Loop::Delivery
        | Loop::Fetch
        | Loop::Telemetry
        | Loop::Accept
        | Loop::Connections
        | Loop::Log => {}
    }
}

/// The command of a server that has this loop. `None` when there is no database for it.
fn command(folder: &TempDir, of: Loop) -> Option<Command> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let mut command = talkative(folder.path());
    if is_of_nodes(of) {
        let Ok(address) = std::env::var("COSELL_TEST_POSTGRES") else {
            eprintln!(
                "{} left out: COSELL_TEST_POSTGRES names no server",
                of.name()
            );
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let schema = format!("life_{}_{number}", std::process::id());
        command = serve_store(&format!("{address}?options=-csearch_path%3D{schema}"));
        command.arg("--lease=300ms");
    }
    // A port on which nobody listens: events stay in the outbox.
    command.arg("--events-to=http://127.0.0.1:9/");
    // No job names a file there: nothing is fetched.
    command.arg("--bulk-host=files.example.com");
    // A collector that is down; a round begins whenever spans are sent.
    command.arg("--otlp=http://127.0.0.1:9/");
    command.env("OTEL_BSP_SCHEDULE_DELAY", "50");
    Some(command)
}

#[test]
fn the_documentation_names_every_loop() {
    let page = include_str!("../../../../../docs/operations.md");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells: Vec<&str> = rows.filter_map(|row| row.split('|').nth(1)).collect();
    for of in Loop::ALL {
        let name = format!("`{}`", of.name());
        let named = cells.iter().any(|cell| cell.contains(&name));
        assert!(named, "docs/operations.md lacks {name}");
    }
}

#[test]
fn every_loop_that_panics_is_started_again_and_seen_or_ends_the_process() {
    for of in Loop::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let Some(mut command) = command(&folder, *of) else {
            continue;
        };
        let name = of.name();
        let rule = format!("loop.{name}=panic;count=1");
        match of.on_panic() {
            OnPanic::Restart => {
                command.arg(format!("--fault={rule}"));
                let server = Server::of(command.stderr(Stdio::null()));
                wake(&server, *of);
                let state = json!({ "running": true, "restarts": 1 });
                until(&format!("{name} runs again"), || {
                    health(&server).1["loops"][name] == state
                });
                let (status, document) = health(&server);
                assert_eq!(status, 200, "{document}");
                assert_eq!(document["status"], "degraded", "{document}");
                let loops = document["loops"].as_object().expect("loops");
                assert_eq!(loops.len(), 1, "{name}: {document}");
                let restarts = format!("cosell_loop_restarts_total{{loop=\"{name}\"}}");
                assert_eq!(metric(&server, &restarts), 1);
                assert_eq!(metric(&server, "cosell_panics_total"), 1);
                create(&server, "after").unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(stop(server).code(), Some(0), "{name}");
            }
            OnPanic::EndProcess => {
                let mut server = Server::of(command.stderr(Stdio::piped()));
                // The process may be gone before it answers.
                let _ = ureq::post(&format!("{}/_cosell/faults", server.url))
                    .send(json!({ "text": rule }).to_string());
                wake(&server, *of);
                let _ = page(&server, "health");
                let mut log = String::new();
                let mut errors = server.child.stderr.take().expect("its log");
                errors.read_to_string(&mut log).expect("text");
                assert_eq!(
                    server.wait().code(),
                    Some(end::STATUS.into()),
                    "{name}: {log}"
                );
                assert!(
                    log.contains("cannot be restarted") && log.contains(name),
                    "{log}"
                );
            }
        }
    }
}

#[test]
fn a_loop_that_does_not_run_is_reported_by_health() {
    let restarted = Loop::ALL
        .iter()
        .filter(|of| of.on_panic() == OnPanic::Restart);
    for of in restarted {
        let folder = tempfile::tempdir().expect("a folder");
        let Some(mut command) = command(&folder, *of) else {
            continue;
        };
        let name = of.name();
        command.arg(format!("--fault=loop.{name}=panic"));
        let server = Server::of(command.stderr(Stdio::null()));
        // Its pauses grow, so that it is seen to be down.
        until(&format!("{name} is down"), || {
            wake(&server, *of);
            let (status, document) = health(&server);
            let down = document["loops"][name]["running"] == false;
            assert_eq!(status == 503, down, "{document}");
            assert_eq!(document["status"] == "unavailable", down, "{document}");
            down
        });
        until(&format!("{name} is down on the page of metrics"), || {
            wake(&server, *of);
            metric(&server, &format!("cosell_loop_down{{loop=\"{name}\"}}")) == 1
        });
    }
}

/// Nobody knows which of the two states the store has then: what is saved of it later must not
/// overwrite either of them.
#[test]
fn a_switch_that_panics_ends_the_process_and_overwrites_no_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::of(talkative(folder.path()).stderr(Stdio::null()));
    create(&server, "before").expect("it is created");
    let other = format!("{}/_cosell/states/other", server.url);
    ureq::put(&other).send_empty().expect("it is saved");
    create(&server, "after").expect("it is created");
    let rule = json!({ "text": "loop.replacement=panic" }).to_string();
    let faults = format!("{}/_cosell/faults", server.url);
    ureq::post(&faults).send(rule).expect("a rule");
    let switch = ureq::post(&format!("{other}/switch")).send_empty();
    assert!(switch.is_err(), "it ends before it answers");
    let mut server = server;
    assert_eq!(server.wait().code(), Some(end::STATUS.into()));

    let server = Server::of(talkative(folder.path()).stderr(Stdio::null()));
    let (_, states) = page(&server, "states").expect("an answer");
    let states: serde_json::Value = serde_json::from_str(&states).expect("JSON");
    let states = states["states"].as_array().expect("a list").clone();
    let names = states
        .iter()
        .map(|state| (&state["name"], &state["current"]));
    let names: Vec<_> = names.map(|it| json!([it.0, it.1])).collect();
    let expected = [
        json!(["main", false]),
        json!(["other", false]),
        json!(["recovered", true]),
    ];
    assert_eq!(names, expected);
    create(&server, "after a restart").expect("it goes on");
    let main = format!("{}/_cosell/states/main/switch", server.url);
    ureq::post(&main).send_empty().expect("it is loaded");
    let list = json!({ "Catalog": "Sandbox" });
    let listed = server
        .call(ACCOUNT, "ListOpportunities", &list)
        .expect("a list");
    let found = listed["OpportunitySummaries"].as_array().expect("a list");
    assert_eq!(found.len(), 2, "of before and after: {listed}");
    assert_eq!(stop(server).code(), Some(0));
}

/// A bug in the answer to one request.
#[test]
fn a_panic_in_a_request_ends_that_request_and_nothing_else() {
    const PLACES: usize = 4;
    for (point, answered) in [
        ("request.received", false),
        ("operation.read", false),
        ("operation.before_commit", true),
        ("operation.after_commit", false),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let rule = format!(
            "--fault={point}=panic;operation=CreateOpportunity;count={}",
            2 * PLACES
        );
        let places = format!("--max-connections={PLACES}");
        let mut command = talkative(folder.path());
        let server = Server::of(command.args([rule, places]).stderr(Stdio::null()));
        // More often than there are places: each is given back.
        for number in 0..2 * PLACES {
            let refused = create(&server, &format!("refused-{number}"));
            let refused = refused.expect_err("a panic");
            let is_answer = refused.contains("InternalServerException");
            assert_eq!(is_answer, answered, "{point}: {refused}");
        }
        create(&server, "after").unwrap_or_else(|error| panic!("{point}: {error}"));
        let panics = u64::try_from(2 * PLACES).expect("few");
        assert_eq!(metric(&server, "cosell_panics_total"), panics, "{point}");
        assert_eq!(health(&server).1["status"], "ok", "{point}");
        assert_eq!(stop(server).code(), Some(0), "{point}");
    }
}
