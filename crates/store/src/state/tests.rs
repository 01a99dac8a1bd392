//! The promises of saved states.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::future;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use super::value::{Column, is_json};
use super::{CheckRow, StateError, StateReader, StateWriter, hex, tables};
use crate::sqlite::{Sqlite, ready};
use crate::table::{offer, setting};
use crate::{Error, Location, OpenOptions, Store, Tx, migrate};

/// Rows are checked by the domain, too, which is tested there.
const ANY: CheckRow = |_| Ok(());

/// A file of these lines, with the line that ends it.
fn file(lines: &[Json]) -> File {
    let mut file = tempfile::tempfile().expect("a file");
    let mut to = GzEncoder::new(&mut file, Compression::fast());
    let mut hash = Sha256::new();
    let rows = lines.iter().filter(|line| line.is_array()).count();
    for line in lines {
        let line = format!("{line}\n");
        hash.update(&line);
        to.write_all(line.as_bytes()).expect("a line");
    }
    let end = json!({ "rows": rows, "sha256": hex(&hash) });
    writeln!(to, "{end}").expect("a line");
    to.finish().expect("a file");
    file
}

fn load(file: File) -> Result<Store, Error> {
    load_from(StateReader::open(file, ANY)?)
}

fn load_from(state: StateReader) -> Result<Store, Error> {
    let options = OpenOptions {
        state: Some(state),
        ..OpenOptions::default()
    };
    Store::open_with(&Location::Memory, options)
}

fn head() -> Json {
    json!({ "cosell_state": 1, "schema": migrate::newest(), "program": "0.1.0" })
}

fn names(columns: &[Column]) -> Vec<&str> {
    columns.iter().map(|column| column.name.as_str()).collect()
}

/// A database of the newest schema.
fn migrated() -> Tx {
    let mut tx = Tx::new(Box::new(Sqlite::writer(None, None).expect("memory opens")));
    ready(migrate::migrate(&mut tx, None)).expect("the newest version");
    tx
}

/// Why a state of these lines is damaged. It is not kept, so the database is as before.
fn damage(tx: &mut Tx, lines: &[Json]) -> Option<String> {
    let mut state = StateReader::open(file(lines), ANY).expect("a head");
    ready(tx.command("BEGIN")).expect("a transaction");
    let loaded = ready(super::load(tx, &mut state, |text| text.into()));
    ready(tx.command("ROLLBACK")).expect("the end of it");
    match loaded {
        Err(Error::State(why)) if matches!(*why, StateError::Damaged(_)) => Some(why.to_string()),
        Err(other) => panic!("{other}"),
        Ok(()) => None,
    }
}

#[tokio::test]
async fn what_was_saved_is_loaded() {
    let store = Store::open(&Location::Memory).expect("a store");
    let written = store.write((), async |tx, ()| {
        setting::set(tx, "1", "AWS", "color", "blue\n\"ä\" \u{2028}").await
    });
    written.await.expect("a setting");
    let file = tempfile::tempfile().expect("a file");
    let copy = file.try_clone().expect("a file");
    let about = json!({ "a": 1 });
    let writer = StateWriter::begin(file, "0.1.0", &about, ANY).expect("a state");
    assert!(store.save(writer).await.expect("it is saved") >= 1);
    let reader = StateReader::open(copy.try_clone().expect("a file"), ANY).expect("a state");
    assert_eq!(reader.about(), &about);
    let loaded = load(copy).expect("it loads");
    let read = loaded.read((), async |tx, ()| {
        setting::find(tx, "1", "AWS", "color").await
    });
    let read = read.await.expect("a read");
    assert_eq!(read.as_deref(), Some("blue\n\"ä\" \u{2028}"));
}

