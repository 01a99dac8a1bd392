//! A log that cannot be written ends nothing and holds up nobody.

use std::fs::File;
use std::process::Stdio;

use serde_json::json;

use crate::common::Server;
use crate::{ACCOUNT, create, health, metric, page, stop, talkative};

/// Requests whose lines are more than a pipe holds.
const MANY: usize = 600;

/// Ways in which standard error does not take what is written to it.
const WAYS: [&str; 3] = [
    "a full disk",
    "a pipe that was closed",
    "a reader that stopped",
];

/// What takes the log, and what must be kept for as long as the server runs.
fn way(name: &str) -> (Stdio, Option<std::io::PipeReader>) {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    match name {
        "a full disk" => {
            let full = File::options().write(true).open("/dev/full");
            (full.expect("what is always full").into(), None)
        }
        "a pipe that was closed" => (writer.into(), None),
        _ => (writer.into(), Some(reader)),
    }
}

#[test]
fn a_log_that_cannot_be_written_ends_nothing_and_holds_up_nobody() {
    for name in WAYS {
        let folder = tempfile::tempdir().expect("a folder");
        let (log, reader) = way(name);
        let server = Server::of(talkative(folder.path()).stderr(log));
        let made = create(&server, "one").unwrap_or_else(|error| panic!("{name}: {error}"));
        for _ in 0..MANY {
            let (status, _) =
                page(&server, "health").unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(status, 200, "{name}");
        }
        let named = json!({ "Catalog": "Sandbox", "Identifier": made["Id"] });
        server
            .call(ACCOUNT, "GetOpportunity", &named)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        create(&server, "two").unwrap_or_else(|error| panic!("{name}: {error}"));
        let (status, state) = health(&server);
        assert_eq!(
            (status, &state["status"]),
            (200, &json!("ok")),
            "{name}: {state}"
        );
        if reader.is_none() {
            assert!(metric(&server, "cosell_log_lines_lost_total") > 0, "{name}");
        }
        assert_eq!(metric(&server, "cosell_panics_total"), 0, "{name}");
        assert_eq!(stop(server).code(), Some(0), "{name}");
        drop(reader);
    }
}

/// What is written at the start does not go through the log's level.
#[test]
fn a_server_starts_although_nobody_reads_what_it_says() {
    for name in WAYS {
        let folder = tempfile::tempdir().expect("a folder");
        let (log, _reader) = way(name);
        let mut command = talkative(folder.path());
        let authority = folder.path().join("ca.pem");
        command.arg(format!("--tls-dev={}", authority.display()));
        let server = Server::of(command.stderr(log));
        assert_eq!(stop(server).code(), Some(0), "{name}");
    }
}

#[test]
fn a_server_that_cannot_start_says_so_with_its_status_although_nobody_reads_it() {
    for name in WAYS {
        let folder = tempfile::tempdir().expect("a folder");
        let (log, _reader) = way(name);
        let mut command = talkative(folder.path());
        std::fs::write(folder.path().join("cosell.sqlite"), "milk, bread").expect("a file");
        let status = command.stderr(log).stdout(Stdio::null()).status();
        assert_eq!(status.expect("the binary runs").code(), Some(1), "{name}");
    }
}
