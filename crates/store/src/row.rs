//! Rows of an answer, and the types that a column can hold.
//!
//! A row of a table is read through its declaration ([`crate::record`]), whose errors say where the
//! damage is. Statements that answer a column or two are read by position.

use std::borrow::Cow;

use crate::{Error, Value};

/// What one column of a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    Integer(i64),
    Text(String),
    /// Neither a text in UTF-8 nor an integer: no program of ours wrote it.
    Unreadable,
}

/// One row of an answer. Each column is taken once.
#[derive(Debug)]
pub struct Row {
    cells: Vec<Cell>,
    next: usize,
}

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self { cells, next: 0 }
    }

    fn take(&mut self, column: usize) -> Cell {
        self.cells
            .get_mut(column)
            .map_or(Cell::Null, |cell| std::mem::replace(cell, Cell::Null))
    }

    /// Takes the next column in the order of the statement.
    pub(crate) fn next_cell(&mut self) -> Cell {
        self.next += 1;
        self.take(self.next - 1)
    }

    /// Takes a column by its position in the statement.
    fn get<T: Column>(&mut self, column: usize) -> Result<T, Error> {
        let held = T::read(self.take(column));
        held.ok_or_else(|| Error::column("an answer", &column.to_string(), T::EXPECTED))
    }

    /// The same, for an error that names the column and the row that it is `of`.
    pub(crate) fn named<T: Column>(
        &mut self,
        column: usize,
        name: &str,
        of: impl FnOnce() -> String,
    ) -> Result<T, Error> {
        let held = T::read(self.take(column));
        held.ok_or_else(|| Error::column(of(), name, T::EXPECTED))
    }

    /// Takes a text out of the row; `Error::Column` when there is none.
    pub fn text(&mut self, column: usize) -> Result<String, Error> {
        self.get(column)
    }

    /// Takes a text or nothing out of the row.
    pub fn optional_text(&mut self, column: usize) -> Result<Option<String>, Error> {
        self.get(column)
    }

    /// Takes an integer out of the row; `Error::Column` when there is none.
    pub fn integer(&mut self, column: usize) -> Result<i64, Error> {
        self.get(column)
    }

    /// Takes an integer or nothing out of the row.
    pub fn optional_integer(&mut self, column: usize) -> Result<Option<i64>, Error> {
        self.get(column)
    }
}

/// How values of `T` stand in a column; most types know that of themselves.
pub(crate) trait Column<T = Self> {
    /// What the column holds, for an error that says that it does not.
    const EXPECTED: &'static str;

    /// `None` when the cell holds no such value.
    fn read(cell: Cell) -> Option<T>;

    fn value(held: &T) -> Value<'_>;
}

impl Column for String {
    const EXPECTED: &'static str = "a text";

    fn read(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text),
            Cell::Null | Cell::Integer(_) | Cell::Unreadable => None,
        }
    }

    fn value(held: &Self) -> Value<'_> {
        Value::Text(Cow::Borrowed(held))
    }
}

impl Column for i64 {
    const EXPECTED: &'static str = "an integer";

    fn read(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Integer(number) => Some(number),
            Cell::Null | Cell::Text(_) | Cell::Unreadable => None,
        }
    }

    fn value(held: &Self) -> Value<'_> {
        Value::Integer(*held)
    }
}

impl<T: Column> Column for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            held => T::read(held).map(Some),
        }
    }

    fn value(held: &Self) -> Value<'_> {
        held.as_ref().map_or(Value::Null, T::value)
    }
}

/// A text that may be absent, in a column that is part of a key or an index: there `''` stands for
/// none, so that keys compare the same on every database.
pub(crate) struct Blank;

impl Column<Option<String>> for Blank {
    const EXPECTED: &'static str = "a text";

    fn read(cell: Cell) -> Option<Option<String>> {
        String::read(cell).map(|text| Some(text).filter(|text| !text.is_empty()))
    }

    fn value(held: &Option<String>) -> Value<'_> {
        Value::Text(Cow::Borrowed(held.as_deref().unwrap_or_default()))
    }
}