/// A switch saves what it leaves. It must not leave what nobody can come back to.
#[tokio::test]
async fn a_row_that_could_not_be_loaded_is_not_saved() {
    let store = Store::open(&Location::Memory).expect("a store");
    let written = store.write((), async |tx, ()| {
        tx.of_store();
        let text = "INSERT INTO engagement_member (engagement_id, account, catalog, created_at, \
                    joined_at) VALUES ('e', 'a', 'AWS', 7, 'late')";
        tx.execute(text, &[]).await
    });
    written.await.expect("SQLite stores it");
    let file = tempfile::tempfile().expect("a file");
    let writer = StateWriter::begin(file, "0.1.0", &Json::Null, ANY).expect("a state");
    let refused = store.save(writer).await.expect_err("a damaged row");
    let said = refused.to_string();
    assert!(
        said.contains("engagement_member.joined_at is not"),
        "{said}"
    );
    assert!(said.ends_with("key e, a"), "{said}");
}

/// Of more rows than a statement inserts, some of them long.
#[tokio::test]
async fn every_row_of_a_table_is_loaded_once() {
    let name = |number: usize| format!("name {number:02}");
    let values: Vec<String> = (1..=50)
        .map(|number| "v".repeat(if number % 9 == 0 { 300_000 } else { number }))
        .collect();
    let head = json!({ "cosell_state": 1, "schema": migrate::newest(), "program": "0.1.0" });
    let columns = ["account", "catalog", "name", "value"];
    let mut lines = vec![head, json!({ "table": "setting", "columns": columns })];
    let rows = values.iter().enumerate();
    lines.extend(rows.map(|(at, value)| json!(["1", "AWS", name(at), value])));
    lines.push(json!({ "table": "offer", "columns": ["offer", "catalog", "opportunity_id"] }));
    let loaded = load(file(&lines)).expect("it loads");
    let read = loaded.read((), async |tx, ()| {
        let text = "SELECT name, value FROM setting WHERE account = $1 ORDER BY name";
        let rows = tx.query(text, &["1".into()]).await?;
        let rows = rows.into_iter();
        rows.map(|mut row| Ok((row.text(0)?, row.text(1)?)))
            .collect::<Result<Vec<_>, Error>>()
    });
    let expected = values.into_iter().enumerate();
    let expected: Vec<_> = expected.map(|(at, value)| (name(at), value)).collect();
    assert!(read.await.expect("a read") == expected);
}

/// Without any the next commit of the store beside it would end the process.
#[test]
fn a_state_is_loaded_while_the_disk_has_room() {
    let head = json!({ "cosell_state": 1, "schema": migrate::newest(), "program": "0.1.0" });
    let columns = ["account", "catalog", "name", "value"];
    let table = json!({ "table": "setting", "columns": columns });
    let lines = [head, table, json!(["1", "AWS", "color", "blue"])];
    for (reserve, fits) in [(0, true), (u64::MAX, false)] {
        let mut state = StateReader::open(file(&lines), ANY).expect("a state");
        state.leave_room(tempfile::tempfile().expect("a file"), reserve);
        let mut tx = Tx::new(Box::new(Sqlite::writer(None, None).expect("memory opens")));
        match ready(migrate::migrate(&mut tx, Some(&mut state))) {
            Ok(()) => assert!(fits),
            Err(error) => assert!(!fits && matches!(error, Error::Unavailable(_)), "{error}"),
        }
        let text = "SELECT name FROM sqlite_schema WHERE name = 'setting'";
        let found = ready(tx.query(text, &[])).expect("the schema");
        assert_eq!(found.len(), usize::from(fits));
    }
}

#[tokio::test]
async fn a_copy_in_memory_has_what_was_written_before_it() {
    let store = Store::open(&Location::Memory).expect("a store");
    for round in 0..20 {
        let write = |number: i32| {
            store.write(format!("{round}-{number}"), async |tx, name| {
                setting::set(tx, "1", "AWS", name, "written").await
            })
        };
        let before = future::join_all((0..20).map(write)).await;
        assert!(before.iter().all(Result::is_ok));
        // The copy is asked for while later writes share commits.
        let after = future::join_all((20..40).map(write));
        let (after, image) = future::join(after, store.image()).await;
        assert!(after.iter().all(Result::is_ok));
        let image = image.expect("a copy");
        let options = OpenOptions {
            image: Some(image),
            ..OpenOptions::default()
        };
        let copy = Store::open_with(&Location::Memory, options).expect("a copy opens");
        let found = copy.read(round, async |tx, round: &i32| {
            let mut found = 0;
            for at in 0..20 {
                let name = format!("{round}-{at}");
                found += usize::from(setting::find(tx, "1", "AWS", &name).await?.is_some());
            }
            Ok::<_, Error>(found)
        });
        assert_eq!(found.await.expect("a read"), 20);
    }
}

