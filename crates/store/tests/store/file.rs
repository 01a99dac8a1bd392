//! Which files a store opens: its own, new or of this or older programs, and no others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use cosell_store::{Error, Location, Store};
use rusqlite::Connection;
use tempfile::TempDir;

/// The offset of the application id in a SQLite file.
const ID_AT: std::ops::Range<usize> = 68..72;

/// The schema of the first version, which every cosell database starts with.
const FIRST_SCHEMA: &str = concat!(
    include_str!("../../src/schema/v1.sql"),
    "CREATE TABLE schema_version (version BIGINT NOT NULL);",
    "INSERT INTO schema_version (version) VALUES (1);",
);

/// A folder and the path of a database in it.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cosell.sqlite");
    (folder, path)
}

fn open(path: &Path) -> Result<Store, Error> {
    Store::open(&Location::Sqlite(path.to_owned())).map_err(|error| match error {
        Error::Open { source, .. } => *source,
        other => other,
    })
}

fn closed(store: Store) {
    let closing = store.closing();
    drop(store);
    assert!(closing.wait(std::time::Duration::from_secs(20)));
}

fn execute(path: &Path, statements: &str) -> Connection {
    cosell_vfs::register().expect("nothing else uses SQLite yet");
    let connection = Connection::open(path).expect("SQLite opens it");
    connection.execute_batch(statements).expect(statements);
    connection
}

