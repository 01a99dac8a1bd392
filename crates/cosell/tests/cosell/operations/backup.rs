//! Backup and restore: while the server writes, after it stopped, and after it was killed.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, OpenFlags};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::{ACCOUNT, assert_kept, assert_sound, create, get, log, store};
use crate::common::Server;

/// Opportunities that must be there before a backup is worth its name.
const ENOUGH: usize = 20;

/// Makes an opportunity ready and has the task turn it into an engagement.
fn start_task(server: &Server, opportunity: &str) -> Value {
    let body = json!({
        "Catalog": "Sandbox",
        "ClientToken": "the-one-token",
        "Identifier": opportunity,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    });
    server
        .call(ACCOUNT, "StartEngagementFromOpportunityTask", &body)
        .expect("an answer")
}

fn associate(server: &Server, opportunity: &str) {
    let solution = json!({
        "Catalog": "Sandbox",
        "OpportunityIdentifier": opportunity,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    });
    server
        .call(ACCOUNT, "AssociateOpportunity", &solution)
        .expect("associated");
}

/// What the guide says to do while the server runs.
fn back_up(from: &Path, to: &Path) {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = Connection::open_with_flags(store(from), flags).expect("it opens");
    let to = store(to);
    database
        .execute("VACUUM INTO ?1", [to.to_str().expect("a path")])
        .expect("a backup");
}

/// What was acknowledged while a backup was made.
pub(crate) struct Written {
    /// Opportunities that were there before it began.
    before: Vec<String>,
    /// All of them.
    all: Vec<String>,
    submitted: String,
    task: Value,
}

/// Makes a backup while clients write.
pub(crate) fn under_writes(server: &Server, back_up: impl FnOnce()) -> Written {
    let submitted = create(server, "submitted").expect("created");
    associate(server, &submitted);
    let task = start_task(server, &submitted);
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task}");

    let (acknowledged, done) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let before: Vec<String> = std::thread::scope(|scope| {
        let (acknowledged, done) = (&acknowledged, &done);
        for writer in 0..3 {
            scope.spawn(move || {
                for number in 0.. {
                    let id = create(server, &format!("{writer}-{number}")).expect("created");
                    acknowledged.lock().expect("whole").push(id);
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                }
            });
        }
        while acknowledged.lock().expect("whole").len() < ENOUGH {
            std::thread::yield_now();
        }
        let before = acknowledged.lock().expect("whole").clone();
        back_up();
        done.store(true, Ordering::Relaxed);
        before
    });
    Written {
        before,
        all: acknowledged.into_inner().expect("whole"),
        submitted,
        task,
    }
}

/// The backup holds what was acknowledged before it, and took nothing from what it was made of.
pub(crate) fn assert_restored(server: &Server, restored: &Server, written: &Written) {
    assert_kept(restored, &written.before);
    let again = start_task(restored, &written.submitted);
    assert_eq!(
        again, written.task,
        "the token leads to the task, with every id"
    );
    create(restored, "after").expect("the restored store takes writes");
    assert_kept(server, &written.all);
}

#[test]
fn a_backup_under_writes_holds_all_that_was_acknowledged_before_it() {
    let (folder, other) = (
        tempfile::tempdir().expect("a"),
        tempfile::tempdir().expect("b"),
    );
    let server = Server::start(folder.path(), &[]);
    let written = under_writes(&server, || back_up(folder.path(), other.path()));
    assert_sound(other.path());
    assert_restored(&server, &Server::start(other.path(), &[]), &written);
}

#[test]
fn after_a_stop_the_file_is_the_whole_store() {
    let (folder, other) = (
        tempfile::tempdir().expect("a"),
        tempfile::tempdir().expect("b"),
    );
    let mut server = Server::start(folder.path(), &[]);
    let id = create(&server, "one").expect("created");
    kill_process(Pid::from_child(&server.child), Signal::TERM).expect("it is there");
    assert!(server.wait().success());
    assert!(!log(folder.path()).exists());
    fs::copy(store(folder.path()), store(other.path())).expect("a copy");
    assert_kept(&Server::start(other.path(), &[]), &[id]);
}

#[test]
fn after_a_kill_the_file_and_its_log_are_the_store() {
    let (folder, other) = (
        tempfile::tempdir().expect("a"),
        tempfile::tempdir().expect("b"),
    );
    let server = Server::start(folder.path(), &[]);
    let id = create(&server, "one").expect("created");
    drop(server);
    fs::copy(store(folder.path()), store(other.path())).expect("a copy");
    fs::copy(log(folder.path()), log(other.path())).expect("a copy");
    assert_kept(&Server::start(other.path(), &[]), std::slice::from_ref(&id));

    let third = tempfile::tempdir().expect("c");
    fs::copy(store(folder.path()), store(third.path())).expect("a copy");
    let forgetful = Server::start(third.path(), &[]);
    assert!(
        get(&forgetful, &id).is_err(),
        "the file alone lacks the log"
    );
}
