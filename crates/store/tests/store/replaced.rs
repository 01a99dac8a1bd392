//! A state that takes the place of what a PostgreSQL database has.
//!
//! The tables are emptied and not created again, because that takes seconds; so this walks over all
//! of them. Large ones change places with spare ones, if there are any. As
//! `contract` says, this test is skipped when `COSELL_TEST_POSTGRES` names no server.

use std::collections::BTreeMap;
use std::fs::File;

use cosell_store::table::setting;
use cosell_store::{Error, Location, StateReader, StateWriter, Store, Tx};

use tokio::task::block_in_place;

use crate::contract::Place;
use crate::postgres::{Break, Proxy};

/// More rows than are deleted: their table is truncated, or exchanged.
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
    // Without spare tables, with them, and with those that are made once more.
    for makes_spares in [false, false, true, true] {
        let store = place.open();
        if makes_spares {
            store.make_spares().await.expect("spare tables");
        }
        fill(&store).await;
        for (table, rows) in rows(&store).await {
            let more = rows.len() > rows_of_new[&table].len();
            assert!(more || table == VERSION, "{table} has no row");
        }
        store.close();
        let store = open_with(&place, saved(None).await);
        assert_eq!(rows(&store).await, rows_of_new);
        assert_eq!(next_place_of_an_event(&store).await, "1");
        let dropped = in_schema(&store, "_cosell_dropped", TABLES).await;
        let expected: &[&str] = if makes_spares { &["setting"] } else { &[] };
        assert_eq!(dropped, expected);
    }
}

/// What a later version of the schema changes, such as an index, has the name that it always had.
#[tokio::test]
async fn a_table_that_was_exchanged_is_that_of_a_new_database() {
    let Some(place) = Place::postgres() else {
        return;
    };
    let store = place.open();
    let made = [
        in_schema(&store, "", TABLES).await,
        in_schema(&store, "", INDEXES).await,
    ];
    store.make_spares().await.expect("spare tables");
    fill(&store).await;
    let store = open_with(&place, saved(None).await);
    for (made, what) in made.into_iter().zip([TABLES, INDEXES]) {
        assert_eq!(in_schema(&store, "", what).await, made);
        store.make_spares().await.expect("spare tables");
        assert_eq!(in_schema(&store, "_cosell_spare", what).await, made);
        assert!(in_schema(&store, "_cosell_dropped", what).await.is_empty());
    }
}

/// Statements that another node has prepared mean the tables of this name, and not those that they
/// were prepared with.
#[tokio::test]
async fn another_node_reads_and_writes_what_is_there_now() {
    let Some(place) = Place::postgres() else {
        return;
    };
    let other = filled(&place).await;
    // The database keeps a plan from the sixth time on.
    for _ in 0..8 {
        assert!(color(&other, "1").await.is_some());
        set_color(&other, "red").await;
    }
    let store = open_with(&place, saved(None).await);
    assert_eq!(color(&other, "1").await, None);
    set_color(&other, "green").await;
    assert_eq!(color(&store, "1").await.as_deref(), Some("green"));
    assert_eq!(rows(&store).await["setting"].len(), 1);
}

#[tokio::test]
async fn what_an_operator_added_to_a_table_stays() {
    let Some(place) = Place::postgres() else {
        return;
    };
    let store = filled(&place).await;
    let added = store.write((), async |tx: &mut Tx, ()| {
        tx.of_store();
        tx.execute("CREATE VIEW colors AS SELECT value FROM setting", &[])
            .await
    });
    added.await.expect("a view");
    let store = open_with(&place, saved(Some("blue")).await);
    let found = store.read((), async |tx, ()| {
        tx.of_store();
        texts(tx, "SELECT value FROM colors").await
    });
    assert_eq!(found.await.expect("the view is there"), ["blue"]);
}

/// A state that ends too early is found out after the tables were exchanged.
#[tokio::test]
async fn what_cannot_be_loaded_replaces_nothing() {
    let Some(place) = Place::postgres() else {
        return;
    };
    let store = filled(&place).await;
    let before = rows(&store).await;
    let file = saved_file(Some("blue")).await;
    let whole = file.metadata().expect("a file").len();
    file.set_len(whole - 8).expect("a shorter file");
    let state = StateReader::open(file, |_| Ok(())).expect("its head is whole");
    let refused = replace(&place, state);
    assert!(matches!(refused, Err(Error::State(_))), "{refused:?}");
    assert_eq!(rows(&place.open()).await, before);
    assert!(
        in_schema(&store, "_cosell_dropped", TABLES)
            .await
            .is_empty()
    );
}

