//! The unit of work of a transaction: what it keeps of the rows that it has read, and the rows that
//! it inserts later, several in one statement.
//!
//! Neither can show a transaction less than its database would. A statement that names the table of
//! a posted row sends all posted rows first. A statement that changes a table drops what is kept of
//! it, and a rollback to a savepoint drops everything that is kept.

use std::any::Any;
use std::borrow::Cow;
use std::fmt::Write as _;

use crate::Value;

/// Posted rows of one table go into statements of at most so many, so that there are few texts.
const MAX_ROWS: usize = 16;

/// What a transaction keeps of the rows that it has read or written.
pub trait Kept: Any + Send {
    /// The tables that it depends on.
    const TABLES: &'static [&'static str];
}

struct Keep {
    tables: &'static [&'static str],
    value: Box<dyn Any + Send>,
}

/// A row that is inserted later.
#[derive(Clone)]
pub(crate) struct Posted {
    pub table: &'static str,
    /// The statement that inserts one row.
    pub text: &'static str,
    /// The positions of the key among the values.
    pub key: Vec<usize>,
    pub values: Vec<Value<'static>>,
}

impl Posted {
    fn is_of(&self, other: &Self) -> bool {
        self.table == other.table && self.key_values().eq(other.key_values())
    }

    fn key_values(&self) -> impl Iterator<Item = &Value<'static>> {
        self.key.iter().map(|at| &self.values[*at])
    }
}

#[derive(Default)]
pub(crate) struct Unit {
    /// Whether rows are kept.
    keeps: bool,
    kept: Vec<Keep>,
    /// In their order; a later row of the same key replaces an earlier one.
    posted: Vec<Posted>,
}

impl Unit {
    pub(crate) fn keep_rows(&mut self) {
        self.keeps = true;
    }

    pub(crate) fn keeps_rows(&self) -> bool {
        self.keeps
    }

    pub(crate) fn kept<K: Kept>(&self) -> Option<&K> {
        self.kept
            .iter()
            .find_map(|keep| keep.value.downcast_ref::<K>())
    }

    pub(crate) fn take_kept<K: Kept>(&mut self) -> Option<K> {
        let at = self.kept.iter().position(|keep| keep.value.is::<K>())?;
        let value = self.kept.swap_remove(at).value.downcast::<K>().ok()?;
        Some(*value)
    }

    pub(crate) fn keep<K: Kept>(&mut self, value: K) {
        if self.keeps {
            self.take_kept::<K>();
            self.kept.push(Keep {
                tables: K::TABLES,
                value: Box::new(value),
            });
        }
    }

    /// Drops what is kept.
    pub(crate) fn forget(&mut self) {
        self.kept.clear();
    }

    /// Drops what is kept of the table that a statement changes.
    pub(crate) fn forget_changed(&mut self, statement: &str) {
        if self.kept.is_empty() {
            return;
        }
        match changed_table(statement) {
            Some(table) => self.kept.retain(|keep| !keep.tables.contains(&table)),
            None => self.kept.clear(),
        }
    }

    /// Whether a statement names the table of a posted row.
    pub(crate) fn is_awaited_by(&self, statement: &str) -> bool {
        let mut last = "";
        self.posted.iter().any(|posted| {
            let same = posted.table == last;
            last = posted.table;
            !same && names(statement, last)
        })
    }

    pub(crate) fn post(&mut self, posted: Posted) {
        self.posted.push(posted);
    }

