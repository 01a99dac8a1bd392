//! A reset of a SQLite store that another program reads, as the guide allows.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{assert_kept, assert_sound, create, get, store};
use crate::common::Server;

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
        assert!(!name.contains(".new"), "{name} is left");
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
