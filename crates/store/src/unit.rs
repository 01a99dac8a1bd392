//! The unit of work of a transaction: what it keeps of the rows that it has read, and the rows that
//! it inserts later, several in one statement.
//!
//! Neither can show a transaction less than its database would. A statement that names the table of
//! a posted row sends all posted rows first. A statement that changes a table drops what is kept of
//! it, and a rollback to a savepoint drops everything that is kept.

use std::any::Any;
use std::fmt::Write as _;
use std::ptr;
use std::sync::OnceLock;

use memchr::memmem::Finder;

use crate::{Database, Value};

/// Rows of one table go into statements of at most so many, so that there are few texts.
pub(crate) const MAX_ROWS: usize = 16;

/// The statements that insert rows into a table, by their number of rows. Each is written
/// when it is first needed.
pub(crate) struct Inserts {
    one: String,
    /// Finds the name of the table in a statement.
    table: Finder<'static>,
    /// Of so many rows and one, for each database.
    several: [[OnceLock<String>; MAX_ROWS]; 2],
}

impl Inserts {
    /// From the statement that inserts one row.
    pub(crate) fn new(one: String) -> Self {
        let table = changed_table(&one).unwrap_or_default();
        Self {
            table: Finder::new(table).into_owned(),
            one,
            several: Default::default(),
        }
    }

    /// The statement that inserts one row.
    pub(crate) fn one(&self) -> &str {
        &self.one
    }

    /// The statement that inserts so many rows.
    pub(crate) fn of(&self, rows: usize, database: Database) -> &str {
        let of_database = match database {
            Database::Sqlite => 0,
            Database::Postgres => 1,
        };
        let text = self
            .several
            .get(of_database)
            .and_then(|all| all.get(rows.checked_sub(2)?));
        text.map_or(&self.one, |text| {
            text.get_or_init(|| several(&self.one, rows, database))
        })
    }
}

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
    pub inserts: &'static Inserts,
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
    /// The tables of these rows, and perhaps of rows that were dropped again.
    posted_to: Vec<&'static Inserts>,
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
        let mut tables = self.posted_to.iter().map(|inserts| &inserts.table);
        tables.any(|table| {
            let found = table.find_iter(statement.as_bytes());
            is_word(statement, table.needle().len(), found)
        })
    }

    pub(crate) fn post(&mut self, posted: Posted) {
        let mut others = self.posted_to.iter();
        if !others.any(|inserts| ptr::eq(*inserts, posted.inserts)) {
            self.posted_to.push(posted.inserts);
        }
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
    pub(crate) fn take_posted(
        &mut self,
        database: Database,
    ) -> Vec<(&'static str, Vec<Value<'static>>)> {
        let mut rows: Vec<Posted> = Vec::with_capacity(self.posted.len());
        for posted in std::mem::take(&mut self.posted) {
            // Few rows are posted, and fewer have a key by which they could be changed.
            match rows.iter_mut().find(|row| row.is_of(&posted)) {
                Some(row) => *row = posted,
                None => rows.push(posted),
            }
        }
        let mut statements = Vec::new();
        for inserts in std::mem::take(&mut self.posted_to) {
            let of_table = rows.iter_mut().filter(|row| ptr::eq(row.inserts, inserts));
            let mut of_table = of_table.peekable();
            while of_table.peek().is_some() {
                let chunk = of_table.by_ref().take(MAX_ROWS);
                let chunk: Vec<_> = chunk.map(|row| std::mem::take(&mut row.values)).collect();
                let text = inserts.of(chunk.len(), database);
                statements.push((text, chunk.into_iter().flatten().collect()));
            }
        }
        statements
    }
}

/// The statement that inserts so many rows, from the one that inserts one.
///
/// SQLite copies each page that a statement of several rows changes, to undo the statement alone if
/// it fails halfway. `OR FAIL` keeps it from that: a failed statement of a transaction is undone
/// with the transaction or with a savepoint.
fn several(one: &str, rows: usize, database: Database) -> String {
    let (head, places) = one.split_once(" VALUES ").unwrap_or((one, ""));
    let columns = places.matches('$').count();
    let mut text = String::with_capacity(one.len() * rows);
    match head.strip_prefix("INSERT INTO ") {
        Some(rest) if database == Database::Sqlite => {
            text.push_str("INSERT OR FAIL INTO ");
            text.push_str(rest);
        }
        _ => text.push_str(head),
    }
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
    text
}

/// The table that a statement changes; `None` if it cannot be told.
pub(crate) fn changed_table(statement: &str) -> Option<&str> {
    let heads = ["INSERT INTO ", "UPDATE ", "DELETE FROM "];
    let rest = heads.iter().find_map(|head| statement.strip_prefix(head))?;
    rest.split([' ', '(']).next()
}

/// Whether a statement names a table.
pub(crate) fn names(statement: &str, table: &str) -> bool {
    let found = statement.match_indices(table).map(|(at, _)| at);
    is_word(statement, table.len(), found)
}

/// Whether a text of this length is a word of the statement in one of the places.
fn is_word(statement: &str, length: usize, mut places: impl Iterator<Item = usize>) -> bool {
    let is_part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = statement.as_bytes();
    places.any(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        !is_part(before) && !is_part(bytes.get(at + length))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static EVENTS: LazyLock<Inserts> =
        LazyLock::new(|| Inserts::new("INSERT INTO event (id, v) VALUES ($1, $2)".to_owned()));
    static STEPS: LazyLock<Inserts> =
        LazyLock::new(|| Inserts::new("INSERT INTO step (id, w) VALUES ($1, $2)".to_owned()));

    fn posted(table: &'static str, id: i64, value: &'static str) -> Posted {
        let inserts = if table == "event" { &EVENTS } else { &STEPS };
        Posted {
            table,
            inserts,
            key: vec![0],
            values: vec![id.into(), value.into()],
        }
    }

    #[test]
    fn posted_rows_of_a_table_share_a_statement_and_the_last_of_a_key_counts() {
        let of_postgres = "INSERT INTO event (id, v) VALUES ($1, $2), ($3, $4)";
        let of_sqlite = "INSERT OR FAIL INTO event (id, v) VALUES ($1, $2), ($3, $4)";
        for (database, two) in [
            (Database::Postgres, of_postgres),
            (Database::Sqlite, of_sqlite),
        ] {
            let mut unit = Unit::default();
            let rows = [
                ("event", 1, "a"),
                ("step", 2, "b"),
                ("event", 3, "c"),
                ("event", 1, "d"),
            ];
            for (table, id, value) in rows {
                unit.post(posted(table, id, value));
            }
            let sent = unit.take_posted(database);
            let values: Vec<Value<'_>> = vec![1.into(), "d".into(), 3.into(), "c".into()];
            let one: Vec<Value<'_>> = vec![2.into(), "b".into()];
            assert_eq!(sent, [(two, values), (STEPS.one(), one)]);
            assert_eq!(unit.posted_count(), 0);
        }
    }

    #[test]
    fn a_statement_awaits_the_tables_that_it_names_and_no_others() {
        let mut unit = Unit::default();
        unit.post(posted("event", 1, "a"));
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