/// A database with all but the first page in its log, as after a kill.
fn killed(path: &Path, statements: &str) {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let from = elsewhere.path().join("killed.sqlite");
    let before = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;";
    let _open = execute(&from, &format!("{before}{statements}"));
    fs::copy(&from, path).expect("a copy");
    fs::copy(beside(&from, "-wal"), beside(path, "-wal")).expect("a copy of its log");
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Every file of a folder with its bytes and modification time.
fn content(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let entries = fs::read_dir(folder).expect("a folder");
    let files = entries.map(|entry| {
        let path = entry.expect("an entry").path();
        let changed = fs::metadata(&path).and_then(|metadata| metadata.modified());
        // Only files have bytes.
        let bytes = if path.is_file() {
            fs::read(&path).expect("bytes")
        } else {
            Vec::new()
        };
        (path, (bytes, changed.expect("a time")))
    });
    files.collect()
}

#[test]
fn a_file_that_is_not_ours_is_refused_and_left_unchanged() {
    type Make = fn(&Path);
    let cases: &[(&str, Make)] = &[
        ("a text", |path| {
            fs::write(path, "milk, bread").expect("a file");
        }),
        ("a long text", |path| {
            fs::write(path, "bread ".repeat(1000)).expect("a file");
        }),
        ("a folder", |path| fs::create_dir(path).expect("a folder")),
        ("a database of another program", |path| {
            drop(execute(
                path,
                "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('x');",
            ));
        }),
        ("one that writes ahead", |path| {
            drop(execute(
                path,
                "PRAGMA journal_mode = WAL; CREATE TABLE note (text TEXT);",
            ));
        }),
        ("one that was killed", |path| {
            killed(path, "CREATE TABLE note (text TEXT);");
        }),
        ("one with a version of its own", |path| {
            let tables =
                "CREATE TABLE schema_version (version BIGINT); CREATE TABLE task (id TEXT);
                INSERT INTO schema_version VALUES (3);";
            drop(execute(path, tables));
        }),
        ("one with an application id", |path| {
            drop(execute(path, "PRAGMA application_id = 7;"));
        }),
        ("one with an application id and tables of ours", |path| {
            drop(execute(
                path,
                &format!("PRAGMA application_id = 7;{FIRST_SCHEMA}"),
            ));
        }),
        ("a view alone", |path| {
            drop(execute(path, "CREATE VIEW task AS SELECT 1 AS one"));
        }),
        ("a user version alone", |path| {
            drop(execute(path, "PRAGMA user_version = 7;"));
        }),
        ("a user version in the log alone", |path| {
            killed(path, "PRAGMA user_version = 7;");
        }),
        ("tables that were dropped", |path| {
            let statements = "CREATE TABLE note (text TEXT); DROP TABLE note;";
            drop(execute(path, statements));
        }),
        ("an empty file with the log of another", |path| {
            killed(path, FIRST_SCHEMA);
            fs::write(path, "").expect("emptied");
        }),
        ("an empty file with a journal", |path| {
            fs::write(path, "").expect("a file");
            fs::write(beside(path, "-journal"), "a journal").expect("a file");
        }),
        ("the log of a database that is gone", |path| {
            killed(path, FIRST_SCHEMA);
            fs::remove_file(path).expect("removed");
        }),
        ("the journal of a database that is gone", |path| {
            fs::write(beside(path, "-journal"), "a journal").expect("a file");
        }),
    ];
    for (what, make) in cases {
        let (folder, path) = place();
        make(&path);
        let before = content(folder.path());
        let refused = open(&path);
        assert!(
            matches!(refused, Err(Error::Foreign(_))),
            "{what}: {refused:?}"
        );
        assert!(content(folder.path()) == before, "{what} was touched");
    }
}

#[test]
fn a_new_file_has_the_application_id() {
    let (_folder, path) = place();
    let store = open(&path).expect("a store");
    let header = fs::read(&path).expect("bytes");
    assert_eq!(
        &header[ID_AT], b"cosl",
        "it does before anything is written back"
    );
    closed(store);
    open(&path).expect("it opens again");
}

/// Older programs wrote no application id.
#[test]
fn a_file_without_an_application_id_is_ours_by_its_tables() {
    type Make = fn(&Path);
    let cases: &[(&str, Make)] = &[
        ("stopped", |path| {
            drop(execute(
                path,
                &format!("PRAGMA journal_mode = WAL;{FIRST_SCHEMA}"),
            ));
        }),
        ("killed", |path| killed(path, FIRST_SCHEMA)),
        ("killed before its first table", |path| {
            drop(execute(path, "PRAGMA journal_mode = WAL;"));
        }),
        ("empty", |path| fs::write(path, "").expect("a file")),
    ];
    for (what, make) in cases {
        let (_folder, path) = place();
        make(&path);
        closed(open(&path).unwrap_or_else(|error| panic!("{what}: {error}")));
        let header = fs::read(&path).expect("bytes");
        assert_eq!(&header[ID_AT], b"cosl", "{what}");
    }
}

#[test]
fn a_store_of_a_newer_program_is_refused_and_left_unchanged() {
    for mark in ["", "PRAGMA application_id = 0x636F736C;"] {
        let (folder, path) = place();
        let newer = "INSERT INTO schema_version (version) VALUES (1000);";
        drop(execute(&path, &format!("{mark}{FIRST_SCHEMA}{newer}")));
        let before = content(folder.path());
        let refused = open(&path);
        assert!(
            matches!(refused, Err(Error::NewerSchema { found: 1000, .. })),
            "{refused:?}"
        );
        // Only the lock file was created.
        let mut after = content(folder.path());
        after.remove(&beside(&path, ".lock"));
        assert!(after == before, "it was touched: {mark}");
    }
}

/// Opening a pipe would wait for a reader, possibly for ever.
#[test]
fn a_lock_file_that_is_not_a_regular_file_is_refused() {
    type Make = fn(&Path);
    let ways: &[(&str, Make)] = &[
        ("a pipe", |path| {
            let made = std::process::Command::new("mkfifo").arg(path).status();
            assert!(made.expect("mkfifo runs").success());
        }),
        ("a link to nothing", |path| {
            std::os::unix::fs::symlink("nowhere", path).expect("a link");
        }),
    ];
    for (what, make) in ways {
        let (_folder, path) = place();
        make(&beside(&path, ".lock"));
        let refused = open(&path);
        assert!(
            matches!(&refused, Err(Error::LockFile(lock)) if lock.ends_with("cosell.sqlite.lock")),
            "{what}: {refused:?}"
        );
    }
}

#[test]
fn a_file_with_two_names_is_refused() {
    let (folder, path) = place();
    closed(open(&path).expect("a store"));
    let other = folder.path().join("other.sqlite");
    fs::hard_link(&path, &other).expect("a link");
    for path in [&path, &other] {
        let refused = open(path);
        assert!(
            matches!(refused, Err(Error::Linked { links: 2 })),
            "{refused:?}"
        );
    }
    fs::remove_file(&path).expect("removed");
    open(&other).expect("one name is left");
}

/// It is refused before it is closed, because the store that is closed must be opened again.
#[test]
fn a_database_that_could_not_be_opened_again_is_not_replaced() {
    let (folder, path) = place();
    let location = Location::Sqlite(path.clone());
    let _store = open(&path).expect("a store");
    location.check_replaceable().expect("nothing is wrong");

    let other = folder.path().join("other.sqlite");
    fs::hard_link(&path, &other).expect("a link");
    let refused = location.check_replaceable();
    assert!(
        matches!(refused, Err(Error::Linked { links: 2 })),
        "{refused:?}"
    );
    fs::remove_file(&other).expect("removed");

    let lock_file = beside(&path, ".lock");
    fs::remove_file(&lock_file).expect("removed");
    fs::create_dir(&lock_file).expect("a folder");
    let refused = location.check_replaceable();
    assert!(matches!(refused, Err(Error::LockFile(_))), "{refused:?}");
    fs::remove_dir(&lock_file).expect("removed");

    let in_the_way = beside(&path, ".cosell-new");
    fs::create_dir(&in_the_way).expect("a folder");
    let refused = location.check_replaceable();
    assert!(matches!(refused, Err(Error::Io(_))), "{refused:?}");
    fs::remove_dir(&in_the_way).expect("removed");

    fs::rename(&path, &other).expect("moved");
    fs::copy(&other, &path).expect("another file of this name");
    let refused = location.check_replaceable();
    assert!(matches!(refused, Err(Error::Moved)), "{refused:?}");
    fs::rename(&other, &path).expect("moved back");
    location.check_replaceable().expect("nothing is wrong");
}

/// What a process left that was killed is removed, but not the database of another server.
#[test]
fn a_replacement_takes_the_place_of_what_is_left_and_of_nothing_else() {
    let (folder, path) = place();
    let location = Location::Sqlite(path.clone());
    let _store = open(&path).expect("a store");
    let new = beside(&path, ".cosell-new");
    let other = open(&new).expect("a store of this name");
    let refused = location.replacement();
    assert!(matches!(refused, Err(Error::InUse)), "{refused:?}");
    closed(other);
    closed(open(&new).expect("nothing was removed"));

    for suffix in ["-wal", "-shm", "-journal"] {
        fs::write(beside(&new, suffix), "left").expect("written");
    }
    let found = location.replacement().expect("nobody uses it");
    assert_eq!(found, Some(Location::Sqlite(new)));
    for entry in fs::read_dir(folder.path()).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        assert!(
            !name.to_string_lossy().contains(".cosell-new"),
            "{name:?} is left"
        );
    }
}

/// Names that have a meaning to SQLite are plain file names.
#[test]
fn a_path_is_used_literally() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["file:x?mode=memory", ":memory:", "a%20b?c#d", "ü ü"] {
        let path = folder.path().join(name);
        closed(open(&path).unwrap_or_else(|error| panic!("{name}: {error}")));
        assert!(path.is_file(), "{name}");
        // Without an application id the file is read by a URI.
        drop(execute_at(&path, "PRAGMA application_id = 0"));
        closed(open(&path).unwrap_or_else(|error| panic!("{name}: {error}")));
    }
}

fn execute_at(path: &Path, statements: &str) -> Connection {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
    cosell_vfs::register().expect("nothing else uses SQLite yet");
    let connection = Connection::open_with_flags(path, flags).expect("SQLite opens it");
    connection.execute_batch(statements).expect(statements);
    connection
}
