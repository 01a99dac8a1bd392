//! What every declared row promises, walked over all of them and over the schema.

use std::collections::BTreeMap;

use super::{
    access_key, account, association, audit, engagement, event, invitation, job, member,
    opportunity, page_key, policy, principal, prospecting, received, snapshot, task,
};
use crate::record::{Mark, Record};
use crate::row::Cell;
use crate::sqlite::{Sqlite, ready};
use crate::{Error, Row, Tx, migrate};

/// Tables without a row of their own, and why none is declared.
const BARE: &[(&str, &str)] = &[
    ("attachment", "its columns are its key"),
    (
        "client_token",
        "it is found by all of its key, for two columns",
    ),
    ("identity", "it has one row, of which one column is read"),
    ("node", "one column at a time is read"),
    ("offer", "it is found by all of its key, for one column"),
    ("schema_version", "the migration's own"),
    ("setting", "it is found by all of its key, for one column"),
    ("tag", "its columns are a key and a value"),
];

/// Columns that are read beside the row that is declared, by the struct around it.
const BESIDE: &[(&str, &str)] = &[("event", "due_at"), ("event", "failures")];

/// What is known of a declared row without its type.
struct Declared {
    table: &'static str,
    columns: &'static [(&'static str, Mark)],
    read: fn(Row) -> Result<(), Error>,
}

fn of<R: Record>() -> Declared {
    Declared {
        table: R::TABLE,
        columns: R::COLUMNS,
        read: |row| R::read(row).map(drop),
    }
}

/// Every row that is stored; rows that only read some columns of another's table are left out.
fn declared() -> Vec<Declared> {
    vec![
        of::<access_key::AccessKey>(),
        of::<account::Account>(),
        of::<association::Association>(),
        of::<audit::Act>(),
        of::<engagement::Engagement>(),
        of::<event::Event>(),
        of::<invitation::Invitation>(),
        of::<job::Job>(),
        of::<member::Member>(),
        of::<opportunity::Opportunity>(),
        of::<page_key::PageKey>(),
        of::<policy::Policy>(),
        of::<principal::Principal>(),
        of::<prospecting::Outcome>(),
        of::<prospecting::Prospecting>(),
        of::<received::Received>(),
        of::<snapshot::Snapshot>(),
        of::<task::Step>(),
        of::<task::Task>(),
    ]
}

/// The columns of every table of the schema, and whether each is part of the primary key.
fn schema() -> BTreeMap<String, Vec<(String, bool)>> {
    let mut tx = Tx::new(Box::new(Sqlite::writer(None).expect("memory opens")));
    ready(migrate::migrate(&mut tx)).expect("the schema");
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
        assert!(schema.remove(*table).is_some(), "{table} is gone: {why}");
    }
    for Declared { table, columns, .. } in declared() {
        let found = schema.remove(table);
        let mut found = found.unwrap_or_else(|| panic!("{table} is declared twice, or is gone"));
        found.retain(|(name, _)| !BESIDE.contains(&(table, name)));
        found.sort();
        let declared = columns.iter();
        let mut declared: Vec<_> = declared
            .map(|(name, mark)| ((*name).to_owned(), *mark == Mark::Key))
            .collect();
        declared.sort();
        assert_eq!(declared, found, "{table}: columns, and which are its key");
    }
    assert!(schema.is_empty(), "no row is declared for {schema:?}");
}

/// One cell of each sort that some column takes.
fn cells() -> Vec<Cell> {
    vec![Cell::Integer(7), Cell::Text("any".to_owned())]
}

fn read(declared: &Declared, cells: &[Cell]) -> Result<(), String> {
    match (declared.read)(Row::new(cells.to_vec())) {
        Ok(()) => Ok(()),
        Err(Error::Column { of, column, .. }) => Err(format!("{of}: {column}")),
        Err(other) => panic!("{}: {other}", declared.table),
    }
}

/// A row that can be read, made without knowing the types of its columns: a cell is right when the
/// reader complains of none or of a later one.
fn readable(declared: &Declared) -> Vec<Cell> {
    let mut row = vec![Cell::Unreadable; declared.columns.len()];
    for (place, (column, _)) in declared.columns.iter().enumerate() {
        let complaint = read(declared, &row).expect_err("a cell is not readable yet");
        assert!(
            complaint.ends_with(&format!(": {column}")),
            "{complaint} instead of {column}: the reader has another order"
        );
        let fits = |cell: &Cell| {
            let mut tried = row.clone();
            tried[place] = cell.clone();
            let complaint = read(declared, &tried).err();
            complaint.is_none_or(|said| !said.ends_with(&format!(": {column}")))
        };
        let found = cells().into_iter().find(fits);
        let found = found.unwrap_or_else(|| panic!("no cell fits {}.{column}", declared.table));
        row[place] = found;
    }
    assert_eq!(read(declared, &row), Ok(()), "{}", declared.table);
    row
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

#[test]
fn statements_follow_the_declaration() {
    assert_eq!(
        account::Account::SELECT,
        "SELECT id, status, created_at, document FROM account"
    );
    assert_eq!(
        account::Account::insert_text(),
        "INSERT INTO account (id, status, created_at, document) VALUES ($1, $2, $3, $4)"
    );
    assert_eq!(
        account::Account::update_text(),
        "UPDATE account SET status = $1, document = $2 WHERE id = $3"
    );
    assert_eq!(
        prospecting::Outcome::update_text(),
        "UPDATE prospecting_result SET status = $1, context_id = $2, reason_code = $3, \
         message = $4 WHERE task_id = $5 AND place = $6"
    );
}