#[tokio::test]
async fn a_state_of_an_older_schema_is_migrated() {
    let mut tx = Tx::new(Box::new(Sqlite::writer(None, None).expect("memory opens")));
    ready(migrate::apply_up_to(&mut tx, 6, |text| text.into())).expect("version 6");
    let known = ready(tables::columns(&mut tx)).expect("tables");
    let known = &known["opportunity"];
    let row: Vec<_> = known
        .iter()
        .map(|column| match column.name.as_str() {
            "id" => json!("O1"),
            "account" => json!("222222222222"),
            "catalog" => json!("AWS"),
            "document" => json!("{}"),
            name if name.ends_with("_at") => json!(0),
            _ => json!(""),
        })
        .collect();
    let file = file(&[
        json!({ "cosell_state": 1, "schema": 6, "program": "0.0.1", "about": {} }),
        json!({ "table": "opportunity", "columns": names(known) }),
        json!(row),
        json!({ "table": "offer", "columns": ["offer", "catalog", "opportunity_id"] }),
        json!(["an-offer", "AWS", "O1"]),
    ]);
    let loaded = load(file).expect("it loads");
    let holder = loaded.read((), async |tx, ()| {
        offer::holder(tx, "222222222222", "AWS", "an-offer").await
    });
    assert_eq!(holder.await.expect("a read").as_deref(), Some("O1"));
}

#[test]
fn a_state_of_a_newer_program_is_refused() {
    let newer = migrate::newest() + 1;
    let head = |form: u64, schema: i64| {
        file(&[json!({ "cosell_state": form, "schema": schema, "program": "9.9.9" })])
    };
    let refused = StateReader::open(head(1, newer), ANY).expect_err("a newer schema");
    assert!(matches!(refused, StateError::NewerSchema { found, .. } if found == newer));
    let refused = StateReader::open(head(2, 1), ANY).expect_err("a newer form");
    assert!(matches!(refused, StateError::NewerForm { .. }));
}

#[test]
fn a_state_with_anything_behind_its_end_is_refused() {
    let head = json!({ "cosell_state": 1, "schema": migrate::newest(), "program": "0.1.0" });
    let whole = file(std::slice::from_ref(&head));
    load(whole).expect("it loads");
    let mut longer = file(&[head]);
    longer.seek(SeekFrom::End(0)).expect("a file");
    longer.write_all(b"x").expect("a byte");
    let refused = load(longer).expect_err("a damaged state");
    assert!(matches!(refused, Error::Open { source, .. } if matches!(*source, Error::State(_))));
}

#[tokio::test]
async fn a_table_without_rows_is_empty() {
    let mut lines = vec![
        json!({ "cosell_state": 1, "schema": migrate::newest(), "program": "0.1.0", "about": {} }),
    ];
    for table in migrate::tables().filter(|table| tables::is_kept(table)) {
        lines.push(json!({ "table": table, "columns": [] }));
    }
    let loaded = load(file(&lines)).expect("it loads");
    let count = loaded.read((), async |tx, ()| {
        tx.of_store();
        let mut count = 0;
        for table in migrate::tables().filter(|table| *table != crate::image::VERSION_TABLE) {
            let text = format!("SELECT 1 FROM {table}");
            count += tx.query(&text, &[]).await?.len();
        }
        Ok::<_, Error>(count)
    });
    assert_eq!(count.await.expect("a read"), 0);
}