    /// The posted row of this table and key, with its latest values.
    pub(crate) fn posted(&self, table: &str, key: &[Value<'_>]) -> Option<&Posted> {
        let is_it = |posted: &&Posted| {
            let mut held = posted.key_values();
            posted.table == table && key.iter().all(|part| held.next() == Some(part))
        };
        self.posted.iter().rev().find(is_it)
    }

    pub(crate) fn posted_count(&self) -> usize {
        self.posted.len()
    }

    pub(crate) fn truncate_posted(&mut self, count: usize) {
        self.posted.truncate(count);
    }

    /// Takes all posted rows, as the statements that insert them: table by table, in the order in
    /// which the tables were first posted to.
    pub(crate) fn take_posted(&mut self) -> Vec<(Cow<'static, str>, Vec<Value<'static>>)> {
        let mut rows: Vec<Posted> = Vec::with_capacity(self.posted.len());
        for posted in std::mem::take(&mut self.posted) {
            // Few rows are posted, and fewer have a key by which they could be changed.
            match rows.iter_mut().find(|row| row.is_of(&posted)) {
                Some(row) => *row = posted,
                None => rows.push(posted),
            }
        }
        let mut statements = Vec::new();
        while let Some(first) = rows.first() {
            let text = first.text;
            let (of_text, others): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|row| row.text == text);
            rows = others;
            let mut of_text = of_text.into_iter().peekable();
            while of_text.peek().is_some() {
                let chunk: Vec<_> = of_text.by_ref().take(MAX_ROWS).collect();
                let text = several(text, chunk.len());
                let values = chunk.into_iter().flat_map(|row| row.values);
                statements.push((text, values.collect()));
            }
        }
        statements
    }
}

/// The statement that inserts so many rows, from the one that inserts one.
fn several(one: &'static str, rows: usize) -> Cow<'static, str> {
    let Some((head, places)) = one.split_once(" VALUES ").filter(|_| rows > 1) else {
        return Cow::Borrowed(one);
    };
    let columns = places.matches('$').count();
    let mut text = String::with_capacity(one.len() * rows);
    text.push_str(head);
    text.push_str(" VALUES ");
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let before = if column == 1 { "" } else { ", " };
            // Writing to a string cannot fail.
            let _ = write!(text, "{before}${}", row * columns + column);
        }
        text.push(')');
    }
    Cow::Owned(text)
}

/// The table that a statement changes; `None` if it cannot be told.
fn changed_table(statement: &str) -> Option<&str> {
    let heads = ["INSERT INTO ", "UPDATE ", "DELETE FROM "];
    let rest = heads.iter().find_map(|head| statement.strip_prefix(head))?;
    rest.split([' ', '(']).next()
}

/// Whether a statement names a table.
fn names(statement: &str, table: &str) -> bool {
    let is_part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = statement.as_bytes();
    statement.match_indices(table).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        !is_part(before) && !is_part(bytes.get(at + table.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(text: &'static str, id: i64, value: &'static str) -> Posted {
        Posted {
            table: "event",
            text,
            key: vec![0],
            values: vec![id.into(), value.into()],
        }
    }

    #[test]
    fn posted_rows_of_a_table_share_a_statement_and_the_last_of_a_key_counts() {
        const ONE: &str = "INSERT INTO event (id, v) VALUES ($1, $2)";
        const OTHER: &str = "INSERT INTO event (id, w) VALUES ($1, $2)";
        let mut unit = Unit::default();
        for row in [(ONE, 1, "a"), (OTHER, 2, "b"), (ONE, 3, "c"), (ONE, 1, "d")] {
            unit.post(posted(row.0, row.1, row.2));
        }
        let sent = unit.take_posted();
        let two = "INSERT INTO event (id, v) VALUES ($1, $2), ($3, $4)";
        let values: Vec<Value<'_>> = vec![1.into(), "d".into(), 3.into(), "c".into()];
        assert_eq!(sent[0], (Cow::Borrowed(two), values));
        assert_eq!(sent[1].0, OTHER);
        assert_eq!(sent.len(), 2);
        assert_eq!(unit.posted_count(), 0);
    }

    #[test]
    fn a_statement_awaits_the_tables_that_it_names_and_no_others() {
        let mut unit = Unit::default();
        unit.post(posted("INSERT INTO event (id, v) VALUES ($1, $2)", 1, "a"));
        assert!(unit.is_awaited_by("SELECT id FROM event"));
        assert!(unit.is_awaited_by("SELECT event.id FROM task, event WHERE true"));
        assert!(!unit.is_awaited_by("SELECT event_id FROM task_event"));
    }

    #[test]
    fn the_table_that_a_statement_changes_is_its_first_name() {
        assert_eq!(
            changed_table("INSERT INTO tag (key) VALUES ($1)"),
            Some("tag")
        );
        assert_eq!(changed_table("UPDATE tag SET key = $1"), Some("tag"));
        assert_eq!(changed_table("DELETE FROM tag"), Some("tag"));
        assert_eq!(changed_table("INSERT OR REPLACE INTO tag SELECT 1"), None);
    }
}
