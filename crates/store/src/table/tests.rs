//! The promises of every declared row, checked for all of them and against the schema.

use std::collections::BTreeMap;

use crate::distribution::KEYS;
use crate::record::{Mark, Record, record};
use crate::row::{Blank, Cell, Document};
use crate::sqlite::{Sqlite, ready};
use crate::state::every_row;
use crate::{Error, Row, Tx, Value, migrate};

/// Tables without a row type, and why none is declared.
const BARE: &[(&str, &str)] = &[
    ("attachment", "its columns are its key"),
    (
        "client_token",
        "it is found by all of its key, for two columns",
    ),
    (
        "customer_account_backfill",
        "it has one row or none, of one column",
    ),
    (
        "customer_account_count",
        "it is found by all of its key, for two columns",
    ),
    (
        "deleted_customer_account",
        "it is found by its key, for one column",
    ),
    ("event_resource", "its columns are a key and a value"),
    (
        "event_stream",
        "it has one row, of which one column is read",
    ),
    ("identity", "it has one row, of which one column is read"),
    ("node", "one column at a time is read"),
    (
        "opportunity_gram",
        "a full-text index, an array on PostgreSQL",
    ),
    ("opportunity_gram_config", "of the full-text index"),
    ("opportunity_gram_data", "of the full-text index"),
    ("opportunity_gram_docsize", "of the full-text index"),
    ("opportunity_gram_idx", "of the full-text index"),
    (
        "opportunity_gram_pending",
        "its columns are a key and a value",
    ),
    ("offer", "it is found by all of its key, for one column"),
    ("search_backfill", "it has one row or none, of one column"),
    ("schema_version", "the migration's own"),
    ("setting", "it is found by all of its key, for one column"),
    ("upload_chunk", "its content is decoded as it is read"),
    ("tag", "its columns are a key and a value"),
];

/// Columns that are read in addition to the declared row, by the struct around it.
const EXTRA: &[(&str, &str)] = &[
    ("event", "ord"),
    ("event", "position"),
    ("event", "sequence"),
];

/// Keys of declared rows that are not the primary key, but unique all the same.
const UNIQUE: &[(&str, &str)] = &[("event", "id")];

/// A declared row without its type.
struct Declared {
    table: &'static str,
    columns: &'static [(&'static str, Mark)],
    read: fn(Row) -> Result<(), Error>,
    /// Whether each column of a row is written as a document.
    documents: fn(Row) -> Vec<bool>,
}

fn of<R: Record>() -> Declared {
    Declared {
        table: R::TABLE,
        columns: R::COLUMNS,
        read: |row| R::read(row).map(drop),
        documents: |row| {
            let read = R::read(row).expect("a readable row");
            let values = read.values().into_iter();
            values
                .map(|value| matches!(value, Value::Document(_)))
                .collect()
        },
    }
}

/// Every stored row.
fn declared() -> Vec<Declared> {
    macro_rules! declared_rows {
        ($($row:ty),+ $(,)?) => {
            vec![$(of::<$row>()),+]
        };
    }
    every_row!(declared_rows)
}

/// The columns of every table of the schema, and whether each is part of the primary key.
fn schema() -> BTreeMap<String, Vec<(String, bool)>> {
    let mut tx = Tx::new(Box::new(Sqlite::writer(None, None).expect("memory opens")));
    ready(migrate::migrate(&mut tx, None)).expect("the schema");
    let text = "SELECT tables.name, columns.name, columns.pk \
                FROM sqlite_schema tables, pragma_table_info(tables.name) columns \
                WHERE tables.type = 'table' ORDER BY tables.name, columns.cid";
    let mut found = BTreeMap::new();
    for mut row in ready(tx.query(text, &[])).expect("the columns") {
        let table = row.text(0).expect("a name");
        let column = (
            row.text(1).expect("a name"),
            row.integer(2).expect("a number") != 0,
        );
        found.entry(table).or_insert_with(Vec::new).push(column);
    }
    found
}

#[test]
fn every_column_of_the_schema_is_declared_once() {
    let mut schema = schema();
    for (table, why) in BARE {
        assert!(schema.remove(*table).is_some(), "{table} is missing: {why}");
    }
    for Declared { table, columns, .. } in declared() {
        let found = schema.remove(table);
        let mut found = found.unwrap_or_else(|| panic!("{table} is declared twice, or missing"));
        found.retain(|(name, _)| !EXTRA.contains(&(table, name)));
        // SQLite, which is not distributed, has some keys without the distribution key.
        let placed = KEYS.iter().find(|(name, _)| *name == table);
        let placed = placed.and_then(|(_, key)| key.column());
        for (name, is_key) in &mut found {
            *is_key |= placed == Some(name);
        }
        found.sort();
        let declared = columns.iter();
        let mut declared: Vec<_> = declared
            .map(|(name, mark)| {
                let is_primary = *mark == Mark::Key && !UNIQUE.contains(&(table, name));
                ((*name).to_owned(), is_primary)
            })
            .collect();
        declared.sort();
        assert_eq!(declared, found, "{table}: columns, and which are its key");
    }
    assert!(schema.is_empty(), "no row is declared for {schema:?}");
}