#[test]
fn a_table_that_the_schema_does_not_have_yet_is_refused() {
    let head = json!({ "cosell_state": 1, "schema": 1, "program": "0.1.0" });
    let table = json!({ "table": "event_stream", "columns": [] });
    let refused = load(file(&[head, table])).expect_err("a damaged state");
    assert!(matches!(refused, Error::Open { source, .. } if matches!(*source, Error::State(_))));
}

#[test]
fn a_row_that_its_table_does_not_have_is_refused() {
    for lines in [
        [
            json!({ "table": "setting", "columns": ["account"] }),
            json!(["1", "2"]),
        ],
        [
            json!({ "table": "setting", "columns": ["account"] }),
            json!(["1"]),
        ],
        [
            json!({ "table": "setting", "columns": ["account"] }),
            json!([1.5]),
        ],
        [json!({ "table": "setting", "columns": [] }), json!([])],
        [
            json!({ "table": "setting; DROP TABLE task", "columns": [] }),
            json!([]),
        ],
        [json!({ "table": "node", "columns": ["id"] }), json!(["1"])],
        [json!(["1"]), json!(["1"])],
    ] {
        let [table, row] = lines.clone();
        assert!(
            damage(&mut migrated(), &[head(), table, row]).is_some(),
            "{lines:?}"
        );
    }
}

/// A person may edit a state. What a column cannot have is found where it stands, because the
/// operation that reads the row could only fail.
#[test]
fn a_value_that_its_column_cannot_have_is_refused_with_its_line() {
    let mut tx = migrated();
    let known = ready(tables::columns(&mut tx)).expect("tables");
    let mut tried = 0;
    for table in migrate::tables().filter(|table| tables::is_kept(table)) {
        let columns = &known[table];
        let declared = |column: &Column| {
            let declared = super::declared::declared(table).iter();
            let mut declared = declared.filter(|declared| declared.column == column.name);
            declared.next()
        };
        let fit = |column: &Column| {
            let words = declared(column).and_then(|it| it.expected.strip_prefix("one of "));
            match words.and_then(|words| words.split(' ').next()) {
                Some(word) => json!(word),
                None if column.is_integer => json!(7),
                None if is_json(table, &column.name) => json!("[]"),
                None => json!("a text"),
            }
        };
        let lines = |row: Vec<Json>| {
            let columns = json!({ "table": table, "columns": names(columns) });
            [head(), columns, Json::Array(row)]
        };
        let row: Vec<Json> = columns.iter().map(fit).collect();
        assert_eq!(damage(&mut tx, &lines(row.clone())), None, "{table}");
        for (at, column) in columns.iter().enumerate() {
            let mut wrong = vec![json!(true), json!(1.5), json!({})];
            wrong.push(if column.is_integer {
                json!("7")
            } else {
                json!(7)
            });
            if !column.may_be_null {
                wrong.push(Json::Null);
            }
            if is_json(table, &column.name) {
                wrong.push(json!("{"));
            }
            if declared(column).is_some_and(|it| it.expected.starts_with("one of ")) {
                wrong.push(json!("another text"));
            }
            for value in wrong {
                let mut row = row.clone();
                row[at] = value.clone();
                let why = damage(&mut tx, &lines(row)).unwrap_or_default();
                let place = format!("line 3: {table}.{} is not ", column.name);
                assert!(why.contains(&place), "{place}{value}: {why}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

#[test]
fn a_row_that_its_table_refuses_is_refused_with_its_lines() {
    let table = json!({ "table": "setting", "columns": ["account", "catalog", "name", "value"] });
    let row = json!(["1", "AWS", "color", "blue"]);
    let why = damage(&mut migrated(), &[head(), table, row.clone(), row]).expect("a damaged state");
    assert!(
        why.contains("lines 3 to 4: a row does not fit setting"),
        "{why}"
    );
}

/// A reset of a database reads what it begins with while the next one is prepared.
#[test]
fn two_read_one_file() {
    let file = file(&[head()]);
    let again = file.try_clone().expect("a file");
    let first = StateReader::open(file, ANY).expect("a head");
    let second = StateReader::open(again, ANY).expect("a head");
    for state in [second, first] {
        load_from(state).expect("it loads");
    }
}
