//! A file as a target: whatever happens to a write, every event is a whole line in the end.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Resource, getrlimit, prlimit};
use serde_json::Value;

use super::targets::{events, targets, wait_for};
use super::{create, stop};
use crate::common::Server;

const EVENTS: usize = 20;

fn text(lines: &Path) -> String {
    let path = lines.display();
    format!("[[target]]\nname = \"lines\"\nkind = \"file\"\npath = \"{path}\"\n")
}

/// The ids of the events of a file, each line of which must be one.
fn ids(lines: &str) -> BTreeSet<String> {
    let events = lines.lines().map(|line| {
        let event: Value = serde_json::from_str(line).expect("a line of JSON");
        event["id"].as_str().expect("an id").to_owned()
    });
    events.collect()
}

/// A write to a full disk writes what there is room for and then fails. What it has written is a
/// part of a line, and the same events are written again, behind it.
#[test]
fn a_write_that_fails_in_the_middle_of_a_line_loses_no_event() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = folder.path().join("events.jsonl");
    let file = folder.path().join("targets.toml");
    fs::write(&file, text(&lines)).expect("a file");
    let mut command = Command::new("sh");
    // 4 KiB or half of it, as the shell counts, of which the owner may raise the limit again.
    command.args(["-c", "ulimit -S -f 4; exec \"$0\" \"$@\""]);
    command.arg(env!("CARGO_BIN_EXE_cosell"));
    command.args(["serve", "--listen=127.0.0.1:0", "--store=memory"]);
    let server = Server::of(command.arg("--event-targets").arg(&file));
    for number in 0..EVENTS {
        create(&server, &number.to_string());
    }
    wait_for(&server, "lines", |target| target["failed"] != 0);
    let written = fs::read_to_string(&lines).expect("a file");
    assert!(ids(&written).len() < EVENTS, "there was room for all");
    assert!(written.is_empty() || written.ends_with('\n'), "{written}");

    let process = i32::try_from(server.child.id()).expect("a process");
    let own = getrlimit(Resource::Fsize);
    prlimit(Pid::from_raw(process), Resource::Fsize, own).expect("the limit is raised");
    wait_for(&server, "lines", |target| target["delivered"] == EVENTS);
    let written = fs::read_to_string(&lines).expect("a file");
    assert_eq!(ids(&written).len(), EVENTS);
    stop(server);
}

/// A server that is killed in the middle of a write leaves a part of a line.
#[test]
fn an_event_after_a_part_of_a_line_is_a_line_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = folder.path().join("events.jsonl");
    let part = r#"{"version":"0","id":"#;
    fs::write(&lines, part).expect("a file");
    let server = targets(folder.path(), &text(&lines));
    create(&server, "one");
    wait_for(&server, "lines", |target| target["delivered"] == 1);
    let written = fs::read_to_string(&lines).expect("a file");
    let (first, rest) = written.split_once('\n').expect("two lines");
    assert_eq!(first, part);
    assert_eq!(ids(rest).len(), 1, "{written}");
    // It is written by the thread of a connection and not by that of a loop.
    assert_eq!(events(&server, &["test", "lines"])["delivered"], true);
    let written = fs::read_to_string(&lines).expect("a file");
    assert_eq!(ids(written.split_once('\n').expect("lines").1).len(), 2);
    stop(server);
}
