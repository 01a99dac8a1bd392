//! What the value of a column can be. The same is checked where a state is saved and where it is
//! loaded, so that each state that was saved can be loaded.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::declared::declared;
use crate::record::Declared;
use crate::row::{Cell, Document};

/// Columns of JSON beside the documents. They may be empty.
const JSON: [(&str, &str); 4] = [
    ("bulk_result", "cells"),
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
pub(super) struct Checked {
    pub(super) name: String,
    is_integer: bool,
    may_be_null: bool,
    is_json: bool,
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
    pub(super) fn check(&self, cell: &Cell) -> Result<(), Cow<'static, str>> {
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
