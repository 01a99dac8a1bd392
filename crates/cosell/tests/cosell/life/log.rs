//! A log that cannot be written ends nothing and holds up nobody.

use std::fs::File;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::json;

use super::{ACCOUNT, create, health, metric, page, stop, talkative};
use crate::common::Server;

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
fn a_log_that_cannot_be_written_ends_nothing_and_blocks_no_request() {
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
fn a_server_starts_although_its_log_is_not_read() {
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
fn a_server_that_cannot_start_ends_with_its_status_although_its_log_is_not_read() {
    for name in WAYS {
        let folder = tempfile::tempdir().expect("a folder");
        let (log, _reader) = way(name);
        let mut command = talkative(folder.path());
        std::fs::write(folder.path().join("cosell.sqlite"), "milk, bread").expect("a file");
        let status = command.stderr(log).stdout(Stdio::null()).status();
        assert_eq!(status.expect("the binary runs").code(), Some(1), "{name}");
    }
}

/// The line that says where it listens is written before anything is served.
#[test]
fn a_server_serves_and_stops_although_its_output_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let (reader, mut writer) = std::io::pipe().expect("a pipe");
    // Until the pipe takes nothing more.
    rustix::io::ioctl_fionbio(&writer, true).expect("a pipe that does not wait");
    for piece in [4096, 1] {
        while writer.write(&vec![b'x'; piece]).is_ok() {}
    }
    rustix::io::ioctl_fionbio(&writer, false).expect("a pipe that waits");
    let mut command = talkative(folder.path());
    command.stdout(writer).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary starts");
    let mut log = BufReader::new(child.stderr.take().expect("its log"));
    let url = listening(&mut log);
    let server = Server { child, url };
    assert_eq!(health(&server).0, 200);
    assert_eq!(stop(server).code(), Some(0));
    drop(reader);
}

/// Where a server listens, by its log.
fn listening(log: &mut impl BufRead) -> String {
    let mut line = String::new();
    while !line.contains("listening") {
        line.clear();
        assert!(log.read_line(&mut line).expect("text") > 0, "it ended");
    }
    let address = line.split("address=").nth(1).expect("an address");
    format!("http://{}", address.split(' ').next().expect("an address"))
}

/// The default of the system is to kill who writes beyond the limit.
#[test]
fn a_log_file_that_may_not_grow_ends_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = File::create(folder.path().join("log")).expect("a file");
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 4; exec \"$0\" \"$@\""]);
    command.arg(env!("CARGO_BIN_EXE_cosell"));
    command.args(["serve", "--listen=127.0.0.1:0", "--store=memory"]);
    let server = Server::of(command.stderr(log));
    for number in 0..MANY {
        create(&server, &number.to_string()).expect("an answer");
    }
    assert!(metric(&server, "cosell_log_lines_lost_total") > 0);
    assert_eq!(stop(server).code(), Some(0));
}
