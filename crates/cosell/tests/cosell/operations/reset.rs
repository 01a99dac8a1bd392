//! A reset of a SQLite store that another program reads, or that cannot be opened for a while: the
//! server goes on, with the new data or with the old.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use cosell_world::machine;
use rusqlite::{Connection, OpenFlags};
use rustix::process::{Pid, Resource, Rlimit, prlimit};

use super::{assert_kept, assert_sound, create, get, store};
use crate::common::{Server, serve};

/// Opens the file as the guide allows.
fn reader(folder: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    Connection::open_with_flags(store(folder), flags).expect("it opens")
}

fn count(reader: &Connection) -> i64 {
    let text = "SELECT COUNT(*) FROM opportunity";
    let found = reader.query_row(text, [], |row| row.get(0));
    found.expect("a count")
}

/// Sends a request without a body to a page. Returns its status and its text.
fn send(server: &Server, method: &str, page: &str) -> (u16, String) {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into();
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("{}/_cosell/{page}", server.url))
        .body(())
        .expect("a request");
    let mut answer = agent.run(request).expect("an answer");
    let text = answer.body_mut().read_to_string().expect("text");
    (answer.status().as_u16(), text)
}

/// The replacement, which nobody else would remove.
fn assert_tidy(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let name = name.into_string().expect("text");
        assert!(!name.contains(".cosell-new"), "{name} is left");
    }
}

/// The log cannot be removed while somebody has the database open, and would be taken for that of
/// the new file.
#[test]
fn a_reset_succeeds_while_another_program_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    let old = create(&server, "old").expect("created");
    let idle = reader(folder.path());
    assert_eq!(count(&idle), 1);
    assert_eq!(send(&server, "POST", "reset").0, 200);
    assert!(get(&server, &old).is_err());
    assert_eq!(count(&idle), 1, "the reader has the old file");
    let new = create(&server, "new").expect("created");
    assert_eq!(count(&idle), 1);
    assert_eq!(count(&reader(folder.path())), 1);
    drop(idle);
    assert_sound(folder.path());
    assert_tidy(folder.path());
    drop(server);
    assert_kept(&Server::start(folder.path(), &[]), &[new]);
}

/// A transaction that began before the last commit keeps the log from being copied, and without
/// the log the old file is not whole.
#[test]
fn a_reset_is_refused_while_another_program_needs_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    let old = create(&server, "old").expect("created");
    let reader = reader(folder.path());
    reader.execute_batch("BEGIN").expect("a transaction");
    assert_eq!(count(&reader), 1);
    let more = create(&server, "more").expect("created");
    let (status, text) = send(&server, "POST", "reset");
    assert_eq!(status, 503, "{text}");
    assert!(text.contains("\"error\":\"Unavailable\""), "{text}");
    assert_tidy(folder.path());
    assert_kept(&server, &[old.clone(), more.clone()]);
    create(&server, "after").expect("it takes writes");
    assert_eq!(count(&reader), 1);

    reader.execute_batch("COMMIT").expect("its end");
    assert_eq!(send(&server, "POST", "reset").0, 200);
    assert!(get(&server, &old).is_err() && get(&server, &more).is_err());
    assert_eq!(count(&reader), 3);
    assert_sound(folder.path());
}

/// A store that is closed must be opened again, and a file with two names is not opened.
#[test]
fn a_reset_of_a_file_that_could_not_be_opened_again_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    let old = create(&server, "old").expect("created");
    let link = folder.path().join("link.sqlite");
    fs::hard_link(store(folder.path()), &link).expect("a link");
    let (status, text) = send(&server, "POST", "reset");
    assert_eq!(status, 503, "{text}");
    assert!(text.contains("\"error\":\"Unavailable\""), "{text}");
    create(&server, "after").expect("it takes writes");
    assert_kept(&server, std::slice::from_ref(&old));

    fs::remove_file(link).expect("removed");
    assert_eq!(send(&server, "POST", "reset").0, 200);
    assert!(get(&server, &old).is_err());
    assert_tidy(folder.path());
}

#[test]
fn what_a_load_left_that_was_killed_is_removed_by_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = store(folder.path()).into_os_string();
    for suffix in [
        ".cosell-new",
        ".cosell-new-wal",
        ".cosell-new-shm",
        ".cosell-new.lock",
    ] {
        let mut left = name.clone();
        left.push(suffix);
        fs::write(left, "left").expect("a file");
    }
    let server = Server::start(folder.path(), &[]);
    assert_tidy(folder.path());
    create(&server, "new").expect("created");
}

/// A store has one file handle for each of its connections. The clients may have taken those that
/// it had before the reset.
#[test]
fn a_reset_waits_for_file_handles() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::of(serve(folder.path()).stderr(Stdio::null()));
    let old = create(&server, "old").expect("created");
    let process = Some(Pid::from_child(&server.child));
    let limit = |current| {
        let maximum = Some(1024);
        prlimit(process, Resource::Nofile, Rlimit { current, maximum }).expect("a limit");
    };
    let handles = fs::read_dir(format!("/proc/{}/fd", server.child.id())).expect("the handles");
    // The connection of the request itself takes one.
    let few = u64::try_from(handles.count()).expect("a number") - 4;
    std::thread::scope(|scope| {
        let reset = scope.spawn(|| {
            let address = server.url.strip_prefix("http://").expect("an address");
            let connection = TcpStream::connect(address).expect("a connection");
            let mut answers = BufReader::new(&connection).lines().map_while(Result::ok);
            let mut ask = |request: &str| {
                write!(&connection, "{request} HTTP/1.1\r\nhost: {address}\r\n\r\n").expect("sent");
                let head = answers.by_ref().take_while(|line| !line.is_empty());
                head.collect::<Vec<_>>().swap_remove(0)
            };
            // So that it is accepted before there are no handles for it. The answer has no body.
            ask("HEAD /_cosell/health");
            limit(Some(few));
            ask("POST /_cosell/reset")
        });
        machine::block(Duration::from_secs(2));
        limit(Some(1024));
        let status = reset.join().expect("no panic");
        assert_eq!(status, "HTTP/1.1 200 OK");
    });
    assert!(get(&server, &old).is_err());
    create(&server, "new").expect("it takes writes");
    assert_tidy(folder.path());
}