/// The connection ends after the tables were exchanged: before their transaction is committed, or
/// after that, when the old tables are not dropped yet. Who replaces them learns which. It ends
/// again while these are dropped and spare ones are made.
#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_whose_connection_is_lost_happens_or_does_not() {
    for (fault, happens) in [(Break::Commit, false), (Break::Answer, true)] {
        let Some(proxy) = Proxy::start().await else {
            return;
        };
        let place = Place::of(proxy.location());
        // The proxy runs on other threads while one opens a store.
        let open = || block_in_place(|| place.open());
        let rows_of_new = rows(&open()).await;
        let store = open();
        store.make_spares().await.expect("spare tables");
        let made = in_schema(&store, "_cosell_spare", TABLES).await;
        fill(&store).await;
        let rows_before = rows(&store).await;

        let state = saved(None).await;
        proxy.break_at(fault);
        let replaced = block_in_place(|| replace(&place, state));
        assert!(proxy.has_broken(), "{fault:?}");
        match replaced {
            Ok(()) => assert!(happens, "it is said to have happened"),
            Err(Error::Unavailable(_)) => assert!(!happens, "it is said not to have happened"),
            Err(error) => panic!("{fault:?}: {error}"),
        }
        // It waits for the lock of the transaction that may still be ending.
        let store = open();
        let left = if happens { &rows_of_new } else { &rows_before };
        assert_eq!(rows(&store).await, *left, "{fault:?}");
        let dropped = in_schema(&store, "_cosell_dropped", TABLES).await;
        let expected: &[&str] = if happens { &["setting"] } else { &[] };
        assert_eq!(dropped, expected, "{fault:?}");

        for fault in [Break::Commit, Break::Answer] {
            proxy.break_at(fault);
            store.make_spares().await.expect_err("it is lost");
            assert!(proxy.has_broken(), "{fault:?}");
            assert_eq!(rows(&store).await, *left, "{fault:?}");
        }
        store.make_spares().await.expect("spare tables");
        assert_eq!(in_schema(&store, "_cosell_spare", TABLES).await, made);
        let dropped = in_schema(&store, "_cosell_dropped", TABLES).await;
        assert!(dropped.is_empty(), "{dropped:?}");

        // The next exchange finds them.
        if happens {
            fill(&store).await;
        }
        let state = saved(None).await;
        let store = block_in_place(|| open_with(&place, state));
        assert_eq!(rows(&store).await, rows_of_new, "{fault:?}");
        let dropped = in_schema(&store, "_cosell_dropped", TABLES).await;
        assert_eq!(dropped, ["setting"], "{fault:?}");
    }
}

/// The tables of a schema.
const TABLES: &str = "SELECT relname::text FROM pg_class WHERE relkind = 'r' \
                      AND relnamespace = to_regnamespace(quote_ident($1))::oid ORDER BY 1";

/// The indexes of a schema, by their definition.
const INDEXES: &str = "SELECT indexname || replace(indexdef, $1 || '.', '') FROM pg_indexes \
                       WHERE schemaname = $1 ORDER BY 1";

/// What a statement finds in the schema of a store, or in the one whose name goes on so.
async fn in_schema(store: &Store, after: &'static str, text: &'static str) -> Vec<String> {
    let read = store.read((after, text), async |tx, &(after, text)| {
        tx.of_store();
        let own = texts(tx, "SELECT current_schema()::text").await?.concat();
        let rows = tx.query(text, &[format!("{own}{after}").into()]).await?;
        let rows = rows.into_iter().map(|mut row| row.text(0));
        rows.collect::<Result<_, Error>>()
    });
    read.await.expect("the catalog is read")
}

async fn color(store: &Store, account: &'static str) -> Option<String> {
    let found = store.read((), async move |tx: &mut Tx, ()| {
        setting::find(tx, account, "AWS", "color").await
    });
    found.await.expect("a read")
}

async fn set_color(store: &Store, color: &'static str) {
    let written = store.write((), async move |tx: &mut Tx, ()| {
        setting::set(tx, "1", "AWS", "color", color).await
    });
    written.await.expect("a setting");
}

#[tokio::test]
async fn what_is_replaced_has_the_rows_of_the_state() {
    let Some(place) = Place::postgres() else {
        return;
    };
    fill(&place.open()).await;
    let store = open_with(&place, saved(Some("blue")).await);
    assert_eq!(color(&store, "1").await.as_deref(), Some("blue"));
    assert_eq!(rows(&store).await["setting"].len(), 1);
}

/// A saved state of a new store, with a setting if one is given.
async fn saved(color: Option<&'static str>) -> StateReader {
    StateReader::open(saved_file(color).await, |_| Ok(())).expect("a state")
}

async fn saved_file(color: Option<&'static str>) -> File {
    let store = Store::open(&Location::Memory).expect("a store");
    if let Some(color) = color {
        set_color(&store, color).await;
    }
    let file = tempfile::tempfile().expect("a file");
    let copy = file.try_clone().expect("a file");
    let writer =
        StateWriter::begin(copy, "0.1.0", &serde_json::json!({}), |_| Ok(())).expect("a state");
    store.save(writer).await.expect("it is saved");
    file
}

fn open_with(place: &Place, state: StateReader) -> Store {
    replace(place, state).expect("it is replaced");
    place.open()
}

fn replace(place: &Place, state: StateReader) -> Result<(), Error> {
    match place.location() {
        Location::Postgres(address) => address.replace(state),
        other => panic!("{other} is no PostgreSQL database"),
    }
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

/// A store with spare tables, and rows in each of its own.
async fn filled(place: &Place) -> Store {
    let store = place.open();
    store.make_spares().await.expect("spare tables");
    fill(&store).await;
    store
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
