//! What is written with this VFS is in the files when another connection or a restart needs it.

mod common;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction};
use tempfile::TempDir;

/// A new database, and connections that write to it and read from it.
fn database() -> (TempDir, PathBuf, Connection, Connection) {
    let tables = "CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT) STRICT";
    let (directory, path, writer) = common::database(tables);
    let reader = Connection::open(&path).unwrap();
    (directory, path, writer, reader)
}

fn insert(tx: &Transaction<'_>, ids: std::ops::Range<i64>, letter: &str) {
    let text = letter.repeat(1000);
    for id in ids {
        tx.execute("INSERT INTO item VALUES (?1, ?2)", (id, &text))
            .unwrap();
    }
}

/// The number of rows, and how many of them have each letter, after a check of the whole file.
fn content(connection: &Connection) -> Vec<(String, i64)> {
    assert_eq!(common::integrity(connection), "ok");
    let text = "SELECT substr(text, 1, 1), COUNT(*) FROM item GROUP BY 1 ORDER BY 1";
    let mut statement = connection.prepare(text).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn content_after_a_kill(path: &Path) -> Vec<(String, i64)> {
    let (_directory, found) = common::after_a_kill(path);
    content(&found)
}

fn rows(rows: &[(&str, i64)]) -> Vec<(String, i64)> {
    rows.iter()
        .map(|(letter, n)| ((*letter).to_owned(), *n))
        .collect()
}

#[test]
fn every_commit_is_in_the_log_when_it_returns() {
    let (_directory, path, mut writer, reader) = database();
    let mut expected = 0;
    // From one page to more than fit into the buffer.
    for number in [1, 2, 30, 31, 32, 200, 1] {
        let tx = writer.transaction().unwrap();
        insert(&tx, expected..expected + number, "a");
        tx.commit().unwrap();
        expected += number;
        assert_eq!(content(&reader), rows(&[("a", expected)]));
        assert_eq!(content_after_a_kill(&path), rows(&[("a", expected)]));
    }
}

#[test]
fn a_transaction_reads_what_it_wrote_before_its_commit_and_nobody_else_does() {
    let (_directory, path, mut writer, reader) = database();
    let mut tx = writer.transaction().unwrap();
    insert(&tx, 0..500, "a");
    assert_eq!(content(&tx), rows(&[("a", 500)]));

    // Frames that a savepoint takes back are written over.
    let savepoint = tx.savepoint().unwrap();
    savepoint
        .execute("UPDATE item SET text = replace(text, 'a', 'b')", [])
        .unwrap();
    assert_eq!(content(&savepoint), rows(&[("b", 500)]));
    savepoint.commit().unwrap();
    let mut savepoint = tx.savepoint().unwrap();
    savepoint
        .execute("DELETE FROM item WHERE id >= 250", [])
        .unwrap();
    savepoint.rollback().unwrap();
    savepoint.commit().unwrap();

    // Frames of pages that change again are changed in place, and their checksums after them.
    for letter in ["c", "d"] {
        let ids = 100..400;
        tx.execute(
            "UPDATE item SET text = ?1 WHERE id BETWEEN ?2 AND ?3 - 1",
            (letter.repeat(1000), ids.start, ids.end),
        )
        .unwrap();
    }
    let expected = rows(&[("b", 200), ("d", 300)]);
    assert_eq!(content(&tx), expected);
    assert_eq!(content(&reader), []);
    assert_eq!(content_after_a_kill(&path), []);
    tx.commit().unwrap();
    assert_eq!(content(&reader), expected);
    assert_eq!(content_after_a_kill(&path), expected);
}

#[test]
fn a_log_that_is_rolled_back_copied_and_begun_anew_loses_nothing() {
    let (_directory, path, mut writer, reader) = database();
    for round in 0..6 {
        let tx = writer.transaction().unwrap();
        insert(&tx, 10_000..10_400, "x");
        tx.rollback().unwrap();

        let tx = writer.transaction().unwrap();
        insert(&tx, round * 100..(round + 1) * 100, "a");
        tx.commit().unwrap();
        let expected = rows(&[("a", (round + 1) * 100)]);
        assert_eq!(content_after_a_kill(&path), expected);

        // Of either connection, so that the log begins anew, or is empty.
        let (by, mode) = match round % 3 {
            0 => (&reader, "PASSIVE"),
            1 => (&writer, "RESTART"),
            _ => (&writer, "TRUNCATE"),
        };
        by.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()))
            .unwrap();
        assert_eq!(content(&reader), expected);
        assert_eq!(content_after_a_kill(&path), expected);
    }
    drop((writer, reader));
    assert!(!path.with_extension("sqlite-wal").exists());
    assert_eq!(
        content(&Connection::open(&path).unwrap()),
        rows(&[("a", 600)])
    );
}
