//! Parameters and rows: the three types that both databases and every table share.

use crate::Error;

/// A statement's parameter or a row's column. Instants are milliseconds since 1970 in `Integer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    Integer(i64),
    Text(String),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer. Readers take each column once, by its position in the statement.
#[derive(Debug)]
pub struct Row(Vec<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self(values)
    }

    fn take(&mut self, column: usize) -> Value {
        self.0
            .get_mut(column)
            .map_or(Value::Null, |value| std::mem::replace(value, Value::Null))
    }

    /// Takes a text out of the row; `Error::Column` when there is none.
    pub fn text(&mut self, column: usize) -> Result<String, Error> {
        self.optional_text(column)?.ok_or(Error::Column {
            column,
            expected: "a text",
        })
    }

    /// Takes a text or nothing out of the row.
    pub fn optional_text(&mut self, column: usize) -> Result<Option<String>, Error> {
        match self.take(column) {
            Value::Text(text) => Ok(Some(text)),
            Value::Null => Ok(None),
            Value::Integer(_) => Err(Error::Column {
                column,
                expected: "a text",
            }),
        }
    }

    /// Takes an integer out of the row; `Error::Column` when there is none.
    pub fn integer(&mut self, column: usize) -> Result<i64, Error> {
        self.optional_integer(column)?.ok_or(Error::Column {
            column,
            expected: "an integer",
        })
    }

    /// Takes an integer or nothing out of the row.
    pub fn optional_integer(&mut self, column: usize) -> Result<Option<i64>, Error> {
        match self.take(column) {
            Value::Integer(number) => Ok(Some(number)),
            Value::Null => Ok(None),
            Value::Text(_) => Err(Error::Column {
                column,
                expected: "an integer",
            }),
        }
    }
}
