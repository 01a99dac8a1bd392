//! Statements that write, joined into few.
//!
//! A statement of its own costs the server and the client a message each way, a portal and a
//! snapshot, which for one row is as much as the row. The rows of a main task are in ten tables.
//!
//! All parts of a joined statement see what was before it. So no two of them are about the same
//! table, and none reads another one.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::Value;

/// The most parameters of a joined statement, far from the 65,535 of the protocol.
const MAX_PARAMETERS: usize = 1000;

/// A statement that writes, and whose rows nobody reads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Write {
    pub(super) statement: String,
    pub(super) parameters: Vec<Value<'static>>,
    /// Whether it must change a row.
    guarded: bool,
}

impl Write {
    pub(super) fn new(statement: &str, parameters: &[Value<'_>]) -> Self {
        let parameters = parameters.iter().cloned().map(Value::into_owned);
        Self {
            statement: statement.to_owned(),
            parameters: parameters.collect(),
            guarded: false,
        }
    }

    /// One that fails if it changes no row.
    pub(super) fn guarded(statement: &str, parameters: &[Value<'_>]) -> Self {
        Self {
            guarded: true,
            ..Self::new(statement, parameters)
        }
    }

    /// What is sent. The division by zero is the error of a guarded statement that changes nothing.
    pub(super) fn text(&self) -> Cow<'_, str> {
        let statement = &self.statement;
        if self.guarded {
            let text = format!(
                "WITH changed AS ({statement} RETURNING 1) SELECT 1 / COUNT(*) FROM changed"
            );
            text.into()
        } else {
            statement.into()
        }
    }

    /// The table that it writes to, if it reads no other.
    fn table(&self) -> Option<&str> {
        let heads = ["INSERT INTO ", "UPDATE ", "DELETE FROM "];
        let rest = heads
            .iter()
            .find_map(|head| self.statement.strip_prefix(head))?;
        if rest.contains("SELECT") {
            return None;
        }
        rest.split_ascii_whitespace().next()
    }
}

/// The same statements, as few as possible and in their order.
pub(super) fn joined(writes: Vec<Write>) -> Vec<Write> {
    let mut joined = Vec::new();
    let mut group: Vec<Write> = Vec::new();
    let mut parameters = 0;
    for write in writes {
        let apart = write.table().is_none()
            || group.iter().any(|other| {
                other
                    .table()
                    .is_none_or(|table| Some(table) == write.table())
            })
            || parameters + write.parameters.len() > MAX_PARAMETERS;
        if apart {
            joined.extend(join(std::mem::take(&mut group)));
            parameters = 0;
        }
        parameters += write.parameters.len();
        group.push(write);
    }
    joined.extend(join(group));
    joined
}

/// One statement that does what these do.
fn join(mut group: Vec<Write>) -> Option<Write> {
    if group.len() < 2 {
        return group.pop();
    }
    let mut statement = String::from("WITH ");
    let mut end = String::from(" SELECT 1");
    let mut parameters = Vec::new();
    for (number, write) in group.into_iter().enumerate() {
        let separator = if number == 0 { "" } else { ", " };
        let _ = write!(statement, "{separator}w{number} AS (");
        renumber(&write.statement, parameters.len(), &mut statement);
        if write.guarded {
            statement.push_str(" RETURNING 1");
            let _ = write!(end, ", 1 / (SELECT COUNT(*) FROM w{number})");
        }
        statement.push(')');
        parameters.extend(write.parameters);
    }
    statement.push_str(&end);
    Some(Write {
        statement,
        parameters,
        guarded: false,
    })
}

/// Appends a statement whose parameters begin after so many others.
fn renumber(statement: &str, others: usize, to: &mut String) {
    let mut parts = statement.split('$');
    to.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(part.len());
        let (number, rest) = part.split_at(end);
        let number: usize = number.parse().unwrap_or_default();
        let _ = write!(to, "${}{rest}", number + others);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(writes: Vec<Write>) -> Vec<String> {
        let joined = joined(writes);
        joined
            .iter()
            .map(|write| write.text().into_owned())
            .collect()
    }

    #[test]
    fn rows_of_different_tables_are_one_statement() {
        let writes = vec![
            Write::new(
                "INSERT INTO a (x, y) VALUES ($1, $2)",
                &[1.into(), 2.into()],
            ),
            Write::guarded("UPDATE b SET x = $1 WHERE y = $2", &[3.into(), 4.into()]),
            Write::new("DELETE FROM c WHERE x = $1", &[5.into()]),
        ];
        let joined = joined(writes);
        let [one] = joined.as_slice() else {
            panic!("{joined:?}");
        };
        assert_eq!(
            one.text(),
            "WITH w0 AS (INSERT INTO a (x, y) VALUES ($1, $2)), \
             w1 AS (UPDATE b SET x = $3 WHERE y = $4 RETURNING 1), \
             w2 AS (DELETE FROM c WHERE x = $5) \
             SELECT 1, 1 / (SELECT COUNT(*) FROM w1)"
        );
        let numbers: Vec<Value<'_>> = (1..=5).map(Value::Integer).collect();
        assert_eq!(one.parameters, numbers);
    }

    #[test]
    fn a_statement_about_the_same_table_or_that_reads_another_is_apart() {
        let insert = || Write::new("INSERT INTO a (x) VALUES ($1)", &[1.into()]);
        assert_eq!(
            texts(vec![insert(), insert()]),
            [
                "INSERT INTO a (x) VALUES ($1)",
                "INSERT INTO a (x) VALUES ($1)"
            ]
        );
        let reads = || Write::new("UPDATE b SET x = (SELECT MAX(x) FROM a)", &[]);
        assert_eq!(texts(vec![insert(), reads()]).len(), 2);
        assert_eq!(texts(vec![reads(), insert()]).len(), 2);
        let other = || Write::new("INSERT INTO b (x) VALUES ($1)", &[1.into()]);
        assert_eq!(
            texts(vec![insert(), other(), insert(), other(), reads()]).len(),
            3
        );
    }

    #[test]
    fn a_guarded_statement_alone_stays_as_it_is() {
        let guarded = Write::guarded("UPDATE b SET x = $1", &[1.into()]);
        let text = guarded.text().into_owned();
        assert_eq!(texts(vec![guarded]), [text]);
    }
}
