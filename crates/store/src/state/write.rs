//! Writing a state.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use super::tables::{self, Table};
use super::value::{CheckRow, StateRow};
use super::{BATCH, FORM, StateError, hex};
use crate::row::Cell;
use crate::{Error, Growing, Row, Tx, Value, migrate};

/// The file that a state is written to.
#[derive(Debug)]
pub struct StateWriter {
    lines: Mutex<Option<Lines>>,
    check: CheckRow,
}

#[derive(Debug)]
struct Lines {
    to: GzEncoder<BufWriter<Growing>>,
    hash: Sha256,
    rows: u64,
}

impl StateWriter {
    /// Begins a state of this program. `about` is what a reader is handed beside the rows; a row
    /// that `check` refuses is not saved, and nor is the state.
    pub fn begin(
        file: File,
        program: &str,
        about: &Json,
        check: CheckRow,
    ) -> Result<Self, StateError> {
        let to = GzEncoder::new(BufWriter::new(file.into()), Compression::fast());
        let mut lines = Lines {
            to,
            hash: Sha256::new(),
            rows: 0,
        };
        let head = json!({
            "cosell_state": FORM,
            "schema": migrate::newest(),
            "program": program,
            "about": about,
        });
        lines.put(&head)?;
        Ok(Self {
            lines: Mutex::new(Some(lines)),
            check,
        })
    }

    /// Ends the state, which is on the disk then. Returns the number of its rows.
    pub(crate) fn end(&self) -> Result<u64, StateError> {
        let lines = self.lines().take();
        let mut lines = lines.ok_or_else(|| StateError::damaged("it has ended"))?;
        let (hash, rows) = (hex(&lines.hash), lines.rows);
        lines.put(&json!({ "rows": rows, "sha256": hash }))?;
        let file = lines.to.finish().map_err(StateError::Write)?;
        let file = file.into_inner();
        let file = file.map_err(|error| StateError::Write(error.into_error()))?;
        file.into_file().sync_all().map_err(StateError::Write)?;
        Ok(rows)
    }

    fn put(&self, line: &Json, is_row: bool) -> Result<(), StateError> {
        let mut lines = self.lines();
        let lines = lines.as_mut();
        let lines = lines.ok_or_else(|| StateError::damaged("it has ended"))?;
        lines.rows += u64::from(is_row);
        lines.put(line)
    }

    fn lines(&self) -> MutexGuard<'_, Option<Lines>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lines {
    fn put(&mut self, line: &Json) -> Result<(), StateError> {
        let mut line = line.to_string().into_bytes();
        line.push(b'\n');
        self.hash.update(&line);
        self.to.write_all(&line).map_err(StateError::Write)
    }
}

/// Writes all rows, as this transaction sees them.
pub(crate) async fn save(tx: &mut Tx, to: &StateWriter) -> Result<(), Error> {
    tx.run_once();
    tx.of_store();
    for table in tables::of_newest(tx).await? {
        let line = json!({ "table": table.name, "columns": names(&table) });
        to.put(&line, false)?;
        save_rows(tx, &table, to).await?;
    }
    Ok(())
}

/// The columns of JSON, each behind its table, so that a test can ask who checks them.
pub async fn json_columns(tx: &mut Tx) -> Result<Vec<(String, String)>, Error> {
    let tables = tables::of_newest(tx).await?;
    let columns = tables.iter().flat_map(|table| {
        let columns = table.columns.iter().filter(|column| column.is_json);
        columns.map(|column| (table.name.clone(), column.name.clone()))
    });
    Ok(columns.collect())
}

fn names(table: &Table) -> Vec<&str> {
    let columns = table.columns.iter();
    columns.map(|column| column.name.as_str()).collect()
}

/// Refuses a row that could not be loaded.
fn check(table: &Table, cells: &[Cell], read: CheckRow) -> Result<(), StateError> {
    let row = StateRow::new(&table.name, &table.columns, cells);
    let Err(wrong) = row.check(read) else {
        return Ok(());
    };
    let key = table.columns.iter().zip(cells);
    let key = key.filter(|(column, _)| table.key.contains(&column.name));
    let key = key.filter_map(|(_, cell)| match cell {
        Cell::Integer(number) => Some(number.to_string()),
        Cell::Text(text) => Some(text.clone()),
        Cell::Null | Cell::Unreadable => None,
    });
    let key = key.collect::<Vec<_>>().join(", ");
    let why = format!("{wrong}, in the row with the key {key}");
    Err(StateError::Unsound(why))
}

async fn save_rows(tx: &mut Tx, table: &Table, to: &StateWriter) -> Result<(), Error> {
    let (name, columns, key) = (&table.name, names(table).join(", "), table.key.join(", "));
    if table.key.is_empty() {
        let text = format!("SELECT {columns} FROM {name}");
        put_rows(tx.query(&text, &[]).await?, table, to)?;
        return Ok(());
    }
    let mut after: Vec<Value<'static>> = Vec::new();
    loop {
        let behind = match after.len() {
            0 => String::new(),
            count => {
                let places = (1..=count).map(|place| format!("${place}"));
                let places = places.collect::<Vec<_>>().join(", ");
                format!(" WHERE ({key}) > ({places})")
            }
        };
        let text = format!("SELECT {columns} FROM {name}{behind} ORDER BY {key} LIMIT {BATCH}");
        let rows = tx.query(&text, &after).await?;
        let Some(last) = put_rows(rows, table, to)? else {
            return Ok(());
        };
        after = last;
    }
}

/// Writes rows. Returns the key of the last one.
fn put_rows(
    rows: Vec<Row>,
    table: &Table,
    to: &StateWriter,
) -> Result<Option<Vec<Value<'static>>>, Error> {
    let mut last = None;
    for mut row in rows {
        let cells: Vec<Cell> = table.columns.iter().map(|_| row.next_cell()).collect();
        check(table, &cells, to.check)?;
        let values = cells.iter().map(|cell| match cell {
            Cell::Null | Cell::Unreadable => Json::Null,
            Cell::Integer(number) => Json::from(*number),
            Cell::Text(text) => Json::from(text.as_str()),
        });
        to.put(&Json::Array(values.collect()), true)?;
        last = Some(cells);
    }
    let Some(cells) = last else { return Ok(None) };
    let of_key = table
        .columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| (&column.name, cell))
        .filter(|(column, _)| table.key.contains(column));
    let mut of_key: Vec<_> = of_key.collect();
    // In the order of the key, which need not be that of the columns.
    of_key.sort_by_key(|(column, _)| table.key.iter().position(|key| key == *column));
    let of_key = of_key.into_iter().map(|(_, cell)| match cell {
        Cell::Integer(number) => Value::Integer(number),
        Cell::Text(text) => Value::from(text),
        Cell::Null | Cell::Unreadable => Value::Null,
    });
    Ok(Some(of_key.collect()))
}
