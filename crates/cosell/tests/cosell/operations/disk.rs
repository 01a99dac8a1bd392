//! A disk that is full, one that does not sync, and a file that may not grow.
//!
//! The first two are played by a small library in C that is loaded before the system's: it refuses
//! writes or syncs for as long as a file is there. In every case the server ends with status 74 and
//! nobody was told of what it could not write; once the disk works again, all that was acknowledged
//! is there, and a client that repeats its request finds it done once.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use serde_json::json;

use super::{ACCOUNT, assert_kept, assert_sound, create};
use crate::common::{Server, serve};

/// `EX_IOERR`, as the guide says.
pub(crate) const DISK_FAILED: i32 = 74;

/// Compiles the library with the compiler that SQLite was compiled with.
fn library(folder: &Path) -> PathBuf {
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/cosell/operations/disk.c"
    );
    let library = folder.join("disk.so");
    let status = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .args([source, "-ldl"])
        .status()
        .expect("a C compiler");
    assert!(status.success());
    library
}

/// The server's command on a disk that fails in this way while the file `failing` is there.
fn on_failing_disk(folder: &Path, library: &Path, way: &str) -> Command {
    let mut command = serve(folder);
    command.env("LD_PRELOAD", library);
    command.env(way, folder.join("failing"));
    command.stderr(Stdio::piped());
    command
}

/// Waits for the end, and returns the log with it.
pub(crate) fn end(server: &mut Server) -> (ExitStatus, String) {
    let mut log = String::new();
    let mut errors = server.child.stderr.take().expect("its log");
    errors.read_to_string(&mut log).expect("text");
    (server.wait(), log)
}

fn count(server: &Server) -> usize {
    let body = json!({ "Catalog": "Sandbox", "MaxResults": 100 });
    let list = server.call(ACCOUNT, "ListOpportunities", &body);
    let list = list.expect("a list");
    list["OpportunitySummaries"]
        .as_array()
        .expect("items")
        .len()
}

fn survives(way: &str, complaint: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let library = library(folder.path());
    let command = || on_failing_disk(folder.path(), &library, way);
    let failing = folder.path().join("failing");

    let mut server = Server::of(&mut command());
    let kept: Vec<String> = (0..5)
        .map(|number| create(&server, &format!("kept-{number}")).expect("created"))
        .collect();
    File::create(&failing).expect("the disk fails");
    let refused = create(&server, "refused");
    assert!(
        refused.is_err(),
        "told of what is not on the disk: {refused:?}"
    );
    let (status, log) = end(&mut server);
    assert_eq!(status.code(), Some(DISK_FAILED), "{log}");
    assert!(log.contains(complaint), "{log}");

    // Started on a disk that still fails, it ends as well and says so; what SQLite calls it depends
    // on how far it got.
    let again = command().output().expect("it ends");
    let log = String::from_utf8_lossy(&again.stderr);
    assert!(!again.status.success(), "{log}");
    assert!(again.stdout.is_empty(), "nothing is said to be served");
    assert!(log.contains("disk"), "{log}");

    fs::remove_file(&failing).expect("the disk works again");
    let server = Server::of(&mut command());
    assert_kept(&server, &kept);
    create(&server, "refused").expect("the same request again");
    assert_eq!(count(&server), kept.len() + 1);
    drop(server);
    assert_sound(folder.path());
}

#[test]
fn a_full_disk_ends_the_server_and_loses_nothing_acknowledged() {
    survives("FAILING_WRITES", "full");
}

#[test]
fn a_failing_sync_ends_the_server_and_loses_nothing_acknowledged() {
    survives("FAILING_SYNCS", "disk I/O error");
}

#[test]
fn a_file_that_may_not_grow_ends_the_server_and_loses_nothing_acknowledged() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = serve(folder.path());
    // 4 MiB or half of it, as the shell counts: several times what the schema takes, so that some
    // writes are acknowledged before the limit is reached.
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 4096; exec \"$0\" \"$@\""]);
    limited.arg(inner.get_program()).args(inner.get_args());
    let mut server = Server::of(limited.stderr(Stdio::piped()));

    let (tokens, kept): (Vec<String>, Vec<String>) = std::thread::scope(|scope| {
        let server = &server;
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                scope.spawn(move || {
                    (0..10_000)
                        .map_while(|number| {
                            let token = format!("{writer}-{number}");
                            let id = create(server, &token).ok()?;
                            Some((token, id))
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        writers
            .into_iter()
            .flat_map(|writer| writer.join().expect("a writer"))
            .collect()
    });
    let (status, log) = end(&mut server);
    assert_eq!(status.code(), Some(DISK_FAILED), "{log}");
    assert!(!kept.is_empty());

    let server = Server::start(folder.path(), &[]);
    assert_kept(&server, &kept);
    let repeated = create(&server, &tokens[0]).expect("the first answer");
    assert_eq!(repeated, kept[0]);
    drop(server);
    assert_sound(folder.path());
}
