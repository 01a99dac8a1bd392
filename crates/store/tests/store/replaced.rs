//! A state that takes the place of what a PostgreSQL database has.
//!
//! The tables stay, because to create them again takes seconds; so this walks over all of them. As
//! `contract` says, this test is skipped when `COSELL_TEST_POSTGRES` names no server.

use std::collections::BTreeMap;
use std::io::Seek as _;

use cosell_store::table::setting;
use cosell_store::{Error, Location, OpenOptions, StateReader, StateWriter, Store, Tx};

use crate::contract::Place;

/// More rows than are deleted: their table is truncated.
const MANY: u32 = 20_000;

/// The table that a state does not replace: it has the same version.
const VERSION: &str = "schema_version";

/// The rows of each table of the schema, as texts.
type Rows = BTreeMap<String, Vec<String>>;

#[tokio::test]
async fn nothing_is_left_of_what_a_state_replaces() {
    let Some(place) = Place::postgres() else {
        return;
    };
    let rows_of_new = rows(&place.open()).await;
    for _ in 0..2 {
        let store = place.open();
        fill(&store).await;
        for (table, rows) in rows(&store).await {
            let more = rows.len() > rows_of_new[&table].len();
            assert!(more || table == VERSION, "{table} has no row");
        }
        store.close();
        let store = open_with(&place, saved(None).await);
        assert_eq!(rows(&store).await, rows_of_new);
        assert_eq!(next_place_of_an_event(&store).await, "1");
    }
}

#[tokio::test]
async fn what_is_replaced_has_the_rows_of_the_state() {
    let Some(place) = Place::postgres() else {
        return;
    };
    fill(&place.open()).await;
    let store = open_with(&place, saved(Some("blue")).await);
    let found = store.read((), async |tx, ()| {
        setting::find(tx, "1", "AWS", "color").await
    });
    assert_eq!(found.await.expect("a read").as_deref(), Some("blue"));
    assert_eq!(rows(&store).await["setting"].len(), 1);
}

/// A saved state of a new store, with a setting if one is given.
async fn saved(color: Option<&'static str>) -> StateReader {
    let store = Store::open(&Location::Memory).expect("a store");
    if let Some(color) = color {
        let written = store.write((), async move |tx: &mut Tx, ()| {
            setting::set(tx, "1", "AWS", "color", color).await
        });
        written.await.expect("a setting");
    }
    let mut file = tempfile::tempfile().expect("a file");
    let copy = file.try_clone().expect("a file");
    let writer = StateWriter::begin(copy, "0.1.0", &serde_json::json!({})).expect("a state");
    store.save(writer).await.expect("it is saved");
    file.rewind().expect("a file");
    StateReader::open(file).expect("a state")
}

fn open_with(place: &Place, state: StateReader) -> Store {
    let options = OpenOptions {
        state: Some(state),
        ..OpenOptions::default()
    };
    Store::open_with(place.location(), options).expect("the store opens")
}

async fn texts(tx: &mut Tx, statement: &str) -> Result<Vec<String>, Error> {
    let rows = tx.query(statement, &[]).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}

async fn tables(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let text = "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') \
                AND relnamespace = quote_ident(current_schema())::regnamespace";
    texts(tx, text).await
}

async fn rows(store: &Store) -> Rows {
    let read = store.read((), async |tx, ()| {
        tx.of_store();
        let mut rows = Rows::new();
        for table in tables(tx).await? {
            let text = format!("SELECT it::text FROM {table} it ORDER BY 1");
            let found = texts(tx, &text).await?;
            rows.insert(table, found);
        }
        Ok::<_, Error>(rows)
    });
    read.await.expect("the tables are read")
}

/// Inserts a row into every table, and many into one.
async fn fill(store: &Store) {
    let written = store.write((), async |tx, ()| {
        tx.of_store();
        for table in tables(tx).await? {
            if table == VERSION {
                continue;
            }
            let text = format!(
                "SELECT CASE atttypid WHEN 'bigint'::regtype THEN '7' ELSE '''{{7}}''' END \
                 FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 \
                 AND NOT attisdropped ORDER BY attnum"
            );
            let values = texts(tx, &text).await?.join(", ");
            let text = format!("INSERT INTO {table} OVERRIDING SYSTEM VALUE VALUES ({values})");
            tx.execute(&text, &[]).await?;
        }
        let text = format!(
            "INSERT INTO setting (account, catalog, name, value) \
             SELECT number::text, 'AWS', 'color', repeat('x', 100) \
             FROM generate_series(1, {MANY}) number"
        );
        tx.execute(&text, &[]).await?;
        let text = "SELECT nextval(pg_get_serial_sequence('event', 'ord'))::text";
        texts(tx, text).await
    });
    written.await.expect("the tables are filled");
}

async fn next_place_of_an_event(store: &Store) -> String {
    let text = "SELECT nextval(pg_get_serial_sequence('event', 'ord'))::text";
    let read = store.write((), async move |tx: &mut Tx, ()| {
        tx.of_store();
        texts(tx, text).await
    });
    read.await.expect("a number").concat()
}
