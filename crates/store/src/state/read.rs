//! Reading a state.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::os::unix::fs::FileExt as _;

use flate2::bufread::GzDecoder;
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::tables;
use super::value::{CheckRow, Checked, StateRow};
use super::{FORM, LONGEST_LINE, StateError, hex};
use crate::migrate::{self, Dialect};
use crate::row::Cell;
use crate::unit::{Inserts, MAX_ROWS};
use crate::{Database, Error, Tx, Value, room};

/// Rows whose texts have more bytes are inserted before the next one is read.
const MAX_BYTES: usize = 256 << 10;

/// The bytes of a row beside its texts, by an estimate.
const ROW_BYTES: u64 = 128;

/// A saved state, of which the head was read.
#[derive(Debug)]
pub struct StateReader {
    from: BufReader<GzDecoder<BufReader<FromStart>>>,
    hash: Sha256,
    line: u64,
    rows: u64,
    schema: i64,
    about: Json,
    check: CheckRow,
    /// A file of the disk that it is loaded to, and the bytes that stay free there.
    disk: Option<(File, u64)>,
}

/// What a line says.
/// A file from its start to its end. Its handle may be shared: where others stand does not matter.
#[derive(Debug)]
struct FromStart {
    file: File,
    at: u64,
}

impl Read for FromStart {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(into, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

enum Line {
    Table {
        name: String,
        columns: Vec<String>,
    },
    Row(Vec<Json>),
    /// It is the last one, and says what was read.
    End,
}

impl StateReader {
    /// Reads the head. The file may be anywhere, and be read by others as well. A state that this
    /// program does not know is refused. Rows are refused later,
    /// when the state is loaded and `check` does.
    pub fn open(file: File, check: CheckRow) -> Result<Self, StateError> {
        let file = FromStart { file, at: 0 };
        let mut reader = Self {
            from: BufReader::new(GzDecoder::new(BufReader::new(file))),
            hash: Sha256::new(),
            line: 0,
            rows: 0,
            schema: 0,
            about: Json::Null,
            check,
            disk: None,
        };
        // Whatever the file is, it is none of ours if it has no such first line.
        let line = reader.line().map_err(|_| StateError::Foreign)?;
        let mut head: Json = serde_json::from_slice(&line).map_err(|_| StateError::Foreign)?;
        reader.hash.update(&line);
        let program = head["program"].as_str().unwrap_or("unknown").to_owned();
        match head["cosell_state"].as_u64() {
            Some(FORM) => {}
            Some(newer) if newer > FORM => return Err(StateError::NewerForm { program }),
            _ => return Err(StateError::Foreign),
        }
        let damaged = || StateError::damaged("it has no schema version");
        reader.schema = head["schema"]
            .as_i64()
            .filter(|it| *it > 0)
            .ok_or_else(damaged)?;
        let known = migrate::newest();
        if reader.schema > known {
            return Err(StateError::NewerSchema {
                program,
                found: reader.schema,
                known,
            });
        }
        reader.about = head["about"].take();
        Ok(reader)
    }

    /// The version of its schema.
    pub(crate) fn schema(&self) -> i64 {
        self.schema
    }

    /// Loads it only while so many bytes of a disk stay free, of which this is a file.
    pub(crate) fn leave_room(&mut self, disk: File, reserve: u64) {
        self.disk = Some((disk, reserve));
    }

    /// Refuses to load more of it where the disk has little room.
    async fn check_room(&self, tx: &mut Tx) -> Result<(), Error> {
        let Some((disk, reserve)) = &self.disk else {
            return Ok(());
        };
        // What was loaded is in the log, and will be copied from there.
        let text = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let row = tx.query_one(text, &[]).await?;
        let loaded = row.map_or(Ok(0), |mut row| row.integer(0))?;
        let loaded = u64::try_from(loaded).unwrap_or_default();
        let needed = reserve.saturating_add(room::STEP).saturating_add(loaded);
        let disk = rustix::fs::fstatvfs(disk).map_err(io::Error::from)?;
        room::check(&disk, needed, "to load the rest of the state")
    }

    /// What the writer noted beside the rows.
    pub fn about(&self) -> &Json {
        &self.about
    }

    /// The next line, with its end.
    fn line(&mut self) -> Result<Vec<u8>, StateError> {
        let mut line = Vec::new();
        let mut part = (&mut self.from).take(LONGEST_LINE);
        part.read_until(b'\n', &mut line)
            .map_err(|error| StateError::damaged(error.to_string()))?;
        if line.pop() != Some(b'\n') {
            return Err(StateError::damaged("it ends too early"));
        }
        self.line += 1;
        line.push(b'\n');
        Ok(line)
    }

    fn next(&mut self) -> Result<Line, StateError> {
        let line = self.line()?;
        let at = self.line;
        let wrong = || StateError::damaged(format!("line {at} is not of a state"));
        let read: Json = serde_json::from_slice(&line).map_err(|_| wrong())?;
        let mut object = match read {
            Json::Array(values) => {
                self.hash.update(&line);
                self.rows += 1;
                return Ok(Line::Row(values));
            }
            Json::Object(object) => object,
            _ => return Err(wrong()),
        };
        if let Some(Json::String(name)) = object.remove("table") {
            self.hash.update(&line);
            let columns = object.remove("columns").ok_or_else(wrong)?;
            let columns = serde_json::from_value(columns).map_err(|_| wrong())?;
            return Ok(Line::Table { name, columns });
        }
        let hash = hex(&self.hash);
        let is_whole = object.get("rows").and_then(Json::as_u64) == Some(self.rows)
            && object.get("sha256").and_then(Json::as_str) == Some(hash.as_str());
        if !is_whole {
            return Err(StateError::damaged(
                "its checksum does not match its content",
            ));
        }
        // Reads the checksum of the compression, too.
        let mut rest = [0];
        let is_over = match self.from.read(&mut rest) {
            // What follows the compression is left in the file.
            Ok(0) => self
                .from
                .get_mut()
                .get_mut()
                .fill_buf()
                .map(<[u8]>::is_empty),
            Ok(_) => Ok(false),
            Err(error) => Err(error),
        };
        match is_over {
            Ok(true) => Ok(Line::End),
            Ok(false) => Err(StateError::damaged("it goes on behind its end")),
            Err(error) => Err(StateError::damaged(error.to_string())),
        }
    }
}

/// Makes the tables of the state's schema, loads the rows, and migrates them to the newest one.
/// Before, there are no tables of ours, or those of the state's schema with the rows of a new
/// database. The caller begins and ends the transaction.
pub(crate) async fn load(
    tx: &mut Tx,
    state: &mut StateReader,
    dialect: Dialect,
) -> Result<(), Error> {
    migrate::apply_up_to(tx, state.schema, dialect).await?;
    let known = tables::columns(tx).await?;
    let mut table: Option<Table> = None;
    // The bytes that were loaded since the room was looked at.
    let mut unchecked = 0;
    loop {
        let line = state.next()?;
        if let Some(table) = &mut table
            && (table.is_full() || !matches!(line, Line::Row(_)))
        {
            unchecked += table.insert(tx).await?;
            if unchecked >= room::STEP {
                state.check_room(tx).await?;
                unchecked = 0;
            }
        }
        match line {
            Line::End => break,
            Line::Table { name, columns } => {
                table = Some(open(tx, &known, name, columns).await?);
            }
            Line::Row(values) => {
                let Some(table) = &mut table else {
                    return Err(StateError::damaged("its rows have no table").into());
                };
                table.add(state.line, values, state.check)?;
            }
        }
    }
    migrate::apply_up_to(tx, migrate::newest(), dialect).await?;
    state.check_room(tx).await?;
    for (backfill, of) in [
        ("search_backfill", "opportunity"),
        ("customer_account_backfill", "customer_account"),
    ] {
        tx.execute(&format!("DELETE FROM {backfill}"), &[]).await?;
        let text = format!(
            "INSERT INTO {backfill} (after_id) SELECT '' WHERE EXISTS (SELECT id FROM {of})"
        );
        tx.execute(&text, &[]).await?;
    }
    if tx.database() == Database::Postgres {
        let text = "SELECT setval(pg_get_serial_sequence('event', 'ord'), \
                    (SELECT COALESCE(MAX(ord), 0) FROM event) + 1, false)";
        tx.query(text, &[]).await?;
    }
    Ok(())
}

/// A table whose rows may follow.
struct Table {
    name: String,
    columns: Vec<Checked>,
    inserts: Inserts,
    /// The values of the rows that were read and are not inserted yet.
    values: Vec<Value<'static>>,
    /// The bytes of these rows' texts.
    bytes: usize,
    /// The line of the last one of these rows.
    line: u64,
}

impl Table {
    /// Adds a row to those that are inserted next. A value that its column cannot have is refused.
    fn add(&mut self, line: u64, row: Vec<Json>, check: CheckRow) -> Result<(), StateError> {
        let Self { name, columns, .. } = self;
        if row.is_empty() || row.len() != columns.len() {
            let why = format!("line {line}: a row of {name} has not as many values as columns");
            return Err(StateError::damaged(why));
        }
        self.line = line;
        let cells = row.into_iter().map(|value| match value {
            Json::Null => Cell::Null,
            Json::Number(number) => number.as_i64().map_or(Cell::Unreadable, Cell::Integer),
            Json::String(text) => Cell::Text(text),
            _ => Cell::Unreadable,
        });
        let cells: Vec<Cell> = cells.collect();
        let checked = StateRow::new(name, columns, &cells).check(check);
        checked.map_err(|wrong| StateError::damaged(format!("line {line}: {wrong}")))?;
        for (cell, column) in cells.into_iter().zip(columns) {
            self.values.push(match cell {
                Cell::Text(text) => {
                    self.bytes += text.len();
                    if column.is_document() {
                        Value::Document(Cow::Owned(text))
                    } else {
                        Value::Text(Cow::Owned(text))
                    }
                }
                Cell::Integer(number) => Value::Integer(number),
                Cell::Null | Cell::Unreadable => Value::Null,
            });
        }
        Ok(())
    }

    /// The number of rows that are not inserted yet.
    fn rows(&self) -> usize {
        self.values
            .len()
            .checked_div(self.columns.len())
            .unwrap_or(0)
    }

    /// Whether the rows are to be inserted before another one is added.
    fn is_full(&self) -> bool {
        self.rows() == MAX_ROWS || self.bytes > MAX_BYTES
    }

    /// Inserts the rows, in one statement: on PostgreSQL each statement waits for an answer.
    /// Returns about how many bytes they have.
    async fn insert(&mut self, tx: &mut Tx) -> Result<u64, Error> {
        let rows = self.rows();
        if rows == 0 {
            return Ok(0);
        }
        let bytes = self.bytes as u64 + rows as u64 * ROW_BYTES;
        let insert = self.inserts.of(rows, tx.database());
        let inserted = tx.execute(insert, &self.values).await;
        self.values.clear();
        self.bytes = 0;
        inserted.map(|_| bytes).map_err(|error| match error {
            Error::Duplicate | Error::Statement(_) => {
                let Self { name, line, .. } = self;
                let first = line.saturating_sub(rows as u64 - 1);
                let why = format!("lines {first} to {line}: a row does not fit {name}: {error}");
                StateError::damaged(why).into()
            }
            other => other,
        })
    }
}

/// Empties a table of the schema, and writes the statement that inserts a row. Most tables of a
/// small state have none, so nothing is asked of the database about each.
async fn open(
    tx: &mut Tx,
    known: &tables::Columns,
    name: String,
    columns: Vec<String>,
) -> Result<Table, Error> {
    let is_ours = tables::is_kept(&name) && migrate::is_our_table(&name);
    let Some(known) = known.get(&name).filter(|_| is_ours) else {
        let why = format!("its schema has no table {name:.64}");
        return Err(StateError::damaged(why).into());
    };
    let known = columns.iter().map(|column| {
        let known = known.iter().find(|known| known.name == *column);
        let known = known.ok_or_else(|| {
            StateError::damaged(format!("the table {name} has no column {column:.64}"))
        })?;
        Ok(Checked::of(&name, known.clone()))
    });
    let known = known.collect::<Result<Vec<_>, StateError>>()?;
    if migrate::has_first_rows(&name) {
        tx.command(&format!("DELETE FROM {name}")).await?;
    }
    let names = columns.join(", ");
    let places = (1..=columns.len()).map(|place| format!("${place}"));
    let places = places.collect::<Vec<_>>().join(", ");
    let overriding = match tx.database() {
        Database::Sqlite => "",
        Database::Postgres => "OVERRIDING SYSTEM VALUE ",
    };
    let insert = format!("INSERT INTO {name} ({names}) {overriding}VALUES ({places})");
    Ok(Table {
        name,
        columns: known,
        inserts: Inserts::new(insert),
        values: Vec::new(),
        bytes: 0,
        line: 0,
    })
}