/// One cell of each type that some column has: texts of every enumeration, and an integer.
fn cells() -> Vec<Cell> {
    let words = ["any", "AWS", "Opportunity", "ACTIVE", "user", "PENDING"];
    let words = words.iter().chain(&[
        "LeadInvitation",
        "Running",
        "IN_PROGRESS",
        "DONE",
        "SUCCEEDED",
        "WRITING",
        "waiting",
    ]);
    let texts = words.map(|word| Cell::Text((*word).to_owned()));
    texts.chain([Cell::Integer(7)]).collect()
}

fn read(declared: &Declared, cells: &[Cell]) -> Result<(), String> {
    match (declared.read)(Row::new(cells.to_vec())) {
        Ok(()) => Ok(()),
        Err(Error::Column(damage)) => Err(format!("{}: {}", damage.of, damage.column)),
        Err(other) => panic!("{}: {other}", declared.table),
    }
}

/// Builds a readable row without knowing the types of its columns: a cell is right when the reader
/// reports no error or one of a later column.
fn readable(declared: &Declared) -> Vec<Cell> {
    let mut row = vec![Cell::Unreadable; declared.columns.len()];
    for (place, (column, _)) in declared.columns.iter().enumerate() {
        let error = read(declared, &row).expect_err("a cell is not readable yet");
        assert!(
            error.ends_with(&format!(": {column}")),
            "{error} instead of {column}: the reader has another order"
        );
        let fits = |cell: &Cell| {
            let mut tried = row.clone();
            tried[place] = cell.clone();
            let error = read(declared, &tried).err();
            error.is_none_or(|said| !said.ends_with(&format!(": {column}")))
        };
        let found = cells().into_iter().find(fits);
        let found = found.unwrap_or_else(|| panic!("no cell fits {}.{column}", declared.table));
        row[place] = found;
    }
    assert_eq!(read(declared, &row), Ok(()), "{}", declared.table);
    row
}

#[test]
fn what_is_called_a_document_is_written_as_one_and_nothing_else_is() {
    let mut count = 0;
    for declared in declared() {
        let written = (declared.documents)(Row::new(readable(&declared)));
        for ((column, mark), written) in declared.columns.iter().zip(written) {
            let table = declared.table;
            assert_eq!(written, *column == Document::COLUMN, "{table}.{column}");
            assert!(
                !written || *mark != Mark::Key,
                "{table}.{column} is compared"
            );
            count += usize::from(written);
        }
    }
    // Those of the schema, but for the table without a declared row.
    let schema = schema();
    let columns = schema.values().flatten();
    let named = columns
        .filter(|(column, _)| column == Document::COLUMN)
        .count();
    assert_eq!(count + 1, named);
}

#[test]
fn a_damaged_cell_is_an_error_that_names_table_key_and_column() {
    for declared in declared() {
        let whole = readable(&declared);
        for (place, (column, _)) in declared.columns.iter().enumerate() {
            let mut row = whole.clone();
            row[place] = Cell::Unreadable;
            let key = declared.columns.iter().zip(&row);
            let key = key.filter(|((_, mark), _)| *mark == Mark::Key);
            let key: Vec<String> = key
                .map(|(_, cell)| match cell {
                    Cell::Text(text) => format!("{text:?}"),
                    Cell::Integer(number) => number.to_string(),
                    Cell::Null | Cell::Unreadable => "?".to_owned(),
                })
                .collect();
            let wanted = format!("{} {}: {column}", declared.table, key.join(" "));
            assert_eq!(read(&declared, &row), Err(wanted));
        }
    }
}

record! {
    /// A row of no table.
    #[expect(unreachable_pub, reason = "rows are public, and this one is the tests'")]
    pub struct Thing in "thing" {
        whose: String [key],
        number: i64 [key],
        made_at: i64,
        note: Option<String> as Blank [changes],
        ended_at: Option<i64> [changes],
    }
}

#[test]
fn statements_follow_the_declaration() {
    assert_eq!(
        Thing::SELECT,
        "SELECT whose, number, made_at, note, ended_at FROM thing"
    );
    assert_eq!(
        Thing::QUALIFIED,
        "thing.whose, thing.number, thing.made_at, thing.note, thing.ended_at"
    );
    assert_eq!(
        Thing::insert_text(),
        "INSERT INTO thing (whose, number, made_at, note, ended_at) VALUES ($1, $2, $3, $4, $5)"
    );
    assert_eq!(
        Thing::update_text(),
        "UPDATE thing SET note = $1, ended_at = $2 WHERE whose = $3 AND number = $4"
    );
    let thing = Thing {
        whose: "anna".to_owned(),
        number: 7,
        made_at: 1,
        note: None,
        ended_at: None,
    };
    let changes = [Value::from(""), Value::Null, "anna".into(), 7.into()];
    assert_eq!(thing.changes(), changes);
}
