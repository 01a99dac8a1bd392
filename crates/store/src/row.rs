//! Rows of a result, and the types that a column can have.
//!
//! A row of a table is read through its declaration ([`crate::record`]), whose errors say where the
//! damage is. Results of one or two columns are read by position.

use std::borrow::Cow;

use crate::{Error, Value};

/// The value of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    Integer(i64),
    Text(String),
    /// Neither a UTF-8 text nor an integer: no program of ours wrote it.
    Unreadable,
}

/// One row of a result. Each column is taken once.
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

    /// Takes the next column in the order of the statement, which is an integer.
    pub(crate) fn next_integer(&mut self, name: &str) -> Result<i64, Error> {
        let value = i64::read(self.next_cell());
        value.ok_or_else(|| Error::column("a result", name, i64::EXPECTED))
    }

    /// Takes a column by its position in the statement.
    fn get<T: Column>(&mut self, column: usize) -> Result<T, Error> {
        let value = T::read(self.take(column));
        value.ok_or_else(|| Error::column("a result", &column.to_string(), T::EXPECTED))
    }

    /// The same, with an error that names the column and the row that it belongs to.
    pub(crate) fn named<T: Column>(
        &mut self,
        column: usize,
        name: &str,
        of: impl FnOnce() -> String,
    ) -> Result<T, Error> {
        let value = T::read(self.take(column));
        value.ok_or_else(|| Error::column(of(), name, T::EXPECTED))
    }

    /// Takes a text out of the row; `Error::Column` when there is none.
    pub fn text(&mut self, column: usize) -> Result<String, Error> {
        self.get(column)
    }

    /// Takes a text or NULL out of the row.
    pub fn optional_text(&mut self, column: usize) -> Result<Option<String>, Error> {
        self.get(column)
    }

    /// Takes an integer out of the row; `Error::Column` when there is none.
    pub fn integer(&mut self, column: usize) -> Result<i64, Error> {
        self.get(column)
    }

    /// Takes a text, an integer or NULL out of the row, as a parameter of another statement.
    pub(crate) fn value(&mut self, column: usize) -> Result<Value<'static>, Error> {
        match self.take(column) {
            Cell::Null => Ok(Value::Null),
            Cell::Integer(number) => Ok(number.into()),
            Cell::Text(text) => Ok(text.into()),
            Cell::Unreadable => {
                let expected = "a text or an integer";
                Err(Error::column("a result", &column.to_string(), expected))
            }
        }
    }

    /// The same without taking it.
    pub(crate) fn copy(&self, column: usize) -> Result<Value<'static>, Error> {
        let cell = self.cells.get(column).cloned();
        Self::new(cell.into_iter().collect()).value(0)
    }

    /// Takes an integer or NULL out of the row.
    pub fn optional_integer(&mut self, column: usize) -> Result<Option<i64>, Error> {
        self.get(column)
    }
}

/// The encoding of values of `T` in a column; most types implement it for themselves.
pub(crate) trait Column<T = Self> {
    /// The expected content, for the error of a column with other content.
    const EXPECTED: &'static str;

    /// Returns `None` when the cell is not such a value.
    fn read(cell: Cell) -> Option<T>;

    fn value(value: &T) -> Value<'_>;
}

impl Column for String {
    const EXPECTED: &'static str = "a text";

    fn read(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text),
            Cell::Null | Cell::Integer(_) | Cell::Unreadable => None,
        }
    }

    fn value(value: &Self) -> Value<'_> {
        Value::Text(Cow::Borrowed(value))
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

    fn value(value: &Self) -> Value<'_> {
        Value::Integer(*value)
    }
}

impl<T: Column> Column for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            value => T::read(value).map(Some),
        }
    }

    fn value(value: &Self) -> Value<'_> {
        value.as_ref().map_or(Value::Null, T::value)
    }
}

/// An optional text in a column of a key or an index: there `''` stands for absent, so that keys
/// compare the same on every database.
pub(crate) struct Blank;

impl Column<Option<String>> for Blank {
    const EXPECTED: &'static str = "a text";

    fn read(cell: Cell) -> Option<Option<String>> {
        String::read(cell).map(|text| Some(text).filter(|text| !text.is_empty()))
    }

    fn value(value: &Option<String>) -> Value<'_> {
        Value::Text(Cow::Borrowed(value.as_deref().unwrap_or_default()))
    }
}

/// A text that no statement compares.
pub(crate) struct Document;

impl Document {
    /// The name of every column of such texts, and of no other.
    pub(crate) const COLUMN: &'static str = "document";
}

impl Column<String> for Document {
    const EXPECTED: &'static str = String::EXPECTED;

    fn read(cell: Cell) -> Option<String> {
        String::read(cell)
    }

    fn value(value: &String) -> Value<'_> {
        Value::document(value)
    }
}
