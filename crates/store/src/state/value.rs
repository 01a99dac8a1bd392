//! What the values of a row can be. The same is checked where a state is saved and where it is
//! loaded, so that each state that was saved can be loaded.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::declared::declared;
use crate::record::Declared;
use crate::row::{Cell, Document};

/// Columns of JSON beside the documents. They may be empty.
const JSON: [(&str, &str); 6] = [
    ("bulk_result", "cells"),
    ("client_token", "result"),
    ("customer_account_search", "programs"),
    ("task", "caller"),
    ("task", "input"),
    ("task", "state"),
];

/// Whether a column has JSON.
pub(super) fn is_json(table: &str, column: &str) -> bool {
    column == Document::COLUMN || JSON.contains(&(table, column))
}

/// A column as the schema declares it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// Whether it holds integers. All others hold texts.
    pub(super) is_integer: bool,
    pub(super) may_be_null: bool,
}

/// A column of a table of a state, and what its values can be.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) name: String,
    is_integer: bool,
    may_be_null: bool,
    pub(super) is_json: bool,
    declared: Option<&'static Declared>,
}

impl Checked {
    pub(super) fn of(table: &str, column: Column) -> Self {
        let mut declared = declared(table).iter();
        Self {
            is_json: is_json(table, &column.name),
            declared: declared.find(|declared| declared.column == column.name),
            name: column.name,
            is_integer: column.is_integer,
            may_be_null: column.may_be_null,
        }
    }

    pub(super) fn is_document(&self) -> bool {
        self.name == Document::COLUMN
    }

    /// Refuses a value that the column cannot have, with what it can: SQLite stores a text in a
    /// column of integers, too, which nothing can read.
    fn check(&self, cell: &Cell) -> Result<(), Cow<'static, str>> {
        let fits = match cell {
            Cell::Null => self.may_be_null,
            Cell::Integer(_) => self.is_integer,
            Cell::Text(_) => !self.is_integer,
            Cell::Unreadable => false,
        };
        if !fits {
            let expected = if self.is_integer {
                "an integer"
            } else {
                "a text"
            };
            return Err(expected.into());
        }
        if let Some(declared) = self.declared
            && !(declared.accepts)(cell.clone())
        {
            return Err(declared.expected.into());
        }
        if let Cell::Text(text) = cell
            && self.is_json
            && (self.is_document() || !text.is_empty())
        {
            serde_json::from_str::<IgnoredAny>(text).map_err(|error| format!("JSON: {error}"))?;
        }
        Ok(())
    }
}

/// A row of a state.
#[derive(Debug)]
pub struct StateRow<'a> {
    pub table: &'a str,
    columns: &'a [Checked],
    cells: &'a [Cell],
}

/// Checks the documents of a row as those read them who use them: the store knows only that they
/// are JSON. Returns the column that could not be read, and why.
pub type CheckRow = fn(&StateRow<'_>) -> Result<(), (&'static str, String)>;

impl<'a> StateRow<'a> {
    pub(super) fn new(table: &'a str, columns: &'a [Checked], cells: &'a [Cell]) -> Self {
        Self {
            table,
            columns,
            cells,
        }
    }

    /// The text in a column, if the row has one there.
    pub fn text(&self, column: &str) -> Option<&'a str> {
        let place = self.columns.iter().position(|known| known.name == column)?;
        match self.cells.get(place)? {
            Cell::Text(text) => Some(text),
            Cell::Null | Cell::Integer(_) | Cell::Unreadable => None,
        }
    }

    /// Returns the first value that its column cannot have, as a sentence.
    pub(super) fn check(&self, read: CheckRow) -> Result<(), String> {
        for (column, cell) in self.columns.iter().zip(self.cells) {
            let checked = column.check(cell);
            checked.map_err(|expected| self.wrong(&column.name, &expected))?;
        }
        read(self).map_err(|(column, why)| self.wrong(column, &format!("of its type: {why}")))
    }

    fn wrong(&self, column: &str, expected: &str) -> String {
        format!("{}.{column} is not {expected}", self.table)
    }
}
